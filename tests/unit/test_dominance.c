#include "tests/support/unit.h"

#include <math.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/rng.h"
#include "runner/measure/compare/attainment.h"
#include "runner/measure/compare/dominance.h"
#include "runner/measure/compare/hypervolume.h"
#include "tests/support/expected.h"

#define MOST 40

static bool dominates(const struct gamut_place *q, const struct gamut_place *p)
{
	return q->x >= p->x && q->y >= p->y && (q->x > p->x || q->y > p->y);
}

static bool is_dominated(const struct gamut_place *places, size_t count,
                         size_t i)
{
	for (size_t k = 0; k < count; k++)
		if (dominates(&places[k], &places[i]))
			return true;
	return false;
}

/* Of few values, so that there are ties of all kinds. */
START_TEST(the_front_is_what_nothing_dominates)
{
	struct gamut_rng rng = { .state = 21 };
	struct gamut_place places[MOST];
	bool is_on_front[MOST];

	for (int run = 0; run < 3000; run++) {
		size_t count = 1 + gamut_rng_below(&rng, MOST);
		uint64_t values = 2 + gamut_rng_below(&rng, 30);

		for (size_t i = 0; i < count; i++)
			places[i] = (struct gamut_place){
				.x = (double)gamut_rng_below(&rng, values) - 1,
				.y = (double)gamut_rng_below(&rng, values) - 1,
			};
		gamut_dominance_front(is_on_front, places, count);
		for (size_t i = 0; i < count; i++)
			ck_assert_int_eq(is_on_front[i],
			                 !is_dominated(places, count, i));
	}
}
END_TEST

START_TEST(equal_points_are_on_the_front_together)
{
	const struct gamut_place places[] = {
		{ 1, 1 }, { 1, 1 }, { 1, 0.5 }, { 0.5, 1 }
	};
	bool is_on_front[4];

	gamut_dominance_front(is_on_front, places, 4);
	ck_assert(is_on_front[0] && is_on_front[1]);
	ck_assert(!is_on_front[2] && !is_on_front[3]);
}
END_TEST

START_TEST(orthants_are_as_computed_elsewhere)
{
	struct gamut_expected expected;

	gamut_expected_read(&expected, "front_orthants.jsonl");
	for (size_t i = 0; i < expected.count; i++) {
		const cJSON *row = expected.rows[i];
		double of[4];
		double p;

		ck_assert(gamut_json_get_double(row, "h", &of[0]));
		ck_assert(gamut_json_get_double(row, "k", &of[1]));
		ck_assert(gamut_json_get_double(row, "rho", &of[2]));
		ck_assert(gamut_json_get_double(row, "p", &of[3]));
		p = gamut_dominance_orthant(of[0], of[1], of[2]);
		ck_assert_msg(fabs(p - of[3]) < 1e-14,
		              "%g, %g, %g: %.17g not %.17g", of[0], of[1],
		              of[2], p, of[3]);
		ck_assert_double_eq(
			p, gamut_dominance_orthant(of[1], of[0], of[2]));
	}
	ck_assert_uint_eq(expected.count, 60);
	gamut_expected_release(&expected);
}
END_TEST

/* Sheppard 1898: at 0, 0 it is 1/4 + asin(rho)/(2 pi). */
START_TEST(the_quadrant_has_its_closed_form)
{
	for (int i = -1000; i <= 1000; i++) {
		double rho = i / 1000.0;
		double p = gamut_dominance_orthant(0, 0, rho);

		ck_assert_double_eq_tol(
			p, 0.25 + asin(rho) / (2 * 3.14159265358979323846),
			1e-15);
	}
}
END_TEST

static struct gamut_measured_place measured(double x, double y, double var_x,
                                            double var_y)
{
	return (struct gamut_measured_place){ .at = { x, y },
		                              .var_x = var_x,
		                              .var_y = var_y };
}

static bool is_confident(const struct gamut_measured_place *a,
                         const struct gamut_measured_place *b, double level)
{
	struct gamut_dominance_rule rule = gamut_dominance_rule_of(
		level, (struct gamut_place){ 0.02, 0.02 });

	return gamut_dominance_is_confident(a, b, &rule);
}

static bool is_tolerable(const struct gamut_measured_place *a,
                         const struct gamut_measured_place *b, double level)
{
	struct gamut_dominance_rule rule = gamut_dominance_rule_of(
		level, (struct gamut_place){ 0.02, 0.02 });

	return gamut_dominance_is_tolerable(a, b, &rule);
}

/* 0.0164... is how far 1.6449 standard errors of sqrt(2) 0.00707 reach. */
START_TEST(dominance_is_confident_beyond_both_bounds)
{
	struct gamut_measured_place b = measured(0.5, 0.5, 5e-5, 5e-5);
	struct gamut_measured_place above = measured(0.517, 0.517, 5e-5, 5e-5);
	struct gamut_measured_place near_x = measured(0.516, 0.9, 5e-5, 5e-5);
	struct gamut_measured_place near_y = measured(0.9, 0.516, 5e-5, 5e-5);

	ck_assert(is_confident(&above, &b, 0.05));
	ck_assert(!is_confident(&b, &above, 0.05));
	ck_assert(!is_confident(&near_x, &b, 0.05));
	ck_assert(!is_confident(&near_y, &b, 0.05));
	ck_assert(is_confident(&near_x, &b, 0.06));
	ck_assert(!is_confident(&b, &b, 0.05));
}
END_TEST

/* Two models whose answers are all valid: the other axis decides. */
START_TEST(a_small_loss_is_tolerated)
{
	struct gamut_measured_place a = measured(1, 0.9, 1e-6, 1e-4);
	struct gamut_measured_place b = measured(1, 0.5, 1e-6, 1e-4);
	struct gamut_measured_place far = measured(0.97, 0.9, 1e-6, 1e-4);
	struct gamut_measured_place little = measured(1, 0.525, 1e-6, 1e-4);

	ck_assert(!is_confident(&a, &b, 0.05));
	ck_assert(is_tolerable(&a, &b, 0.05));
	ck_assert(!is_tolerable(&b, &a, 0.05));
	ck_assert(!is_tolerable(&far, &b, 0.05));
	/* 0.025 is 1.77 of 0.0141: enough for one axis, not for either. */
	ck_assert(!is_tolerable(&little, &b, 0.05));
	ck_assert(is_tolerable(&little, &b, 0.08));
}
END_TEST

START_TEST(probabilities_meet_the_closed_forms)
{
	struct gamut_measured_place a = measured(1, 1, 0.5, 0.5);
	struct gamut_measured_place b = measured(0, 0, 0.5, 0.5);
	double one = 0.84134474606854293;

	ck_assert_double_eq_tol(gamut_dominance_probability(&a, &b), one * one,
	                        1e-15);
	ck_assert_double_eq_tol(gamut_dominance_probability(&b, &a),
	                        (1 - one) * (1 - one), 1e-15);
	a.cov = b.cov = 0.5;
	ck_assert_double_eq_tol(gamut_dominance_probability(&a, &b), one,
	                        1e-15);
	/* Without noise on an axis, and on both. */
	a = measured(1, 1, 0, 0.5);
	b = measured(0, 0, 0, 0.5);
	ck_assert_double_eq_tol(gamut_dominance_probability(&a, &b), one,
	                        1e-15);
	ck_assert_double_eq(gamut_dominance_probability(&b, &a), 0);
	b.at.x = 1;
	ck_assert_double_eq(gamut_dominance_probability(&a, &b), 0);
	a = measured(1, 1, 0.5, 0);
	b = measured(0, 0, 0.5, 0);
	ck_assert_double_eq_tol(gamut_dominance_probability(&a, &b), one,
	                        1e-15);
	ck_assert_double_eq(gamut_dominance_probability(&b, &a), 0);
	a = measured(1, 1, 0, 0);
	b = measured(0, 0, 0, 0);
	ck_assert_double_eq(gamut_dominance_probability(&a, &b), 1);
}
END_TEST

START_TEST(volumes_are_as_computed_elsewhere)
{
	struct gamut_expected expected;

	gamut_expected_read(&expected, "front_volumes.jsonl");
	for (size_t i = 0; i < expected.count; i++) {
		struct gamut_place places[MOST];
		size_t count = 0;
		const cJSON *point;
		double volume;

		cJSON_ArrayForEach(
			point, cJSON_GetObjectItem(expected.rows[i], "points"))
		{
			places[count].x =
				cJSON_GetArrayItem(point, 0)->valuedouble;
			places[count++].y =
				cJSON_GetArrayItem(point, 1)->valuedouble;
		}
		ck_assert(gamut_json_get_double(expected.rows[i], "volume",
		                                &volume));
		/* Of sixteenths nothing is rounded. */
		ck_assert_double_eq(gamut_hypervolume(places, count), volume);
	}
	ck_assert_uint_eq(expected.count, 30);
	gamut_expected_release(&expected);
}
END_TEST

START_TEST(attainment_is_the_best_that_is_far_enough)
{
	const struct gamut_place places[] = { { 0.5, 0.9 },
		                              { 0.8, 0.4 },
		                              { 0.9, 0.6 } };

	ck_assert_double_eq(gamut_attainment_best(places, 3, 0.2), 0.9);
	ck_assert_double_eq(gamut_attainment_best(places, 3, 0.5), 0.9);
	ck_assert_double_eq(gamut_attainment_best(places, 3, 0.51), 0.6);
	ck_assert(isinf(gamut_attainment_best(places, 3, 0.91)));
}
END_TEST

static int double_cmp(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

START_TEST(quantiles_are_those_of_the_sorted_list)
{
	static const double shares[] = { 0.025, 0.05, 0.5, 0.95, 0.975, 1 };
	struct gamut_rng rng = { .state = 22 };
	double values[200];
	double sorted[200];

	for (int run = 0; run < 2000; run++) {
		size_t count = 1 + gamut_rng_below(&rng, 200);
		uint64_t different = 1 + gamut_rng_below(&rng, 300);
		double p = shares[gamut_rng_below(&rng, 6)];
		size_t rank = (size_t)ceil(p * (double)count - 1e-9);

		for (size_t i = 0; i < count; i++)
			sorted[i] = values[i] =
				(double)gamut_rng_below(&rng, different);
		if (run % 3 == 0)
			sorted[0] = values[0] = -(double)INFINITY;
		qsort(sorted, count, sizeof(sorted[0]), double_cmp);
		ck_assert(gamut_attainment_quantile(values, count, p) ==
		          sorted[rank - 1]);
	}
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("dominance");
	TCase *tc = tcase_create("dominance");

	tcase_add_test(tc, the_front_is_what_nothing_dominates);
	tcase_add_test(tc, equal_points_are_on_the_front_together);
	tcase_add_test(tc, orthants_are_as_computed_elsewhere);
	tcase_add_test(tc, the_quadrant_has_its_closed_form);
	tcase_add_test(tc, dominance_is_confident_beyond_both_bounds);
	tcase_add_test(tc, a_small_loss_is_tolerated);
	tcase_add_test(tc, probabilities_meet_the_closed_forms);
	tcase_add_test(tc, volumes_are_as_computed_elsewhere);
	tcase_add_test(tc, attainment_is_the_best_that_is_far_enough);
	tcase_add_test(tc, quantiles_are_those_of_the_sorted_list);
	suite_add_tcase(suite, tc);
	return suite;
}
