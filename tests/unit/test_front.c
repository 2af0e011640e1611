#include "tests/support/unit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "runner/measure/compare/front.h"
#include "tests/support/made_cell.h"
#include "tests/support/made_front.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
}

static const struct gamut_front_options *const usual =
	&gamut_made_front_options;

static struct gamut_front_condition make_condition(const char *label,
                                                   uint64_t valid,
                                                   size_t different)
{
	return gamut_made_condition(label, valid, different, &arena);
}

static void must(struct gamut_front *front,
                 struct gamut_front_condition *conditions, size_t count,
                 const struct gamut_front_options *options)
{
	struct gamut_err err = { 0 };

	ck_assert_msg(!gamut_made_front(front, conditions, count, options,
	                                &arena, &err),
	              "%s", err.msg);
}

START_TEST(a_point_is_a_setting_of_a_condition)
{
	struct gamut_front_condition conditions[] = {
		make_condition("a", 5, 2), make_condition("b", 9, 8)
	};
	struct gamut_front front;

	conditions[1].line = 1;
	must(&front, conditions, 2, usual);
	ck_assert_uint_eq(front.count, 4);
	ck_assert_str_eq(front.points[0].id, "A");
	ck_assert_str_eq(front.points[3].id, "D");
	ck_assert(
		gamut_str_eq(front.points[0].setting, GAMUT_STR("zero-shot")));
	ck_assert(gamut_str_eq(front.points[1].setting, GAMUT_STR("few-shot")));
	ck_assert_ptr_eq(front.points[2].condition, &conditions[1]);
	ck_assert_double_eq_tol(front.points[0].x.value, 0.5, 1e-15);
	ck_assert_double_eq_tol(front.points[2].y.value, 8, 1e-15);
	ck_assert_uint_eq(front.points[0].n, 30);
	ck_assert_uint_eq(front.cells, 3);
	/* Equal points, both on it; the others are worse than both. */
	ck_assert(front.points[2].is_on_front && front.points[3].is_on_front);
	ck_assert_uint_eq(front.front_count, 2);
	ck_assert_uint_eq(front.points[0].worse_than.count, 2);
	ck_assert_uint_eq(front.points[0].worse_than.list[0], 2);
	ck_assert_uint_eq(front.pair_count, 6);
	ck_assert_uint_eq(front.incomparable_count, 2);
	ck_assert_int_eq(front.pairs[1].verdict, GAMUT_FRONT_SECOND);
	ck_assert_double_ge(front.pairs[1].second_dominates, 0.9);
	ck_assert_double_le(front.pairs[1].first_dominates, 0.01);
}
END_TEST

START_TEST(a_point_may_be_a_condition)
{
	struct gamut_front_condition condition = make_condition("a", 5, 2);
	struct gamut_front_options options = *usual;
	struct gamut_front front;

	options.by = GAMUT_FRONT_BY_CONDITION;
	must(&front, &condition, 1, &options);
	ck_assert_uint_eq(front.count, 1);
	ck_assert_uint_eq(front.cells, 6);
	ck_assert_uint_eq(front.task_count, 3);
	ck_assert_uint_eq(front.tasks[0].cells, 2);
	ck_assert_uint_eq(front.points[0].n, 60);
	ck_assert_uint_eq(front.pair_count, 0);
	ck_assert(front.points[0].is_on_front);
	ck_assert_double_eq_tol(front.lines[0].hypervolume, 1, 1e-15);
}
END_TEST

/*
 * Few cells: guarded variances, p (1 - p)/(n + 2) of 6 in 12 for validity. The
 * ellipse's axes are those of the covariance matrix.
 */
START_TEST(errors_are_of_sampling)
{
	struct gamut_front_condition condition = make_condition("a", 5, 5);
	struct gamut_front front;
	const struct gamut_front_point *point;
	double var_x = 6.0 / 12 * 6 / 12 / 12 / 3;
	double var_y = 6 * 7.0 / 13 / 3;
	double cov = 5 * (1 - 5.0 / 10) / 10 / 3;
	double major;
	double minor;

	must(&front, &condition, 1, usual);
	point = &front.points[0];
	ck_assert_double_eq_tol(point->place.var_x, var_x, 1e-15);
	ck_assert_double_eq_tol(point->place.var_y, var_y, 1e-14);
	ck_assert_double_eq_tol(point->place.cov, cov, 1e-15);
	ck_assert_double_eq_tol(point->x.ci95.high,
	                        0.5 + 1.959963984540054 * sqrt(var_x), 1e-14);
	/* Half squares of the semi-axes add up to the trace; so the product. */
	major = point->ellipse.major * point->ellipse.major / 5.991464547107979;
	minor = point->ellipse.minor * point->ellipse.minor / 5.991464547107979;
	ck_assert_double_eq_tol(major + minor, var_x + var_y, 1e-13);
	ck_assert_double_eq_tol(major * minor, var_x * var_y - cov * cov,
	                        1e-13);
	ck_assert_double_eq_tol(tan(2 * point->ellipse.angle),
	                        2 * cov / (var_x - var_y), 1e-12);
	/* It leans as the covariance does, and stands on the larger one. */
	ck_assert_double_gt(point->ellipse.angle, 0.7);
	ck_assert_double_lt(point->ellipse.angle, 1.58);
}
END_TEST

/* Where no draw changes the value, there is noise all the same. */
START_TEST(equal_counts_are_ranked_with_noise)
{
	struct gamut_front_condition conditions[] = {
		make_condition("twice", 10, 5), make_condition("once", 10, 10),
		make_condition("nearly", 10, 9)
	};
	struct gamut_front_options options = *usual;
	struct gamut_front front;

	conditions[1].line = 1;
	conditions[2].line = 2;
	options.axes[1] = GAMUT_AXIS_UNIQUENESS;
	options.by = GAMUT_FRONT_BY_CONDITION;
	options.tolerance = (struct gamut_place){ 0.1, 0.02 };
	must(&front, conditions, 3, &options);
	for (size_t i = 0; i < 3; i++)
		ck_assert_double_gt(front.points[i].y.se, 0.01);
	/* 50 % and 100 % are apart, 100 % and 90 % of 60 draws are not. */
	ck_assert_int_eq(front.pairs[0].verdict, GAMUT_FRONT_ABOUT_SECOND);
	ck_assert_int_eq(front.pairs[2].verdict, GAMUT_FRONT_INCOMPARABLE);
}
END_TEST

START_TEST(other_tasks_give_other_intervals)
{
	struct gamut_front_condition condition = make_condition("a", 5, 5);
	struct gamut_front_condition other = make_condition("b", 8, 5);
	struct gamut_front_options options = *usual;
	struct gamut_cell_summary cells[6];
	struct gamut_front front;

	for (size_t i = 0; i < 6; i++)
		cells[i] = i < 4 ? condition.cells[i] : other.cells[i];
	condition.cells = cells;
	options.by = GAMUT_FRONT_BY_CONDITION;
	must(&front, &condition, 1, &options);
	/* Tasks at 0.5, 0.5, 0.8: sd 0.1732, over sqrt(3); t(2) is 4.3027. */
	ck_assert_double_eq_tol(front.points[0].x.over_tasks_se, 0.1, 1e-14);
	ck_assert_double_eq_tol(front.points[0].x.over_tasks_ci95.low,
	                        0.6 - 4.302652729749464 * 0.1, 1e-10);
	ck_assert_double_eq(front.points[0].x.over_tasks_ci95.high, 1);
	ck_assert_double_eq_tol(front.points[0].y.over_tasks_se, 0, 1e-14);
	/* Resampled: x is from 0.5 to 0.8, and y is 5. */
	ck_assert_double_eq_tol(front.lines[0].hypervolume, 3, 1e-14);
	ck_assert_double_eq_tol(front.lines[0].over_tasks.low, 2.5, 1e-14);
	ck_assert_double_eq_tol(front.lines[0].over_tasks.high, 4, 1e-14);
}
END_TEST

START_TEST(one_task_tells_nothing_of_others)
{
	struct gamut_front_condition condition = make_condition("a", 5, 5);
	struct gamut_front front;

	condition.cell_count = 2;
	must(&front, &condition, 1, usual);
	ck_assert(isnan(front.points[0].x.over_tasks_se));
	ck_assert(isnan(front.lines[0].over_tasks.low));
	ck_assert_uint_eq(front.lines[0].attainment.count, 0);
}
END_TEST

START_TEST(a_sweep_is_one_line)
{
	struct gamut_front_condition conditions[] = {
		make_condition("hot", 5, 5), make_condition("cold", 10, 2),
		make_condition("other", 5, 2)
	};
	const struct gamut_front_attainment *attainment;
	struct gamut_front_options options = *usual;
	struct gamut_front front;

	conditions[0].temperature = 1;
	conditions[1].temperature = 0.5;
	conditions[2].line = 1;
	options.by = GAMUT_FRONT_BY_CONDITION;
	must(&front, conditions, 3, &options);
	ck_assert_uint_eq(front.line_count, 2);
	ck_assert_uint_eq(front.lines[0].count, 2);
	ck_assert_uint_eq(front.lines[0].points[0], 1);
	/* 0.5 x 5 and, right of it, 0.5 x 2. */
	ck_assert_double_eq_tol(front.lines[0].hypervolume, 3.5, 1e-14);
	ck_assert_double_eq_tol(front.lines[1].difference, 1 - 3.5, 1e-14);
	ck_assert_double_eq_tol(front.lines[1].difference_over_tasks.low, -2.5,
	                        1e-14);
	attainment = &front.lines[0].attainment;
	ck_assert_double_eq_tol(attainment->x[0], 0.5, 1e-14);
	ck_assert_double_eq_tol(attainment->x[attainment->count - 1], 1, 1e-14);
	ck_assert_double_eq_tol(attainment->median[0], 5, 1e-14);
	ck_assert_double_eq_tol(attainment->low[1], 2, 1e-14);
	ck_assert_double_eq_tol(attainment->high[attainment->count - 1], 2,
	                        1e-14);
	ck_assert_uint_eq(front.lines[1].attainment.count, 0);
}
END_TEST

/* ---------------------------------------------------------- comparability */

static void must_fail(struct gamut_front_condition *conditions,
                      const struct gamut_front_options *options,
                      enum gamut_status status, const char *says)
{
	struct gamut_err err = { 0 };
	struct gamut_front front;

	ck_assert_int_eq(
		gamut_made_front(&front, conditions, 2, options, &arena, &err),
		status);
	ck_assert_msg(strstr(err.msg, says), "%s", err.msg);
}

START_TEST(points_stand_on_the_same_tasks)
{
	struct gamut_front_condition conditions[] = {
		make_condition("a", 5, 2), make_condition("b", 9, 8)
	};
	struct gamut_front_options options = *usual;
	struct gamut_front front;

	conditions[0].cell_count = 4;
	must_fail(conditions, &options, GAMUT_EMISMATCH,
	          "'a' zero-shot has no completions of t3, which 'b' "
	          "zero-shot has; --allow tasks");
	conditions[0].cell_count = 6;
	conditions[1].cell_count = 4;
	must_fail(conditions, &options, GAMUT_EMISMATCH,
	          "'b' zero-shot has no completions of t3, which 'a'");
	conditions[0].cell_count = 4;
	conditions[1].cell_count = 6;
	options.takes_common = true;
	must(&front, conditions, 2, &options);
	ck_assert_uint_eq(front.cells, 2);
	ck_assert_uint_eq(front.points[3].n, 20);
	ck_assert_uint_eq(front.left_out_count, 1);
	ck_assert(gamut_str_eq(front.left_out[0], GAMUT_STR("t3")));
	options.by = GAMUT_FRONT_BY_CONDITION;
	must(&front, conditions, 2, &options);
	ck_assert_uint_eq(front.cells, 4);
	options.takes_common = false;
	must_fail(conditions, &options, GAMUT_EMISMATCH,
	          "'a' has no completions of t3 zero-shot, which 'b' has");
	conditions[0].cell_count = 2;
	conditions[1].cells += 2;
	conditions[1].cell_count = 2;
	options.takes_common = true;
	must_fail(conditions, &options, GAMUT_EINVAL, "no task that all");
}
END_TEST

START_TEST(points_stand_on_the_same_n)
{
	struct gamut_front_condition conditions[] = {
		make_condition("a", 5, 2), make_condition("b", 9, 8)
	};
	struct gamut_cell_summary cells[6];
	struct gamut_front_options options = *usual;
	static const uint64_t counts[] = { 7 };
	const struct gamut_made few = { .counts = counts,
		                        .count = 1,
		                        .space = 1000 };
	struct gamut_front front;

	for (size_t i = 0; i < 6; i++)
		cells[i] = conditions[1].cells[i];
	cells[3] = gamut_made_cell("t2", "few-shot", &few, &arena);
	conditions[1].cells = cells;
	must_fail(conditions, &options, GAMUT_EMISMATCH,
	          "'b' few-shot has 7 completions of t2, and 'a' zero-shot has "
	          "10");
	options.takes_uneven = true;
	must(&front, conditions, 2, &options);
	ck_assert(front.is_uneven);
}
END_TEST

START_TEST(ids_go_on_behind_z)
{
	static const struct {
		size_t point;
		const char *id;
	} ids[] = {
		{ 0, "A" },   { 25, "Z" },   { 26, "AA" },   { 51, "AZ" },
		{ 52, "BA" }, { 701, "ZZ" }, { 702, "AAA" }, { 728, "ABA" }
	};
	struct gamut_front_condition *conditions =
		gamut_arena_new(&arena, struct gamut_front_condition, 1000);
	struct gamut_front_condition one = make_condition("a", 5, 2);
	struct gamut_err err = { 0 };
	struct gamut_front front;

	one.cell_count = 1;
	for (size_t i = 0; i < 1000; i++)
		conditions[i] = one;
	must(&front, conditions, 1000, usual);
	ck_assert_uint_eq(front.pair_count, 499500);
	ck_assert_ptr_null(front.pairs);
	ck_assert_uint_eq(front.incomparable_count, 499500);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(ids); i++)
		ck_assert_str_eq(front.points[ids[i].point].id, ids[i].id);
	conditions[0].cell_count = 2;
	ck_assert_int_eq(
		gamut_made_front(&front, conditions, 1000, usual, &arena, &err),
		GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "1001 points"));
}
END_TEST

/* A file can name any number of settings: they are counted in one go. */
START_TEST(many_settings_are_counted_quickly)
{
	static const uint64_t counts[] = { 1 };
	const struct gamut_made made = { .counts = counts, .count = 1 };
	struct gamut_front_condition conditions[] = {
		make_condition("a", 5, 2), make_condition("b", 5, 2)
	};
	size_t count = 200000;
	struct gamut_cell_summary *cells =
		gamut_arena_new(&arena, struct gamut_cell_summary, count);
	struct gamut_cell_summary one = gamut_made_cell("t1", "", &made,
	                                                &arena);

	for (size_t i = 0; i < count; i++) {
		cells[i] = one;
		cells[i].key.setting = gamut_arena_strf(&arena, "s%06zu", i);
	}
	conditions[1].cells = cells;
	conditions[1].cell_count = count;
	must_fail(conditions, usual, GAMUT_EINVAL, "these are 200002 points");
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("front");
	TCase *tc = tcase_create("front");

	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_test(tc, a_point_is_a_setting_of_a_condition);
	tcase_add_test(tc, a_point_may_be_a_condition);
	tcase_add_test(tc, errors_are_of_sampling);
	tcase_add_test(tc, equal_counts_are_ranked_with_noise);
	tcase_add_test(tc, other_tasks_give_other_intervals);
	tcase_add_test(tc, one_task_tells_nothing_of_others);
	tcase_add_test(tc, a_sweep_is_one_line);
	tcase_add_test(tc, points_stand_on_the_same_tasks);
	tcase_add_test(tc, points_stand_on_the_same_n);
	tcase_add_test(tc, ids_go_on_behind_z);
	tcase_add_test(tc, many_settings_are_counted_quickly);
	suite_add_tcase(suite, tc);
	return suite;
}
