/* gamut report --html, as a file; tests/browser looks at it. */
#include "tests/support/unit.h"

#include <string.h>

#include "base/json.h"
#include "tests/support/page.h"
#include "tests/support/program.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

START_TEST(summary_is_that_of_score)
{
	cJSON *data;
	cJSON *score;

	gamut_program_expect(
		&arena,
		"run --model sim:base --tasks rng_* --seed 4 -n 40 "
		"--out r",
		0, "");
	gamut_program_expect(&arena, "report r --html page.html", 0,
	                     "open it in a browser");
	data = gamut_page_data_of(&arena, "page.html");
	score = gamut_program_json(&arena, "score r --format json");
	ck_assert(cJSON_Compare(
		gamut_page_member(gamut_program_item(data, "runs", 0),
	                          "summary"),
		score, true));
	ck_assert_int_eq(cJSON_GetArraySize(gamut_page_member(data, "tasks")),
	                 2);
	ck_assert_int_eq(
		cJSON_GetArraySize(gamut_page_member(
			gamut_program_item(data, "tasks", 0), "members")),
		10);
	ck_assert(cJSON_IsNull(gamut_page_member(data, "baseline")));
	cJSON_Delete(score);
	cJSON_Delete(data);
}
END_TEST

static void check_sample(const cJSON *line, const cJSON *data, int cell, int i)
{
	const cJSON *details = gamut_program_item(
		gamut_program_item(data, "runs", 0), "details", cell);
	const cJSON *samples = gamut_page_member(details, "samples");
	const cJSON *fate = cJSON_GetArrayItem(
		gamut_page_member(data, "fates"),
		(int)gamut_page_number(gamut_page_member(samples, "fate"), i));

	ck_assert_str_eq(gamut_page_member(line, "text")->valuestring,
	                 gamut_page_sample(details, i));
	ck_assert_str_eq(gamut_page_member(line, "fate")->valuestring,
	                 fate->valuestring);
	ck_assert_double_eq(
		gamut_page_member(line, "seed")->valuedouble,
		gamut_page_number(gamut_page_member(samples, "seed"), i));
	ck_assert_int_eq((int)gamut_page_member(line, "index")->valuedouble, i);
}

START_TEST(samples_are_those_of_samples_jsonl)
{
	cJSON *data;
	struct gamut_str rest;
	struct gamut_str line;
	int count = 0;

	gamut_program_expect(&arena,
	                     "run --model sim:base --tasks gerunds,us_states_* "
	                     "--settings zero-shot --seed 4 -n 50 --out r",
	                     0, "");
	gamut_program_expect(&arena, "report r --html page.html", 0, "");
	gamut_program_expect(&arena, "score r --samples", 0, "");
	data = gamut_page_data_of(&arena, "page.html");
	rest = gamut_str_of(gamut_program_file(&arena, "r/samples.jsonl"));
	while (gamut_str_take_line(&rest, &line)) {
		cJSON *sample = gamut_json_parse(line, NULL);

		check_sample(sample, data, count / 50, count % 50);
		cJSON_Delete(sample);
		count++;
	}
	ck_assert_int_eq(count, 200);
	cJSON_Delete(data);
}
END_TEST

START_TEST(curve_ends_at_the_yield)
{
	cJSON *data;
	const cJSON *run;

	gamut_program_expect(&arena,
	                     "run --model sim:base --tasks us_* --seed 4 -n 60 "
	                     "--out r",
	                     0, "");
	gamut_program_expect(&arena, "report r --html page.html", 0, "");
	data = gamut_page_data_of(&arena, "page.html");
	run = gamut_program_item(data, "runs", 0);
	for (int i = 0; i < 12; i++) {
		const cJSON *cell = gamut_program_item(
			gamut_page_member(run, "summary"), "cells", i);
		const cJSON *curve = gamut_page_member(
			gamut_program_item(run, "details", i), "curve");
		int last = cJSON_GetArraySize(gamut_page_member(curve, "k")) -
		           1;

		ck_assert_double_eq(
			gamut_page_number(gamut_page_member(curve, "k"), 0), 1);
		ck_assert_double_eq(
			gamut_page_number(gamut_page_member(curve, "k"), last),
			60);
		ck_assert_double_eq_tol(
			gamut_page_number(
				gamut_program_item(curve, "raw", last), 0),
			gamut_program_number(cell, "yield"), 1e-9);
		ck_assert_double_eq_tol(
			gamut_page_number(
				gamut_program_item(curve, "canonical", last),
				0),
			gamut_program_number(cell, "canonical_yield"), 1e-9);
		/* One completion yields one answer where it is valid. */
		ck_assert_double_eq_tol(
			gamut_page_number(gamut_program_item(curve, "raw", 0),
		                          0),
			gamut_program_number(cell, "validity"), 1e-9);
		ck_assert_double_eq_tol(
			gamut_page_number(gamut_page_member(curve, "ceiling"),
		                          last),
			gamut_program_number(cell, "ceiling"), 1e-9);
	}
	cJSON_Delete(data);
}
END_TEST

START_TEST(several_runs_are_compared)
{
	cJSON *data;

	gamut_program_expect(
		&arena,
		"run --model sim:base --tasks rng_* --seed 1 -n 50 "
		"--out a",
		0, "");
	gamut_program_expect(&arena,
	                     "run --model sim:instruct --tasks rng_* --seed 2 "
	                     "-n 50 --out b",
	                     0, "");
	gamut_program_expect(
		&arena,
		"run --model sim:base --template completion --tasks "
		"rng_* --seed 3 -n 50 --out c",
		0, "");
	gamut_program_expect(
		&arena, "report a b c --baseline b --html page.html", 0, "");
	data = gamut_page_data_of(&arena, "page.html");
	ck_assert_str_eq(
		gamut_page_member(gamut_program_item(data, "runs", 0), "label")
			->valuestring,
		"b");
	ck_assert_double_eq(gamut_program_number(data, "baseline"), 0);
	ck_assert_str_eq(
		gamut_page_member(
			gamut_page_member(
				gamut_program_item(data, "comparisons", 0),
				"comparison"),
			"verdict")
			->valuestring,
		"regression");
	/* Other prompts were asked, so numbers are not set against others. */
	ck_assert(cJSON_IsNull(gamut_page_member(
		gamut_program_item(data, "comparisons", 1), "comparison")));
	ck_assert_int_ge(
		cJSON_GetArraySize(gamut_page_member(
			gamut_program_item(data, "comparisons", 1), "refused")),
		1);
	ck_assert_int_eq(cJSON_GetArraySize(gamut_page_member(data, "planes")),
	                 3);
	cJSON_Delete(data);
}
END_TEST

/* Points are means over the tasks that both have, and so is their ceiling. */
START_TEST(ceiling_is_of_the_tasks_in_common)
{
	cJSON *data;

	gamut_program_expect(
		&arena,
		"run --model sim:base --tasks rng_1_10,weekdays_full "
		"--seed 1 -n 200 --out a",
		0, "");
	gamut_program_expect(
		&arena,
		"run --model sim:base --tasks rng_1_10 --seed 2 -n "
		"200 --out b",
		0, "");
	gamut_program_expect(&arena, "report a b --html page.html", 0, "");
	data = gamut_page_data_of(&arena, "page.html");
	/* 10 numbers, all but surely seen in 200 draws; not (10 + 7)/2. */
	ck_assert_double_eq_tol(
		gamut_program_number(gamut_program_item(data, "planes", 0),
	                             "ceiling"),
		10, 1e-6);
	cJSON_Delete(data);
}
END_TEST

START_TEST(nothing_repeats_what_was_imported)
{
	cJSON *data;
	const cJSON *run;

	gamut_program_put("lines.jsonl",
	                  "{\"task\":\"rng_1_10\",\"text\":\"7\"}\n");
	gamut_program_expect(&arena,
	                     "import lines.jsonl --from jsonl --model m "
	                     "--setting few-shot --out r",
	                     0, "");
	gamut_program_expect(&arena, "report r --html page.html", 0, "");
	data = gamut_page_data_of(&arena, "page.html");
	run = gamut_program_item(data, "runs", 0);
	ck_assert(cJSON_IsNull(gamut_page_member(run, "command")));
	ck_assert_str_eq(
		gamut_page_member(gamut_page_member(run, "imported"), "from")
			->valuestring,
		"jsonl");
	ck_assert(cJSON_IsTrue(gamut_page_member(run, "complete")));
	cJSON_Delete(data);
}
END_TEST

START_TEST(page_is_the_same_again)
{
	gamut_program_expect(
		&arena,
		"run --model sim:base --tasks rng_* --seed 1 -n 20 "
		"--out a",
		0, "");
	gamut_program_expect(&arena, "report a --html one.html", 0, "");
	ck_assert_str_eq(gamut_program_file(&arena, "one.html"),
	                 gamut_program(&arena, "report a --html -").out);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("html");
	TCase *page = tcase_create("page");

	tcase_add_checked_fixture(page, gamut_program_enter, clear);
	tcase_add_test(page, summary_is_that_of_score);
	tcase_add_test(page, samples_are_those_of_samples_jsonl);
	tcase_add_test(page, curve_ends_at_the_yield);
	tcase_add_test(page, several_runs_are_compared);
	tcase_add_test(page, ceiling_is_of_the_tasks_in_common);
	tcase_add_test(page, nothing_repeats_what_was_imported);
	tcase_add_test(page, page_is_the_same_again);
	suite_add_tcase(suite, page);
	return suite;
}
