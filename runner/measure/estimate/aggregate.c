#include "runner/measure/estimate/aggregate.h"

#include <math.h>

/* The 97.5 % point of the normal distribution, as the paper rounds it. */
#define Z 1.96

const enum gamut_metric gamut_aggregated[GAMUT_AGGREGATED_COUNT] = {
	GAMUT_METRIC_VALIDITY,
	GAMUT_METRIC_UNIQUENESS,
	GAMUT_METRIC_YIELD,
	GAMUT_METRIC_CANONICAL_YIELD,
	GAMUT_METRIC_CANONICAL_UNIQUENESS,
	GAMUT_METRIC_RELATIVE_YIELD,
	GAMUT_METRIC_COLLISION,
	GAMUT_METRIC_COVERAGE,
	GAMUT_METRIC_CANONICAL_COVERAGE,
};

static double mean_of(const double *values, size_t count, size_t *defined)
{
	double sum = 0;

	*defined = 0;
	for (size_t i = 0; i < count; i++)
		if (!isnan(values[i])) {
			sum += values[i];
			++*defined;
		}
	return *defined ? sum / (double)*defined : GAMUT_UNDEFINED;
}

struct gamut_spread gamut_spread_of(const double *values, size_t count)
{
	struct gamut_spread spread;
	double squares = 0;
	double k;

	spread.mean = mean_of(values, count, &spread.tasks);
	for (size_t i = 0; i < count; i++)
		if (!isnan(values[i]))
			squares += (values[i] - spread.mean) *
			           (values[i] - spread.mean);
	k = (double)spread.tasks;
	spread.sd = spread.tasks ? sqrt(squares / k) : GAMUT_UNDEFINED;
	spread.se = spread.tasks ? spread.sd / sqrt(k) : GAMUT_UNDEFINED;
	spread.low = spread.mean - Z * spread.se;
	spread.high = spread.mean + Z * spread.se;
	return spread;
}
