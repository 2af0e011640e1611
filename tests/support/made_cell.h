#ifndef GAMUT_TESTS_MADE_CELL_H
#define GAMUT_TESTS_MADE_CELL_H

#include "runner/measure/summary.h"

/* Cells that were never scored, for tests of what is made from them. */
struct gamut_made {
	const uint64_t *counts; /* of each valid answer; may hold zeros */
	const size_t *forms;    /* of each, from 0; NULL: one each */
	size_t count;
	uint64_t invalid;
	uint64_t space;
};

/*
 * The cell of `task` and `setting` with these counts; strings are kept, all
 * else lives in `arena`.
 */
struct gamut_cell_summary gamut_made_cell(const char *task, const char *setting,
                                          const struct gamut_made *made,
                                          struct gamut_arena *arena);

#endif
