/* gamut compare, from run directories to exit statuses. */
#include "tests/support/unit.h"

#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"
#include "tests/support/program.h"

/* Margins with which everything passes. */
#define WIDE " --margin-validity 99 --margin-yield 99"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

/* Run `line`, which must end with `code`; what it printed. */
static const char *expect(const char *line, int code)
{
	struct gamut_output got = gamut_program(&arena, line);

	ck_assert_msg(got.code == code, "%s: %d: %.1000s%.1000s", line,
	              got.code, got.out, got.err);
	return got.out;
}

/* The same, and it must tell the user `says`. */
static void expect_told(const char *line, int code, const char *says)
{
	struct gamut_output got = gamut_program(&arena, line);

	ck_assert_msg(got.code == code, "%s: %d: %.1000s%.1000s", line,
	              got.code, got.out, got.err);
	ck_assert_msg(strstr(got.err, says) != NULL, "%s: %.1000s", line,
	              got.err);
}

/* The comparison of `line` as a document; the caller deletes it. */
static cJSON *document(const char *line, int code)
{
	const char *out = expect(
		gamut_arena_strf(&arena, "%s --format json", line).ptr, code);
	cJSON *json = gamut_json_parse(gamut_str_of(out), NULL);

	ck_assert_ptr_nonnull(json);
	return json;
}

static const char *word(const cJSON *json, const char *key)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(json, key);

	ck_assert_msg(cJSON_IsString(item), "%s", key);
	return item->valuestring;
}

static int size(const cJSON *json, const char *key)
{
	return cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(json, key));
}

/* The cell of `task` in a comparison. */
static const cJSON *cell(const cJSON *json, const char *task)
{
	const cJSON *of;

	cJSON_ArrayForEach(
		of, cJSON_GetObjectItemCaseSensitive(
			    json, "cells")) if (strcmp(word(of, "task"),
	                                               task) == 0) return of;
	ck_abort_msg("no cell of %s", task);
}

START_TEST(an_unchanged_model_passes)
{
	cJSON *json;

	expect("run --model sim:instruct --seed 1 --out a", 0);
	expect("run --model sim:instruct --seed 2 --out b", 0);
	json = document("compare a b", 0);
	ck_assert_str_eq(word(json, "verdict"), "pass");
	ck_assert_int_eq(size(json, "cells"), 66);
	cJSON_Delete(json);
	/* Nothing of the runs was touched. */
	expect("compare --baseline a b --level 0.01", 0);
	expect("score a b", 0);
}
END_TEST

START_TEST(a_collapse_is_a_regression)
{
	const char *const answer = "us_states_full_names";
	cJSON *json;

	expect("run --model sim:uniform --seed 1 --out a --tasks *states*", 0);
	expect("run --model sim:instruct --seed 2 --out b --tasks *states*", 0);
	json = document("compare a b", 1);
	ck_assert_str_eq(word(json, "verdict"), "regression");
	ck_assert_str_eq(word(cell(json, answer), "mark"), "fail");
	ck_assert_int_gt(size(cell(json, answer), "changes"), 10);
	cJSON_Delete(json);
	/* The other way round is none. */
	expect("compare b a --margin-validity 5", 0);
}
END_TEST

START_TEST(few_samples_decide_nothing)
{
	const char *out;

	expect("run --model sim:base --seed 1 -n 5 --out a --tasks prime*", 0);
	expect("run --model sim:base --seed 2 -n 5 --out b --tasks prime*", 0);
	out = expect("compare a b", 4);
	ck_assert_ptr_nonnull(strstr(out, "undecided"));
}
END_TEST

START_TEST(what_is_not_the_same_is_refused)
{
	cJSON *json;

	expect("run --seed 1 -n 20 --out a --tasks weekdays*,rng*", 0);
	expect("run --seed 2 -n 20 --out b --tasks weekdays*", 0);
	expect_told("compare a b", 2,
	            "the candidate has nothing in 6 of 15 cells: rng_1_10");
	expect_told("compare b a", 2, "--allow cells");
	json = document("compare a b --allow cells" WIDE, 0);
	ck_assert_int_eq(size(json, "cells"), 9);
	cJSON_Delete(json);

	expect("run --seed 3 -n 20 --out c --tasks weekdays* "
	       "--template completion",
	       0);
	expect_told("compare b c", 2, "prompts differ in 9 of 9 cells");
	json = document("compare b c --allow prompts" WIDE, 0);
	ck_assert_int_ge(size(json, "differences"), 2);
	cJSON_Delete(json);

	expect_told("compare b", 2, "name two runs");
	expect_told("compare b a c", 2, "name two runs");
	expect_told("compare --baseline a b c", 2, "name one run");
	expect_told("compare b nowhere", 2, "nowhere");
	expect_told("compare b c --allow prompt", 2, "no 'prompt'");
	expect_told("compare b c --level 1", 2, "--level");
	expect_told("compare b c --margin-yield 0", 2, "--margin-yield");
	expect_told("compare b c --format xml", 2, "no format 'xml'");
	expect_told("compare b c --write junit", 2, "NAME=FILE");
}
END_TEST

START_TEST(yields_are_compared_at_one_n)
{
	cJSON *json;
	const cJSON *of;

	expect("run --seed 1 -n 30 --out a --tasks rng*", 0);
	expect("run --seed 2 -n 20 --out b --tasks rng*", 0);
	expect_told("compare a b", 2, "n differs in 6 of 6 cells");
	json = document("compare a b --allow n" WIDE, 0);
	cJSON_ArrayForEach(of, cJSON_GetObjectItemCaseSensitive(json, "cells"))
		ck_assert_int_eq(
			cJSON_GetObjectItemCaseSensitive(of, "n")->valueint,
			20);
	cJSON_Delete(json);
}
END_TEST

START_TEST(an_incomplete_run_is_refused)
{
	cJSON *json;
	double n = 0;
	const cJSON *of;

	expect("run --seed 1 -n 20 --out a --tasks rng*", 0);
	expect("run --seed 2 -n 20 --out b --tasks rng* --samples-per-request 7 --max-requests 10",
	       3);
	expect_told("compare a b", 3, "samples of the candidate are missing");
	json = document("compare a b --allow incomplete" WIDE, 0);
	cJSON_ArrayForEach(of, cJSON_GetObjectItemCaseSensitive(json, "cells"))
		n += cJSON_GetObjectItemCaseSensitive(of, "n")->valuedouble;
	ck_assert_double_eq(n, 70);
	cJSON_Delete(json);
}
END_TEST

/* The word lists, in a folder of the test's own. */
static void copy_lists(void)
{
	static const char *const names[] = {
		"cars.tsv",     "colors.tsv",    "country_codes.tsv",
		"elements.tsv", "us_states.tsv", "verbs.tsv",
		"weekdays.tsv",
	};

	ck_assert_int_eq(mkdir("lists", 0700), 0);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(names); i++)
		gamut_program_put(
			gamut_arena_strf(&arena, "lists/%s", names[i]).ptr,
			gamut_program_file(&arena,
		                           gamut_arena_strf(&arena,
		                                            GAMUT_SOURCE
		                                            "/wordlists/%s",
		                                            names[i])
		                                   .ptr));
	gamut_program_setenv("GAMUT_WORDLISTS", "lists");
}

/* Take the line of `colour`, which is there in some case, out of the list. */
static void forget_colour(const char *colour)
{
	const char *all = gamut_program_file(&arena, "lists/colors.tsv");
	const char *at = all;

	while (strncasecmp(at, colour, strlen(colour)) != 0) {
		at = strchr(at, '\n');
		ck_assert_msg(at != NULL, "%s", colour);
		at++;
	}
	gamut_program_put("lists/colors.tsv",
	                  gamut_arena_strf(&arena, "%.*s%s", (int)(at - all),
	                                   all, strchr(at, '\n') + 1)
	                          .ptr);
}

START_TEST(other_rules_are_refused_or_told)
{
	const char *samples;
	cJSON *json;
	cJSON *first;
	const cJSON *flip;
	bool is_found = false;

	copy_lists();
	expect("run --model sim:instruct --seed 1 -n 20 --out a "
	       "--tasks color_normal_ex",
	       0);
	expect("score a --samples", 0);
	samples = gamut_program_file(&arena, "a/samples.jsonl");
	first = gamut_json_parse(
		gamut_str_head(gamut_str_of(samples), strcspn(samples, "\n")),
		NULL);
	forget_colour(word(first, "canonical"));
	expect("run --model sim:instruct --seed 2 -n 20 --out b "
	       "--tasks color_normal_ex",
	       0);
	expect_told("compare a b", 2,
	            "the task, its verifier or word lists differ in 3 of 3");
	json = document("compare a b --rescore" WIDE, 0);
	cJSON_ArrayForEach(flip,
	                   cJSON_GetObjectItemCaseSensitive(json, "flips"))
	{
		ck_assert(cJSON_IsFalse(
			cJSON_GetObjectItemCaseSensitive(flip, "valid")));
		is_found |= strcmp(word(flip, "answer"),
		                   word(first, "answer")) == 0;
	}
	ck_assert(is_found);
	cJSON_Delete(first);
	cJSON_Delete(json);
}
END_TEST

START_TEST(files_and_published_runs_are_sides)
{
	cJSON *json;

	gamut_program_put("a.jsonl",
	                  "{\"task\":\"rng_1_10\",\"text\":\"7\"}\n"
	                  "{\"task\":\"rng_1_10\",\"text\":\"3\"}\n");
	gamut_program_put("b.jsonl", gamut_program_file(&arena, "a.jsonl"));
	expect_told("compare a.jsonl ./a.jsonl", 2, "a.jsonl");
	expect_told("compare - a.jsonl", 2, "put it into a file");
	json = document("compare a.jsonl b.jsonl", 4);
	ck_assert_int_eq(size(json, "cells"), 1);
	ck_assert_ptr_nonnull(
		strstr(word(gamut_program_item(json, "differences", 0), "text"),
	               "taken on trust"));
	cJSON_Delete(json);
	gamut_program_put(
		"two.jsonl",
		"{\"task\":\"rng_1_10\",\"text\":\"7\",\"model\":\"x\"}\n"
		"{\"task\":\"rng_1_10\",\"text\":\"3\",\"model\":\"y\"}\n");
	expect_told("compare a.jsonl two.jsonl", 2,
	            "completions of several models ('x', 'y')");
	expect("run --model sim:instruct --seed 7 --out b", 0);
	json = document("compare --baseline " GAMUT_SOURCE
	                "/results/baselines/sim-instruct b",
	                0);
	ck_assert_int_eq(size(json, "cells"), 66);
	cJSON_Delete(json);
}
END_TEST

START_TEST(all_formats_come_at_once)
{
	const char *text;

	expect("run --model sim:uniform --seed 1 --out a --tasks *full*", 0);
	expect("run --model sim:instruct --seed 2 --out b --tasks *full*", 0);
	expect("compare a b --format github --write junit=j.xml "
	       "--write markdown=m.md --write json=c.json --write csv=c.csv",
	       1);
	text = gamut_program_file(&arena, "j.xml");
	ck_assert_ptr_nonnull(strstr(text, "<failure"));
	text = gamut_program_file(&arena, "m.md");
	ck_assert_ptr_nonnull(strstr(text, "egression"));
	text = gamut_program_file(&arena, "c.csv");
	ck_assert_ptr_nonnull(strstr(text, "us_states_full_names"));
	expect_told("compare a b --write json=no/such/folder.json", 2,
	            "no/such");
}
END_TEST

/* Whoever pipes a report into head wants its status all the same. */
START_TEST(a_verdict_outlives_its_reader)
{
	int ends[2];
	int status;
	pid_t pid;

	expect("run --model sim:uniform --seed 1 --out a --tasks *full*", 0);
	expect("run --model sim:instruct --seed 2 --out b --tasks *full*", 0);
	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_eq(close(ends[0]), 0);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		dup2(ends[1], STDOUT_FILENO);
		execl(GAMUT_PROGRAM, "gamut", "compare", "a", "b", NULL);
		_exit(127);
	}
	ck_assert_int_eq(close(ends[1]), 0);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), 1);
}
END_TEST

START_TEST(links_are_written_through)
{
	struct stat st;

	gamut_program_put("a.jsonl",
	                  "{\"task\":\"rng_1_10\",\"text\":\"7\"}\n");
	gamut_program_put("b.jsonl",
	                  "{\"task\":\"rng_1_10\",\"text\":\"8\"}\n");
	gamut_program_put("target",
	                  "a longer text than what comes, or so we hope\n");
	ck_assert_int_eq(symlink("target", "link"), 0);
	expect("compare a.jsonl b.jsonl --write csv=link", 4);
	ck_assert_int_eq(lstat("link", &st), 0);
	ck_assert(S_ISLNK(st.st_mode));
	ck_assert_ptr_nonnull(
		strstr(gamut_program_file(&arena, "target"), "rng_1_10"));
	expect_told("compare a.jsonl b.jsonl --write csv=-", 2, "NAME=FILE");
}
END_TEST

START_TEST(answers_are_shown_as_they_were_spelt)
{
	expect("run --model sim:uniform --seed 1 --out a "
	       "--tasks element_names",
	       0);
	expect("run --model sim:instruct --seed 2 --out b "
	       "--tasks element_names",
	       0);
	ck_assert_ptr_nonnull(strstr(expect("compare a b", 1), "ium\" ("));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("compare");
	TCase *tc = tcase_create("compare");

	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_test(tc, an_unchanged_model_passes);
	tcase_add_test(tc, a_collapse_is_a_regression);
	tcase_add_test(tc, few_samples_decide_nothing);
	tcase_add_test(tc, what_is_not_the_same_is_refused);
	tcase_add_test(tc, yields_are_compared_at_one_n);
	tcase_add_test(tc, an_incomplete_run_is_refused);
	tcase_add_test(tc, other_rules_are_refused_or_told);
	tcase_add_test(tc, files_and_published_runs_are_sides);
	tcase_add_test(tc, all_formats_come_at_once);
	tcase_add_test(tc, a_verdict_outlives_its_reader);
	tcase_add_test(tc, links_are_written_through);
	tcase_add_test(tc, answers_are_shown_as_they_were_spelt);
	suite_add_tcase(suite, tc);
	return suite;
}
