#include "tests/support/unit.h"

#include <errno.h>
#include <string.h>
#include <sys/types.h>

#include "base/rng.h"

/* The kernel: what its next answers are, the last for good. */
static ssize_t answers[2];
static size_t asked;

/* NOLINTBEGIN(readability-identifier-naming) */
ssize_t getrandom(void *bytes, size_t size, unsigned flags);

ssize_t getrandom(void *bytes, size_t size, unsigned flags)
{
	ssize_t answer = answers[asked];

	(void)flags;
	if (asked + 1 < GAMUT_ARRAY_LEN(answers))
		asked++;
	errno = EINTR;
	if (answer > 0 && (size_t)answer <= size)
		memset(bytes, 0x5a, (size_t)answer);
	return answer;
}
/* NOLINTEND(readability-identifier-naming) */

START_TEST(seeds_are_drawn_again_after_a_signal)
{
	struct gamut_err err = { 0 };
	uint64_t seed = 0;

	answers[0] = -1;
	answers[1] = 8;
	ck_assert(!gamut_rng_draw_seed(&seed, &err));
	ck_assert_uint_eq(seed, UINT64_C(0x5a5a5a5a5a5a5a5a));
}
END_TEST

START_TEST(half_a_seed_is_none)
{
	struct gamut_err err = { 0 };
	uint64_t seed = 0;

	answers[0] = 3;
	ck_assert_int_eq(gamut_rng_draw_seed(&seed, &err), GAMUT_EIO);
	ck_assert_str_eq(err.msg, "cannot draw random bits: 3 bytes of 8");
}
END_TEST

/* The published values for this seed. */
START_TEST(the_sequence_is_splitmix64)
{
	static const uint64_t want[] = {
		UINT64_C(6457827717110365317),  UINT64_C(3203168211198807973),
		UINT64_C(9817491932198370423),  UINT64_C(4593380528125082431),
		UINT64_C(16408922859458223821),
	};
	struct gamut_rng rng = { 1234567 };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(want); i++)
		ck_assert_uint_eq(gamut_rng_next(&rng), want[i]);
}
END_TEST

START_TEST(below_reaches_every_value_and_no_other)
{
	struct gamut_rng rng = { 1 };
	unsigned seen[7] = { 0 };

	for (int i = 0; i < 7000; i++)
		seen[gamut_rng_below(&rng, 7)]++;
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(seen); i++) {
		ck_assert_uint_gt(seen[i], 850);
		ck_assert_uint_lt(seen[i], 1150);
	}
	ck_assert_uint_eq(gamut_rng_below(&rng, 1), 0);
}
END_TEST

/*
 * Without rejection a third of the bound's values would come twice as often:
 * the share below it would be 2/3 in place of 1/2.
 */
START_TEST(below_is_not_biased_for_large_bounds)
{
	const uint64_t bound = UINT64_MAX / 4 * 3;
	struct gamut_rng rng = { 2 };
	int small = 0;

	for (int i = 0; i < 10000; i++)
		small += gamut_rng_below(&rng, bound) < bound / 2;
	ck_assert_int_gt(small, 4800);
	ck_assert_int_lt(small, 5200);
}
END_TEST

START_TEST(below_nothing_is_a_bug)
{
	struct gamut_rng rng = { 0 };

	gamut_rng_below(&rng, 0);
}
END_TEST

START_TEST(unit_is_within_and_even)
{
	struct gamut_rng rng = { 3 };
	double sum = 0;

	for (int i = 0; i < 10000; i++) {
		double x = gamut_rng_unit(&rng);

		ck_assert(x >= 0 && x < 1);
		sum += x;
	}
	ck_assert_double_eq_tol(sum / 10000, 0.5, 0.02);
}
END_TEST

START_TEST(hashes_tell_seeds_and_names_apart)
{
	uint64_t a = gamut_rng_hash(0, GAMUT_STR("a"));

	ck_assert_uint_eq(a, gamut_rng_hash(0, GAMUT_STR("a")));
	ck_assert_uint_ne(a, gamut_rng_hash(1, GAMUT_STR("a")));
	ck_assert_uint_ne(a, gamut_rng_hash(0, GAMUT_STR("b")));
	ck_assert_uint_ne(a, gamut_rng_hash(0, GAMUT_STR("a\0")));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("rng");
	TCase *tc = tcase_create("rng");

	tcase_add_test(tc, seeds_are_drawn_again_after_a_signal);
	tcase_add_test(tc, half_a_seed_is_none);
	tcase_add_test(tc, the_sequence_is_splitmix64);
	tcase_add_test(tc, below_reaches_every_value_and_no_other);
	tcase_add_test(tc, below_is_not_biased_for_large_bounds);
	tcase_add_test_raise_signal(tc, below_nothing_is_a_bug, SIGABRT);
	tcase_add_test(tc, unit_is_within_and_even);
	tcase_add_test(tc, hashes_tell_seeds_and_names_apart);
	suite_add_tcase(suite, tc);
	return suite;
}
