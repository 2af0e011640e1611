#include "base/map.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/status.h"

#define uthash_fatal(msg) GAMUT_BUG("uthash: %s", msg)
#include <uthash.h>

struct gamut_map_entry {
	UT_hash_handle hh;
	size_t value;
	char key[];
};

/*
 * uthash's macros are whole functions: long, branching, and beyond what the
 * analyzer follows.
 */
/* NOLINTBEGIN(readability-function-size,clang-analyzer-unix.Malloc) */
static struct gamut_map_entry *find(const struct gamut_map *map,
                                    struct gamut_str key)
{
	struct gamut_map_entry *entry = NULL;
	const char *bytes = key.len > 0 ? key.ptr : "";

	HASH_FIND(hh, map->head, bytes, key.len, entry);
	return entry;
}

size_t gamut_map_find(const struct gamut_map *map, struct gamut_str key)
{
	const struct gamut_map_entry *entry = find(map, key);

	return entry ? entry->value : GAMUT_MAP_ABSENT;
}

size_t gamut_map_put(struct gamut_map *map, struct gamut_str key, size_t value)
{
	struct gamut_map_entry *entry = find(map, key);

	if (entry)
		return entry->value;
	entry = gamut_alloc(sizeof(*entry) + key.len);
	entry->value = value;
	if (key.len > 0)
		memcpy(entry->key, key.ptr, key.len);
	HASH_ADD_KEYPTR(hh, map->head, entry->key, key.len, entry);
	return value;
}

size_t gamut_map_count(const struct gamut_map *map)
{
	return HASH_COUNT(map->head);
}

void gamut_map_clear(struct gamut_map *map)
{
	struct gamut_map_entry *entry;
	struct gamut_map_entry *next;

	HASH_ITER(hh, map->head, entry, next)
	{
		HASH_DEL(map->head, entry);
		free(entry);
	}
	map->head = NULL;
}
/* NOLINTEND(readability-function-size,clang-analyzer-unix.Malloc) */
