/* gamut diff, on files and on simulated runs. */
#include "tests/support/unit.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "runner/store/store.h"
#include "tests/support/program.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

static void simulate(const char *model, const char *options)
{
	struct gamut_str line = gamut_arena_strf(&arena, "run --model %s %s",
	                                         model, options);
	struct gamut_output got = gamut_program(&arena, line.ptr);

	ck_assert_msg(got.code == 0, "%s", got.err);
}

/* Put a file of completions: each text as often as its count says. */
static void put(const char *path, const char *const *texts,
                const size_t *counts, size_t count)
{
	struct gamut_buf lines = { 0 };

	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < counts[i]; k++)
			gamut_buf_addf(&lines,
			               "{\"task\":\"rng_1_10\",\"text\":\"%s\"}"
			               "\n",
			               texts[i]);
	gamut_program_put(path, gamut_buf_cstr(&lines));
	gamut_buf_release(&lines);
}

/* The block of docs/diff.md, indented as it is there. */
static void check_documented(const char *out)
{
	const char *document = gamut_program_file(&arena,
	                                          GAMUT_SOURCE "/docs/diff.md");
	struct gamut_str rest = gamut_str_of(document);
	struct gamut_str line;
	size_t lines = 0;
	bool is_inside = false;

	while (gamut_str_take_line(&rest, &line)) {
		is_inside |= gamut_str_eq(line, GAMUT_STR("    rng_1_10"));
		if (!is_inside || line.len < 4)
			continue;
		if (!gamut_str_starts_with(line, GAMUT_STR("    ")))
			break;
		line = gamut_str_skip(line, 4);
		ck_assert_msg(strstr(out, gamut_arena_copy(&arena, line).ptr) !=
		                      NULL,
		              "%.*s", GAMUT_STR_ARG(line));
		lines++;
	}
	ck_assert_uint_ge(lines, 7);
}

START_TEST(the_example_by_hand_holds)
{
	static const char *const before[] = { "7", "3", "5", "8", "1" };
	static const size_t four[] = { 4, 4, 4, 4, 4 };
	static const char *const after[] = { "7", "3", "5", "eleven" };
	static const size_t others[] = { 14, 4, 1, 1 };
	struct gamut_output got;

	put("old.jsonl", before, four, 5);
	put("new.jsonl", after, others, 4);
	got = gamut_program(&arena, "diff old.jsonl new.jsonl --format csv");
	ck_assert_int_eq(got.code, 0);
	ck_assert_ptr_nonnull(
		strstr(got.out, "\nrng_1_10,,7,7,rose,true,,4,20,14,20,0.5,"
	                        "0.003641027048678"));
	ck_assert_ptr_nonnull(strstr(got.out,
	                             "\nrng_1_10,,eleven,,appeared,false,"
	                             "not-an-integer,0,20,1,20,0.05,,,false"));
	ck_assert_ptr_null(strstr(got.out, ",same,"));
	got = gamut_program(&arena, "diff old.jsonl new.jsonl");
	/* Where no terminal says otherwise a line has 100 columns. */
	ck_assert_ptr_nonnull(strstr(got.out, "1 answer beyond noise, in 1 of "
	                                      "1 cell; of valid answers 0 "
	                                      "appeared, 2 vanished, 3 are "));
	ck_assert_ptr_nonnull(strstr(got.out, "\n  \xe2\x96\xb2 7       "));
	gamut_program_setenv("LC_ALL", "C");
	got = gamut_program(&arena, "diff old.jsonl new.jsonl");
	for (const char *at = got.out; *at; at++)
		ck_assert_int_gt(*at, 0);
	ck_assert_ptr_nonnull(strstr(got.out, "\n  ^ 7       "));
	gamut_program_setenv("LC_ALL", NULL);
}
END_TEST

/* What stands in the document, but for the bars, is what is printed. */
START_TEST(the_document_shows_what_is_printed)
{
	static const char *const before[] = { "7", "3", "5", "8", "1" };
	static const size_t four[] = { 4, 4, 4, 4, 4 };
	static const char *const after[] = { "7", "3", "5", "eleven" };
	static const size_t others[] = { 14, 4, 1, 1 };
	struct gamut_output got;

	put("old.jsonl", before, four, 5);
	put("new.jsonl", after, others, 4);
	got = gamut_program(&arena, "diff old.jsonl new.jsonl");
	check_documented(got.out);
}
END_TEST

START_TEST(two_samples_of_one_model_do_not_differ)
{
	cJSON *got;

	simulate("sim:base", "--seed 1 --out a");
	simulate("sim:base", "--seed 2 --out b");
	simulate("sim:instruct", "--seed 3 --out c");
	got = gamut_program_json(&arena, "diff a b --format json");
	ck_assert(gamut_program_number(got, "beyond_noise") <= 2);
	ck_assert(gamut_program_number(got, "tested") > 100);
	cJSON_Delete(got);
	got = gamut_program_json(&arena, "diff a c --format json");
	ck_assert(gamut_program_number(got, "beyond_noise") > 66);
	cJSON_Delete(got);
	got = gamut_program_json(&arena, "diff a c --tasks rng_* --settings "
	                                 "few-shot --format json");
	ck_assert_int_eq(cJSON_GetArraySize(cJSON_GetObjectItem(got, "cells")),
	                 2);
	cJSON_Delete(got);
}
END_TEST

START_TEST(runs_may_differ_and_lack_samples)
{
	struct gamut_output got;

	simulate("sim:base", "-n 20 --tasks rng_1_10 --out a");
	simulate("sim:instruct", "-n 40 --tasks rng_1_* --template completion "
	                         "--out b");
	got = gamut_program(&arena, "diff a b");
	ck_assert_int_eq(got.code, 0);
	ck_assert_ptr_nonnull(strstr(got.out, "! n differs"));
	ck_assert_ptr_nonnull(strstr(got.out, "! prompts differ"));
	ck_assert_ptr_nonnull(strstr(got.out, "(n differs: yields"));
	ck_assert_ptr_nonnull(strstr(got.out, "candidate alone (3)"));
	ck_assert_int_eq(gamut_store_raise("b", 50, NULL), GAMUT_OK);
	got = gamut_program(&arena, "diff a b");
	ck_assert_int_eq(got.code, 3);
	ck_assert_ptr_nonnull(strstr(got.out, "samples of the candidate are "
	                                      "missing"));
}
END_TEST

START_TEST(mistakes_are_named)
{
	simulate("sim:base", "-n 5 --tasks rng_1_10 --out a");
	simulate("sim:base", "-n 5 --tasks weekdays_full --out b");
	gamut_program_expect(&arena, "diff a", 2, "name two runs");
	gamut_program_expect(&arena, "diff a a", 2, "are the same samples");
	gamut_program_expect(&arena, "diff a b", 2,
	                     "no task and setting in common");
	gamut_program_expect(&arena, "diff a b --tasks nope", 2, "nope");
	gamut_program_expect(&arena, "diff a b --settings nope", 2, "nope");
	gamut_program_expect(&arena, "diff a b --format junit", 2,
	                     "'junit' is not");
	gamut_program_expect(&arena, "diff a b --top 0", 2, "--top");
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("diff");
	TCase *tc = tcase_create("diff");

	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_test(tc, the_example_by_hand_holds);
	tcase_add_test(tc, the_document_shows_what_is_printed);
	tcase_add_test(tc, two_samples_of_one_model_do_not_differ);
	tcase_add_test(tc, runs_may_differ_and_lack_samples);
	tcase_add_test(tc, mistakes_are_named);
	suite_add_tcase(suite, tc);
	return suite;
}
