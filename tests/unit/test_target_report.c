/* What reports say of tasks that have a target: a die, a coin that is not. */
#include "tests/support/unit.h"

#include <string.h>

#include "runner/measure/score.h"
#include "runner/report/report.h"
#include "verifiers/integer.h"

#define FACES 6

static const struct gamut_integer_rule rule = {
	.min = 1,
	.max = FACES,
	.allows_leading_zeros = true,
};
static const char *const faces[] = { "1", "2", "3", "4", "5", "6" };
static const double weights[] = { 1, 1, 1, 1, 1, 1 };
static const struct gamut_target uniform = { faces, weights, FACES };

#define TASK(word)                                      \
	.name = (word), .description = "Roll a die.",   \
	.examples = { "3", "6", "1" }, .max_tokens = 4, \
	.verifier = &gamut_verifier_integer, .rule = &rule, .space = FACES

static const struct gamut_task die = {
	GAMUT_TASK_HEADER,
	TASK("die"),
	.target = &uniform,
};
static const struct gamut_task plain = {
	GAMUT_TASK_HEADER,
	TASK("plain"),
};
static const struct gamut_task *const tasks[] = { &die, &plain };

static struct gamut_suite *suite;
static struct gamut_score *score;
static struct gamut_buf out;

static void set_up(void)
{
	struct gamut_err err = { 0 };

	ck_assert_msg(!gamut_suite_open(&suite, tasks, 2, NULL, &err), "%s",
	              err.msg);
	score = gamut_score_open(suite);
}

static void tear_down(void)
{
	gamut_score_free(score);
	gamut_suite_free(suite);
	gamut_buf_release(&out);
}

static void add(const char *task, const char *setting, const char *text,
                unsigned times)
{
	const struct gamut_sample sample = {
		.task = gamut_str_of(task),
		.setting = gamut_str_of(setting),
		.text = gamut_str_of(text),
		.reasoning = GAMUT_STR_EMPTY,
		.finish_reason = GAMUT_STR("stop"),
		.model = GAMUT_STR_EMPTY,
		.reasoning_tokens = GAMUT_UNKNOWN,
	};
	struct gamut_judgement judgement;

	for (unsigned i = 0; i < times; i++)
		ck_assert(!gamut_score_add(score, GAMUT_STR("m"), &sample,
		                           &judgement, NULL));
}

/* 22, 10, 19, 13, 17 and 19 times, however spelt; and 7, which is no face. */
static void roll(const char *task, const char *setting)
{
	add(task, setting, "1", 20);
	add(task, setting, "01", 2);
	add(task, setting, "2", 10);
	add(task, setting, "3", 19);
	add(task, setting, "4", 13);
	add(task, setting, "5", 17);
	add(task, setting, "6", 19);
	add(task, setting, "7", 25);
}

static const char *told(const char *format)
{
	const struct gamut_report_options options = { .columns = 100 };
	gamut_report_fn *write = gamut_report_find(gamut_str_of(format));

	gamut_buf_clear(&out);
	write(&out, gamut_score_finish(score), &options);
	gamut_buf_add_char(&out, '\0');
	return out.ptr;
}

START_TEST(cells_are_measured_by_canonical_form)
{
	const struct gamut_target_distance *target;
	const struct gamut_summary *summary;

	roll("die", "zero-shot");
	roll("plain", "zero-shot");
	summary = gamut_score_finish(score);
	ck_assert_uint_eq(summary->cell_count, 2);
	target = summary->cells[0].target;
	ck_assert_ptr_nonnull(target);
	ck_assert_ptr_null(summary->cells[1].target);
	ck_assert_uint_eq(target->valid, 100);
	ck_assert_uint_eq(target->outside, 0);
	ck_assert_double_eq_tol(target->total_variation, 31 / 300.0, 1e-12);
	ck_assert_double_eq_tol(target->p, 0.308, 0.02);
}
END_TEST

/* A task that breaks its contract is told of, and not a crash. */
START_TEST(answers_outside_of_the_target_count_against_it)
{
	static const struct gamut_target coin = { faces, weights, 2 };
	static const struct gamut_task broken = {
		GAMUT_TASK_HEADER,
		TASK("die"),
		.target = &coin,
	};
	static const struct gamut_task *const list[] = { &broken };
	const struct gamut_target_distance *target;

	tear_down();
	ck_assert(!gamut_suite_open(&suite, list, 1, NULL, NULL));
	score = gamut_score_open(suite);
	add("die", "zero-shot", "1", 3);
	add("die", "zero-shot", "2", 3);
	add("die", "zero-shot", "5", 6);
	target = gamut_score_finish(score)->cells[0].target;
	ck_assert_uint_eq(target->outside, 6);
	ck_assert_double_eq_tol(target->total_variation, 0.5, 1e-12);
}
END_TEST

START_TEST(documents_have_the_distance)
{
	const char *text;
	const char *at;

	roll("die", "zero-shot");
	add("die", "few-shot", "no", 3);
	roll("plain", "zero-shot");
	text = told("json");
	at = strstr(text, "\"target\":{\"total_variation\":0.1033333333333333");
	ck_assert_ptr_nonnull(at);
	ck_assert_ptr_nonnull(strstr(at, ",\"p_method\":\"monte-carlo\","
	                                 "\"outside\":0}}"));
	ck_assert_ptr_nonnull(
		strstr(text, "\"target\":{\"total_variation\":null,"
	                     "\"null_mean\":null,\"null_q95\":null,"
	                     "\"p\":null,\"p_method\":null,\"outside\":0}"));
	ck_assert_ptr_null(strstr(told("csv"), "target"));
}
END_TEST

START_TEST(people_see_a_table_of_such_cells)
{
	const char *text;

	roll("die", "zero-shot");
	add("die", "few-shot", "no", 3);
	add("die", "few-shot-described", "6", 100);
	roll("plain", "zero-shot");
	text = told("table");
	ck_assert_ptr_nonnull(strstr(text, "\nagainst the target setting"));
	ck_assert_ptr_nonnull(strstr(text, "by chance   95 %       p\n"));
	ck_assert_ptr_nonnull(strstr(text, "0.103      0.089  0.140  0.30"));
	ck_assert_ptr_nonnull(
		strstr(text, " 0.833      0.089  0.140  0.0001\n"));
	ck_assert_ptr_nonnull(strstr(text, "  -          -      -       -\n"));
	ck_assert_ptr_nonnull(strstr(text, "half the sum"));
	text = told("markdown");
	ck_assert_ptr_nonnull(strstr(text, "| against the target | setting |"));
	ck_assert_ptr_nonnull(
		strstr(text, "| die | zero-shot | 100 | 0.103 |"));
}
END_TEST

/* Of completions without a setting, one cell may be all there is. */
START_TEST(a_single_cell_is_not_left_out)
{
	add("die", "", "1", 2);
	ck_assert_ptr_nonnull(
		strstr(told("table"), "\ndie                (no setting)"));
}
END_TEST

START_TEST(where_there_is_none_nothing_is_said)
{
	static const char *const formats[] = { "table", "json", "csv",
		                               "markdown" };

	roll("plain", "zero-shot");
	ck_assert_ptr_null(strstr(told(formats[_i]), "target"));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *tests = suite_create("target_report");
	TCase *tcase = tcase_create("target_report");

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, cells_are_measured_by_canonical_form);
	tcase_add_test(tcase, answers_outside_of_the_target_count_against_it);
	tcase_add_test(tcase, documents_have_the_distance);
	tcase_add_test(tcase, people_see_a_table_of_such_cells);
	tcase_add_test(tcase, a_single_cell_is_not_left_out);
	tcase_add_loop_test(tcase, where_there_is_none_nothing_is_said, 0, 4);
	suite_add_tcase(tests, tcase);
	return tests;
}
