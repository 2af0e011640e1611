#include <math.h>

#include "runner/measure/compare/power.h"
#include "runner/measure/estimate/math.h"
#include "runner/measure/estimate/normal.h"
#include "runner/measure/estimate/suite.h"
#include "runner/measure/estimate/yield.h"

/* Chances below this change no sum. */
#define NOTHING 1e-20L

/* The yield of a cell at some n, and its variances there. */
struct moments {
	double mean;
	double good_toulmin;
	double guarded;
};

static double variance(double p)
{
	return p * (1 - p);
}

/* A share that is never quite 0 or 1. */
static double guarded_share(const struct gamut_power_sample *cell)
{
	return ((double)cell->spectrum.valid + 0.5) /
	       ((double)cell->spectrum.n + 1);
}

static double samples_of(const struct gamut_power_sample *cell,
                         uint64_t samples)
{
	return (double)(samples ? samples : cell->spectrum.n);
}

/*
 * What an answer that came `count` times adds to the expected f_1 at
 * `samples` draws, and to the sum over k >= 1 of (-1)^(k+1) f_k.
 */
static void rarefy(const struct gamut_spectrum *spectrum, uint64_t count,
                   uint64_t samples, long double *once,
                   long double *alternating)
{
	const struct gamut_urn urn = {
		.marked = count,
		.rest = spectrum->n - count,
		.drawn = samples,
	};
	/* The law falls on both sides of its mode. */
	long double mode = floorl((long double)(samples + 1) *
	                          (long double)(count + 1) /
	                          (long double)(spectrum->n + 2));
	uint64_t middle = mode < 1 ? 1 : (uint64_t)mode;

	*once = expl(gamut_math_log_hypergeometric(&urn, 1));
	*alternating = 0;
	for (uint64_t k = middle; k <= count; k++) {
		long double p = expl(gamut_math_log_hypergeometric(&urn, k));

		*alternating += k % 2 ? p : -p;
		if (p < NOTHING && k > middle)
			break;
	}
	for (uint64_t k = middle - 1; k >= 1; k--) {
		long double p = expl(gamut_math_log_hypergeometric(&urn, k));

		*alternating += k % 2 ? p : -p;
		if (p < NOTHING)
			break;
	}
}

/* At no more draws than there are. */
static struct moments rarefied(const struct gamut_spectrum *spectrum,
                               uint64_t samples)
{
	long double once = 0;
	long double sum = 0;
	long double n = (long double)samples;
	struct moments moments = { .mean = gamut_yield_at(spectrum, samples) };

	for (size_t i = 0; i < spectrum->len; i++) {
		const struct gamut_step *step = &spectrum->steps[i];
		long double of_one;
		long double alternating;

		rarefy(spectrum, step->count, samples, &of_one, &alternating);
		once += (long double)step->answers * of_one;
		sum += (long double)step->answers * alternating;
	}
	moments.good_toulmin = (double)(sum - once * once / n);
	moments.guarded = (double)((once + 1) * (n - once + 2) / (n + 3));
	return moments;
}

static struct moments yield_of(const struct gamut_power_sample *cell,
                               uint64_t samples)
{
	const struct gamut_spectrum *spectrum = &cell->spectrum;
	struct moments moments = {
		.mean = (double)spectrum->yield,
		.good_toulmin = gamut_yield_variance_good_toulmin(spectrum),
		.guarded = gamut_yield_variance_guarded(spectrum),
	};

	if (samples == 0 || samples == spectrum->n)
		return moments;
	if (samples < spectrum->n)
		return rarefied(spectrum, samples);
	return (struct moments){ GAMUT_UNDEFINED, GAMUT_UNDEFINED,
		                 GAMUT_UNDEFINED };
}

static struct gamut_power_noise yield_noise(const struct gamut_power_base *base,
                                            uint64_t samples)
{
	struct gamut_power_noise noise = { 0 };
	double cells = (double)base->count;
	double good_toulmin = 0;
	double guarded = 0;
	double sum;

	for (size_t i = 0; i < base->count; i++) {
		struct moments of = yield_of(&base->cells[i], samples);

		noise.mean += of.mean / cells;
		good_toulmin += of.good_toulmin;
		guarded += of.guarded;
	}
	sum = gamut_suite_variance_of(good_toulmin, guarded, base->count);
	noise.se = sqrt(2 * sum) / cells;
	return noise;
}

static struct gamut_power_noise validity_noise(
	const struct gamut_power_base *base, uint64_t samples)
{
	struct gamut_power_noise noise = { 0 };
	double cells = (double)base->count;
	double sum = 0;

	for (size_t i = 0; i < base->count; i++) {
		const struct gamut_power_sample *cell = &base->cells[i];

		noise.mean += (double)cell->spectrum.valid /
		              (double)cell->spectrum.n / cells;
		sum += variance(guarded_share(cell)) /
		       samples_of(cell, samples);
	}
	noise.se = sqrt(2 * sum) / cells;
	return noise;
}

struct gamut_power_noise gamut_power_noise_of(
	const struct gamut_power_base *base, enum gamut_compare_metric metric,
	uint64_t samples)
{
	if (base->count == 0)
		GAMUT_BUG("a base without cells");
	return metric == GAMUT_COMPARE_VALIDITY ?
	               validity_noise(base, samples) :
	               yield_noise(base, samples);
}

/* Each cell loses `points` as far as it has them. */
static double validity_detection(const struct gamut_power_base *base,
                                 uint64_t samples, double points, double z)
{
	double cells = (double)base->count;
	double pooled = 0;
	double apart = 0;
	double drop = 0;

	for (size_t i = 0; i < base->count; i++) {
		double n = samples_of(&base->cells[i], samples);
		double p = guarded_share(&base->cells[i]);
		double q = p > points ? p - points : 0;

		drop += (p - q) / cells;
		/* 2n/(2n - 1): of a hypergeometric law. */
		pooled += 2 * variance((p + q) / 2) * 2 / (2 * n - 1);
		apart += (variance(p) + variance(q)) / n;
	}
	return gamut_normal_tail((z * sqrt(pooled) - cells * drop) /
	                         sqrt(apart));
}

/* The points that cells must lose for a mean drop of `drop`. */
static double points_of(const struct gamut_power_base *base, double drop)
{
	double low = 0;
	double high = 1;

	for (int i = 0; i < 60; i++) {
		double points = (low + high) / 2;
		double sum = 0;

		for (size_t c = 0; c < base->count; c++)
			sum += fmin(points, guarded_share(&base->cells[c]));
		if (sum < drop * (double)base->count)
			low = points;
		else
			high = points;
	}
	return (low + high) / 2;
}

/* Of the stricter of Holm's steps: the other metric's p is no smaller. */
static double threshold_of(double level)
{
	return gamut_normal_quantile(1 - level / (2 * GAMUT_COMPARE_METRICS));
}

double gamut_power_detection(const struct gamut_power_base *base,
                             enum gamut_compare_metric metric, uint64_t samples,
                             double drop, double level)
{
	struct gamut_power_noise noise = gamut_power_noise_of(base, metric,
	                                                      samples);
	double z = threshold_of(level);

	if (isnan(noise.se) || drop > noise.mean)
		return GAMUT_UNDEFINED;
	if (metric == GAMUT_COMPARE_VALIDITY)
		return validity_detection(base, samples, points_of(base, drop),
		                          z);
	return gamut_normal_tail(z - drop / noise.se);
}

double gamut_power_drop(const struct gamut_power_base *base,
                        enum gamut_compare_metric metric, uint64_t samples,
                        double power, double level)
{
	struct gamut_power_noise noise = gamut_power_noise_of(base, metric,
	                                                      samples);
	double low = 0;
	double high = noise.mean;

	if (!(gamut_power_detection(base, metric, samples, high, level) >=
	      power))
		return GAMUT_UNDEFINED;
	while (high - low > 1e-9) {
		double drop = (low + high) / 2;

		if (gamut_power_detection(base, metric, samples, drop, level) <
		    power)
			low = drop;
		else
			high = drop;
	}
	return high;
}

/* The same part of what `samples` yield as `drop` is at the base's own n. */
static double drop_at(const struct gamut_power_base *base,
                      enum gamut_compare_metric metric, uint64_t samples,
                      double drop)
{
	double whole;

	if (metric == GAMUT_COMPARE_VALIDITY)
		return drop;
	whole = gamut_power_noise_of(base, metric, 0).mean;
	return drop * gamut_power_noise_of(base, metric, samples).mean / whole;
}

uint64_t gamut_power_samples(const struct gamut_power_base *base,
                             enum gamut_compare_metric metric, double drop,
                             double power, double level)
{
	uint64_t low = 0;
	uint64_t high = GAMUT_COMPARE_N_MAX;

	for (size_t i = 0; metric == GAMUT_COMPARE_YIELD && i < base->count;
	     i++) {
		uint64_t n = base->cells[i].spectrum.n;

		high = n < high ? n : high;
	}
	if (!(gamut_power_detection(base, metric, high,
	                            drop_at(base, metric, high, drop),
	                            level) >= power))
		return 0;
	while (high - low > 1) {
		uint64_t n = low + (high - low) / 2;
		double at = drop_at(base, metric, n, drop);

		if (gamut_power_detection(base, metric, n, at, level) >= power)
			high = n;
		else
			low = n;
	}
	return high;
}

double gamut_power_pass(const struct gamut_power_noise *noise, double margin,
                        double level)
{
	return gamut_normal_tail(gamut_normal_quantile(1 - level) -
	                         margin / noise->se);
}

bool gamut_power_may_pass(const struct gamut_power_noise *noise, double margin,
                          double level)
{
	return (threshold_of(level) + gamut_normal_quantile(1 - level)) *
	               noise->se <
	       margin;
}

double gamut_power_margin(const struct gamut_power_noise *noise, double pass,
                          double level)
{
	return (gamut_normal_quantile(1 - level) +
	        gamut_normal_quantile(pass)) *
	       noise->se;
}
