/* Runs against an endpoint: whole ones, and those that cannot be. */
#include "tests/support/unit.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/file.h"
#include "tests/support/endpoint.h"

#define KEY "sk/not/to-be-seen-anywhere"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

/* Requests of which some fail, and the run is whole all the same. */
static const struct evil {
	enum gamut_server_mode mode;
	const char *options;
} survivable[] = {
	{ GAMUT_SERVER_OK, "" },
	{ GAMUT_SERVER_OK, "--template completion" },
	{ GAMUT_SERVER_OK, "--samples-per-request 7" },
	{ GAMUT_SERVER_OK, "--concurrency 1 --samples-per-request 100" },
	{ GAMUT_SERVER_LIMIT_MS, "" },
	{ GAMUT_SERVER_FEWER, "--samples-per-request 10" },
	{ GAMUT_SERVER_MORE, "--samples-per-request 3" },
	{ GAMUT_SERVER_SHUFFLED, "--samples-per-request 10" },
	{ GAMUT_SERVER_HOLES, "--samples-per-request 10" },
	{ GAMUT_SERVER_BLANKS, "--samples-per-request 10" },
	{ GAMUT_SERVER_NO_USAGE, "" },
	{ GAMUT_SERVER_REASONING, "" },
};

START_TEST(the_run_is_whole_all_the_same)
{
	const struct evil *evil = &survivable[_i];
	const struct gamut_server_options options = { .mode = evil->mode,
		                                      .every = 5 };
	struct gamut_server *server = gamut_server_start(&options);
	struct gamut_output got = gamut_endpoint_run(
		&arena, server,
		gamut_arena_strf(&arena, "-n 40 %s", evil->options).ptr);

	ck_assert_msg(got.code == 0, "%d: %s", got.code, got.err);
	gamut_endpoint_check_whole(40);
	gamut_server_stop(server);
}
END_TEST

/* Six requests a cell, of seven choices and at last five. */
START_TEST(what_a_run_took_is_told)
{
	const struct gamut_server_options options = { 0 };
	struct gamut_server *server = gamut_server_start(&options);
	struct gamut_output got = gamut_endpoint_run(
		&arena, server, "-n 40 --samples-per-request 7 --format json");
	const char *summary = gamut_program_file(&arena, "r/summary.json");

	gamut_server_stop(server);
	ck_assert_msg(got.code == 0, "%d: %s", got.code, got.err);
	ck_assert_ptr_nonnull(strstr(summary,
	                             "\"requests\":6,\"prompt_tokens\":60,"
	                             "\"completion_tokens\":80,"
	                             "\"reasoning_tokens\":6,\"cost\":null,"));
	ck_assert_ptr_nonnull(strstr(summary, "\"warnings\":[]"));
	ck_assert_int_eq(
		gamut_file_replace("p.yaml",
	                           GAMUT_STR("currency: EUR\nmodels: {m: "
	                                     "{input: 1e6, output: 2e6}}\n"),
	                           NULL),
		GAMUT_OK);
	got = gamut_program(&arena, "report r --prices p.yaml --format json");
	ck_assert_ptr_nonnull(
		strstr(got.out, "\"cost\":220,\"currency\":\"EUR\""));
	got = gamut_program(&arena, "score r --prices p.yaml");
	ck_assert_ptr_nonnull(strstr(got.out, "cost EUR"));
	ck_assert_ptr_nonnull(strstr(got.out, " 660.0000"));
	got = gamut_program(&arena, "report r --prices none.yaml");
	ck_assert_int_eq(got.code, 2);
	ck_assert_ptr_nonnull(strstr(got.err, "none.yaml"));
}
END_TEST

/* Endpoints that will never answer: one message, exit status, nothing lost. */
static const struct dead {
	enum gamut_server_mode mode;
	const char *says;
} dead[] = {
	{ GAMUT_SERVER_UNAUTHORIZED, "401" },
	{ GAMUT_SERVER_FORBIDDEN, "403" },
	{ GAMUT_SERVER_NOT_FOUND, "404" },
	{ GAMUT_SERVER_QUOTA, "quota" },
	{ GAMUT_SERVER_REDIRECT, "redirect" },
};

START_TEST(what_cannot_work_ends_the_run)
{
	const struct gamut_server_options options = {
		.mode = dead[_i].mode,
		.redirect_to = "http://127.0.0.1:9/",
	};
	struct gamut_server *server = gamut_server_start(&options);
	struct gamut_output got;

	gamut_program_setenv("OPENAI_API_KEY", KEY);
	got = gamut_endpoint_run(&arena, server, "-n 40");
	ck_assert_int_eq(got.code, 3);
	ck_assert_msg(strstr(got.err, dead[_i].says) != NULL, "%s", got.err);
	ck_assert_ptr_null(strstr(got.err, KEY));
	ck_assert_ptr_nonnull(strstr(got.err, "gamut run --out r"));
	gamut_server_stop(server);
}
END_TEST

START_TEST(given_up_samples_stay_wanted)
{
	const struct gamut_server_options options = { .mode = GAMUT_SERVER_HTML,
		                                      .every = 4 };
	struct gamut_server *server = gamut_server_start(&options);
	struct gamut_output got = gamut_endpoint_run(&arena, server,
	                                             "-n 40 --max-attempts 1");
	struct gamut_run *run;

	ck_assert_int_eq(got.code, 3);
	ck_assert_ptr_nonnull(strstr(got.out, "failed"));
	run = gamut_endpoint_read();
	ck_assert_uint_lt(run->count, 120);
	ck_assert_uint_gt(run->failed[0], 0);
	gamut_run_free(run);

	/* The endpoint is part of what a run is: it comes back. */
	gamut_server_set_mode(server, GAMUT_SERVER_OK);
	got = gamut_program(&arena, "run --out r");
	ck_assert_msg(got.code == 0, "%d: %s", got.code, got.err);
	gamut_endpoint_check_whole(40);
	run = gamut_endpoint_read();
	for (size_t cell = 0; cell < run->manifest.cell_count; cell++)
		ck_assert_uint_eq(run->failed[cell], 0);
	gamut_run_free(run);
	gamut_server_stop(server);
}
END_TEST

START_TEST(an_unreachable_endpoint_is_named)
{
	struct gamut_output got = gamut_program(
		&arena,
		"run --endpoint http://127.0.0.1:1/v1 --model m --out r "
		"--tasks rng_1_10 -n 3 --max-attempts 1");

	ck_assert_int_eq(got.code, 3);
	ck_assert_ptr_nonnull(strstr(got.err, "127.0.0.1"));
}
END_TEST

START_TEST(requests_say_what_was_asked_for)
{
	const struct gamut_server_options options = { .mode = GAMUT_SERVER_OK };
	struct gamut_server *server = gamut_server_start(&options);
	struct gamut_str text;
	cJSON *body;
	double number;

	gamut_endpoint_run(&arena, server,
	                   "-n 4 --samples-per-request 4 --temperature 0.5 "
	                   "--template completion --settings few-shot "
	                   "--profile vllm --header X-Team:blue");
	ck_assert_str_eq(gamut_server_path(server, 0), "/v1/completions");
	ck_assert_str_eq(gamut_server_header(server, 0, "X-Team"), "blue");
	body = gamut_json_parse(gamut_str_of(gamut_server_body(server, 0)),
	                        NULL);
	ck_assert(gamut_json_get_str(body, "prompt", &text));
	ck_assert(gamut_str_eq(
		text, GAMUT_STR("Output: 35\n\nOutput: 94\n\nOutput: 71\n\n"
	                        "Output:")));
	ck_assert(gamut_json_get_double(body, "temperature", &number));
	ck_assert_double_eq(number, 0.5);
	ck_assert(gamut_json_get_double(body, "max_tokens", &number));
	ck_assert_double_eq(number, 4);
	ck_assert(gamut_json_get_double(body, "n", &number));
	ck_assert_double_eq(number, 4);
	ck_assert(cJSON_HasObjectItem(body, "top_k"));
	ck_assert(cJSON_HasObjectItem(body, "seed"));
	cJSON_Delete(body);
	gamut_server_stop(server);
}
END_TEST

START_TEST(an_interrupt_stops_cleanly_and_the_run_goes_on)
{
	const struct gamut_server_options options = { .mode = GAMUT_SERVER_OK };
	struct gamut_server *server = gamut_server_start(&options);
	const char *line = gamut_endpoint_line(
		&arena, server, "--tasks rng_1_100 -n 3000 --concurrency 2");
	pid_t pid = gamut_program_begin(line);
	const char *err;

	while (gamut_server_request_count(server) < 20)
		sched_yield();
	ck_assert_int_eq(kill(pid, SIGINT), 0);
	ck_assert_int_eq(gamut_program_end(pid), 3);
	err = gamut_program_file(&arena, "err");
	ck_assert_ptr_nonnull(strstr(err, "gamut run --out r"));
	ck_assert_int_eq(gamut_program(&arena, "run --out r").code, 0);
	gamut_endpoint_check_whole(3000);
	gamut_server_stop(server);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("endpoint");
	TCase *tc = tcase_create("endpoint");

	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_loop_test(tc, the_run_is_whole_all_the_same, 0,
	                    (int)GAMUT_ARRAY_LEN(survivable));
	tcase_add_test(tc, what_a_run_took_is_told);
	tcase_add_loop_test(tc, what_cannot_work_ends_the_run, 0,
	                    (int)GAMUT_ARRAY_LEN(dead));
	tcase_add_test(tc, given_up_samples_stay_wanted);
	tcase_add_test(tc, an_unreachable_endpoint_is_named);
	tcase_add_test(tc, requests_say_what_was_asked_for);
	tcase_add_test(tc, an_interrupt_stops_cleanly_and_the_run_goes_on);
	suite_add_tcase(suite, tc);
	return suite;
}
