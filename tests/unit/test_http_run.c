/* Whole runs: engine, backend and a server that does not always answer. */
#include "tests/support/unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "runner/sample/engine.h"
#include "runner/sample/http.h"
#include "tests/support/fake_store.h"
#include "tests/support/server.h"

/* Every third request goes wrong. */
static const enum gamut_server_mode troubles[] = {
	GAMUT_SERVER_OK,       GAMUT_SERVER_LIMIT,      GAMUT_SERVER_LIMIT_MS,
	GAMUT_SERVER_ERROR,    GAMUT_SERVER_RESET,      GAMUT_SERVER_HALF,
	GAMUT_SERVER_HTML,     GAMUT_SERVER_FEWER,      GAMUT_SERVER_MORE,
	GAMUT_SERVER_SHUFFLED, GAMUT_SERVER_NO_CHOICES, GAMUT_SERVER_HOLES,
	GAMUT_SERVER_BLANKS,
};

/* Each sample has the answer to its seed, which was asked for once. */
static void check_records(const struct gamut_shard *shard,
                          struct gamut_server *server)
{
	char text[16];

	for (size_t i = 0; i < shard->count; i++) {
		const struct gamut_fake_record *record = &shard->records[i];

		ck_assert_int_eq(
			record->seed,
			(int64_t)(1000 + record->cell * 10000 + record->index));
		snprintf(text, sizeof(text), "%d",
		         gamut_server_answer(record->seed));
		ck_assert_str_eq(record->text, text);
		ck_assert_uint_eq(gamut_server_seed_count(server, record->seed),
		                  1);
	}
}

START_TEST(runs_end_with_each_sample_once)
{
	const struct gamut_engine_options engine = {
		.concurrency = 4,
		.samples_per_request = 3,
		.max_attempts = 20,
		.backoff_base_ms = 1,
		.max_failures_in_row = 10,
	};
	struct gamut_http_options options = {
		.concurrency = 4,
		.timeout_ms = 20000,
		.connect_timeout_ms = 5000,
		.max_reply_bytes = 1 << 20,
	};
	const struct gamut_server_options told = { .mode = troubles[_i],
		                                   .every = 3 };
	struct gamut_server *server;
	struct gamut_backend *backend;
	struct gamut_run *run;
	struct gamut_err err = { 0 };
	char endpoint[64];
	struct gamut_account account;
	struct gamut_shard *shard;

	server = gamut_server_start(&told);
	snprintf(endpoint, sizeof(endpoint), "http://127.0.0.1:%u/v1",
	         (unsigned)gamut_server_port(server));
	run = gamut_fake_run_new(3, 20);
	run->manifest.endpoint = gamut_str_of(endpoint);
	options.manifest = &run->manifest;
	ck_assert_msg(gamut_http_open(&backend, &options, &err) == GAMUT_OK,
	              "%s", err.msg);
	shard = gamut_fake_shard_new(run);
	ck_assert_msg(gamut_engine_run(&account, run, backend, shard, &engine,
	                               &err) == GAMUT_OK,
	              "%s", err.msg);
	ck_assert(gamut_fake_shard_completes(shard, run));
	check_records(shard, server);
	free(shard);
	backend->ops->free(backend);
	gamut_fake_run_free(run);
	gamut_server_stop(server);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("http_run");
	TCase *tc = tcase_create("http_run");

	tcase_add_loop_test(tc, runs_end_with_each_sample_once, 0,
	                    (int)GAMUT_ARRAY_LEN(troubles));
	suite_add_tcase(suite, tc);
	return suite;
}
