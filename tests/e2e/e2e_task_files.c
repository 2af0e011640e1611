/* Tasks that the user brings, through the whole pipeline. */
#include "tests/support/unit.h"

#include <string.h>
#include <unistd.h>

#include "tests/support/program.h"

#define DIE(max)                                                     \
	"name: die\ndescription: Roll a die.\nexamples: [3, 6, 1]\n" \
	"max_tokens: 4\ncheck: {integer: {min: 1, max: " max "}}\n"  \
	"accept: [2]\nreject: [0, {answer: \"99\", reason: out-of-range}]\n"

static struct gamut_arena arena;

static void set_up(void)
{
	gamut_program_enter();
	gamut_program_put("die.yaml", DIE("6"));
}

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

static void must(const char *line)
{
	struct gamut_output got = gamut_program(&arena, line);

	ck_assert_msg(got.code == 0, "%s: %s", line, got.err);
}

/* The first cell that `line` prints. */
static const cJSON *cell_of(const char *line, cJSON **document)
{
	*document = gamut_program_json(&arena, line);
	return gamut_program_item(*document, "cells", 0);
}

START_TEST(a_file_is_sampled_scored_and_reported)
{
	const cJSON *cell;
	cJSON *document;

	must("run --task-file die.yaml --model sim:uniform --seed 1 --out r");
	cell = cell_of("score r --task-file die.yaml --format json", &document);
	ck_assert_double_eq(gamut_program_number(cell, "validity"), 1);
	ck_assert_double_eq(gamut_program_number(cell, "canonical_yield"), 6);
	/* 6 (1 - (5/6)^100) is 6 but for a hundred millionth. */
	ck_assert_double_eq_tol(gamut_program_number(cell, "ceiling"), 6, 1e-6);
	cJSON_Delete(document);
	must("report r --task-file die.yaml --html r.html");
	must("export r --task-file die.yaml --to csv --out csv");
	must("run --task-file die.yaml --model sim:base --seed 2 --out b");
	must("diff r b --task-file die.yaml --tasks die");
	must("overlap r b --task-file die.yaml");
	must("pareto r b --task-file die.yaml");
	must("power r --task-file die.yaml");
	gamut_program_expect(&arena, "compare b b2 --task-file die.yaml", 2,
	                     "b2");
}
END_TEST

/* A stranger's run directory brings no task: who reads it names the file. */
START_TEST(a_run_needs_its_file)
{
	must("run --task-file die.yaml --out r -n 10");
	gamut_program_expect(&arena, "score r", 2, "unknown task 'die'");
	gamut_program_expect(&arena, "report r", 2, "--task-file");
	gamut_program_expect(&arena, "run --out r -n 20", 2,
	                     "unknown task 'die'");
	must("run --out r -n 20 --task-file die.yaml");
}
END_TEST

START_TEST(paths_stand_among_names)
{
	const struct gamut_output got = gamut_program(&arena,
	                                              "verify die.yaml 3 7 06");

	ck_assert_int_eq(got.code, 1);
	ck_assert_ptr_nonnull(strstr(got.out, "valid    3"));
	ck_assert_ptr_nonnull(strstr(got.out, "out-of-range"));
	ck_assert_ptr_nonnull(strstr(got.out, "leading-zero"));
	gamut_program_put("e.yaml", "tasks: [die.yaml, rng_1_10]\nn: 5\n"
	                            "out: e\nmodels: [{model: sim:base}]\n");
	must("run -c e.yaml");
	must("run --tasks die.yaml,rng_1_10 -n 5 --out t");
	ck_assert_ptr_nonnull(
		strstr(gamut_program_file(&arena, "t/run.json"), "\"die\""));
	gamut_program_put("p.yaml", "task_file: x.so\nn: 5\nout: p\n"
	                            "models: [{model: sim:base}]\n");
	gamut_program_expect(&arena, "run -c p.yaml", 2,
	                     "p.yaml:1:1: --task-file belongs on the command "
	                     "line");
}
END_TEST

START_TEST(a_task_that_fails_its_tests_is_not_sampled)
{
	gamut_program_put("die.yaml", DIE("5"));
	gamut_program_expect(&arena, "run --task-file die.yaml --out r", 2,
	                     "the example '6' is not accepted");
	gamut_program_expect(&arena, "score r", 2, "r");
	/* It can be tried out all the same. */
	must("verify die.yaml 5");
}
END_TEST

/* What is accepted changed: the run does not go on, and scoring says so. */
START_TEST(another_rule_is_another_task)
{
	struct gamut_output got;

	must("run --task-file die.yaml --out r -n 10");
	gamut_program_put("die.yaml", DIE("8"));
	gamut_program_expect(&arena, "run --task-file die.yaml --out r -n 20",
	                     2, "'r' holds another run");
	got = gamut_program(&arena, "score r --task-file die.yaml");
	ck_assert_int_eq(got.code, 0);
	ck_assert_ptr_nonnull(strstr(got.out, "die"));
	gamut_program_put("die.yaml", "name: die\n");
	gamut_program_expect(&arena, "score r --task-file die.yaml", 2,
	                     "die.yaml:1:1: the task lacks 'description'");
}
END_TEST

/* ------------------------------------------------- what the documents show */

/* The task file that docs/tasks.md begins with, put at `path`. */
static void put_documented(const char *path)
{
	struct gamut_str page = gamut_str_of(
		gamut_program_file(&arena, GAMUT_SOURCE "/docs/tasks.md"));
	static const struct gamut_str fence = { .ptr = "```", .len = 3 };
	struct gamut_str block;

	page = gamut_str_skip(page,
	                      gamut_str_find(page, GAMUT_STR("```yaml\n")));
	ck_assert_uint_gt(page.len, 8);
	block = gamut_str_skip(page, 8);
	block = gamut_str_head(block, gamut_str_find(block, fence));
	gamut_program_put(path, gamut_arena_copy(&arena, block).ptr);
}

START_TEST(the_documented_task_works)
{
	struct gamut_output got;

	put_documented("primary_colors.yaml");
	must("check-task primary_colors.yaml");
	got = gamut_program(&arena,
	                    "verify primary_colors.yaml red Azure pink");
	ck_assert_int_eq(got.code, 1);
	ck_assert_ptr_nonnull(strstr(got.out, "Azure  (canonical: blue)"));
	ck_assert_ptr_nonnull(strstr(got.out, "invalid  pink"));
	must("run --task-file primary_colors.yaml --model sim:base --out r");
}
END_TEST

START_TEST(the_examples_are_sound)
{
	gamut_program_setenv("PATH", "/usr/bin:/bin");
	must("check-task " GAMUT_SOURCE "/docs/examples/shell_checker.yaml");
	must("run --task-file " GAMUT_SOURCE
	     "/docs/examples/shell_checker.yaml --out s");
	/* Nothing else here needs Python. */
	if (access("/usr/bin/python3", X_OK) == 0)
		must("check-task " GAMUT_SOURCE
		     "/docs/examples/python_checker.yaml");
}
END_TEST

/* A program is asked about many lines at once, and lines stay in order. */
START_TEST(lines_keep_their_order)
{
	static const char task[] = GAMUT_SOURCE
		"/docs/examples/shell_checker.yaml";
	const char *const words[] = { "verify", "--jsonl", "--task-file", task,
		                      NULL };
	struct gamut_buf input = { 0 };
	struct gamut_output got;
	struct gamut_str rest;
	struct gamut_str line;
	int count = 0;

	gamut_program_setenv("PATH", "/usr/bin:/bin");
	for (int i = 0; i < 700; i++)
		gamut_buf_addf(&input,
		               "{\"i\":%d,\"task\":\"%s\",\"text\":\"%s\"}\n",
		               i, i % 5 ? "coin_side" : "rng_1_10",
		               i % 3 ? "heads" : "7");
	got = gamut_program_run(&arena, gamut_buf_cstr(&input), words);
	gamut_buf_release(&input);
	ck_assert_int_eq(got.code, 1);
	rest = gamut_str_of(got.out);
	for (; gamut_str_take_line(&rest, &line); count++) {
		bool is_valid = (count % 5 != 0) == (count % 3 != 0);
		struct gamut_str head = gamut_arena_strf(&arena, "{\"i\":%d,",
		                                         count);

		ck_assert(gamut_str_starts_with(line, head));
		ck_assert_int_eq(
			gamut_str_find(line, GAMUT_STR("\"valid\":true")) <
				line.len,
			is_valid);
	}
	ck_assert_int_eq(count, 700);
}
END_TEST

/* Samples, reports, and a second run that is told from the first. */
START_TEST(the_extended_suite_goes_all_the_way)
{
	const cJSON *target = NULL;
	const cJSON *cell;
	cJSON *document;

	must("run --suite extended --model sim:base --seed 1 --out b");
	must("run --suite extended --model sim:uniform --seed 2 --out u");
	document = gamut_program_json(&arena, "score b --format json");
	cJSON_ArrayForEach(cell, cJSON_GetObjectItem(document, "cells"))
	{
		ck_assert_double_gt(gamut_program_number(cell, "valid"), 0);
		if (!target)
			target = cJSON_GetObjectItem(cell, "target");
	}
	ck_assert_int_ge(
		cJSON_GetArraySize(cJSON_GetObjectItem(document, "cells")), 60);
	ck_assert_double_gt(gamut_program_number(target, "total_variation"), 0);
	cJSON_Delete(document);
	must("report b u --html p.html");
	must("diff b u");
	gamut_program_expect(&arena, "compare u b", 1, "");
}
END_TEST

/* A word list that cannot be used spoils all lines, and is told of. */
START_TEST(what_is_ours_is_no_bad_line)
{
	static const char line[] = "{\"task\":\"us_states_full_names\","
				   "\"text\":\"Ohio\"}\n";
	static const char *const words[][4] = {
		{ "verify", "--jsonl", "--skip-bad-lines", NULL },
		{ "score", "-", "--skip-bad-lines", NULL },
	};

	gamut_program_put("us_states.tsv", "\xff\n");
	gamut_program_setenv("GAMUT_WORDLISTS", ".");
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(words); i++) {
		struct gamut_output got = gamut_program_run(&arena, line,
		                                            words[i]);

		ck_assert_int_eq(got.code, 2);
		ck_assert_ptr_nonnull(strstr(got.err, "is not UTF-8"));
	}
}
END_TEST

START_TEST(a_checker_that_fails_is_told_of)
{
	gamut_program_put("bad.sh", "exit 3\n");
	gamut_program_put("bad.yaml", "name: bad\ndescription: Say yes.\n"
	                              "examples: [a, b, c]\nmax_tokens: 1\n"
	                              "check: {command: [sh, bad.sh]}\n"
	                              "accept: [d]\nreject: [e]\n");
	gamut_program_expect(&arena, "verify bad.yaml a b", 2,
	                     "gamut: bad: no verdict: the checker '");
	gamut_program_expect(&arena, "run --task-file bad.yaml --out r", 2,
	                     "gamut: bad: no verdict: the checker '");
}
END_TEST

Suite *unit_suite(void)
{
	Suite *checks = suite_create("task_files");
	TCase *tc = tcase_create("task_files");

	tcase_add_checked_fixture(tc, set_up, clear);
	tcase_add_test(tc, a_file_is_sampled_scored_and_reported);
	tcase_add_test(tc, a_run_needs_its_file);
	tcase_add_test(tc, paths_stand_among_names);
	tcase_add_test(tc, what_is_ours_is_no_bad_line);
	tcase_add_test(tc, a_checker_that_fails_is_told_of);
	tcase_add_test(tc, a_task_that_fails_its_tests_is_not_sampled);
	tcase_add_test(tc, another_rule_is_another_task);
	tcase_add_test(tc, the_documented_task_works);
	tcase_add_test(tc, the_examples_are_sound);
	tcase_add_test(tc, lines_keep_their_order);
	tcase_add_test(tc, the_extended_suite_goes_all_the_way);
	suite_add_tcase(checks, tc);
	return checks;
}
