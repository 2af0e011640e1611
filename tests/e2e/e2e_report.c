/* gamut report: what one reads after a run, and what CI systems read. */
#include "tests/support/unit.h"

#include <string.h>

#include "base/text.h"
#include "runner/store/store.h"
#include "tests/support/program.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

static struct gamut_output simulate(const char *options)
{
	struct gamut_output got = gamut_program(
		&arena,
		gamut_arena_strf(&arena, "run --seed 1 %s", options).ptr);

	ck_assert_msg(got.code == 0, "%s", got.err);
	return got;
}

START_TEST(run_and_report_say_the_same)
{
	struct gamut_output run = simulate("--model sim:base --out a -n 20");
	struct gamut_output report = gamut_program(&arena, "report a");

	ck_assert_str_eq(run.out, report.out);
}
END_TEST

START_TEST(what_is_missing_and_how_to_get_it_stands_first)
{
	struct gamut_output got;
	const char *command;

	simulate("--model sim:base --out it's -n 20 --tasks rng_1_10");
	ck_assert_int_eq(gamut_store_raise("it's", 25, NULL), GAMUT_OK);
	got = gamut_program(&arena, "report it's");
	ck_assert_int_eq(got.code, 3);
	ck_assert_int_eq(strncmp(got.out, "! sim:base, run ", 16), 0);
	command = strstr(got.out, "\n    gamut run --out 'it'\\''s'\n");
	ck_assert_ptr_nonnull(command);
	ck_assert_ptr_nonnull(strstr(got.out, "incomplete, 0 samples failed "
	                                      "and 15 are missing in 3 of 3"));
	got = gamut_program(&arena, "report it's --format junit");
	ck_assert_int_eq(got.code, 3);
	ck_assert_ptr_nonnull(strstr(got.out, " errors=\"1\" "));
	got = gamut_program(&arena, "report it's --format github");
	ck_assert_int_eq(strncmp(got.out, "::error title=incomplete run::", 30),
	                 0);
}
END_TEST

static const char *const simulated[] = { "sim:base", "sim:instruct",
	                                 "sim:uniform" };

/* Whatever the model, in a locale without UTF-8 a line has the same width. */
START_TEST(other_locales_get_ascii_of_the_same_width)
{
	struct gamut_output wide;
	struct gamut_output plain;
	struct gamut_str of_wide;
	struct gamut_str of_plain;
	struct gamut_str a;
	struct gamut_str b;

	simulate(gamut_arena_strf(&arena, "--model %s --out a -n 20",
	                          simulated[_i])
	                 .ptr);
	gamut_program_setenv("LANG", "en_US.UTF-8");
	wide = gamut_program(&arena, "report a");
	gamut_program_setenv("LC_ALL", "C");
	plain = gamut_program(&arena, "report a");
	gamut_program_setenv("LC_ALL", NULL);
	gamut_program_setenv("LANG", NULL);
	of_wide = gamut_str_of(wide.out);
	of_plain = gamut_str_of(plain.out);
	ck_assert_ptr_nonnull(strstr(wide.out, "\xe2\x96"));
	while (gamut_str_take_line(&of_wide, &a)) {
		ck_assert(gamut_str_take_line(&of_plain, &b));
		ck_assert_uint_eq(gamut_text_columns(a), b.len);
		ck_assert_uint_le(b.len, 100);
	}
	ck_assert_uint_eq(of_plain.len, 0);
}
END_TEST

START_TEST(columns_are_heeded_in_a_pipe)
{
	struct gamut_output got;
	struct gamut_str rest;
	struct gamut_str line;
	size_t widest = 0;

	simulate("--model sim:base --out a -n 10 --tasks rng_*");
	gamut_program_setenv("COLUMNS", "61");
	rest = gamut_str_of(gamut_program(&arena, "report a").out);
	while (gamut_str_take_line(&rest, &line))
		if (gamut_text_columns(line) > widest)
			widest = gamut_text_columns(line);
	ck_assert_uint_le(widest, 61);
	gamut_program_setenv("COLUMNS", "61 ");
	got = gamut_program(&arena, "report a");
	rest = gamut_str_of(got.out);
	while (gamut_str_take_line(&rest, &line))
		if (gamut_text_columns(line) > widest)
			widest = gamut_text_columns(line);
	ck_assert_uint_gt(widest, 61);
}
END_TEST

START_TEST(several_runs_have_a_table_of_all)
{
	struct gamut_output got;

	simulate("--model sim:base --out a -n 10 --tasks rng_*");
	simulate("--model sim:instruct --out b -n 10 --tasks rng_*");
	got = gamut_program(&arena, "report a b");
	ck_assert_int_eq(strncmp(got.out, "condition ", 10), 0);
	ck_assert_ptr_nonnull(strstr(got.out, "\nsim:base     zero-shot  "));
	ck_assert_ptr_nonnull(strstr(got.out, "\nsim:instruct few-shot  "));
	got = gamut_program(&arena, "report a b --format markdown");
	ck_assert_int_eq(strncmp(got.out, "| condition |", 13), 0);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("report");
	TCase *tc = tcase_create("report");

	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_test(tc, run_and_report_say_the_same);
	tcase_add_test(tc, what_is_missing_and_how_to_get_it_stands_first);
	tcase_add_loop_test(tc, other_locales_get_ascii_of_the_same_width, 0,
	                    (int)GAMUT_ARRAY_LEN(simulated));
	tcase_add_test(tc, columns_are_heeded_in_a_pipe);
	tcase_add_test(tc, several_runs_have_a_table_of_all);
	suite_add_tcase(suite, tc);
	return suite;
}
