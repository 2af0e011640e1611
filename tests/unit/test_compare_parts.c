#include "tests/support/unit.h"

#include <math.h>

#include "runner/measure/estimate/normal.h"
#include "tests/support/expected.h"
#include "tests/support/sides.h"

static struct gamut_arena arena;
static struct gamut_made_side base;
static struct gamut_made_side candidate;

static void clear(void)
{
	gamut_made_side_clear(&base);
	gamut_made_side_clear(&candidate);
	gamut_arena_clear(&arena);
}

/* With tolerated drops of 2 points and 2 answers. */
static struct gamut_comparison compare(void)
{
	return gamut_made_compare(&base, &candidate, 0.02, 2, &arena);
}

#define VALIDITY(comparison) ((comparison).of[GAMUT_COMPARE_VALIDITY])
#define YIELD(comparison) ((comparison).of[GAMUT_COMPARE_YIELD])

/* --------------------------------------------------------------- one cell */

START_TEST(one_cell_is_its_own_mean)
{
	const uint64_t counts[] = { 40, 30, 20, 5, 1 };
	const uint64_t fewer[] = { 60, 20, 10, 0, 0, 2 };
	struct gamut_comparison comparison;
	const struct gamut_compare_cell *cell;
	const struct gamut_compare_mean *mean;
	struct gamut_interval newcombe;
	struct gamut_share one = { 92, 100 };
	struct gamut_share two = { 96, 100 };

	gamut_made_side_add(&base, "state", "", counts, 5, 4);
	gamut_made_side_add(&candidate, "state", "", fewer, 6, 8);
	comparison = compare();
	cell = &comparison.cells[0];
	mean = &VALIDITY(comparison).mean;
	newcombe = gamut_share_newcombe(one, two);
	gamut_expected_double("low", mean->ci95.low, newcombe.low);
	gamut_expected_double("high", mean->ci95.high, newcombe.high);
	ck_assert(cell->of[GAMUT_COMPARE_VALIDITY].ci95.low == newcombe.low);
	ck_assert(cell->of[GAMUT_COMPARE_VALIDITY].p ==
	          gamut_share_fisher(one, two));
	/* (f1 + 1)(n - f1 + 2)/(n + 3) of both */
	gamut_expected_double("se", YIELD(comparison).mean.se,
	                      sqrt((2 * 101 + 1 * 102) / 103.0));
	gamut_expected_double("low", cell->of[GAMUT_COMPARE_YIELD].ci95.low,
	                      YIELD(comparison).mean.ci95.low);
	ck_assert(isnan(VALIDITY(comparison).over_tasks.p));
	ck_assert(isnan(VALIDITY(comparison).over_tasks.ci95.low));
	ck_assert_uint_eq(VALIDITY(comparison).over_tasks.tasks, 1);
	ck_assert_uint_eq(comparison.setting_count, 1);
	ck_assert_uint_eq(comparison.settings[0].setting.len, 0);
}
END_TEST

/* The example of docs/comparing.md, digit for digit. */
START_TEST(the_example_by_hand)
{
	struct gamut_comparison comparison;
	const struct gamut_compare_mean *mean;
	const struct gamut_pair pair = { (const uint64_t[]){ 6, 1, 0, 0 },
		                         (const uint64_t[]){ 4, 2, 1, 1 }, 4, 3,
		                         2 };

	gamut_made_side_add(&base, "month", "", (const uint64_t[]){ 5, 3, 1 },
	                    3, 1);
	gamut_made_side_add(&candidate, "month", "", (const uint64_t[]){ 5, 3 },
	                    2, 2);
	gamut_made_side_add(&base, "weekday", "",
	                    (const uint64_t[]){ 4, 2, 1, 1 }, 4, 2);
	gamut_made_side_add(&candidate, "weekday", "",
	                    (const uint64_t[]){ 6, 1 }, 2, 3);
	comparison = compare();
	mean = &VALIDITY(comparison).mean;
	gamut_expected_double("z", mean->z,
	                      -1 / sqrt(100 * (17 * 3 + 15 * 5) / 7600.0));
	mean = &YIELD(comparison).mean;
	gamut_expected_double("difference", mean->difference, -1.5);
	gamut_expected_double("se", mean->se, sqrt(86.0 / 13) / 2);
	gamut_expected_double("z", mean->z, -3 / sqrt(86.0 / 13));
	gamut_expected_double("worst", mean->worst,
	                      -1.5 - 1.6448536269514722 * sqrt(86.0 / 13) / 2);
	ck_assert_int_eq(YIELD(comparison).verdict, GAMUT_GATE_UNDECIDED);
	ck_assert_uint_eq(YIELD(comparison).n_needed, 0);
	/* Of the cell's two p-values, 0.404 by the exact test and 0.329. */
	gamut_expected_double("p",
	                      comparison.cells[1].of[GAMUT_COMPARE_YIELD].p,
	                      gamut_permutation_of(&pair).p);
}
END_TEST

/* The largest fall first, then names; the largest rise last. */
START_TEST(changes_are_in_order)
{
	const uint64_t counts[] = { 40, 30, 20, 5, 5, 0, 7 };
	const uint64_t now[] = { 60, 20, 10, 4, 5, 2, 0 };
	static const struct {
		const char *text;
		uint64_t base;
		uint64_t candidate;
	} want[] = { { "a0001", 30, 20 }, { "a0002", 20, 10 },
		     { "a0006", 7, 0 },   { "a0003", 5, 4 },
		     { "a0005", 0, 2 },   { "a0000", 40, 60 } };
	struct gamut_comparison comparison;
	const struct gamut_compare_cell *cell;

	gamut_made_side_add(&base, "state", "", counts, 7, 4);
	gamut_made_side_add(&candidate, "state", "", now, 7, 0);
	comparison = compare();
	cell = &comparison.cells[0];
	ck_assert_uint_eq(cell->change_count, GAMUT_ARRAY_LEN(want));
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(want); i++) {
		ck_assert(gamut_str_eq(cell->changes[i].text,
		                       gamut_str_of(want[i].text)));
		ck_assert_uint_eq(cell->changes[i].base, want[i].base);
		ck_assert_uint_eq(cell->changes[i].candidate,
		                  want[i].candidate);
	}
	ck_assert_uint_eq(cell->vanished, 1);
	ck_assert_uint_eq(cell->appeared, 1);
	ck_assert_uint_eq(cell->invalid_count, 0);
}
END_TEST

/* What the token limit cut is not valid, though the stump would be. */
START_TEST(stumps_are_invalid)
{
	struct gamut_comparison comparison;
	const struct gamut_compare_cell *cell;

	gamut_made_side_add(&base, "state", "", (const uint64_t[]){ 60, 39 }, 2,
	                    1);
	gamut_made_side_add(&candidate, "state", "",
	                    (const uint64_t[]){ 60, 39 }, 2, 1);
	candidate.cells[0].answers[0].valid = 40;
	candidate.cells[0].forms[0].valid = 40;
	candidate.cells[0].tally.valid = 79;
	comparison = compare();
	cell = &comparison.cells[0];
	ck_assert_uint_eq(cell->change_count, 1);
	ck_assert_uint_eq(cell->invalid_count, 1);
	ck_assert(
		gamut_str_eq(cell->invalid[0].change.text, GAMUT_STR("a0000")));
	ck_assert_uint_eq(cell->invalid[0].change.base, 0);
	ck_assert_uint_eq(cell->invalid[0].change.candidate, 20);
	ck_assert_int_eq(cell->invalid[0].reason, GAMUT_REASON_VALID);
}
END_TEST

/* A single lost answer is luck, however unlikely its pool. */
START_TEST(a_lost_answer_of_one_cell_is_no_regression)
{
	struct gamut_comparison comparison;

	gamut_made_side_add(&base, "state", "", (const uint64_t[]){ 95, 5 }, 2,
	                    0);
	gamut_made_side_add(&candidate, "state", "", (const uint64_t[]){ 100 },
	                    1, 0);
	comparison = compare();
	ck_assert_int_eq(YIELD(comparison).verdict, GAMUT_GATE_UNDECIDED);
	ck_assert(YIELD(comparison).mean.p > 0.05);
	gamut_expected_double("p",
	                      comparison.cells[0].of[GAMUT_COMPARE_YIELD].p,
	                      2 * gamut_normal_tail(1 / sqrt(204.0 / 103)));
}
END_TEST

/* Too much work for the exact test: undefined, and nobody fails by it. */
START_TEST(what_cannot_be_tested_does_not_fail)
{
	static uint64_t counts[3000];
	struct gamut_comparison comparison;
	const struct gamut_compare_test *test;

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(counts); i++)
		counts[i] = i;
	gamut_made_side_add(&base, "state", "", counts, 3000, 0);
	gamut_made_side_add(&candidate, "state", "",
	                    (const uint64_t[]){ 3000 * 2999 / 2 }, 1, 0);
	comparison = compare();
	test = &comparison.cells[0].of[GAMUT_COMPARE_YIELD];
	ck_assert(isnan(test->p) && isnan(test->holm));
	ck_assert_int_eq(test->mark, GAMUT_MARK_NONE);
	ck_assert_int_eq(YIELD(comparison).verdict, GAMUT_GATE_REGRESSION);
}
END_TEST

/* ------------------------------------------------------ tasks and settings */

/* `n` draws, `valid` of them, all alike. */
static void add_valid(struct gamut_made_side *side, size_t task, size_t setting,
                      uint64_t valid, uint64_t n)
{
	static const char *const names[] = { "zero-shot", "few-shot",
		                             "few-shot-described" };

	ck_assert_uint_lt(setting, GAMUT_ARRAY_LEN(names));
	gamut_made_side_add(side,
	                    gamut_arena_strf(&arena, "task-%02zu", task).ptr,
	                    names[setting], &valid, 1, n - valid);
}

static void add_tasks(const cJSON *row)
{
	const cJSON *task;
	const cJSON *cell;
	uint64_t n = gamut_expected_uint(row, "n");
	size_t tasks = 0;

	cJSON_ArrayForEach(task, cJSON_GetObjectItemCaseSensitive(row, "valid"))
	{
		size_t settings = 0;

		cJSON_ArrayForEach(cell, task)
		{
			const cJSON *first = cJSON_GetArrayItem(cell, 0);
			const cJSON *second = cJSON_GetArrayItem(cell, 1);

			add_valid(&base, tasks, settings,
			          (uint64_t)first->valuedouble, n);
			add_valid(&candidate, tasks, settings++,
			          (uint64_t)second->valuedouble, n);
		}
		tasks++;
	}
}

START_TEST(over_tasks_as_by_scipy)
{
	struct gamut_expected expected;

	gamut_expected_read(&expected, "over_tasks.jsonl");
	ck_assert_uint_eq(expected.count, 4);
	for (size_t i = 0; i < expected.count; i++) {
		const cJSON *want = cJSON_GetObjectItemCaseSensitive(
			expected.rows[i], "want");
		const cJSON *ends = cJSON_GetObjectItemCaseSensitive(want,
		                                                     "ci95");
		struct gamut_comparison comparison;
		const struct gamut_compare_tasks *have;

		clear();
		add_tasks(expected.rows[i]);
		comparison = compare();
		have = &VALIDITY(comparison).over_tasks;
		gamut_expected_double(
			"difference", have->difference,
			cJSON_GetObjectItemCaseSensitive(want, "difference")
				->valuedouble);
		gamut_expected_double("low", have->ci95.low,
		                      cJSON_GetArrayItem(ends, 0)->valuedouble);
		gamut_expected_double("high", have->ci95.high,
		                      cJSON_GetArrayItem(ends, 1)->valuedouble);
		gamut_expected_double(
			"p", have->p,
			cJSON_GetObjectItemCaseSensitive(want, "p")
				->valuedouble);
	}
	gamut_expected_release(&expected);
}
END_TEST

/* Each setting is compared as if the others were not there. */
START_TEST(settings_are_compared_apart)
{
	struct gamut_comparison comparison;
	struct gamut_compare_mean mean;

	for (size_t task = 0; task < 4; task++)
		for (size_t setting = 0; setting < 3; setting++) {
			add_valid(&base, task, setting, 90 - setting, 100);
			add_valid(&candidate, task, setting, 90 - 5 * setting,
			          100);
		}
	comparison = compare();
	ck_assert_uint_eq(comparison.setting_count, 3);
	ck_assert(gamut_str_eq(comparison.settings[0].setting,
	                       GAMUT_STR("zero-shot")));
	ck_assert(gamut_str_eq(comparison.settings[2].setting,
	                       GAMUT_STR("few-shot-described")));
	mean = comparison.settings[2].of[GAMUT_COMPARE_VALIDITY];
	ck_assert_uint_eq(mean.cells, 4);
	gamut_expected_double("difference", mean.difference, -0.08);
	gamut_expected_double("se", mean.se,
	                      sqrt((0.88 * 0.12 + 0.8 * 0.2) / 100 / 4));
	/* K = 168 of 200, in each of four: 16 below what is expected in all. */
	gamut_expected_double("z", mean.z,
	                      -16 / sqrt(4 * 50 * 168 * 32 / 200.0 / 199));
	ck_assert(comparison.settings[0].of[GAMUT_COMPARE_VALIDITY].p == 1);
}
END_TEST

/* Cells of one side, and cells without completions, are passed over. */
START_TEST(only_pairs_are_compared)
{
	struct gamut_comparison comparison;

	add_valid(&base, 0, 0, 90, 100);
	add_valid(&base, 1, 0, 90, 100);
	add_valid(&base, 2, 0, 90, 100);
	add_valid(&candidate, 1, 0, 90, 100);
	add_valid(&candidate, 2, 0, 0, 0);
	add_valid(&candidate, 3, 0, 90, 100);
	comparison = compare();
	ck_assert_uint_eq(comparison.cell_count, 1);
	ck_assert(gamut_str_eq(comparison.cells[0].base->key.task,
	                       GAMUT_STR("task-01")));
	ck_assert_uint_eq(VALIDITY(comparison).mean.cells, 1);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("compare_parts");
	TCase *tc = tcase_create("compare_parts");

	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_test(tc, one_cell_is_its_own_mean);
	tcase_add_test(tc, the_example_by_hand);
	tcase_add_test(tc, changes_are_in_order);
	tcase_add_test(tc, stumps_are_invalid);
	tcase_add_test(tc, a_lost_answer_of_one_cell_is_no_regression);
	tcase_add_test(tc, what_cannot_be_tested_does_not_fail);
	tcase_add_test(tc, over_tasks_as_by_scipy);
	tcase_add_test(tc, settings_are_compared_apart);
	tcase_add_test(tc, only_pairs_are_compared);
	suite_add_tcase(suite, tc);
	return suite;
}
