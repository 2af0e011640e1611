#include "tests/support/unit.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/verdicts.h"
#include "verifiers/integer_rules.h"

static const char *two[] = { "2" };
static const char *six_and_huge[] = { "6", "100000000000000000000" };
static const char *three[] = { "-3" };

/* Tables are read by column. */
/* clang-format off */
static const struct gamut_integer_rules any = { 0 };
static const struct gamut_integer_rules zeros = { .allows_leading_zeros = true, .min = "-100" };
static const struct gamut_integer_rules around = { .min = "-10", .max = "10" };
static const struct gamut_integer_rules huge = { .min = "99999999999999999999999", .max = "100000000000000000000010" };
static const struct gamut_integer_rules even = { .divisors = { two, 1 }, .min = "-8" };
static const struct gamut_integer_rules odd = { .excluded = { two, 1 } };
static const struct gamut_integer_rules multiple = { .divisors = { six_and_huge, 2 }, .excluded = { three, 1 } };
static const struct gamut_integer_rules common = { .divisors = { six_and_huge, 2 } };
static const struct gamut_integer_rules prime = { .is_prime = true, .min = "-5" };
static const struct gamut_integer_rules square = { .is_square = true, .min = "-5" };
static const struct gamut_integer_rules palindrome = { .is_palindrome = true, .min = "-200" };
static const struct gamut_integer_rules three_digits = { .digits_min = 3, .digits_max = 3 };
static const struct gamut_integer_rules sum = { .has_digit_sum = true, .digit_sum = 10 };
static const struct gamut_integer_rules several = { .digits_min = 3, .digits_max = 3, .is_prime = true, .is_palindrome = true };

static const struct gamut_verdict_row rows[] = {
	{ &any, S("0"),                 GAMUT_REASON_VALID, NULL },
	{ &any, S("123456789012345678901234567890"), GAMUT_REASON_VALID, NULL },
	{ &any, S(""),                  GAMUT_REASON_EMPTY, NULL },
	{ &any, S("-1"),                GAMUT_REASON_NOT_INTEGER, NULL },
	{ &any, S("+1"),                GAMUT_REASON_NOT_INTEGER, NULL },
	{ &any, S("1.0"),               GAMUT_REASON_NOT_INTEGER, NULL },
	{ &any, S("1\0"),               GAMUT_REASON_NOT_INTEGER, NULL },
	{ &any, S("01"),                GAMUT_REASON_LEADING_ZERO, NULL },
	{ &any, S("-"),                 GAMUT_REASON_NOT_INTEGER, NULL },
	{ &zeros, S("007"),             GAMUT_REASON_VALID, "7" },
	{ &zeros, S("-007"),            GAMUT_REASON_VALID, "-7" },
	{ &zeros, S("000"),             GAMUT_REASON_VALID, "0" },
	{ &zeros, S("-000"),            GAMUT_REASON_NOT_INTEGER, NULL },
	{ &zeros, S("-0101"),           GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &around, S("-10"),            GAMUT_REASON_VALID, NULL },
	{ &around, S("-11"),            GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &around, S("10"),             GAMUT_REASON_VALID, NULL },
	{ &around, S("11"),             GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &around, S("-0"),             GAMUT_REASON_NOT_INTEGER, NULL },
	{ &around, S("--1"),            GAMUT_REASON_NOT_INTEGER, NULL },
	{ &around, S("-01"),            GAMUT_REASON_LEADING_ZERO, NULL },
	{ &huge, S("99999999999999999999999"), GAMUT_REASON_VALID, NULL },
	{ &huge, S("99999999999999999999998"), GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &huge, S("100000000000000000000010"), GAMUT_REASON_VALID, NULL },
	{ &huge, S("100000000000000000000011"), GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &even, S("0"),                GAMUT_REASON_VALID, NULL },
	{ &even, S("-8"),               GAMUT_REASON_VALID, NULL },
	{ &even, S("7"),                GAMUT_REASON_BAD_DIVISOR, NULL },
	{ &odd, S("7"),                 GAMUT_REASON_VALID, NULL },
	{ &odd, S("8"),                 GAMUT_REASON_BAD_DIVISOR, NULL },
	{ &common, S("300000000000000000000"), GAMUT_REASON_VALID, NULL },
	{ &common, S("100000000000000000000"), GAMUT_REASON_BAD_DIVISOR, NULL },
	{ &multiple, S("300000000000000000000"), GAMUT_REASON_BAD_DIVISOR, NULL },
	{ &prime, S("2"),               GAMUT_REASON_VALID, NULL },
	{ &prime, S("1"),               GAMUT_REASON_NOT_PRIME, NULL },
	{ &prime, S("0"),               GAMUT_REASON_NOT_PRIME, NULL },
	{ &prime, S("-3"),              GAMUT_REASON_NOT_PRIME, NULL },
	{ &prime, S("561"),             GAMUT_REASON_NOT_PRIME, NULL },
	{ &prime, S("170141183460469231731687303715884105727"), GAMUT_REASON_VALID, NULL },
	{ &square, S("0"),              GAMUT_REASON_VALID, NULL },
	{ &square, S("144"),            GAMUT_REASON_VALID, NULL },
	{ &square, S("145"),            GAMUT_REASON_NOT_SQUARE, NULL },
	{ &square, S("-4"),             GAMUT_REASON_NOT_SQUARE, NULL },
	{ &square, S("15241578753238836750495351562536198787501905199875019052100"), GAMUT_REASON_VALID, NULL },
	{ &palindrome, S("12321"),      GAMUT_REASON_VALID, NULL },
	{ &palindrome, S("-121"),       GAMUT_REASON_VALID, NULL },
	{ &palindrome, S("7"),          GAMUT_REASON_VALID, NULL },
	{ &palindrome, S("10"),         GAMUT_REASON_NOT_PALINDROME, NULL },
	{ &three_digits, S("99"),       GAMUT_REASON_BAD_DIGITS, NULL },
	{ &three_digits, S("100"),      GAMUT_REASON_VALID, NULL },
	{ &three_digits, S("1000"),     GAMUT_REASON_BAD_DIGITS, NULL },
	{ &sum, S("91"),                GAMUT_REASON_VALID, NULL },
	{ &sum, S("92"),                GAMUT_REASON_BAD_DIGITS, NULL },
	{ &several, S("101"),           GAMUT_REASON_VALID, NULL },
	{ &several, S("103"),           GAMUT_REASON_NOT_PALINDROME, NULL },
	{ &several, S("111"),           GAMUT_REASON_NOT_PRIME, NULL },
};
/* clang-format on */

START_TEST(verdicts)
{
	gamut_expect_verdict(&gamut_verifier_integer_rules, &rows[_i]);
}
END_TEST

START_TEST(members_are_all_there_is)
{
	const struct gamut_verifier *listed = &gamut_verifier_integer_listed;
	struct gamut_integer_rules rule = { .digits_max = 1 };

	gamut_expect_members(listed, &around, 21, 1);
	gamut_expect_members(listed, &huge, 12, 1);
	gamut_expect_members(listed, &three_digits, 900, 1);
	gamut_expect_members(listed, &several, 15, 1);
	gamut_expect_members(listed, &rule, 10, 1);
	rule = (struct gamut_integer_rules){ .max = "100000",
		                             .is_prime = true };
	gamut_expect_members(listed, &rule, 9592, 1);
	rule = (struct gamut_integer_rules){ .min = "-20", .digits_max = 1 };
	gamut_expect_members(listed, &rule, 19, 1);
	rule = (struct gamut_integer_rules){ .max = "99",
		                             .is_square = true,
		                             .divisors = { two, 1 } };
	gamut_expect_members(listed, &rule, 5, 1);
}
END_TEST

START_TEST(few_are_listed_and_many_are_not)
{
	struct gamut_integer_rules rule = { .max = "199999" };

	ck_assert(gamut_integer_rules_are_listed(&rule));
	rule.max = "200000";
	ck_assert(!gamut_integer_rules_are_listed(&rule));
	rule.digits_max = 5;
	ck_assert(gamut_integer_rules_are_listed(&rule));
	ck_assert(gamut_integer_rules_are_listed(&three_digits));
	ck_assert(!gamut_integer_rules_are_listed(&any));
	ck_assert(!gamut_integer_rules_are_listed(&prime));
	rule = (struct gamut_integer_rules){ .digits_min = 6, .digits_max = 6 };
	ck_assert(!gamut_integer_rules_are_listed(&rule));
	rule.max = "250000";
	ck_assert(gamut_integer_rules_are_listed(&rule));
	/* To look through as few, but as long, took seconds and minutes. */
	rule = (struct gamut_integer_rules){ .min = "10000000000000000000",
		                             .max = "10000000000000000009" };
	ck_assert(gamut_integer_rules_are_listed(&rule));
	rule.min = "1000000000000000000000";
	rule.max = "1000000000000000000009";
	ck_assert(!gamut_integer_rules_are_listed(&rule));
}
END_TEST

START_TEST(rules_that_nothing_meets_are_refused)
{
	struct gamut_integer_rules rule = { .min = "24",
		                            .max = "28",
		                            .is_prime = true };
	struct gamut_err err = { 0 };
	void *state;

	ck_assert_int_eq(
		gamut_verifier_integer_listed.open(&state, &rule, NULL, &err),
		GAMUT_EINVAL);
	ck_assert_str_eq(err.msg, "no integer meets all of these rules");
}
END_TEST

START_TEST(long_integers_are_bounded)
{
	char *text = malloc(GAMUT_INTEGER_DIGITS_MAX + 1);
	struct gamut_verdict_row row = { &even,
		                         { text, GAMUT_INTEGER_DIGITS_MAX },
		                         GAMUT_REASON_VALID,
		                         NULL };

	memset(text, '8', GAMUT_INTEGER_DIGITS_MAX + 1);
	gamut_expect_verdict(&gamut_verifier_integer_rules, &row);
	row.answer.len++;
	row.reason = GAMUT_REASON_TOO_LONG;
	gamut_expect_verdict(&gamut_verifier_integer_rules, &row);
	row.rule = &around;
	row.reason = GAMUT_REASON_OUT_OF_RANGE;
	gamut_expect_verdict(&gamut_verifier_integer_rules, &row);
	text[0] = '-';
	gamut_expect_verdict(&gamut_verifier_integer_rules, &row);
	free(text);
	gamut_expect_contract(&gamut_verifier_integer_rules, &prime);
	gamut_expect_contract(&gamut_verifier_integer_rules, &zeros);
	gamut_expect_contract(&gamut_verifier_integer_rules, &multiple);
	gamut_expect_contract(&gamut_verifier_integer_listed, &several);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("integer_rules");
	TCase *tc = tcase_create("verify");

	tcase_add_loop_test(tc, verdicts, 0, (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_test(tc, members_are_all_there_is);
	tcase_add_test(tc, few_are_listed_and_many_are_not);
	tcase_add_test(tc, rules_that_nothing_meets_are_refused);
	tcase_add_test(tc, long_integers_are_bounded);
	suite_add_tcase(suite, tc);
	return suite;
}
