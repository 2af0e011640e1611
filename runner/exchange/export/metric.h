#ifndef GAMUT_EXCHANGE_EXPORT_METRIC_H
#define GAMUT_EXCHANGE_EXPORT_METRIC_H

#include <math.h>

#include "runner/measure/summary.h"

/*
 * What other tools are told of a cell
 * -----------------------------------
 * Its metrics, as those tools know metrics: a name, a value, how sure it is and
 * whether more of it is better. Undefined is GAMUT_UNDEFINED.
 */
struct gamut_export_metric {
	const char *name;        /* "relative_yield", as in summary.json */
	const char *description; /* one sentence without a full stop */
	const char *unit;        /* "proportion", "answers" */
	bool lower_is_better;
	double value;
	double low; /* that it can have, whatever comes */
	double high;
	double se; /* undefined where there is no estimate of it */
	struct gamut_interval ci95;
	const char *se_method; /* "analytic (binomial)"; NULL: no estimate */
	const char *ci_method;
};

#define GAMUT_EXPORT_METRICS 10

static inline bool gamut_export_metric_is_defined(
	const struct gamut_export_metric *metric)
{
	return isfinite(metric->value);
}

/* Always validity first. Each is there, defined or not. */
void gamut_export_metrics_of(
	struct gamut_export_metric metrics[GAMUT_EXPORT_METRICS],
	const struct gamut_cell_summary *cell);

#endif
