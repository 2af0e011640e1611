/* Runs whose cells stop once they are known well enough. */
#include "tests/support/unit.h"

#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/map.h"
#include "tests/support/collect.h"
#include "tests/support/endpoint.h"

#define FEW "--tasks rng_*,weekdays* "

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

/* How many samples a cell of a summary was to have, by its fates. */
static int64_t sum_fates(const cJSON *cell)
{
	const cJSON *fate;
	int64_t sum = 0;

	cJSON_ArrayForEach(fate, cJSON_GetObjectItem(cell, "fates"))
	{
		sum += fate->valueint;
	}
	return sum;
}

/* ------------------------------------------------------------- half-width */

/* Each cell of `summary`; returns how many were stopped. */
static size_t check_cells(const char *summary)
{
	cJSON *json = gamut_json_parse(gamut_str_of(summary), NULL);
	size_t stopped = 0;
	const cJSON *cell;

	cJSON_ArrayForEach(cell, cJSON_GetObjectItem(json, "cells"))
	{
		const cJSON *stop = cJSON_GetObjectItem(cell, "stopped");
		int64_t n = 100;

		ck_assert_ptr_nonnull(stop);
		if (!cJSON_IsNull(stop)) {
			stopped++;
			ck_assert(gamut_json_get_int(stop, "n", &n));
			ck_assert(n == 25 || n == 50 || n == 75);
			ck_assert_int_eq(
				cJSON_GetObjectItem(stop, "planned")->valueint,
				100);
		}
		ck_assert_int_eq(cJSON_GetObjectItem(cell, "n")->valueint, n);
		ck_assert_int_eq(sum_fates(cell), n);
	}
	cJSON_Delete(json);
	return stopped;
}

START_TEST(cells_stop_when_they_are_known)
{
	struct gamut_output got = gamut_program_expect(
		&arena,
		"run --model sim:base --seed 1 --out r --format json "
		"--until-halfwidth 0.09",
		0, "are known well enough at 75 of 100 samples");
	size_t stopped = check_cells(got.out);
	struct gamut_run *run = gamut_collect_run("r");

	ck_assert_uint_gt(stopped, 0);
	ck_assert_uint_lt(stopped, 66);
	ck_assert_uint_eq(gamut_run_stopped(run), stopped);
	ck_assert(gamut_run_is_complete(run));
	ck_assert_uint_eq(run->beyond + run->duplicates, 0);
	ck_assert_uint_lt(run->count, 6600);
	gamut_run_free(run);
	ck_assert_str_eq(got.out, gamut_program_file(&arena, "r/summary.json"));

	got = gamut_program_expect(&arena, "report r", 0, "");
	ck_assert_ptr_nonnull(strstr(got.out, "stopped early"));
	ck_assert_ptr_nonnull(strstr(got.out, "are not comparable"));
}
END_TEST

/* What was sampled is what would have been, and not more is asked for. */
START_TEST(a_stopped_run_is_complete)
{
	struct gamut_output first;
	struct gamut_output again;

	first = gamut_program_expect(&arena,
	                             "run " FEW
	                             "--seed 1 --out r --until-halfwidth 0.1 "
	                             "--format json",
	                             0, "are stopped");
	again = gamut_program_expect(
		&arena, "run --out r --format json", 0,
		"cells were stopped early (--resume-stopped");
	ck_assert_str_eq(first.out, again.out);
	again = gamut_program_expect(
		&arena, "run --out r --format json --until-halfwidth 0.1", 0,
		"is complete");
	ck_assert_str_eq(first.out, again.out);
	again = gamut_program_expect(&arena, "run --out r --dry-run", 0, "");
	ck_assert_ptr_nonnull(strstr(again.out, "  0        0 "));
}
END_TEST

/* `text` without the id of the run in `folder`, which it must have. */
static const char *without_id(const char *folder, const char *text)
{
	struct gamut_run *run = gamut_collect_run(folder);
	struct gamut_str id = run->manifest.run_id;
	struct gamut_str rest = gamut_str_of(text);
	struct gamut_buf out = { 0 };
	const char *result;

	ck_assert_uint_lt(gamut_str_find(rest, id), rest.len);
	while (rest.len > 0) {
		size_t at = gamut_str_find(rest, id);

		gamut_buf_add(&out, gamut_str_head(rest, at));
		rest = gamut_str_skip(rest, at);
		rest = gamut_str_skip(rest, rest.len > 0 ? id.len : 0);
	}
	result = gamut_arena_copy(&arena, gamut_buf_view(&out)).ptr;
	gamut_buf_release(&out);
	gamut_run_free(run);
	return result;
}

/* As if it had never been stopped. */
START_TEST(it_can_be_gone_on_with)
{
	struct gamut_output whole;
	struct gamut_output got;
	struct gamut_run *run;

	whole = gamut_program_expect(&arena,
	                             "run " FEW "--seed 1 --out w --format csv "
	                             "--samples-per-request 25",
	                             0, "");
	gamut_program_expect(
		&arena, "run " FEW "--seed 1 --out r --until-halfwidth 0.1", 0,
		"");
	got = gamut_program_expect(
		&arena, "run --out r --format csv --resume-stopped", 0, "");
	ck_assert_str_eq(without_id("w", whole.out), without_id("r", got.out));

	gamut_program_expect(
		&arena, "run " FEW "--seed 1 --out s --until-halfwidth 0.1", 0,
		"");
	gamut_program_expect(&arena,
	                     "run --out s -n 120 --until-halfwidth 0.09", 0,
	                     "are stopped");
	got = gamut_program_expect(&arena, "run --out s --resume-stopped", 0,
	                           "");
	ck_assert_ptr_null(strstr(got.out, "stopped early"));
	run = gamut_collect_run("s");
	ck_assert(gamut_run_is_complete(run));
	ck_assert_uint_eq(run->count, UINT64_C(15) * 120);
	gamut_run_free(run);
}
END_TEST

/* Those that are there are not thrown away for a look that was passed. */
START_TEST(looks_that_were_passed_are_not_taken)
{
	struct gamut_run *run;

	gamut_program_expect(&arena, "run " FEW "--seed 1 --out r -n 40", 0,
	                     "");
	gamut_program_expect(&arena, "run --out r -n 100 --until-halfwidth 0.1",
	                     0, "are stopped");
	run = gamut_collect_run("r");
	for (size_t i = 0; i < run->manifest.cell_count; i++)
		ck_assert_uint_ge(gamut_run_wanted(run, i), 50);
	gamut_run_free(run);
	/* Nor are any that all are there. */
	gamut_program_expect(&arena, "run " FEW "--seed 1 --out all", 0, "");
	gamut_program_expect(&arena, "run --out all --until-halfwidth 0.4", 0,
	                     "is complete");
	run = gamut_collect_run("all");
	ck_assert_uint_eq(gamut_run_stopped(run), 0);
	gamut_run_free(run);
}
END_TEST

START_TEST(mistakes_are_named)
{
	gamut_program_expect(&arena, "run --out r --until-halfwidth 0", 2,
	                     "above 0 and below 0.5");
	gamut_program_expect(&arena, "run --out r --until-halfwidth 0.5", 2,
	                     "above 0 and below 0.5");
	gamut_program_expect(&arena, "run --out r --stop-if-worse-than b", 2,
	                     "no run in 'b'");
	ck_assert(!gamut_file_exists("r"));
}
END_TEST

/* ------------------------------------------------------------------- faults */

START_TEST(what_was_given_up_is_asked_again_at_the_next_stage)
{
	const struct gamut_server_options options = {
		.mode = GAMUT_SERVER_TOO_LONG, .every = 5, .stop_after = 1
	};
	struct gamut_server *server = gamut_server_start(&options);
	struct gamut_output got = gamut_endpoint_run(
		&arena, server, "--until-halfwidth 0.2 -n 40");
	struct gamut_run *run = gamut_endpoint_read();

	ck_assert_msg(got.code == 0, "%s", got.err);
	ck_assert(gamut_run_is_complete(run));
	for (size_t i = 0; i < run->manifest.cell_count; i++)
		ck_assert_uint_le(gamut_run_wanted(run, i), 20);
	ck_assert_uint_eq(gamut_run_stopped(run), run->manifest.cell_count);
	gamut_run_free(run);
	gamut_server_stop(server);
}
END_TEST

START_TEST(bounds_hold_over_all_stages)
{
	gamut_program_expect(&arena,
	                     "run " FEW
	                     "--seed 1 --out r -n 100 --until-halfwidth 0.01 "
	                     "--max-requests 20",
	                     3, "gamut run --out r --until-halfwidth 0.01");
	gamut_program_expect(&arena, "run --out r --until-halfwidth 0.1", 0,
	                     "");
}
END_TEST

/* Every sample that was seen is still there, or behind the end of its cell. */
static void check_nothing_lost(struct gamut_map *seen)
{
	struct gamut_collection all;
	struct gamut_run *run;

	if (!gamut_store_exists("r"))
		return;
	run = gamut_collect_run("r");
	ck_assert_uint_eq(run->duplicates + run->beyond, 0);
	gamut_collect(&all, run);
	for (size_t i = 0; i < all.count; i++) {
		const struct gamut_sample *s = &all.samples[i];
		char name[160];
		int n = snprintf(name, sizeof(name), "%.*s %u %.*s",
		                 GAMUT_STR_ARG(s->setting), (unsigned)s->index,
		                 GAMUT_STR_ARG(s->response_id));

		gamut_map_put(
			seen,
			(struct gamut_str){ .ptr = name, .len = (size_t)n }, i);
	}
	gamut_collect_release(&all);
	ck_assert_uint_eq(gamut_map_count(seen), run->count);
	gamut_run_free(run);
}

static bool is_running(pid_t pid)
{
	siginfo_t info = { 0 };

	ck_assert_int_eq(
		waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT),
		0);
	return info.si_pid == 0;
}

/* kill -9 around each look: each cell ends with what it was stopped at. */
START_TEST(nothing_is_lost_between_stages)
{
	static const size_t moments[] = { 30, 149, 150, 151, 290, 301, 400 };
	const struct gamut_server_options options = { .mode = GAMUT_SERVER_OK,
		                                      .forgets = true };
	struct gamut_server *server = gamut_server_start(&options);
	const char *line =
		gamut_endpoint_line(&arena, server,
	                            "--tasks rng_1_100 --concurrency 1 -n 200 "
	                            "--until-halfwidth 0.02");
	struct gamut_map seen = { 0 };
	struct gamut_run *run;

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(moments); i++) {
		pid_t pid = gamut_program_begin(line);

		while (gamut_server_request_count(server) < moments[i] &&
		       is_running(pid))
			sched_yield();
		kill(pid, SIGKILL);
		gamut_program_end(pid);
		check_nothing_lost(&seen);
	}
	gamut_program_expect(&arena, line, 0, "");
	check_nothing_lost(&seen);
	run = gamut_collect_run("r");
	ck_assert(gamut_run_is_complete(run));
	ck_assert_uint_eq(gamut_run_stopped(run), 3);
	for (size_t i = 0; i < 3; i++)
		ck_assert_uint_eq(gamut_run_wanted(run, i), 100);
	gamut_run_free(run);
	gamut_map_clear(&seen);
	gamut_server_stop(server);
}
END_TEST

START_TEST(two_processes_agree)
{
	const struct gamut_server_options options = { .mode = GAMUT_SERVER_OK,
		                                      .forgets = true };
	struct gamut_server *server = gamut_server_start(&options);
	const char *line = gamut_endpoint_line(
		&arena, server,
		"--tasks rng_1_100 -n 200 --until-halfwidth 0.02");
	struct gamut_run *run;
	pid_t first = gamut_program_begin(line);
	pid_t second = gamut_program_begin(line);

	ck_assert_int_eq(gamut_program_end(first), 0);
	ck_assert_int_eq(gamut_program_end(second), 0);
	run = gamut_collect_run("r");
	ck_assert(gamut_run_is_complete(run));
	for (size_t i = 0; i < 3; i++)
		ck_assert_uint_eq(gamut_run_wanted(run, i), 100);
	ck_assert_uint_eq(run->count, 300);
	ck_assert_uint_eq(run->beyond, 0);
	gamut_run_free(run);
	gamut_program_expect(&arena, line, 0, "is complete");
	gamut_server_stop(server);
}
END_TEST

/* A run directory of a stranger's moves no cursor. */
START_TEST(reasons_are_shown_without_their_controls)
{
	struct gamut_output got;

	gamut_program_expect(
		&arena,
		"run --tasks rng_1_10 --settings zero-shot --seed 1 --out r "
		"-n 8",
		0, "");
	ck_assert_int_eq(mkdir("r/stops", 0755), 0);
	ck_assert(!gamut_file_replace(
		"r/stops/x.json",
		GAMUT_STR("{\"format\":1,\"n\":8,\"round\":0,\"cells\":[{"
	                  "\"task\":\"rng_1_10\",\"setting\":\"zero-shot\","
	                  "\"n\":3,\"rule\":\"worse-than-base\",\"reason\":"
	                  "\"\\u001b[2Jgone\"}]}"),
		NULL));
	got = gamut_program_expect(&arena, "report r", 0, "");
	ck_assert_ptr_nonnull(strstr(got.out, "gone"));
	ck_assert_ptr_null(strchr(got.out, '\x1b'));
	ck_assert_ptr_nonnull(strstr(got.out, "5 samples behind the end"));
	gamut_program_expect(&arena, "run " FEW "--seed 2 --out b -n 8", 0, "");
	got = gamut_program_expect(&arena, "run --out r --stop-if-worse-than b",
	                           1, "gone");
	ck_assert_ptr_null(strchr(got.err, '\x1b'));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("stopping");
	TCase *tc = tcase_create("stopping");

	tcase_set_timeout(tc, 300);
	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_test(tc, cells_stop_when_they_are_known);
	tcase_add_test(tc, a_stopped_run_is_complete);
	tcase_add_test(tc, it_can_be_gone_on_with);
	tcase_add_test(tc, looks_that_were_passed_are_not_taken);
	tcase_add_test(tc, mistakes_are_named);
	tcase_add_test(tc, what_was_given_up_is_asked_again_at_the_next_stage);
	tcase_add_test(tc, bounds_hold_over_all_stages);
	tcase_add_test(tc, nothing_is_lost_between_stages);
	tcase_add_test(tc, two_processes_agree);
	tcase_add_test(tc, reasons_are_shown_without_their_controls);
	suite_add_tcase(suite, tc);
	return suite;
}
