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
#include "tests/support/models.h"

#define DRAWS 100
#define CURVE_RUNS 600
#define LEVEL_RUNS 200

static struct gamut_arena arena; /* of laws */
static struct gamut_arena scratch;

static void clear(void)
{
	gamut_arena_clear(&scratch);
	gamut_arena_clear(&arena);
}

static const struct gamut_named_model models[] = {
	{ "weekdays", { 7, 1, 0.98 } },      { "uniform", { 50, 0, 1 } },
	{ "Zipf", { 50, 1, 0.95 } },         { "steep", { 50, 1.5, 1 } },
	{ "long-tailed", { 1000, 1, 0.8 } }, { "collapsed", { 50, 5, 0.97 } },
	{ "endless", { 10000, 0, 1 } },
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
	const struct gamut_named_model *model = &models[_i];
	struct gamut_law law = gamut_law_of(&model->model, &arena);
	struct gamut_rng rng = { .state = 13 };
	double truth = gamut_law_yield(&law, DRAWS);
	int covered = 0;

	for (int run = 0; run < 1000; run++) {
		struct gamut_spectrum spectrum =
			gamut_law_sample(&law, DRAWS, &rng, &scratch);
		struct gamut_interval interval;

		interval = gamut_yield_interval(&spectrum, GAMUT_UNBOUNDED);
		covered += interval.low <= truth && truth <= interval.high;
		gamut_arena_reset(&scratch);
	}
	ck_assert_msg(covered >= 920, "%s: %d of 1000", model->name, covered);
}
END_TEST

/* At any k, also where the unbiased variance is unknown, or below 0. */
START_TEST(yield_at_intervals_cover)
{
	static const uint64_t at[] = { 10, 50, 80 };
	const struct gamut_named_model *model = &models[_i];
	struct gamut_law law = gamut_law_of(&model->model, &arena);
	struct gamut_rng rng = { .state = 21 };
	int covered[GAMUT_ARRAY_LEN(at)] = { 0 };

	for (int run = 0; run < 1000; run++) {
		struct gamut_spectrum spectrum =
			gamut_law_sample(&law, DRAWS, &rng, &scratch);

		for (size_t i = 0; i < GAMUT_ARRAY_LEN(at); i++) {
			double truth = gamut_law_yield(&law, (double)at[i]);
			struct gamut_interval interval =
				gamut_yield_at_interval(&spectrum, at[i],
			                                GAMUT_UNBOUNDED);

			covered[i] += interval.low <= truth &&
			              truth <= interval.high;
		}
		gamut_arena_reset(&scratch);
	}
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(at); i++)
		ck_assert_msg(covered[i] >= 920, "%s at %llu: %d of 1000",
		              model->name, (unsigned long long)at[i],
		              covered[i]);
}
END_TEST

START_TEST(collision_intervals_cover)
{
	const struct gamut_named_model *model = &models[_i];
	struct gamut_law law = gamut_law_of(&model->model, &arena);
	struct gamut_rng rng = { .state = 22 };
	double truth = 0;
	int covered = 0;

	for (size_t i = 0; i < law.space; i++)
		truth += pow(gamut_law_share(&law, i), 2);
	for (int run = 0; run < 1000; run++) {
		struct gamut_spectrum spectrum =
			gamut_law_sample(&law, DRAWS, &rng, &scratch);
		struct gamut_interval interval =
			gamut_evenness_collision_interval(&spectrum);

		covered += interval.low <= truth && truth <= interval.high;
		gamut_arena_reset(&scratch);
	}
	ck_assert_msg(covered >= 920, "%s: %d of 1000", model->name, covered);
}
END_TEST

/* Of many samples, the mean estimate of a variance is that of the estimates. */
START_TEST(yield_at_and_its_variance_are_unbiased)
{
	const struct gamut_named_model *model = &models[2 + _i];
	struct gamut_law law = gamut_law_of(&model->model, &arena);
	struct gamut_rng rng = { .state = 14 };
	double sum = 0;
	double squares = 0;
	double variances = 0;
	double variance;
	double mean;

	for (int run = 0; run < CURVE_RUNS; run++) {
		struct gamut_spectrum spectrum =
			gamut_law_sample(&law, DRAWS, &rng, &scratch);
		double yield;

		yield = gamut_yield_at(&spectrum, 50);
		sum += yield;
		squares += yield * yield;
		variances += gamut_yield_at_variance(&spectrum, 50);
		gamut_arena_reset(&scratch);
	}
	mean = sum / CURVE_RUNS;
	variance = squares / CURVE_RUNS - mean * mean;
	ck_assert_msg(fabs(mean - gamut_law_yield(&law, 50)) <
	                      4 * sqrt(variance / CURVE_RUNS),
	              "%s: %g", model->name, mean);
	ck_assert_msg(fabs(variances / CURVE_RUNS / variance - 1) < 0.15,
	              "%s: %g, %g", model->name, variances / CURVE_RUNS,
	              variance);
}
END_TEST

/* Entropy is nearly unbiased where most of the mass is seen; collision is. */
START_TEST(evenness_is_unbiased)
{
	const struct gamut_named_model *model = &models[_i];
	struct gamut_law law = gamut_law_of(&model->model, &arena);
	struct gamut_rng rng = { .state = 15 };
	double entropy = 0;
	double collision = 0;

	for (size_t i = 0; i < law.space; i++) {
		double p = gamut_law_share(&law, i);

		entropy += p * log(p);
		collision -= p * p;
	}
	for (int run = 0; run < 1000; run++) {
		struct gamut_spectrum spectrum =
			gamut_law_sample(&law, DRAWS, &rng, &scratch);

		entropy += gamut_evenness_entropy(&spectrum) / 1000;
		collision += gamut_evenness_collision(&spectrum) / 1000;
		gamut_arena_reset(&scratch);
	}
	ck_assert_msg(fabs(entropy) < 0.03, "%s: %g", model->name, entropy);
	ck_assert_msg(fabs(collision) < 0.005, "%s: %g", model->name,
	              collision);
}
END_TEST

/* A cell of each; both laws are of one space. */
static struct gamut_pair draw_pair(const struct gamut_law *law,
                                   const struct gamut_law *base,
                                   struct gamut_rng *rng)
{
	struct gamut_law_draws one = gamut_law_draw(law, DRAWS, rng, &scratch);
	struct gamut_law_draws two = gamut_law_draw(base, DRAWS, rng, &scratch);

	return (struct gamut_pair){ .counts = one.counts,
		                    .base_counts = two.counts,
		                    .count = law->space,
		                    .invalid = one.invalid,
		                    .base_invalid = two.invalid };
}

/* Two samples of one model are told apart in 5 % of cases, 6 with luck. */
START_TEST(tests_hold_their_level)
{
	const struct gamut_named_model *model = &models[_i];
	struct gamut_law law = gamut_law_of(&model->model, &arena);
	struct gamut_rng rng = { .state = 16 };
	int yields = 0;
	int shares = 0;

	for (int run = 0; run < LEVEL_RUNS; run++) {
		struct gamut_pair pair = draw_pair(&law, &law, &rng);
		struct gamut_share first = { DRAWS - pair.invalid, DRAWS };
		struct gamut_share second = { DRAWS - pair.base_invalid,
			                      DRAWS };

		yields += gamut_permutation_of(&pair).p <= 0.05;
		shares += gamut_share_fisher(first, second) <= 0.05;
		gamut_arena_reset(&scratch);
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
	struct gamut_law other = gamut_law_of(&models[2].model, &arena);
	struct gamut_law law = gamut_law_of(&models[5].model, &arena);
	struct gamut_rng rng = { .state = 17 };
	int seen = 0;

	for (int run = 0; run < 100; run++) {
		struct gamut_pair pair = draw_pair(&law, &other, &rng);

		seen += gamut_permutation_of(&pair).p <= 0.001;
		gamut_arena_reset(&scratch);
	}
	ck_assert_int_eq(seen, 100);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("estimate_simulated");
	TCase *tc = tcase_create("estimate_simulated");

	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_loop_test(tc, wilson_covers, 0, 6);
	tcase_add_loop_test(tc, newcombe_covers, 0, 2);
	tcase_add_loop_test(tc, yield_intervals_cover, 0,
	                    GAMUT_ARRAY_LEN(models));
	tcase_add_loop_test(tc, yield_at_intervals_cover, 0,
	                    GAMUT_ARRAY_LEN(models));
	tcase_add_loop_test(tc, collision_intervals_cover, 0,
	                    GAMUT_ARRAY_LEN(models));
	tcase_add_loop_test(tc, yield_at_and_its_variance_are_unbiased, 0, 3);
	tcase_add_loop_test(tc, evenness_is_unbiased, 0, 4);
	tcase_add_loop_test(tc, tests_hold_their_level, 0,
	                    GAMUT_ARRAY_LEN(models));
	tcase_add_test(tc, a_collapse_is_seen);
	suite_add_tcase(suite, tc);
	return suite;
}
