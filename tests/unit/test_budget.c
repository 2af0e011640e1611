#include "tests/support/unit.h"

#include "runner/sample/budget.h"
#include "tests/support/fake_store.h"

/* The fake run's prompt has 42 bytes, and its cells a limit of 8 tokens. */
#define PROMPT 11
#define LIMIT 8

static struct gamut_run *run;
static struct gamut_budget budget;

static void begin(struct gamut_budget_limits limits)
{
	run = gamut_fake_run_new(2, 100);
	gamut_budget_init(&budget, &limits, run);
}

static void end(void)
{
	gamut_budget_release(&budget);
	gamut_fake_run_free(run);
}

static struct gamut_request ask(uint32_t count)
{
	return (struct gamut_request){ .cell = 1, .count = count };
}

static struct gamut_reply reply_to(const struct gamut_request *request)
{
	return (struct gamut_reply){
		.request = *request,
		.outcome = GAMUT_ANSWERED,
		.http_status = 200,
		.prompt_tokens = GAMUT_UNKNOWN,
		.completion_tokens = GAMUT_UNKNOWN,
	};
}

START_TEST(estimates_are_a_quarter_of_the_bytes_and_the_limit)
{
	struct gamut_request request = ask(3);
	struct gamut_tokens tokens;

	begin((struct gamut_budget_limits){ 0 });
	tokens = gamut_budget_estimate(&budget, &request);
	ck_assert_uint_eq(run->manifest.cells[1].prompt.len, 42);
	ck_assert_uint_eq(tokens.prompt, PROMPT);
	ck_assert_uint_eq(tokens.completion, UINT64_C(3) * LIMIT);
	ck_assert_int_eq(gamut_budget_judge(&budget, &request),
	                 GAMUT_BUDGET_FITS);
	end();
}
END_TEST

START_TEST(answers_tell_how_long_a_prompt_is)
{
	struct gamut_request request = ask(1);
	struct gamut_reply reply;

	begin((struct gamut_budget_limits){ 0 });
	gamut_budget_begin(&budget, &request);
	reply = reply_to(&request);
	reply.prompt_tokens = 20;
	reply.completion_tokens = 2;
	gamut_budget_end(&budget, &reply);
	ck_assert_uint_eq(budget.spent.prompt, 20);
	ck_assert_uint_eq(budget.spent.completion, 2);
	ck_assert_uint_eq(budget.reserved.prompt, 0);
	ck_assert_uint_eq(budget.reserved.completion, 0);
	ck_assert_uint_eq(gamut_budget_estimate(&budget, &request).prompt, 20);
	/* Of this cell's prompt only. */
	request.cell = 0;
	ck_assert_uint_eq(gamut_budget_estimate(&budget, &request).prompt,
	                  PROMPT);
	end();
}
END_TEST

START_TEST(numbers_that_cannot_be_are_not_believed)
{
	struct gamut_request request = ask(1);
	struct gamut_reply reply;

	begin((struct gamut_budget_limits){ 0 });
	gamut_budget_begin(&budget, &request);
	reply = reply_to(&request);
	reply.prompt_tokens = INT64_C(1) << 53;
	reply.completion_tokens = INT64_C(1) << 53;
	gamut_budget_end(&budget, &reply);
	ck_assert_uint_eq(budget.spent.prompt, PROMPT);
	ck_assert_uint_eq(budget.spent.completion, LIMIT);
	ck_assert_uint_eq(gamut_budget_estimate(&budget, &request).prompt,
	                  PROMPT);
	end();
}
END_TEST

START_TEST(what_is_under_way_is_counted_in_advance)
{
	struct gamut_request first = ask(1);
	struct gamut_request second = ask(1);
	struct gamut_reply reply;

	begin((struct gamut_budget_limits){ .max_tokens = 2 * (PROMPT + LIMIT) -
	                                                  1 });
	ck_assert_int_eq(gamut_budget_judge(&budget, &first),
	                 GAMUT_BUDGET_FITS);
	gamut_budget_begin(&budget, &first);
	ck_assert_int_eq(gamut_budget_judge(&budget, &second),
	                 GAMUT_BUDGET_WAITS);
	reply = reply_to(&first);
	reply.prompt_tokens = PROMPT;
	reply.completion_tokens = LIMIT - 1;
	gamut_budget_end(&budget, &reply);
	ck_assert_int_eq(gamut_budget_judge(&budget, &second),
	                 GAMUT_BUDGET_FITS);
	gamut_budget_begin(&budget, &second);
	reply = reply_to(&second);
	gamut_budget_end(&budget, &reply);
	ck_assert_int_eq(gamut_budget_judge(&budget, &second),
	                 GAMUT_BUDGET_USED_UP);
	ck_assert_str_eq(gamut_budget_bound(&budget, &second),
	                 "--max-tokens-total");
	end();
}
END_TEST

START_TEST(requests_are_counted_with_repeats)
{
	struct gamut_request request = ask(1);

	begin((struct gamut_budget_limits){ .max_requests = 1 });
	gamut_budget_begin(&budget, &request);
	ck_assert_int_eq(gamut_budget_judge(&budget, &request),
	                 GAMUT_BUDGET_USED_UP);
	ck_assert_str_eq(gamut_budget_bound(&budget, &request),
	                 "--max-requests");
	end();
}
END_TEST

START_TEST(cost_counts_both_prices)
{
	struct gamut_request request = ask(2);

	begin((struct gamut_budget_limits){ .max_cost = PROMPT + 32 - 0.5,
	                                    .prompt_price = 1,
	                                    .completion_price = 2 });
	ck_assert_double_eq(
		gamut_budget_cost(&budget.limits,
	                          gamut_budget_estimate(&budget, &request)),
		PROMPT + 32);
	ck_assert_int_eq(gamut_budget_judge(&budget, &request),
	                 GAMUT_BUDGET_USED_UP);
	ck_assert_str_eq(gamut_budget_bound(&budget, &request), "--max-cost");
	request.count = 1;
	ck_assert_int_eq(gamut_budget_judge(&budget, &request),
	                 GAMUT_BUDGET_FITS);
	end();
}
END_TEST

/* Nobody is billed for a 429; a request that timed out may have been worked on.
 */
START_TEST(failures_cost_what_they_may_have_cost)
{
	static const struct {
		enum gamut_outcome outcome;
		int64_t http_status;
		uint64_t prompt;
	} rows[] = {
		{ GAMUT_RETRY, 429, 0 },
		{ GAMUT_REJECTED, 400, 0 },
		{ GAMUT_RETRY, GAMUT_UNKNOWN, PROMPT },
		{ GAMUT_RETRY, 200, PROMPT },
	};
	struct gamut_request request = ask(1);
	struct gamut_reply reply;

	begin((struct gamut_budget_limits){ 0 });
	gamut_budget_begin(&budget, &request);
	reply = reply_to(&request);
	reply.outcome = rows[_i].outcome;
	reply.http_status = rows[_i].http_status;
	gamut_budget_end(&budget, &reply);
	ck_assert_uint_eq(budget.spent.prompt, rows[_i].prompt);
	ck_assert_uint_eq(budget.reserved.prompt, 0);
	end();
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("budget");
	TCase *tc = tcase_create("budget");

	tcase_add_test(tc, estimates_are_a_quarter_of_the_bytes_and_the_limit);
	tcase_add_test(tc, answers_tell_how_long_a_prompt_is);
	tcase_add_test(tc, numbers_that_cannot_be_are_not_believed);
	tcase_add_test(tc, what_is_under_way_is_counted_in_advance);
	tcase_add_test(tc, requests_are_counted_with_repeats);
	tcase_add_test(tc, cost_counts_both_prices);
	tcase_add_loop_test(tc, failures_cost_what_they_may_have_cost, 0, 4);
	suite_add_tcase(suite, tc);
	return suite;
}
