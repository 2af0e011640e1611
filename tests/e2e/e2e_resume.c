/* Going on with a run, which may have come from a stranger. */
#include "tests/support/unit.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "tests/support/endpoint.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

static void put(const char *path, const char *text)
{
	ck_assert_int_eq(gamut_file_replace(path, gamut_str_of(text), NULL),
	                 GAMUT_OK);
}

/* Run `line`, which must end with `code` and say `says`. */
static void expect(const char *line, int code, const char *says)
{
	struct gamut_output got = gamut_program(&arena, line);

	ck_assert_msg(got.code == code, "%d: %s", got.code, got.err);
	ck_assert_msg(strstr(got.err, says) != NULL, "%s", got.err);
}

/* ---------------------------------------------------------------- files */

START_TEST(no_file_is_opened_because_a_run_names_it)
{
	put("t.txt", "{{description}}\n");
	expect("run --tasks rng_1_10 -n 2 --template t.txt --out r", 0, "");
	ck_assert_int_eq(remove("t.txt"), 0);
	ck_assert_int_eq(mkfifo("t.txt", 0600), 0);
	/* To open it would be to hang. */
	expect("run --out r -n 3", 2,
	       "begun with template 't.txt': give it again by --template");
	expect("run --out r -n 3 --template t.txt", 2, "not a regular file");
	ck_assert_int_eq(remove("t.txt"), 0);
	put("t.txt", "{{description}}\n");
	expect("run --out r -n 3 --template t.txt", 0, "");
}
END_TEST

START_TEST(a_profile_of_a_file_is_named_again)
{
	put("my.yaml", "base: vllm\n");
	expect("run --tasks rng_1_10 -n 2 --profile ./my.yaml --out r", 0, "");
	expect("run --out r -n 3", 2,
	       "begun with profile 'my.yaml': give it again by --profile");
	/* What it says now of requests does not matter. */
	put("my.yaml", "base: vllm\npure: {min_p: 0.5}\n");
	expect("run --out r -n 3 --profile ./my.yaml", 0, "");
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("resume");
	TCase *tc = tcase_create("resume");

	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_test(tc, no_file_is_opened_because_a_run_names_it);
	tcase_add_test(tc, a_profile_of_a_file_is_named_again);
	suite_add_tcase(suite, tc);
	return suite;
}
