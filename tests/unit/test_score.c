#include "tests/support/unit.h"

#include <string.h>

#include "runner/measure/score.h"
#include "tests/support/expected.h"
#include "tests/support/fake_run.h"
#include "verifiers/integer.h"

static const struct gamut_integer_rule rule = {
	.max = 99,
	.allows_leading_zeros = true,
};

/* As tests/data/make_metrics.py has it. */
#define TASK(word)                                                          \
	{                                                                   \
		GAMUT_TASK_HEADER,                                          \
			.name = (word), .description = "A number.",         \
			.examples = { "15", "42", "07" }, .max_tokens = 4,  \
			.verifier = &gamut_verifier_integer, .rule = &rule, \
			.space = 100,                                       \
	}

static const struct gamut_task task_one = TASK("number_one");
static const struct gamut_task task_two = TASK("number_two");
static const struct gamut_task *const tasks[] = { &task_two, &task_one };

static struct gamut_suite *suite;
static struct gamut_score *score;

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
}

static struct gamut_sample sample_of(const char *task, const char *setting,
                                     const char *text)
{
	return (struct gamut_sample){
		.task = gamut_str_of(task),
		.setting = gamut_str_of(setting),
		.text = gamut_str_of(text),
		.reasoning = GAMUT_STR_EMPTY,
		.finish_reason = GAMUT_STR("stop"),
		.model = GAMUT_STR_EMPTY,
		.reasoning_tokens = GAMUT_UNKNOWN,
	};
}

static struct gamut_judgement add(const char *model, const char *task,
                                  const char *setting, const char *text)
{
	struct gamut_sample sample = sample_of(task, setting, text);
	struct gamut_judgement judgement = { 0 };
	struct gamut_err err = { 0 };

	ck_assert_msg(!gamut_score_add(score, gamut_str_of(model), &sample,
	                               &judgement, &err),
	              "%s", err.msg);
	return judgement;
}

static void check_aggregates(const struct gamut_metrics *metrics, size_t count,
                             const cJSON *want)
{
	double values[64];

	for (size_t m = 0; m < GAMUT_AGGREGATED_COUNT; m++) {
		const char *name = gamut_metric_name(gamut_aggregated[m]);
		const cJSON *item = cJSON_GetObjectItemCaseSensitive(want,
		                                                     name);
		const cJSON *ci = cJSON_GetObjectItemCaseSensitive(item,
		                                                   "ci95");
		struct gamut_spread spread;

		for (size_t i = 0; i < count; i++)
			values[i] = metrics[i].of[gamut_aggregated[m]];
		spread = gamut_spread_of(values, count);
		if (!item) { /* coverage: these tasks accept no finite list */
			ck_assert_uint_eq(spread.tasks, 0);
			continue;
		}
		gamut_expected_double(
			name, spread.mean,
			cJSON_GetObjectItem(item, "mean")->valuedouble);
		gamut_expected_double(
			name, spread.sd,
			cJSON_GetObjectItem(item, "sd")->valuedouble);
		gamut_expected_double(
			name, spread.se,
			cJSON_GetObjectItem(item, "se")->valuedouble);
		gamut_expected_double(name, spread.low,
		                      cJSON_GetArrayItem(ci, 0)->valuedouble);
		gamut_expected_double(name, spread.high,
		                      cJSON_GetArrayItem(ci, 1)->valuedouble);
		ck_assert_uint_eq(spread.tasks,
		                  gamut_expected_uint(item, "tasks"));
	}
}

/* Completions in, every metric out, against Python's. */
START_TEST(scores_are_those_of_python)
{
	struct gamut_expected expected;
	struct gamut_metrics metrics[64];
	size_t count;

	gamut_expected_read(&expected, "cells.jsonl");
	count = expected.count - 1;
	ck_assert_uint_ge(count, 6);
	for (size_t i = 0; i < count; i++) {
		const cJSON *row = expected.rows[i];
		const char *setting =
			cJSON_GetObjectItem(row, "setting")->valuestring;
		const cJSON *text;
		const struct gamut_summary *summary;

		gamut_score_free(score);
		score = gamut_score_open(suite);
		cJSON_ArrayForEach(text, cJSON_GetObjectItem(row, "texts"))
			add("m", "number_one", setting, text->valuestring);
		summary = gamut_score_finish(score);
		ck_assert_uint_eq(summary->cell_count, 1);
		metrics[i] = summary->cells[0].metrics;
		gamut_expected_metrics(cJSON_GetObjectItem(row, "want"),
		                       &metrics[i]);
	}
	check_aggregates(
		metrics, count,
		cJSON_GetObjectItem(expected.rows[count], "aggregates"));
	gamut_expected_release(&expected);
}
END_TEST

START_TEST(judgement_tells_all)
{
	struct gamut_judgement first = add("", "number_one", "", " 07\n");
	struct gamut_judgement again = add("", "number_one", "", "07");
	struct gamut_judgement other = add("", "number_one", "", "7");
	struct gamut_judgement wrong = add("", "number_one", "", "seven");

	ck_assert_int_eq(first.fate, GAMUT_FATE_VALID_NEW);
	ck_assert(gamut_str_eq(first.answer.text, GAMUT_STR("07")));
	ck_assert(gamut_str_eq(first.verdict.canonical, GAMUT_STR("7")));
	ck_assert(first.answer.is_terminated && !first.is_copied);
	ck_assert_int_eq(again.fate, GAMUT_FATE_VALID_DUPLICATE);
	ck_assert_int_eq(other.fate, GAMUT_FATE_VALID_NEW);
	ck_assert(gamut_str_eq(other.verdict.canonical, GAMUT_STR("7")));
	ck_assert_int_eq(wrong.fate, GAMUT_FATE_INVALID);
	ck_assert_int_eq(wrong.verdict.reason, GAMUT_REASON_NOT_INTEGER);
	ck_assert_uint_eq(wrong.verdict.canonical.len, 0);
}
END_TEST

START_TEST(copies_need_a_prompt_with_examples)
{
	ck_assert(!add("", "number_one", "", "42").is_copied);
	ck_assert(!add("", "number_one", "zero-shot", "42").is_copied);
	ck_assert(!add("", "number_one", "my-own", "42").is_copied);
	ck_assert(add("", "number_one", "few-shot", "42").is_copied);
	ck_assert(add("", "number_one", "few-shot-described", "07").is_copied);
	ck_assert(!add("", "number_one", "few-shot", "7").is_copied);
}
END_TEST

/* A stump is judged once with its text, and never counts as valid. */
START_TEST(truncated_answers_are_not_valid)
{
	struct gamut_sample sample = sample_of("number_one", "", "7");
	struct gamut_judgement judgement;
	const struct gamut_summary *summary;

	sample.finish_reason = GAMUT_STR("length");
	for (size_t i = 0; i < 3; i++)
		ck_assert(!gamut_score_add(score, GAMUT_STR_EMPTY, &sample,
		                           &judgement, NULL));
	ck_assert_int_eq(judgement.fate, GAMUT_FATE_TRUNCATED);
	ck_assert(gamut_verdict_is_valid(judgement.verdict));
	ck_assert_int_eq(add("", "number_one", "", "7").fate,
	                 GAMUT_FATE_VALID_NEW);

	summary = gamut_score_finish(score);
	ck_assert(summary->cells[0].metrics.of[GAMUT_METRIC_N] == 4);
	ck_assert(summary->cells[0].metrics.of[GAMUT_METRIC_VALID] == 1);
	ck_assert(summary->cells[0].metrics.of[GAMUT_METRIC_DISTINCT] == 1);
	ck_assert(summary->cells[0].metrics.of[GAMUT_METRIC_COLLISION] == 0);
	ck_assert_uint_eq(summary->cells[0].fates[GAMUT_FATE_TRUNCATED], 3);
}
END_TEST

START_TEST(unknown_task_is_named)
{
	struct gamut_sample sample = sample_of("number_onne", "", "7");
	struct gamut_err err = { 0 };

	ck_assert_int_eq(
		gamut_score_add(score, GAMUT_STR_EMPTY, &sample, NULL, &err),
		GAMUT_EPARSE);
	ck_assert_str_eq(
		err.msg,
		"unknown task 'number_onne', did you mean 'number_one'?");
	sample.task = GAMUT_STR("\x1b[2J%s\n");
	ck_assert(gamut_score_add(score, GAMUT_STR_EMPTY, &sample, NULL, &err));
	ck_assert_str_eq(err.msg, "unknown task '\\x1b[2J%s\\n'");
	ck_assert_uint_eq(gamut_score_finish(score)->cell_count, 0);
}
END_TEST

/* Cells in the order of reports, whatever order the lines came in. */
START_TEST(cells_are_sorted)
{
	static const char *const in[][3] = {
		{ "b", "number_two", "few-shot-described" },
		{ "b", "number_one", "zero-shot" },
		{ "a", "number_two", "z" },
		{ "a", "number_two", "y" },
		{ "a", "number_two", "few-shot" },
		{ "a", "number_two", "few-shot-described" },
		{ "a", "number_two", "" },
		{ "a", "number_two", "zero-shot" },
		{ "a", "number_one", "z" },
		{ "", "number_two", "" },
	};
	static const size_t out[] = { 9, 8, 6, 7, 4, 5, 3, 2, 1, 0 };
	const struct gamut_summary *summary;

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(in); i++) {
		add(in[i][0], in[i][1], in[i][2], "7");
		add(in[0][0], in[0][1], in[0][2], "7");
	}
	summary = gamut_score_finish(score);
	ck_assert_uint_eq(summary->cell_count, GAMUT_ARRAY_LEN(out));
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(out); i++) {
		const struct gamut_cell_key *key = &summary->cells[i].key;
		const char *const *want = in[out[i]];

		ck_assert(gamut_str_eq(key->model, gamut_str_of(want[0])));
		ck_assert(gamut_str_eq(key->task, gamut_str_of(want[1])));
		ck_assert(gamut_str_eq(key->setting, gamut_str_of(want[2])));
	}
}
END_TEST

START_TEST(aggregates_are_per_setting)
{
	const struct gamut_summary *summary;
	const struct gamut_aggregate *aggregate;

	add("m", "number_one", "few-shot", "1");
	add("m", "number_one", "few-shot", "x");
	add("m", "number_two", "few-shot", "1");
	add("m", "number_two", "zero-shot", "x");
	summary = gamut_score_finish(score);
	ck_assert_uint_eq(summary->aggregate_count, 2);
	aggregate = &summary->aggregates[1];
	ck_assert(gamut_str_eq(aggregate->key.setting, GAMUT_STR("few-shot")));
	ck_assert_uint_eq(aggregate->key.task.len, 0);
	ck_assert_uint_eq(aggregate->tasks, 2);
	ck_assert(aggregate->is_complete);
	ck_assert(aggregate->of[0].mean == 0.75);
	ck_assert(aggregate->of[0].sd == 0.25);

	add("m", "number_one", "zero-shot", "1");
	summary = gamut_score_finish(score);
	ck_assert(summary->aggregates[0].of[0].mean == 0.5);
}
END_TEST

/* ------------------------------------------------------------------- runs */

static struct gamut_manifest_cell wanted[] = {
	{ .task = { "number_one", 10 }, .setting = { "few-shot", 8 } },
	{ .task = { "number_two", 10 }, .setting = { "few-shot", 8 } },
};
static uint32_t failed[] = { 1, 0 };
static uint32_t missing[] = { 0, 3 };
static struct gamut_run_index held[2]; /* of the runs "r1" and "r2" */

static struct gamut_run run_of(const char *id, struct gamut_sample *samples,
                               size_t count)
{
	struct gamut_str hash =
		gamut_str_of(gamut_checker_hash(gamut_suite_at(suite, 1)));
	struct gamut_run run = {
		.manifest = {
			.run_id = gamut_str_of(id),
			.model = GAMUT_STR("sim:base"),
			.template = GAMUT_STR("chat"),
			.preset = GAMUT_STR("pure"),
			.sampling = GAMUT_STR("{\"temperature\":1}"),
			.is_simulated = true,
			.n = 3,
			.cells = wanted,
			.cell_count = 2,
		},
		.count = count,
		.index = &held[id[1] - '1'],
		.failed = failed,
		.missing = missing,
	};

	held[id[1] - '1'] = gamut_fake_run_index(samples, count);
	wanted[0].task_hash = hash;
	wanted[1].task_hash = GAMUT_STR("another");
	return run;
}

static bool has_note(const struct gamut_summary *summary, const char *part)
{
	for (size_t i = 0; i < summary->note_count; i++) {
		struct gamut_str note = summary->notes[i];

		if (gamut_str_find(note, gamut_str_of(part)) < note.len)
			return true;
	}
	return false;
}

START_TEST(run_is_scored_with_what_it_lacks)
{
	struct gamut_sample samples[] = {
		sample_of("number_one", "few-shot", "15"),
		sample_of("number_one", "few-shot", "15"),
	};
	struct gamut_run run = run_of("r1", samples, 2);
	const struct gamut_summary *summary;
	const struct gamut_cell_summary *cell;

	ck_assert(!gamut_score_run(score, &run, NULL));
	summary = gamut_score_finish(score);
	ck_assert_uint_eq(summary->cell_count, 2);
	cell = &summary->cells[0];
	ck_assert(cell->is_simulated);
	ck_assert(gamut_str_eq(cell->key.model, GAMUT_STR("sim:base")));
	ck_assert(gamut_str_eq(cell->key.run, GAMUT_STR("r1")));
	ck_assert_uint_eq(cell->fates[GAMUT_FATE_VALID_NEW], 1);
	ck_assert_uint_eq(cell->fates[GAMUT_FATE_VALID_DUPLICATE], 1);
	ck_assert_uint_eq(cell->fates[GAMUT_FATE_FAILED], 1);
	ck_assert(cell->metrics.of[GAMUT_METRIC_N] == 2);
	ck_assert(cell->metrics.of[GAMUT_METRIC_COPIED] == 2);
	ck_assert_uint_eq(summary->cells[1].fates[GAMUT_FATE_MISSING], 3);

	/* The cell without completions is in no mean. */
	ck_assert_uint_eq(summary->aggregates[0].tasks, 2);
	ck_assert(!summary->aggregates[0].is_complete);
	for (size_t i = 0; i < 3; i++)
		ck_assert_uint_eq(summary->aggregates[0].of[i].tasks, 1);

	ck_assert(has_note(summary, "simulated"));
	ck_assert(has_note(summary, "1 sample failed and 3 are missing in 2 "
	                            "of 2 cells, most (3) in number_two"));
	ck_assert(has_note(summary, "preset pure"));
	ck_assert(has_note(summary, "number_two changed"));
	ck_assert(!has_note(summary, "number_one changed"));
}
END_TEST

/* Two conditions of one model are two cells, and one run counts once. */
START_TEST(runs_are_kept_apart)
{
	struct gamut_sample samples[] = {
		sample_of("number_one", "few-shot", "15"),
	};
	struct gamut_run one = run_of("r1", samples, 1);
	struct gamut_run two = run_of("r2", samples, 1);
	struct gamut_err err = { 0 };

	ck_assert(!gamut_score_run(score, &two, NULL));
	ck_assert(!gamut_score_run(score, &one, NULL));
	ck_assert_int_eq(gamut_score_run(score, &two, &err), GAMUT_EINVAL);
	ck_assert_str_eq(err.msg, "the run r2 was given twice");
	ck_assert_uint_eq(gamut_score_finish(score)->cell_count, 4);
	ck_assert_uint_eq(gamut_score_finish(score)->aggregate_count, 2);
	ck_assert(gamut_str_eq(gamut_score_finish(score)->cells[0].key.run,
	                       GAMUT_STR("r1")));
}
END_TEST

START_TEST(run_with_an_unknown_task_adds_nothing)
{
	struct gamut_run run = run_of("r1", NULL, 0);
	struct gamut_manifest_cell cells[2] = { wanted[0], wanted[1] };

	cells[1].task = GAMUT_STR("another");
	run.manifest.cells = cells;
	ck_assert_int_eq(gamut_score_run(score, &run, NULL), GAMUT_EPARSE);
	ck_assert_uint_eq(gamut_score_finish(score)->cell_count, 0);
}
END_TEST

START_TEST(notes_say_what_to_change)
{
	struct gamut_sample sample = sample_of("number_one", "zero-shot", "7");
	const struct gamut_summary *summary;

	for (size_t i = 0; i < 49; i++)
		add("m", "number_one", "zero-shot", "7");
	add("m", "number_one", "zero-shot", "");
	sample.finish_reason = GAMUT_STR("length");
	for (size_t i = 0; i < 2; i++)
		ck_assert(!gamut_score_add(score, GAMUT_STR("m"), &sample, NULL,
		                           NULL));
	gamut_score_note(score, GAMUT_STR("said by the caller"));
	gamut_score_note(score, GAMUT_STR("said by the caller"));
	summary = gamut_score_finish(score);
	ck_assert_uint_eq(summary->note_count, 2);
	ck_assert(has_note(summary, "said by the caller"));
	ck_assert(has_note(summary, "m: completions cut off by the token "
	                            "limit in 1 of 1 cell, number_one "
	                            "zero-shot (2 of 52): allow more with "
	                            "--max-tokens"));
}
END_TEST

static void count_call(void *context, const struct gamut_cell_key *key,
                       const struct gamut_sample *sample,
                       const struct gamut_judgement *judgement)
{
	size_t *calls = context;

	ck_assert(gamut_str_eq(key->task, sample->task));
	ck_assert_int_eq(judgement->fate, *calls ? GAMUT_FATE_VALID_DUPLICATE :
	                                           GAMUT_FATE_VALID_NEW);
	++*calls;
}

START_TEST(watcher_sees_each_completion)
{
	struct gamut_sample samples[] = {
		sample_of("number_one", "few-shot", "15"),
		sample_of("number_one", "few-shot", "15"),
	};
	struct gamut_run run = run_of("r1", samples, 2);
	size_t calls = 0;

	gamut_score_watch(score, count_call, &calls);
	ck_assert(!gamut_score_run(score, &run, NULL));
	ck_assert_uint_eq(calls, 2);
	gamut_score_watch(score, NULL, NULL);
	add("m", "number_one", "", "x");
	ck_assert_uint_eq(calls, 2);
}
END_TEST

START_TEST(nothing_added)
{
	const struct gamut_summary *summary = gamut_score_finish(score);

	ck_assert_uint_eq(summary->cell_count, 0);
	ck_assert_uint_eq(summary->aggregate_count, 0);
	ck_assert_uint_eq(summary->note_count, 0);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *s = suite_create("score");
	TCase *tc = tcase_create("score");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, scores_are_those_of_python);
	tcase_add_test(tc, judgement_tells_all);
	tcase_add_test(tc, copies_need_a_prompt_with_examples);
	tcase_add_test(tc, truncated_answers_are_not_valid);
	tcase_add_test(tc, unknown_task_is_named);
	tcase_add_test(tc, cells_are_sorted);
	tcase_add_test(tc, aggregates_are_per_setting);
	tcase_add_test(tc, run_is_scored_with_what_it_lacks);
	tcase_add_test(tc, runs_are_kept_apart);
	tcase_add_test(tc, run_with_an_unknown_task_adds_nothing);
	tcase_add_test(tc, notes_say_what_to_change);
	tcase_add_test(tc, watcher_sees_each_completion);
	tcase_add_test(tc, nothing_added);
	suite_add_tcase(s, tc);
	return s;
}
