/* gamut import, and what other commands make of an imported run. */
#include "tests/support/unit.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/support/program.h"

#define DATA GAMUT_SOURCE "/tests/data/import/"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

static struct gamut_output done(const char *line)
{
	struct gamut_output got = gamut_program(&arena, line);

	ck_assert_msg(got.code == 0, "%s: %s", line, got.err);
	return got;
}

static void has(const char *text, const char *part)
{
	ck_assert_msg(strstr(text, part), "'%s' lacks '%s'", text, part);
}

/* The format that was taken is said, and so is what came of it. */
START_TEST(an_import_tells_what_it_did)
{
	struct gamut_output got = done("import " DATA "inspect.json --out run");

	has(got.err, "taken for inspect");
	has(got.err, "1 failed in the source");
	has(got.out, " of acme/small: 3 completions in 1 cell, from 1 inspect "
	             "file\n");
	got = done("import " DATA "inspect.json --from inspect --out run");
	has(got.out, "run holds this import already");
	ck_assert_ptr_null(strstr(got.err, "taken for"));
}
END_TEST

/* Nothing is claimed of how it was sampled, and it lacks nothing. */
START_TEST(reports_say_that_it_was_imported)
{
	struct gamut_output got;
	cJSON *json;

	done("import " DATA "spectrum_chat.json --out run");
	got = done("report run");
	has(got.err, "run: imported from spectrum");
	has(got.out, "imported from spectrum, not sampled by gamut: template "
	             "and\n  preset are not known, nor is how it was drawn; "
	             "nor are the prompts of 3 of 3 cells\n");
	has(got.out, "cells have 3 to 8 samples");
	ck_assert_ptr_null(strstr(got.out, "temperature"));
	ck_assert_ptr_null(strstr(got.out, "missing"));
	json = gamut_program_json(&arena, "score run --format json");
	ck_assert(gamut_program_number(gamut_program_item(json, "cells", 0),
	                               "n") == 3);
	cJSON_Delete(json);
}
END_TEST

START_TEST(what_failed_in_the_source_is_told)
{
	struct gamut_output got;

	got = done("import " DATA "plain.jsonl --out run");
	has(got.err, "2 of 3 completions do not say why they ended");
	got = gamut_program(&arena, "score run");
	ck_assert_int_eq(got.code, 3);
	has(got.out, "1 sample failed and 0 are missing");
	has(got.out, "what it was imported from has none");
	ck_assert_ptr_null(strstr(got.out, "run it again"));
}
END_TEST

/* Nothing that could be run gets it. */
static const char *const for_people[] = { "table", "markdown", "junit",
	                                  "github" };

START_TEST(no_command_completes_an_import)
{
	struct gamut_output got;

	done("import " DATA "plain.jsonl --out run");
	got = gamut_program(&arena,
	                    gamut_arena_strf(&arena, "report run --format %s",
	                                     for_people[_i])
	                            .ptr);
	ck_assert_int_eq(got.code, 3);
	has(got.out, "failed");
	ck_assert_ptr_null(strstr(got.out, "gamut run"));
}
END_TEST

/* Compared with a run of our own, what cannot be known is said. */
START_TEST(a_comparison_says_what_is_not_known)
{
	struct gamut_output got;

	done("import " DATA "spectrum_chat.json --out old");
	done("run --model sim:base --seed 1 -n 8 --settings zero-shot --tasks "
	     "weekdays_full,us_states_full_names,gerunds --out new");
	got = gamut_program(&arena, "compare old new");
	ck_assert_int_eq(got.code, 2);
	has(got.err, "--allow prompts,n");
	got = gamut_program(&arena, "compare old new --allow prompts,n");
	ck_assert_int_ne(got.code, 2);
	has(got.out, "the base was imported from spectrum: neither its "
	             "template nor its sampling is");
	has(got.out, "prompts are not known");
	got = done("overlap old new");
	has(got.out, "\n- A was imported\n");
	got = done("pareto old new --allow n");
	has(got.out, "old was imported from spectrum");
}
END_TEST

START_TEST(nothing_is_added_to_an_import)
{
	struct gamut_output got;

	done("import " DATA "plain.csv --out run");
	got = gamut_program(&arena, "run --out run -n 200");
	ck_assert_int_eq(got.code, 2);
	has(got.err, "the run in 'run' was imported from csv");
}
END_TEST

static const struct mistake {
	const char *line;
	const char *says;
} mistakes[] = {
	{ "import", "name the files to import" },
	{ "import " DATA "plain.csv", "--out: name the run directory" },
	{ "import none.csv --out run", "'none.csv' is not there" },
	{ "import - --from jsonl --out run", "must be a file" },
	{ "import " DATA "plain.csv --from inspct --out run",
	  "did you mean 'inspect'?" },
	{ "import " DATA "plain.csv --from lm-eval --out run", "plain.csv:1:" },
	{ "import . --out run", "no file in '.' tells its format" },
	{ "import . --from csv --out run", "'.' holds no *.csv" },
	{ "import " DATA "plain.csv --out run --map none.yaml", "none.yaml" },
	{ "import " DATA "noveltybench.jsonl --out run",
	  "'curated-1' is no task of ours (3 generations)" },
	{ "import " DATA "plain.csv --out run --only x",
	  "nothing is there of the model 'x'; there are 'acme-mini' (3)" },
};

/* Each mistake is named, and leaves nothing behind. */
START_TEST(mistakes_are_named)
{
	struct dirent *entry;
	DIR *folder;

	gamut_program_expect(&arena, mistakes[_i].line, 2, mistakes[_i].says);
	folder = opendir(".");
	ck_assert_ptr_nonnull(folder);
	while ((entry = readdir(folder))) /* NOLINT(concurrency-mt-unsafe) */
		ck_assert_msg(!strstr(entry->d_name, "run"), "%s is there",
		              entry->d_name);
	closedir(folder);
}
END_TEST

/* A run is no part of what it was made from. */
START_TEST(a_run_is_apart_from_its_source)
{
	ck_assert_int_eq(mkdir("logs", 0700), 0);
	gamut_program_put("logs/f.jsonl",
	                  "{\"task\":\"rng_1_10\",\"text\":\"7\",\"model\":"
	                  "\"m\"}\n");
	gamut_program_expect(&arena, "import logs --out logs/a/run", 2,
	                     "'logs/a/run' is in a folder that is imported");
	/* A file of a folder is not all of it. */
	done("import logs/f.jsonl --out logs/run");
}
END_TEST

/* What strangers call things acts on no terminal. */
START_TEST(hostile_names_are_shown)
{
	/* From right to left, in UTF-8. */
	static const char override[] = { '\xe2', '\x80', '\xae', '\0' };
	struct gamut_output got;

	gamut_program_put("f.jsonl",
	                  "{\"task\":\"rng_1_10\",\"text\":\"\\u001b[31m7\","
	                  "\"model\":\"\\u001b]0;x\\u0007<b>\"}\n"
	                  "{\"task\":\"\\u202e\\u001b[2J\",\"text\":\"7\"}\n");
	got = gamut_program(&arena, "import f.jsonl --out run");
	ck_assert_int_eq(got.code, 2);
	ck_assert_ptr_null(strchr(got.err, '\x1b'));
	ck_assert_ptr_null(strstr(got.err, override));
	got = done("import f.jsonl --out run --skip-unknown");
	ck_assert_ptr_null(strchr(got.out, '\x1b'));
	ck_assert_ptr_null(strchr(got.err, '\x1b'));
	got = done("report run");
	ck_assert_ptr_null(strchr(got.out, '\x1b'));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("e2e.import");
	TCase *tests = tcase_create("import");

	tcase_add_checked_fixture(tests, gamut_program_enter, clear);
	tcase_add_test(tests, an_import_tells_what_it_did);
	tcase_add_test(tests, reports_say_that_it_was_imported);
	tcase_add_test(tests, what_failed_in_the_source_is_told);
	tcase_add_loop_test(tests, no_command_completes_an_import, 0,
	                    GAMUT_ARRAY_LEN(for_people));
	tcase_add_test(tests, a_comparison_says_what_is_not_known);
	tcase_add_test(tests, nothing_is_added_to_an_import);
	tcase_add_loop_test(tests, mistakes_are_named, 0,
	                    GAMUT_ARRAY_LEN(mistakes));
	tcase_add_test(tests, a_run_is_apart_from_its_source);
	tcase_add_test(tests, hostile_names_are_shown);
	suite_add_tcase(suite, tests);
	return suite;
}
