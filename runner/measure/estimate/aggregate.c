#include "runner/measure/estimate/aggregate.h"

#include <math.h>

#include "runner/measure/estimate/normal.h"

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

static double squares_of(const double *values, size_t count, double mean)
{
	double squares = 0;

	for (size_t i = 0; i < count; i++)
		if (!isnan(values[i]))
			squares += (values[i] - mean) * (values[i] - mean);
	return squares;
}

struct gamut_spread gamut_spread_of(const double *values, size_t count)
{
	struct gamut_spread spread;
	double squares;
	double k;

	spread.mean = mean_of(values, count, &spread.tasks);
	squares = squares_of(values, count, spread.mean);
	k = (double)spread.tasks;
	spread.sd = spread.tasks ? sqrt(squares / k) : GAMUT_UNDEFINED;
	spread.se = spread.tasks ? spread.sd / sqrt(k) : GAMUT_UNDEFINED;
	spread.low = spread.mean - Z * spread.se;
	spread.high = spread.mean + Z * spread.se;
	return spread;
}

struct gamut_over_tasks gamut_over_tasks_of(const double *values, size_t count)
{
	struct gamut_over_tasks over = { .df = 0 };
	size_t tasks;
	double half;

	over.mean = mean_of(values, count, &tasks);
	if (tasks < 2) {
		over.sd = GAMUT_UNDEFINED;
		over.se = GAMUT_UNDEFINED;
		over.ci95 = (struct gamut_interval){ GAMUT_UNDEFINED,
			                             GAMUT_UNDEFINED };
		return over;
	}
	over.df = tasks - 1;
	over.sd = sqrt(squares_of(values, count, over.mean) / (double)over.df);
	over.se = over.sd / sqrt((double)tasks);
	half = gamut_student_quantile(0.975, over.df) * over.se;
	over.ci95 = (struct gamut_interval){ over.mean - half,
		                             over.mean + half };
	return over;
}
