/* gamut pareto, on runs of simulated models and on files. */
#include "tests/support/unit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json.h"
#include "runner/store/store.h"
#include "tests/support/program.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

static struct gamut_output must(const char *line)
{
	struct gamut_output got = gamut_program(&arena, line);

	ck_assert_msg(got.code == 0, "'%s' ended with %d: %s", line, got.code,
	              got.err);
	return got;
}

static void run_models(void)
{
	must("run --model sim:uniform --tasks rng_*,us_states_* -n 40 --seed 1 "
	     "--out uniform");
	must("run --model sim:base --tasks rng_*,us_states_* -n 40 --seed 2 "
	     "--out base");
	must("run --model sim:instruct --tasks rng_*,us_states_* -n 40 --seed "
	     "3 --out instruct");
}

static cJSON *read_json(const char *line)
{
	struct gamut_output got = must(line);
	struct gamut_err err = { 0 };
	cJSON *document = gamut_json_parse(gamut_str_of(got.out), &err);

	ck_assert_msg(document, "%s", err.msg);
	return document;
}

static const cJSON *item(const cJSON *document, const char *list, int i)
{
	const cJSON *found = cJSON_GetArrayItem(
		cJSON_GetObjectItemCaseSensitive(document, list), i);

	ck_assert_msg(found, "no %s[%d]", list, i);
	return found;
}

static double mean(const cJSON *document, int point, const char *axis)
{
	double value;

	ck_assert(gamut_json_get_double(
		cJSON_GetObjectItem(item(document, "points", point), axis),
		"mean", &value));
	return value;
}

START_TEST(models_stand_where_they_should)
{
	cJSON *document;
	const cJSON *base;

	run_models();
	document = read_json("pareto uniform base instruct --by condition "
	                     "--reference --format json");
	ck_assert_double_gt(mean(document, 0, "y"), mean(document, 1, "y"));
	ck_assert_double_gt(mean(document, 1, "y"), mean(document, 2, "y"));
	ck_assert_double_gt(mean(document, 2, "x"), mean(document, 1, "x"));
	ck_assert_double_eq(mean(document, 0, "x"), 1);
	base = item(document, "points", 1);
	ck_assert_str_eq(item(base, "worse_than", 0)->valuestring, "A");
	ck_assert(cJSON_IsTrue(cJSON_GetObjectItem(base, "simulated")));
	ck_assert_int_eq(
		cJSON_GetArraySize(cJSON_GetObjectItem(document, "front")), 1);
	ck_assert_int_eq(
		cJSON_GetArraySize(cJSON_GetObjectItem(document, "lines")), 3);
	cJSON_Delete(document);
}
END_TEST

/* The closed form, and 600 completions of the same model. */
START_TEST(references_are_what_runs_are_on_average)
{
	static const struct {
		const char *label;
		int point;
	} pairs[] = { { "sim:base", 1 },
		      { "sim:instruct", 2 },
		      { "sim:uniform", 0 } };
	cJSON *document;

	run_models();
	document = read_json("pareto uniform base instruct --by condition "
	                     "--reference --format json");
	for (int i = 0; i < 3; i++) {
		const cJSON *reference = item(document, "references", i);
		double x;
		double y;

		ck_assert_str_eq(
			cJSON_GetObjectItem(reference, "label")->valuestring,
			pairs[i].label);
		ck_assert(gamut_json_get_double(reference, "x", &x));
		ck_assert(gamut_json_get_double(reference, "y", &y));
		ck_assert_double_eq_tol(mean(document, pairs[i].point, "x"), x,
		                        0.05);
		ck_assert_double_eq_tol(mean(document, pairs[i].point, "y"), y,
		                        0.07);
	}
	cJSON_Delete(document);
}
END_TEST

START_TEST(every_format_is_there)
{
	run_models();
	ck_assert_ptr_nonnull(
		strstr(must("pareto uniform base").out, "relative yield %\n"));
	ck_assert_ptr_nonnull(
		strstr(must("pareto uniform base --format csv --x uniqueness "
	                    "--y effective_number")
	                       .out,
	               ",effective_number_over_tasks_high,"));
	ck_assert_ptr_nonnull(
		strstr(must("pareto uniform base --format markdown").out,
	               "```\n\n| point |"));
	ck_assert_ptr_nonnull(
		strstr(must("pareto uniform base --format markdown").out,
	               "sim:uniform, zero-shot \\(simulated\\)"));
}
END_TEST

START_TEST(temperatures_of_a_model_are_one_line)
{
	cJSON *document;
	const cJSON *line;

	must("run --tasks rng_* -n 20 --settings zero-shot --out hot "
	     "--temperature 1.5 --seed 1");
	must("run --tasks rng_* -n 20 --settings zero-shot --out plain "
	     "--temperature 1 --seed 2");
	must("run --tasks rng_* -n 20 --settings zero-shot --out again --seed "
	     "3");
	document = read_json("pareto hot plain again --format json");
	ck_assert_int_eq(
		cJSON_GetArraySize(cJSON_GetObjectItem(document, "lines")), 2);
	line = item(document, "lines", 0);
	ck_assert_str_eq(item(line, "points", 0)->valuestring, "B");
	ck_assert_str_eq(item(line, "points", 1)->valuestring, "A");
	ck_assert(cJSON_IsObject(cJSON_GetObjectItem(line, "attainment")));
	ck_assert_str_eq(
		cJSON_GetObjectItem(item(document, "points", 0), "label")
			->valuestring,
		"sim:base T=1.5");
	/* The same condition once more is a line of its own. */
	line = item(document, "lines", 1);
	ck_assert_str_eq(item(line, "points", 0)->valuestring, "C");
	ck_assert_str_eq(cJSON_GetObjectItem(line, "label")->valuestring,
	                 "sim:base");
	ck_assert_str_eq(
		cJSON_GetObjectItem(item(document, "lines", 0), "label")
			->valuestring,
		"sim:base T=1 to 1.5");
	cJSON_Delete(document);
}
END_TEST

static void write_file(const char *path, const char *const *models,
                       size_t count)
{
	FILE *file = fopen(path, "w");

	ck_assert_ptr_nonnull(file);
	for (size_t i = 0; i < count; i++)
		for (int k = 1; k <= 9; k++)
			fprintf(file,
			        "{\"task\":\"rng_1_10\",\"text\":\"%d\","
			        "\"model\":\"%s\"}\n",
			        k % (3 + (int)i), models[i]);
	ck_assert_int_eq(fclose(file), 0);
}

START_TEST(models_of_a_file_may_name_a_temperature)
{
	static const char *const models[] = { "m@T=0.5",
		                              "m@T=1.25",
		                              "mail@example.org",
		                              "m@T=hot",
		                              "n@2024-01-01",
		                              "n@2024-02",
		                              "@T=1",
		                              "m" };
	cJSON *document;
	const cJSON *line;
	bool is_found = false;
	bool has_bare = false; /* a suffix alone is a name */

	write_file("some.jsonl", models, GAMUT_ARRAY_LEN(models));
	document = read_json("pareto some.jsonl --format json");
	ck_assert_int_eq(
		cJSON_GetArraySize(cJSON_GetObjectItem(document, "points")), 8);
	cJSON_ArrayForEach(line, cJSON_GetObjectItem(document, "lines"))
	{
		has_bare |=
			strcmp(cJSON_GetObjectItem(line, "label")->valuestring,
		               "@T=1") == 0;
		int points =
			cJSON_GetArraySize(cJSON_GetObjectItem(line, "points"));

		if (points == 1)
			continue;
		ck_assert_int_eq(points, 2);
		ck_assert(!is_found);
		is_found = true;
	}
	ck_assert(is_found);
	ck_assert(has_bare);
	ck_assert_int_eq(
		cJSON_GetArraySize(cJSON_GetObjectItem(document, "lines")), 7);
	cJSON_Delete(document);
}
END_TEST

START_TEST(files_of_one_name_are_told_apart)
{
	static const char *const nobody[] = { "" };
	struct gamut_output got;

	ck_assert_int_eq(mkdir("a", 0700), 0);
	ck_assert_int_eq(mkdir("b", 0700), 0);
	write_file("a/x.jsonl", nobody, 1);
	write_file("b/x.jsonl", nobody, 1);
	write_file("b/y.jsonl", nobody, 1);
	got = must("pareto a/x.jsonl b/x.jsonl b/y.jsonl");
	ck_assert_ptr_nonnull(strstr(got.out, "\nA  a/x.jsonl  "));
	ck_assert_ptr_nonnull(strstr(got.out, "\nB  b/x.jsonl  "));
	ck_assert_ptr_nonnull(strstr(got.out, "\nC  y.jsonl  "));
}
END_TEST

START_TEST(runs_that_lack_samples_are_refused)
{
	struct gamut_err err = { 0 };
	struct gamut_output got;

	must("run --tasks rng_* -n 5 --out whole");
	must("run --tasks rng_* -n 5 --out part");
	ck_assert_int_eq(gamut_store_raise("part", 8, &err), GAMUT_OK);
	got = gamut_program(&arena, "pareto whole part");
	ck_assert_int_eq(got.code, 3);
	ck_assert_str_eq(got.out, "");
	ck_assert_ptr_nonnull(strstr(got.err, "--allow incomplete takes"));
	ck_assert_ptr_nonnull(strstr(got.err, "concerns 'part'"));
	got = must("pareto whole part --allow incomplete");
	ck_assert_ptr_nonnull(strstr(got.out, "part lacks 18 samples"));
}
END_TEST

START_TEST(points_stand_on_the_same_tasks)
{
	struct gamut_output got;

	must("run --tasks rng_* -n 5 --out two");
	must("run --tasks rng_1_10 -n 5 --out one");
	must("run --tasks rng_1_10 -n 6 --out more");
	got = gamut_program(&arena, "pareto two one");
	ck_assert_int_eq(got.code, 2);
	ck_assert_ptr_nonnull(strstr(got.err, "no completions of rng_1_100"));
	got = must("pareto two one --allow tasks");
	ck_assert_ptr_nonnull(
		strstr(got.out, "Left out, as not all have them: rng_1_100."));
	got = gamut_program(&arena, "pareto one more");
	ck_assert_int_eq(got.code, 2);
	ck_assert_ptr_nonnull(strstr(got.err, "has 6 completions of rng_1_10"));
	ck_assert_ptr_nonnull(strstr(got.err, "--allow n lets"));
	got = gamut_program(&arena, "pareto one more --allow tasks");
	ck_assert_int_eq(got.code, 2);
	must("pareto one more --allow n");
	must("pareto two more --allow n,tasks");
	must("pareto two more --allow tasks --allow n");
	/* What lacks samples is uneven. */
	must("pareto one more --allow incomplete");
}
END_TEST

static const struct mistake {
	const char *line;
	const char *says;
} doubles[] = {
	{ "pareto one other one/", "'one' and 'one/' are the same samples" },
	{ "pareto one link", "name them once" },
	{ "pareto f.jsonl other ./f.jsonl", "'f.jsonl' and './f.jsonl' are" },
	{ "pareto folder folder/completions.jsonl", "'folder' and 'folder/c" },
	/* Nothing is read before. */
	{ "pareto torn.jsonl torn.jsonl", "name them once" },
	/* What is not there is not there, however often. */
	{ "pareto one none", "none" },
};

START_TEST(samples_are_named_once)
{
	static const char *const nobody[] = { "" };
	struct gamut_output got;
	FILE *torn;

	must("run --tasks rng_1_10 -n 5 --out one");
	must("run --tasks rng_1_10 -n 5 --out other");
	ck_assert_int_eq(symlink("one", "link"), 0);
	ck_assert_int_eq(mkdir("folder", 0700), 0);
	write_file("folder/completions.jsonl", nobody, 1);
	write_file("f.jsonl", nobody, 1);
	torn = fopen("torn.jsonl", "w");
	ck_assert_ptr_nonnull(torn);
	fprintf(torn, "{");
	ck_assert_int_eq(fclose(torn), 0);
	got = gamut_program(&arena, doubles[_i].line);
	ck_assert_int_eq(got.code, 2);
	ck_assert_str_eq(got.out, "");
	ck_assert_msg(strstr(got.err, doubles[_i].says), "%s", got.err);
}
END_TEST

static const struct mistake mistakes[] = {
	{ "pareto", "name run directories" },
	{ "pareto none", "none" },
	{ "pareto r --x valid", "--x: 'valid' is none of validity, uni" },
	{ "pareto r --y validity", "both validity" },
	{ "pareto r --by task", "--by: 'task'" },
	{ "pareto r --allow common",
	  "--allow knows no 'common': tasks, n and incomplete" },
	{ "pareto r --allow n,cells", "--allow knows no 'cells'" },
	{ "pareto r --allow n --allow x", "--allow knows no 'x'" },
	{ "pareto r --format svg", "'svg' is not table" },
	{ "pareto r --tolerance-x -1", "--tolerance-x" },
	{ "pareto r --tolerance-y nan", "--tolerance-y" },
	{ "pareto r --y effective_number --reference", "no closed form" },
};

START_TEST(mistakes_are_named)
{
	struct gamut_output got;

	must("run --tasks rng_1_10 -n 2 --out r");
	got = gamut_program(&arena, mistakes[_i].line);
	ck_assert_int_eq(got.code, 2);
	ck_assert_str_eq(got.out, "");
	ck_assert_msg(strstr(got.err, mistakes[_i].says), "%s", got.err);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("pareto");
	TCase *tc = tcase_create("pareto");

	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_test(tc, models_stand_where_they_should);
	tcase_add_test(tc, references_are_what_runs_are_on_average);
	tcase_add_test(tc, every_format_is_there);
	tcase_add_test(tc, temperatures_of_a_model_are_one_line);
	tcase_add_test(tc, models_of_a_file_may_name_a_temperature);
	tcase_add_test(tc, files_of_one_name_are_told_apart);
	tcase_add_test(tc, runs_that_lack_samples_are_refused);
	tcase_add_test(tc, points_stand_on_the_same_tasks);
	tcase_add_loop_test(tc, samples_are_named_once, 0,
	                    GAMUT_ARRAY_LEN(doubles));
	tcase_add_loop_test(tc, mistakes_are_named, 0,
	                    GAMUT_ARRAY_LEN(mistakes));
	suite_add_tcase(suite, tc);
	return suite;
}
