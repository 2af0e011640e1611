#include "tests/support/unit.h"

#include <string.h>

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

START_TEST(every_sample_comes_once)
{
	static const uint32_t per_request[] = { 1, 7, 10, 64 };

	begin(3, 25);
	on.options.samples_per_request = per_request[_i];
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(on.shard, on.run));
	ck_assert_uint_eq(on.account.wanted, 75);
	ck_assert_uint_eq(on.account.had, 0);
	ck_assert_uint_eq(on.account.sampled, 75);
	ck_assert_uint_eq(on.account.in_flight, 0);
	ck_assert_uint_le(on.script.most_count, per_request[_i]);
	ck_assert_uint_eq(on.account.retries, 0);
	ck_assert_uint_eq(on.messages, 0);
	end();
}
END_TEST

START_TEST(only_gaps_are_asked_for)
{
	begin(2, 6);
	gamut_fake_run_add(on.run, 0, 0);
	gamut_fake_run_add(on.run, 0, 3);
	gamut_fake_run_add(on.run, 1, 5);
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(on.shard, on.run));
	ck_assert_uint_eq(on.account.had, 3);
	/* Neighbours only: 1-2 and 4-5 of the one, 0-4 of the other. */
	ck_assert_uint_eq(on.account.requests, 3);
	end();
}
END_TEST

START_TEST(whole_run_asks_for_nothing)
{
	begin(1, 1);
	gamut_fake_run_add(on.run, 0, 0);
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert_uint_eq(on.script.submitted, 0);
	ck_assert_uint_eq(on.shard->sync_count, 0);
	end();
}
END_TEST

/* A stage of a run that may stop early asks for so many of each cell. */
START_TEST(no_more_is_asked_for_than_is_wanted)
{
	uint32_t wanted[] = { 4, 0, 2 };
	uint32_t got[] = { 0, 0, 0 };

	begin(3, 10);
	on.run->wanted = wanted;
	on.options.samples_per_request = 1;
	gamut_fake_run_add(on.run, 0, 1);
	gamut_fake_run_add(on.run, 0, 9);
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert_uint_eq(on.account.wanted, 6);
	ck_assert_uint_eq(on.account.had, 1);
	ck_assert_uint_eq(on.account.sampled, 5);
	for (size_t i = 0; i < on.shard->count; i++) {
		const struct gamut_fake_record *record = &on.shard->records[i];

		ck_assert_uint_lt(record->index, wanted[record->cell]);
		got[record->cell]++;
	}
	ck_assert_uint_eq(got[0], 3);
	ck_assert_uint_eq(got[2], 2);
	on.run->wanted = NULL;
	end();
}
END_TEST

START_TEST(cells_take_turns)
{
	begin(3, 4);
	on.options.samples_per_request = 1;
	ck_assert_int_eq(sample(), GAMUT_OK);
	for (size_t i = 0; i < 8; i++)
		ck_assert_uint_eq(on.script.first_cells[i], i % 3);
	end();
}
END_TEST

START_TEST(tokens_are_told_where_known)
{
	begin(1, 3);
	on.options.samples_per_request = 2;
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert_int_eq(on.shard->records[0].prompt_tokens, 3);
	ck_assert_int_eq(on.shard->records[0].completion_tokens, GAMUT_UNKNOWN);
	ck_assert_int_eq(on.shard->records[2].completion_tokens, 5);
	ck_assert_int_eq(on.account.prompt_tokens, 6);
	ck_assert_int_eq(on.account.completion_tokens, 10);
	end();
}
END_TEST

START_TEST(shortfalls_are_asked_for_again)
{
	begin(2, 20);
	on.script.steps[0] = (struct gamut_step){ .outcome = GAMUT_ANSWERED,
		                                  .choices = 3,
		                                  .status = 200 };
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(on.shard, on.run));
	ck_assert_uint_gt(on.account.shortfalls, 0);
	ck_assert_uint_eq(on.account.failed, 0);
	ck_assert_uint_eq(on.account.retries, 0);
	ck_assert_uint_eq(on.shard->failure_count, 0);
	end();
}
END_TEST

START_TEST(holes_are_asked_for_again)
{
	begin(2, 20);
	on.script.steps[0] = (struct gamut_step){ .outcome = GAMUT_ANSWERED,
		                                  .choices = (uint32_t)_i,
		                                  .has_holes = true,
		                                  .status = 200 };
	ck_assert_int_eq(sample(), GAMUT_OK);
	ck_assert(gamut_fake_shard_completes(on.shard, on.run));
	for (size_t i = 0; i < on.shard->count; i++)
		ck_assert_int_eq(on.shard->records[i].seed,
		                 on.shard->records[i].index);
	ck_assert_uint_gt(on.account.shortfalls, 0);
	ck_assert_uint_eq(on.account.retries, 0);
	end();
}
END_TEST

START_TEST(fatal_reply_ends_the_run_at_once)
{
	begin(4, 100);
	on.script.steps[0] = (struct gamut_step){ .outcome = GAMUT_FATAL,
		                                  .status = 401,
		                                  .has_cell = true,
		                                  .cell = 1,
		                                  .times = 1 };
	ck_assert_int_eq(sample(), GAMUT_EENDPOINT);
	ck_assert_uint_eq(on.script.submitted, 4);
	/* What the others brought in the same turn is kept. */
	ck_assert_uint_eq(on.account.sampled, 30);
	ck_assert_ptr_nonnull(strstr(on.err.msg, "as scripted"));
	end();
}
END_TEST

START_TEST(full_disk_ends_the_run)
{
	begin(1, 200);
	on.shard->broken_from = 1;
	ck_assert_int_eq(sample(), GAMUT_EIO);
	ck_assert_str_eq(on.err.msg, "the disk is full");
	ck_assert_uint_eq(on.account.sampled, 0);
	end();
}
END_TEST

START_TEST(stop_lets_those_under_way_end)
{
	begin(1, 200);
	on.options.grace_ms = 60000;
	on.script.stop_after = 6;
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	/* Seen before the third refill, with all eight answered. */
	ck_assert_uint_eq(on.script.submitted, 8);
	ck_assert_uint_eq(on.account.sampled, 80);
	ck_assert_ptr_nonnull(strstr(on.err.msg, "120 of 200"));
	ck_assert_ptr_nonnull(strstr(on.err.msg, "stopped"));
	end();
}
END_TEST

START_TEST(stop_waits_no_longer_than_the_grace)
{
	begin(1, 20);
	on.options.grace_ms = 5;
	on.script.stop_after = 1;
	on.script.steps[0] = (struct gamut_step){ .status = 200,
		                                  .is_mute = true };
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_uint_eq(on.account.sampled, 0);
	ck_assert_uint_eq(on.account.in_flight, 2);
	end();
}
END_TEST

START_TEST(second_stop_waits_for_nothing)
{
	begin(1, 20);
	on.options.grace_ms = 3600000;
	on.script.stop = 2;
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_uint_eq(on.script.submitted, 0);
	end();
}
END_TEST

START_TEST(stop_forgets_what_waits_for_another_attempt)
{
	begin(1, 10);
	on.options.grace_ms = 3600000;
	on.script.stop_after = 1;
	on.script.steps[0] = (struct gamut_step){ .outcome = GAMUT_RETRY,
		                                  .status = 503,
		                                  .retry_after_ms = 600000 };
	ck_assert_int_eq(sample(), GAMUT_EINCOMPLETE);
	ck_assert_uint_eq(on.script.submitted, 1);
	ck_assert_uint_eq(on.account.failed, 0);
	end();
}
END_TEST

START_TEST(replies_to_no_request_are_a_bug)
{
	begin(1, 1);
	on.script.queue[on.script.queued++] =
		(struct gamut_request){ .count = 1 };
	sample();
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("engine");
	TCase *tc = tcase_create("engine");

	tcase_add_loop_test(tc, every_sample_comes_once, 0, 4);
	tcase_add_test(tc, only_gaps_are_asked_for);
	tcase_add_test(tc, whole_run_asks_for_nothing);
	tcase_add_test(tc, no_more_is_asked_for_than_is_wanted);
	tcase_add_test(tc, cells_take_turns);
	tcase_add_test(tc, tokens_are_told_where_known);
	tcase_add_test(tc, shortfalls_are_asked_for_again);
	tcase_add_loop_test(tc, holes_are_asked_for_again, 0, 8);
	tcase_add_test(tc, fatal_reply_ends_the_run_at_once);
	tcase_add_test(tc, full_disk_ends_the_run);
	tcase_add_test(tc, stop_lets_those_under_way_end);
	tcase_add_test(tc, stop_waits_no_longer_than_the_grace);
	tcase_add_test(tc, second_stop_waits_for_nothing);
	tcase_add_test(tc, stop_forgets_what_waits_for_another_attempt);
	tcase_add_test_raise_signal(tc, replies_to_no_request_are_a_bug,
	                            SIGABRT);
	suite_add_tcase(suite, tc);
	return suite;
}
