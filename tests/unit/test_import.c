/* Generations of others become runs: what is kept of each format. */
#include "tests/support/unit.h"

#include <math.h>
#include <string.h>

#include "base/file.h"
#include "runner/measure/score.h"
#include "tasks/catalog/registry.h"
#include "tests/support/imported.h"

#define DATA(name) GAMUT_TEST_DATA "/import/" name

static void expect_model(const char *model)
{
	ck_assert(gamut_imported_is(gamut_imported_run->manifest.model, model));
}

START_TEST(lm_eval_is_read)
{
	gamut_imported_take(DATA("lm-eval"), "run");
	expect_model("acme/Small-1B");
	ck_assert_str_eq(gamut_imported_report.format, "lm-eval");
	/* Of two filters one is taken; each old line has one response. */
	GAMUT_IMPORTED_EXPECT({ "rng_1_10", "zero-shot", 0, "7" },
	                      { "rng_1_10", "zero-shot", 1, "3" },
	                      { "rng_1_10", "zero-shot", 2, "7" },
	                      { "rng_1_10", "zero-shot", 3, "11" },
	                      { "weekdays_full", "", 0, "Monday" },
	                      { "weekdays_full", "", 1, "Someday" });
	ck_assert(gamut_imported_is(gamut_imported_run->manifest.created,
	                            "2026-11-20T08:15:30.123Z"));
	ck_assert(gamut_imported_is(
		gamut_imported_run->manifest.sampling,
		"{\"temperature\":1,\"top_p\":1,\"do_sample\":true}"));
	ck_assert(
		gamut_imported_is(gamut_imported_run->manifest.cells[0].prompt,
	                          "\"Pick a number from 1 to 10.\""));
	ck_assert_uint_eq(gamut_imported_run->manifest.cells[0].max_tokens, 8);
}
END_TEST

START_TEST(inspect_is_read)
{
	gamut_imported_take(DATA("inspect.json"), "run");
	expect_model("acme/small");
	GAMUT_IMPORTED_EXPECT({ "weekdays_full", "few-shot", 0, "Monday" },
	                      { "weekdays_full", "few-shot", 1, "Tuesday" },
	                      { "weekdays_full", "few-shot", 2, "" });
	gamut_imported_expect_gaps(0, 1, 0);
	ck_assert(gamut_imported_is(gamut_imported_run->manifest.sampling,
	                            "{\"temperature\":0.7}"));
	ck_assert_uint_eq(gamut_imported_run->manifest.cells[0].max_tokens, 16);
	ck_assert_uint_eq(gamut_imported_report.failures, 1);
}
END_TEST

START_TEST(promptfoo_is_read)
{
	gamut_imported_take(DATA("promptfoo.json"), "run");
	expect_model("openai:acme-mini");
	/* A missed assertion is an answer; an error is none. */
	GAMUT_IMPORTED_EXPECT({ "rng_1_10", "zero-shot", 0, "7" },
	                      { "rng_1_10", "zero-shot", 1, "twelve" },
	                      { "rng_1_10", "zero-shot", 2, "7" });
	gamut_imported_expect_gaps(0, 1, 0);
}
END_TEST

START_TEST(noveltybench_is_read_by_a_map)
{
	gamut_imported_options.map = DATA("noveltybench.yaml");
	gamut_imported_take(DATA("noveltybench.jsonl"), "run");
	expect_model("acme-novel");
	GAMUT_IMPORTED_EXPECT(
		{ "us_states_full_names", "zero-shot", 0, "Ohio" },
		{ "us_states_full_names", "zero-shot", 1, "Iowa" },
		{ "us_states_full_names", "zero-shot", 2, "Ohio" },
		{ "rng_1_10", "zero-shot", 0, "4" },
		{ "rng_1_10", "zero-shot", 1, "11" });
	ck_assert_uint_eq(gamut_imported_report.skipped, 1);
	ck_assert_uint_eq(gamut_imported_report.line_count, 1);
}
END_TEST

/* Its own numbers count, and white space is left as it is. */
START_TEST(json_lines_are_read)
{
	gamut_imported_take(DATA("plain.jsonl"), "run");
	expect_model("acme-mini");
	GAMUT_IMPORTED_EXPECT({ "rng_1_10", "zero-shot", 0, " 3\n" },
	                      { "rng_1_10", "zero-shot", 1, "7" },
	                      { "weekdays_full", "few-shot", 0, "Monday" });
	gamut_imported_expect_gaps(0, 0, 0);
	gamut_imported_expect_gaps(1, 1, 0);
	ck_assert_uint_eq(gamut_imported_run->manifest.cells[0].prompt.len, 0);
	ck_assert(
		gamut_imported_is(gamut_imported_run->manifest.sampling, "{}"));
}
END_TEST

START_TEST(csv_is_read)
{
	gamut_imported_take(DATA("plain.csv"), "run");
	GAMUT_IMPORTED_EXPECT({ "rng_1_10", "zero-shot", 0, "7" },
	                      { "rng_1_10", "zero-shot", 1, "3" },
	                      { "weekdays_full", "few-shot", 0,
	                        "Monday\nis \"a\" day, they say" });
}
END_TEST

/* The example in docs/exchange.md. */
START_TEST(the_example_of_a_map_holds)
{
	gamut_imported_options.format = "jsonl";
	gamut_imported_options.map = GAMUT_TEST_DATA
		"/../../docs/examples/import.yaml";
	gamut_imported_take(DATA("nested.jsonl"), "run");
	expect_model("acme-mini-2026");
	GAMUT_IMPORTED_EXPECT({ "rng_1_10", "zero-shot", 0, "7" },
	                      { "rng_1_10", "zero-shot", 1, "3" },
	                      { "weekdays_full", "few-shot", 0, "Monday" });
	ck_assert_uint_eq(gamut_imported_report.skipped, 1);
}
END_TEST

/* ------------------------------------------------------------ the paper's own
 */

/* Where our rules agree, so do the figures that the file has. */
START_TEST(judged_anew_the_papers_results_are_the_same)
{
	struct gamut_suite *suite;
	struct gamut_score *score;
	const struct gamut_summary *summary;
	struct gamut_arena arena = { 0 };
	struct gamut_str text;
	cJSON *json;

	gamut_imported_take(DATA("spectrum.json"), "run");
	ck_assert(!gamut_file_read(&text, DATA("spectrum.json"), 1 << 20,
	                           &arena, &gamut_imported_err));
	json = gamut_json_parse(text, &gamut_imported_err);
	ck_assert(!gamut_suite_open(&suite, gamut_task_all(),
	                            gamut_task_count(), NULL,
	                            &gamut_imported_err));
	score = gamut_score_open(suite);
	ck_assert(!gamut_score_run(score, gamut_imported_run,
	                           &gamut_imported_err));
	summary = gamut_score_finish(score);
	ck_assert_uint_eq(summary->cell_count, 3);
	for (size_t i = 0; i < summary->cell_count; i++) {
		const struct gamut_cell_summary *cell = &summary->cells[i];
		const char *task = gamut_arena_copy(&arena, cell->key.task).ptr;
		const cJSON *theirs = cJSON_GetObjectItem(
			cJSON_GetObjectItem(json, "task_results"),
			strcmp(task, "gerunds") == 0 ? "claude_gerunds" : task);
		double valid;
		double yield;

		ck_assert(
			gamut_json_get_double(theirs, "percent_valid", &valid));
		ck_assert(gamut_json_get_double(theirs, "unique_valid_count",
		                                &yield));
		ck_assert(fabs(cell->metrics.of[GAMUT_METRIC_VALIDITY] -
		               valid) < 1e-12);
		ck_assert(fabs(cell->metrics.of[GAMUT_METRIC_YIELD] - yield) <
		          1e-12);
		ck_assert(gamut_imported_is(cell->key.setting,
		                            "few-shot-described"));
	}
	/* The largest cell has 8 samples; others lack nothing. */
	ck_assert(gamut_run_is_complete(gamut_imported_run));
	ck_assert_uint_eq(gamut_imported_run->manifest.n, 8);
	cJSON_Delete(json);
	gamut_score_free(score);
	gamut_suite_free(suite);
	gamut_arena_clear(&arena);
}
END_TEST

/* Of its chats the prompt that is written down was not the one that was sent.
 */
START_TEST(prompts_are_kept_where_they_are_true)
{
	gamut_imported_take(DATA("spectrum.json"), "run");
	ck_assert(
		gamut_imported_is(gamut_imported_run->manifest.cells[0].prompt,
	                          "\"description: d\\noutput:\""));
	gamut_imported_take(DATA("spectrum_chat.json"), "chat");
	ck_assert_uint_eq(gamut_imported_run->manifest.cells[0].prompt.len, 0);
	ck_assert(gamut_imported_is(
		gamut_imported_run->manifest.cells[0].setting, "zero-shot"));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("import");
	TCase *formats = tcase_create("formats");

	tcase_add_checked_fixture(formats, gamut_imported_set_up,
	                          gamut_imported_tear_down);
	tcase_add_test(formats, lm_eval_is_read);
	tcase_add_test(formats, inspect_is_read);
	tcase_add_test(formats, promptfoo_is_read);
	tcase_add_test(formats, noveltybench_is_read_by_a_map);
	tcase_add_test(formats, json_lines_are_read);
	tcase_add_test(formats, csv_is_read);
	tcase_add_test(formats, the_example_of_a_map_holds);
	tcase_add_test(formats, judged_anew_the_papers_results_are_the_same);
	tcase_add_test(formats, prompts_are_kept_where_they_are_true);
	suite_add_tcase(suite, formats);
	return suite;
}
