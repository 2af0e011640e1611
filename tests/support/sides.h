#ifndef GAMUT_TESTS_SIDES_H
#define GAMUT_TESTS_SIDES_H

#include "runner/measure/compare/compare.h"

/*
 * One side of a comparison, made of counts
 * ----------------------------------------
 * Cells as scoring would leave them, without samples and verifiers: the answer
 * of counts[i] reads "a0007" for i = 7, raw and canonical, and invalid
 * completions all read "none of it".
 */
#define GAMUT_MADE_SIDE_CELLS 66

struct gamut_made_side {
	struct gamut_arena arena;
	struct gamut_cell cells[GAMUT_MADE_SIDE_CELLS];
	struct gamut_cell_summary summaries[GAMUT_MADE_SIDE_CELLS];
	struct gamut_summary summary;
};

/*
 * Add a cell: the k-th, by `task` and `setting`, in the order in which
 * summaries are sorted. `counts` may hold zeros.
 */
void gamut_made_side_add(struct gamut_made_side *side, const char *task,
                         const char *setting, const uint64_t *counts,
                         size_t count, uint64_t invalid);

/* The same, for the next of three settings of a task that is numbered. */
void gamut_made_side_add_next(struct gamut_made_side *side,
                              const uint64_t *counts, size_t count,
                              uint64_t invalid);

/* Compare the two, at a level of 0.05; lives in `arena`. */
struct gamut_comparison gamut_made_compare(
	const struct gamut_made_side *base,
	const struct gamut_made_side *candidate, double validity_margin,
	double yield_margin, struct gamut_arena *arena);

/* No cells, and some memory kept for the next. */
void gamut_made_side_reset(struct gamut_made_side *side);
void gamut_made_side_clear(struct gamut_made_side *side);

#endif
