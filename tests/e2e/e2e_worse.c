/* Runs that stop for being worse than another. */
#include "tests/support/unit.h"

#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "tests/support/collect.h"
#include "tests/support/program.h"

#define FEW "--tasks rng_*,weekdays* "

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

START_TEST(what_is_worse_is_stopped)
{
	struct gamut_output first;
	struct gamut_output again;
	struct gamut_run *run;

	gamut_program_expect(&arena, "run --model sim:uniform --seed 1 --out b",
	                     0, "");
	first = gamut_program_expect(
		&arena,
		"run --model sim:instruct --seed 2 --out r "
		"--stop-if-worse-than b --format json",
		1,
		/* The same by the formulas, in Python. */
		"yield is worse than that of the baseline, run ");
	ck_assert_ptr_nonnull(strstr(
		first.err, ": z = 43.045 passes the bound 4.049 of the look at "
			   "25 of 100 samples"));
	run = gamut_collect_run("r");
	ck_assert_uint_eq(run->count, UINT64_C(25) * 66);
	ck_assert_uint_eq(gamut_run_stopped(run), 66);
	ck_assert(gamut_run_is_complete(run));
	gamut_run_free(run);
	ck_assert_ptr_nonnull(
		strstr(first.out, "\"stopped\":{\"n\":25,\"planned\":100,"));

	again = gamut_program_expect(
		&arena, "run --out r --stop-if-worse-than b --format json", 1,
		"passes the bound");
	ck_assert_str_eq(first.out, again.out);
	/* Sentences stay on one line. */
	gamut_program_setenv("COLUMNS", "400");
	again = gamut_program_expect(&arena, "run --out r", 1,
	                             "were stopped early");
	ck_assert_ptr_nonnull(strstr(again.out, "yields are of 25 samples"));
	ck_assert_ptr_nonnull(strstr(again.out, "worse than that of the"));

	/* Of all that it would have had, the last look is taken. */
	gamut_program_expect(&arena, "run --out r --resume-stopped", 0, "");
	gamut_program_expect(
		&arena, "run --out r --stop-if-worse-than b", 1,
		"passes the bound 2.024 of the look at 100 of 100");
}
END_TEST

/* Where all there is comes anyway, it is the validity that tells. */
START_TEST(what_is_less_valid_is_stopped)
{
	gamut_program_expect(
		&arena,
		"run --tasks weekdays* --model sim:uniform --seed 1 --out b", 0,
		"");
	gamut_program_expect(
		&arena,
		"run --tasks weekdays* --model sim:base --seed 2 --out r "
		"--stop-if-worse-than b",
		1, ": z = 8.463 passes the bound 4.049");
}
END_TEST

START_TEST(equals_go_to_the_end)
{
	struct gamut_run *run;

	gamut_program_expect(
		&arena, "run " FEW "--model sim:base --seed 1 --out b", 0, "");
	for (int seed = 2; seed < 6; seed++) {
		const char *folder = gamut_arena_strf(&arena, "r%d", seed).ptr;

		gamut_program_expect(
			&arena,
			gamut_arena_strf(&arena,
		                         "run " FEW "--seed %d --out "
		                         "%s --stop-if-worse-than b",
		                         seed, folder)
				.ptr,
			0, "");
		run = gamut_collect_run(folder);
		ck_assert_uint_eq(run->count, 1500);
		ck_assert_uint_eq(gamut_run_stopped(run), 0);
		gamut_run_free(run);
	}
	/* What is better is not stopped either. */
	gamut_program_expect(&arena,
	                     "run " FEW "--model sim:uniform --seed 9 --out u "
	                     "--stop-if-worse-than b",
	                     0, "1500/1500");
}
END_TEST

START_TEST(what_is_not_alike_is_refused)
{
	gamut_program_expect(&arena, "run " FEW "--seed 1 --out b -n 20", 0,
	                     "");
	gamut_program_expect(
		&arena, "run " FEW "--seed 2 --out r --stop-if-worse-than b", 2,
		"the baseline has fewer samples");
	gamut_program_expect(&arena,
	                     "run --tasks rng_*,car* --seed 2 --out r -n 20 "
	                     "--stop-if-worse-than b",
	                     2, "the baseline lacks this cell");
	gamut_program_expect(&arena,
	                     "run " FEW
	                     "--seed 2 --out r -n 20 --template completion "
	                     "--stop-if-worse-than b",
	                     2, "another prompt");
	gamut_program_expect(&arena,
	                     "run " FEW "--seed 2 --out r -n 20 --max-tokens 3 "
	                     "--stop-if-worse-than b",
	                     2, "another token limit");
	gamut_program_expect(&arena, "run --out b --stop-if-worse-than b", 2,
	                     "the run itself");
	gamut_program_expect(&arena,
	                     "run " FEW "--out r -n 20 --until-halfwidth 0.1 "
	                     "--stop-if-worse-than b",
	                     2, "do not go together");
	ck_assert(!gamut_file_exists("r"));
	gamut_program_expect(&arena,
	                     "run " FEW
	                     "--seed 3 --out h -n 20 --until-halfwidth 0.2",
	                     0, "");
	gamut_program_expect(&arena, "run --out h --stop-if-worse-than b", 2,
	                     "were stopped early by another rule");
	gamut_program_expect(
		&arena, "run --out h --stop-if-worse-than b --resume-stopped",
		0, "");
}
END_TEST

/* What could not be noted is no result: it would be gone with the process. */
START_TEST(a_stop_that_is_not_noted_is_a_failure)
{
	struct gamut_output got;

	gamut_program_expect(&arena,
	                     "run " FEW "--model sim:uniform --seed 1 --out b",
	                     0, "");
	gamut_program_expect(&arena,
	                     "run " FEW
	                     "--model sim:instruct --seed 2 --out r -n 20",
	                     0, "");
	ck_assert_int_eq(mkdir("r/stops", 0755), 0);
	for (int i = 0; i < 900; i++)
		ck_assert(!gamut_file_replace(
			gamut_arena_strf(&arena, "r/stops/%d.json", i).ptr,
			GAMUT_STR("{\"format\":1,\"n\":100,\"round\":0,"
		                  "\"cells\":[]}"),
			NULL));
	got = gamut_program_expect(&arena,
	                           "run --out r -n 100 --stop-if-worse-than b",
	                           2, "holds 900 lists");
	ck_assert_ptr_null(strstr(got.err, "is worse than"));
	gamut_program_expect(&arena, "run --out r", 0, "1500/1500");
	gamut_program_expect(&arena, "run --out r --stop-if-worse-than b", 1,
	                     "of the look at 100 of 100");
}
END_TEST

START_TEST(completions_alone_are_no_baseline)
{
	ck_assert_int_eq(mkdir("b", 0755), 0);
	ck_assert(!gamut_file_replace(
		"b/completions.jsonl",
		GAMUT_STR("{\"task\":\"rng_1_10\",\"text\":\"7\"}\n"), NULL));
	gamut_program_expect(
		&arena, "run " FEW "--out r --stop-if-worse-than b", 2,
		"--stop-if-worse-than b: there are completions alone: without "
		"the prompts");
	gamut_program_expect(&arena,
	                     "run " FEW
	                     "--out r --stop-if-worse-than b/completions.jsonl",
	                     2, "give the run directory");
	ck_assert(!gamut_file_exists("r"));
}
END_TEST

START_TEST(conditions_of_an_experiment_stop_too)
{
	struct gamut_run *run;

	gamut_program_expect(&arena, "run --model sim:uniform --seed 1 --out b",
	                     0, "");
	ck_assert(!gamut_file_replace("e.yaml",
	                              GAMUT_STR("models:\n"
	                                        "  - model: sim:instruct\n"
	                                        "    stop-if-worse-than: b\n"
	                                        "  - model: sim:base\n"
	                                        "    until-halfwidth: 0.1\n"),
	                              NULL));
	gamut_program_expect(&arena, "run -c e.yaml --out e", 1,
	                     "passes the bound");
	run = gamut_collect_run("e/sim-base-chat-t1");
	ck_assert_uint_gt(gamut_run_stopped(run), 0);
	gamut_run_free(run);
	gamut_program_expect(&arena, "run -c e.yaml --out e", 1,
	                     "passes the bound");
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("worse");
	TCase *tc = tcase_create("worse");

	tcase_set_timeout(tc, 300);
	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_test(tc, what_is_worse_is_stopped);
	tcase_add_test(tc, what_is_less_valid_is_stopped);
	tcase_add_test(tc, equals_go_to_the_end);
	tcase_add_test(tc, what_is_not_alike_is_refused);
	tcase_add_test(tc, a_stop_that_is_not_noted_is_a_failure);
	tcase_add_test(tc, completions_alone_are_no_baseline);
	tcase_add_test(tc, conditions_of_an_experiment_stop_too);
	suite_add_tcase(suite, tc);
	return suite;
}
