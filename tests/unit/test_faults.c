/*
 * Whole runs through engine, backend and a server that fails in every way: the
 * account against what the server counted.
 */
#include "tests/support/unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "runner/sample/engine.h"
#include "runner/sample/http.h"
#include "tests/support/fake_store.h"
#include "tests/support/server.h"

static struct gamut_server *server;
static struct gamut_run *run;
static struct gamut_shard *shard;
static struct gamut_account account;

/* Sample `cells` of `n` from a server that was told so, until all is there. */
static void sample(const struct gamut_server_options *told, size_t cells,
                   uint32_t n, uint32_t samples_per_request)
{
	const struct gamut_engine_options engine = {
		.concurrency = 16,
		.samples_per_request = samples_per_request,
		.max_attempts = 20,
		.backoff_base_ms = 1,
		.max_failures_in_row = 10,
	};
	struct gamut_http_options options = {
		.concurrency = engine.concurrency,
		.timeout_ms = 20000,
		.connect_timeout_ms = 5000,
		.max_reply_bytes = 4 << 20,
	};
	struct gamut_backend *backend;
	struct gamut_err err = { 0 };

	server = gamut_server_start(told);
	run = gamut_fake_run_new(cells, n);
	run->manifest.endpoint = gamut_str_of(gamut_server_url(server));
	options.manifest = &run->manifest;
	ck_assert_msg(gamut_http_open(&backend, &options, &err) == GAMUT_OK,
	              "%s", err.msg);
	shard = gamut_fake_shard_new(run);
	ck_assert_msg(gamut_engine_run(&account, run, backend, shard, &engine,
	                               &err) == GAMUT_OK,
	              "%s", err.msg);
	backend->ops->free(backend);
}

static void clear(void)
{
	free(shard);
	gamut_fake_run_free(run);
	gamut_server_stop(server);
}

/*
 * Each sample is there once, with the answer to its seed, which the server
 * gave once, and it gave no other.
 */
static void check_samples(void)
{
	char text[16];

	ck_assert(gamut_fake_shard_completes(shard, run));
	ck_assert_uint_eq(gamut_server_choice_count(server), shard->count);
	ck_assert_uint_eq(account.sampled, shard->count);
	ck_assert_uint_eq(account.failed + shard->failure_count, 0);
	for (size_t i = 0; i < shard->count; i++) {
		const struct gamut_fake_record *record = &shard->records[i];

		snprintf(text, sizeof(text), "%d",
		         gamut_server_answer(record->seed));
		ck_assert_str_eq(record->text, text);
		ck_assert_uint_eq(gamut_server_seed_count(server, record->seed),
		                  1);
	}
}

/* Each request in three fails; no reply of these modes is of any use. */
static const enum gamut_server_mode faults[] = {
	GAMUT_SERVER_LIMIT,      GAMUT_SERVER_LIMIT_MS,
	GAMUT_SERVER_LIMIT_BARE, GAMUT_SERVER_LIMIT_RESET,
	GAMUT_SERVER_ERROR,      GAMUT_SERVER_OVERLOAD,
	GAMUT_SERVER_OVERLOADED, GAMUT_SERVER_WRAPPED,
	GAMUT_SERVER_HALF,       GAMUT_SERVER_LENGTH_OVER,
	GAMUT_SERVER_GARBAGE,    GAMUT_SERVER_LENGTH_UNDER,
	GAMUT_SERVER_HTML,       GAMUT_SERVER_NOT_JSON,
	GAMUT_SERVER_MALFORMED,  GAMUT_SERVER_TRUNCATED,
	GAMUT_SERVER_NO_BODY,    GAMUT_SERVER_NO_CHOICES,
	GAMUT_SERVER_DEEP,       GAMUT_SERVER_GZIP_BOMB,
	GAMUT_SERVER_BIG_HEADER,
};

START_TEST(a_fault_is_one_more_request)
{
	const struct gamut_server_options told = { .mode = faults[_i],
		                                   .every = 3,
		                                   .stop_after = 12 };
	const uint64_t needed = 30;

	sample(&told, 3, 20, 2);
	check_samples();
	ck_assert_uint_eq(gamut_server_fault_count(server), 12);
	ck_assert_uint_eq(gamut_server_request_count(server), needed + 12);
	ck_assert_uint_eq(account.requests, needed + 12);
	ck_assert_uint_eq(account.retries, 12);
	ck_assert_int_eq(account.prompt_tokens, 10 * (int64_t)needed);
	ck_assert_int_eq(account.completion_tokens, 120);
	clear();
}
END_TEST

/*
 * Where a connection that was used before is reset, libcurl sends the request
 * once more by itself: the account has these too.
 */
START_TEST(a_reset_is_one_more_request)
{
	const struct gamut_server_options told = { .mode = GAMUT_SERVER_RESET,
		                                   .every = 3,
		                                   .stop_after = 12 };

	sample(&told, 3, 20, 2);
	check_samples();
	ck_assert_uint_eq(gamut_server_request_count(server), 30 + 12);
	ck_assert_uint_eq(account.requests, 30 + 12);
	ck_assert_uint_eq(account.retries, 12);
	clear();
}
END_TEST

/* A full run's 66 cells; a fifth of the requests fails, in ten ways in turns.
 */
START_TEST(a_mixture_of_faults_adds_up)
{
	const struct gamut_server_options told = { .mode = GAMUT_SERVER_MIXED };
	const uint32_t per_request = _i ? 3 : 1;
	size_t requests;
	size_t faults_seen;

	sample(&told, 66, 8, per_request);
	check_samples();
	requests = gamut_server_request_count(server);
	faults_seen = gamut_server_fault_count(server);
	ck_assert_uint_eq(faults_seen, requests / 5);
	ck_assert_uint_ge(faults_seen, 40);
	ck_assert_uint_eq(requests, account.requests);
	/* The tenth of the ten is no failure: a choice less, or none less. */
	ck_assert_uint_eq(account.retries, faults_seen - faults_seen / 10);
	if (per_request == 1)
		ck_assert_uint_eq(account.shortfalls, 0);
	else
		ck_assert_uint_gt(account.shortfalls, 0);
	clear();
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("faults");
	TCase *tc = tcase_create("faults");

	tcase_add_loop_test(tc, a_fault_is_one_more_request, 0,
	                    (int)GAMUT_ARRAY_LEN(faults));
	tcase_add_test(tc, a_reset_is_one_more_request);
	tcase_add_loop_test(tc, a_mixture_of_faults_adds_up, 0, 2);
	suite_add_tcase(suite, tc);
	return suite;
}
