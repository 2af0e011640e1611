/* Going on with a run, which may have come from a stranger. */
#include "tests/support/unit.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
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

/* -------------------------------------------------------------- secrets */

/* The test's server, by an address that is not said to be this machine. */
static const char *foreign_url(const struct gamut_server *server)
{
	const char *url = gamut_server_url(server);

	return gamut_arena_strf(&arena, "http://0.0.0.0%s", strrchr(url, ':'))
	        .ptr;
}

static size_t count_all(struct gamut_server *server)
{
	return gamut_server_request_count(server) +
	       gamut_server_get_count(server);
}

START_TEST(no_secret_goes_where_only_a_run_says)
{
	const struct gamut_server_options told = { .mode = GAMUT_SERVER_OK };
	struct gamut_server *server = gamut_server_start(&told);
	const char *url = foreign_url(server);
	size_t count;

	expect(gamut_arena_strf(&arena,
	                        "run --endpoint %s --model m --out r "
	                        "--tasks rng_1_10 -n 2",
	                        url)
	               .ptr,
	       0, "");
	count = count_all(server);
	gamut_program_setenv("OPENAI_API_KEY", "sk-abcdefgh");
	gamut_program_setenv("MINE", "abcdefgh");
	expect("run --out r -n 3 --allow-http", 2,
	       gamut_arena_strf(&arena,
	                        "the key in OPENAI_API_KEY would go to %s, "
	                        "which only the run directory names: give "
	                        "--endpoint %s to say",
	                        url, url)
	               .ptr);
	gamut_program_setenv("OPENAI_API_KEY", NULL);
	expect("run --out r -n 3 --allow-http --header X-A:b", 2,
	       "the header X-A would go to");
	expect("run --out r -n 3 --allow-http --header-env X-A=MINE", 2,
	       "the header X-A would go to");
	ck_assert_uint_eq(count_all(server), count);

	/* Without a secret, and with the user's word. */
	expect("run --out r -n 3", 0, "");
	gamut_program_setenv("OPENAI_API_KEY", "sk-abcdefgh");
	expect(gamut_arena_strf(&arena,
	                        "run --out r -n 4 --allow-http --endpoint %s "
	                        "--header X-A:b",
	                        url)
	               .ptr,
	       0,
	       gamut_arena_strf(&arena,
	                        "sending the key in OPENAI_API_KEY and the "
	                        "header X-A to %s\n",
	                        url)
	               .ptr);
	gamut_server_stop(server);
}
END_TEST

/* --------------------------------------------------------------- advice */

/* The line of the program's own words that says how to go on. */
static const char *advised(const char *err)
{
	const char *line = strstr(err, "gamut:   gamut run ");

	ck_assert_msg(line != NULL, "%s", err);
	line += strlen("gamut:   gamut ");
	return gamut_arena_copy(&arena, gamut_str_head(gamut_str_of(line),
	                                               strcspn(line, "\n")))
	        .ptr;
}

START_TEST(the_advised_command_goes_on)
{
	const struct gamut_server_options told = {
		.mode = GAMUT_SERVER_UNAUTHORIZED
	};
	struct gamut_server *server = gamut_server_start(&told);
	struct gamut_output got;
	const char *line;

	put("t.txt", "[{\"role\":\"user\",\"content\":\"{{description}}\"}]");
	put("my.yaml", "base: vllm\nkey_env: LAB_KEY\n");
	put("ca.pem", "");
	gamut_program_setenv("LAB_KEY", "sk-abcdefgh");
	gamut_program_setenv("MINE", "abcdefgh");
	got = gamut_program(
		&arena,
		gamut_arena_strf(&arena,
	                         "run --endpoint %s --model m --out r "
	                         "--tasks rng_1_10 -n 2 --template t.txt "
	                         "--profile ./my.yaml --header-env X-A=MINE "
	                         "--allow-http --ca-file ca.pem",
	                         foreign_url(server))
			.ptr);
	ck_assert_int_eq(got.code, 3);
	line = advised(got.err);
	gamut_server_set_mode(server, GAMUT_SERVER_OK);
	expect(line, 0, "sending the key in LAB_KEY and the header X-A to ");
	gamut_server_stop(server);
}
END_TEST

START_TEST(the_advised_command_suits_a_shell)
{
	const struct gamut_server_options told = {
		.mode = GAMUT_SERVER_UNAUTHORIZED
	};
	struct gamut_server *server = gamut_server_start(&told);
	const char *const words[] = { "run",
		                      "--endpoint",
		                      gamut_server_url(server),
		                      "--model",
		                      "m",
		                      "--out",
		                      "it's $HOME",
		                      "--tasks",
		                      "rng_1_10",
		                      "--header",
		                      "X-Pass: hunter2",
		                      NULL };
	struct gamut_output got = gamut_program_run(&arena, "", words);

	ck_assert_int_eq(got.code, 3);
	ck_assert_str_eq(advised(got.err),
	                 "run --out 'it'\\''s $HOME' and the same --header");
	gamut_server_stop(server);
}
END_TEST

/* ---------------------------------------------------------- open files */

static void allow_files(rlim_t soft, rlim_t hard)
{
	struct rlimit limit = { .rlim_cur = soft, .rlim_max = hard };

	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
}

START_TEST(files_that_can_be_open_bound_the_concurrency)
{
	const struct gamut_server_options told = { .mode = GAMUT_SERVER_OK };
	struct gamut_server *server = gamut_server_start(&told);
	struct gamut_output got;

	allow_files(80, 256);
	got = gamut_endpoint_run(&arena, server, "-n 2 --concurrency 400");
	ck_assert_msg(got.code == 2, "%d: %s", got.code, got.err);
	ck_assert_ptr_nonnull(strstr(got.err, "--concurrency 400"));
	ck_assert_ptr_nonnull(strstr(got.err, "ulimit -n"));
	ck_assert_uint_eq(count_all(server), 0);
	ck_assert(!gamut_file_exists("r"));

	/* What the soft limit lacks is taken: the test server has no more. */
	got = gamut_endpoint_run(&arena, server, "-n 30 --concurrency 50");
	ck_assert_msg(got.code == 0, "%d: %s", got.code, got.err);
	gamut_endpoint_check_whole(30);
	gamut_server_stop(server);
}
END_TEST

/* ---------------------------------------------------------- experiments */

START_TEST(every_condition_is_checked_before_the_first_is_sampled)
{
	static const char *const lacks[] = { "key_env: NOT_SET",
		                             "header_env: {X-A: NOT_SET}",
		                             "ca_file: not-there.pem",
		                             "concurrency: 4096" };
	static const char *const says[] = { "NOT_SET", "NOT_SET",
		                            "not-there.pem", "ulimit -n" };
	const struct gamut_server_options told = { .mode = GAMUT_SERVER_OK };
	struct gamut_server *server = gamut_server_start(&told);

	put("e.yaml", gamut_arena_strf(&arena,
	                               "endpoint: %s\ntasks: rng_1_10\nn: 2\n"
	                               "models: [{model: a}, {model: b, %s}]\n",
	                               gamut_server_url(server), lacks[_i])
	                      .ptr);
	allow_files(80, 256);
	expect("run -c e.yaml --out r", 2, says[_i]);
	ck_assert_uint_eq(count_all(server), 0);
	ck_assert(!gamut_file_exists("r"));
	if (_i < 3) /* which needs no key */
		expect("run -c e.yaml --out r --dry-run", 0, "");
	gamut_server_stop(server);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("resume");
	TCase *tc = tcase_create("resume");

	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_test(tc, no_file_is_opened_because_a_run_names_it);
	tcase_add_test(tc, a_profile_of_a_file_is_named_again);
	tcase_add_test(tc, no_secret_goes_where_only_a_run_says);
	tcase_add_test(tc, the_advised_command_goes_on);
	tcase_add_test(tc, the_advised_command_suits_a_shell);
	tcase_add_test(tc, files_that_can_be_open_bound_the_concurrency);
	tcase_add_loop_test(
		tc, every_condition_is_checked_before_the_first_is_sampled, 0,
		4);
	suite_add_tcase(suite, tc);
	return suite;
}
