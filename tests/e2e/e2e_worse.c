/* Runs that stop for being worse than another. */
#include "tests/support/unit.h"

#include <string.h>

#include "base/file.h"
#include "runner/store/store.h"
#include "tests/support/program.h"

#define FEW "--tasks rng_*,weekdays* "

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

/* Run `line`, which must end with `code` and say `says`. */
static struct gamut_output expect(const char *line, int code, const char *says)
{
	struct gamut_output got = gamut_program(&arena, line);

	ck_assert_msg(got.code == code, "'%s': %d: %s", line, got.code,
	              got.err);
	ck_assert_msg(strstr(got.err, says) != NULL, "%s", got.err);
	return got;
}

static struct gamut_run *read_run(const char *folder)
{
	struct gamut_err err = { 0 };
	struct gamut_run *run;

	ck_assert_msg(gamut_run_read(&run, folder, &err) == GAMUT_OK, "%s",
	              err.msg);
	ck_assert_uint_eq(run->damaged + run->torn + run->foreign, 0);
	return run;
}

START_TEST(what_is_worse_is_stopped)
{
	struct gamut_output first;
	struct gamut_output again;
	struct gamut_run *run;

	expect("run --model sim:uniform --seed 1 --out b", 0, "");
	first = expect("run --model sim:instruct --seed 2 --out r "
	               "--stop-if-worse-than b --format json",
	               1,
	               /* The same by the formulas, in Python. */
	               "yield is worse than that of the baseline, run ");
	ck_assert_ptr_nonnull(strstr(
		first.err, ": z = 43.045 passes the bound 4.049 of the look at "
			   "25 of 100 samples"));
	run = read_run("r");
	ck_assert_uint_eq(run->count, UINT64_C(25) * 66);
	ck_assert_uint_eq(gamut_run_stopped(run), 66);
	ck_assert(gamut_run_is_complete(run));
	gamut_run_free(run);
	ck_assert_ptr_nonnull(
		strstr(first.out, "\"stopped\":{\"n\":25,\"planned\":100,"));

	again = expect("run --out r --stop-if-worse-than b --format json", 1,
	               "passes the bound");
	ck_assert_str_eq(first.out, again.out);
	again = expect("run --out r", 0, "were stopped early");
	ck_assert_ptr_nonnull(strstr(again.out, "yields are of 25 samples"));
	ck_assert_ptr_nonnull(strstr(again.out, "worse than that of the"));

	/* Of all that it would have had, the last look is taken. */
	expect("run --out r --resume-stopped", 0, "");
	expect("run --out r --stop-if-worse-than b", 1,
	       "passes the bound 2.024 of the look at 100 of 100");
}
END_TEST

/* Where all there is comes anyway, it is the validity that tells. */
START_TEST(what_is_less_valid_is_stopped)
{
	expect("run --tasks weekdays* --model sim:uniform --seed 1 --out b", 0,
	       "");
	expect("run --tasks weekdays* --model sim:base --seed 2 --out r "
	       "--stop-if-worse-than b",
	       1, ": z = 8.463 passes the bound 4.049");
}
END_TEST

START_TEST(equals_go_to_the_end)
{
	struct gamut_run *run;

	expect("run " FEW "--model sim:base --seed 1 --out b", 0, "");
	for (int seed = 2; seed < 6; seed++) {
		const char *folder = gamut_arena_strf(&arena, "r%d", seed).ptr;

		expect(gamut_arena_strf(&arena,
		                        "run " FEW "--seed %d --out "
		                        "%s --stop-if-worse-than b",
		                        seed, folder)
		               .ptr,
		       0, "");
		run = read_run(folder);
		ck_assert_uint_eq(run->count, 1500);
		ck_assert_uint_eq(gamut_run_stopped(run), 0);
		gamut_run_free(run);
	}
	/* What is better is not stopped either. */
	expect("run " FEW "--model sim:uniform --seed 9 --out u "
	       "--stop-if-worse-than b",
	       0, "1500/1500");
}
END_TEST

START_TEST(what_is_not_alike_is_refused)
{
	expect("run " FEW "--seed 1 --out b -n 20", 0, "");
	expect("run " FEW "--seed 2 --out r --stop-if-worse-than b", 2,
	       "the baseline has fewer samples");
	expect("run --tasks rng_*,car* --seed 2 --out r -n 20 "
	       "--stop-if-worse-than b",
	       2, "the baseline lacks this cell");
	expect("run " FEW "--seed 2 --out r -n 20 --template completion "
	       "--stop-if-worse-than b",
	       2, "another prompt");
	expect("run " FEW "--seed 2 --out r -n 20 --max-tokens 3 "
	       "--stop-if-worse-than b",
	       2, "another token limit");
	expect("run --out b --stop-if-worse-than b", 2, "the run itself");
	expect("run " FEW "--out r -n 20 --until-halfwidth 0.1 "
	       "--stop-if-worse-than b",
	       2, "do not go together");
	ck_assert(!gamut_file_exists("r"));
	expect("run " FEW "--seed 3 --out h -n 20 --until-halfwidth 0.2", 0,
	       "");
	expect("run --out h --stop-if-worse-than b", 2,
	       "were stopped early by another rule");
	expect("run --out h --stop-if-worse-than b --resume-stopped", 0, "");
}
END_TEST

START_TEST(conditions_of_an_experiment_stop_too)
{
	struct gamut_run *run;

	expect("run --model sim:uniform --seed 1 --out b", 0, "");
	ck_assert(!gamut_file_replace("e.yaml",
	                              GAMUT_STR("models:\n"
	                                        "  - model: sim:instruct\n"
	                                        "    stop-if-worse-than: b\n"
	                                        "  - model: sim:base\n"
	                                        "    until-halfwidth: 0.1\n"),
	                              NULL));
	expect("run -c e.yaml --out e", 1, "passes the bound");
	run = read_run("e/sim-base-chat-t1");
	ck_assert_uint_gt(gamut_run_stopped(run), 0);
	gamut_run_free(run);
	expect("run -c e.yaml --out e", 1, "passes the bound");
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
	tcase_add_test(tc, conditions_of_an_experiment_stop_too);
	suite_add_tcase(suite, tc);
	return suite;
}
