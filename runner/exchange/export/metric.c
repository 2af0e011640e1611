#include "runner/exchange/export/metric.h"

#include <math.h>

#include "runner/measure/shape.h"
#include "tasks/task.h"

static const char jackknife[] = "jackknife";
static const char yield_ci[] =
	"normal, guarded jackknife variance, within what is possible";

static const char *unit_of(enum gamut_metric metric)
{
	bool is_count = metric == GAMUT_METRIC_YIELD ||
	                metric == GAMUT_METRIC_CANONICAL_YIELD ||
	                metric == GAMUT_METRIC_DISTINCT;

	return is_count ? "answers" : "proportion";
}

/* A yield with its errors, in units of `unit`: a coverage, a relative yield. */
static struct gamut_export_metric yield_of(
	const struct gamut_cell_summary *cell, enum gamut_metric metric,
	const struct gamut_shape_form *form, double most, double unit)
{
	return (struct gamut_export_metric){
		.name = gamut_metric_name(metric),
		.unit = unit_of(metric),
		.value = cell->metrics.of[metric],
		.high = most / unit,
		.se = form->yield_se / unit,
		.ci95 = { form->yield_ci95.low / unit,
		          form->yield_ci95.high / unit },
		.se_method = jackknife,
		.ci_method = yield_ci,
	};
}

/* A value without an estimate of its error. */
static struct gamut_export_metric value_of(
	const struct gamut_cell_summary *cell, enum gamut_metric metric,
	double most)
{
	return (struct gamut_export_metric){
		.name = gamut_metric_name(metric),
		.unit = unit_of(metric),
		.value = cell->metrics.of[metric],
		.high = most,
		.se = GAMUT_UNDEFINED,
		.ci95 = { GAMUT_UNDEFINED, GAMUT_UNDEFINED },
	};
}

static struct gamut_export_metric validity_of(
	const struct gamut_cell_summary *cell, const struct gamut_shape *shape)
{
	struct gamut_export_metric metric = value_of(cell,
	                                             GAMUT_METRIC_VALIDITY, 1);
	double n = cell->metrics.of[GAMUT_METRIC_N];

	metric.se = sqrt(metric.value * (1 - metric.value) / n);
	metric.se_method = "analytic (binomial)";
	metric.ci95 = shape->validity_ci95;
	metric.ci_method = "Wilson score";
	return metric;
}

static struct gamut_export_metric collision_of(
	const struct gamut_cell_summary *cell, const struct gamut_shape *shape)
{
	struct gamut_export_metric metric = value_of(cell,
	                                             GAMUT_METRIC_COLLISION, 1);

	metric.lower_is_better = true;
	metric.se = shape->raw.collision_se;
	metric.se_method = jackknife;
	metric.ci95 = shape->raw.collision_ci95;
	metric.ci_method = "logit, jackknife standard error";
	return metric;
}

/* The most that n completions of a space of `space` can yield. */
static double most_of(double n, uint64_t space)
{
	return space == GAMUT_UNBOUNDED ? n : fmin(n, (double)space);
}

void gamut_export_metrics_of(
	struct gamut_export_metric metrics[GAMUT_EXPORT_METRICS],
	const struct gamut_cell_summary *cell)
{
	const struct gamut_shape shape = gamut_shape_of(cell->cell);
	const struct gamut_tally *tally = &cell->cell->tally;
	double n = cell->metrics.of[GAMUT_METRIC_N];
	double raw = most_of(n, tally->strings);
	double canonical = most_of(n, tally->space);
	/* In the order below. */
	static const char *const said[GAMUT_EXPORT_METRICS] = {
		"share of the completions that are valid",
		"share of the valid completions that are distinct",
		"distinct valid answers, compared byte for byte",
		"distinct answers, valid or not",
		"share of pairs of valid answers that are equal",
		"yield as a share of all accepted strings",
		"distinct valid answers, one spelling for what is the same",
		"canonical yield as a share of the valid completions",
		"canonical yield as a share of the space",
		"canonical yield as a share of that of uniform draws",
	};
	size_t i = 0;

	metrics[i++] = validity_of(cell, &shape);
	metrics[i++] = value_of(cell, GAMUT_METRIC_UNIQUENESS, 1);
	metrics[i++] = yield_of(cell, GAMUT_METRIC_YIELD, &shape.raw, raw, 1);
	metrics[i++] = value_of(cell, GAMUT_METRIC_DISTINCT, n);
	metrics[i++] = collision_of(cell, &shape);
	metrics[i++] = yield_of(cell, GAMUT_METRIC_COVERAGE, &shape.raw, raw,
	                        (double)tally->strings);
	metrics[i++] = yield_of(cell, GAMUT_METRIC_CANONICAL_YIELD,
	                        &shape.canonical, canonical, 1);
	metrics[i++] = value_of(cell, GAMUT_METRIC_CANONICAL_UNIQUENESS, 1);
	metrics[i++] = yield_of(cell, GAMUT_METRIC_CANONICAL_COVERAGE,
	                        &shape.canonical, canonical,
	                        (double)tally->space);
	metrics[i++] = yield_of(cell, GAMUT_METRIC_RELATIVE_YIELD,
	                        &shape.canonical, canonical,
	                        cell->metrics.of[GAMUT_METRIC_CEILING]);
	for (i = 0; i < GAMUT_EXPORT_METRICS; i++) {
		metrics[i].description = said[i];
		/* Of nothing, nothing can be said: not even a 0. */
		if (n == 0)
			metrics[i].value = GAMUT_UNDEFINED;
	}
}
