#include "runner/measure/estimate/suite.h"

#include <math.h>

#include "runner/measure/estimate/metrics.h"
#include "runner/measure/estimate/normal.h"
#include "runner/measure/estimate/yield.h"
#include "tasks/task.h"

/* Sums of the variances of yields. */
struct variances {
	double good_toulmin;
	double guarded;
	size_t cells;
};

static void add_variances(struct variances *sum,
                          const struct gamut_spectrum *spectrum, double weight)
{
	sum->good_toulmin += weight * weight *
	                     gamut_yield_variance_good_toulmin(spectrum);
	sum->guarded += weight * weight *
	                gamut_yield_variance_guarded(spectrum);
	sum->cells++;
}

double gamut_suite_variance_of(double good_toulmin, double guarded,
                               size_t cells)
{
	/* fmax() would pass over what is undefined. */
	if (cells == 0 || isnan(guarded))
		return GAMUT_UNDEFINED;
	return cells < GAMUT_SUITE_CELLS ? guarded :
	                                   fmax(good_toulmin, guarded / 3);
}

static double variance_of(const struct variances *sum)
{
	return gamut_suite_variance_of(sum->good_toulmin, sum->guarded,
	                               sum->cells);
}

double gamut_suite_yield_variance(const struct gamut_spectrum *spectra,
                                  size_t count)
{
	struct variances sum = { 0 };

	for (size_t i = 0; i < count; i++)
		add_variances(&sum, &spectra[i], 1);
	return variance_of(&sum);
}

static struct gamut_suite_mean undefined(void)
{
	return (struct gamut_suite_mean){
		.mean = GAMUT_UNDEFINED,
		.se = GAMUT_UNDEFINED,
		.ci95 = { GAMUT_UNDEFINED, GAMUT_UNDEFINED },
	};
}

struct gamut_suite_mean gamut_suite_yields(
	const struct gamut_suite_yield *yields, size_t count)
{
	struct variances sum = { 0 };
	struct gamut_suite_mean mean = { .cells = count };
	double most = 0;

	if (count == 0)
		return undefined();
	for (size_t i = 0; i < count; i++) {
		const struct gamut_suite_yield *yield = &yields[i];
		uint64_t n = yield->spectrum.n;
		bool is_bounded = yield->space != GAMUT_UNBOUNDED &&
		                  yield->space < n;

		mean.mean += yield->weight * (double)yield->spectrum.yield;
		most += yield->weight * (double)(is_bounded ? yield->space : n);
		add_variances(&sum, &yield->spectrum, yield->weight);
	}
	mean.se = sqrt(variance_of(&sum));
	mean.ci95.low = fmax(0, mean.mean - GAMUT_NORMAL_95 * mean.se);
	mean.ci95.high = fmin(most, mean.mean + GAMUT_NORMAL_95 * mean.se);
	return mean;
}

struct gamut_suite_mean gamut_suite_shares(
	const struct gamut_suite_share *shares, size_t count)
{
	struct gamut_suite_mean mean = { .cells = count };
	double variance = 0;
	double of_one = 0; /* the variance, divided by p (1 - p) of all */
	double rest = 0;   /* 1 - p, without the rounding */

	if (count == 0)
		return undefined();
	for (size_t i = 0; i < count; i++) {
		const struct gamut_share *share = &shares[i].share;
		double weight = shares[i].weight;
		double whole = (double)share->whole;
		double p = (double)share->part / whole;
		double q = (double)(share->whole - share->part) / whole;

		mean.mean += weight * p;
		rest += weight * q;
		variance += weight * weight * p * q / whole;
		of_one += weight * weight / whole;
	}
	mean.se = sqrt(variance);
	mean.ci95 = gamut_share_wilson_mean(
		mean.mean,
		variance > 0 ? mean.mean * rest / variance : 1 / of_one);
	return mean;
}
