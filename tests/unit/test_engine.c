#include "tests/support/unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "runner/sample/engine.h"
#include "tests/support/fake_store.h"
#include "tests/support/script.h"

static struct gamut_script script;
static struct gamut_run *run;
static struct gamut_shard *shard;
static struct gamut_account account;
static struct gamut_err err;
static size_t shown;
static size_t messages;
static struct gamut_engine_options options;

static void on_sample(void *ctx, size_t cell, const struct gamut_sample *sample)
{
	const struct gamut_fake_record *record = &shard->records[shown];

	(void)ctx;
	shown++;
	ck_assert(record->is_synced);
	ck_assert_uint_eq(record->cell, cell);
	ck_assert_uint_eq(record->index, sample->index);
	ck_assert(gamut_str_eq(sample->text, GAMUT_STR("7")));
}

static void on_message(void *ctx, struct gamut_str message)
{
	(void)ctx;
	messages++;
	ck_assert_uint_gt(message.len, 0);
	ck_assert_ptr_null(memchr(message.ptr, '\n', message.len));
}

static void begin(size_t cells, uint32_t n)
{
	script = (struct gamut_script){ .backend = {
						.ops = &gamut_script_ops } };
	run = gamut_fake_run_new(cells, n);
	shard = gamut_fake_shard_new(run);
	shown = 0;
	messages = 0;
	err = (struct gamut_err){ 0 };
	options = (struct gamut_engine_options){
		.concurrency = 4,
		.samples_per_request = 10,
		.max_attempts = 3,
		.backoff_base_ms = 1,
		.max_failures_in_row = 10,
		.stop = &script.stop,
	};
}

static enum gamut_status sample(void)
{
	static const struct gamut_watch watch = {
		.on_sample = on_sample,
		.on_message = on_message,
	};
	enum gamut_status status;

	options.watch = &watch;
	status = gamut_engine_run(&account, run, &script.backend, shard,
	                          &options, &err);
	ck_assert_uint_eq(account.sampled, shown);
	ck_assert_uint_eq(account.requests, script.submitted);
	ck_assert_uint_le(script.most_queued, options.concurrency);
	return status;
}

static void end(void)
{
	gamut_fake_run_free(run);
	free(shard);
}

START_TEST(every_sample_comes_once)
{
	static const uint32_t per_request[] = { 1, 7, 10, 64 };

	begin(3, 25);
	options.samples_per_request = per_request[_i];
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(shard, run));
	ck_assert_uint_eq(account.wanted, 75);
	ck_assert_uint_eq(account.had, 0);
	ck_assert_uint_eq(account.sampled, 75);
	ck_assert_uint_eq(account.in_flight, 0);
	ck_assert_uint_le(script.most_count, per_request[_i]);
	ck_assert_uint_eq(account.retries, 0);
	ck_assert_uint_eq(messages, 0);
	end();
}
END_TEST

START_TEST(only_gaps_are_asked_for)
{
	begin(2, 6);
	gamut_fake_run_add(run, 0, 0);
	gamut_fake_run_add(run, 0, 3);
	gamut_fake_run_add(run, 1, 5);
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(shard, run));
	ck_assert_uint_eq(account.had, 3);
	/* Neighbours only: 1-2 and 4-5 of the one, 0-4 of the other. */
	ck_assert_uint_eq(account.requests, 3);
	end();
}
END_TEST

START_TEST(whole_run_asks_for_nothing)
{
	begin(1, 1);
	gamut_fake_run_add(run, 0, 0);
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert_uint_eq(script.submitted, 0);
	ck_assert_uint_eq(shard->sync_count, 0);
	end();
}
END_TEST

START_TEST(cells_take_turns)
{
	begin(3, 4);
	options.samples_per_request = 1;
	ck_assert_int_eq(sample(), GAMUT_OK);
	for (size_t i = 0; i < 8; i++)
		ck_assert_uint_eq(script.first_cells[i], i % 3);
	end();
}
END_TEST

START_TEST(tokens_are_told_where_known)
{
	begin(1, 3);
	options.samples_per_request = 2;
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert_int_eq(shard->records[0].prompt_tokens, 3);
	ck_assert_int_eq(shard->records[0].completion_tokens, GAMUT_UNKNOWN);
	ck_assert_int_eq(shard->records[2].completion_tokens, 5);
	ck_assert_int_eq(account.prompt_tokens, 6);
	ck_assert_int_eq(account.completion_tokens, 10);
	end();
}
END_TEST

START_TEST(shortfalls_are_asked_for_again)
{
	begin(2, 20);
	script.steps[0] = (struct gamut_step){ .outcome = GAMUT_ANSWERED,
		                               .choices = 3,
		                               .status = 200 };
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(shard, run));
	ck_assert_uint_gt(account.shortfalls, 0);
	ck_assert_uint_eq(account.failed, 0);
	ck_assert_uint_eq(account.retries, 0);
	ck_assert_uint_eq(shard->failure_count, 0);
	end();
}
END_TEST

START_TEST(holes_are_asked_for_again)
{
	begin(2, 20);
	script.steps[0] = (struct gamut_step){ .outcome = GAMUT_ANSWERED,
		                               .choices = (uint32_t)_i,
		                               .has_holes = true,
		                               .status = 200 };
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(shard, run));
	for (size_t i = 0; i < shard->count; i++)
		ck_assert_int_eq(shard->records[i].seed,
		                 shard->records[i].index);
	ck_assert_uint_gt(account.shortfalls, 0);
	ck_assert_uint_eq(account.retries, 0);
	end();
}
END_TEST

START_TEST(failures_are_tried_again)
{
	begin(2, 20);
	script.steps[0] = (struct gamut_step){ .outcome = GAMUT_RETRY,
		                               .status = 503,
		                               .is_first_only = true };
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(shard, run));
	ck_assert_uint_eq(account.retries, 4);
	ck_assert_uint_eq(account.requests, 8);
	ck_assert_uint_eq(shard->failure_count, 0);
	/* The same reason is told once. */
	ck_assert_uint_eq(messages, 1);
	end();
}
END_TEST

START_TEST(delayed_requests_block_no_others)
{
	begin(2, 5);
	options.concurrency = 1;
	options.samples_per_request = 1;
	options.max_attempts = 2;
	script.steps[0] = (struct gamut_step){ .outcome = GAMUT_RETRY,
		                               .status = 503,
		                               .retry_after_ms = 30,
		                               .times = 1 };
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(shard, run));
	/* The one that had to wait came last. */
	ck_assert_uint_eq(shard->records[9].cell, 0);
	ck_assert_uint_eq(shard->records[9].index, 0);
	end();
}
END_TEST

/* The first four are refused together. */
START_TEST(rate_limit_holds_all_back)
{
	/* One goes first, then with each answer one more, up to four. */
	static const size_t queued[] = { 1, 2, 3, 4, 1, 1, 2, 1, 2, 3, 4, 1 };

	begin(1, 12);
	options.samples_per_request = 1;
	script.steps[0] = (struct gamut_step){ .outcome = GAMUT_RETRY,
		                               .status = 429,
		                               .retry_after_ms = 40,
		                               .times = 4 };
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(shard, run));
	ck_assert_uint_eq(script.submitted, 16);
	ck_assert_uint_eq(account.retries, 4);
	ck_assert_int_ge(script.first_us[4] - script.first_us[3], 40000);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(queued); i++)
		ck_assert_msg(script.first_queued[i] == queued[i],
		              "%zu under way with request %zu",
		              script.first_queued[i], i);
	ck_assert_uint_eq(messages, 1);
	end();
}
END_TEST

/* Without a time, the backoff decides, and one draw for all. */
START_TEST(rate_limit_without_a_time_does_too)
{
	begin(1, 12);
	options.samples_per_request = 1;
	options.max_attempts = 2;
	script.steps[0] = (struct gamut_step){ .outcome = GAMUT_RETRY,
		                               .status = 429,
		                               .times = 4 };
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(shard, run));
	ck_assert_uint_eq(script.first_queued[4], 1);
	ck_assert_uint_eq(script.most_attempts, 2);
	end();
}
END_TEST

/* Those that are given up tell as much of the limit as the others. */
START_TEST(rate_limit_of_the_last_attempt_does_too)
{
	begin(2, 4);
	options.samples_per_request = 1;
	options.max_attempts = 1;
	options.backoff_base_ms = 20;
	script.steps[0] = (struct gamut_step){ .outcome = GAMUT_RETRY,
		                               .status = 429,
		                               .has_cell = true,
		                               .cell = 1,
		                               .times = 2 };
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_uint_eq(account.sampled, 6);
	ck_assert_uint_eq(account.failed, 2);
	ck_assert_uint_eq(script.first_queued[4], 1);
	ck_assert_uint_eq(script.first_queued[5], 1);
	end();
}
END_TEST

START_TEST(steady_rate_limits_cost_no_attempts)
{
	begin(2, 20);
	options.max_attempts = 2;
	options.max_failures_in_row = 1;
	script.steps[0] = (struct gamut_step){ .outcome = GAMUT_RETRY,
		                               .status = 429,
		                               .retry_after_ms = 1,
		                               .times = 50 };
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(shard, run));
	ck_assert_uint_eq(account.retries, 50);
	ck_assert_uint_eq(script.most_attempts, 1);
	end();
}
END_TEST

START_TEST(patience_has_an_end)
{
	int64_t began_us = gamut_clock_us();

	begin(1, 20);
	options.max_attempts = 2;
	options.max_failures_in_row = 1;
	options.patience_ms = 30;
	script.steps[0] = (struct gamut_step){ .outcome = GAMUT_RETRY,
		                               .status = 429,
		                               .retry_after_ms = 1 };
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_int_ge(gamut_clock_us() - began_us, 30000);
	ck_assert_uint_gt(script.submitted, 4);
	ck_assert_int_eq(shard->last_attempts, 2);
	end();
}
END_TEST

START_TEST(hopeless_request_is_given_up)
{
	begin(2, 20);
	options.max_failures_in_row = 5;
	script.steps[0] = (struct gamut_step){
		.outcome = _i == 0 ? GAMUT_RETRY : GAMUT_REJECTED,
		.status = _i == 0 ? 500 : 400,
		.has_cell = true,
		.cell = 1,
	};
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_uint_eq(account.sampled, 20);
	ck_assert_uint_eq(account.failed, 20);
	ck_assert_uint_eq(shard->failure_count, 2);
	ck_assert_uint_eq(shard->failed_samples, 20);
	ck_assert_int_eq(shard->last_attempts, _i == 0 ? 3 : 1);
	ck_assert_uint_eq(script.most_attempts, _i == 0 ? 3 : 1);
	ck_assert_ptr_nonnull(strstr(err.msg, "20 of 40 samples are missing"));
	ck_assert_ptr_nonnull(strstr(err.msg, "as scripted"));
	end();
}
END_TEST

/* Four requests are tried, each so often. */
START_TEST(endpoint_that_never_answers_ends_the_run)
{
	static const struct {
		int64_t status;
		uint32_t max_attempts;
		uint32_t attempts;
	} rows[] = {
		{ 500, 8, 4 }, { 500, 4, 4 }, { 500, 3, 3 },
		{ 500, 1, 1 }, { 503, 8, 8 }, { 429, 8, 8 },
	};

	begin(4, 500);
	options.concurrency = _i % 2 ? 1 : 64;
	options.samples_per_request = 1;
	options.max_attempts = rows[_i].max_attempts;
	script.steps[0] = (struct gamut_step){ .outcome = GAMUT_RETRY,
		                               .status = rows[_i].status };
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_ptr_nonnull(strstr(err.msg, "answered no request"));
	ck_assert_ptr_nonnull(strstr(err.msg, "as scripted"));
	ck_assert_uint_le(script.most_queued, 4);
	ck_assert_uint_eq(script.most_attempts, rows[_i].attempts);
	ck_assert_uint_eq(script.submitted, 4 * rows[_i].attempts);
	ck_assert_uint_eq(shard->failure_count, 4);
	end();
}
END_TEST

START_TEST(first_answer_opens_the_width)
{
	begin(1, 100);
	options.concurrency = 64;
	options.samples_per_request = 1;
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert_uint_eq(script.first_queued[3], 4);
	ck_assert_uint_eq(script.first_queued[4], 1);
	ck_assert_uint_eq(script.most_queued, 64);
	end();
}
END_TEST

/* Whoever rejects a request is there: another one may be answered. */
START_TEST(rejected_requests_are_no_dead_endpoint)
{
	begin(1, 9);
	options.samples_per_request = 1;
	script.steps[0] = (struct gamut_step){ .outcome = GAMUT_REJECTED,
		                               .status = 400,
		                               .times = 8 };
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_uint_eq(account.sampled, 1);
	ck_assert_ptr_nonnull(strstr(err.msg, "requests were given up"));
	end();
}
END_TEST

START_TEST(endpoint_that_died_ends_the_run)
{
	begin(4, 500);
	options.samples_per_request = 1;
	script.steps[0] = (struct gamut_step){ .outcome = GAMUT_ANSWERED,
		                               .status = 200,
		                               .times = 1 };
	script.steps[1] = (struct gamut_step){ .outcome = GAMUT_RETRY,
		                               .status = 500 };
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_ptr_nonnull(strstr(err.msg, "in a row"));
	ck_assert_uint_ge(shard->failure_count, 10);
	/* Long before each sample was asked for. */
	ck_assert_uint_lt(script.submitted, 100);
	end();
}
END_TEST

START_TEST(answers_break_the_row_of_failures)
{
	begin(2, 100);
	options.concurrency = 1;
	options.samples_per_request = 1;
	options.max_failures_in_row = 2;
	script.steps[0] = (struct gamut_step){ .outcome = GAMUT_REJECTED,
		                               .status = 400,
		                               .has_cell = true,
		                               .cell = 1,
		                               .times = 99 };
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_uint_eq(account.sampled, 101);
	ck_assert_uint_eq(account.failed, 99);
	end();
}
END_TEST

START_TEST(fatal_reply_ends_the_run_at_once)
{
	begin(4, 100);
	script.steps[0] = (struct gamut_step){ .outcome = GAMUT_FATAL,
		                               .status = 401,
		                               .has_cell = true,
		                               .cell = 1,
		                               .times = 1 };
	ck_assert_int_eq(sample(), GAMUT_EENDPOINT);
	ck_assert_uint_eq(script.submitted, 4);
	/* What the others brought in the same turn is kept. */
	ck_assert_uint_eq(account.sampled, 30);
	ck_assert_ptr_nonnull(strstr(err.msg, "as scripted"));
	end();
}
END_TEST

START_TEST(full_disk_ends_the_run)
{
	begin(1, 200);
	shard->broken_from = 3;
	ck_assert_int_eq(sample(), GAMUT_EIO);
	ck_assert_str_eq(err.msg, "the disk is full");
	ck_assert_uint_eq(account.sampled, 80);
	end();
}
END_TEST

START_TEST(stop_lets_those_under_way_end)
{
	begin(1, 200);
	options.grace_ms = 60000;
	script.stop_after = 6;
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	/* Seen before the third refill, with all eight answered. */
	ck_assert_uint_eq(script.submitted, 8);
	ck_assert_uint_eq(account.sampled, 80);
	ck_assert_ptr_nonnull(strstr(err.msg, "120 of 200"));
	ck_assert_ptr_nonnull(strstr(err.msg, "stopped"));
	end();
}
END_TEST

START_TEST(stop_waits_no_longer_than_the_grace)
{
	begin(1, 20);
	options.grace_ms = 5;
	script.stop_after = 1;
	script.steps[0] = (struct gamut_step){ .status = 200, .is_mute = true };
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_uint_eq(account.sampled, 0);
	ck_assert_uint_eq(account.in_flight, 2);
	end();
}
END_TEST

START_TEST(second_stop_waits_for_nothing)
{
	begin(1, 20);
	options.grace_ms = 3600000;
	script.stop = 2;
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_uint_eq(script.submitted, 0);
	end();
}
END_TEST

START_TEST(stop_forgets_what_waits_for_another_attempt)
{
	begin(1, 10);
	options.grace_ms = 3600000;
	script.stop_after = 1;
	script.steps[0] = (struct gamut_step){ .outcome = GAMUT_RETRY,
		                               .status = 503,
		                               .retry_after_ms = 600000 };
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_uint_eq(script.submitted, 1);
	ck_assert_uint_eq(account.failed, 0);
	end();
}
END_TEST

START_TEST(replies_to_no_request_are_a_bug)
{
	begin(1, 1);
	script.queue[script.queued++] = (struct gamut_request){ .count = 1 };
	sample();
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("engine");
	TCase *tc = tcase_create("run");
	TCase *fates = tcase_create("fates");

	tcase_add_loop_test(tc, every_sample_comes_once, 0, 4);
	tcase_add_test(tc, only_gaps_are_asked_for);
	tcase_add_test(tc, whole_run_asks_for_nothing);
	tcase_add_test(tc, cells_take_turns);
	tcase_add_test(tc, tokens_are_told_where_known);
	tcase_add_test(tc, full_disk_ends_the_run);
	tcase_add_test(tc, stop_lets_those_under_way_end);
	tcase_add_test(tc, stop_waits_no_longer_than_the_grace);
	tcase_add_test(tc, second_stop_waits_for_nothing);
	tcase_add_test(tc, stop_forgets_what_waits_for_another_attempt);
	suite_add_tcase(suite, tc);
	tcase_add_test(fates, shortfalls_are_asked_for_again);
	tcase_add_loop_test(fates, holes_are_asked_for_again, 0, 8);
	tcase_add_test(fates, failures_are_tried_again);
	tcase_add_test(fates, delayed_requests_block_no_others);
	tcase_add_test(fates, rate_limit_holds_all_back);
	tcase_add_test(fates, rate_limit_without_a_time_does_too);
	tcase_add_test(fates, rate_limit_of_the_last_attempt_does_too);
	tcase_add_test(fates, steady_rate_limits_cost_no_attempts);
	tcase_add_test(fates, patience_has_an_end);
	tcase_add_loop_test(fates, hopeless_request_is_given_up, 0, 2);
	tcase_add_loop_test(fates, endpoint_that_never_answers_ends_the_run, 0,
	                    6);
	tcase_add_test(fates, first_answer_opens_the_width);
	tcase_add_test(fates, rejected_requests_are_no_dead_endpoint);
	tcase_add_test(fates, endpoint_that_died_ends_the_run);
	tcase_add_test(fates, answers_break_the_row_of_failures);
	tcase_add_test(fates, fatal_reply_ends_the_run_at_once);
	tcase_add_test_raise_signal(fates, replies_to_no_request_are_a_bug,
	                            SIGABRT);
	suite_add_tcase(suite, fates);
	return suite;
}
