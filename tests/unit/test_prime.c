#include "tests/support/unit.h"

#include <stdlib.h>
#include <string.h>

#include <gmp.h>

#include "base/clock.h"
#include "base/rng.h"
#include "verifiers/prime.h"

/* Tables are read by column. */
/* clang-format off */
#define S(lit) { .ptr = (lit), .len = sizeof(lit) - 1 }

static const struct gamut_prime_rule any = { 0 };
static const struct gamut_prime_rule below_100 = { .below = 100 };
static const struct gamut_prime_rule below_2_40 = { .below = UINT64_C(1) << 40 };

static const struct row {
	const struct gamut_prime_rule *rule;
	struct gamut_str answer;
	enum gamut_reason reason;
} rows[] = {
	{ &any, S("2"),        GAMUT_REASON_VALID },
	{ &any, S("3"),        GAMUT_REASON_VALID },
	{ &any, S("999983"),   GAMUT_REASON_VALID }, /* the last of the table */
	{ &any, S("1000003"),  GAMUT_REASON_VALID }, /* the first beyond it */
	{ &any, S("1000001"),  GAMUT_REASON_NOT_PRIME }, /* 101 * 9901 */
	{ &any, S("1018081"),  GAMUT_REASON_NOT_PRIME }, /* 1009^2 */
	{ &any, S("2147483647"), GAMUT_REASON_VALID }, /* 2^31 - 1 */
	{ &any, S("4294967291"), GAMUT_REASON_VALID },
	{ &any, S("4294967297"), GAMUT_REASON_NOT_PRIME }, /* 641 * 6700417 */
	{ &any, S("4759123129"), GAMUT_REASON_VALID }, /* edges of base sets */
	{ &any, S("4759123141"), GAMUT_REASON_NOT_PRIME },
	{ &any, S("4759123151"), GAMUT_REASON_VALID },
	{ &any, S("999999999989"), GAMUT_REASON_VALID },
	{ &any, S("1000000000039"), GAMUT_REASON_VALID },
	{ &any, S("1000000000000000003"), GAMUT_REASON_VALID },
	{ &any, S("2305843009213693951"), GAMUT_REASON_VALID }, /* 2^61 - 1 */
	{ &any, S("9999999999999999961"), GAMUT_REASON_VALID },
	{ &any, S("9999999999999999999"), GAMUT_REASON_NOT_PRIME },
	{ &any, S("18446744073709551557"), GAMUT_REASON_VALID },
	{ &any, S("18446744073709551629"), GAMUT_REASON_VALID },
	{ &any, S("18446744073709551617"), GAMUT_REASON_NOT_PRIME },
	{ &any, S("170141183460469231731687303715884105727"), GAMUT_REASON_VALID },
	/* Carmichael numbers. */
	{ &any, S("561"),      GAMUT_REASON_NOT_PRIME },
	{ &any, S("1729"),     GAMUT_REASON_NOT_PRIME },
	{ &any, S("41041"),    GAMUT_REASON_NOT_PRIME },
	{ &any, S("825265"),   GAMUT_REASON_NOT_PRIME },
	{ &any, S("321197185"), GAMUT_REASON_NOT_PRIME },
	{ &any, S("56052361"), GAMUT_REASON_NOT_PRIME },
	{ &any, S("443372888629441"), GAMUT_REASON_NOT_PRIME },
	/* Strong pseudoprimes to base 2, and to the first 4, 5, 6, ... primes. */
	{ &any, S("2047"),     GAMUT_REASON_NOT_PRIME },
	{ &any, S("1194649"),  GAMUT_REASON_NOT_PRIME }, /* 1093^2 */
	{ &any, S("12327121"), GAMUT_REASON_NOT_PRIME }, /* 3511^2 */
	{ &any, S("1373653"),  GAMUT_REASON_NOT_PRIME },
	{ &any, S("25326001"), GAMUT_REASON_NOT_PRIME },
	{ &any, S("3215031751"), GAMUT_REASON_NOT_PRIME },
	{ &any, S("2152302898747"), GAMUT_REASON_NOT_PRIME },
	{ &any, S("3474749660383"), GAMUT_REASON_NOT_PRIME },
	{ &any, S("341550071728321"), GAMUT_REASON_NOT_PRIME },
	{ &any, S("3825123056546413051"), GAMUT_REASON_NOT_PRIME },
	{ &any, S("318665857834031151167461"), GAMUT_REASON_NOT_PRIME },
	{ &any, S("3317044064679887385961981"), GAMUT_REASON_NOT_PRIME },
	/* No primes at all. */
	{ &any, S(""),         GAMUT_REASON_EMPTY },
	{ &any, S("0"),        GAMUT_REASON_NOT_PRIME },
	{ &any, S("1"),        GAMUT_REASON_NOT_PRIME },
	{ &any, S("02"),       GAMUT_REASON_LEADING_ZERO },
	{ &any, S("00"),       GAMUT_REASON_LEADING_ZERO },
	{ &any, S("-7"),       GAMUT_REASON_NOT_INTEGER },
	{ &any, S("+7"),       GAMUT_REASON_NOT_INTEGER },
	{ &any, S("7\0"),      GAMUT_REASON_NOT_INTEGER },
	{ &any, S("\0" "7"),   GAMUT_REASON_NOT_INTEGER },
	{ &any, S("7\n"),      GAMUT_REASON_NOT_INTEGER },
	{ &any, S("7."),       GAMUT_REASON_NOT_INTEGER },
	{ &any, S("0x7"),      GAMUT_REASON_NOT_INTEGER },
	{ &any, S("1e9"),      GAMUT_REASON_NOT_INTEGER },
	{ &any, S("1_000_003"), GAMUT_REASON_NOT_INTEGER },
	{ &any, S("1,000,003"), GAMUT_REASON_NOT_INTEGER },
	{ &any, S("2^31-1"),   GAMUT_REASON_NOT_INTEGER },
	{ &any, S("\xef\xbc\x97"), GAMUT_REASON_NOT_INTEGER },
	{ &any, S("\xff"),     GAMUT_REASON_NOT_INTEGER },
	/* Under a bound. */
	{ &below_100, S("97"), GAMUT_REASON_VALID },
	{ &below_100, S("99"), GAMUT_REASON_NOT_PRIME },
	{ &below_100, S("100"), GAMUT_REASON_OUT_OF_RANGE },
	{ &below_100, S("101"), GAMUT_REASON_OUT_OF_RANGE },
	{ &below_100, S("18446744073709551557"), GAMUT_REASON_OUT_OF_RANGE },
	{ &below_2_40, S("1099511627689"), GAMUT_REASON_VALID },
	{ &below_2_40, S("1099511627776"), GAMUT_REASON_OUT_OF_RANGE },
	{ &below_2_40, S("1099511627791"), GAMUT_REASON_OUT_OF_RANGE },
};
/* clang-format on */

static enum gamut_reason reason_of(const struct gamut_prime_rule *rule,
                                   struct gamut_str answer)
{
	struct gamut_arena arena = { 0 };
	struct gamut_verdict got;
	void *state;

	ck_assert_int_eq(gamut_verifier_prime.open(&state, rule, NULL, NULL),
	                 GAMUT_OK);
	got = gamut_verifier_prime.verify(state, answer, &arena);
	if (gamut_verdict_is_valid(got))
		ck_assert(gamut_str_eq(got.canonical, answer));
	gamut_verifier_prime.close(state);
	gamut_arena_clear(&arena);
	return got.reason;
}

START_TEST(verdicts)
{
	const struct row *row = &rows[_i];

	ck_assert_str_eq(gamut_reason_name(reason_of(row->rule, row->answer)),
	                 gamut_reason_name(row->reason));
}
END_TEST

static bool is_prime_number(mpz_t n)
{
	char *digits = mpz_get_str(NULL, 10, n);
	enum gamut_reason reason = reason_of(&any, gamut_str_of(digits));

	free(digits);
	ck_assert(reason == GAMUT_REASON_VALID ||
	          reason == GAMUT_REASON_NOT_PRIME);
	return reason == GAMUT_REASON_VALID;
}

/* Of 2^p - 1 with p prime all are strong probable primes to base 2. */
static const struct mersenne {
	unsigned long exponent;
	bool is_prime;
} mersennes[] = {
	{ 67, false },   { 127, true },   { 257, false }, { 521, true },
	{ 1277, false }, { 1279, true },  { 2203, true }, { 2281, true },
	{ 3217, true },  { 3221, false }, { 4253, true }, { 4423, true },
	{ 4421, false },
};

START_TEST(mersenne_numbers)
{
	mpz_t n;

	mpz_init(n);
	mpz_ui_pow_ui(n, 2, mersennes[_i].exponent);
	mpz_sub_ui(n, n, 1);
	ck_assert(is_prime_number(n) == mersennes[_i].is_prime);
	mpz_clear(n);
}
END_TEST

/*
 * F. Arnault, "Constructing Carmichael numbers which are strong pseudoprimes
 * to several bases" (1995): to all prime bases below 307.
 */
START_TEST(a_number_built_against_fixed_bases)
{
	static const char factor[] =
		"29674495668685510550154174642905332730771991799853043350995075"
		"53127683875317177019959423859642812118803366475421834556249316"
		"8782883";
	mpz_t p;
	mpz_t q;
	mpz_t n;

	mpz_inits(q, n, NULL);
	mpz_init_set_str(p, factor, 10);
	mpz_sub_ui(q, p, 1);
	mpz_mul_ui(n, q, 313);
	mpz_add_ui(n, n, 1);
	mpz_mul(n, n, p);
	mpz_mul_ui(q, q, 353);
	mpz_add_ui(q, q, 1);
	mpz_mul(n, n, q);
	ck_assert_uint_eq(mpz_sizeinbase(n, 10), 397);
	ck_assert(is_prime_number(p));
	ck_assert(!is_prime_number(n));
	mpz_clears(p, q, n, NULL);
}
END_TEST

/* Our own test, up to 19 digits, against GMP's. */
START_TEST(short_numbers_agree_with_gmp)
{
	struct gamut_rng rng = { .state = 1 };
	struct gamut_arena arena = { 0 };
	void *state;
	mpz_t n;

	mpz_init(n);
	ck_assert_int_eq(gamut_verifier_prime.open(&state, &any, NULL, NULL),
	                 GAMUT_OK);
	for (int i = 0; i < 20000; i++) {
		uint64_t value = gamut_rng_next(&rng) >> (1 + i % 50) | 1;
		struct gamut_str digits;
		struct gamut_verdict got;

		digits = gamut_arena_strf(&arena, "%llu",
		                          (unsigned long long)value);
		mpz_set_str(n, digits.ptr, 10);
		got = gamut_verifier_prime.verify(state, digits, &arena);
		ck_assert_msg(gamut_verdict_is_valid(got) ==
		                      (mpz_probab_prime_p(n, 25) > 0),
		              "%s", digits.ptr);
		gamut_arena_clear(&arena);
	}
	gamut_verifier_prime.close(state);
	mpz_clear(n);
}
END_TEST

/* Generous: the machine may be busy; the measured times are in prime.h. */
START_TEST(a_thousand_digits_take_under_a_second)
{
	int64_t before;
	mpz_t n;

	mpz_init(n);
	mpz_ui_pow_ui(n, 10, 999);
	mpz_add_ui(n, n, 7);
	before = gamut_clock_us();
	ck_assert(is_prime_number(n));
	ck_assert_int_lt(gamut_clock_us() - before, 1000000);
	mpz_clear(n);
}
END_TEST

START_TEST(length_is_bounded)
{
	size_t size = (size_t)10 * 1024 * 1024;
	char *digits = malloc(size);
	struct gamut_str answer = { .ptr = digits, .len = size };
	int64_t before = gamut_clock_us();

	ck_assert_ptr_nonnull(digits);
	memset(digits, '7', size);
	ck_assert_int_eq(reason_of(&any, answer), GAMUT_REASON_TOO_LONG);
	ck_assert_int_eq(reason_of(&below_100, answer),
	                 GAMUT_REASON_OUT_OF_RANGE);
	answer.len = GAMUT_PRIME_DIGITS_MAX + 1;
	ck_assert_int_eq(reason_of(&any, answer), GAMUT_REASON_TOO_LONG);
	answer.len = GAMUT_PRIME_DIGITS_MAX;
	ck_assert_int_eq(reason_of(&any, answer), GAMUT_REASON_NOT_PRIME);
	ck_assert_int_lt(gamut_clock_us() - before, 10000000);
	free(digits);
}
END_TEST

START_TEST(members_are_the_primes_in_order)
{
	struct gamut_arena arena = { 0 };
	void *state;

	ck_assert_int_eq(gamut_verifier_prime.open(&state, &any, NULL, NULL),
	                 GAMUT_OK);
	ck_assert_uint_eq(gamut_verifier_prime.member_count(state), 78498);
	ck_assert_str_eq(gamut_verifier_prime.member(state, 0, &arena).ptr,
	                 "2");
	ck_assert_str_eq(gamut_verifier_prime.member(state, 24, &arena).ptr,
	                 "97");
	ck_assert_str_eq(gamut_verifier_prime.member(state, 78497, &arena).ptr,
	                 "999983");
	gamut_verifier_prime.close(state);

	ck_assert_int_eq(
		gamut_verifier_prime.open(&state, &below_100, NULL, NULL),
		GAMUT_OK);
	ck_assert_uint_eq(gamut_verifier_prime.member_count(state), 25);
	gamut_verifier_prime.close(state);
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(a_bound_below_every_prime_is_refused)
{
	static const struct gamut_prime_rule none = { .below = 2 };
	struct gamut_err err = { 0 };
	void *state;

	ck_assert_int_eq(gamut_verifier_prime.open(&state, &none, NULL, &err),
	                 GAMUT_EINVAL);
	ck_assert_str_eq(err.msg, "no prime is below 2");
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("prime");
	TCase *tc = tcase_create("verify");

	tcase_add_loop_test(tc, verdicts, 0, (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_loop_test(tc, mersenne_numbers, 0,
	                    (int)GAMUT_ARRAY_LEN(mersennes));
	tcase_add_test(tc, a_number_built_against_fixed_bases);
	tcase_add_test(tc, short_numbers_agree_with_gmp);
	tcase_add_test(tc, a_thousand_digits_take_under_a_second);
	tcase_add_test(tc, length_is_bounded);
	tcase_add_test(tc, members_are_the_primes_in_order);
	tcase_add_test(tc, a_bound_below_every_prime_is_refused);
	suite_add_tcase(suite, tc);
	return suite;
}
