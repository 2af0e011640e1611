#include "tests/support/unit.h"

#include "runner/sample/lane.h"
#include "runner/store/sample.h"

#define S INT64_C(1000000)

static struct gamut_lane lane;
static struct gamut_rng rng;
static int64_t now;

static void begin_lane(const struct gamut_lane_options *options)
{
	gamut_lane_init(&lane, options);
	rng = (struct gamut_rng){ .state = 1 };
	now = 1000 * S;
}

static void set_up(void)
{
	begin_lane(&(struct gamut_lane_options){ .concurrency = 10,
	                                         .backoff_base_ms = 1000 });
}

static void answer(void)
{
	gamut_lane_begin(&lane, 1, now);
	gamut_lane_end(&lane);
	gamut_lane_answer(&lane, now);
}

static void flop(void)
{
	gamut_lane_begin(&lane, 1, now);
	gamut_lane_end(&lane);
	gamut_lane_fail(&lane, false, now, &rng);
}

static void limit(int64_t retry_after_ms)
{
	gamut_lane_begin(&lane, 1, now);
	gamut_lane_end(&lane);
	gamut_lane_limit(&lane, retry_after_ms, now, &rng);
}

/* How many requests can be under way at once, now. */
static uint32_t room(void)
{
	struct gamut_lane copy = lane;
	uint32_t count = 0;

	while (gamut_lane_is_open(&lane, now)) {
		gamut_lane_begin(&lane, 1, now);
		count++;
	}
	lane = copy;
	return count;
}

START_TEST(four_are_tried_until_someone_answers)
{
	ck_assert_uint_eq(room(), 4);
	answer();
	ck_assert_uint_eq(room(), 10);
}
END_TEST

START_TEST(what_is_full_waits_for_an_end)
{
	answer();
	for (int i = 0; i < 10; i++)
		gamut_lane_begin(&lane, 1, now);
	ck_assert_int_eq(gamut_lane_next_us(&lane), INT64_MAX);
	gamut_lane_end(&lane);
	ck_assert_int_le(gamut_lane_next_us(&lane), now);
}
END_TEST

START_TEST(a_limit_pauses_all_for_the_time_named)
{
	answer();
	limit(3000);
	ck_assert_uint_eq(room(), 0);
	ck_assert_int_ge(gamut_lane_next_us(&lane), now + 3 * S);
	/* A random second more at most, for the sake of the others. */
	ck_assert_int_le(gamut_lane_next_us(&lane), now + 4 * S);
	now = gamut_lane_next_us(&lane);
	ck_assert_uint_eq(room(), 1);
}
END_TEST

START_TEST(those_refused_together_pause_once)
{
	int64_t until;

	answer();
	limit(3000);
	until = gamut_lane_next_us(&lane);
	now += S;
	limit(1500);
	ck_assert_int_eq(gamut_lane_next_us(&lane), until);
	ck_assert_double_eq(lane.threshold, 7);
	/* Unless one was told to come later. */
	limit(60000);
	ck_assert_int_ge(gamut_lane_next_us(&lane), now + 60 * S);
	ck_assert_double_eq(lane.threshold, 7);
}
END_TEST

START_TEST(growth_is_fast_to_seven_tenths_and_then_slow)
{
	static const uint32_t rooms[] = { 2, 3, 4, 5, 6, 7, 7 };

	answer();
	limit(1000);
	/* What was sent before the pause says nothing. */
	answer();
	now = gamut_lane_next_us(&lane);
	ck_assert_uint_eq(room(), 1);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rooms); i++) {
		answer();
		ck_assert_uint_eq(room(), rooms[i]);
	}
	/* One more a round: 7 answers and then 8. */
	for (int i = 0; i < 7; i++)
		answer();
	ck_assert_uint_eq(room(), 8);
	for (int i = 0; i < 100; i++)
		answer();
	ck_assert_uint_eq(room(), 10);
}
END_TEST

START_TEST(limits_without_a_time_pause_longer_each_time)
{
	int64_t longest = 0;

	answer();
	for (int i = 0; i < 12; i++) {
		limit(GAMUT_UNKNOWN);
		if (gamut_lane_next_us(&lane) - now > longest)
			longest = gamut_lane_next_us(&lane) - now;
		ck_assert_int_le(gamut_lane_next_us(&lane) - now, 60 * S);
		now = gamut_lane_next_us(&lane);
	}
	ck_assert_int_ge(longest, 20 * S);
	ck_assert(!gamut_lane_is_hopeless(&lane));
}
END_TEST

START_TEST(ten_failures_open_the_circuit)
{
	int64_t began;

	answer();
	for (int i = 0; i < 9; i++)
		flop();
	ck_assert_uint_eq(room(), 10);
	flop();
	ck_assert_uint_eq(room(), 0);
	ck_assert_int_ge(gamut_lane_next_us(&lane), now + 5 * S / 2);
	ck_assert_int_le(gamut_lane_next_us(&lane), now + 5 * S);
	/* Those still under way change nothing. */
	began = gamut_lane_next_us(&lane);
	flop();
	ck_assert_int_eq(gamut_lane_next_us(&lane), began);
	ck_assert_uint_eq(lane.probes, 1);

	now = began;
	ck_assert_uint_eq(room(), 1);
	answer();
	ck_assert_uint_eq(lane.probes, 0);
	ck_assert_uint_eq(room(), 2);
	for (int i = 0; i < 200; i++)
		answer();
	ck_assert_uint_eq(room(), 10);
}
END_TEST

START_TEST(probes_that_fail_end_hope)
{
	int64_t began = now;

	answer();
	for (int i = 0; i < 10; i++)
		flop();
	for (int i = 0; i < GAMUT_LANE_PROBES; i++) {
		ck_assert(!gamut_lane_is_hopeless(&lane));
		now = gamut_lane_next_us(&lane);
		flop();
	}
	ck_assert(gamut_lane_is_hopeless(&lane));
	/* Long enough for a server to start again. */
	ck_assert_int_ge(now - began, 80 * S);
	/* It is still asked now and then, for where others keep the run up. */
	ck_assert_int_le(gamut_lane_next_us(&lane), now + 60 * S);
}
END_TEST

START_TEST(nobody_there_is_told_by_the_trial)
{
	for (int i = 0; i < GAMUT_LANE_TRIAL_FAILURES - 1; i++)
		flop();
	ck_assert(!gamut_lane_is_hopeless(&lane));
	flop();
	ck_assert(gamut_lane_is_hopeless(&lane));
}
END_TEST

START_TEST(signs_of_life_keep_hope_up)
{
	gamut_lane_begin(&lane, 1, now);
	gamut_lane_end(&lane);
	gamut_lane_fail(&lane, true, now, &rng);
	for (int i = 0; i < GAMUT_LANE_TRIAL_FAILURES; i++)
		flop();
	ck_assert(!gamut_lane_is_hopeless(&lane));
}
END_TEST

/* No minute sees more than was allowed, wherever it begins. */
START_TEST(requests_are_spaced)
{
	int64_t began;
	int count = 0;

	begin_lane(&(struct gamut_lane_options){ .concurrency = 1000,
	                                         .max_requests = 30,
	                                         .backoff_base_ms = 1000 });
	began = now;
	while (now < began + 600 * S) {
		now = gamut_lane_next_us(&lane) > now ?
		              gamut_lane_next_us(&lane) :
		              now;
		answer();
		count++;
	}
	ck_assert_int_ge(count, 300);
	ck_assert_int_le(count, 301);
}
END_TEST

/* Eleven do not divide a minute. */
START_TEST(rates_are_rounded_down)
{
	int64_t began;
	int count = 0;

	begin_lane(&(struct gamut_lane_options){ .concurrency = 1000,
	                                         .max_requests = 11,
	                                         .backoff_base_ms = 1000 });
	began = now;
	while (now < began + 60 * S) {
		answer();
		count++;
		now = gamut_lane_next_us(&lane);
	}
	ck_assert_int_eq(count, 11);
	/* What was sent again by itself takes its place, too. */
	gamut_lane_resend(&lane, 2);
	ck_assert_int_ge(gamut_lane_next_us(&lane), now + 10 * S);
}
END_TEST

START_TEST(tokens_are_spaced)
{
	begin_lane(&(struct gamut_lane_options){ .concurrency = 1000,
	                                         .max_requests = 60,
	                                         .max_tokens = 6000,
	                                         .backoff_base_ms = 1000 });
	gamut_lane_begin(&lane, 500, now);
	ck_assert_int_eq(gamut_lane_next_us(&lane), now + 5 * S);
	/* Of both bounds the tighter one. */
	now += 5 * S;
	gamut_lane_begin(&lane, 1, now);
	ck_assert_int_eq(gamut_lane_next_us(&lane), now + S);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("lane");
	TCase *tc = tcase_create("lane");

	tcase_add_checked_fixture(tc, set_up, NULL);
	tcase_add_test(tc, four_are_tried_until_someone_answers);
	tcase_add_test(tc, what_is_full_waits_for_an_end);
	tcase_add_test(tc, a_limit_pauses_all_for_the_time_named);
	tcase_add_test(tc, those_refused_together_pause_once);
	tcase_add_test(tc, growth_is_fast_to_seven_tenths_and_then_slow);
	tcase_add_test(tc, limits_without_a_time_pause_longer_each_time);
	tcase_add_test(tc, ten_failures_open_the_circuit);
	tcase_add_test(tc, probes_that_fail_end_hope);
	tcase_add_test(tc, nobody_there_is_told_by_the_trial);
	tcase_add_test(tc, signs_of_life_keep_hope_up);
	tcase_add_test(tc, requests_are_spaced);
	tcase_add_test(tc, rates_are_rounded_down);
	tcase_add_test(tc, tokens_are_spaced);
	suite_add_tcase(suite, tc);
	return suite;
}
