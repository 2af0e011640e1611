#ifndef GAMUT_COMPARE_PARTS_H
#define GAMUT_COMPARE_PARTS_H

#include "runner/measure/compare/compare.h"
#include "runner/measure/estimate/stratified.h"

/*
 * The steps of gamut_compare(); see compare.h for what they compute
 * -----------------------------------------------------------------
 * Nothing else includes this.
 */

/* The counts of some cells, one array per estimator that takes one. */
struct gamut_compare_set {
	const struct gamut_stratum *shares;   /* valid ones; candidate first */
	const struct gamut_pair *yields;      /* candidate against base */
	const struct gamut_spectrum *spectra; /* of the candidate */
	const struct gamut_spectrum *base_spectra;
	size_t count;
};

/* Those of `set` that `is_wanted` marks; in `arena`. */
struct gamut_compare_set gamut_compare_select(
	const struct gamut_compare_set *set, const bool *is_wanted,
	struct gamut_arena *arena);

/* Means over the cells of `set`. */
struct gamut_compare_mean gamut_compare_mean_of(
	const struct gamut_compare_set *set, enum gamut_compare_metric metric,
	double level);

/* The difference in cell `i`. */
double gamut_compare_difference(const struct gamut_compare_set *set, size_t i,
                                enum gamut_compare_metric metric);

/* Over tasks; `cells`, those of `set`, have all of one task in a row. */
struct gamut_compare_tasks gamut_compare_tasks_of(
	const struct gamut_compare_set *set,
	const struct gamut_compare_cell *cells,
	enum gamut_compare_metric metric, struct gamut_arena *arena);

/* The test of one metric in cell `i`, not corrected yet. */
struct gamut_compare_test gamut_compare_test_of(
	const struct gamut_compare_set *set, size_t i,
	enum gamut_compare_metric metric);

/* Correct the tests of all cells for their number, and mark them. */
void gamut_compare_mark_cells(struct gamut_compare_cell *cells, size_t count,
                              double level, struct gamut_arena *arena);

/* Fill in what changed in `cell`, from its aligned answers; in `arena`. */
void gamut_compare_changes_of(struct gamut_compare_cell *cell,
                              const struct gamut_alignment *alignment,
                              struct gamut_arena *arena);

/* Correct the tests of all metrics and say what they mean for the gate. */
void gamut_compare_judge(
	struct gamut_compare_aggregate aggregates[GAMUT_COMPARE_METRICS],
	const struct gamut_compare_set *set,
	const struct gamut_compare_options *options);

#endif
