#include "tests/support/unit.h"

#include <string.h>

#include "base/clock.h"
#include "tests/support/scripted.h"

static struct gamut_scripted on;

static void begin(size_t cells, uint32_t n)
{
	gamut_scripted_begin(&on, cells, n);
}

static enum gamut_status sample(void)
{
	return gamut_scripted_run(&on);
}

static void end(void)
{
	gamut_scripted_end(&on);
}

START_TEST(failures_are_tried_again)
{
	begin(2, 20);
	on.script.steps[0] = (struct gamut_step){ .outcome = GAMUT_RETRY,
		                                  .status = 503,
		                                  .is_first_only = true };
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(on.shard, on.run));
	ck_assert_uint_eq(on.account.retries, 4);
	ck_assert_uint_eq(on.account.requests, 8);
	ck_assert_uint_eq(on.shard->failure_count, 0);
	/* The same reason is told once. */
	ck_assert_uint_eq(on.messages, 1);
	end();
}
END_TEST

START_TEST(delayed_requests_block_no_others)
{
	begin(2, 5);
	on.options.concurrency = 1;
	on.options.samples_per_request = 1;
	on.options.max_attempts = 2;
	on.script.steps[0] = (struct gamut_step){ .outcome = GAMUT_RETRY,
		                                  .status = 503,
		                                  .retry_after_ms = 30,
		                                  .times = 1 };
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(on.shard, on.run));
	/* The one that had to wait came last. */
	ck_assert_uint_eq(on.shard->records[9].cell, 0);
	ck_assert_uint_eq(on.shard->records[9].index, 0);
	end();
}
END_TEST

/* The first four are refused together. */
START_TEST(rate_limit_holds_all_back)
{
	/*
	 * One goes first, then with each answer one more, up to 0.7 of the
	 * four; from there on, one more a round.
	 */
	static const size_t queued[] = { 1, 2, 3, 4, 1, 1, 2,
		                         1, 2, 3, 1, 2, 3, 4 };

	begin(1, 12);
	on.options.samples_per_request = 1;
	on.script.steps[0] = (struct gamut_step){ .outcome = GAMUT_RETRY,
		                                  .status = 429,
		                                  .retry_after_ms = 40,
		                                  .times = 4 };
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(on.shard, on.run));
	ck_assert_uint_eq(on.script.submitted, 16);
	ck_assert_uint_eq(on.account.retries, 4);
	ck_assert_int_ge(on.script.first_us[4] - on.script.first_us[3], 40000);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(queued); i++)
		ck_assert_msg(on.script.first_queued[i] == queued[i],
		              "%zu under way with request %zu",
		              on.script.first_queued[i], i);
	ck_assert_uint_eq(on.messages, 1);
	end();
}
END_TEST

/* Without a time, the backoff decides, and one draw for all. */
START_TEST(rate_limit_without_a_time_does_too)
{
	begin(1, 12);
	on.options.samples_per_request = 1;
	on.options.max_attempts = 1;
	on.script.steps[0] = (struct gamut_step){ .outcome = GAMUT_RETRY,
		                                  .status = 429,
		                                  .times = 4 };
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(on.shard, on.run));
	ck_assert_uint_eq(on.account.limits, 4);
	ck_assert_uint_eq(on.script.first_queued[4], 1);
	ck_assert_uint_eq(on.script.most_attempts, 1);
	end();
}
END_TEST

START_TEST(steady_rate_limits_cost_no_attempts)
{
	begin(2, 20);
	on.options.max_attempts = 2;
	on.options.max_failures_in_row = 1;
	on.script.steps[0] = (struct gamut_step){ .outcome = GAMUT_RETRY,
		                                  .status = 429,
		                                  .retry_after_ms = 1,
		                                  .times = 50 };
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(on.shard, on.run));
	ck_assert_uint_eq(on.account.retries, 50);
	ck_assert_uint_eq(on.script.most_attempts, 1);
	end();
}
END_TEST

START_TEST(patience_has_an_end)
{
	int64_t began_us = gamut_clock_us();

	begin(1, 20);
	on.options.max_attempts = 2;
	on.options.max_failures_in_row = 1;
	on.options.patience_ms = 30;
	on.script.steps[0] = (struct gamut_step){ .outcome = GAMUT_RETRY,
		                                  .status = 429,
		                                  .retry_after_ms = 1 };
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_int_ge(gamut_clock_us() - began_us, 30000);
	ck_assert_uint_gt(on.script.submitted, 4);
	ck_assert_int_eq(on.shard->last_attempts, 2);
	end();
}
END_TEST

START_TEST(hopeless_request_is_given_up)
{
	begin(2, 20);
	on.options.max_failures_in_row = 5;
	on.script.steps[0] = (struct gamut_step){
		.outcome = _i == 0 ? GAMUT_RETRY : GAMUT_REJECTED,
		.status = _i == 0 ? 500 : 400,
		.has_cell = true,
		.cell = 1,
	};
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_uint_eq(on.account.sampled, 20);
	ck_assert_uint_eq(on.account.failed, 20);
	ck_assert_uint_eq(on.shard->failure_count, 2);
	ck_assert_uint_eq(on.shard->failed_samples, 20);
	ck_assert_int_eq(on.shard->last_attempts, _i == 0 ? 3 : 1);
	ck_assert_uint_eq(on.script.most_attempts, _i == 0 ? 3 : 1);
	ck_assert_ptr_nonnull(
		strstr(on.err.msg, "20 of 40 samples are missing"));
	ck_assert_ptr_nonnull(strstr(on.err.msg, "as scripted"));
	end();
}
END_TEST

/* No more than four are under way, and it takes seconds, not minutes. */
START_TEST(endpoint_that_never_answers_ends_the_run)
{
	static const struct {
		int64_t status;
		uint32_t max_attempts;
		uint32_t attempts;
		const char *why;
	} rows[] = {
		{ 500, 8, 4, "answered no request" },
		{ 500, 3, 3, "answered no request" },
		{ 500, 1, 1, "in a row failed" },
		{ 503, 8, 8, "answered no request" },
	};

	begin(4, 500);
	on.options.concurrency = _i % 2 ? 1 : 64;
	on.options.samples_per_request = 1;
	on.options.max_attempts = rows[_i].max_attempts;
	on.script.steps[0] = (struct gamut_step){ .outcome = GAMUT_RETRY,
		                                  .status = rows[_i].status };
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_msg(strstr(on.err.msg, rows[_i].why), "%s", on.err.msg);
	ck_assert_ptr_nonnull(strstr(on.err.msg, "as scripted"));
	ck_assert_uint_le(on.script.most_queued, 4);
	ck_assert_uint_le(on.script.most_attempts, rows[_i].attempts);
	ck_assert_uint_le(on.script.submitted, 24);
	end();
}
END_TEST

START_TEST(first_answer_opens_the_width)
{
	begin(1, 100);
	on.options.concurrency = 64;
	on.options.samples_per_request = 1;
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert_uint_eq(on.script.first_queued[3], 4);
	ck_assert_uint_eq(on.script.first_queued[4], 1);
	ck_assert_uint_eq(on.script.most_queued, 64);
	end();
}
END_TEST

/* Whoever rejects a request is there: another one may be answered. */
START_TEST(rejected_requests_are_no_dead_endpoint)
{
	begin(1, 9);
	on.options.samples_per_request = 1;
	on.script.steps[0] = (struct gamut_step){ .outcome = GAMUT_REJECTED,
		                                  .status = 400,
		                                  .times = 8 };
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_uint_eq(on.account.sampled, 1);
	ck_assert_ptr_nonnull(strstr(on.err.msg, "requests were given up"));
	end();
}
END_TEST

/* Moderation, mostly: it is about the prompt, and others are not forbidden. */
START_TEST(a_prompt_that_is_forbidden_ends_no_run)
{
	begin(2, 5);
	on.options.samples_per_request = 1;
	on.script.steps[0] = (struct gamut_step){ .outcome = GAMUT_FATAL,
		                                  .status = 403,
		                                  .has_cell = true,
		                                  .cell = 1,
		                                  .from_poll = 2 };
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_uint_eq(on.account.sampled, 5);
	ck_assert_uint_eq(on.account.failed, 5);
	end();
}
END_TEST

/* They are paid for. */
START_TEST(answers_under_way_are_kept_when_a_run_ends)
{
	begin(2, 2);
	on.options.samples_per_request = 1;
	on.script.steps[0] = (struct gamut_step){ .outcome = GAMUT_FATAL,
		                                  .status = 401,
		                                  .has_cell = true };
	on.script.steps[1] = (struct gamut_step){ .outcome = GAMUT_ANSWERED,
		                                  .status = 200,
		                                  .from_poll = 5 };
	ck_assert_int_eq(sample(), GAMUT_EENDPOINT);
	ck_assert_uint_eq(on.account.sampled, 2);
	ck_assert_uint_eq(on.account.in_flight, 0);
	end();
}
END_TEST

START_TEST(endpoint_that_died_ends_the_run)
{
	begin(4, 500);
	on.options.samples_per_request = 1;
	on.script.steps[0] = (struct gamut_step){ .outcome = GAMUT_ANSWERED,
		                                  .status = 200,
		                                  .times = 1 };
	on.script.steps[1] = (struct gamut_step){ .outcome = GAMUT_RETRY,
		                                  .status = 500 };
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_ptr_nonnull(strstr(on.err.msg, "stopped answering"));
	/* Long before each sample was asked for. */
	ck_assert_uint_lt(on.script.submitted, 100);
	end();
}
END_TEST

START_TEST(answers_break_the_row_of_failures)
{
	begin(2, 100);
	on.options.concurrency = 1;
	on.options.samples_per_request = 1;
	on.options.max_failures_in_row = 2;
	on.script.steps[0] = (struct gamut_step){ .outcome = GAMUT_REJECTED,
		                                  .status = 400,
		                                  .has_cell = true,
		                                  .cell = 1,
		                                  .times = 99 };
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_uint_eq(on.account.sampled, 101);
	ck_assert_uint_eq(on.account.failed, 99);
	end();
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("react");
	TCase *tc = tcase_create("react");

	tcase_add_test(tc, failures_are_tried_again);
	tcase_add_test(tc, delayed_requests_block_no_others);
	tcase_add_test(tc, rate_limit_holds_all_back);
	tcase_add_test(tc, rate_limit_without_a_time_does_too);
	tcase_add_test(tc, steady_rate_limits_cost_no_attempts);
	tcase_add_test(tc, patience_has_an_end);
	tcase_add_loop_test(tc, hopeless_request_is_given_up, 0, 2);
	tcase_add_loop_test(tc, endpoint_that_never_answers_ends_the_run, 0, 4);
	tcase_add_test(tc, first_answer_opens_the_width);
	tcase_add_test(tc, rejected_requests_are_no_dead_endpoint);
	tcase_add_test(tc, a_prompt_that_is_forbidden_ends_no_run);
	tcase_add_test(tc, answers_under_way_are_kept_when_a_run_ends);
	tcase_add_test(tc, endpoint_that_died_ends_the_run);
	tcase_add_test(tc, answers_break_the_row_of_failures);
	suite_add_tcase(suite, tc);
	return suite;
}
