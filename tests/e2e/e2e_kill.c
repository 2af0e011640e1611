/*
 * kill -9 at up to 40 moments of one run: what was on disk stays, nothing is
 * there twice, and in the end each cell has exactly n.
 */
#include "tests/support/collect.h"
#include "tests/support/unit.h"

#include <sched.h>
#include <stdio.h>
#include <sys/wait.h>

#include "base/map.h"
#include "base/rng.h"
#include "runner/store/store.h"
#include "tests/support/program.h"
#include "tests/support/server.h"

#define KILLS 40
#define SAMPLES 2500

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

/* Every sample seen before is still there, and those that are new are noted. */
static size_t check_nothing_lost(struct gamut_map *seen)
{
	struct gamut_err err = { 0 };
	struct gamut_collection all;
	struct gamut_run *run;
	size_t count;

	if (!gamut_store_exists("r"))
		return 0;
	ck_assert_msg(gamut_run_read(&run, "r", &err) == GAMUT_OK, "%s",
	              err.msg);
	ck_assert_uint_eq(run->damaged + run->foreign + run->duplicates, 0);
	gamut_collect(&all, run);
	for (size_t i = 0; i < all.count; i++) {
		const struct gamut_sample *s = &all.samples[i];
		char name[160];
		int n = snprintf(name, sizeof(name), "%.*s %u %.*s %.*s",
		                 GAMUT_STR_ARG(s->setting), (unsigned)s->index,
		                 GAMUT_STR_ARG(s->text),
		                 GAMUT_STR_ARG(s->response_id));
		struct gamut_str key = { .ptr = name, .len = (size_t)n };

		gamut_map_put(seen, key, i);
	}
	gamut_collect_release(&all);
	/* More are noted than there are: one was lost, or came anew. */
	ck_assert_uint_eq(gamut_map_count(seen), run->count);
	count = run->count;
	gamut_run_free(run);
	return count;
}

static bool is_running(pid_t pid)
{
	siginfo_t info = { 0 };

	ck_assert_int_eq(
		waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT),
		0);
	return info.si_pid == 0;
}

START_TEST(nothing_is_lost_or_doubled)
{
	const struct gamut_server_options options = { .mode = GAMUT_SERVER_OK,
		                                      .forgets = true };
	struct gamut_server *server = gamut_server_start(&options);
	struct gamut_rng rng = { .state = 20261123 };
	struct gamut_map seen = { 0 };
	size_t reach = 300;
	struct gamut_run *run;
	const char *line =
		gamut_arena_strf(&arena,
	                         "run --endpoint http://127.0.0.1:%u/v1 "
	                         "--model m --out r --seed 1 --concurrency 1 "
	                         "--tasks rng_1_100 --settings "
	                         "zero-shot,few-shot -n %d",
	                         (unsigned)gamut_server_port(server), SAMPLES)
			.ptr;

	for (int i = 0; i < KILLS; i++) {
		size_t target = gamut_server_request_count(server) +
		                gamut_rng_below(&rng, reach);
		size_t known = gamut_map_count(&seen);
		pid_t pid = gamut_program_begin(line);
		int code;

		/* The moment is one of the run's own: its k-th request. */
		while (gamut_server_request_count(server) <= target &&
		       is_running(pid))
			sched_yield();
		kill(pid, SIGKILL);
		code = gamut_program_end(pid);
		check_nothing_lost(&seen);
		/* A fast server answers many before the first is on disk. */
		if (gamut_map_count(&seen) == known)
			reach += 100;
		/* The slower the machine, the less is lost to each kill. */
		if (code == 0 && i > KILLS / 5)
			break;
		ck_assert_int_eq(code, -SIGKILL);
	}
	ck_assert_uint_gt(gamut_map_count(&seen), KILLS);
	ck_assert_int_eq(gamut_program(&arena, line).code, 0);
	ck_assert_uint_eq(check_nothing_lost(&seen), (size_t)2 * SAMPLES);
	ck_assert_int_eq(gamut_run_read(&run, "r", NULL), GAMUT_OK);
	ck_assert(gamut_run_is_complete(run));
	gamut_run_free(run);
	gamut_map_clear(&seen);
	gamut_server_stop(server);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("kill");
	TCase *tc = tcase_create("kill");

	tcase_set_timeout(tc, 300);
	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_test(tc, nothing_is_lost_or_doubled);
	suite_add_tcase(suite, tc);
	return suite;
}
