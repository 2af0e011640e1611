/*
 * Do intervals cover, and do tests hold their level? Seeds are fixed, so the
 * outcome is, too; bounds leave room for another generator.
 */
#include "tests/support/unit.h"

#include <math.h>

#include "base/rng.h"
#include "runner/measure/estimate/evenness.h"
#include "runner/measure/estimate/permutation.h"
#include "runner/measure/estimate/share.h"
#include "runner/measure/estimate/yield.h"

#define MAX_SPACE 1000
#define DRAWS 100
#define CURVE_RUNS 600
#define LEVEL_RUNS 200
#define Z 1.959963984540054

/* A model: answer i has a share of valid draws that goes like (i + 1)^-s. */
struct model {
	const char *name;
	size_t space;
	double exponent;
	double validity;
};

static const struct model models[] = {
	{ "weekdays", 7, 1, 0.98 },      { "uniform", 50, 0, 1 },
	{ "Zipf", 50, 1, 0.95 },         { "steep", 50, 1.5, 1 },
	{ "long-tailed", 1000, 1, 0.8 }, { "collapsed", 50, 5, 0.97 },
};

/* The model's law, added up. */
struct law {
	size_t space;
	double validity;
	double up_to[MAX_SPACE];
};

struct draws {
	uint64_t counts[MAX_SPACE];
	uint64_t invalid;
};

static void make_law(struct law *law, const struct model *model)
{
	double sum = 0;

	law->space = model->space;
	law->validity = model->validity;
	for (size_t i = 0; i < law->space; i++) {
		sum += pow((double)i + 1, -model->exponent);
		law->up_to[i] = sum;
	}
	for (size_t i = 0; i < law->space; i++)
		law->up_to[i] /= sum;
	law->up_to[law->space - 1] = 1;
}

static double share(const struct law *law, size_t i)
{
	return law->validity *
	       (law->up_to[i] - (i > 0 ? law->up_to[i - 1] : 0));
}

static size_t draw_one(const struct law *law, struct gamut_rng *rng)
{
	double at = gamut_rng_unit(rng);
	size_t low = 0;
	size_t high = law->space - 1;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (at < law->up_to[middle])
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

static void draw(struct draws *draws, const struct law *law,
                 struct gamut_rng *rng)
{
	*draws = (struct draws){ 0 };
	for (size_t i = 0; i < DRAWS; i++) {
		if (gamut_rng_unit(rng) < law->validity)
			draws->counts[draw_one(law, rng)]++;
		else
			draws->invalid++;
	}
}

static double expected_yield(const struct law *law, double n)
{
	double sum = 0;

	for (size_t i = 0; i < law->space; i++)
		sum += 1 - pow(1 - share(law, i), n);
	return sum;
}

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
	const struct model *model = &models[_i];
	struct gamut_arena arena = { 0 };
	struct gamut_rng rng = { .state = 13 };
	struct draws draws;
	struct law law;
	double truth;
	int covered = 0;

	make_law(&law, model);
	truth = expected_yield(&law, DRAWS);
	for (int run = 0; run < 1000; run++) {
		struct gamut_spectrum spectrum;
		double half;

		draw(&draws, &law, &rng);
		spectrum = gamut_spectrum_of(draws.counts, law.space,
		                             draws.invalid, &arena);
		half = Z * sqrt(gamut_yield_variance_guarded(&spectrum));
		covered += fabs((double)spectrum.yield - truth) <= half;
		gamut_arena_reset(&arena);
	}
	ck_assert_msg(covered >= 920, "%s: %d of 1000", model->name, covered);
	gamut_arena_clear(&arena);
}
END_TEST

/* Of many samples, the mean estimate of a variance is that of the estimates. */
START_TEST(yield_at_and_its_variance_are_unbiased)
{
	const struct model *model = &models[2 + _i];
	struct gamut_arena arena = { 0 };
	struct gamut_rng rng = { .state = 14 };
	struct draws draws;
	struct law law;
	double sum = 0;
	double squares = 0;
	double variances = 0;
	double variance;
	double mean;

	make_law(&law, model);
	for (int run = 0; run < CURVE_RUNS; run++) {
		struct gamut_spectrum spectrum;
		double yield;

		draw(&draws, &law, &rng);
		spectrum = gamut_spectrum_of(draws.counts, law.space,
		                             draws.invalid, &arena);
		yield = gamut_yield_at(&spectrum, 50);
		sum += yield;
		squares += yield * yield;
		variances += gamut_yield_at_variance(&spectrum, 50);
		gamut_arena_reset(&arena);
	}
	mean = sum / CURVE_RUNS;
	variance = squares / CURVE_RUNS - mean * mean;
	ck_assert_msg(fabs(mean - expected_yield(&law, 50)) <
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
	const struct model *model = &models[_i];
	struct gamut_arena arena = { 0 };
	struct gamut_rng rng = { .state = 15 };
	struct draws draws;
	struct law law;
	double entropy = 0;
	double collision = 0;

	make_law(&law, model);
	for (size_t i = 0; i < law.space; i++) {
		double p = share(&law, i) / law.validity;

		entropy += p * log(p);
		collision -= p * p;
	}
	for (int run = 0; run < 1000; run++) {
		struct gamut_spectrum spectrum;

		draw(&draws, &law, &rng);
		spectrum = gamut_spectrum_of(draws.counts, law.space,
		                             draws.invalid, &arena);
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
	const struct model *model = &models[_i];
	struct gamut_rng rng = { .state = 16 };
	struct draws one;
	struct draws two;
	struct law law;
	int yields = 0;
	int shares = 0;

	make_law(&law, model);
	for (int run = 0; run < LEVEL_RUNS; run++) {
		struct gamut_pair pair = { .counts = one.counts,
			                   .base_counts = two.counts,
			                   .count = law.space };
		struct gamut_share first = { .whole = DRAWS };
		struct gamut_share second = { .whole = DRAWS };

		draw(&one, &law, &rng);
		draw(&two, &law, &rng);
		pair.invalid = one.invalid;
		pair.base_invalid = two.invalid;
		first.part = DRAWS - one.invalid;
		second.part = DRAWS - two.invalid;
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
	struct draws one;
	struct draws two;
	struct law sound;
	struct law collapsed;
	int seen = 0;

	make_law(&sound, &models[2]);
	make_law(&collapsed, &models[5]);
	pair.counts = one.counts;
	pair.base_counts = two.counts;
	for (int run = 0; run < 100; run++) {
		draw(&one, &collapsed, &rng);
		draw(&two, &sound, &rng);
		pair.invalid = one.invalid;
		pair.base_invalid = two.invalid;
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
