/* Which answers came and went: by hand, and where nothing did. */
#include "tests/support/unit.h"

#include <math.h>

#include "base/rng.h"
#include "runner/measure/compare/diff.h"
#include "tests/support/sides.h"

static struct gamut_made_side base;
static struct gamut_made_side candidate;
static struct gamut_arena arena;

static void tear_down(void)
{
	gamut_made_side_clear(&base);
	gamut_made_side_clear(&candidate);
	gamut_arena_clear(&arena);
}

static struct gamut_diff diff_of(void)
{
	size_t count;
	struct gamut_cell_pair *pairs = gamut_cells_align(
		&base.summary, &candidate.summary, &count, &arena);

	return gamut_diff_of(pairs, count, 0.05, &arena);
}

static void add(struct gamut_made_side *side, const char *task,
                const uint64_t *counts, size_t count, uint64_t invalid)
{
	gamut_made_side_add(side, task, "zero-shot", counts, count, invalid);
}

static bool is_about(double a, double b)
{
	return fabs(a - b) < 1e-9;
}

static void check(const struct gamut_diff_answer *answer, const char *text,
                  enum gamut_diff_change change, double shift)
{
	ck_assert(gamut_str_eq(answer->shown, gamut_str_of(text)));
	ck_assert_int_eq(answer->change, change);
	ck_assert(is_about(answer->shift, shift));
}

/* As in docs/diff.md, where the p-values are. */
START_TEST(the_example_by_hand_holds)
{
	const uint64_t before[] = { 4, 4, 4, 4, 4 };
	const uint64_t after[] = { 14, 4, 1, 0, 0 };
	const struct gamut_diff_cell *cell;
	struct gamut_diff diff;

	add(&base, "a", before, 5, 0);
	add(&candidate, "a", after, 5, 1);
	diff = diff_of();
	cell = &diff.cells[0];
	ck_assert_uint_eq(diff.tested, 3);
	ck_assert_uint_eq(diff.marked, 1);
	ck_assert_uint_eq(cell->appeared, 0);
	ck_assert_uint_eq(cell->vanished, 2);
	ck_assert_uint_eq(cell->shared, 3);
	ck_assert_uint_eq(cell->answer_count, 6);
	check(&cell->answers[0], "a0000", GAMUT_DIFF_ROSE, 0.5);
	ck_assert(is_about(cell->answers[0].p, 0.003641027048678062));
	ck_assert(is_about(cell->answers[0].adjusted, 3 * cell->answers[0].p));
	ck_assert(cell->answers[0].is_marked);
	check(&cell->answers[1], "a0003", GAMUT_DIFF_VANISHED, -0.2);
	ck_assert(isnan(cell->answers[1].p));
	check(&cell->answers[3], "a0002", GAMUT_DIFF_FELL, -0.15);
	ck_assert(is_about(cell->answers[3].p, 0.34164934164934163));
	ck_assert(
		is_about(cell->answers[3].adjusted, 1.5 * cell->answers[3].p));
	check(&cell->answers[4], "none of it", GAMUT_DIFF_APPEARED, 0.05);
	ck_assert(!cell->answers[4].is_valid);
	ck_assert_int_eq(cell->answers[4].reason, GAMUT_REASON_NOT_LISTED);
	check(&cell->answers[5], "a0001", GAMUT_DIFF_SAME, 0);
	ck_assert(is_about(cell->moved, 0.5));
}
END_TEST

/* Twice as much of twice as many is the same share. */
START_TEST(shares_are_compared_where_n_differs)
{
	const uint64_t before[] = { 10, 20, 0 };
	const uint64_t after[] = { 20, 39, 1 };
	struct gamut_diff diff;

	add(&base, "a", before, 3, 3);
	add(&candidate, "a", after, 3, 6);
	diff = diff_of();
	ck_assert_uint_eq(diff.marked, 0);
	ck_assert_uint_eq(diff.cells[0].answer_count, 4);
	check(&diff.cells[0].answers[0], "a0001", GAMUT_DIFF_FELL, -1.0 / 66);
	check(&diff.cells[0].answers[1], "a0002", GAMUT_DIFF_APPEARED,
	      1.0 / 66);
	check(&diff.cells[0].answers[2], "a0000", GAMUT_DIFF_SAME, 0);
	check(&diff.cells[0].answers[3], "none of it", GAMUT_DIFF_SAME, 0);
}
END_TEST

/* An invalid answer that went is there, too. */
START_TEST(what_became_valid_is_told)
{
	const uint64_t none[] = { 0 };
	const uint64_t all[] = { 40 };
	struct gamut_diff diff;

	add(&base, "a", none, 1, 40);
	add(&candidate, "a", all, 1, 0);
	diff = diff_of();
	ck_assert_uint_eq(diff.marked, 2);
	ck_assert_uint_eq(diff.appeared, 1);
	ck_assert_uint_eq(diff.vanished, 0);
	check(&diff.cells[0].answers[0], "a0000", GAMUT_DIFF_APPEARED, 1);
	check(&diff.cells[0].answers[1], "none of it", GAMUT_DIFF_VANISHED, -1);
	ck_assert(is_about(diff.cells[0].moved, 2));
}
END_TEST

START_TEST(tasks_that_moved_most_stand_first)
{
	const uint64_t even[] = { 50, 50 };
	const uint64_t some[] = { 80, 20 };
	const uint64_t most[] = { 100, 0 };
	struct gamut_diff diff;

	add(&base, "a", even, 2, 0);
	add(&base, "b", even, 2, 0);
	add(&base, "c", even, 2, 0);
	add(&base, "d", even, 2, 0);
	add(&candidate, "a", even, 2, 0);
	add(&candidate, "b", some, 2, 0);
	add(&candidate, "c", most, 2, 0);
	add(&candidate, "e", most, 2, 0);
	diff = diff_of();
	ck_assert_uint_eq(diff.cell_count, 3);
	ck_assert_uint_eq(diff.only_base, 1);
	ck_assert_uint_eq(diff.only_candidate, 1);
	ck_assert_uint_eq(diff.task_count, 3);
	ck_assert(gamut_str_eq(diff.tasks[0].task, GAMUT_STR("c")));
	ck_assert(gamut_str_eq(diff.tasks[1].task, GAMUT_STR("b")));
	ck_assert(gamut_str_eq(diff.tasks[2].task, GAMUT_STR("a")));
	ck_assert_uint_eq(diff.tasks[2].marked, 0);
	ck_assert_uint_eq(diff.marked_cells, 2);
}
END_TEST

START_TEST(nothing_in_common_is_an_empty_diff)
{
	const uint64_t counts[] = { 1 };
	struct gamut_diff diff;

	add(&base, "a", counts, 1, 0);
	add(&candidate, "b", counts, 1, 0);
	diff = diff_of();
	ck_assert_uint_eq(diff.cell_count, 0);
	ck_assert_uint_eq(diff.task_count, 0);
	ck_assert_uint_eq(diff.tested, 0);
}
END_TEST

/* A draw from 20 answers, of which the first come more often. */
static void draw(struct gamut_made_side *side, struct gamut_rng *rng)
{
	uint64_t counts[20] = { 0 };

	for (size_t i = 0; i < 100; i++) {
		double u = gamut_rng_unit(rng);

		counts[(size_t)(20 * u * u)]++;
	}
	gamut_made_side_add_next(side, counts, 20, 0);
}

/*
 * Two samples of one model: a false mark in hardly one of 20 diffs, which is
 * what Benjamini and Hochberg promise where nothing changed.
 */
START_TEST(noise_has_no_marks)
{
	struct gamut_rng rng = { .state = 7 };
	size_t marked = 0;

	for (size_t k = 0; k < 100; k++) {
		gamut_made_side_reset(&base);
		gamut_made_side_reset(&candidate);
		for (size_t i = 0; i < 12; i++) {
			draw(&base, &rng);
			draw(&candidate, &rng);
		}
		marked += diff_of().marked > 0;
		gamut_arena_reset(&arena);
	}
	ck_assert_uint_le(marked, 10);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("diff");
	TCase *tc = tcase_create("diff");

	tcase_add_checked_fixture(tc, NULL, tear_down);
	tcase_add_test(tc, the_example_by_hand_holds);
	tcase_add_test(tc, shares_are_compared_where_n_differs);
	tcase_add_test(tc, what_became_valid_is_told);
	tcase_add_test(tc, tasks_that_moved_most_stand_first);
	tcase_add_test(tc, nothing_in_common_is_an_empty_diff);
	tcase_add_test(tc, noise_has_no_marks);
	suite_add_tcase(suite, tc);
	return suite;
}
