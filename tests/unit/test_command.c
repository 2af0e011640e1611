#include "tests/support/unit.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "tests/support/temp.h"
#include "verifiers/command.h"

/* More answers than all pipes hold. */
#define LARGE_BATCH 20000

/* As long as no test should ever take. */
#define WAIT_MS 20000

static const char *words[] = { GAMUT_HOSTILE, NULL, NULL };
static struct gamut_command_rule rule;
static struct gamut_arena arena;
static void *state;

static void set_up(void)
{
	gamut_temp_make();
	rule = (struct gamut_command_rule){
		.sandbox = { .words = words,
		             .folder = gamut_temp_folder(),
		             .memory_mib = 256,
		             .cpu_seconds = 20 },
		.timeout_s = 30,
		.start_timeout_s = 30,
		.batch_timeout_s = 30,
		.max_length = 100,
	};
	state = NULL;
}

static void tear_down(void)
{
	if (state)
		gamut_verifier_command.close(state);
	gamut_arena_clear(&arena);
	gamut_temp_remove();
}

static void open_mode(const char *mode)
{
	words[1] = mode;
	ck_assert(!gamut_verifier_command.open(&state, &rule, NULL, NULL));
}

static struct gamut_verdict ask(const char *answer)
{
	return gamut_verifier_command.verify(state, gamut_str_of(answer),
	                                     &arena);
}

static const char *why(void)
{
	static struct gamut_err err;

	err = (struct gamut_err){ 0 };
	ck_assert(gamut_verifier_command.fault(state, &err));
	return err.msg;
}

static void check_says(const char *part)
{
	ck_assert_msg(strstr(why(), part), "no '%s' in: %s", part, why());
}

static void check_form(const char *answer, const char *form)
{
	struct gamut_verdict got = ask(answer);

	if (got.reason == GAMUT_REASON_UNCHECKED)
		ck_abort_msg("%s", why());
	ck_assert_str_eq(gamut_reason_name(got.reason), "valid");
	ck_assert_msg(gamut_str_eq(got.canonical, gamut_str_of(form)),
	              "'%.*s', not '%s'", GAMUT_STR_ARG(got.canonical), form);
}

/* The process is gone, or is before long. */
static void check_dies(long pid)
{
	int fd = (int)syscall(SYS_pidfd_open, (pid_t)pid, 0u);
	struct pollfd end = { .fd = fd, .events = POLLIN };

	if (fd < 0 && errno == ESRCH)
		return;
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(poll(&end, 1, WAIT_MS), 1);
	close(fd);
}

/* ----------------------------------------------------------- what it may do */

static const struct permission {
	const char *mode;
	const char *result;
} permissions[] = {
	{ "fork", "EPERM" },       { "vfork", "EPERM" },
	{ "clone3", "ENOSYS" },    { "thread", "allowed" },
	{ "socket", "EPERM" },     { "kill", "EPERM" },
	{ "limit", "EPERM" },      { "memory", "ENOMEM" },
	{ "descriptors", "none" }, { "environment", "none" },
};

START_TEST(it_may_do_little)
{
	/* One that it must not have, though it was left open. */
	int leaked = dup(STDERR_FILENO);

	open_mode(permissions[_i].mode);
	check_form("x", permissions[_i].result);
	close(leaked);
}
END_TEST

START_TEST(it_may_not_write)
{
	open_mode("write");
	ck_assert_int_eq(ask("x").reason, GAMUT_REASON_UNCHECKED);
	check_says("it may not write files");
}
END_TEST

START_TEST(processes_are_allowed_by_request)
{
	rule.sandbox.allows_processes = true;
	open_mode("fork");
	check_form("x", "allowed");
}
END_TEST

/* ----------------------------------------------------------- how it replies */

START_TEST(what_it_need_not_see_is_judged_without_it)
{
	char longer[102];

	memset(longer, 'x', sizeof(longer));
	longer[101] = '\0';
	open_mode("stillborn");
	ck_assert_int_eq(ask("").reason, GAMUT_REASON_EMPTY);
	ck_assert_int_eq(ask("\xff").reason, GAMUT_REASON_NOT_UTF8);
	ck_assert_int_eq(ask(longer).reason, GAMUT_REASON_TOO_LONG);
}
END_TEST

/* Asked three answers at once: what becomes of each, and what is told. */
static const struct conduct {
	const char *mode;
	const char *answers[3];
	enum gamut_reason reasons[3];
	const char *told;
} conducts[] = {
#define YES GAMUT_REASON_VALID
#define NONE GAMUT_REASON_UNCHECKED
	{ "noisy", { "a", "b", "c" }, { YES, YES, YES }, NULL },
	{ "moody", { "a", "b", "c" }, { YES, YES, YES }, NULL },
	{ "but", { "a", "b", "c" }, { YES, YES, YES }, NULL },
	{ "but",
	  { "a", "crash", "c" },
	  { YES, NONE, NONE },
	  "was ended by signal 6, asked for 'crash'" },
	{ "stillborn",
	  { "a", "b", "c" },
	  { NONE, NONE, NONE },
	  "ended with status 3, asked for 'a', and says 'no \\x1b[31mlicence'" },
	{ "leave",
	  { "a", "b", "c" },
	  { YES, NONE, NONE },
	  "it must go on until its input ends" },
	{ "close",
	  { "a", "b", "c" },
	  { YES, NONE, NONE },
	  "closed its standard output" },
	{ "flood",
	  { "a", "b", "c" },
	  { NONE, NONE, NONE },
	  "a line of more than 1 MiB" },
	{ "huge",
	  { "a", "b", "c" },
	  { NONE, NONE, NONE },
	  "a line of more than 1 MiB" },
	{ "lines",
	  { "a", "b", "c" },
	  { YES, YES, NONE },
	  "replied more than it was asked" },
	{ "nul",
	  { "a", "b", "c" },
	  { NONE, NONE, NONE },
	  "a control character" },
	{ "wrong_id",
	  { "a", "b", "c" },
	  { NONE, NONE, NONE },
	  "the \"id\" 77 where 1 is next" },
#undef YES
#undef NONE
};

static void ask_three(const char *const *answers, struct gamut_verdict *got)
{
	struct gamut_str texts[3];

	for (size_t i = 0; i < 3; i++)
		texts[i] = gamut_str_of(answers[i]);
	gamut_verifier_command.verify_all(state, got, texts, 3, &arena);
}

START_TEST(conduct_is_contained)
{
	const struct conduct *row = &conducts[_i];
	struct gamut_verdict got[3];

	open_mode(row->mode);
	ask_three(row->answers, got);
	if (row->told)
		check_says(row->told);
	for (size_t i = 0; i < 3; i++)
		ck_assert_msg(got[i].reason == row->reasons[i],
		              "%s: answer %zu: %s", row->mode, i,
		              gamut_reason_name(got[i].reason));
}
END_TEST

/* Those that only a clock can tell. */
static const struct conduct silences[] = {
	{ .mode = "silent", .told = "does it flush" },
	{ .mode = "late", .told = "does it flush" },
	{ .mode = "deaf", .told = "has not replied for 0.1 s, asked for 'a'" },
	{ .mode = "complain", .told = "has not replied" },
	{ .mode = "burn_at_once", .told = "has not replied" },
};

START_TEST(silence_is_ended)
{
	static const char *const answers[] = { "a", "b", "c" };
	struct gamut_verdict got[3];

	rule.start_timeout_s = 0.1;
	open_mode(silences[_i].mode);
	ask_three(answers, got);
	check_says(silences[_i].told);
	for (size_t i = 0; i < 3; i++)
		ck_assert_int_eq(got[i].reason, GAMUT_REASON_UNCHECKED);
}
END_TEST

START_TEST(only_what_hangs_is_blamed)
{
	static const char *const answers[] = { "a", "hang", "c" };
	struct gamut_verdict got[3];

	rule.timeout_s = 0.1;
	rule.start_timeout_s = 2;
	open_mode("but");
	ask_three(answers, got);
	check_says("asked for 'hang'");
	ck_assert_int_eq(got[0].reason, GAMUT_REASON_VALID);
	ck_assert_int_eq(got[1].reason, GAMUT_REASON_UNCHECKED);
	/* Nothing of that is left. */
	check_form("c", "c");
}
END_TEST

START_TEST(batch_has_an_end)
{
	rule.batch_timeout_s = 0.1;
	open_mode("silent");
	ck_assert_int_eq(ask("a").reason, GAMUT_REASON_UNCHECKED);
	check_says("raise 'batch_timeout'");
}
END_TEST

START_TEST(used_up_time_is_given_anew)
{
	rule.sandbox.cpu_seconds = 1;
	open_mode("burn");
	for (int i = 0; i < 4; i++)
		check_form("a", "a");
}
END_TEST

START_TEST(two_lines_for_one_are_told)
{
	open_mode("twice");
	ck_assert_int_eq(ask("a").reason, GAMUT_REASON_UNCHECKED);
	check_says("replied more than it was asked");
}
END_TEST

/* It dies between two questions, through no fault of either. */
START_TEST(killed_checker_is_started_anew)
{
	struct gamut_verdict first;
	struct gamut_verdict second;

	open_mode("pid");
	first = ask("a");
	ck_assert_int_eq(first.reason, GAMUT_REASON_VALID);
	kill((pid_t)strtol(first.canonical.ptr, NULL, 10), SIGKILL);
	second = ask("a");
	ck_assert_int_eq(second.reason, GAMUT_REASON_VALID);
	ck_assert(!gamut_str_eq(first.canonical, second.canonical));
}
END_TEST

/* ------------------------------------------------------------ what it leaves
 */

START_TEST(close_ends_it)
{
	struct gamut_verdict got;

	open_mode("stay");
	got = ask("a");
	gamut_verifier_command.close(state);
	state = NULL;
	ck_assert_int_eq(kill((pid_t)strtol(got.canonical.ptr, NULL, 10), 0),
	                 -1);
	ck_assert_int_eq(errno, ESRCH);
}
END_TEST

START_TEST(children_go_with_it)
{
	struct gamut_verdict got;
	long child;

	rule.sandbox.allows_processes = true;
	open_mode("child");
	got = ask("a");
	ck_assert_msg(got.reason == GAMUT_REASON_VALID, "%s", why());
	child = strtol(got.canonical.ptr, NULL, 10);
	gamut_verifier_command.close(state);
	state = NULL;
	check_dies(child);
}
END_TEST

/* Its child keeps the pipes open: that it died is seen all the same. */
START_TEST(death_shows_though_its_pipe_lives)
{
	rule.sandbox.allows_processes = true;
	open_mode("child");
	ck_assert_int_eq(ask("a").reason, GAMUT_REASON_VALID);
	ck_assert_int_eq(ask("a").reason, GAMUT_REASON_VALID);
}
END_TEST

START_TEST(it_dies_with_us)
{
	long checker = 0;
	int how;
	int ends[2];
	pid_t pid;

	ck_assert_int_eq(pipe(ends), 0);
	pid = fork();
	if (pid == 0) {
		struct gamut_verdict got;

		open_mode("stay");
		got = ask("a");
		checker = strtol(got.canonical.ptr, NULL, 10);
		if (write(ends[1], &checker, sizeof(checker)) < 0)
			_exit(1);
		for (;;)
			pause();
	}
	ck_assert_int_eq(read(ends[0], &checker, sizeof(checker)),
	                 (int)sizeof(checker));
	ck_assert_int_gt(checker, 0);
	kill(pid, SIGKILL);
	ck_assert_int_eq(waitpid(pid, &how, 0), pid);
	check_dies(checker);
}
END_TEST

/* ------------------------------------------------------------------- threads
 */

static void *ask_often(void *context)
{
	struct gamut_arena own = { 0 };
	size_t *valid = context;

	for (int i = 0; i < 50; i++) {
		struct gamut_str texts[2] = { GAMUT_STR("a"), GAMUT_STR("b") };
		struct gamut_verdict got[2];

		gamut_verifier_command.verify_all(state, got, texts, 2, &own);
		*valid += gamut_verdict_is_valid(got[0]) &&
		          gamut_str_eq(got[1].canonical, texts[1]);
	}
	gamut_arena_clear(&own);
	return NULL;
}

START_TEST(threads_take_turns)
{
	pthread_t threads[4];
	size_t valid[4] = { 0 };

	open_mode("but");
	/* It lives as long as who started it. */
	check_form("a", "a");
	for (size_t i = 0; i < 4; i++)
		pthread_create(&threads[i], NULL, ask_often, &valid[i]);
	for (size_t i = 0; i < 4; i++) {
		pthread_join(threads[i], NULL);
		ck_assert_uint_eq(valid[i], 50);
	}
}
END_TEST

/* More than all pipes hold, with replies as long. */
START_TEST(large_batches_flow)
{
	struct gamut_str *texts = gamut_arena_new(&arena, struct gamut_str,
	                                          LARGE_BATCH);
	struct gamut_verdict *got =
		gamut_arena_new(&arena, struct gamut_verdict, LARGE_BATCH);

	open_mode("but");
	for (size_t i = 0; i < LARGE_BATCH; i++)
		texts[i] = gamut_arena_strf(&arena, "%zu\n\"%080zu", i, i);
	gamut_verifier_command.verify_all(state, got, texts, LARGE_BATCH,
	                                  &arena);
	for (size_t i = 0; i < LARGE_BATCH; i++)
		ck_assert(gamut_str_eq(got[i].canonical, texts[i]));
}
END_TEST

/* Its lines cannot be of what it has not read. */
START_TEST(replies_ahead_of_requests_are_told)
{
	struct gamut_str *texts = gamut_arena_new(&arena, struct gamut_str,
	                                          LARGE_BATCH);
	struct gamut_verdict *got =
		gamut_arena_new(&arena, struct gamut_verdict, LARGE_BATCH);

	open_mode("eager");
	for (size_t i = 0; i < LARGE_BATCH; i++)
		texts[i] = gamut_arena_strf(&arena, "%zu", i);
	gamut_verifier_command.verify_all(state, got, texts, LARGE_BATCH,
	                                  &arena);
	ck_assert_int_eq(got[LARGE_BATCH - 1].reason, GAMUT_REASON_UNCHECKED);
	check_says("replied before it was asked");
}
END_TEST

START_TEST(missing_program_is_told)
{
	static const char *const missing[] = { "/no/such/program", NULL };

	rule.sandbox.words = missing;
	open_mode("good");
	ck_assert_int_eq(ask("a").reason, GAMUT_REASON_UNCHECKED);
	check_says("cannot run '/no/such/program'");
}
END_TEST

static TCase *test_replies(void)
{
	TCase *tc = tcase_create("replies");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, what_it_need_not_see_is_judged_without_it);
	tcase_add_loop_test(tc, conduct_is_contained, 0,
	                    (int)GAMUT_ARRAY_LEN(conducts));
	tcase_add_loop_test(tc, silence_is_ended, 0,
	                    (int)GAMUT_ARRAY_LEN(silences));
	tcase_add_test(tc, only_what_hangs_is_blamed);
	tcase_add_test(tc, batch_has_an_end);
	tcase_add_test(tc, used_up_time_is_given_anew);
	tcase_add_test(tc, two_lines_for_one_are_told);
	tcase_add_test(tc, killed_checker_is_started_anew);
	tcase_add_test(tc, threads_take_turns);
	tcase_add_test(tc, large_batches_flow);
	tcase_add_test(tc, replies_ahead_of_requests_are_told);
	tcase_add_test(tc, missing_program_is_told);
	return tc;
}

static TCase *test_sandbox(void)
{
	TCase *tc = tcase_create("sandbox");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(tc, it_may_do_little, 0,
	                    (int)GAMUT_ARRAY_LEN(permissions));
	tcase_add_test(tc, it_may_not_write);
	tcase_add_test(tc, processes_are_allowed_by_request);
	tcase_add_test(tc, close_ends_it);
	tcase_add_test(tc, children_go_with_it);
	tcase_add_test(tc, death_shows_though_its_pipe_lives);
	tcase_add_test(tc, it_dies_with_us);
	return tc;
}

Suite *unit_suite(void)
{
	Suite *suite = suite_create("command");

	suite_add_tcase(suite, test_replies());
	suite_add_tcase(suite, test_sandbox());
	return suite;
}
