#include "runner/measure/estimate/metrics.h"

#include "base/status.h"
#include "tasks/task.h"

static const char *const names[] = {
#define X(name, text) text,
	GAMUT_METRIC_MAP(X)
#undef X
};

const char *gamut_metric_name(enum gamut_metric metric)
{
	if (metric < 0 || metric >= GAMUT_METRIC_COUNT)
		GAMUT_BUG("no metric %d", (int)metric);
	return names[metric];
}

double gamut_metrics_ceiling(uint64_t space, uint64_t n)
{
	double m = (double)space;

	if (space == GAMUT_UNBOUNDED)
		return (double)n;
	if (space == 1) /* log1p(-1) is -inf, and 0 times that no number */
		return n > 0 ? 1 : 0;
	return -m * expm1((double)n * log1p(-1 / m));
}

/* a / b, and `otherwise` where b is 0. */
static double ratio(double a, double b, double otherwise)
{
	return b > 0 ? a / b : otherwise;
}

struct gamut_metrics gamut_metrics_of(const struct gamut_tally *tally)
{
	double n = (double)tally->n;
	double valid = (double)tally->valid;
	double yield = (double)tally->yield;
	double canonical = (double)tally->canonical_yield;
	double pairs = valid * (valid - 1) / 2;
	double ceiling = gamut_metrics_ceiling(tally->space, tally->n);
	double *of;
	struct gamut_metrics metrics;

	of = metrics.of;
	of[GAMUT_METRIC_N] = n;
	of[GAMUT_METRIC_VALID] = valid;
	of[GAMUT_METRIC_VALIDITY] = ratio(valid, n, GAMUT_UNDEFINED);
	of[GAMUT_METRIC_YIELD] = yield;
	of[GAMUT_METRIC_UNIQUENESS] = ratio(yield, valid, 0);
	of[GAMUT_METRIC_DISTINCT] = (double)tally->distinct;
	of[GAMUT_METRIC_COLLISION] = ratio((double)tally->equal_pairs, pairs,
	                                   0);
	/* GAMUT_UNBOUNDED is 0: undefined */
	of[GAMUT_METRIC_COVERAGE] = ratio(yield, (double)tally->strings,
	                                  GAMUT_UNDEFINED);
	of[GAMUT_METRIC_CANONICAL_YIELD] = canonical;
	of[GAMUT_METRIC_CANONICAL_UNIQUENESS] = ratio(canonical, valid, 0);
	of[GAMUT_METRIC_CANONICAL_COVERAGE] =
		ratio(canonical, (double)tally->space, GAMUT_UNDEFINED);
	of[GAMUT_METRIC_CEILING] = ceiling;
	of[GAMUT_METRIC_RELATIVE_YIELD] = ratio(canonical, ceiling,
	                                        GAMUT_UNDEFINED);
	of[GAMUT_METRIC_COPIED] = (double)tally->copied;
	return metrics;
}
