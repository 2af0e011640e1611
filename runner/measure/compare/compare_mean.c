#include "runner/measure/compare/compare_parts.h"

#include <math.h>

#include "runner/measure/estimate/normal.h"
#include "runner/measure/estimate/suite.h"

/* Sums of the same shares in another order may differ by that much. */
#define ROUNDING 1e-12

static size_t count_wanted(const bool *is_wanted, size_t count)
{
	size_t wanted = 0;

	for (size_t i = 0; i < count; i++)
		wanted += is_wanted[i];
	return wanted;
}

struct gamut_compare_set gamut_compare_select(
	const struct gamut_compare_set *set, const bool *is_wanted,
	struct gamut_arena *arena)
{
	size_t wanted = count_wanted(is_wanted, set->count);
	struct gamut_stratum *shares =
		gamut_arena_new(arena, struct gamut_stratum, wanted);
	struct gamut_pair *yields = gamut_arena_new(arena, struct gamut_pair,
	                                            wanted);
	struct gamut_spectrum *spectra =
		gamut_arena_new(arena, struct gamut_spectrum, wanted);
	struct gamut_spectrum *base_spectra =
		gamut_arena_new(arena, struct gamut_spectrum, wanted);
	size_t count = 0;

	for (size_t i = 0; i < set->count; i++)
		if (is_wanted[i]) {
			shares[count] = set->shares[i];
			yields[count] = set->yields[i];
			spectra[count] = set->spectra[i];
			base_spectra[count++] = set->base_spectra[i];
		}
	return (struct gamut_compare_set){ shares, yields, spectra,
		                           base_spectra, count };
}

double gamut_compare_difference(const struct gamut_compare_set *set, size_t i,
                                enum gamut_compare_metric metric)
{
	if (metric == GAMUT_COMPARE_VALIDITY)
		return gamut_share_value(set->shares[i].first) -
		       gamut_share_value(set->shares[i].second);
	return (double)set->spectra[i].yield -
	       (double)set->base_spectra[i].yield;
}

/* p(1 - p)/n */
static double share_variance(struct gamut_share share)
{
	double p = gamut_share_value(share);

	return p * (1 - p) / (double)share.whole;
}

/* Everything of the difference but the means themselves. */
static void fill_validity(struct gamut_compare_mean *mean,
                          const struct gamut_compare_set *set, double level)
{
	double variance = 0;

	for (size_t i = 0; i < set->count; i++) {
		mean->base += gamut_share_value(set->shares[i].second);
		mean->candidate += gamut_share_value(set->shares[i].first);
		variance += share_variance(set->shares[i].first) +
		            share_variance(set->shares[i].second);
	}
	mean->se = sqrt(variance) / (double)set->count;
	mean->ci95 = gamut_stratified_interval(set->shares, set->count,
	                                       GAMUT_NORMAL_95);
	mean->worst =
		gamut_stratified_interval(set->shares, set->count,
	                                  gamut_normal_quantile(1 - level))
			.low;
	mean->z = gamut_stratified_shares(set->shares, set->count);
}

/* A test by the interval's error, where that says less than `z` does. */
static double guarded_z(double z, double difference, double se)
{
	double guarded = se > 0 ? difference / se : z;

	return fabs(guarded) < fabs(z) ? guarded : z;
}

static void fill_yield(struct gamut_compare_mean *mean,
                       const struct gamut_compare_set *set, double level)
{
	double count = (double)set->count;
	double sum = 0;
	double base = 0;

	for (size_t i = 0; i < set->count; i++) {
		sum += (double)set->spectra[i].yield;
		base += (double)set->base_spectra[i].yield;
	}
	mean->base = base;
	mean->candidate = sum;
	mean->se = sqrt(gamut_suite_yield_variance(set->spectra, set->count) +
	                gamut_suite_yield_variance(set->base_spectra,
	                                           set->count)) /
	           count;
	mean->ci95.low = (sum - base) / count - GAMUT_NORMAL_95 * mean->se;
	mean->ci95.high = (sum - base) / count + GAMUT_NORMAL_95 * mean->se;
	mean->worst = (sum - base) / count -
	              gamut_normal_quantile(1 - level) * mean->se;
	mean->z = guarded_z(gamut_stratified_yields(set->yields, set->count),
	                    (sum - base) / count, mean->se);
}

struct gamut_compare_mean gamut_compare_mean_of(
	const struct gamut_compare_set *set, enum gamut_compare_metric metric,
	double level)
{
	struct gamut_compare_mean mean = { .cells = set->count };

	if (metric == GAMUT_COMPARE_VALIDITY)
		fill_validity(&mean, set, level);
	else
		fill_yield(&mean, set, level);
	/* Once, so that equal sides differ by exactly 0. */
	mean.difference = (mean.candidate - mean.base) / (double)set->count;
	if (fabs(mean.difference) < ROUNDING)
		mean.difference = 0;
	mean.base /= (double)set->count;
	mean.candidate /= (double)set->count;
	/* fmin() would pass over what is undefined. */
	mean.p = isnan(mean.z) ? mean.z :
	                         fmin(1, 2 * gamut_normal_tail(fabs(mean.z)));
	return mean;
}

/* The mean difference of each task; `*tasks` of them, in `arena`. */
static double *differences_of(const struct gamut_compare_set *set,
                              const struct gamut_compare_cell *cells,
                              enum gamut_compare_metric metric,
                              struct gamut_arena *arena, size_t *tasks)
{
	double *means = gamut_arena_new(arena, double, set->count);
	size_t settings = 0;

	*tasks = 0;
	for (size_t i = 0; i < set->count; i++) {
		bool is_last = i + 1 == set->count ||
		               !gamut_str_eq(cells[i].base->key.task,
		                             cells[i + 1].base->key.task);

		settings++;
		means[*tasks] += gamut_compare_difference(set, i, metric);
		if (is_last) {
			means[(*tasks)++] /= (double)settings;
			settings = 0;
		}
	}
	return means;
}

struct gamut_compare_tasks gamut_compare_tasks_of(
	const struct gamut_compare_set *set,
	const struct gamut_compare_cell *cells,
	enum gamut_compare_metric metric, struct gamut_arena *arena)
{
	struct gamut_compare_tasks over = {
		.se = GAMUT_UNDEFINED,
		.ci95 = { GAMUT_UNDEFINED, GAMUT_UNDEFINED },
		.p = GAMUT_UNDEFINED,
	};
	double *of = differences_of(set, cells, metric, arena, &over.tasks);
	double tasks = (double)over.tasks;
	double squares = 0;
	double half;

	for (size_t i = 0; i < over.tasks; i++)
		over.difference += of[i] / tasks;
	if (over.tasks < 2)
		return over;
	for (size_t i = 0; i < over.tasks; i++)
		squares += (of[i] - over.difference) *
		           (of[i] - over.difference);
	over.se = sqrt(squares / (tasks - 1) / tasks);
	half = over.se * gamut_student_quantile(0.975, over.tasks - 1);
	over.ci95.low = over.difference - half;
	over.ci95.high = over.difference + half;
	if (over.se > 0)
		over.p = fmin(1, 2 * gamut_student_tail(
					     fabs(over.difference / over.se),
					     over.tasks - 1));
	return over;
}
