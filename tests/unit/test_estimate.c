#include "tests/support/unit.h"

#include <math.h>
#include <string.h>

#include "runner/measure/estimate/estimates.h"
#include "runner/measure/estimate/math.h"
#include "runner/measure/estimate/metrics.h"
#include "runner/measure/estimate/permutation.h"
#include "runner/measure/estimate/share.h"
#include "runner/measure/estimate/yield.h"
#include "tasks/task.h"
#include "tests/support/expected.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
}

/* ------------------------------------------ against other implementations */

static const uint64_t *numbers(const cJSON *row, const char *key, size_t *count)
{
	const cJSON *array = cJSON_GetObjectItemCaseSensitive(row, key);
	uint64_t *items = gamut_arena_new(&arena, uint64_t,
	                                  (size_t)cJSON_GetArraySize(array));
	const cJSON *item;

	*count = 0;
	cJSON_ArrayForEach(item, array)
		items[(*count)++] = (uint64_t)item->valuedouble;
	return items;
}

static struct gamut_estimate_input input_of(const cJSON *row)
{
	const cJSON *space = cJSON_GetObjectItemCaseSensitive(row, "space");
	struct gamut_estimate_input input = {
		.invalid = gamut_expected_uint(row, "invalid"),
		.space = cJSON_IsNumber(space) ? (uint64_t)space->valuedouble :
		                                 GAMUT_UNBOUNDED,
	};
	size_t count;

	input.counts = numbers(row, "counts", &input.count);
	input.at = numbers(row, "at", &input.at_count);
	if (cJSON_GetObjectItemCaseSensitive(row, "base_counts")) {
		input.base_counts = numbers(row, "base_counts", &count);
		ck_assert_uint_eq(count, input.count);
		input.base_invalid = gamut_expected_uint(row, "base_invalid");
	}
	return input;
}

/* `have` is `want`, to a billionth of it; null is undefined. */
static void compare(const char *name, double have, const cJSON *want)
{
	ck_assert_msg(want, "no expected %s", name);
	if (cJSON_IsNull(want)) {
		ck_assert_msg(isnan(have), "%s: %.17g is not undefined", name,
		              have);
		return;
	}
	ck_assert(cJSON_IsNumber(want));
	ck_assert_msg(fabs(have - want->valuedouble) <=
	                      1e-9 * fabs(want->valuedouble),
	              "%s: %.17g, not %.17g", name, have, want->valuedouble);
}

static void compare_interval(const char *name,
                             const struct gamut_interval *have,
                             const cJSON *want)
{
	compare(name, have->low,
	        cJSON_IsArray(want) ? cJSON_GetArrayItem(want, 0) : want);
	compare(name, have->high,
	        cJSON_IsArray(want) ? cJSON_GetArrayItem(want, 1) : want);
}

static void compare_curve(const char *name, const double *have,
                          const struct gamut_estimate_input *input,
                          const cJSON *want)
{
	for (size_t i = 0; i < input->at_count; i++) {
		struct gamut_str key = gamut_arena_strf(
			&arena, "%llu", (unsigned long long)input->at[i]);

		compare(name, have[i],
		        cJSON_GetObjectItemCaseSensitive(want, key.ptr));
	}
}

static void compare_band(const char *name, const struct gamut_interval *have,
                         const struct gamut_estimate_input *input,
                         const cJSON *want)
{
	for (size_t i = 0; i < input->at_count; i++) {
		struct gamut_str key = gamut_arena_strf(
			&arena, "%llu", (unsigned long long)input->at[i]);

		compare_interval(
			name, &have[i],
			cJSON_GetObjectItemCaseSensitive(want, key.ptr));
	}
}

static const cJSON *wanted(const cJSON *row, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(
		cJSON_GetObjectItemCaseSensitive(row, "want"), name);
}

/* What was simulated is as near as so many replicates can be. */
static void compare_null(const cJSON *row, const struct gamut_estimates *have)
{
	const cJSON *p = wanted(row, "distance_to_uniform_p");
	const cJSON *method = wanted(row, "distance_to_uniform_p_method");
	double error;

	ck_assert_msg(p && method, "nothing is expected of the null");
	if (cJSON_IsNull(method))
		ck_assert_ptr_null(have->distance_to_uniform_p_method);
	else
		ck_assert_str_eq(have->distance_to_uniform_p_method,
		                 method->valuestring);
	if (cJSON_IsNull(method) || strcmp(method->valuestring, "exact") == 0) {
		compare("null", have->distance_to_uniform_p, p);
		return;
	}
	error = sqrt(p->valuedouble * (1 - p->valuedouble) / 9999);
	ck_assert_msg(fabs(have->distance_to_uniform_p - p->valuedouble) <=
	                      4 * error + 1e-4,
	              "%g, not %g", have->distance_to_uniform_p,
	              p->valuedouble);
	ck_assert(have->distance_to_uniform_p >= 1e-4);
}

static void compare_tops(const cJSON *row, const struct gamut_estimates *have)
{
	static const char *const names[] = { "1", "3", "5" };

	for (size_t i = 0; i < GAMUT_ESTIMATES_TOPS; i++)
		compare("top_share", have->top_share[i],
		        cJSON_GetObjectItemCaseSensitive(
				wanted(row, "top_share"), names[i]));
}

#define COMPARE(row, have, member) \
	compare(#member, (double)(have)->member, wanted(row, #member))

static void compare_cell(const cJSON *row)
{
	struct gamut_estimate_input input = input_of(row);
	struct gamut_estimates have = gamut_estimates_of(&input, &arena);

	COMPARE(row, &have, n);
	COMPARE(row, &have, valid);
	COMPARE(row, &have, yield);
	COMPARE(row, &have, validity);
	COMPARE(row, &have, yield_se);
	COMPARE(row, &have, uniqueness);
	COMPARE(row, &have, collision);
	COMPARE(row, &have, collision_se);
	COMPARE(row, &have, entropy);
	COMPARE(row, &have, effective_number);
	COMPARE(row, &have, seen_mass);
	COMPARE(row, &have, chao1);
	COMPARE(row, &have, ceiling);
	COMPARE(row, &have, relative_yield);
	COMPARE(row, &have, distance_to_uniform);
	compare_interval("validity_ci95", &have.validity_ci95,
	                 wanted(row, "validity_ci95"));
	compare_curve("yield_at", have.yield_at, &input,
	              wanted(row, "yield_at"));
	compare_curve("yield_at_se", have.yield_at_se, &input,
	              wanted(row, "yield_at_se"));
	compare_interval("yield_ci95", &have.yield_ci95,
	                 wanted(row, "yield_ci95"));
	COMPARE(row, &have, yield_variance_good_toulmin);
	compare_curve("uniqueness_at", have.uniqueness_at, &input,
	              wanted(row, "uniqueness_at"));
	compare_band("yield_at_ci95", have.yield_at_ci95, &input,
	             wanted(row, "yield_at_ci95"));
	compare_interval("collision_ci95", &have.collision_ci95,
	                 wanted(row, "collision_ci95"));
	COMPARE(row, &have, effective_number_2);
	compare_tops(row, &have);
	compare_null(row, &have);
	ck_assert(isnan(have.validity_fisher_p));
	ck_assert(isnan(have.yield_permutation_p));
}

static void compare_pair(const cJSON *row)
{
	struct gamut_estimate_input input = input_of(row);
	struct gamut_estimates have = gamut_estimates_of(&input, &arena);

	COMPARE(row, &have, validity_fisher_p);
	COMPARE(row, &have, yield_permutation_p);
	COMPARE(row, &have, yield_permutation_midp);
	compare_interval("validity_newcombe_ci95", &have.validity_newcombe_ci95,
	                 wanted(row, "validity_newcombe_ci95"));
}

START_TEST(cells_are_those_of_scipy_and_vegan)
{
	struct gamut_expected expected;

	gamut_expected_read(&expected, "estimate_cells.jsonl");
	ck_assert_uint_gt(expected.count, 20);
	for (size_t i = 0; i < expected.count; i++)
		compare_cell(expected.rows[i]);
	gamut_expected_release(&expected);
}
END_TEST

START_TEST(pairs_are_those_of_scipy_and_statsmodels)
{
	struct gamut_expected expected;

	gamut_expected_read(&expected, "estimate_pairs.jsonl");
	ck_assert_uint_gt(expected.count, 15);
	for (size_t i = 0; i < expected.count; i++)
		compare_pair(expected.rows[i]);
	gamut_expected_release(&expected);
}
END_TEST

/* --------------------------------------------------------------- by hand */

static struct gamut_spectrum spectrum_of(const uint64_t *counts, size_t count,
                                         uint64_t invalid)
{
	return gamut_spectrum_of(counts, count, invalid, &arena);
}

START_TEST(variances_by_hand)
{
	const uint64_t counts[] = { 5, 2, 2, 1, 1, 1 };
	struct gamut_spectrum spectrum = spectrum_of(counts, 6, 8);
	struct gamut_spectrum none = spectrum_of(counts, 0, 0);

	/* f1 = 3, f2 = 2, f5 = 1, n = 20 */
	gamut_expected_double("good-toulmin",
	                      gamut_yield_variance_good_toulmin(&spectrum),
	                      3 - 2 + 1 - 9.0 / 20);
	gamut_expected_double("jackknife",
	                      gamut_yield_variance_jackknife(&spectrum),
	                      19.0 / 20 * 3 * (1 - 3.0 / 20));
	gamut_expected_double("guarded",
	                      gamut_yield_variance_guarded(&spectrum),
	                      4 * (1 - 4.0 / 23));
	ck_assert(isnan(gamut_yield_variance_good_toulmin(&none)));
	ck_assert(isnan(gamut_yield_variance_guarded(&none)));
}
END_TEST

/* Half the answers invalid, the same habits: only the first is fooled. */
START_TEST(uniqueness_at_does_not_rise_when_validity_falls)
{
	const uint64_t many[] = { 4, 4, 4, 4 };
	const uint64_t few[] = { 2, 2, 2, 2 };
	struct gamut_spectrum all = spectrum_of(many, 4, 0);
	struct gamut_spectrum half = spectrum_of(few, 4, 8);

	/* C(12, 2) of C(16, 2), and C(6, 2) of C(8, 2) pairs miss an answer. */
	gamut_expected_double("all", gamut_uniqueness_at(&all, 2),
	                      2 * (1 - 66.0 / 120));
	gamut_expected_double("half", gamut_uniqueness_at(&half, 2),
	                      2 * (1 - 15.0 / 28));
	gamut_expected_double("whole", gamut_uniqueness_at(&half, 8), 0.5);
	ck_assert(isnan(gamut_uniqueness_at(&half, 9)));
	ck_assert(isnan(gamut_uniqueness_at(&half, 0)));
}
END_TEST

/* ------------------------------------------------------------ large numbers */

/* The laws at 10^9, by mpmath 1.2.1 with 50 digits. */
START_TEST(logarithms_hold_for_a_billion_draws)
{
	const struct gamut_urn urn = { .marked = 500000,
		                       .rest = 999500000,
		                       .drawn = 1000000 };

	gamut_expected_double("digamma", (double)gamut_math_digamma(1000000000),
	                      20.723265836446411);
	gamut_expected_double("hypergeometric",
	                      (double)gamut_math_log_hypergeometric(&urn, 520),
	                      -4.4406044145395824);
	gamut_expected_double(
		"missed", (double)gamut_math_missed(1000000000, 30000, 40000),
		0.30118156168361726);
}
END_TEST

/* Series and sums, factors and logarithms must meet where they change over. */
START_TEST(formulas_meet_where_they_change)
{
	for (uint64_t x = 2; x < 100; x++) {
		long double step = gamut_math_digamma(x + 1) -
		                   gamut_math_digamma(x);

		ck_assert(fabsl(step - 1 / (long double)x) < 1e-16L);
	}
	for (uint64_t c = 1; c < 100; c++) {
		long double ratio = gamut_math_missed(1000, c + 1, 50) /
		                    gamut_math_missed(1000, c, 50);

		ck_assert(fabsl(ratio - (long double)(950 - c) /
		                                (long double)(1000 - c)) <
		          1e-15L);
	}
}
END_TEST

/* Not nearly: who reads 1e-17 takes it for a chance. */
START_TEST(certainties_are_exact)
{
	for (uint64_t n = 1; n < 1000; n++) {
		struct gamut_share none = { .part = 0, .whole = n };
		struct gamut_share all = { .part = n, .whole = n };
		struct gamut_share half = { .part = n / 2, .whole = n };

		ck_assert(gamut_share_wilson(none).low == 0);
		ck_assert(gamut_share_wilson(all).high == 1);
		ck_assert(gamut_share_fisher(half, half) == 1);
	}
}
END_TEST

/* What rounding has eaten is undefined, not 0 and not what is left of it. */
START_TEST(noise_is_no_variance)
{
	const size_t count = 1000000;
	uint64_t *counts = gamut_arena_new(&arena, uint64_t, count);
	struct gamut_spectrum spectrum;

	for (size_t i = 0; i < count; i++)
		counts[i] = 1;
	spectrum = spectrum_of(counts, count, 1000000000);
	ck_assert(isnan(gamut_yield_at_variance(&spectrum, 1)));
	ck_assert(gamut_yield_at_variance(&spectrum, 1000000) > 0.9);
	spectrum = spectrum_of(counts, count, 0);
	ck_assert(gamut_yield_at_variance(&spectrum, 1000) == 0);
}
END_TEST

/* Too much work has no answer, and soon. */
START_TEST(work_is_bounded)
{
	uint64_t counts[4000];
	struct gamut_spectrum spectrum;
	struct gamut_permutation permutation;
	struct gamut_pair pair = { .counts = counts,
		                   .base_counts = counts,
		                   .count = 4000 };

	for (size_t i = 0; i < 4000; i++)
		counts[i] = i + 1;
	spectrum = spectrum_of(counts, 4000, 0);
	permutation = gamut_permutation_of(&pair);
	ck_assert(isnan(gamut_yield_at_variance(&spectrum, 1000)));
	ck_assert(gamut_yield_at(&spectrum, 1000) < 1000);
	ck_assert(isnan(permutation.p) && isnan(permutation.midp));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("estimate");
	TCase *tc = tcase_create("estimate");

	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_test(tc, cells_are_those_of_scipy_and_vegan);
	tcase_add_test(tc, pairs_are_those_of_scipy_and_statsmodels);
	tcase_add_test(tc, variances_by_hand);
	tcase_add_test(tc, uniqueness_at_does_not_rise_when_validity_falls);
	tcase_add_test(tc, logarithms_hold_for_a_billion_draws);
	tcase_add_test(tc, formulas_meet_where_they_change);
	tcase_add_test(tc, certainties_are_exact);
	tcase_add_test(tc, noise_is_no_variance);
	tcase_add_test(tc, work_is_bounded);
	suite_add_tcase(suite, tc);
	return suite;
}
