#ifndef GAMUT_BASE_MAP_H
#define GAMUT_BASE_MAP_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/*
 * From byte strings to numbers
 * ----------------------------
 * The number is the caller's: an index into an array of its own, mostly. Keys
 * are copied. Reading is thread-safe while nobody adds. `{0}` is an empty map.
 */
struct gamut_map {
	uint32_t *slots; /* places in `entries`; NULL where nothing came yet */
	size_t mask;     /* the number of slots, a power of two, less one */
	size_t count;
	char *entries; /* keys and values, one behind the other */
	size_t used;   /* bytes of it */
	size_t size;
	uint64_t seed; /* of the hash */
};

#define GAMUT_MAP_ABSENT SIZE_MAX

/*
 * About `count` keys will come: said before the first one does, it saves the
 * time of growing. Afterwards it is not heeded.
 */
void gamut_map_expect(struct gamut_map *map, size_t count);

/* The value of `key`, or GAMUT_MAP_ABSENT. */
size_t gamut_map_find(const struct gamut_map *map, struct gamut_str key);

/*
 * The value of `key`, which is set to `value` first where it is absent. So a
 * return other than `value` says that the key was there.
 */
size_t gamut_map_put(struct gamut_map *map, struct gamut_str key, size_t value);

/* Number of keys. */
size_t gamut_map_count(const struct gamut_map *map);

/* Release everything; the map is empty and usable. */
void gamut_map_clear(struct gamut_map *map);

#endif
