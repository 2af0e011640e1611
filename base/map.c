#include "base/map.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/status.h"

#define uthash_fatal(msg) GAMUT_BUG("uthash: %s", msg)
#include <uthash.h>

/*
 * uthash starts every table with 32 buckets and doubles them where chains grow
 * long. What is in the macros is evaluated where the first entry comes, and
 * `map` is what it comes to.
 */
#define LOG2_BUCKETS (map->log2_buckets ? map->log2_buckets : 5U)
#undef HASH_INITIAL_NUM_BUCKETS_LOG2
#define HASH_INITIAL_NUM_BUCKETS_LOG2 LOG2_BUCKETS
#undef HASH_INITIAL_NUM_BUCKETS
#define HASH_INITIAL_NUM_BUCKETS (1U << LOG2_BUCKETS)

struct gamut_map_entry {
	UT_hash_handle hh;
	size_t value;
	char key[];
};

/* Entries are never removed one by one, so many share a block of memory. */
struct gamut_map_block {
	struct gamut_map_block *next;
	size_t size; /* bytes in data[] */
	size_t used;
	alignas(max_align_t) unsigned char data[];
};

#define FIRST_BLOCK_BYTES ((size_t)1024)
#define MAX_BLOCK_BYTES ((size_t)256 * 1024)

static struct gamut_map_entry *new_entry(struct gamut_map *map, size_t key_len)
{
	size_t align = alignof(struct gamut_map_entry);
	size_t bytes = sizeof(struct gamut_map_entry) + key_len;
	struct gamut_map_block *block = map->blocks;
	void *entry;

	bytes = (bytes + align - 1) / align * align;
	if (!block || bytes > block->size - block->used) {
		size_t size = block ? 2 * block->size : FIRST_BLOCK_BYTES;

		if (size > MAX_BLOCK_BYTES)
			size = MAX_BLOCK_BYTES;
		if (size < bytes)
			size = bytes;
		block = gamut_alloc(sizeof(*block) + size);
		block->size = size;
		block->next = map->blocks;
		map->blocks = block;
	}
	entry = block->data + block->used;
	block->used += bytes;
	return entry;
}

/*
 * uthash's macros are whole functions: long, branching, and beyond what the
 * analyzer follows.
 */
/* NOLINTBEGIN(readability-function-size,clang-analyzer-unix.Malloc) */
void gamut_map_expect(struct gamut_map *map, size_t count)
{
	map->log2_buckets = 5;
	while (map->log2_buckets < 24 && (size_t)1 << map->log2_buckets < count)
		map->log2_buckets++;
}

size_t gamut_map_find(const struct gamut_map *map, struct gamut_str key)
{
	struct gamut_map_entry *entry = NULL;
	const char *bytes = key.len > 0 ? key.ptr : "";

	HASH_FIND(hh, map->head, bytes, key.len, entry);
	return entry ? entry->value : GAMUT_MAP_ABSENT;
}

size_t gamut_map_put(struct gamut_map *map, struct gamut_str key, size_t value)
{
	struct gamut_map_entry *entry = NULL;
	const char *bytes = key.len > 0 ? key.ptr : "";
	unsigned hash;

	HASH_VALUE(bytes, key.len, hash);
	HASH_FIND_BYHASHVALUE(hh, map->head, bytes, key.len, hash, entry);
	if (entry)
		return entry->value;
	entry = new_entry(map, key.len);
	entry->value = value;
	if (key.len > 0)
		memcpy(entry->key, key.ptr, key.len);
	HASH_ADD_KEYPTR_BYHASHVALUE(hh, map->head, entry->key, key.len, hash,
	                            entry);
	return value;
}

size_t gamut_map_count(const struct gamut_map *map)
{
	return HASH_COUNT(map->head);
}

void gamut_map_clear(struct gamut_map *map)
{
	struct gamut_map_block *block = map->blocks;

	HASH_CLEAR(hh, map->head);
	while (block) {
		struct gamut_map_block *next = block->next;

		free(block);
		block = next;
	}
	*map = (struct gamut_map){ 0 };
}
/* NOLINTEND(readability-function-size,clang-analyzer-unix.Malloc) */
