#include "tests/support/unit.h"

#include "base/rng.h"
#include "runner/measure/seen.h"

#define COUNT 200000

static struct gamut_seen seen;

static void tear_down(void)
{
	gamut_seen_release(&seen);
}

static uint64_t hash_of(uint64_t i)
{
	return gamut_rng_hash(0, (struct gamut_str){ .ptr = (const char *)&i,
	                                             .len = sizeof(i) });
}

START_TEST(what_comes_again_is_found)
{
	gamut_seen_init(&seen, COUNT);
	for (uint64_t i = 0; i < COUNT; i++)
		gamut_seen_add(&seen, hash_of(i));
	for (uint64_t i = 0; i < COUNT; i += 1000)
		for (int k = 0; k < 3; k++)
			gamut_seen_add(&seen, hash_of(i));
	ck_assert(gamut_seen_settle(&seen));
	for (uint64_t i = 0; i < COUNT; i += 1000)
		ck_assert(gamut_seen_again(&seen, hash_of(i)));
	/* And hardly anything else. */
	ck_assert_uint_le(seen.count, COUNT / 1000 + 5);
}
END_TEST

/* A few that are taken for others cost another reading of the whole run. */
START_TEST(few_are_taken_for_others)
{
	static const uint64_t counts[] = { 1, 100, 6600, 1 << 16, COUNT };
	size_t taken = 0;

	for (size_t c = 0; c < GAMUT_ARRAY_LEN(counts); c++) {
		gamut_seen_init(&seen, counts[c]);
		for (uint64_t i = 0; i < counts[c]; i++)
			gamut_seen_add(&seen, hash_of(i));
		taken += gamut_seen_settle(&seen);
		ck_assert_uint_le(seen.count, 5);
		gamut_seen_release(&seen);
	}
	ck_assert_uint_le(taken, 1);
}
END_TEST

/* More than were expected are still found. */
START_TEST(expectations_may_be_wrong)
{
	gamut_seen_init(&seen, 0);
	ck_assert(!gamut_seen_again(&seen, 1));
	for (uint64_t i = 0; i < 1000; i++)
		gamut_seen_add(&seen, hash_of(i % 500));
	ck_assert(gamut_seen_settle(&seen));
	for (uint64_t i = 0; i < 500; i++)
		ck_assert(gamut_seen_again(&seen, hash_of(i)));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("seen");
	TCase *tc = tcase_create("seen");

	tcase_add_checked_fixture(tc, NULL, tear_down);
	tcase_add_test(tc, what_comes_again_is_found);
	tcase_add_test(tc, few_are_taken_for_others);
	tcase_add_test(tc, expectations_may_be_wrong);
	suite_add_tcase(suite, tc);
	return suite;
}
