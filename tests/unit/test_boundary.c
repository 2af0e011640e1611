/* Bounds for looking more than once: published ones, and what they promise. */
#include "tests/support/unit.h"

#include <math.h>
#include <signal.h>

#include "base/rng.h"
#include "runner/measure/compare/boundary.h"
#include "runner/measure/estimate/normal.h"

static const double quarters[] = { 0.25, 0.5, 0.75, 1 };

/*
 * C of O'Brien and Fleming for K equal shares: Jennison and Turnbull (2000),
 * Group Sequential Methods, table 2.3, whose two-sided 0.05 and 0.1 are 0.025
 * and 0.05 on one side.
 */
static const struct published {
	size_t count;
	double level;
	double constant;
} published[] = {
	{ 1, 0.025, 1.960 }, { 2, 0.025, 1.977 }, { 3, 0.025, 2.004 },
	{ 4, 0.025, 2.024 }, { 5, 0.025, 2.040 }, { 8, 0.025, 2.072 },
	{ 1, 0.05, 1.645 },  { 2, 0.05, 1.678 },  { 3, 0.05, 1.710 },
	{ 4, 0.05, 1.733 },  { 5, 0.05, 1.751 },  { 8, 0.05, 1.786 },
};

START_TEST(bounds_are_as_published)
{
	const struct published *one = &published[_i];
	double shares[8] = { 0 };
	double bounds[8] = { 0 };

	for (size_t i = 0; i < one->count; i++)
		shares[i] = (double)(i + 1) / (double)one->count;
	gamut_boundary_obrien_fleming(bounds, shares, one->count, one->level);
	for (size_t i = 0; i < one->count; i++)
		ck_assert_double_eq_tol(bounds[i] * sqrt(shares[i]),
		                        one->constant, 0.0006);
}
END_TEST

START_TEST(quarters_are_as_everybody_has_them)
{
	static const double want[] = { 3.466, 2.451, 2.001, 1.733 };
	double bounds[4];

	gamut_boundary_obrien_fleming(bounds, quarters, 4, 0.05);
	for (size_t i = 0; i < 4; i++)
		ck_assert_double_eq_tol(bounds[i], want[i], 0.001);
}
END_TEST

/* One more look costs something, but less than where it is far from others. */
START_TEST(looks_that_say_little_cost_little)
{
	static const double close[] = { 0.25, 0.5, 0.6, 0.75, 1 };
	double bounds[5];
	double fewer[4];

	gamut_boundary_obrien_fleming(bounds, close, 5, 0.05);
	gamut_boundary_obrien_fleming(fewer, quarters, 4, 0.05);
	ck_assert_double_gt(bounds[4], fewer[3] + 0.001);
	ck_assert_double_lt(bounds[4], 1.751);
}
END_TEST

/* A standard normal, by Box and Muller. */
static double normal(struct gamut_rng *rng)
{
	double u = gamut_rng_unit(rng);
	double v = gamut_rng_unit(rng);

	return sqrt(-2 * log1p(-u)) * cos(2 * 3.14159265358979323846 * v);
}

/* Where nothing is worse, one run in twenty is stopped, not one in eight. */
START_TEST(the_level_is_held)
{
	struct gamut_rng rng = { .state = 20261123 };
	const int runs = 100000;
	double fixed = gamut_normal_quantile(0.95);
	double bounds[4];
	int stopped = 0;
	int naive = 0;

	gamut_boundary_obrien_fleming(bounds, quarters, 4, 0.05);
	for (int i = 0; i < runs; i++) {
		bool is_stopped = false;
		bool is_naive = false;
		double sum = 0;

		for (int look = 0; look < 4; look++) {
			double z;

			sum += normal(&rng);
			z = sum / sqrt(look + 1.0);
			is_stopped |= z > bounds[look];
			is_naive |= z > fixed;
		}
		stopped += is_stopped;
		naive += is_naive;
	}
	ck_assert_double_eq_tol((double)stopped / runs, 0.05, 0.002);
	ck_assert_double_gt((double)naive / runs, 0.11);
}
END_TEST

START_TEST(too_many_looks_are_a_bug)
{
	double shares[GAMUT_BOUNDARY_LOOKS_MAX + 1];
	double bounds[GAMUT_BOUNDARY_LOOKS_MAX + 1];
	double count = GAMUT_BOUNDARY_LOOKS_MAX + 1;

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(shares); i++)
		shares[i] = ((double)i + 1) / count;
	gamut_boundary_obrien_fleming(bounds, shares, GAMUT_ARRAY_LEN(shares),
	                              0.025);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("boundary");
	TCase *tc = tcase_create("boundary");

	tcase_add_loop_test(tc, bounds_are_as_published, 0,
	                    (int)GAMUT_ARRAY_LEN(published));
	tcase_add_test(tc, quarters_are_as_everybody_has_them);
	tcase_add_test(tc, looks_that_say_little_cost_little);
	tcase_add_test(tc, the_level_is_held);
	tcase_add_test_raise_signal(tc, too_many_looks_are_a_bug, SIGABRT);
	suite_add_tcase(suite, tc);
	return suite;
}
