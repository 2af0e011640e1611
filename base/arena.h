#ifndef GAMUT_BASE_ARENA_H
#define GAMUT_BASE_ARENA_H

#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>

#include "base/compiler.h"
#include "base/str.h"

struct gamut_arena_block;

/*
 * Memory that is released all at once.
 *
 * `{0}` is an empty arena. One arena per item being graded: prompt, answer and
 * scratch die together when the item's record has been written. Not
 * thread-safe; an arena belongs to one worker.
 *
 * Built with GAMUT_ARENA_DEBUG (all sanitizer presets) every allocation is its
 * own malloc(), so that an overrun is seen as one.
 */
struct gamut_arena {
	struct gamut_arena_block *blocks;
	size_t used;  /* bytes handed out of blocks[0] */
	size_t total; /* bytes handed out since the last clear */
};

/* Zeroed memory, never NULL (out of memory is fatal). `size` may be 0. */
GAMUT_NONNULL
void *gamut_arena_alloc(struct gamut_arena *arena, size_t size, size_t align);

#define gamut_arena_new(arena, type, count)                              \
	((type *)gamut_arena_alloc_array((arena), (count), sizeof(type), \
	                                 alignof(type)))

/* As gamut_arena_alloc(), for `count` items; an overflowing size is fatal. */
GAMUT_NONNULL
void *gamut_arena_alloc_array(struct gamut_arena *arena, size_t count,
                              size_t size, size_t align);

/* A formatted string that lives as long as the arena does. */
GAMUT_PRINTF(2, 3)
struct gamut_str gamut_arena_strf(struct gamut_arena *arena, const char *fmt,
                                  ...);

/* The same with the arguments of a function that has `...` itself. */
GAMUT_PRINTF(2, 0)
struct gamut_str gamut_arena_vstrf(struct gamut_arena *arena, const char *fmt,
                                   va_list args);

/* A copy of `s` that lives as long as the arena does; a NUL stands behind it.
 */
struct gamut_str gamut_arena_copy(struct gamut_arena *arena,
                                  struct gamut_str s);

/*
 * Forget everything but keep some memory for what comes next: for loops that
 * fill and empty an arena again and again. Views into it are void.
 */
void gamut_arena_reset(struct gamut_arena *arena);

/* Release everything. The arena is empty and usable afterwards. */
void gamut_arena_clear(struct gamut_arena *arena);

#endif
