#ifndef GAMUT_MEASURE_VALUES_H
#define GAMUT_MEASURE_VALUES_H

#include "base/arena.h"
#include "base/map.h"

/*
 * Which values something has, and how often each; `{0}` has none. Memory is
 * that of the different ones.
 */
struct gamut_values {
	struct gamut_map of; /* text -> index of `list` */
	struct gamut_value_count *list;
	size_t count;   /* of different values */
	uint64_t total; /* of all */
	size_t size;
	size_t last; /* the one that came last */
};

void gamut_values_release(struct gamut_values *values);

/* Count `text`, copied into `arena` where it is new; an empty one is none. */
void gamut_values_add(struct gamut_values *values, struct gamut_str text,
                      struct gamut_arena *arena);

/*
 * "4: 'a' 60, 'b' 30, 'c' 9 and 1 more", which can be printed as it is: how
 * many different ones, and the most frequent of them; of equally frequent ones
 * those first by their bytes. In `arena`. Nothing can be added afterwards.
 */
struct gamut_str gamut_values_list(struct gamut_values *values,
                                   struct gamut_arena *arena);

#endif
