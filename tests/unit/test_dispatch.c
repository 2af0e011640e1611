/* Several endpoints, and bounds: through the engine, from a script. */
#include "tests/support/unit.h"

#include <string.h>

#include "base/clock.h"
#include "tests/support/scripted.h"

static struct gamut_scripted on;

static void begin(size_t cells, uint32_t n)
{
	gamut_scripted_begin(&on, cells, n);
	on.options.samples_per_request = 1;
}

static enum gamut_status sample(void)
{
	return gamut_scripted_run(&on);
}

static void end(void)
{
	gamut_scripted_end(&on);
}

/* ------------------------------------------------------- several endpoints */

START_TEST(endpoints_share_the_work)
{
	begin(2, 100);
	on.script.backend.lanes = 2;
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(on.shard, on.run));
	ck_assert_uint_eq(on.script.submitted, 200);
	ck_assert_uint_eq(on.script.submitted_to[0], 100);
	/* The bound is each one's own. */
	ck_assert_uint_eq(on.script.most_queued, 8);
	end();
}
END_TEST

START_TEST(endpoint_that_fails_harms_no_sample)
{
	static const struct {
		enum gamut_outcome outcome;
		int64_t status;
	} rows[] = {
		{ GAMUT_RETRY, 500 }, { GAMUT_RETRY, 503 },
		{ GAMUT_RETRY, 429 }, { GAMUT_FATAL, 401 },
		{ GAMUT_FATAL, 404 },
	};

	begin(2, 100);
	on.script.backend.lanes = 2;
	on.script.steps[0] = (struct gamut_step){
		.outcome = rows[_i].outcome,
		.status = rows[_i].status,
		.has_lane = true,
		.lane = 1,
	};
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(on.shard, on.run));
	ck_assert_uint_eq(on.account.failed, 0);
	/* Few were wasted on it. */
	ck_assert_uint_lt(on.script.submitted_to[1], 40);
	ck_assert_uint_gt(on.messages, 0);
	end();
}
END_TEST

/* What the dead one fails is not held against requests. */
START_TEST(a_dead_endpoint_beside_a_flaky_one_harms_no_sample)
{
	begin(8, 100);
	on.script.backend.lanes = 2;
	on.options.max_attempts = 3;
	on.options.repeat_percent = 10000;
	on.script.steps[0] = (struct gamut_step){ .outcome = GAMUT_RETRY,
		                                  .status = 500,
		                                  .has_lane = true,
		                                  .lane = 1 };
	/*
	 * Some requests take all of their three attempts: so few that ten
	 * failures in a row, which are for the circuit breaker, do not come
	 * about by the order in which they are repeated.
	 */
	on.script.steps[1] = (struct gamut_step){ .outcome = GAMUT_RETRY,
		                                  .status = 500,
		                                  .before = 3,
		                                  .has_cell = true,
		                                  .cell = 1 };
	ck_assert_msg(sample() == GAMUT_OK, "%s", on.err.msg);
	ck_assert(gamut_fake_shard_completes(on.shard, on.run));
	ck_assert_uint_eq(on.account.failed, 0);
	end();
}
END_TEST

/* It would hold the run up to the timeout of a request. */
START_TEST(an_endpoint_that_hangs_is_left)
{
	begin(2, 100);
	on.script.backend.lanes = 2;
	on.options.silence_ms = 20;
	on.script.steps[0] = (struct gamut_step){
		.status = 200, .has_lane = true, .lane = 1, .is_mute = true
	};
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(on.shard, on.run));
	ck_assert_uint_eq(on.account.failed, 0);
	ck_assert_uint_lt(on.script.submitted_to[1], 12);
	end();
}
END_TEST

START_TEST(run_ends_when_all_endpoints_refuse)
{
	begin(2, 100);
	on.script.backend.lanes = 2;
	on.script.steps[0] = (struct gamut_step){ .outcome = GAMUT_FATAL,
		                                  .status = 401 };
	ck_assert_int_eq(sample(), GAMUT_EENDPOINT);
	ck_assert_uint_eq(on.account.sampled, 0);
	end();
}
END_TEST

START_TEST(run_ends_when_one_refuses_and_one_dies)
{
	begin(2, 100);
	on.script.backend.lanes = 2;
	on.script.steps[0] = (struct gamut_step){ .outcome = GAMUT_FATAL,
		                                  .status = 401,
		                                  .has_lane = true };
	on.script.steps[1] = (struct gamut_step){ .outcome = GAMUT_RETRY,
		                                  .status = 500 };
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_ptr_nonnull(strstr(on.err.msg, "answered no request"));
	end();
}
END_TEST

/* ------------------------------------------------------ what `n` is worth */

START_TEST(servers_that_ignore_n_are_asked_for_one)
{
	begin(2, 100);
	on.options.samples_per_request = 20;
	on.script.steps[0] = (struct gamut_step){ .outcome = GAMUT_ANSWERED,
		                                  .status = 200,
		                                  .choices = 1 };
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(on.shard, on.run));
	/* The first four were on their way before anything was known. */
	ck_assert_uint_eq(on.account.shortfalls, 4);
	ck_assert_uint_eq(on.script.submitted, 200);
	ck_assert_uint_eq(on.messages, 1);
	end();
}
END_TEST

START_TEST(servers_that_refuse_n_are_asked_for_one)
{
	begin(2, 100);
	on.options.samples_per_request = 20;
	on.script.steps[0] = (struct gamut_step){ .outcome = GAMUT_REJECTED,
		                                  .status = 400,
		                                  .is_group = true };
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(on.shard, on.run));
	ck_assert_uint_eq(on.shard->failure_count, 0);
	ck_assert_uint_le(on.script.submitted, 204);
	end();
}
END_TEST

/* What was several once is taken at its word: these prompts are the matter. */
START_TEST(a_prompt_that_is_refused_does_not_stop_grouping)
{
	begin(2, 100);
	on.options.samples_per_request = 20;
	on.options.concurrency = 1;
	on.script.steps[0] = (struct gamut_step){ .outcome = GAMUT_REJECTED,
		                                  .status = 400,
		                                  .has_cell = true,
		                                  .cell = 1 };
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_uint_eq(on.account.sampled, 100);
	ck_assert_uint_eq(on.account.failed, 100);
	ck_assert_uint_eq(on.script.submitted, 10);
	end();
}
END_TEST

/* ----------------------------------------------------------------- bounds */

START_TEST(run_ends_when_requests_are_used_up)
{
	begin(2, 100);
	on.options.budget.max_requests = 30;
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_uint_eq(on.script.submitted, 30);
	ck_assert_uint_eq(on.account.sampled, 30);
	ck_assert_str_eq(on.err.msg, "170 of 200 samples are missing: "
	                             "--max-requests is used up");
	end();
}
END_TEST

/* The script tells 3 tokens of each prompt and 5 of each answer. */
START_TEST(run_ends_when_tokens_are_used_up)
{
	begin(2, 100);
	on.options.budget.max_tokens = 400;
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_int_le(
		on.account.prompt_tokens + on.account.completion_tokens, 400);
	/* The next one, of 3 + 8 tokens at most, would not have fitted. */
	ck_assert_int_gt(on.account.prompt_tokens +
	                         on.account.completion_tokens,
	                 400 - 11);
	ck_assert_ptr_nonnull(strstr(on.err.msg, "--max-tokens-total"));
	end();
}
END_TEST

START_TEST(a_budget_that_suffices_changes_nothing)
{
	begin(2, 100);
	on.options.budget.max_requests = 200;
	on.options.budget.max_tokens = UINT64_C(200) * 19;
	on.options.budget.max_cost = 200 * 19;
	on.options.budget.prompt_price = 1;
	on.options.budget.completion_price = 1;
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(on.shard, on.run));
	end();
}
END_TEST

START_TEST(run_ends_when_its_time_is_up)
{
	begin(1, 100);
	on.options.max_time_ms = 20;
	on.options.requests_per_minute = 60 * 100;
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_ptr_nonnull(strstr(on.err.msg, "--max-time has passed"));
	ck_assert_uint_gt(on.account.sampled, 0);
	ck_assert_uint_le(on.account.sampled, 3);
	ck_assert_uint_eq(on.account.in_flight, 0);
	end();
}
END_TEST

START_TEST(rates_hold_requests_apart)
{
	int64_t began_us = gamut_clock_us();

	begin(1, 11);
	on.options.requests_per_minute = 60 * 200;
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert_int_ge(gamut_clock_us() - began_us, 50000);
	ck_assert_uint_eq(on.script.most_queued, 1);
	end();
}
END_TEST

START_TEST(too_many_repeats_end_the_run)
{
	begin(2, 500);
	on.options.repeat_percent = 10;
	on.script.steps[0] = (struct gamut_step){ .outcome = GAMUT_RETRY,
		                                  .status = 500,
		                                  .is_first_only = true,
		                                  .has_cell = true,
		                                  .cell = 1 };
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_ptr_nonnull(strstr(on.err.msg, "repeated"));
	ck_assert_uint_gt(on.account.retries, 100);
	ck_assert_uint_lt(on.account.retries, 150);
	end();
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("dispatch");
	TCase *tc = tcase_create("dispatch");

	tcase_add_test(tc, endpoints_share_the_work);
	tcase_add_loop_test(tc, endpoint_that_fails_harms_no_sample, 0, 5);
	tcase_add_test(tc, a_dead_endpoint_beside_a_flaky_one_harms_no_sample);
	tcase_add_test(tc, an_endpoint_that_hangs_is_left);
	tcase_add_test(tc, run_ends_when_all_endpoints_refuse);
	tcase_add_test(tc, run_ends_when_one_refuses_and_one_dies);
	tcase_add_test(tc, servers_that_ignore_n_are_asked_for_one);
	tcase_add_test(tc, servers_that_refuse_n_are_asked_for_one);
	tcase_add_test(tc, a_prompt_that_is_refused_does_not_stop_grouping);
	tcase_add_test(tc, run_ends_when_requests_are_used_up);
	tcase_add_test(tc, run_ends_when_tokens_are_used_up);
	tcase_add_test(tc, a_budget_that_suffices_changes_nothing);
	tcase_add_test(tc, run_ends_when_its_time_is_up);
	tcase_add_test(tc, rates_hold_requests_apart);
	tcase_add_test(tc, too_many_repeats_end_the_run);
	suite_add_tcase(suite, tc);
	return suite;
}
