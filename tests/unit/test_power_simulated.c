/* Does `gamut compare` keep what `gamut power` promises? Seeds are fixed. */
#include "tests/support/unit.h"

#include <math.h>

#include "runner/measure/compare/power.h"
#include "tests/support/power_suite.h"

#define CELLS GAMUT_POWER_SUITE_CELLS

/* The laws and draws of base and candidate. */
static struct gamut_arena arena;
static struct gamut_law laws[2][CELLS];
static struct gamut_made_side sides[2];
static struct gamut_arena scratch;

static void clear(void)
{
	gamut_made_side_clear(&sides[0]);
	gamut_made_side_clear(&sides[1]);
	gamut_arena_clear(&scratch);
	gamut_arena_clear(&arena);
}

/* Both runs anew. Returns the base's. */
static struct gamut_power_base draw_both(struct gamut_rng *rng)
{
	for (size_t i = 0; i < 2; i++)
		gamut_power_suite_draw(&sides[i], laws[i], rng, &scratch);
	return gamut_power_base_of(&sides[0].summary, &scratch);
}

static struct gamut_comparison compare(const double *margins)
{
	return gamut_made_compare(&sides[0], &sides[1],
	                          margins[GAMUT_COMPARE_VALIDITY],
	                          margins[GAMUT_COMPARE_YIELD], &scratch);
}

static double expected_yield(const struct gamut_law *of)
{
	double sum = 0;

	for (size_t i = 0; i < CELLS; i++)
		sum += gamut_law_yield(&of[i], GAMUT_POWER_SUITE_DRAWS);
	return sum / CELLS;
}

static const struct change {
	enum gamut_compare_metric metric;
	double sharper;
	double validity;
} changes[] = {
	{ GAMUT_COMPARE_VALIDITY, 1, 0.035 },
	{ GAMUT_COMPARE_YIELD, 1.16, 0 },
};

/* docs/power.md has more of them, and 1000 each. */
#define TRIALS 100

/* The standard error of a share of the trials. */
static double error_of(double share)
{
	return sqrt(share * (1 - share) / TRIALS);
}

/* What is promised of a base is what `gamut compare` does, over many bases. */
START_TEST(promises_are_kept)
{
	static const double margins[] = { 0.02, 2 };
	const struct change *change = &changes[_i];
	struct gamut_rng rng = { .state = 20 };
	double promised = 0;
	double found = 0;
	double drop;

	gamut_power_suite_laws(laws[0], 1, 0, &arena);
	gamut_power_suite_laws(laws[1], change->sharper, change->validity,
	                       &arena);
	drop = change->metric == GAMUT_COMPARE_VALIDITY ?
	               change->validity :
	               expected_yield(laws[0]) - expected_yield(laws[1]);
	for (int trial = 0; trial < TRIALS; trial++) {
		struct gamut_power_base base;
		struct gamut_comparison compared;

		base = draw_both(&rng);
		promised += gamut_power_detection(&base, change->metric, 0,
		                                  drop, 0.05) /
		            TRIALS;
		compared = compare(margins);
		if (compared.of[change->metric].verdict ==
		    GAMUT_GATE_REGRESSION)
			found += 1.0 / TRIALS;
		gamut_arena_reset(&scratch);
	}
	ck_assert_msg(promised > 0.5 && promised < 0.97, "%f", promised);
	ck_assert_msg(fabs(promised - found) < 3 * error_of(promised),
	              "%f promised, %f found", promised, found);
}
END_TEST

/* An unchanged model passes as often as is said of its margin. */
START_TEST(unchanged_models_pass_as_promised)
{
	struct gamut_rng rng = { .state = 21 };
	double passed[GAMUT_COMPARE_METRICS] = { 0 };

	gamut_power_suite_laws(laws[0], 1, 0, &arena);
	gamut_power_suite_laws(laws[1], 1, 0, &arena);
	for (int trial = 0; trial < TRIALS; trial++) {
		double margins[GAMUT_COMPARE_METRICS];
		struct gamut_power_base base;
		struct gamut_comparison compared;

		base = draw_both(&rng);
		for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++) {
			struct gamut_power_noise noise = gamut_power_noise_of(
				&base, (enum gamut_compare_metric)m, 0);

			margins[m] = gamut_power_margin(&noise, 0.9, 0.05);
		}
		compared = compare(margins);
		for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++)
			if (compared.of[m].verdict == GAMUT_GATE_PASS)
				passed[m] += 1.0 / TRIALS;
		gamut_arena_reset(&scratch);
	}
	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++)
		ck_assert_msg(fabs(passed[m] - 0.9) < 3 * error_of(0.9), "%f",
		              passed[m]);
}
END_TEST

/* What is found is a regression, or within a margin that has room for it. */
START_TEST(a_wide_margin_lets_found_drops_pass)
{
	static const double narrow[] = { 0.02, 2 };
	static const double wide[] = { 0.2, 20 };
	struct gamut_rng rng = { .state = 22 };
	struct gamut_comparison compared;
	const struct gamut_compare_aggregate *of;
	struct gamut_power_base base;
	struct gamut_power_noise noise;

	gamut_power_suite_laws(laws[0], 1, 0, &arena);
	gamut_power_suite_laws(laws[1], 1, 0.06, &arena);
	base = draw_both(&rng);
	noise = gamut_power_noise_of(&base, GAMUT_COMPARE_VALIDITY, 0);
	compared = compare(narrow);
	of = &compared.of[GAMUT_COMPARE_VALIDITY];
	ck_assert(of->holm <= 0.05 && of->mean.difference < 0);
	ck_assert_int_eq(of->verdict, GAMUT_GATE_REGRESSION);
	ck_assert(!gamut_power_may_pass(&noise, 0.02, 0.05));
	compared = compare(wide);
	of = &compared.of[GAMUT_COMPARE_VALIDITY];
	ck_assert(of->holm <= 0.05 && of->mean.difference < 0);
	ck_assert_int_eq(of->verdict, GAMUT_GATE_PASS);
	ck_assert(gamut_power_may_pass(&noise, 0.2, 0.05));
	ck_assert(!gamut_power_may_pass(&noise, 3.8 * noise.se, 0.05));
	ck_assert(gamut_power_may_pass(&noise, 3.9 * noise.se, 0.05));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("power_simulated");
	TCase *tc = tcase_create("power_simulated");

	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_loop_test(tc, promises_are_kept, 0,
	                    (int)GAMUT_ARRAY_LEN(changes));
	tcase_add_test(tc, unchanged_models_pass_as_promised);
	tcase_add_test(tc, a_wide_margin_lets_found_drops_pass);
	suite_add_tcase(suite, tc);
	return suite;
}
