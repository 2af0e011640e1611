#include "tests/support/unit.h"

#include <stdlib.h>

#include "runner/sample/ledger.h"
#include "tests/support/fake_store.h"

static struct gamut_run *run;
static struct gamut_shard *shard;
static struct gamut_ledger ledger;

static void set_up(void)
{
	run = gamut_fake_run_new(1, 10);
	shard = gamut_fake_shard_new(run);
	ledger = (struct gamut_ledger){ .manifest = &run->manifest,
		                        .shard = shard };
}

static void tear_down(void)
{
	gamut_ledger_release(&ledger);
	free(shard);
	gamut_fake_run_free(run);
}

/* A reply to the request for samples 4 to 6, with those at `offsets`. */
static void add_reply(const uint32_t *offsets, uint32_t count, bool is_cached)
{
	struct gamut_choice choices[3] = { 0 };
	const struct gamut_reply reply = {
		.request = { .index = 4, .count = 3 },
		.choices = choices,
		.choice_count = count,
		.prompt_tokens = 7,
		.completion_tokens = 30,
		.reasoning_tokens = GAMUT_UNKNOWN,
		.is_cached = is_cached,
	};

	for (uint32_t i = 0; i < count; i++)
		choices[i] = (struct gamut_choice){ .offset = offsets[i],
			                            .text = GAMUT_STR("x") };
	gamut_ledger_add(&ledger, &reply);
}

START_TEST(choices_share_their_requests_tokens)
{
	static const uint32_t offsets[] = { 1, 2 };

	add_reply(offsets, 2, false);
	ck_assert_uint_eq(shard->count, 2);
	for (size_t i = 0; i < 2; i++) {
		const struct gamut_fake_record *record = &shard->records[i];

		ck_assert_uint_eq(record->index, 5 + i);
		ck_assert_uint_eq(record->request_choices, 2);
		/* The first that came, not the first that was asked for. */
		ck_assert_uint_eq(record->request_index, 5);
		ck_assert_int_eq(record->request_completion_tokens, 30);
		ck_assert_int_eq(record->completion_tokens, GAMUT_UNKNOWN);
		ck_assert_int_eq(record->prompt_tokens, 7);
		ck_assert(!record->is_cached);
	}
}
END_TEST

START_TEST(a_single_choice_has_its_own_tokens)
{
	static const uint32_t offset = 2;

	add_reply(&offset, 1, true);
	ck_assert_uint_eq(shard->count, 1);
	ck_assert_uint_eq(shard->records[0].index, 6);
	ck_assert_uint_eq(shard->records[0].request_choices, 0);
	ck_assert_int_eq(shard->records[0].completion_tokens, 30);
	ck_assert(shard->records[0].is_cached);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("ledger");
	TCase *tc = tcase_create("ledger");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, choices_share_their_requests_tokens);
	tcase_add_test(tc, a_single_choice_has_its_own_tokens);
	suite_add_tcase(suite, tc);
	return suite;
}
