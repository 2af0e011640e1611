#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/status.h"

#ifdef GAMUT_ARENA_DEBUG
#define BLOCK_BYTES ((size_t)0) /* every request gets a block of its own */
#else
#define BLOCK_BYTES ((size_t)64 * 1024)
#endif

struct gamut_arena_block {
	struct gamut_arena_block *next;
	size_t size; /* bytes in data[] */
	alignas(max_align_t) unsigned char data[];
};

static void push_block(struct gamut_arena *arena, size_t at_least)
{
	size_t size = at_least > BLOCK_BYTES ? at_least : BLOCK_BYTES;
	struct gamut_arena_block *block = gamut_alloc(sizeof(*block) + size);

	block->size = size;
	block->next = arena->blocks;
	arena->blocks = block;
	arena->used = 0;
}

void *gamut_arena_alloc(struct gamut_arena *arena, size_t size, size_t align)
{
	size_t start = (arena->used + align - 1) & ~(align - 1);
	void *p;

	if (!arena->blocks || start > arena->blocks->size ||
	    size > arena->blocks->size - start || BLOCK_BYTES == 0) {
		push_block(arena, size);
		start = 0;
	}

	p = arena->blocks->data + start;
	arena->used = start + size;
	arena->total += size;
	return p;
}

void *gamut_arena_alloc_array(struct gamut_arena *arena, size_t count,
                              size_t size, size_t align)
{
	if (size != 0 && count > SIZE_MAX / size)
		GAMUT_BUG("%zu items of %zu bytes overflow", count, size);
	return gamut_arena_alloc(arena, count * size, align);
}

struct gamut_str gamut_arena_vstrf(struct gamut_arena *arena, const char *fmt,
                                   va_list args)
{
	va_list again;
	char *s;
	int n;

	va_copy(again, args);
	n = vsnprintf(NULL, 0, fmt, args);
	if (n < 0)
		GAMUT_BUG("bad format '%s'", fmt);

	s = gamut_arena_alloc(arena, (size_t)n + 1, 1);
	vsnprintf(s, (size_t)n + 1, fmt, again);
	va_end(again);
	return (struct gamut_str){ .ptr = s, .len = (size_t)n };
}

struct gamut_str gamut_arena_strf(struct gamut_arena *arena, const char *fmt,
                                  ...)
{
	struct gamut_str s;
	va_list args;

	va_start(args, fmt);
	s = gamut_arena_vstrf(arena, fmt, args);
	va_end(args);
	return s;
}

struct gamut_str gamut_arena_copy(struct gamut_arena *arena, struct gamut_str s)
{
	char *copy = gamut_arena_alloc(arena, s.len + 1, 1);

	if (s.len > 0)
		memcpy(copy, s.ptr, s.len);
	return (struct gamut_str){ .ptr = copy, .len = s.len };
}

static void free_blocks(struct gamut_arena_block *block)
{
	while (block) {
		struct gamut_arena_block *next = block->next;

		free(block);
		block = next;
	}
}

void gamut_arena_reset(struct gamut_arena *arena)
{
	struct gamut_arena_block *kept = arena->blocks;

	/* One of a common size: not what a single large request left. */
	if (!kept || BLOCK_BYTES == 0 || kept->size > BLOCK_BYTES) {
		gamut_arena_clear(arena);
		return;
	}
	free_blocks(kept->next);
	kept->next = NULL;
	memset(kept->data, 0, arena->used);
	*arena = (struct gamut_arena){ .blocks = kept };
}

void gamut_arena_clear(struct gamut_arena *arena)
{
	free_blocks(arena->blocks);
	*arena = (struct gamut_arena){ 0 };
}
