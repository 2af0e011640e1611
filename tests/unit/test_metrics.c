#include "tests/support/unit.h"

#include <math.h>

#include "runner/measure/estimate/aggregate.h"
#include "tests/support/expected.h"

static void fill(struct gamut_tally *tally, const cJSON *row)
{
	const cJSON *count;

	*tally = (struct gamut_tally){
		.n = gamut_expected_uint(row, "n"),
		.canonical_yield = gamut_expected_uint(row, "forms"),
		.space = gamut_expected_uint(row, "space"),
		.strings = gamut_expected_uint(row, "strings"),
	};
	cJSON_ArrayForEach(count,
	                   cJSON_GetObjectItemCaseSensitive(row, "counts"))
	{
		uint64_t c = (uint64_t)count->valuedouble;

		tally->valid += c;
		tally->yield++;
		tally->distinct++;
		tally->equal_pairs += c * (c - 1) / 2;
	}
}

START_TEST(metrics_are_those_of_python)
{
	struct gamut_expected expected;
	struct gamut_metrics metrics;
	struct gamut_tally tally;

	gamut_expected_read(&expected, "tallies.jsonl");
	ck_assert_uint_gt(expected.count, 20);
	for (size_t i = 0; i < expected.count; i++) {
		fill(&tally, expected.rows[i]);
		metrics = gamut_metrics_of(&tally);
		gamut_expected_metrics(cJSON_GetObjectItemCaseSensitive(
					       expected.rows[i], "want"),
		                       &metrics);
	}
	gamut_expected_release(&expected);
}
END_TEST

/* Five completions of a weekday: Mon, Mon, MON, Tue and "Noday". */
START_TEST(metrics_by_hand)
{
	struct gamut_tally tally = {
		.n = 5,
		.valid = 4,
		.yield = 3,
		.canonical_yield = 2,
		.distinct = 4,
		.equal_pairs = 1,
		.space = 7,
		.strings = 21,
	};
	struct gamut_metrics metrics = gamut_metrics_of(&tally);
	double missed = pow(6.0 / 7, 5);

	gamut_expected_double("validity", metrics.of[GAMUT_METRIC_VALIDITY],
	                      0.8);
	gamut_expected_double("uniqueness", metrics.of[GAMUT_METRIC_UNIQUENESS],
	                      0.75);
	gamut_expected_double("collision", metrics.of[GAMUT_METRIC_COLLISION],
	                      1.0 / 6);
	gamut_expected_double("coverage", metrics.of[GAMUT_METRIC_COVERAGE],
	                      3. / 21);
	gamut_expected_double("canonical_uniqueness",
	                      metrics.of[GAMUT_METRIC_CANONICAL_UNIQUENESS],
	                      0.5);
	gamut_expected_double("canonical_coverage",
	                      metrics.of[GAMUT_METRIC_CANONICAL_COVERAGE],
	                      2.0 / 7);
	gamut_expected_double("ceiling", metrics.of[GAMUT_METRIC_CEILING],
	                      7 * (1 - missed));
	gamut_expected_double("relative_yield",
	                      metrics.of[GAMUT_METRIC_RELATIVE_YIELD],
	                      2 / (7 * (1 - missed)));
}
END_TEST

/* As published to so many digits; 0 stands for an unbounded space. */
static const struct {
	uint64_t space;
	uint64_t n;
	double ceiling;
	double within;
} ceilings[] = {
	{ 7, 100, 7.000, 5e-4 },
	{ 10, 100, 9.9997, 5e-5 },
	{ 21, 100, 20.84, 5e-3 },
	{ 25, 100, 24.58, 5e-3 },
	{ 50, 100, 43.37, 5e-3 },
	{ 100, 100, 63.40, 5e-3 },
	{ 118, 100, 67.62, 5e-3 },
	{ 900, 100, 94.69, 5e-3 },
	{ 10000, 100, 99.51, 5e-3 },
	{ 1000000, 100, 99.995, 5e-4 },
	{ 1, 100, 1, 0 },
	{ 1, 1, 1, 0 },
	{ 1, 0, 0, 0 },
	{ 50, 0, 0, 0 },
	{ 50, 1, 1, 1e-12 },
	{ 0, 100, 100, 0 },
	{ 0, 0, 0, 0 },
	{ UINT64_C(1) << 63, 100, 100, 1e-9 },
};

START_TEST(ceiling_is_as_published)
{
	double ceiling = gamut_metrics_ceiling(ceilings[_i].space,
	                                       ceilings[_i].n);

	ck_assert_msg(fabs(ceiling - ceilings[_i].ceiling) <=
	                      ceilings[_i].within,
	              "%.17g", ceiling);
	ck_assert_msg(!signbit(ceiling), "%g", ceiling);
}
END_TEST

START_TEST(spread_leaves_out_what_is_undefined)
{
	const double values[] = { 1, (double)NAN, 2, 3, (double)NAN, 6 };
	struct gamut_spread spread = gamut_spread_of(values, 6);

	ck_assert_uint_eq(spread.tasks, 4);
	gamut_expected_double("mean", spread.mean, 3);
	gamut_expected_double("sd", spread.sd, sqrt(14.0 / 4));
	gamut_expected_double("se", spread.se, sqrt(14.0) / 4);
	gamut_expected_double("low", spread.low, 3 - 1.96 * sqrt(14.0) / 4);
	gamut_expected_double("high", spread.high, 3 + 1.96 * sqrt(14.0) / 4);
}
END_TEST

START_TEST(spread_of_little)
{
	const double values[] = { 0.25, (double)NAN };
	struct gamut_spread one = gamut_spread_of(values, 1);
	struct gamut_spread none = gamut_spread_of(&values[1], 1);
	struct gamut_spread empty = gamut_spread_of(values, 0);

	ck_assert_uint_eq(one.tasks, 1);
	ck_assert(one.mean == 0.25 && one.sd == 0 && one.se == 0);
	ck_assert(one.low == 0.25 && one.high == 0.25);
	ck_assert_uint_eq(none.tasks, 0);
	ck_assert(isnan(none.mean) && isnan(none.sd) && isnan(none.se));
	ck_assert(isnan(none.low) && isnan(none.high));
	ck_assert(empty.tasks == 0 && isnan(empty.mean));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("metrics");
	TCase *tc = tcase_create("metrics");

	tcase_add_test(tc, metrics_are_those_of_python);
	tcase_add_test(tc, metrics_by_hand);
	tcase_add_loop_test(tc, ceiling_is_as_published, 0,
	                    GAMUT_ARRAY_LEN(ceilings));
	tcase_add_test(tc, spread_leaves_out_what_is_undefined);
	tcase_add_test(tc, spread_of_little);
	suite_add_tcase(suite, tc);
	return suite;
}
