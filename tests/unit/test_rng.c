#include "tests/support/unit.h"

#include "base/rng.h"

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

	tcase_add_test(tc, the_sequence_is_splitmix64);
	tcase_add_test(tc, below_reaches_every_value_and_no_other);
	tcase_add_test(tc, below_is_not_biased_for_large_bounds);
	tcase_add_test_raise_signal(tc, below_nothing_is_a_bug, SIGABRT);
	tcase_add_test(tc, unit_is_within_and_even);
	tcase_add_test(tc, hashes_tell_seeds_and_names_apart);
	suite_add_tcase(suite, tc);
	return suite;
}
