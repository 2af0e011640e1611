#include "tests/support/unit.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "runner/measure/estimate/normal.h"
#include "runner/measure/estimate/stratified.h"
#include "tests/support/expected.h"

#define MAX_STRATA 66
#define MAX_PAIRS 32
#define MAX_ANSWERS 300

/* --------------------------------------------- against what others have */

static const cJSON *member(const cJSON *row, const char *key)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(row, key);

	ck_assert_msg(item, "no member %s", key);
	return item;
}

static double at(const cJSON *array, int i)
{
	const cJSON *item = cJSON_GetArrayItem(array, i);

	ck_assert(cJSON_IsNumber(item));
	return item->valuedouble;
}

static size_t read_strata(struct gamut_stratum *strata, const cJSON *row)
{
	const cJSON *list = member(row, "strata");
	size_t count = (size_t)cJSON_GetArraySize(list);

	ck_assert_uint_le(count, MAX_STRATA);
	for (size_t i = 0; i < count; i++) {
		const cJSON *of = cJSON_GetArrayItem(list, (int)i);

		strata[i].first.part = (uint64_t)at(of, 0);
		strata[i].first.whole = (uint64_t)at(of, 1);
		strata[i].second.part = (uint64_t)at(of, 2);
		strata[i].second.whole = (uint64_t)at(of, 3);
	}
	return count;
}

static void compare_shares(const cJSON *row)
{
	struct gamut_stratum strata[MAX_STRATA];
	size_t count = read_strata(strata, row);
	double z = gamut_stratified_shares(strata, count);
	const cJSON *want = member(row, "want");

	gamut_expected_double("z", z, member(want, "z")->valuedouble);
	gamut_expected_double("p", 2 * gamut_normal_tail(fabs(z)),
	                      member(want, "p")->valuedouble);
}

static void compare_interval(const cJSON *row)
{
	struct gamut_stratum strata[MAX_STRATA];
	size_t count = read_strata(strata, row);
	struct gamut_interval have = gamut_stratified_interval(
		strata, count, member(row, "z")->valuedouble);

	gamut_expected_double("low", have.low, at(member(row, "want"), 0));
	gamut_expected_double("high", have.high, at(member(row, "want"), 1));
}

static const uint64_t *numbers(const cJSON *row, const char *key, size_t *count,
                               struct gamut_arena *arena)
{
	const cJSON *list = member(row, key);
	uint64_t *of;

	*count = (size_t)cJSON_GetArraySize(list);
	of = gamut_arena_new(arena, uint64_t, *count);
	for (size_t i = 0; i < *count; i++)
		of[i] = (uint64_t)at(list, (int)i);
	return of;
}

static struct gamut_pair read_pair(const cJSON *row, struct gamut_arena *arena)
{
	struct gamut_pair pair = {
		.invalid = gamut_expected_uint(row, "invalid"),
		.base_invalid = gamut_expected_uint(row, "base_invalid"),
	};
	size_t base_count;

	pair.counts = numbers(row, "counts", &pair.count, arena);
	pair.base_counts = numbers(row, "base_counts", &base_count, arena);
	ck_assert_uint_eq(pair.count, base_count);
	return pair;
}

static void compare_moments(const cJSON *row, const struct gamut_pair *pair)
{
	struct gamut_moments have = gamut_stratified_moments(pair);
	double mean = member(row, "mean")->valuedouble;
	double variance = member(row, "variance")->valuedouble;

	gamut_expected_double("mean", have.mean, mean);
	ck_assert_msg(fabs(have.variance - variance) <= 1e-9 * variance,
	              "variance: %.17g, not %.17g", have.variance, variance);
}

static bool is_kind(const cJSON *row, const char *kind)
{
	return strcmp(member(row, "kind")->valuestring, kind) == 0;
}

START_TEST(shares_and_intervals_as_by_statsmodels)
{
	struct gamut_expected expected;
	int compared = 0;

	gamut_expected_read(&expected, "stratified.jsonl");
	for (size_t i = 0; i < expected.count; i++) {
		const cJSON *row = expected.rows[i];

		compared += !is_kind(row, "moments");
		if (is_kind(row, "shares"))
			compare_shares(row);
		if (is_kind(row, "interval"))
			compare_interval(row);
	}
	ck_assert_int_eq(compared, 8 + 16);
	gamut_expected_release(&expected);
}
END_TEST

START_TEST(moments_as_by_counting_all_ways)
{
	struct gamut_arena arena = { 0 };
	struct gamut_pair pairs[MAX_PAIRS];
	struct gamut_expected expected;
	size_t count = 0;

	gamut_expected_read(&expected, "stratified.jsonl");
	for (size_t i = 0; i < expected.count; i++) {
		const cJSON *row = expected.rows[i];

		if (!is_kind(row, "moments"))
			continue;
		ck_assert_uint_lt(count, MAX_PAIRS);
		pairs[count] = read_pair(row, &arena);
		compare_moments(row, &pairs[count]);
		count++;
		if (cJSON_IsNumber(member(row, "z_so_far")))
			gamut_expected_double(
				"z", gamut_stratified_yields(pairs, count),
				member(row, "z_so_far")->valuedouble);
	}
	ck_assert_uint_eq(count, 19);
	gamut_expected_release(&expected);
	gamut_arena_clear(&arena);
}
END_TEST

/* ------------------------------------------------------------------ edges */

START_TEST(what_one_side_lacks_says_nothing)
{
	const struct gamut_stratum one = { { 18, 20 }, { 12, 20 } };
	const struct gamut_stratum strata[] = { { { 5, 5 }, { 0, 0 } }, one };
	const uint64_t some[] = { 3, 1 };
	const uint64_t none[] = { 0, 0 };
	const struct gamut_pair pairs[] = {
		{ some, none, 2, 0, 0 },
		{ some, none, 2, 0, 4 },
	};

	ck_assert(gamut_stratified_shares(strata, 2) ==
	          gamut_stratified_shares(&one, 1));
	ck_assert(isnan(gamut_stratified_shares(strata, 1)));
	ck_assert(isnan(gamut_stratified_shares(strata, 0)));
	ck_assert(isnan(gamut_stratified_interval(strata, 2, 1.96).low));
	ck_assert(isnan(gamut_stratified_interval(strata, 0, 1.96).high));
	ck_assert(isnan(gamut_stratified_moments(&pairs[0]).variance));
	ck_assert(isnan(gamut_stratified_yields(pairs, 1)));
	ck_assert(gamut_stratified_yields(pairs, 2) ==
	          gamut_stratified_yields(&pairs[1], 1));
}
END_TEST

/* Where nothing could have come out otherwise, nothing is unusual. */
START_TEST(no_variance_is_no_difference)
{
	const struct gamut_stratum all = { { 7, 7 }, { 9, 9 } };
	const uint64_t first[] = { 1, 1, 1, 0, 0, 0, 0 };
	const uint64_t second[] = { 0, 0, 0, 1, 1, 1, 1 };
	const uint64_t none[] = { 0 };
	const struct gamut_pair different = { first, second, 7, 0, 0 };
	const struct gamut_pair invalid = { none, none, 1, 9, 9 };

	ck_assert(gamut_stratified_shares(&all, 1) == 0);
	ck_assert(gamut_stratified_moments(&different).variance == 0);
	gamut_expected_double("mean", gamut_stratified_moments(&different).mean,
	                      -1);
	ck_assert(gamut_stratified_yields(&different, 1) == 0);
	ck_assert(gamut_stratified_yields(&invalid, 1) == 0);
}
END_TEST

/* n of thousands: nothing overflows, and more of the same is no other thing. */
START_TEST(moments_hold_for_thousands_of_draws)
{
	uint64_t counts[MAX_ANSWERS];
	uint64_t base[MAX_ANSWERS];
	struct gamut_pair pair = { counts, base, MAX_ANSWERS, 5000, 5000 };
	struct gamut_moments moments;
	double sum = 0;

	for (size_t i = 0; i < MAX_ANSWERS; i++) {
		counts[i] = i;
		base[i] = MAX_ANSWERS - i;
	}
	/* All came 300 times; draws are not quite as many on both sides. */
	moments = gamut_stratified_moments(&pair);
	ck_assert(moments.variance >= 0 && moments.variance < 1e-80);
	for (size_t i = 0; i < MAX_ANSWERS; i++) {
		counts[i] = i % 7;
		base[i] = (i + 3) % 7;
		sum += counts[i] + base[i] > 0 ?
		               2 * pow(0.5, (double)(counts[i] + base[i])) :
		               0;
	}
	moments = gamut_stratified_moments(&pair);
	/* So many draws are as good as independent, and answers, too. */
	ck_assert_msg(fabs(moments.variance / sum - 1) < 0.05, "%g, %g",
	              moments.variance, sum);
}
END_TEST

START_TEST(work_is_bounded)
{
	struct gamut_arena arena = { 0 };
	const size_t count = 20000;
	uint64_t *counts = gamut_arena_new(&arena, uint64_t, count);
	uint64_t *base = gamut_arena_new(&arena, uint64_t, count);
	struct gamut_pair pair = { counts, base, count, 0, 0 };

	/* A tiny base misses nearly all, so that all counts matter. */
	for (size_t i = 0; i < count; i++)
		counts[i] = i + 1;
	base[0] = 1;
	ck_assert(isnan(gamut_stratified_moments(&pair).variance));
	/* With as many draws on both sides only the rare ones do. */
	memcpy(base, counts, count * sizeof(*base));
	ck_assert(gamut_stratified_moments(&pair).variance > 0);
	gamut_arena_clear(&arena);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("stratified");
	TCase *tc = tcase_create("stratified");

	tcase_add_test(tc, shares_and_intervals_as_by_statsmodels);
	tcase_add_test(tc, moments_as_by_counting_all_ways);
	tcase_add_test(tc, what_one_side_lacks_says_nothing);
	tcase_add_test(tc, no_variance_is_no_difference);
	tcase_add_test(tc, moments_hold_for_thousands_of_draws);
	tcase_add_test(tc, work_is_bounded);
	suite_add_tcase(suite, tc);
	return suite;
}
