#include "tests/support/unit.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/process.h"
#include "tests/support/temp.h"

static struct gamut_arena arena;
static struct gamut_err err;

static void set_up(void)
{
	gamut_temp_make();
	err = (struct gamut_err){ 0 };
}

static void tear_down(void)
{
	gamut_arena_clear(&arena);
	gamut_temp_remove();
}

static enum gamut_status run(struct gamut_str *said, const char *program,
                             const char *first, const char *second)
{
	const char *const words[] = { program, first, second, NULL };
	const struct gamut_process process = {
		.words = words,
		.folder = gamut_temp_folder(),
		.remedy = "apt-get install it",
	};

	return gamut_process_run(&process, said, &arena, &err);
}

START_TEST(words_reach_it_as_they_are)
{
	struct gamut_str said;

	/* No shell: nothing of this is expanded, and the folder is its own. */
	ck_assert_int_eq(run(&said, "touch", "--", "$(id) `id` 'a' *"),
	                 GAMUT_OK);
	ck_assert(gamut_file_exists(gamut_temp_path("$(id) `id` 'a' *")));
	ck_assert_uint_eq(said.len, 0);
}
END_TEST

START_TEST(what_is_missing_has_a_remedy)
{
	ck_assert_int_eq(run(NULL, "gamut-no-such-program", NULL, NULL),
	                 GAMUT_ENOTFOUND);
	ck_assert_str_eq(err.msg, "gamut-no-such-program is not installed: "
	                          "apt-get install it");
}
END_TEST

START_TEST(a_folder_that_is_missing_is_no_missing_program)
{
	const char *const words[] = { "true", NULL };
	const struct gamut_process process = {
		.words = words,
		.folder = gamut_temp_path("none"),
		.remedy = "no",
	};

	ck_assert_int_eq(gamut_process_run(&process, NULL, &arena, &err),
	                 GAMUT_ENOTFOUND);
	ck_assert_ptr_null(strstr(err.msg, "not installed"));
}
END_TEST

START_TEST(failures_tell_the_last_line)
{
	struct gamut_str said;

	ck_assert_int_eq(run(&said, "sh", "-c",
	                     "echo not this; echo first >&2; echo 'the last' "
	                     ">&2; echo >&2; exit 7"),
	                 GAMUT_EIO);
	ck_assert_str_eq(err.msg, "sh ended with status 7: the last");
	ck_assert(gamut_str_eq(said, GAMUT_STR("first\nthe last\n\n")));
	ck_assert_int_eq(run(NULL, "sh", "-c", "exit 1"), GAMUT_EIO);
	ck_assert_str_eq(err.msg,
	                 "sh ended with status 1: it does not say why");
	ck_assert_int_eq(run(NULL, "sh", "-c", "kill -9 $$"), GAMUT_EIO);
	ck_assert_ptr_nonnull(strstr(err.msg, "ended by signal 9"));
}
END_TEST

/* More than a pipe holds: nobody waits for anybody. */
START_TEST(much_that_is_said_is_cut)
{
	struct gamut_str said;

	ck_assert_int_eq(
		run(&said, "sh", "-c", "yes hot air | head -c 1000000 >&2"),
		GAMUT_OK);
	ck_assert_uint_gt(said.len, 1000);
	ck_assert_uint_le(said.len, GAMUT_PROCESS_SAID_MAX);
}
END_TEST

START_TEST(it_has_nothing_of_ours)
{
	struct gamut_str said;
	int fd = gamut_file_open(gamut_temp_write("secret", "s"), O_RDONLY);

	ck_assert_int_ge(fd, 3);
	ck_assert(signal(SIGPIPE, SIG_IGN) != SIG_ERR);
	/* Its input is empty; SIGPIPE ends it as it does others. */
	ck_assert_int_eq(run(&said, "sh", "-c",
	                     "cat >&2; ls -l /proc/self/fd >&2; "
	                     "sh -c 'kill -13 $$; echo alive >&2'; true"),
	                 GAMUT_OK);
	ck_assert(signal(SIGPIPE, SIG_DFL) != SIG_ERR);
	close(fd);
	ck_assert_uint_lt(gamut_str_find(said, GAMUT_STR("/dev/null")),
	                  said.len);
	ck_assert_msg(gamut_str_find(said, GAMUT_STR("secret")) == said.len,
	              "%.*s", GAMUT_STR_ARG(said));
	ck_assert_uint_eq(gamut_str_find(said, GAMUT_STR("alive")), said.len);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("process");
	TCase *tc = tcase_create("process");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, words_reach_it_as_they_are);
	tcase_add_test(tc, what_is_missing_has_a_remedy);
	tcase_add_test(tc, a_folder_that_is_missing_is_no_missing_program);
	tcase_add_test(tc, failures_tell_the_last_line);
	tcase_add_test(tc, much_that_is_said_is_cut);
	tcase_add_test(tc, it_has_nothing_of_ours);
	suite_add_tcase(suite, tc);
	return suite;
}
