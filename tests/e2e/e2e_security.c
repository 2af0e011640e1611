/* What must not get out: keys, and requests to other servers. */
#include "tests/support/unit.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "tests/support/endpoint.h"

#define KEY_TAIL "to-be-seen-anywhere"
#define KEY "sk/not/" KEY_TAIL

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

/* ------------------------------------------------------------- the key */

/* The ways for a secret to come, and the header that it goes into. */
static const struct way {
	const char *variable;
	const char *options;
	const char *header;
	const char *value;
} ways[] = {
	{ "OPENAI_API_KEY", "", "Authorization", "Bearer " KEY },
	{ "MY_KEY", "--key-env MY_KEY", "Authorization", "Bearer " KEY },
	{ NULL, "--header x-api-key:" KEY, "x-api-key", KEY },
	{ "MY_KEY", "--header-env x-api-key=MY_KEY", "x-api-key", KEY },
};

/* Servers that repeat it. */
static const struct gossip {
	struct gamut_server_options told;
	bool is_answer;
} gossips[] = {
	{ { .mode = GAMUT_SERVER_OK }, true },
	{ { .mode = GAMUT_SERVER_PARROT }, true },
	/* Odd requests, so all three kinds of bodies. */
	{ { .mode = GAMUT_SERVER_ECHO, .every = 2 }, false },
	{ { .mode = GAMUT_SERVER_UNAUTHORIZED }, false },
	{ { .mode = GAMUT_SERVER_REDIRECT,
	    .redirect_to = "http://127.0.0.1:9/?key=" KEY },
	  false },
};

static void check_no_key(struct gamut_output got)
{
	/* "u0073" is its first letter in JSON's other spelling. */
	static const char *const parts[] = { "sk/", KEY_TAIL, "u0073" };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(parts); i++) {
		ck_assert_ptr_null(strstr(got.out, parts[i]));
		ck_assert_msg(!strstr(got.err, parts[i]), "%s", got.err);
		ck_assert(!gamut_endpoint_has("r", parts[i]));
	}
}

START_TEST(the_key_is_sent_and_kept_nowhere)
{
	const struct way *way = &ways[_i % (int)GAMUT_ARRAY_LEN(ways)];
	const struct gossip *gossip = &gossips[_i / (int)GAMUT_ARRAY_LEN(ways)];
	struct gamut_server *server = gamut_server_start(&gossip->told);
	struct gamut_output got;

	if (way->variable)
		gamut_program_setenv(way->variable, KEY);
	got = gamut_endpoint_run(&arena, server,
	                         gamut_arena_strf(&arena,
	                                          "-n 5 --max-attempts 1 %s",
	                                          way->options)
	                                 .ptr);
	ck_assert_msg(got.code == (gossip->is_answer ? 0 : 3), "%s", got.err);
	ck_assert_str_eq(gamut_server_header(server, 0, way->header),
	                 way->value);
	check_no_key(got);
	/* Whoever repeats it is quoted, with asterisks in its place. */
	if (gossip->told.mode == GAMUT_SERVER_PARROT ||
	    gossip->told.mode == GAMUT_SERVER_ECHO)
		ck_assert(gamut_endpoint_has("r", "***"));
	gamut_server_stop(server);
}
END_TEST

/* The server quotes it in its complaint. */
START_TEST(a_short_secret_of_pieces_is_kept_nowhere)
{
	static const char *const values[] = { "pa55,x;y z", "pa55" };
	const struct gamut_server_options told = { .mode = GAMUT_SERVER_ECHO,
		                                   .every = 2 };
	struct gamut_server *server = gamut_server_start(&told);
	struct gamut_output got;

	gamut_program_setenv("MY_KEY", values[_i]);
	got = gamut_endpoint_run(
		&arena, server,
		"-n 5 --max-attempts 1 --header-env x-api-key=MY_KEY");
	ck_assert_int_eq(got.code, 3);
	ck_assert_str_eq(gamut_server_header(server, 0, "x-api-key"),
	                 values[_i]);
	ck_assert_msg(!strstr(got.err, "pa55"), "%s", got.err);
	ck_assert(!gamut_endpoint_has("r", "pa55"));
	ck_assert(gamut_endpoint_has("r", "****"));
	gamut_server_stop(server);
}
END_TEST

/* Begin a run that waits for `server`'s first answer, which never comes. */
static pid_t begin_hanging(struct gamut_server *server)
{
	pid_t pid;

	gamut_program_setenv("OPENAI_API_KEY", KEY);
	pid = gamut_program_begin(
		gamut_endpoint_line(&arena, server, "--tasks rng_1_100 -n 5"));
	while (gamut_server_request_count(server) == 0)
		sched_yield();
	return pid;
}

/* The file `name` of the process, NULs as line feeds. */
static struct gamut_str read_proc(pid_t pid, const char *name)
{
	char path[64];
	size_t size = (size_t)1 << 16;
	char *bytes = gamut_arena_new(&arena, char, size);
	FILE *file;
	size_t len;

	snprintf(path, sizeof(path), "/proc/%ld/%s", (long)pid, name);
	file = fopen(path, "rbe");
	ck_assert_ptr_nonnull(file);
	len = fread(bytes, 1, size - 1, file);
	fclose(file);
	for (size_t i = 0; i < len; i++)
		if (bytes[i] == '\0')
			bytes[i] = '\n';
	return (struct gamut_str){ .ptr = bytes, .len = len };
}

START_TEST(the_key_is_in_no_process_list)
{
	const struct gamut_server_options told = { .mode = GAMUT_SERVER_HANG };
	struct gamut_server *server = gamut_server_start(&told);
	pid_t pid = begin_hanging(server);
	struct gamut_str words = read_proc(pid, "cmdline");

	ck_assert_ptr_nonnull(strstr(words.ptr, "--endpoint"));
	ck_assert_ptr_null(strstr(words.ptr, KEY_TAIL));
	kill(pid, SIGKILL);
	ck_assert_int_eq(gamut_program_end(pid), -SIGKILL);
	gamut_server_stop(server);
}
END_TEST

#ifndef GAMUT_SANITIZED

/* How the process ended: si_code and the signal in si_status. */
static siginfo_t wait_for(pid_t pid)
{
	siginfo_t info = { 0 };

	while (waitid(P_PID, (id_t)pid, &info, WEXITED) < 0)
		ck_assert_int_eq(errno, EINTR);
	return info;
}

/* Let children leave core files; false where the system forbids it. */
static bool allow_cores(void)
{
	struct rlimit limit;
	pid_t pid;

	getrlimit(RLIMIT_CORE, &limit);
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_CORE, &limit);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0)
		abort();
	return wait_for(pid).si_code == CLD_DUMPED;
}

START_TEST(a_crash_leaves_no_core)
{
	static const int signals[] = { SIGSEGV, SIGABRT };
	struct rlimit limit;
	const struct gamut_server_options told = { .mode = GAMUT_SERVER_HANG };
	struct gamut_server *server = gamut_server_start(&told);
	bool is_possible = allow_cores();
	pid_t pid = begin_hanging(server);
	struct gamut_str limits = read_proc(pid, "limits");
	const char *core = strstr(limits.ptr, "Max core file size ");
	siginfo_t end;

	ck_assert_ptr_nonnull(core);
	core += strlen("Max core file size ");
	ck_assert_int_eq(core[strspn(core, " ")], '0');
	/*
	 * Half of the times the limit is lifted: it does not hold where the
	 * system gives cores to a program, so that it cannot be all.
	 */
	if (_i % 2) {
		ck_assert_int_eq(getrlimit(RLIMIT_CORE, &limit), 0);
		ck_assert_int_eq(prlimit(pid, RLIMIT_CORE, &limit, NULL), 0);
	}
	kill(pid, signals[_i / 2]);
	end = wait_for(pid);
	ck_assert_int_eq(end.si_status, signals[_i / 2]);
	ck_assert_int_eq(end.si_code, CLD_KILLED);
	/* Where the system can, the one that may be there is the test's own. */
	if (is_possible && gamut_file_exists("core"))
		ck_assert_int_eq(remove("core"), 0);
	ck_assert(!gamut_endpoint_has(".", KEY_TAIL));
	gamut_server_stop(server);
}
END_TEST

#endif

/* --------------------------------------------------------- other servers */

START_TEST(a_redirect_is_not_followed)
{
	const struct gamut_server_options good = { .mode = GAMUT_SERVER_OK };
	struct gamut_server *target = gamut_server_start(&good);
	const struct gamut_server_options told = {
		.mode = GAMUT_SERVER_REDIRECT,
		.redirect_to = gamut_server_url(target),
	};
	struct gamut_server *server = gamut_server_start(&told);
	struct gamut_output got;

	gamut_program_setenv("OPENAI_API_KEY", KEY);
	got = gamut_endpoint_run(&arena, server, "-n 5");
	ck_assert_int_eq(got.code, 3);
	ck_assert_ptr_nonnull(strstr(got.err, "redirects are not followed"));
	ck_assert_uint_gt(gamut_server_request_count(server), 0);
	ck_assert_uint_eq(gamut_server_request_count(target) +
	                          gamut_server_get_count(target),
	                  0);
	gamut_server_stop(server);
	gamut_server_stop(target);
}
END_TEST

START_TEST(no_proxy_stands_before_this_machine)
{
	static const char *const names[] = { "http_proxy", "HTTP_PROXY",
		                             "all_proxy", "ALL_PROXY" };
	const struct gamut_server_options told = { .mode = GAMUT_SERVER_OK };
	struct gamut_server *proxy = gamut_server_start(&told);
	struct gamut_server *server = gamut_server_start(&told);

	gamut_program_setenv("OPENAI_API_KEY", KEY);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(names); i++)
		gamut_program_setenv(names[i], gamut_server_url(proxy));
	ck_assert_int_eq(gamut_endpoint_run(&arena, server, "-n 5").code, 0);
	gamut_endpoint_check_whole(5);
	ck_assert_uint_eq(gamut_server_request_count(proxy) +
	                          gamut_server_get_count(proxy),
	                  0);
	gamut_server_stop(server);
	gamut_server_stop(proxy);
}
END_TEST

START_TEST(netrc_is_not_read)
{
	const struct gamut_server_options told = { .mode = GAMUT_SERVER_OK };
	struct gamut_server *server = gamut_server_start(&told);

	ck_assert_int_eq(
		gamut_file_replace(".netrc",
	                           GAMUT_STR("machine 127.0.0.1 login someone "
	                                     "password something\n"),
	                           NULL),
		GAMUT_OK);
	gamut_program_setenv("HOME", ".");
	ck_assert_int_eq(gamut_endpoint_run(&arena, server, "-n 5").code, 0);
	ck_assert_ptr_null(gamut_server_header(server, 0, "Authorization"));
	gamut_server_stop(server);
}
END_TEST

/* ------------------------------------------------------------------- TLS */

START_TEST(a_certificate_that_nobody_vouches_for_is_refused)
{
	const struct gamut_server_options told = { .mode = GAMUT_SERVER_OK,
		                                   .is_tls = true };
	struct gamut_server *server = gamut_server_start(&told);
	struct gamut_output got;

	gamut_program_setenv("OPENAI_API_KEY", KEY);
	got = gamut_endpoint_run(&arena, server, "-n 5");
	ck_assert_int_eq(got.code, 3);
	ck_assert_msg(strstr(got.err, "certificate"), "%s", got.err);
	ck_assert_uint_eq(gamut_server_request_count(server) +
	                          gamut_server_get_count(server),
	                  0);
	gamut_server_stop(server);
}
END_TEST

START_TEST(a_certificate_that_the_user_vouches_for_is_taken)
{
	const struct gamut_server_options told = { .mode = GAMUT_SERVER_OK,
		                                   .is_tls = true };
	struct gamut_server *server = gamut_server_start(&told);
	struct gamut_output got;

	ck_assert_int_eq(gamut_file_replace(
				 "ca.pem",
				 gamut_str_of(gamut_server_certificate(server)),
				 NULL),
	                 GAMUT_OK);
	got = gamut_endpoint_run(&arena, server, "-n 5 --ca-file ca.pem");
	ck_assert_msg(got.code == 0, "%d: %s", got.code, got.err);
	gamut_endpoint_check_whole(5);
	gamut_server_stop(server);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("security");
	TCase *tc = tcase_create("security");

	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_loop_test(
		tc, the_key_is_sent_and_kept_nowhere, 0,
		(int)(GAMUT_ARRAY_LEN(ways) * GAMUT_ARRAY_LEN(gossips)));
	tcase_add_loop_test(tc, a_short_secret_of_pieces_is_kept_nowhere, 0, 2);
	tcase_add_test(tc, the_key_is_in_no_process_list);
#ifndef GAMUT_SANITIZED
	tcase_add_loop_test(tc, a_crash_leaves_no_core, 0, 4);
#endif
	tcase_add_test(tc, a_redirect_is_not_followed);
	tcase_add_test(tc, no_proxy_stands_before_this_machine);
	tcase_add_test(tc, netrc_is_not_read);
	tcase_add_test(tc, a_certificate_that_nobody_vouches_for_is_refused);
	tcase_add_test(tc, a_certificate_that_the_user_vouches_for_is_taken);
	suite_add_tcase(suite, tc);
	return suite;
}
