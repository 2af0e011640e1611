#ifndef GAMUT_MEASURE_SEARCH_H
#define GAMUT_MEASURE_SEARCH_H

#include "base/buf.h"
#include "base/map.h"
#include "runner/measure/flags.h"
#include "runner/measure/seen.h"

/*
 * A run that is searched for what its samples have in common. Private to
 * flags.c.
 */

/* What a sample, or its request, has that may be equal to another's. */
struct gamut_search_key {
	struct gamut_str text; /* the bytes that are compared */
	size_t cell;
	uint64_t part; /* who has it, within the cell */
};

/* Who has one of the texts that were seen again. */
struct gamut_search_item {
	size_t text; /* which one */
	size_t cell;
	uint64_t part;
};

/*
 * One search, in two passes over the same keys in the same order, all memory
 * of which is for what is equal:
 *
 *	gamut_search_note() each -> if gamut_search_settle() ->
 *	gamut_search_take() each -> gamut_search_count() -> the counts
 *
 * `{0}` with `expected` and `cell_count` is ready; to be released.
 */
struct gamut_search {
	size_t expected; /* about how many keys will come */
	size_t cell_count;
	/* Do equal parts of different cells pass for one? */
	bool ignores_cells;

	struct gamut_seen seen;
	uint64_t last_hash; /* the key before, in this pass */
	size_t last_cell;
	uint64_t last_part;
	bool has_last;

	struct gamut_map texts; /* that came again */
	struct gamut_search_item *items;
	size_t count;
	size_t size;

	uint64_t *hits; /* per cell, what shares its text with another */
	uint64_t *of;   /* per cell, who has a text */
};

void gamut_search_note(struct gamut_search *search,
                       const struct gamut_search_key *key);

/* Is a second pass needed? Otherwise there are no hits. */
bool gamut_search_settle(struct gamut_search *search);

void gamut_search_take(struct gamut_search *search,
                       const struct gamut_search_key *key);

/* Fill `hits` and `of`, which are NULL before. O(items log items). */
void gamut_search_count(struct gamut_search *search);
void gamut_search_release(struct gamut_search *search);

#endif
