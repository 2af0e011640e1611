#include "tests/support/unit.h"

#include <string.h>

#include "tests/support/draws.h"

#define TEN GAMUT_DRAWS_TEN
#define LONG GAMUT_DRAWS_LONG

START_TEST(a_good_run_has_no_warnings)
{
	gamut_draws_expect_none();
}
END_TEST

/* Let samples [first, first + count) of `cell` have come with one request. */
static void join(size_t cell, uint32_t first, uint32_t count)
{
	for (uint32_t i = first; i < first + count; i++) {
		gamut_draws_at(cell, i)->request_index = first;
		gamut_draws_at(cell, i)->request_choices = count;
		gamut_draws_at(cell, i)->response_id =
			gamut_draws_at(cell, first)->response_id;
	}
}

START_TEST(choices_of_one_request_share_an_id)
{
	join(0, 0, 10);
	join(3, 50, 50);
	gamut_draws_expect_none();
}
END_TEST

START_TEST(ids_that_were_not_told_are_not_equal)
{
	for (size_t i = 0; i < gamut_draws_run.count; i++)
		gamut_draws_at(0, i)->response_id = GAMUT_STR_EMPTY;
	gamut_draws_expect_none();
}
END_TEST

START_TEST(equal_ids_of_two_requests_are_flagged)
{
	join(1, 10, 4);
	join(1, 20, 4);
	join(1, 30, 10);
	for (size_t i = 20; i < 24; i++)
		gamut_draws_at(1, i)->response_id =
			gamut_draws_at(1, 10)->response_id;
	/* 82 that came alone and three requests */
	gamut_draws_expect(GAMUT_WARNING_DUPLICATE_RESPONSE_IDS, "prime",
	                   "few-shot", "2 of 85");
}
END_TEST

START_TEST(equal_ids_are_found_across_cells)
{
	const struct gamut_summary *summary;

	gamut_draws_at(0, 5)->response_id = gamut_draws_at(3, 5)->response_id;
	summary = gamut_draws_summary();
	ck_assert_uint_eq(summary->warning_count, 2);
	ck_assert(gamut_str_eq(summary->warnings[0].key.task,
	                       GAMUT_STR("prime")));
	ck_assert(gamut_str_eq(summary->warnings[1].key.task,
	                       GAMUT_STR("state")));
	ck_assert_uint_eq(summary->warnings[1].count, 1);
	ck_assert_uint_eq(summary->warnings[1].of, 100);
}
END_TEST

START_TEST(short_completions_may_be_equal)
{
	for (size_t i = 0; i < gamut_draws_run.count; i++)
		gamut_draws_at(0, i)->text = GAMUT_STR(LONG);
	gamut_draws_expect_none();
}
END_TEST

/* 160 bytes are not long, 161 are. */
START_TEST(equal_long_completions_are_flagged)
{
	gamut_draws_at(2, 3)->text = GAMUT_STR(LONG "x");
	gamut_draws_at(2, 4)->text = GAMUT_STR(LONG "y");
	gamut_draws_at(2, 5)->text = GAMUT_STR(LONG "x");
	gamut_draws_at(3, 5)->text = GAMUT_STR(LONG "x");
	gamut_draws_expect(GAMUT_WARNING_IDENTICAL_COMPLETIONS, "state",
	                   "zero-shot", "2 of 3");
}
END_TEST

START_TEST(tokens_say_what_is_long)
{
	for (size_t i = 0; i < 4; i++) {
		gamut_draws_at(2, i)->text = i < 2 ? GAMUT_STR(TEN TEN TEN TEN
		                                               "x") :
		                                     GAMUT_STR(LONG LONG);
		gamut_draws_at(2, i)->completion_tokens = i < 2 ? 41 : 40;
	}
	gamut_draws_expect(GAMUT_WARNING_IDENTICAL_COMPLETIONS, "state",
	                   "zero-shot", "2 of 2");
}
END_TEST

/* Hidden reasoning makes no answer long; reasoning that is seen may differ. */
START_TEST(reasoning_is_not_the_answer)
{
	for (size_t i = 0; i < 20; i++) {
		if (i < 10)
			gamut_draws_at(0, i)->text =
				GAMUT_STR(TEN TEN TEN TEN TEN);
		gamut_draws_at(0, i)->completion_tokens = 500;
		gamut_draws_at(0, i)->reasoning_tokens = i < 10 ? 495 :
		                                                  GAMUT_UNKNOWN;
		gamut_draws_at(1, i)->text = GAMUT_STR(LONG "x");
		gamut_draws_at(1, i)->reasoning =
			gamut_draws_at(0, i)->response_id;
	}
	gamut_draws_expect_none();
}
END_TEST

START_TEST(equal_reasoning_is_flagged)
{
	for (size_t i = 0; i < 2; i++) {
		gamut_draws_at(1, i)->completion_tokens = 500;
		gamut_draws_at(1, i)->reasoning_tokens = 495;
		gamut_draws_at(1, i)->reasoning = GAMUT_STR(LONG);
	}
	gamut_draws_expect(GAMUT_WARNING_IDENTICAL_COMPLETIONS, "prime",
	                   "few-shot", "2 of 2");
}
END_TEST

START_TEST(at_temperature_0_equal_is_right)
{
	for (size_t i = 0; i < gamut_draws_run.count; i++)
		gamut_draws_at(0, i)->text = GAMUT_STR(LONG "x");
	gamut_draws_run.manifest.sampling = GAMUT_STR("{\"temperature\":0}");
	gamut_draws_expect_none();
}
END_TEST

START_TEST(no_temperature_is_not_0)
{
	gamut_draws_at(0, 0)->text = GAMUT_STR(LONG "x");
	gamut_draws_at(0, 1)->text = GAMUT_STR(LONG "x");
	gamut_draws_run.manifest.sampling = GAMUT_STR("{}");
	gamut_draws_expect(GAMUT_WARNING_IDENTICAL_COMPLETIONS, "prime",
	                   "zero-shot", "2 of 2");
}
END_TEST

START_TEST(several_models_of_a_cell_are_named)
{
	static const char *const names[] = { "m-5", "m-4", "m-\x1b[2J", "m-2" };

	for (size_t i = 0; i < 8; i++)
		gamut_draws_at(1, i)->model =
			gamut_str_of(names[i < 5 ? 2 : i % 4]);
	gamut_draws_at(1, 99)->model = GAMUT_STR_EMPTY;
	gamut_draws_expect(GAMUT_WARNING_SEVERAL_MODELS, "prime", "few-shot",
	                   "4: 'm-1' 91, 'm-\\x1b[2J' 6, 'm-2' 1 and 1 more");
}
END_TEST

START_TEST(cells_may_differ_in_their_model)
{
	for (size_t i = 0; i < GAMUT_DRAWS_SAMPLES; i++) {
		gamut_draws_at(1, i)->model = GAMUT_STR("m-2");
		gamut_draws_at(2, i)->fingerprint = GAMUT_STR("fp-2");
		gamut_draws_at(3, i)->fingerprint = GAMUT_STR_EMPTY;
	}
	gamut_draws_at(3, 0)->fingerprint = GAMUT_STR("fp-1");
	gamut_draws_expect_none();
}
END_TEST

START_TEST(several_fingerprints_are_flagged)
{
	gamut_draws_at(2, 99)->fingerprint = GAMUT_STR("fp-2");
	gamut_draws_expect(GAMUT_WARNING_SEVERAL_FINGERPRINTS, "state",
	                   "zero-shot", "2: 'fp-1' 99, 'fp-2' 1");
}
END_TEST

START_TEST(cached_completions_are_flagged)
{
	gamut_draws_at(3, 7)->is_cached = true;
	gamut_draws_expect(GAMUT_WARNING_CACHED, "state", "few-shot",
	                   "1 of 100");
}
END_TEST

START_TEST(repeated_seeds_are_flagged)
{
	gamut_draws_at(3, 7)->seed = gamut_draws_at(3, 8)->seed;
	gamut_draws_expect(GAMUT_WARNING_REPEATED_SEEDS, "state", "few-shot",
	                   "2 of 100");
}
END_TEST

/* Of one index, or not told. */
START_TEST(seeds_of_different_cells_may_agree)
{
	for (size_t i = 0; i < GAMUT_DRAWS_SAMPLES; i++) {
		gamut_draws_at(1, i)->seed = gamut_draws_at(0, i)->seed;
		gamut_draws_at(3, i)->seed = GAMUT_UNKNOWN;
	}
	gamut_draws_expect_none();
}
END_TEST

/* Whatever the order of cells and samples that a run lists. */
START_TEST(order_does_not_matter)
{
	static struct gamut_sample
		other[GAMUT_DRAWS_CELLS * GAMUT_DRAWS_SAMPLES];
	const struct gamut_summary *summary;
	struct gamut_warning before[8];
	size_t count;

	gamut_draws_at(0, 5)->response_id = gamut_draws_at(3, 5)->response_id;
	gamut_draws_at(1, 5)->seed = gamut_draws_at(2, 9)->seed;
	gamut_draws_at(2, 1)->model = GAMUT_STR("m-2");
	summary = gamut_draws_summary();
	count = summary->warning_count;
	ck_assert_uint_eq(count, 5);
	memcpy(before, summary->warnings, count * sizeof(before[0]));

	for (size_t i = 0; i < gamut_draws_run.count; i++)
		other[gamut_draws_run.count - 1 - i] = *gamut_draws_at(0, i);
	gamut_draws_held.samples = other;
	gamut_draws_run.manifest.run_id = GAMUT_STR("r2");
	summary = gamut_draws_summary();
	ck_assert_uint_eq(summary->warning_count, 2 * count);
	for (size_t i = 0; i < count; i++) {
		const struct gamut_warning *one = &summary->warnings[i];
		const struct gamut_warning *two = &summary->warnings[count + i];

		ck_assert(gamut_str_eq(one->key.run, GAMUT_STR("r1")));
		ck_assert(gamut_str_eq(two->key.run, GAMUT_STR("r2")));
		ck_assert_int_eq(one->code, two->code);
		ck_assert(gamut_str_eq(one->text, two->text));
		ck_assert(gamut_str_eq(one->key.task, two->key.task));
	}
}
END_TEST

Suite *unit_suite(void)
{
	Suite *s = suite_create("flags");
	TCase *tc = tcase_create("flags");

	tcase_add_checked_fixture(tc, gamut_draws_make, gamut_draws_remove);
	tcase_add_test(tc, a_good_run_has_no_warnings);
	tcase_add_test(tc, choices_of_one_request_share_an_id);
	tcase_add_test(tc, ids_that_were_not_told_are_not_equal);
	tcase_add_test(tc, equal_ids_of_two_requests_are_flagged);
	tcase_add_test(tc, equal_ids_are_found_across_cells);
	tcase_add_test(tc, short_completions_may_be_equal);
	tcase_add_test(tc, equal_long_completions_are_flagged);
	tcase_add_test(tc, tokens_say_what_is_long);
	tcase_add_test(tc, reasoning_is_not_the_answer);
	tcase_add_test(tc, equal_reasoning_is_flagged);
	tcase_add_test(tc, at_temperature_0_equal_is_right);
	tcase_add_test(tc, no_temperature_is_not_0);
	tcase_add_test(tc, several_models_of_a_cell_are_named);
	tcase_add_test(tc, cells_may_differ_in_their_model);
	tcase_add_test(tc, several_fingerprints_are_flagged);
	tcase_add_test(tc, cached_completions_are_flagged);
	tcase_add_test(tc, repeated_seeds_are_flagged);
	tcase_add_test(tc, seeds_of_different_cells_may_agree);
	tcase_add_test(tc, order_does_not_matter);
	suite_add_tcase(s, tc);
	return s;
}
