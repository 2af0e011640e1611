#include "base/map.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/status.h"

/*
 * Entries stand one behind the other, in the order of their coming; a table of
 * their places, open addressing with linear probing, finds them. So a map is
 * two blocks of memory, and adding to it touches few pages: with word lists of
 * tens of thousands of keys that is most of the time that starting takes.
 */
struct entry {
	size_t value;
	uint32_t hash;
	uint32_t len;
	char key[];
};

#define UNIT alignof(struct entry)

#define MIN_SLOTS ((size_t)16)
#define MIN_BYTES ((size_t)512)
#define MAX_EXPECTED ((size_t)1 << 24)

/* What a key of a word list comes to, with its entry. */
#define MEAN_ENTRY_BYTES ((size_t)32)

/* 128 bits: an extension that gcc and clang share. */
__extension__ typedef unsigned __int128 wide;

static uint64_t mix(uint64_t a, uint64_t b)
{
	wide product = (wide)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/*
 * Eight bytes at a time, multiplied by odd numbers of mixed bits. Who does not
 * know the seed cannot choose keys that collide.
 */
static uint32_t hash_of(const struct gamut_map *map, struct gamut_str key)
{
	uint64_t hash = map->seed ^ key.len;
	uint64_t bytes = 0;
	size_t i = 0;

	for (; key.len - i >= sizeof(bytes); i += sizeof(bytes)) {
		memcpy(&bytes, key.ptr + i, sizeof(bytes));
		hash = mix(hash ^ bytes, UINT64_C(0x9e3779b97f4a7c15));
	}
	bytes = 0;
	if (i < key.len)
		memcpy(&bytes, key.ptr + i, key.len - i);
	return (uint32_t)(mix(hash ^ bytes, UINT64_C(0xc2b2ae3d27d4eb4f)) >>
	                  32);
}

/* The entry at `place`, which counts units from 1: 0 is an empty slot. */
static struct entry *entry_at(const struct gamut_map *map, uint32_t place)
{
	return (struct entry *)(void *)(map->entries +
	                                (size_t)(place - 1) * UNIT);
}

/* The slot of `key`, or the empty one where it belongs. */
static uint32_t *probe(const struct gamut_map *map, struct gamut_str key,
                       uint32_t hash)
{
	for (size_t i = hash & map->mask;; i = (i + 1) & map->mask) {
		const struct entry *entry;

		if (map->slots[i] == 0)
			return &map->slots[i];
		entry = entry_at(map, map->slots[i]);
		if (entry->hash == hash && entry->len == key.len &&
		    (key.len == 0 || memcmp(entry->key, key.ptr, key.len) == 0))
			return &map->slots[i];
	}
}

/* Have `count` slots, a power of two. */
static void resize(struct gamut_map *map, size_t count)
{
	struct gamut_map old = *map;

	map->slots = gamut_alloc_array(count, sizeof(*map->slots));
	map->mask = count - 1;
	/* Where memory is, nobody outside knows. */
	if (!old.slots)
		map->seed = mix((uintptr_t)map->slots,
		                UINT64_C(0x9e3779b97f4a7c15));
	for (size_t i = 0; old.slots && i <= old.mask; i++) {
		size_t k;

		if (old.slots[i] == 0)
			continue;
		k = entry_at(map, old.slots[i])->hash & map->mask;
		while (map->slots[k])
			k = (k + 1) & map->mask;
		map->slots[k] = old.slots[i];
	}
	free(old.slots);
}

/* How many keys `slots` slots hold: with more, finding takes long. */
static size_t room_of(size_t slots)
{
	return slots / 4 * 3;
}

void gamut_map_expect(struct gamut_map *map, size_t count)
{
	size_t slots = MIN_SLOTS;

	if (map->slots)
		return;
	if (count > MAX_EXPECTED)
		count = MAX_EXPECTED;
	while (room_of(slots) < count)
		slots *= 2;
	resize(map, slots);
	/* What is not touched takes no memory. */
	map->size = count * MEAN_ENTRY_BYTES;
	map->entries = gamut_realloc_array(NULL, map->size, 1);
}

/* The place of a new entry of `bytes` bytes. */
static uint32_t new_place(struct gamut_map *map, size_t bytes)
{
	size_t place = map->used / UNIT + 1;

	if (place > UINT32_MAX)
		GAMUT_BUG("a map of %zu bytes", map->used);
	if (bytes > map->size - map->used) {
		map->size = map->size ? 2 * map->size : MIN_BYTES;
		map->size += bytes;
		map->entries = gamut_realloc_array(map->entries, map->size, 1);
	}
	map->used += bytes;
	map->count++;
	return (uint32_t)place;
}

size_t gamut_map_find(const struct gamut_map *map, struct gamut_str key)
{
	uint32_t place;

	if (map->count == 0)
		return GAMUT_MAP_ABSENT;
	place = *probe(map, key, hash_of(map, key));
	return place ? entry_at(map, place)->value : GAMUT_MAP_ABSENT;
}

size_t gamut_map_put(struct gamut_map *map, struct gamut_str key, size_t value)
{
	struct entry *entry;
	uint32_t hash;
	uint32_t *slot;

	if (key.len > UINT32_MAX)
		GAMUT_BUG("a key of %zu bytes", key.len);
	if (!map->slots)
		resize(map, MIN_SLOTS);
	else if (map->count >= room_of(map->mask + 1))
		resize(map, 2 * (map->mask + 1));
	hash = hash_of(map, key);
	slot = probe(map, key, hash);
	if (*slot)
		return entry_at(map, *slot)->value;

	*slot = new_place(map,
	                  (sizeof(*entry) + key.len + UNIT - 1) / UNIT * UNIT);
	entry = entry_at(map, *slot);
	*entry = (struct entry){
		.value = value,
		.hash = hash,
		.len = (uint32_t)key.len,
	};
	if (key.len > 0)
		memcpy(entry->key, key.ptr, key.len);
	return value;
}

size_t gamut_map_count(const struct gamut_map *map)
{
	return map->count;
}

void gamut_map_clear(struct gamut_map *map)
{
	free(map->slots);
	free(map->entries);
	*map = (struct gamut_map){ 0 };
}
