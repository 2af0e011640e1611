#include "tests/support/unit.h"

#include <math.h>

#include "runner/measure/estimate/metrics.h"
#include "runner/measure/estimate/multiple.h"
#include "tests/support/expected.h"

#define MAX_TESTS 132

static size_t numbers(double *of, const cJSON *row, const char *key)
{
	const cJSON *item;
	size_t count = 0;

	cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(row, key))
	{
		ck_assert_uint_lt(count, MAX_TESTS);
		of[count++] = item->valuedouble;
	}
	return count;
}

static void compare(const char *what, const double *have, const cJSON *row,
                    size_t count)
{
	double want[MAX_TESTS];

	ck_assert_uint_eq(numbers(want, row, what), count);
	for (size_t i = 0; i < count; i++)
		ck_assert_msg(fabs(have[i] - want[i]) <= 1e-9 * want[i],
		              "%s %zu: %.17g, not %.17g", what, i, have[i],
		              want[i]);
}

START_TEST(adjusted_as_by_statsmodels)
{
	struct gamut_expected expected;

	gamut_expected_read(&expected, "multiple.jsonl");
	ck_assert_uint_gt(expected.count, 5);
	for (size_t i = 0; i < expected.count; i++) {
		double p[MAX_TESTS];
		double adjusted[MAX_TESTS];
		size_t count = numbers(p, expected.rows[i], "p");

		gamut_multiple_holm(adjusted, p, count);
		compare("holm", adjusted, expected.rows[i], count);
		gamut_multiple_benjamini_hochberg(adjusted, p, count);
		compare("benjamini_hochberg", adjusted, expected.rows[i],
		        count);
		gamut_multiple_holm(p, p, count);
		compare("holm", p, expected.rows[i], count);
	}
	gamut_expected_release(&expected);
}
END_TEST

/* What was not tested makes the others no weaker. */
START_TEST(undefined_does_not_count)
{
	const double p[] = { 0.03, GAMUT_UNDEFINED, 0.01, GAMUT_UNDEFINED };
	double adjusted[4];

	gamut_multiple_holm(adjusted, p, 4);
	ck_assert(fabs(adjusted[0] - 0.03) < 1e-15);
	ck_assert(fabs(adjusted[2] - 0.02) < 1e-15);
	ck_assert(isnan(adjusted[1]) && isnan(adjusted[3]));
	gamut_multiple_benjamini_hochberg(adjusted, p, 4);
	ck_assert(fabs(adjusted[0] - 0.03) < 1e-15);
	ck_assert(fabs(adjusted[2] - 0.02) < 1e-15);
	ck_assert(isnan(adjusted[1]) && isnan(adjusted[3]));
	gamut_multiple_holm(adjusted, p + 1, 1);
	ck_assert(isnan(adjusted[0]));
	gamut_multiple_holm(NULL, NULL, 0);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("multiple");
	TCase *tc = tcase_create("multiple");

	tcase_add_test(tc, adjusted_as_by_statsmodels);
	tcase_add_test(tc, undefined_does_not_count);
	suite_add_tcase(suite, tc);
	return suite;
}
