#include "tests/support/unit.h"

#include <math.h>

#include "runner/measure/usage.h"

#define SAMPLES 8

static struct gamut_sample samples[SAMPLES];

/* Samples that came alone, each for 10 tokens of prompt and 3 of its own. */
static void set_up(void)
{
	for (uint32_t i = 0; i < SAMPLES; i++)
		samples[i] = (struct gamut_sample){
			.task = GAMUT_STR("t"),
			.setting = GAMUT_STR("s"),
			.index = i,
			.prompt_tokens = 10,
			.completion_tokens = 3,
			.reasoning_tokens = 1,
		};
}

/* Let sample `i` be of a request that brought `choices` for 100 tokens. */
static void join(uint32_t i, uint32_t first, uint32_t choices)
{
	samples[i].completion_tokens = GAMUT_UNKNOWN;
	samples[i].reasoning_tokens = GAMUT_UNKNOWN;
	samples[i].request_index = first;
	samples[i].request_choices = choices;
	samples[i].request_completion_tokens = 100;
	samples[i].request_reasoning_tokens = 40;
}

/* What all of them took, in one of several orders, in the middle of cells. */
static struct gamut_usage sum(uint32_t order)
{
	struct gamut_usages usages;
	struct gamut_usage usage;

	gamut_usages_init(&usages, 3);
	for (uint32_t i = 0; i < SAMPLES; i++) {
		gamut_usages_add(&usages, 0, &samples[i]);
		gamut_usages_add(&usages, 1, &samples[i * 3 % SAMPLES ^ order]);
	}
	gamut_usages_finish(&usages);
	usage = usages.of[1];
	ck_assert_int_eq(usages.of[0].requests, usage.requests);
	ck_assert_int_eq(usages.of[2].requests, 0);
	gamut_usages_release(&usages);
	return usage;
}

static void check(int64_t requests, int64_t prompt, int64_t completion,
                  int64_t reasoning)
{
	for (uint32_t order = 0; order < SAMPLES; order++) {
		struct gamut_usage usage = sum(order);

		ck_assert_int_eq(usage.requests, requests);
		ck_assert_int_eq(usage.prompt_tokens, prompt);
		ck_assert_int_eq(usage.completion_tokens, completion);
		ck_assert_int_eq(usage.reasoning_tokens, reasoning);
	}
}

START_TEST(single_completions_add_up)
{
	check(8, 80, 24, 8);
}
END_TEST

/* The prompt is billed once, and the sum of choices is told once. */
START_TEST(choices_of_one_request_count_once)
{
	join(0, 0, 3);
	join(1, 0, 3);
	join(2, 0, 3);
	check(6, 60, 115, 45);
}
END_TEST

/* A hole in a request is filled by another one, which stands within it. */
START_TEST(requests_may_interlock)
{
	join(0, 0, 3);
	join(2, 0, 3);
	join(5, 0, 3);
	join(1, 1, 2);
	join(3, 1, 2);
	check(5, 50, 209, 83);
}
END_TEST

/* Of a request whose other samples came twice, only one may be left. */
START_TEST(one_sample_stands_for_its_request)
{
	join(3, 2, 4);
	check(8, 80, 121, 47);
}
END_TEST

START_TEST(what_one_did_not_tell_is_not_told)
{
	samples[7].completion_tokens = GAMUT_UNKNOWN;
	check(8, 80, GAMUT_UNKNOWN, 8);
	samples[0].prompt_tokens = GAMUT_UNKNOWN;
	check(8, GAMUT_UNKNOWN, GAMUT_UNKNOWN, 8);
}
END_TEST

START_TEST(sums_do_not_overflow)
{
	samples[0].prompt_tokens = GAMUT_SAMPLE_NUMBER_MAX - 60;
	samples[1].completion_tokens = GAMUT_SAMPLE_NUMBER_MAX;
	check(8, GAMUT_UNKNOWN, GAMUT_UNKNOWN, 8);
}
END_TEST

/* Where two processes sent one request, that of the first sample counts. */
START_TEST(the_first_sample_tells_for_its_request)
{
	join(0, 0, 3);
	join(1, 0, 3);
	join(2, 0, 3);
	samples[0].request_completion_tokens = 50;
	check(6, 60, 65, 45);
	samples[0].request_completion_tokens = GAMUT_UNKNOWN;
	check(6, 60, GAMUT_UNKNOWN, 45);
}
END_TEST

START_TEST(what_is_not_known_stays_so)
{
	struct gamut_usage usage = { 0 };
	struct gamut_usage all = gamut_usage_unknown;

	gamut_usage_add(&all, &usage);
	ck_assert_int_eq(all.requests, GAMUT_UNKNOWN);
}
END_TEST

START_TEST(costs_need_a_price_and_both_counts)
{
	const struct gamut_usage_price price = { 0.5, 2, GAMUT_STR("USD") };
	struct gamut_usage usage = sum(0);

	ck_assert(gamut_usage_cost(&usage, &price) == 88);
	ck_assert(isnan(gamut_usage_cost(&usage, NULL)));
	usage.completion_tokens = GAMUT_UNKNOWN;
	ck_assert(isnan(gamut_usage_cost(&usage, &price)));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("usage");
	TCase *tc = tcase_create("usage");

	tcase_add_checked_fixture(tc, set_up, NULL);
	tcase_add_test(tc, single_completions_add_up);
	tcase_add_test(tc, choices_of_one_request_count_once);
	tcase_add_test(tc, requests_may_interlock);
	tcase_add_test(tc, one_sample_stands_for_its_request);
	tcase_add_test(tc, what_one_did_not_tell_is_not_told);
	tcase_add_test(tc, sums_do_not_overflow);
	tcase_add_test(tc, the_first_sample_tells_for_its_request);
	tcase_add_test(tc, what_is_not_known_stays_so);
	tcase_add_test(tc, costs_need_a_price_and_both_counts);
	suite_add_tcase(suite, tc);
	return suite;
}
