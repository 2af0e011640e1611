#ifndef GAMUT_ESTIMATE_AGGREGATE_H
#define GAMUT_ESTIMATE_AGGREGATE_H

#include <stdbool.h>
#include <stddef.h>

#include "runner/measure/estimate/metrics.h"

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

#endif
