#ifndef GAMUT_ESTIMATE_AGGREGATE_H
#define GAMUT_ESTIMATE_AGGREGATE_H

#include <stdbool.h>
#include <stddef.h>

#include "runner/measure/estimate/metrics.h"
#include "runner/measure/estimate/share.h"

/* The metrics that are averaged over tasks, in the order of summary.json. */
#define GAMUT_AGGREGATED_COUNT 9
extern const enum gamut_metric gamut_aggregated[GAMUT_AGGREGATED_COUNT];

/*
 * Mean and spread over tasks, as the paper's code has them: standard deviation
 * of the population (divided by the number of tasks, not by one less), standard
 * error sd / sqrt(tasks), interval mean -+ 1.96 se. The error is that of
 * drawing other tasks: it says how the mean would move on another suite, not
 * whether two models differ on this one. With 22 tasks the interval is really
 * one of 93 %. All undefined where no task has a value.
 */
struct gamut_spread {
	double mean;
	double sd;
	double se;
	double low; /* of the 95 % interval; not clipped to [0, 1] */
	double high;
	size_t tasks; /* how many have a value of this metric */
};

/* Of those of `count` `values` that are not NaN. */
struct gamut_spread gamut_spread_of(const double *values, size_t count);

/*
 * The same as statistics has it: standard deviation of a sample (divided by
 * one less than the tasks), interval mean -+ t se with Student's t of df
 * degrees of freedom (1908), 2.08 for 22 tasks. It holds for 95 % of suites of
 * tasks that are drawn from one kind whose values are about normal, which
 * shares and yields of few tasks are not. All undefined but the mean for one
 * task, all for none.
 */
struct gamut_over_tasks {
	double mean;
	double sd;
	double se;
	struct gamut_interval ci95; /* not clipped */
	size_t df;                  /* tasks - 1; 0 for none, too */
};

/* Of those of `count` `values` that are not NaN. */
struct gamut_over_tasks gamut_over_tasks_of(const double *values, size_t count);

#endif
