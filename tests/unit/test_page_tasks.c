/* What the page of a report says of the tasks. */
#include "tests/support/unit.h"

#include <string.h>

#include "runner/report/html/page.h"
#include "tasks/builtin.h"
#include "verifiers/integer.h"

static struct gamut_verifier slow;
static bool fails;

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	if (fails && gamut_str_eq(answer, GAMUT_STR("7")))
		return gamut_verdict_reject(GAMUT_REASON_UNCHECKED);
	return gamut_verifier_integer.verify(state, answer, arena);
}

/* The tasks of a page with a run of one, whose checker may fail. */
static const char *tasks_of(struct gamut_buf *out)
{
	struct gamut_task task = gamut_task_rng_1_10;
	const struct gamut_task *const tasks[] = { &task };
	struct gamut_cell_summary cell = {
		.key.task = gamut_str_of(task.name),
	};
	const struct gamut_summary summary = {
		.cells = &cell,
		.cell_count = 1,
	};
	const struct gamut_page_run run = { .summary = &summary };
	struct gamut_page page = { .runs = &run, .run_count = 1 };
	struct gamut_json json = { .out = out };
	struct gamut_suite *suite;

	slow = gamut_verifier_integer;
	slow.verify = verify;
	task.verifier = &slow;
	ck_assert(!gamut_suite_open(&suite, tasks, 1, NULL, NULL));
	page.suite = suite;
	gamut_json_open(&json, '{');
	gamut_page_tasks(&json, &page);
	gamut_json_close(&json, '}');
	gamut_suite_free(suite);
	return gamut_buf_cstr(out);
}

START_TEST(members_are_told_with_their_forms)
{
	struct gamut_buf out = { 0 };

	fails = false;
	ck_assert_ptr_nonnull(
		strstr(tasks_of(&out), "\"members\":[[\"1\",\"1\"],"));
	gamut_buf_release(&out);
}
END_TEST

START_TEST(no_form_is_told_without_a_verdict)
{
	struct gamut_buf out = { 0 };

	fails = true;
	ck_assert_ptr_nonnull(strstr(tasks_of(&out), "\"members\":null"));
	gamut_buf_release(&out);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *checks = suite_create("page_tasks");
	TCase *tc = tcase_create("page_tasks");

	tcase_add_test(tc, members_are_told_with_their_forms);
	tcase_add_test(tc, no_form_is_told_without_a_verdict);
	suite_add_tcase(checks, tc);
	return checks;
}
