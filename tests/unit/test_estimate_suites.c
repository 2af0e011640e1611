#include "tests/support/unit.h"

#include <math.h>
#include <string.h>

#include "runner/measure/estimate/aggregate.h"
#include "runner/measure/estimate/normal.h"
#include "runner/measure/estimate/suite.h"
#include "runner/measure/estimate/yield.h"
#include "tasks/task.h"
#include "tests/support/expected.h"

#define MAX_CELLS 80

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
}

static const cJSON *member(const cJSON *row, const char *key)
{
	return cJSON_GetObjectItemCaseSensitive(row, key);
}

/* `have` is `want`, to a billionth of it; null is undefined. */
static void compare(const char *name, double have, const cJSON *want)
{
	ck_assert_msg(want, "no expected %s", name);
	if (cJSON_IsNull(want))
		ck_assert_msg(isnan(have), "%s: %.17g", name, have);
	else
		ck_assert_msg(fabs(have - want->valuedouble) <=
		                      1e-9 * fabs(want->valuedouble) + 1e-15,
		              "%s: %.17g, not %.17g", name, have,
		              want->valuedouble);
}

static void compare_interval(struct gamut_interval have, const cJSON *want)
{
	compare("low", have.low,
	        cJSON_IsArray(want) ? cJSON_GetArrayItem(want, 0) : want);
	compare("high", have.high,
	        cJSON_IsArray(want) ? cJSON_GetArrayItem(want, 1) : want);
}

static void check_law(const cJSON *row)
{
	bool is_normal = strcmp(member(row, "law")->valuestring, "normal") == 0;
	uint64_t df = is_normal ? 0 : gamut_expected_uint(row, "df");
	const cJSON *at = member(row, "at");

	if (at && is_normal)
		compare("tail", gamut_normal_tail(at->valuedouble),
		        member(row, "tail"));
	else if (at)
		compare("tail", gamut_student_tail(at->valuedouble, df),
		        member(row, "tail"));
	else if (is_normal)
		compare("quantile",
		        gamut_normal_quantile(member(row, "p")->valuedouble),
		        member(row, "quantile"));
	else
		compare("quantile",
		        gamut_student_quantile(member(row, "p")->valuedouble,
		                               df),
		        member(row, "quantile"));
}

START_TEST(laws_are_those_of_scipy)
{
	struct gamut_expected expected;

	gamut_expected_read(&expected, "estimate_laws.jsonl");
	ck_assert_uint_gt(expected.count, 40);
	for (size_t i = 0; i < expected.count; i++)
		check_law(expected.rows[i]);
	gamut_expected_release(&expected);
}
END_TEST

static void check_over_tasks(const cJSON *row)
{
	const cJSON *want = member(row, "want");
	double values[MAX_CELLS + 1] = { GAMUT_UNDEFINED };
	struct gamut_over_tasks have;
	const cJSON *item;
	size_t count = 1; /* what is undefined is passed over */

	cJSON_ArrayForEach(item, member(row, "values"))
		values[count++] = item->valuedouble;
	have = gamut_over_tasks_of(values, count);
	compare("mean", have.mean, member(want, "mean"));
	compare("sd", have.sd, member(want, "sd"));
	compare("se", have.se, member(want, "se"));
	compare("df", (double)have.df, member(want, "df"));
	compare_interval(have.ci95, member(want, "ci95"));
}

static void check_shares(const cJSON *row)
{
	const cJSON *want = member(row, "want");
	struct gamut_suite_share shares[MAX_CELLS];
	struct gamut_suite_mean have;
	const cJSON *item;
	size_t count = 0;

	cJSON_ArrayForEach(item, member(row, "shares")) shares[count++].share =
		(struct gamut_share){
			(uint64_t)cJSON_GetArrayItem(item, 0)->valuedouble,
			(uint64_t)cJSON_GetArrayItem(item, 1)->valuedouble,
		};
	for (size_t i = 0; i < count; i++)
		shares[i].weight = 1 / (double)count;
	have = gamut_suite_shares(shares, count);
	ck_assert_uint_eq(have.cells, count);
	compare("mean", have.mean, member(want, "mean"));
	compare("se", have.se, member(want, "se"));
	compare_interval(have.ci95, member(want, "ci95"));
}

static struct gamut_spectrum spectrum_of(const cJSON *cell)
{
	uint64_t counts[200];
	const cJSON *item;
	size_t count = 0;

	cJSON_ArrayForEach(item, member(cell, "counts"))
		counts[count++] = (uint64_t)item->valuedouble;
	return gamut_spectrum_of(counts, count,
	                         gamut_expected_uint(cell, "invalid"), &arena);
}

static void check_yields(const cJSON *row)
{
	struct gamut_spectrum spectra[MAX_CELLS];
	struct gamut_suite_yield yields[MAX_CELLS];
	double variance;
	struct gamut_suite_mean mean;
	const cJSON *cell;
	size_t count = 0;

	cJSON_ArrayForEach(cell, member(row, "cells"))
	{
		spectra[count] = spectrum_of(cell);
		yields[count] = (struct gamut_suite_yield){
			.spectrum = spectra[count],
			.space = GAMUT_UNBOUNDED,
			.weight = 0.5,
		};
		count++;
	}
	variance = gamut_suite_yield_variance(spectra, count);
	compare("variance", variance, member(member(row, "want"), "variance"));
	mean = gamut_suite_yields(yields, count);
	gamut_expected_double("halves", mean.se * mean.se, variance / 4);
}

START_TEST(suites_are_those_of_scipy_and_statsmodels)
{
	struct gamut_expected expected;

	gamut_expected_read(&expected, "estimate_suites.jsonl");
	ck_assert_uint_gt(expected.count, 10);
	for (size_t i = 0; i < expected.count; i++) {
		const cJSON *row = expected.rows[i];
		const char *kind = member(row, "kind")->valuestring;

		if (strcmp(kind, "over_tasks") == 0)
			check_over_tasks(row);
		else if (strcmp(kind, "shares") == 0)
			check_shares(row);
		else
			check_yields(row);
	}
	gamut_expected_release(&expected);
}
END_TEST

/* Of one cell, a suite's interval is the cell's. */
START_TEST(a_suite_of_one_cell_is_the_cell)
{
	const uint64_t counts[] = { 5, 2, 1, 1 };

	for (uint64_t part = 0; part <= 40; part++) {
		const struct gamut_suite_share share = { { part, 40 }, 1 };
		struct gamut_interval want = gamut_share_wilson(share.share);
		struct gamut_interval have = gamut_suite_shares(&share, 1).ci95;

		ck_assert(fabs(have.low - want.low) < 1e-14);
		ck_assert(fabs(have.high - want.high) < 1e-14);
	}
	for (uint64_t space = 4; space < 12; space++) {
		const struct gamut_suite_yield yield = {
			gamut_spectrum_of(counts, 4, 1, &arena), space, 1
		};
		struct gamut_interval want =
			gamut_yield_interval(&yield.spectrum, space);
		struct gamut_interval have = gamut_suite_yields(&yield, 1).ci95;

		ck_assert(have.low == want.low && have.high == want.high);
		ck_assert(have.high <= (double)space);
	}
}
END_TEST

/* The larger weight has the larger part in the mean, and in its error. */
START_TEST(weights_weigh)
{
	const struct gamut_suite_share shares[] = {
		{ { 10, 10 }, 0.75 },
		{ { 5, 10 }, 0.25 },
	};
	struct gamut_suite_mean mean = gamut_suite_shares(shares, 2);

	gamut_expected_double("mean", mean.mean, 0.875);
	gamut_expected_double("se", mean.se, 0.25 * sqrt(0.25 / 10));
}
END_TEST

START_TEST(nothing_has_no_mean)
{
	struct gamut_spectrum none = gamut_spectrum_of(NULL, 0, 0, &arena);

	ck_assert(isnan(gamut_suite_shares(NULL, 0).ci95.low));
	ck_assert(isnan(gamut_suite_yields(NULL, 0).mean));
	ck_assert(isnan(gamut_suite_yield_variance(NULL, 0)));
	ck_assert(isnan(gamut_suite_yield_variance(&none, 1)));
	ck_assert(isnan(gamut_over_tasks_of(NULL, 0).mean));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("estimate_suites");
	TCase *tc = tcase_create("estimate_suites");

	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_test(tc, laws_are_those_of_scipy);
	tcase_add_test(tc, suites_are_those_of_scipy_and_statsmodels);
	tcase_add_test(tc, a_suite_of_one_cell_is_the_cell);
	tcase_add_test(tc, weights_weigh);
	tcase_add_test(tc, nothing_has_no_mean);
	suite_add_tcase(suite, tc);
	return suite;
}
