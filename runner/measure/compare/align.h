#ifndef GAMUT_COMPARE_ALIGN_H
#define GAMUT_COMPARE_ALIGN_H

#include "runner/measure/counts.h"
#include "runner/measure/estimate/permutation.h"
#include "runner/measure/summary.h"

/*
 * Two runs, cell by cell
 * ----------------------
 * Cells are matched by task and setting, answers of two matched cells by their
 * text. Where one stands is the other's empty place.
 */

/* A cell of the base and the candidate's of the same task and setting. */
struct gamut_cell_pair {
	const struct gamut_cell_summary *base;      /* NULL: it has none */
	const struct gamut_cell_summary *candidate; /* likewise; never both */
};

/*
 * The cells of both, in the order of gamut_cell_key_cmp() by task and setting;
 * `*count` of them, in `arena`. Each summary holds one cell of a task and
 * setting at most: it is of one model and run.
 */
struct gamut_cell_pair *gamut_cells_align(const struct gamut_summary *base,
                                          const struct gamut_summary *candidate,
                                          size_t *count,
                                          struct gamut_arena *arena);

/* The valid answers of two cells; either list may hold zeros, never both. */
struct gamut_alignment {
	struct gamut_str *texts; /* by their bytes */
	enum gamut_form form;
	uint64_t *counts; /* of the candidate */
	uint64_t *base_counts;
	size_t count;
	struct gamut_counts candidate;
	struct gamut_counts base;
};

/* All of it lives in `arena`. O(answers log answers). */
struct gamut_alignment gamut_answers_align(const struct gamut_cell *base,
                                           const struct gamut_cell *candidate,
                                           enum gamut_form form,
                                           struct gamut_arena *arena);

/* What the permutation test takes: candidate against base. */
struct gamut_pair gamut_alignment_pair(const struct gamut_alignment *alignment);

#endif
