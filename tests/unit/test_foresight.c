#include "tests/support/unit.h"

#include "runner/sample/foresight.h"
#include "tests/support/fake_store.h"

static const struct gamut_budget_limits prices = { .prompt_price = 0.5,
	                                           .completion_price = 2 };

static struct gamut_run *run;
static struct gamut_foresight seen;

START_TEST(a_new_run_takes_all_of_its_requests)
{
	run = gamut_fake_run_new(3, 100);
	gamut_foresee(&seen, run, 30, &prices);
	ck_assert_uint_eq(seen.samples, 300);
	ck_assert_uint_eq(seen.requests, 12);
	/* A prompt of 42 bytes is about 11 tokens; the limit is 8. */
	ck_assert_uint_eq(seen.tokens.prompt, UINT64_C(12) * 11);
	ck_assert_uint_eq(seen.tokens.completion, UINT64_C(300) * 8);
	ck_assert_uint_eq(seen.cells, 3);
	ck_assert_uint_eq(seen.guessed_prompts, 3);
	ck_assert_double_eq(seen.cost, 12 * 11 * 0.5 + 300 * 8 * 2);
	gamut_fake_run_free(run);
}
END_TEST

/* Gaps 0-1 and 3-9 of one cell, 0-9 of the other. */
START_TEST(gaps_are_asked_for_one_by_one)
{
	run = gamut_fake_run_new(2, 10);
	gamut_fake_run_add(run, 0, 2);
	gamut_foresee(&seen, run, 5, &prices);
	ck_assert_uint_eq(seen.samples, 19);
	ck_assert_uint_eq(seen.requests, 1 + 2 + 2);
	ck_assert_uint_eq(seen.cells, 2);
	gamut_fake_run_free(run);
}
END_TEST

START_TEST(samples_tell_how_long_a_prompt_is)
{
	run = gamut_fake_run_new(2, 10);
	gamut_fake_run_add(run, 1, 0);
	run->prompt_tokens[1] = 50;
	gamut_foresee(&seen, run, 100, &prices);
	ck_assert_uint_eq(seen.tokens.prompt, 11 + 50);
	ck_assert_uint_eq(seen.guessed_prompts, 1);
	gamut_fake_run_free(run);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("foresight");
	TCase *tc = tcase_create("foresight");

	tcase_add_test(tc, a_new_run_takes_all_of_its_requests);
	tcase_add_test(tc, gaps_are_asked_for_one_by_one);
	tcase_add_test(tc, samples_tell_how_long_a_prompt_is);
	suite_add_tcase(suite, tc);
	return suite;
}
