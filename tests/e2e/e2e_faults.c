/*
 * Runs against an endpoint that misbehaves in every way the server knows: what
 * the user sees, and what the run directory holds after it. What came and what
 * did not is the server's word, not the program's.
 */
#include "tests/support/collect.h"
#include "tests/support/unit.h"

#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "tests/support/endpoint.h"

/* The samples of a run with -n 5 of one task in all settings. */
#define ALL ((size_t)15)

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

static uint32_t count_failed(const struct gamut_run *run)
{
	uint32_t count = 0;

	for (size_t i = 0; i < run->manifest.cell_count; i++)
		count += run->failed[i];
	return count;
}

/* ---------------------------------------------------- faults that pass over */

/* Tables are read by column. */
/* clang-format off */
static const struct fault {
	enum gamut_server_mode mode;
	const char *says; /* on standard error; "": libcurl tries by itself */
} faults[] = {
	{ GAMUT_SERVER_LIMIT_BARE,  "HTTP 429 (rate_limit_exceeded): Rate" },
	{ GAMUT_SERVER_LIMIT_DATE,  "all requests pause" },
	{ GAMUT_SERVER_ERROR,       "HTTP 500 (test_error): The server had" },
	{ GAMUT_SERVER_OVERLOAD,    "HTTP 503: loading\\nthe model" },
	{ GAMUT_SERVER_WRAPPED,     "an error in place of choices: No prov" },
	{ GAMUT_SERVER_RESET,       "" },
	{ GAMUT_SERVER_HALF,        "no whole reply: transfer closed" },
	{ GAMUT_SERVER_GARBAGE,     "no whole reply: Received HTTP/0.9" },
	{ GAMUT_SERVER_BIG_HEADER,  "its headers are too long" },
	{ GAMUT_SERVER_HTML,        "an HTML page, not JSON" },
	{ GAMUT_SERVER_TRUNCATED,   "not JSON from byte" },
	{ GAMUT_SERVER_NO_CHOICES,  "no choices" },
};
/* clang-format on */

START_TEST(a_fault_that_passes_costs_nothing)
{
	const struct gamut_server_options told = { .mode = faults[_i].mode,
		                                   .every = 7,
		                                   .stop_after = 1 };
	struct gamut_server *server = gamut_server_start(&told);
	struct gamut_output got = gamut_endpoint_run(&arena, server, "-n 5");

	ck_assert_msg(got.code == 0, "%d: %s", got.code, got.err);
	ck_assert_msg(strstr(got.err, faults[_i].says), "%s", got.err);
	gamut_endpoint_check_whole(5);
	ck_assert_uint_eq(gamut_server_fault_count(server), 1);
	ck_assert_uint_eq(gamut_server_request_count(server), ALL + 1);
	ck_assert_uint_eq(gamut_server_choice_count(server), ALL);
	gamut_server_stop(server);
}
END_TEST

static const enum gamut_server_mode oddities[] = {
	GAMUT_SERVER_CHUNKED,        GAMUT_SERVER_DRIP,
	GAMUT_SERVER_BIG_INTS,       GAMUT_SERVER_NO_USAGE,
	GAMUT_SERVER_DUPLICATE_KEYS, GAMUT_SERVER_REASONING,
};

START_TEST(an_oddity_is_no_fault)
{
	const struct gamut_server_options told = { .mode = oddities[_i] };
	struct gamut_server *server = gamut_server_start(&told);
	struct gamut_output got = gamut_endpoint_run(&arena, server, "-n 5");

	ck_assert_msg(got.code == 0, "%d: %s", got.code, got.err);
	gamut_endpoint_check_whole(5);
	ck_assert_uint_eq(gamut_server_request_count(server), ALL);
	gamut_server_stop(server);
}
END_TEST

/* -------------------------------------------------------- samples that fail */

static const struct refusal {
	struct gamut_server_options told;
	const char *options;
	const char *says;
} refusals[] = {
	{ { .mode = GAMUT_SERVER_TOO_LONG, .every = 5 },
	  "",
	  "context_length_exceeded" },
	{ { .mode = GAMUT_SERVER_HUGE, .every = 5, .stop_after = 1 },
	  "",
	  "longer than 33554432 bytes" },
	{ { .mode = GAMUT_SERVER_HANG, .every = 5, .stop_after = 2 },
	  "--timeout 1 --max-attempts 1",
	  "timed out" },
	{ { .mode = GAMUT_SERVER_STALL, .every = 5, .stop_after = 2 },
	  "--timeout 1 --max-attempts 1",
	  "timed out" },
};

START_TEST(what_is_given_up_is_counted_and_comes_later)
{
	const struct refusal *refusal = &refusals[_i];
	struct gamut_server *server = gamut_server_start(&refusal->told);
	struct gamut_output got = gamut_endpoint_run(
		&arena, server,
		gamut_arena_strf(&arena, "-n 5 %s", refusal->options).ptr);
	struct gamut_run *run;
	size_t given_up;

	ck_assert_msg(got.code == 3, "%d: %s", got.code, got.err);
	ck_assert_msg(strstr(got.err, refusal->says), "%s", got.err);
	run = gamut_endpoint_read();
	gamut_endpoint_check_clean(run);
	given_up = gamut_server_fault_count(server);
	ck_assert_uint_gt(given_up, 0);
	ck_assert_uint_eq(count_failed(run), given_up);
	ck_assert_uint_eq(run->count, ALL - given_up);
	ck_assert_uint_eq(run->count, gamut_server_choice_count(server));
	gamut_run_free(run);

	gamut_server_set_mode(server, GAMUT_SERVER_OK);
	got = gamut_program(&arena, "run --out r");
	ck_assert_msg(got.code == 0, "%d: %s", got.code, got.err);
	gamut_endpoint_check_whole(5);
	ck_assert_uint_eq(gamut_server_choice_count(server), ALL);
	gamut_server_stop(server);
}
END_TEST

START_TEST(a_second_interrupt_does_not_wait_for_a_server_that_hangs)
{
	const struct gamut_server_options told = { .mode = GAMUT_SERVER_HANG };
	struct gamut_server *server = gamut_server_start(&told);
	pid_t pid = gamut_program_begin(
		gamut_endpoint_line(&arena, server, "--tasks rng_1_100 -n 5"));
	struct gamut_output got;

	while (gamut_server_request_count(server) == 0)
		sched_yield();
	/* Not the same twice: the second could be taken for the first. */
	ck_assert_int_eq(kill(pid, SIGINT), 0);
	ck_assert_int_eq(kill(pid, SIGTERM), 0);
	ck_assert_int_eq(gamut_program_end(pid), 3);
	gamut_server_set_mode(server, GAMUT_SERVER_OK);
	got = gamut_program(&arena, "run --out r");
	ck_assert_msg(got.code == 0, "%d: %s", got.code, got.err);
	gamut_endpoint_check_whole(5);
	gamut_server_stop(server);
}
END_TEST

/* ------------------------------------------------- answers that are none */

/* clang-format off */
static const struct {
	enum gamut_server_mode mode;
	const char *fate; /* of all samples */
	const char *text; /* as it is stored; NULL: that of the seed */
} fates[] = {
	{ GAMUT_SERVER_NULL_CONTENT, "empty",     "" },
	{ GAMUT_SERVER_EMPTY,        "empty",     "" },
	{ GAMUT_SERVER_REFUSAL,      "refusal",   "I would rather not." },
	{ GAMUT_SERVER_FILTERED,     "refusal",   "" },
	{ GAMUT_SERVER_LENGTH,       "truncated", NULL },
	{ GAMUT_SERVER_TRAPS,        "invalid",   "a\xef\xbf\xbd" "b\xef\xbf\xbd" "c" },
};
/* clang-format on */

/* How many samples have `fate`, by the document that the program printed. */
static size_t count_fate(const char *document, const char *fate)
{
	cJSON *root = gamut_json_parse(gamut_str_of(document), NULL);
	const cJSON *cells = cJSON_GetObjectItemCaseSensitive(root, "cells");
	const cJSON *cell;
	size_t total = 0;

	ck_assert_ptr_nonnull(cells);
	cJSON_ArrayForEach(cell, cells)
	{
		int64_t count;

		ck_assert(gamut_json_get_int(
			cJSON_GetObjectItemCaseSensitive(cell, "fates"), fate,
			&count));
		total += (size_t)count;
	}
	cJSON_Delete(root);
	return total;
}

START_TEST(what_is_no_answer_has_a_fate_of_its_own)
{
	const struct gamut_server_options told = { .mode = fates[_i].mode };
	struct gamut_server *server = gamut_server_start(&told);
	/* Of several choices nobody knows which the reasoning tokens are of. */
	struct gamut_output got = gamut_endpoint_run(
		&arena, server, "-n 5 --samples-per-request 5 --format json");
	struct gamut_collection all;
	struct gamut_run *run;

	ck_assert_msg(got.code == 0, "%d: %s", got.code, got.err);
	ck_assert_uint_eq(count_fate(got.out, fates[_i].fate), ALL);
	run = gamut_endpoint_read();
	ck_assert(gamut_run_is_complete(run));
	gamut_endpoint_check_clean(run);
	gamut_collect(&all, run);
	for (size_t i = 0; i < all.count && fates[_i].text; i++)
		ck_assert(gamut_str_eq(all.samples[i].text,
		                       gamut_str_of(fates[_i].text)));
	gamut_collect_release(&all);
	gamut_run_free(run);
	gamut_server_stop(server);
}
END_TEST

START_TEST(thinking_is_no_part_of_an_answer)
{
	const bool is_closed = _i == 0;
	const struct gamut_server_options told = {
		.mode = is_closed ? GAMUT_SERVER_THINK : GAMUT_SERVER_UNCLOSED,
	};
	struct gamut_server *server = gamut_server_start(&told);
	struct gamut_output got = gamut_endpoint_run(&arena, server,
	                                             "-n 5 --format json");

	ck_assert_msg(got.code == 0, "%d: %s", got.code, got.err);
	ck_assert_uint_eq(count_fate(got.out, "truncated"),
	                  is_closed ? 0 : ALL);
	ck_assert_uint_eq(count_fate(got.out, "valid-new") +
	                          count_fate(got.out, "valid-duplicate"),
	                  is_closed ? ALL : 0);
	gamut_server_stop(server);
}
END_TEST

/* ------------------------------------- what ruins a measurement, as it came */

static const enum gamut_server_mode suspicious[] = {
	GAMUT_SERVER_SAME_IDS, GAMUT_SERVER_SEED_IGNORED,
	GAMUT_SERVER_NEW_TEXT, GAMUT_SERVER_LONG_SAME,
	GAMUT_SERVER_CACHED,   GAMUT_SERVER_MIXED_MODELS,
};

/* In how many samples is `value` not that of the first? */
static size_t count_others(
	const struct gamut_run *run,
	struct gamut_str (*value)(const struct gamut_sample *s))
{
	struct gamut_collection all;
	size_t count = 0;

	gamut_collect(&all, run);
	for (size_t i = 1; i < all.count; i++)
		count += !gamut_str_eq(value(&all.samples[i]),
		                       value(&all.samples[0]));
	gamut_collect_release(&all);
	return count;
}

static struct gamut_str text_of(const struct gamut_sample *s)
{
	return s->text;
}

static struct gamut_str id_of(const struct gamut_sample *s)
{
	return s->response_id;
}

static struct gamut_str model_of(const struct gamut_sample *s)
{
	return s->model;
}

/* It is a fact, and stored as one: neither mended nor thrown away. */
START_TEST(what_looks_wrong_is_stored_as_it_came)
{
	enum gamut_server_mode mode = suspicious[_i];
	const struct gamut_server_options told = { .mode = mode };
	struct gamut_server *server = gamut_server_start(&told);
	struct gamut_output got =
		gamut_endpoint_run(&arena, server, "-n 10 --settings few-shot");
	struct gamut_run *run;

	ck_assert_msg(got.code == 0, "%d: %s", got.code, got.err);
	ck_assert_uint_eq(gamut_server_choice_count(server), 10);
	run = gamut_endpoint_read();
	ck_assert(gamut_run_is_complete(run));
	gamut_endpoint_check_clean(run);
	ck_assert_uint_eq(run->count, 10);
	ck_assert_uint_eq(count_others(run, id_of) == 0,
	                  mode == GAMUT_SERVER_SAME_IDS ||
	                          mode == GAMUT_SERVER_CACHED);
	ck_assert_uint_eq(count_others(run, text_of) == 0,
	                  mode == GAMUT_SERVER_SEED_IGNORED ||
	                          mode == GAMUT_SERVER_LONG_SAME ||
	                          mode == GAMUT_SERVER_CACHED);
	ck_assert_uint_eq(count_others(run, model_of),
	                  mode == GAMUT_SERVER_MIXED_MODELS ? 5 : 0);
	gamut_run_free(run);
	gamut_server_stop(server);
}
END_TEST

/* ------------------------------------------------------------ all at once */

/* 22 tasks in 3 settings; one request in five fails, in ten ways in turns. */
START_TEST(a_full_run_survives_a_mixture_of_faults)
{
	const struct gamut_server_options told = { .mode = GAMUT_SERVER_MIXED };
	struct gamut_server *server = gamut_server_start(&told);
	struct gamut_output got = gamut_program(
		&arena, gamut_endpoint_line(&arena, server,
	                                    "-n 3 --samples-per-request 3 "
	                                    "--concurrency 64"));
	struct gamut_collection all;
	struct gamut_run *run;

	ck_assert_msg(got.code == 0, "%d: %s", got.code, got.err);
	gamut_endpoint_check_whole(3);
	run = gamut_endpoint_read();
	ck_assert_uint_eq(run->manifest.cell_count, 66);
	ck_assert_uint_eq(count_failed(run), 0);
	/* No choice came twice, and none that is there came from elsewhere. */
	ck_assert_uint_eq(gamut_server_choice_count(server), run->count);
	gamut_collect(&all, run);
	for (size_t i = 0; i < all.count; i++)
		ck_assert_uint_eq(
			gamut_server_seed_count(server, all.samples[i].seed),
			1);
	gamut_collect_release(&all);
	/* The server did its part. */
	ck_assert_uint_ge(gamut_server_fault_count(server), 16);
	ck_assert_uint_eq(gamut_server_request_count(server) / 5,
	                  gamut_server_fault_count(server));
	gamut_run_free(run);
	gamut_server_stop(server);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("faults");
	TCase *tc = tcase_create("faults");

	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_loop_test(tc, a_fault_that_passes_costs_nothing, 0,
	                    (int)GAMUT_ARRAY_LEN(faults));
	tcase_add_loop_test(tc, an_oddity_is_no_fault, 0,
	                    (int)GAMUT_ARRAY_LEN(oddities));
	tcase_add_loop_test(tc, what_is_given_up_is_counted_and_comes_later, 0,
	                    (int)GAMUT_ARRAY_LEN(refusals));
	tcase_add_test(
		tc, a_second_interrupt_does_not_wait_for_a_server_that_hangs);
	tcase_add_loop_test(tc, what_is_no_answer_has_a_fate_of_its_own, 0,
	                    (int)GAMUT_ARRAY_LEN(fates));
	tcase_add_loop_test(tc, thinking_is_no_part_of_an_answer, 0, 2);
	tcase_add_loop_test(tc, what_looks_wrong_is_stored_as_it_came, 0,
	                    (int)GAMUT_ARRAY_LEN(suspicious));
	tcase_add_test(tc, a_full_run_survives_a_mixture_of_faults);
	suite_add_tcase(suite, tc);
	return suite;
}
