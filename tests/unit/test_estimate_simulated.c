/*
 * Do intervals cover, and do tests hold their level? Seeds are fixed, so the
 * outcome is, too; bounds leave room for another generator.
 */
#include "tests/support/unit.h"

#include <math.h>

#include "runner/measure/estimate/evenness.h"
#include "runner/measure/estimate/permutation.h"
#include "runner/measure/estimate/yield.h"
#include "tasks/task.h"
#include "tests/support/sampler.h"

#define DRAWS 100
#define CURVE_RUNS 600
#define LEVEL_RUNS 200

/* Large: not on the stack. */
static struct gamut_sampler sampler;
static struct gamut_sampler other;

static const struct gamut_sampler_model models[] = {
	{ "weekdays", 7, 1, 0.98 },
	{ "uniform", 50, 0, 1 },
	{ "Zipf", 50, 1, 0.95 },
	{ "steep", 50, 1.5, 1 },
	{ "long-tailed", 1000, 1, 0.8 },
	{ "collapsed", 50, 5, 0.97 },
	{ "endless", GAMUT_SAMPLER_MAX_SPACE, 0, 1 },
};

START_TEST(wilson_covers)
{
	static const double shares[] = { 0.05, 0.5, 0.8, 0.9, 0.95, 0.97 };
	struct gamut_rng rng = { .state = 11 };
	double p = shares[_i];
	int covered = 0;

	for (int run = 0; run < 4000; run++) {
		struct gamut_share part = { .whole = DRAWS };
		struct gamut_interval interval;

		for (int i = 0; i < DRAWS; i++)
			part.part += gamut_rng_unit(&rng) < p;
		interval = gamut_share_wilson(part);
		covered += interval.low <= p && p <= interval.high;
	}
	ck_assert_msg(covered >= 3680 && covered <= 3920, "%g: %d of 4000", p,
	              covered);
}
END_TEST

START_TEST(newcombe_covers)
{
	static const double shares[][2] = { { 0.9, 0.8 }, { 0.5, 0.5 } };
	struct gamut_rng rng = { .state = 12 };
	double p = shares[_i][0];
	double q = shares[_i][1];
	int covered = 0;

	for (int run = 0; run < 4000; run++) {
		struct gamut_share one = { .whole = DRAWS };
		struct gamut_share two = { .whole = DRAWS };
		struct gamut_interval interval;

		for (int i = 0; i < DRAWS; i++) {
			one.part += gamut_rng_unit(&rng) < p;
			two.part += gamut_rng_unit(&rng) < q;
		}
		interval = gamut_share_newcombe(one, two);
		covered += interval.low <= p - q && p - q <= interval.high;
	}
	ck_assert_msg(covered >= 3680 && covered <= 3920, "%d of 4000",
	              covered);
}
END_TEST

/* Wider than they need be, but never too narrow. */
START_TEST(yield_intervals_cover)
{
	const struct gamut_sampler_model *model = &models[_i];
	struct gamut_arena arena = { 0 };
	struct gamut_rng rng = { .state = 13 };
	double truth;
	int covered = 0;

	gamut_sampler_make(&sampler, model);
	truth = gamut_sampler_yield(&sampler, DRAWS);
	for (int run = 0; run < 1000; run++) {
		struct gamut_spectrum spectrum;
		struct gamut_interval interval;

		gamut_sampler_draw(&sampler, DRAWS, &rng);
		spectrum = gamut_sampler_spectrum(&sampler, &arena);
		interval = gamut_yield_interval(&spectrum, GAMUT_UNBOUNDED);
		covered += interval.low <= truth && truth <= interval.high;
		gamut_arena_reset(&arena);
	}
	ck_assert_msg(covered >= 920, "%s: %d of 1000", model->name, covered);
	gamut_arena_clear(&arena);
}
END_TEST

/* Of many samples, the mean estimate of a variance is that of the estimates. */
START_TEST(yield_at_and_its_variance_are_unbiased)
{
	const struct gamut_sampler_model *model = &models[2 + _i];
	struct gamut_arena arena = { 0 };
	struct gamut_rng rng = { .state = 14 };
	double sum = 0;
	double squares = 0;
	double variances = 0;
	double variance;
	double mean;

	gamut_sampler_make(&sampler, model);
	for (int run = 0; run < CURVE_RUNS; run++) {
		struct gamut_spectrum spectrum;
		double yield;

		gamut_sampler_draw(&sampler, DRAWS, &rng);
		spectrum = gamut_sampler_spectrum(&sampler, &arena);
		yield = gamut_yield_at(&spectrum, 50);
		sum += yield;
		squares += yield * yield;
		variances += gamut_yield_at_variance(&spectrum, 50);
		gamut_arena_reset(&arena);
	}
	mean = sum / CURVE_RUNS;
	variance = squares / CURVE_RUNS - mean * mean;
	ck_assert_msg(fabs(mean - gamut_sampler_yield(&sampler, 50)) <
	                      4 * sqrt(variance / CURVE_RUNS),
	              "%s: %g", model->name, mean);
	ck_assert_msg(fabs(variances / CURVE_RUNS / variance - 1) < 0.15,
	              "%s: %g, %g", model->name, variances / CURVE_RUNS,
	              variance);
	gamut_arena_clear(&arena);
}
END_TEST

/* Entropy is nearly unbiased where most of the mass is seen; collision is. */
START_TEST(evenness_is_unbiased)
{
	const struct gamut_sampler_model *model = &models[_i];
	struct gamut_arena arena = { 0 };
	struct gamut_rng rng = { .state = 15 };
	double entropy = 0;
	double collision = 0;

	gamut_sampler_make(&sampler, model);
	for (size_t i = 0; i < sampler.model->space; i++) {
		double p = gamut_sampler_share(&sampler, i) /
		           sampler.model->validity;

		entropy += p * log(p);
		collision -= p * p;
	}
	for (int run = 0; run < 1000; run++) {
		struct gamut_spectrum spectrum;

		gamut_sampler_draw(&sampler, DRAWS, &rng);
		spectrum = gamut_sampler_spectrum(&sampler, &arena);
		entropy += gamut_evenness_entropy(&spectrum) / 1000;
		collision += gamut_evenness_collision(&spectrum) / 1000;
		gamut_arena_reset(&arena);
	}
	ck_assert_msg(fabs(entropy) < 0.03, "%s: %g", model->name, entropy);
	ck_assert_msg(fabs(collision) < 0.005, "%s: %g", model->name,
	              collision);
	gamut_arena_clear(&arena);
}
END_TEST

/* Two samples of one model are told apart in 5 % of cases, 6 with luck. */
START_TEST(tests_hold_their_level)
{
	const struct gamut_sampler_model *model = &models[_i];
	struct gamut_rng rng = { .state = 16 };
	int yields = 0;
	int shares = 0;

	gamut_sampler_make(&sampler, model);
	gamut_sampler_make(&other, model);
	for (int run = 0; run < LEVEL_RUNS; run++) {
		struct gamut_pair pair = { .counts = sampler.counts,
			                   .base_counts = other.counts,
			                   .count = sampler.model->space };
		struct gamut_share first = { .whole = DRAWS };
		struct gamut_share second = { .whole = DRAWS };

		gamut_sampler_draw(&sampler, DRAWS, &rng);
		gamut_sampler_draw(&other, DRAWS, &rng);
		pair.invalid = sampler.invalid;
		pair.base_invalid = other.invalid;
		first.part = DRAWS - sampler.invalid;
		second.part = DRAWS - other.invalid;
		yields += gamut_permutation_of(&pair).p <= 0.05;
		shares += gamut_share_fisher(first, second) <= 0.05;
	}
	ck_assert_msg(yields <= LEVEL_RUNS * 6 / 100, "%s: yield %d",
	              model->name, yields);
	ck_assert_msg(shares <= LEVEL_RUNS * 6 / 100, "%s: validity %d",
	              model->name, shares);
}
END_TEST

/* A collapse is seen, or the level above would be no feat. */
START_TEST(a_collapse_is_seen)
{
	struct gamut_rng rng = { .state = 17 };
	struct gamut_pair pair = { .count = 50 };
	int seen = 0;

	gamut_sampler_make(&other, &models[2]);
	gamut_sampler_make(&sampler, &models[5]);
	pair.counts = sampler.counts;
	pair.base_counts = other.counts;
	for (int run = 0; run < 100; run++) {
		gamut_sampler_draw(&sampler, DRAWS, &rng);
		gamut_sampler_draw(&other, DRAWS, &rng);
		pair.invalid = sampler.invalid;
		pair.base_invalid = other.invalid;
		seen += gamut_permutation_of(&pair).p <= 0.001;
	}
	ck_assert_int_eq(seen, 100);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("estimate_simulated");
	TCase *tc = tcase_create("estimate_simulated");

	tcase_add_loop_test(tc, wilson_covers, 0, 6);
	tcase_add_loop_test(tc, newcombe_covers, 0, 2);
	tcase_add_loop_test(tc, yield_intervals_cover, 0,
	                    GAMUT_ARRAY_LEN(models));
	tcase_add_loop_test(tc, yield_at_and_its_variance_are_unbiased, 0, 3);
	tcase_add_loop_test(tc, evenness_is_unbiased, 0, 4);
	tcase_add_loop_test(tc, tests_hold_their_level, 0,
	                    GAMUT_ARRAY_LEN(models));
	tcase_add_test(tc, a_collapse_is_seen);
	suite_add_tcase(suite, tc);
	return suite;
}
