#include "tests/support/unit.h"

#include <math.h>

#include "base/json.h"
#include "runner/measure/compare/front_axis.h"
#include "tests/support/expected.h"
#include "tests/support/made_cell.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
}

static struct gamut_made made_of(const cJSON *row)
{
	uint64_t *counts = gamut_arena_new(&arena, uint64_t, 64);
	size_t *forms = gamut_arena_new(&arena, size_t, 64);
	struct gamut_made made = {
		.counts = counts,
		.forms = forms,
		.invalid = gamut_expected_uint(row, "invalid"),
		.space = gamut_expected_uint(row, "space"),
	};
	size_t form = 0;
	const cJSON *texts;
	const cJSON *count;

	cJSON_ArrayForEach(texts, cJSON_GetObjectItem(row, "forms"))
	{
		cJSON_ArrayForEach(count, texts)
		{
			ck_assert_uint_lt(made.count, 64);
			counts[made.count] = (uint64_t)count->valuedouble;
			forms[made.count++] = form;
		}
		form++;
	}
	return made;
}

static double number_at(const cJSON *object, const char *key)
{
	double number;

	ck_assert_msg(gamut_json_get_double(object, key, &number), "no %s",
	              key);
	return number;
}

static bool is_yield(enum gamut_axis axis)
{
	return axis == GAMUT_AXIS_YIELD || axis == GAMUT_AXIS_CANONICAL_YIELD ||
	       axis == GAMUT_AXIS_RELATIVE_YIELD;
}

/* The variance of a yield is Good and Toulmin's, of all else the jackknife's.
 */
static void check_variance(const cJSON *row, enum gamut_axis axis,
                           const struct gamut_axis_cell *cell)
{
	const cJSON *covariance = cJSON_GetObjectItem(row, "covariance");
	const cJSON *good = cJSON_GetObjectItem(row, "good_toulmin");
	const char *name = gamut_axis_name(axis);
	double ceiling = number_at(row, "ceiling");

	if (axis == GAMUT_AXIS_RELATIVE_YIELD)
		gamut_expected_double(name, cell->variance[0],
		                      number_at(good, "canonical_yield") /
		                              ceiling / ceiling);
	else if (is_yield(axis))
		gamut_expected_double(name, cell->variance[0],
		                      number_at(good, name));
	else if (covariance)
		gamut_expected_double(
			name, cell->variance[0],
			number_at(cJSON_GetObjectItem(covariance, name), name));
}

/* Of all but validity and yields, which have formulas of their own. */
static void check_guarded(const cJSON *row, enum gamut_axis axis,
                          const struct gamut_axis_cell *cell)
{
	const char *name = gamut_axis_name(axis);

	ck_assert_double_gt(cell->guarded[0], 0);
	if (axis != GAMUT_AXIS_VALIDITY && !is_yield(axis))
		gamut_expected_double(
			name, cell->guarded[0],
			number_at(cJSON_GetObjectItem(row, "guarded"), name));
}

static void check_axes(const cJSON *row, enum gamut_axis x, enum gamut_axis y)
{
	const cJSON *covariance = cJSON_GetObjectItem(row, "covariance");
	const cJSON *values = cJSON_GetObjectItem(row, "value");
	const enum gamut_axis axes[2] = { x, y };
	const char *x_name = gamut_axis_name(x);
	const char *y_name = gamut_axis_name(y);
	struct gamut_made made = made_of(row);
	struct gamut_cell_summary summary = gamut_made_cell("t", "", &made,
	                                                    &arena);
	struct gamut_axis_cell cell = gamut_axis_measure(axes, summary.cell,
	                                                 &arena);

	gamut_expected_double(x_name, cell.value[0], number_at(values, x_name));
	gamut_expected_double(y_name, cell.value[1], number_at(values, y_name));
	check_variance(row, x, &cell);
	check_guarded(row, x, &cell);
	if (covariance)
		gamut_expected_double(
			y_name, cell.covariance,
			number_at(cJSON_GetObjectItem(covariance, x_name),
		                  y_name));
}

START_TEST(cells_are_as_computed_elsewhere)
{
	struct gamut_expected expected;

	gamut_expected_read(&expected, "front_cells.jsonl");
	ck_assert_uint_eq(expected.count, 16);
	for (size_t i = 0; i < expected.count; i++)
		for (int x = 0; x < GAMUT_AXIS_COUNT; x++)
			for (int y = 0; y < GAMUT_AXIS_COUNT; y++)
				check_axes(expected.rows[i], (enum gamut_axis)x,
				           (enum gamut_axis)y);
	gamut_expected_release(&expected);
}
END_TEST

/* Counts that are all `count`, of 50 draws or some more. */
static struct gamut_axis_cell measure_even(uint64_t count, enum gamut_axis axis)
{
	const enum gamut_axis axes[2] = { axis, GAMUT_AXIS_VALIDITY };
	uint64_t counts[50];
	struct gamut_made made = { .counts = counts, .space = 1000 };
	struct gamut_cell_summary summary;

	for (; made.count * count < 50; made.count++)
		counts[made.count] = count;
	summary = gamut_made_cell("t", "", &made, &arena);
	return gamut_axis_measure(axes, summary.cell, &arena);
}

/*
 * Leaving out any draw changes the same, so the jackknife sees no noise: it is
 * 0, neither below by rounding nor believed.
 */
START_TEST(equal_counts_are_not_without_noise)
{
	static const uint64_t counts[] = { 1, 2, 3, 5, 7, 10, 25, 50 };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(counts); i++)
		for (int axis = 0; axis < GAMUT_AXIS_COUNT; axis++) {
			struct gamut_axis_cell cell =
				measure_even(counts[i], (enum gamut_axis)axis);
			const char *name =
				gamut_axis_name((enum gamut_axis)axis);

			ck_assert_msg(cell.guarded[0] > 1e-7, "%s of %ju: %g",
			              name, (uintmax_t)counts[i],
			              cell.guarded[0]);
			if (!is_yield((enum gamut_axis)axis))
				ck_assert_msg(cell.variance[0] >= 0 &&
				                      cell.variance[0] < 1e-20,
				              "%s of %ju: %g", name,
				              (uintmax_t)counts[i],
				              cell.variance[0]);
		}
}
END_TEST

/* docs/fronts.md does this one by hand. */
START_TEST(the_worked_example)
{
	static const uint64_t counts[] = { 5, 2, 1, 1 };
	const struct gamut_made made = {
		.counts = counts, .count = 4, .invalid = 1, .space = 10
	};
	const enum gamut_axis axes[2] = { GAMUT_AXIS_VALIDITY,
		                          GAMUT_AXIS_YIELD };
	struct gamut_cell_summary summary = gamut_made_cell("t", "", &made,
	                                                    &arena);
	struct gamut_axis_cell cell = gamut_axis_measure(axes, summary.cell,
	                                                 &arena);

	ck_assert_double_eq_tol(cell.value[0], 0.9, 1e-15);
	ck_assert_double_eq_tol(cell.value[1], 4, 1e-15);
	ck_assert_double_eq_tol(cell.variance[0], 0.01, 1e-15);
	ck_assert_double_eq_tol(cell.variance[1], 1.6, 1e-14);
	ck_assert_double_eq_tol(cell.covariance, 0.02, 1e-15);
	ck_assert_double_eq_tol(cell.guarded[0], 10.0 / 12 * 2 / 12 / 12,
	                        1e-15);
	ck_assert_double_eq_tol(cell.guarded[1], 30.0 / 13, 1e-14);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("front_axis");
	TCase *tc = tcase_create("front_axis");

	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_test(tc, cells_are_as_computed_elsewhere);
	tcase_add_test(tc, equal_counts_are_not_without_noise);
	tcase_add_test(tc, the_worked_example);
	suite_add_tcase(suite, tc);
	return suite;
}
