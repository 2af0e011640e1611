/* How far runs go, at which endpoints, and many of them from one file. */
#include "tests/support/unit.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "runner/store/store.h"
#include "tests/support/program.h"
#include "tests/support/server.h"

static struct gamut_arena arena;
static struct gamut_server *first;
static struct gamut_server *second;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

static void begin(enum gamut_server_mode mode)
{
	static struct gamut_server_options options;

	options = (struct gamut_server_options){ .mode = mode };
	first = gamut_server_start(&options);
}

static struct gamut_output ask(const char *rest)
{
	return gamut_program(
		&arena,
		gamut_arena_strf(&arena,
	                         "run --endpoint http://127.0.0.1:%u/v1 "
	                         "--model m --out r --tasks rng_1_100 %s",
	                         (unsigned)gamut_server_port(first), rest)
			.ptr);
}

/* POSTs; a run looks at an endpoint with a few GETs before. */
static size_t posts_of(struct gamut_server *server)
{
	size_t count = 0;

	for (size_t i = 0; i < gamut_server_request_count(server); i++)
		count += strstr(gamut_server_path(server, i), "/completions") !=
		         NULL;
	return count;
}

static size_t count_samples(const char *folder)
{
	struct gamut_err err = { 0 };
	struct gamut_run *run;
	size_t count;

	ck_assert_msg(gamut_run_read(&run, folder, &err) == GAMUT_OK, "%s",
	              err.msg);
	ck_assert_uint_eq(run->duplicates, 0);
	count = run->count;
	gamut_run_free(run);
	return count;
}

static void put(const char *path, const char *text)
{
	struct gamut_err err = { 0 };

	ck_assert_msg(!gamut_file_replace(path, gamut_str_of(text), &err), "%s",
	              err.msg);
}

#define PRICES "models:\n  m: {input: 1, output: 100}\n"

/* ----------------------------------------------------------------- dry run */

START_TEST(dry_runs_send_and_write_nothing)
{
	struct gamut_output got;
	cJSON *json;
	const cJSON *all;
	int64_t requests = 0;
	double cost = 0;

	begin(GAMUT_SERVER_OK);
	put("prices.yaml", PRICES);
	got = ask("-n 25 --samples-per-request 10 --prices prices.yaml "
	          "--dry-run --format json");
	ck_assert_msg(got.code == 0, "%s", got.err);
	json = gamut_json_parse(gamut_str_of(got.out), NULL);
	all = cJSON_GetObjectItemCaseSensitive(json, "all");
	ck_assert(gamut_json_get_int(all, "requests", &requests));
	ck_assert_int_eq(requests, 9);
	/* At most 4 tokens each, at 100 for a million, and the prompts. */
	ck_assert(gamut_json_get_double(all, "cost_max", &cost));
	ck_assert_double_gt(cost, 75 * 4 * 100e-6);
	ck_assert_double_lt(cost, 75 * 4 * 100e-6 + 9 * 200 * 1e-6);
	cJSON_Delete(json);
	ck_assert_uint_eq(gamut_server_request_count(first), 0);
	ck_assert(!gamut_store_exists("r"));
	gamut_server_stop(first);
}
END_TEST

/* ------------------------------------------------------------------ bounds */

static const struct {
	const char *options;
	const char *bound;
	size_t samples; /* 0: some */
} bounds[] = {
	{ "--max-requests 12", "--max-requests is used up", 12 },
	{ "--max-tokens-total 400", "--max-tokens-total is used up", 0 },
	{ "--max-cost 0.01 --prices prices.yaml", "--max-cost is used up", 0 },
	{ "--max-time 1s --rpm 600", "--max-time has passed", 0 },
};

START_TEST(bounds_stop_a_run_that_goes_on_later)
{
	struct gamut_output got;
	size_t samples;

	begin(GAMUT_SERVER_OK);
	put("prices.yaml", PRICES);
	got = ask(gamut_arena_strf(&arena, "-n 40 %s", bounds[_i].options).ptr);
	ck_assert_int_eq(got.code, 3);
	ck_assert_msg(strstr(got.err, bounds[_i].bound), "%s", got.err);
	ck_assert_ptr_nonnull(strstr(got.err, "gamut run --out r"));
	samples = count_samples("r");
	ck_assert_uint_gt(samples, 0);
	ck_assert_uint_lt(samples, 120);
	ck_assert_uint_eq(samples, posts_of(first));
	if (bounds[_i].samples)
		ck_assert_uint_eq(samples, bounds[_i].samples);

	got = ask("");
	ck_assert_msg(got.code == 0, "%s", got.err);
	ck_assert_uint_eq(count_samples("r"), 120);
	ck_assert_uint_eq(posts_of(first), 120);
	gamut_server_stop(first);
}
END_TEST

START_TEST(costs_cannot_be_bound_without_prices)
{
	struct gamut_output got;

	begin(GAMUT_SERVER_OK);
	put("prices.yaml", "models:\n  other: {input: 1, output: 1}\n");
	got = ask("--max-cost 1");
	ck_assert_int_eq(got.code, 2);
	ck_assert_ptr_nonnull(strstr(got.err, "--prices"));
	got = ask("--max-cost 1 --prices prices.yaml");
	ck_assert_int_eq(got.code, 2);
	ck_assert_ptr_nonnull(strstr(got.err, "no price for model 'm'"));
	got = ask("--max-cost 0 --prices prices.yaml");
	ck_assert_int_eq(got.code, 2);
	ck_assert(!gamut_store_exists("r"));
	ck_assert_uint_eq(gamut_server_request_count(first), 0);
	gamut_server_stop(first);
}
END_TEST

/* ------------------------------------------------------- several endpoints */

static struct gamut_output ask_both(const char *rest)
{
	return ask(gamut_arena_strf(&arena,
	                            "--endpoint http://127.0.0.1:%u/v1 %s",
	                            (unsigned)gamut_server_port(second), rest)
	                   .ptr);
}

START_TEST(endpoints_share_a_run)
{
	static const struct gamut_server_options options = { 0 };
	struct gamut_output got;

	begin(GAMUT_SERVER_OK);
	second = gamut_server_start(&options);
	got = ask_both("-n 40");
	ck_assert_msg(got.code == 0, "%s", got.err);
	ck_assert_uint_eq(count_samples("r"), 120);
	/* How many each gets is a matter of who is faster. */
	ck_assert_uint_gt(posts_of(first), 0);
	ck_assert_uint_gt(posts_of(second), 0);
	ck_assert_uint_eq(posts_of(first) + posts_of(second), 120);
	ck_assert_ptr_nonnull(strstr(
		got.err,
		gamut_arena_strf(&arena, "http://127.0.0.1:%u/v1 answered %zu ",
	                         (unsigned)gamut_server_port(second),
	                         posts_of(second))
			.ptr));

	/* Both are in the manifest: nothing needs to be said again. */
	got = gamut_program(&arena, "run --out r -n 60");
	ck_assert_msg(got.code == 0, "%s", got.err);
	ck_assert_uint_eq(count_samples("r"), 180);
	ck_assert_uint_eq(posts_of(first) + posts_of(second), 180);
	gamut_server_stop(first);
	gamut_server_stop(second);
}
END_TEST

START_TEST(an_endpoint_given_twice_is_refused)
{
	struct gamut_output got;

	begin(GAMUT_SERVER_OK);
	got = ask(gamut_arena_strf(&arena, "--endpoint http://127.0.0.1:%u/v1/",
	                           (unsigned)gamut_server_port(first))
	                  .ptr);
	ck_assert_int_eq(got.code, 2);
	ck_assert_ptr_nonnull(strstr(got.err, "given twice"));
	gamut_server_stop(first);
}
END_TEST

START_TEST(an_endpoint_that_fails_harms_no_run)
{
	static const enum gamut_server_mode modes[] = {
		GAMUT_SERVER_UNAUTHORIZED,
		GAMUT_SERVER_NOT_FOUND,
		GAMUT_SERVER_QUOTA,
		GAMUT_SERVER_RESET,
	};
	struct gamut_server_options options = { .mode = modes[_i] };
	struct gamut_output got;

	begin(GAMUT_SERVER_OK);
	second = gamut_server_start(&options);
	got = ask_both("-n 40");
	ck_assert_msg(got.code == 0, "%s", got.err);
	ck_assert_uint_eq(count_samples("r"), 120);
	/* It is told which one. */
	ck_assert_ptr_nonnull(strstr(
		got.err, gamut_arena_strf(&arena, "127.0.0.1:%u",
	                                  (unsigned)gamut_server_port(second))
				 .ptr));
	gamut_server_stop(first);
	gamut_server_stop(second);
}
END_TEST

START_TEST(a_model_may_move)
{
	static const struct gamut_server_options options = { 0 };
	struct gamut_output got;
	const char *line;

	begin(GAMUT_SERVER_OK);
	got = ask("-n 4");
	ck_assert_msg(got.code == 0, "%s", got.err);
	gamut_server_stop(first);
	first = gamut_server_start(&options);
	line = gamut_arena_strf(&arena,
	                        "run --endpoint http://127.0.0.1:%u/v1 "
	                        "--out r -n 8",
	                        (unsigned)gamut_server_port(first))
	               .ptr;
	got = gamut_program(&arena, line);
	ck_assert_int_eq(got.code, 2);
	ck_assert_msg(strstr(got.err, "--moved"), "%s", got.err);
	got = gamut_program(&arena, "run --out r --moved");
	ck_assert_int_eq(got.code, 2);
	ck_assert_ptr_nonnull(strstr(got.err, "--endpoint"));
	got = gamut_program(&arena,
	                    gamut_arena_strf(&arena, "%s --moved", line).ptr);
	ck_assert_msg(got.code == 0, "%s", got.err);
	ck_assert_uint_eq(count_samples("r"), 24);
	gamut_server_stop(first);
}
END_TEST

/* ------------------------------------------------------------- experiments */

/* Two temperatures of a model behind the endpoint, and a simulated one. */
static void put_experiment(const char *more)
{
	put("x.yaml", gamut_arena_strf(&arena,
	                               "out: runs\n"
	                               "n: 10\n"
	                               "tasks: [rng_*]\n"
	                               "settings: zero-shot\n"
	                               "models:\n"
	                               "  - model: m\n"
	                               "    endpoint: http://127.0.0.1:%u/v1\n"
	                               "    sampling: {temperature: [0.5, 1]}\n"
	                               "  - model: sim:base\n"
	                               "%s",
	                               (unsigned)gamut_server_port(first), more)
	                      .ptr);
}

START_TEST(experiments_run_every_condition_once)
{
	struct gamut_output got;

	begin(GAMUT_SERVER_OK);
	put_experiment("");
	got = gamut_program(&arena, "run -c x.yaml --dry-run");
	ck_assert_msg(got.code == 0, "%s", got.err);
	ck_assert_uint_eq(gamut_server_request_count(first), 0);
	got = gamut_program(&arena, "run -c x.yaml");
	ck_assert_msg(got.code == 0, "%s", got.err);
	ck_assert_uint_eq(count_samples("runs/m-chat-t0.5"), 20);
	ck_assert_uint_eq(count_samples("runs/m-chat-t1"), 20);
	ck_assert_uint_eq(count_samples("runs/sim-base-chat-t1"), 20);
	ck_assert_uint_eq(posts_of(first), 40);
	/* One table, a row a condition; elsewhere the whole document. */
	ck_assert_ptr_nonnull(
		strstr(got.out, "\nm, chat, temperature 0.5 zero-shot "));
	ck_assert_ptr_null(strstr(got.out, "us_states"));
	ck_assert_ptr_nonnull(strstr(got.err, "gamut report runs/*"));
	got = gamut_program(&arena, "run -c x.yaml --format json");
	ck_assert_ptr_nonnull(strstr(got.out, "\"cells\":["));

	/* Again, nothing is missing; a larger n tops all up. */
	got = gamut_program(&arena, "run -c x.yaml");
	ck_assert_msg(got.code == 0, "%s", got.err);
	ck_assert_uint_eq(posts_of(first), 40);
	got = gamut_program(&arena, "run -c x.yaml -n 12");
	ck_assert_msg(got.code == 0, "%s", got.err);
	ck_assert_uint_eq(posts_of(first), 48);
	ck_assert_uint_eq(count_samples("runs/sim-base-chat-t1"), 24);
	gamut_server_stop(first);
}
END_TEST

START_TEST(experiments_share_their_bounds)
{
	struct gamut_output got;

	begin(GAMUT_SERVER_OK);
	put_experiment("");
	got = gamut_program(&arena, "run -c x.yaml --max-requests 30");
	ck_assert_int_eq(got.code, 3);
	ck_assert_uint_eq(posts_of(first), 30);
	ck_assert_ptr_nonnull(strstr(got.err, "1 of 3 conditions"));
	got = gamut_program(&arena, "run -c x.yaml");
	ck_assert_msg(got.code == 0, "%s", got.err);
	ck_assert_uint_eq(posts_of(first), 40);
	gamut_server_stop(first);
}
END_TEST

START_TEST(one_endpoint_that_refuses_stops_no_other_condition)
{
	struct gamut_output got;

	begin(GAMUT_SERVER_UNAUTHORIZED);
	put_experiment("");
	got = gamut_program(&arena, "run -c x.yaml");
	ck_assert_int_eq(got.code, 3);
	ck_assert_uint_eq(count_samples("runs/sim-base-chat-t1"), 20);
	ck_assert_uint_le(posts_of(first), 8);
	gamut_server_stop(first);
}
END_TEST

static const struct {
	const char *more;
	const char *options;
	const char *message;
} wrong[] = {
	{ "temprature: 1\n", "", "x.yaml:10:1: unknown key 'temprature'" },
	{ "concurrency: many\n", "", "x.yaml:10:14: " },
	{ "", "--model other", "--model: with -c" },
	{ "", "--temperature 1", "--temperature: with -c" },
};

START_TEST(mistakes_are_told_before_anything_is_sent)
{
	struct gamut_output got;

	begin(GAMUT_SERVER_OK);
	put_experiment(wrong[_i].more);
	got = gamut_program(&arena,
	                    gamut_arena_strf(&arena, "run -c x.yaml%s%s",
	                                     wrong[_i].options[0] ? " " : "",
	                                     wrong[_i].options)
	                            .ptr);
	ck_assert_int_eq(got.code, 2);
	ck_assert_msg(strstr(got.err, wrong[_i].message), "%s", got.err);
	ck_assert_uint_eq(gamut_server_request_count(first), 0);
	ck_assert(!gamut_store_exists("runs/sim-base-chat-t1"));
	gamut_server_stop(first);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("bounds");
	TCase *tc = tcase_create("bounds");

	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_test(tc, dry_runs_send_and_write_nothing);
	tcase_add_loop_test(tc, bounds_stop_a_run_that_goes_on_later, 0,
	                    GAMUT_ARRAY_LEN(bounds));
	tcase_add_test(tc, costs_cannot_be_bound_without_prices);
	tcase_add_test(tc, endpoints_share_a_run);
	tcase_add_test(tc, an_endpoint_given_twice_is_refused);
	tcase_add_loop_test(tc, an_endpoint_that_fails_harms_no_run, 0, 4);
	tcase_add_test(tc, a_model_may_move);
	tcase_add_test(tc, experiments_run_every_condition_once);
	tcase_add_test(tc, experiments_share_their_bounds);
	tcase_add_test(tc, one_endpoint_that_refuses_stops_no_other_condition);
	tcase_add_loop_test(tc, mistakes_are_told_before_anything_is_sent, 0,
	                    GAMUT_ARRAY_LEN(wrong));
	suite_add_tcase(suite, tc);
	return suite;
}
