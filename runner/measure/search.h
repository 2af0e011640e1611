#ifndef GAMUT_MEASURE_SEARCH_H
#define GAMUT_MEASURE_SEARCH_H

#include "runner/measure/flags.h"

/*
 * A run that is searched for what its samples have in common. Private to
 * flags.c.
 */

/* A sample, or its request, as one of several that may have something equal. */
struct gamut_search_item {
	const struct gamut_sample *sample;
	size_t cell;
	struct gamut_str value; /* what is compared; or the seed: */
	int64_t number;
};

struct gamut_search {
	struct gamut_flags *flags;
	struct gamut_arena *arena;
	const struct gamut_run *run;
	/* Cells as they follow one another in the run's samples. */
	size_t *first; /* cell_count + 1 of them */
	size_t cell_count;
	struct gamut_search_item *items; /* room for all samples */
	size_t count;
	uint64_t *hits; /* of each cell; 0 between searches */
	uint64_t *of;
};

/* Begin with `run`, what is found going to `flags` and its texts to `arena`. */
void gamut_search_init(struct gamut_search *search, struct gamut_flags *flags,
                       const struct gamut_run *run, struct gamut_arena *arena);
void gamut_search_release(struct gamut_search *search);

/* Add an item; each sample at most once until the items are forgotten. */
void gamut_search_add(struct gamut_search *search,
                      const struct gamut_sample *sample, size_t cell,
                      struct gamut_str value);

typedef int gamut_search_cmp_fn(const void *a, const void *b);

/* Sort the items, as qsort(3) does. */
void gamut_search_sort(struct gamut_search *search,
                       gamut_search_cmp_fn *compare);

/* How many items, from `at` on, are equal in what `compare` looks at. */
size_t gamut_search_group(const struct gamut_search *search, size_t at,
                          gamut_search_cmp_fn *compare);

/* No cell: of the whole run. */
#define GAMUT_SEARCH_RUN SIZE_MAX

/* Add a flag with a count of 1 of 1, without a detail; valid until the next. */
GAMUT_NONNULL
struct gamut_warning *gamut_search_flag(struct gamut_search *search,
                                        enum gamut_warning_code code,
                                        size_t cell);

/* Add a flag for `count` of `of`, unless `count` is 0. */
void gamut_search_count(struct gamut_search *search,
                        enum gamut_warning_code code, size_t cell,
                        uint64_t count, uint64_t of);

/* Add one for the hits of each cell; forget these and the items. */
void gamut_search_hits(struct gamut_search *search,
                       enum gamut_warning_code code);

#endif
