#include "tests/support/unit.h"

#include <math.h>

#include "tests/support/expected.h"
#include "tests/support/sides.h"

#define TASKS ((size_t)22)
#define SETTINGS ((size_t)3)
#define VALIDITY_MARGIN 0.02
#define YIELD_MARGIN 2

static struct gamut_arena arena;
static struct gamut_made_side base;
static struct gamut_made_side candidate;

static void clear(void)
{
	gamut_made_side_clear(&base);
	gamut_made_side_clear(&candidate);
	gamut_arena_clear(&arena);
}

static struct gamut_comparison compare(void)
{
	return gamut_made_compare(&base, &candidate, VALIDITY_MARGIN,
	                          YIELD_MARGIN, &arena);
}

#define VALIDITY(comparison) ((comparison).of[GAMUT_COMPARE_VALIDITY])
#define YIELD(comparison) ((comparison).of[GAMUT_COMPARE_YIELD])

/*
 * 95 valid draws of 41 answers: 9, 8, 7 and so on, and 20 that came once; the
 * first 41 names from `first` on.
 */
#define NAMES 200

static void add_sound(struct gamut_made_side *side, size_t first)
{
	static const uint64_t of[] = { 9, 8, 7, 6, 5, 4, 4, 3, 3, 2, 2,
		                       2, 2, 2, 2, 2, 2, 2, 2, 2, 4 };
	uint64_t counts[NAMES] = { 0 };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(of); i++)
		counts[first + i] = of[i];
	for (size_t i = 0; i < 20; i++)
		counts[first + GAMUT_ARRAY_LEN(of) + i] = 1;
	gamut_made_side_add_next(side, counts, NAMES, 5);
}

/* 95 valid draws of three answers. */
static void add_collapsed(struct gamut_made_side *side)
{
	static const uint64_t counts[] = { 90, 4, 1 };

	gamut_made_side_add_next(side, counts, 3, 5);
}

static void add_sound_tasks(struct gamut_made_side *side, size_t tasks)
{
	for (size_t i = 0; i < tasks * SETTINGS; i++)
		add_sound(side, 0);
}

/* ----------------------------------------------------------------- passes */

START_TEST(the_same_passes)
{
	struct gamut_comparison comparison;

	add_sound_tasks(&base, TASKS);
	add_sound_tasks(&candidate, TASKS);
	comparison = compare();
	ck_assert_int_eq(comparison.verdict, GAMUT_GATE_PASS);
	ck_assert_uint_eq(comparison.cell_count, TASKS * SETTINGS);
	for (size_t i = 0; i < GAMUT_COMPARE_METRICS; i++) {
		const struct gamut_compare_aggregate *of = &comparison.of[i];

		ck_assert_int_eq(of->verdict, GAMUT_GATE_PASS);
		ck_assert(of->mean.difference == 0 && of->mean.z == 0 &&
		          of->mean.p == 1 && of->holm == 1);
		ck_assert(of->mean.worst < 0 &&
		          of->mean.ci95.low < of->mean.worst);
		ck_assert(of->over_tasks.difference == 0);
		ck_assert_uint_eq(of->over_tasks.tasks, TASKS);
		ck_assert(isnan(of->over_tasks.p));
		ck_assert_uint_eq(of->n_needed, 0);
	}
	ck_assert_uint_eq(comparison.cells[7].change_count, 0);
	ck_assert_uint_eq(comparison.cells[7].invalid_count, 0);
}
END_TEST

/* What is said does not matter, as long as there is as much of it. */
START_TEST(other_answers_pass)
{
	struct gamut_comparison comparison;

	add_sound_tasks(&base, TASKS);
	for (size_t i = 0; i < TASKS * SETTINGS; i++)
		add_sound(&candidate, 100);
	comparison = compare();
	ck_assert_int_eq(comparison.verdict, GAMUT_GATE_PASS);
	for (size_t i = 0; i < comparison.cell_count; i++) {
		ck_assert_uint_eq(comparison.cells[i].vanished, 41);
		ck_assert_uint_eq(comparison.cells[i].appeared, 41);
		ck_assert_uint_eq(comparison.cells[i].change_count, 82);
	}
}
END_TEST

/* Nothing valid on either side: no better, no worse, and no NaN. */
START_TEST(all_invalid_is_no_difference)
{
	struct gamut_comparison comparison;

	for (size_t i = 0; i < 30; i++) {
		gamut_made_side_add_next(&base, NULL, 0, 100);
		gamut_made_side_add_next(&candidate, NULL, 0, 100);
	}
	comparison = compare();
	ck_assert_int_eq(comparison.verdict, GAMUT_GATE_PASS);
	ck_assert(VALIDITY(comparison).mean.p == 1);
	ck_assert(YIELD(comparison).mean.p == 1);
	ck_assert(YIELD(comparison).mean.se > 0);
	ck_assert(VALIDITY(comparison).mean.se == 0);
	ck_assert(VALIDITY(comparison).mean.worst < 0);
	ck_assert(comparison.cells[0].of[GAMUT_COMPARE_YIELD].p == 1);
}
END_TEST

START_TEST(better_passes)
{
	struct gamut_comparison comparison;

	for (size_t i = 0; i < 30; i++)
		add_collapsed(&base);
	add_sound_tasks(&candidate, 10);
	comparison = compare();
	ck_assert_int_eq(comparison.verdict, GAMUT_GATE_PASS);
	gamut_expected_double("difference", YIELD(comparison).mean.difference,
	                      38);
	ck_assert(YIELD(comparison).mean.p < 1e-9);
	ck_assert_int_eq(comparison.cells[3].of[GAMUT_COMPARE_YIELD].mark,
	                 GAMUT_MARK_LOOK);
}
END_TEST

/* ------------------------------------------------------------ regressions */

START_TEST(three_collapsed_tasks_fail_by_name)
{
	struct gamut_comparison comparison;

	add_sound_tasks(&base, TASKS);
	for (size_t i = 0; i < TASKS * SETTINGS; i++) {
		if (i / SETTINGS < 3)
			add_collapsed(&candidate);
		else
			add_sound(&candidate, 0);
	}
	comparison = compare();
	ck_assert_int_eq(comparison.verdict, GAMUT_GATE_REGRESSION);
	ck_assert_int_eq(VALIDITY(comparison).verdict, GAMUT_GATE_PASS);
	ck_assert_int_eq(YIELD(comparison).verdict, GAMUT_GATE_REGRESSION);
	gamut_expected_double("difference", YIELD(comparison).mean.difference,
	                      -38.0 * 3 / TASKS);
	for (size_t i = 0; i < comparison.cell_count; i++) {
		const struct gamut_compare_cell *cell = &comparison.cells[i];

		ck_assert_int_eq(cell->of[GAMUT_COMPARE_YIELD].mark,
		                 i < 9 ? GAMUT_MARK_FAIL : GAMUT_MARK_NONE);
		ck_assert_uint_eq(cell->vanished, i < 9 ? 38 : 0);
		ck_assert_uint_eq(cell->appeared, 0);
	}
	/* Other tasks of this kind might well be sound. */
	ck_assert(YIELD(comparison).over_tasks.p > 0.05);
}
END_TEST

/* One cell is too few to move a mean beyond the margin. */
START_TEST(one_broken_cell_fails)
{
	struct gamut_comparison comparison;

	for (size_t i = 0; i < TASKS * SETTINGS - 1; i++) {
		add_sound(&base, 0);
		add_sound(&candidate, 0);
	}
	gamut_made_side_add_next(&base, (const uint64_t[]){ 60, 30, 10 }, 3, 0);
	gamut_made_side_add_next(&candidate, (const uint64_t[]){ 30, 30, 10 },
	                         3, 30);
	comparison = compare();
	ck_assert_int_eq(VALIDITY(comparison).verdict, GAMUT_GATE_PASS);
	ck_assert_int_eq(YIELD(comparison).verdict, GAMUT_GATE_PASS);
	ck_assert_int_eq(comparison.verdict, GAMUT_GATE_REGRESSION);
	ck_assert_int_eq(comparison.cells[TASKS * SETTINGS - 1]
	                         .of[GAMUT_COMPARE_VALIDITY]
	                         .mark,
	                 GAMUT_MARK_FAIL);
}
END_TEST

START_TEST(ten_points_of_validity_fail)
{
	struct gamut_comparison comparison;
	const struct gamut_compare_cell *cell;

	for (size_t i = 0; i < 30; i++) {
		gamut_made_side_add_next(&base, (const uint64_t[]){ 50, 45 }, 2,
		                         5);
		gamut_made_side_add_next(&candidate,
		                         (const uint64_t[]){ 50, 35 }, 2, 15);
	}
	comparison = compare();
	ck_assert_int_eq(comparison.verdict, GAMUT_GATE_REGRESSION);
	ck_assert_int_eq(YIELD(comparison).verdict, GAMUT_GATE_PASS);
	ck_assert_int_eq(VALIDITY(comparison).verdict, GAMUT_GATE_REGRESSION);
	gamut_expected_double("difference",
	                      VALIDITY(comparison).mean.difference, -0.1);
	gamut_expected_double("base", VALIDITY(comparison).mean.base, 0.95);
	cell = &comparison.cells[4];
	ck_assert_int_ne(cell->of[GAMUT_COMPARE_VALIDITY].mark,
	                 GAMUT_MARK_FAIL);
	ck_assert_uint_eq(cell->invalid_count, 1);
	ck_assert_uint_eq(cell->invalid[0].change.base, 5);
	ck_assert_uint_eq(cell->invalid[0].change.candidate, 15);
	ck_assert_int_eq(cell->invalid[0].reason, GAMUT_REASON_NOT_LISTED);
}
END_TEST

/* -------------------------------------------------------------- undecided */

START_TEST(few_samples_decide_nothing)
{
	struct gamut_comparison comparison;
	uint64_t n;

	for (size_t i = 0; i < 12; i++) {
		gamut_made_side_add_next(
			&base, (const uint64_t[]){ 3, 2, 1, 1, 1 }, 5, 2);
		gamut_made_side_add_next(
			&candidate, (const uint64_t[]){ 3, 2, 1, 1, 1 }, 5, 2);
	}
	comparison = compare();
	ck_assert_int_eq(comparison.verdict, GAMUT_GATE_UNDECIDED);
	ck_assert_int_eq(VALIDITY(comparison).verdict, GAMUT_GATE_UNDECIDED);
	ck_assert_int_eq(YIELD(comparison).verdict, GAMUT_GATE_PASS);
	/*
	 * By hand: se^2 = 2 * 0.8 * 0.2/(12 n), and 2.486 se are to be below
	 * 0.02: 412 samples. Wilson's intervals, of 10 draws, differ a little.
	 */
	n = VALIDITY(comparison).n_needed;
	ck_assert_msg(n > 330 && n < 560, "%llu", (unsigned long long)n);
	ck_assert_uint_eq(YIELD(comparison).n_needed, 0);
}
END_TEST

/* A drop that is just not shown takes some more samples, not millions. */
START_TEST(a_drop_at_the_margin_may_be_shown)
{
	struct gamut_comparison comparison;
	uint64_t n;

	for (size_t i = 0; i < 20; i++) {
		gamut_made_side_add_next(&base, (const uint64_t[]){ 85 }, 1,
		                         15);
		gamut_made_side_add_next(&candidate, (const uint64_t[]){ 83 },
		                         1, 17);
	}
	comparison = compare();
	ck_assert_int_eq(VALIDITY(comparison).verdict, GAMUT_GATE_UNDECIDED);
	n = VALIDITY(comparison).n_needed;
	/* z = -1.73 grows to -(2.241 + 0.842): by (3.083/1.73)^2 = 3.2 */
	ck_assert_msg(n > 300 && n < 340, "%llu", (unsigned long long)n);
}
END_TEST

START_TEST(verdicts_have_names)
{
	ck_assert_str_eq(gamut_gate_name(GAMUT_GATE_PASS), "pass");
	ck_assert_str_eq(gamut_gate_name(GAMUT_GATE_REGRESSION), "regression");
	ck_assert_str_eq(gamut_gate_name(GAMUT_GATE_UNDECIDED), "undecided");
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("compare");
	TCase *tc = tcase_create("compare");

	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_test(tc, the_same_passes);
	tcase_add_test(tc, other_answers_pass);
	tcase_add_test(tc, all_invalid_is_no_difference);
	tcase_add_test(tc, better_passes);
	tcase_add_test(tc, three_collapsed_tasks_fail_by_name);
	tcase_add_test(tc, one_broken_cell_fails);
	tcase_add_test(tc, ten_points_of_validity_fail);
	tcase_add_test(tc, few_samples_decide_nothing);
	tcase_add_test(tc, a_drop_at_the_margin_may_be_shown);
	tcase_add_test(tc, verdicts_have_names);
	suite_add_tcase(suite, tc);
	return suite;
}
