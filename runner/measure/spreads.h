#ifndef GAMUT_MEASURE_SPREADS_H
#define GAMUT_MEASURE_SPREADS_H

#include "runner/measure/estimate/suite.h"
#include "runner/measure/summary.h"

/*
 * How sure a mean is
 * ------------------
 * Of the cells of one model and run, under one setting or under all. There are
 * two questions, and two intervals: what the same cells would give if they were
 * sampled again (estimate/suite.h), and what other tasks of this kind would
 * (estimate/aggregate.h). Computed when asked for, not when scored.
 */
struct gamut_spreads_of {
	/*
	 * The mean over tasks, of the means over a task's settings. Each task
	 * weighs the same, whichever of its cells have a value.
	 */
	double mean;
	size_t tasks; /* that have a value */
	struct gamut_over_tasks over_tasks;
	/*
	 * Undefined, with no cells, but for validity, yield, canonical_yield
	 * and relative_yield. Its mean is the same.
	 */
	struct gamut_suite_mean fixed_suite;
};

/* For each of gamut_aggregated[]. Undefined is GAMUT_UNDEFINED. */
struct gamut_spreads {
	struct gamut_spreads_of of[GAMUT_AGGREGATED_COUNT];
	size_t tasks;
	size_t cells; /* with and without completions */
};

/* Of the cells of `part` under `*setting`; NULL: under all. */
struct gamut_spreads gamut_spreads_of(const struct gamut_summary_part *part,
                                      const struct gamut_str *setting);

/* The place of `metric`, which is one of them, in gamut_aggregated[]. */
size_t gamut_spreads_index(enum gamut_metric metric);

#endif
