/* Distances from a target, and how far chance alone takes a sample from it. */
#include "tests/support/unit.h"

#include <math.h>
#include <string.h>

#include "base/rng.h"
#include "runner/measure/estimate/metrics.h"
#include "runner/measure/estimate/target.h"
#include "tests/support/expected.h"

#define FORMS_MAX 40

/* A sample with room for what it points to. */
struct made {
	struct gamut_target_sample sample;
	uint64_t counts[FORMS_MAX];
	double weights[FORMS_MAX];
};

static void make(struct made *made, const cJSON *row)
{
	const cJSON *counts = cJSON_GetObjectItemCaseSensitive(row, "counts");
	const cJSON *weights = cJSON_GetObjectItemCaseSensitive(row, "weights");
	int count = cJSON_GetArraySize(counts);

	ck_assert_int_eq(count, cJSON_GetArraySize(weights));
	ck_assert_int_le(count, FORMS_MAX);
	for (int i = 0; i < count; i++) {
		made->counts[i] =
			(uint64_t)cJSON_GetArrayItem(counts, i)->valuedouble;
		made->weights[i] = cJSON_GetArrayItem(weights, i)->valuedouble;
	}
	made->sample = (struct gamut_target_sample){
		.counts = made->counts,
		.weights = made->weights,
		.count = (size_t)count,
		.outside = gamut_expected_uint(row, "outside"),
	};
}

static void compare(const cJSON *want, const char *key, double have,
                    double error)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(want, key);

	if (cJSON_IsNull(value))
		ck_assert_msg(isnan(have), "%s: %.17g", key, have);
	else
		ck_assert_msg(fabs(have - value->valuedouble) <= error,
		              "%s: %.17g, not %.17g", key, have,
		              value->valuedouble);
}

/* By other formulas, and by another's program: make_target.py. */
START_TEST(distances_and_nulls_are_as_expected)
{
	struct gamut_expected expected;

	gamut_expected_read(&expected, "target.jsonl");
	ck_assert_uint_gt(expected.count, 20);
	for (size_t i = 0; i < expected.count; i++) {
		const cJSON *row = expected.rows[i];
		const cJSON *want = cJSON_GetObjectItemCaseSensitive(row,
		                                                     "want");
		const cJSON *method =
			cJSON_GetObjectItemCaseSensitive(want, "method");
		double p = cJSON_GetObjectItemCaseSensitive(want, "p")
		                   ->valuedouble;
		struct gamut_target_distance have;
		const char *name;
		struct made made;
		bool is_drawn;

		make(&made, row);
		have = gamut_target_distance_of(&made.sample);
		name = gamut_null_method_name(have.method);
		compare(want, "total_variation", have.total_variation, 1e-12);
		compare(want, "null_mean", have.null_mean, 1e-12);
		if (cJSON_IsNull(method)) {
			ck_assert_ptr_null(name);
			ck_assert(isnan(have.p) && isnan(have.null_q95));
			continue;
		}
		ck_assert_str_eq(name, method->valuestring);
		is_drawn = have.method == GAMUT_NULL_MONTE_CARLO;
		compare(want, "null_q95", have.null_q95,
		        is_drawn ? 0.0101 : 1e-12);
		compare(want, "p", have.p,
		        is_drawn ? 4 * sqrt(p * fmax(0, 1 - p) / 9999) + 1e-4 :
		                   1e-9 * p);
	}
	gamut_expected_release(&expected);
}
END_TEST

/* De Moivre: of 100 tosses the heads are 3.98 from 50 on average. */
START_TEST(a_coin_is_de_moivres)
{
	static const uint64_t counts[] = { 58, 42 };
	static const double weights[] = { 0.5, 0.5 };
	const struct gamut_target_sample sample = { counts, weights, 2, 0 };
	struct gamut_target_distance have = gamut_target_distance_of(&sample);

	ck_assert_double_eq_tol(have.total_variation, 0.08, 1e-15);
	ck_assert_double_eq_tol(have.null_mean, 0.0795892373871788 / 2, 1e-15);
	ck_assert_uint_eq(have.valid, 100);
}
END_TEST

/* Only proportions count, however large or small weights are. */
START_TEST(weights_are_relative)
{
	static const uint64_t counts[] = { 30, 9, 21 };
	static const double scales[] = { 1, 1e-300, 1e307, 0.1 };
	struct gamut_target_distance first = { 0 };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(scales); i++) {
		const double weights[] = { 3 * scales[i], scales[i],
			                   2 * scales[i] };
		const struct gamut_target_sample sample = { counts, weights, 3,
			                                    0 };
		struct gamut_target_distance have =
			gamut_target_distance_of(&sample);

		if (i == 0)
			first = have;
		ck_assert_double_eq_tol(have.p, first.p, 1e-9);
		ck_assert_double_eq_tol(have.null_mean, first.null_mean, 1e-9);
		ck_assert_double_eq_tol(have.total_variation,
		                        first.total_variation, 1e-9);
	}
	ck_assert_double_eq_tol(first.total_variation, 1 / 60.0, 1e-15);
}
END_TEST

/* A form that all but never comes takes no part, and breaks nothing. */
START_TEST(weights_may_be_far_apart)
{
	static const uint64_t counts[] = { 50, 49, 1, 0 };
	static const double weights[] = { 1, 1, 1e-300, 1e-308 };
	const struct gamut_target_sample sample = { counts, weights, 4, 0 };
	struct gamut_target_distance have = gamut_target_distance_of(&sample);

	ck_assert_double_eq_tol(have.total_variation, 0.01, 1e-12);
	ck_assert_double_eq_tol(have.null_mean, 0.03979461869358936, 1e-12);
	ck_assert(have.p > 0.9 && have.p <= 1);
}
END_TEST

/* The same counts, the same numbers. */
START_TEST(nulls_are_reproducible)
{
	static const uint64_t counts[] = { 22, 10, 19, 13, 17, 19 };
	static const double weights[] = { 1, 1, 1, 1, 1, 1 };
	const struct gamut_target_sample sample = { counts, weights, 6, 0 };
	struct gamut_target_distance have = gamut_target_distance_of(&sample);
	struct gamut_target_distance again = gamut_target_distance_of(&sample);

	ck_assert_int_eq(have.method, GAMUT_NULL_MONTE_CARLO);
	ck_assert_double_eq(have.p, again.p);
	ck_assert_double_eq(have.null_q95, again.null_q95);
}
END_TEST

static void draw(struct made *made, uint64_t draws, struct gamut_rng *rng)
{
	double sum = 0;

	for (size_t i = 0; i < made->sample.count; i++) {
		sum += made->weights[i];
		made->counts[i] = 0;
	}
	for (uint64_t k = 0; k < draws; k++) {
		double left = gamut_rng_unit(rng) * sum;
		size_t i = 0;

		while (i + 1 < made->sample.count && left >= made->weights[i])
			left -= made->weights[i++];
		made->counts[i]++;
	}
}

/* A target of `forms`; a quarter of them five times as likely. */
static void aim(struct made *made, size_t forms)
{
	*made = (struct made){ .sample = { .count = forms } };
	made->sample.counts = made->counts;
	made->sample.weights = made->weights;
	for (size_t i = 0; i < forms; i++)
		made->weights[i] = i % 4 == 0 ? 5 : 1;
}

/* Exact, form by form, draw by draw. */
static const struct gauge {
	size_t forms;
	uint64_t draws;
	int runs;
} gauges[] = {
	{ 2, 100, 600 },
	{ 3, 60, 60 },
	{ 6, 100, 80 },
	{ 40, 40, 40 },
};

/*
 * Of a perfect sampler p is as good as uniform, so it is below any level as
 * often as that says; never more often, for what is a tie counts. And its mean
 * is what is said of it.
 */
START_TEST(perfect_samplers_are_not_found_fault_with)
{
	const struct gauge *gauge = &gauges[_i];
	static const double levels[] = { 0.05, 0.2, 0.5 };
	struct gamut_rng rng = { .state = 31 + (uint64_t)_i };
	int below[GAMUT_ARRAY_LEN(levels)] = { 0 };
	int beyond = 0;
	double sum = 0;
	double squares = 0;
	double mean;
	double runs = gauge->runs;
	struct gamut_target_distance have = { 0 };
	struct made made;

	aim(&made, gauge->forms);
	for (int run = 0; run < gauge->runs; run++) {
		draw(&made, gauge->draws, &rng);
		have = gamut_target_distance_of(&made.sample);
		sum += have.total_variation;
		squares += have.total_variation * have.total_variation;
		beyond += have.total_variation > have.null_q95 + 1e-9;
		for (size_t i = 0; i < GAMUT_ARRAY_LEN(levels); i++)
			below[i] += have.p <= levels[i];
	}
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(levels); i++) {
		double p = levels[i];
		double error = sqrt(p * (1 - p) / runs);

		ck_assert_msg(below[i] / runs <= p + 3.5 * error &&
		                      below[i] / runs >= p / 2 - 3.5 * error,
		              "%zu forms: %d of %g at %g", gauge->forms,
		              below[i], runs, p);
	}
	ck_assert_msg(beyond / runs <= 0.05 + 3.5 * sqrt(0.05 * 0.95 / runs),
	              "%d of %g are beyond", beyond, runs);
	mean = sum / runs;
	ck_assert_double_eq_tol(
		mean, have.null_mean,
		4 * sqrt((squares / runs - mean * mean) / runs));
}
END_TEST

/* One that is off is found out. */
START_TEST(loaded_dice_are_found)
{
	struct gamut_rng rng = { .state = 41 };
	struct made made;
	int found = 0;

	aim(&made, 6);
	for (int run = 0; run < 30; run++) {
		draw(&made, 100, &rng);
		for (size_t i = 0; i < 6; i++)
			made.weights[i] = 1;
		found += gamut_target_distance_of(&made.sample).p <= 0.05;
		aim(&made, 6);
	}
	ck_assert_int_ge(found, 28);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("target");
	TCase *tcase = tcase_create("target");

	tcase_add_test(tcase, distances_and_nulls_are_as_expected);
	tcase_add_test(tcase, a_coin_is_de_moivres);
	tcase_add_test(tcase, weights_are_relative);
	tcase_add_test(tcase, weights_may_be_far_apart);
	tcase_add_test(tcase, nulls_are_reproducible);
	tcase_add_loop_test(tcase, perfect_samplers_are_not_found_fault_with, 0,
	                    GAMUT_ARRAY_LEN(gauges));
	tcase_add_test(tcase, loaded_dice_are_found);
	suite_add_tcase(suite, tcase);
	return suite;
}
