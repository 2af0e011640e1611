#include "tests/support/unit.h"

#include <string.h>

#include "tests/support/verdicts.h"
#include "verifiers/number.h"

/* Tables are read by column. */
/* clang-format off */
static const struct gamut_number_rule plain = { 0 };
static const struct gamut_number_rule all = { .allows_sign = true, .allows_exponent = true };
static const struct gamut_number_rule price = { .min = "0.01", .max = "99.99", .decimals = 2, .has_decimals = true };
static const struct gamut_number_rule unit = { .min = "-1", .max = "1" };
static const struct gamut_number_rule whole = { .has_decimals = true, .allows_exponent = true };
static const struct gamut_number_rule exact = { .min = "0.1000000000000000000000000000000000001", .max = "0.2" };
static const struct gamut_number_rule below = { .min = "-20", .max = "-3.5" };

static const struct gamut_verdict_row rows[] = {
	{ &plain, S("0"),           GAMUT_REASON_VALID, "0" },
	{ &plain, S("007.50"),      GAMUT_REASON_VALID, "7.5" },
	{ &plain, S("0.0"),         GAMUT_REASON_VALID, "0" },
	{ &plain, S("100"),         GAMUT_REASON_VALID, "100" },
	{ &plain, S("1.5"),         GAMUT_REASON_VALID, "1.5" },
	{ &plain, S(""),            GAMUT_REASON_EMPTY, NULL },
	{ &plain, S("+1"),          GAMUT_REASON_NOT_NUMBER, NULL },
	{ &plain, S("-1"),          GAMUT_REASON_NOT_NUMBER, NULL },
	{ &plain, S("1e3"),         GAMUT_REASON_NOT_NUMBER, NULL },
	{ &plain, S("1."),          GAMUT_REASON_NOT_NUMBER, NULL },
	{ &plain, S(".5"),          GAMUT_REASON_NOT_NUMBER, NULL },
	{ &plain, S("1,000"),       GAMUT_REASON_NOT_NUMBER, NULL },
	{ &plain, S("1.2.3"),       GAMUT_REASON_NOT_NUMBER, NULL },
	{ &plain, S(" 1"),          GAMUT_REASON_NOT_NUMBER, NULL },
	{ &plain, S("1\0"),         GAMUT_REASON_NOT_NUMBER, NULL },
	{ &plain, S("0x10"),        GAMUT_REASON_NOT_NUMBER, NULL },
	{ &plain, S("nan"),         GAMUT_REASON_NOT_NUMBER, NULL },
	{ &plain, S("\xd9\xa5"),    GAMUT_REASON_NOT_NUMBER, NULL },
	{ &all, S("+1.50"),         GAMUT_REASON_VALID, "1.5" },
	{ &all, S("-0"),            GAMUT_REASON_VALID, "0" },
	{ &all, S("-0.00e9"),       GAMUT_REASON_VALID, "0" },
	{ &all, S("-1.25"),         GAMUT_REASON_VALID, "-1.25" },
	{ &all, S("1.5e3"),         GAMUT_REASON_VALID, "1500" },
	{ &all, S("15E-1"),         GAMUT_REASON_VALID, "1.5" },
	{ &all, S("1e-3"),          GAMUT_REASON_VALID, "0.001" },
	{ &all, S("123.45e+1"),     GAMUT_REASON_VALID, "1234.5" },
	{ &all, S("0e999999999999999999999"), GAMUT_REASON_VALID, "0" },
	{ &all, S("1e999999999"),   GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &all, S("1e-99999999999999999999"), GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &all, S("1e1001"),        GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &all, S("1e"),            GAMUT_REASON_NOT_NUMBER, NULL },
	{ &all, S("1e+"),           GAMUT_REASON_NOT_NUMBER, NULL },
	{ &all, S("e5"),            GAMUT_REASON_NOT_NUMBER, NULL },
	{ &all, S("+-1"),           GAMUT_REASON_NOT_NUMBER, NULL },
	{ &all, S("-"),             GAMUT_REASON_NOT_NUMBER, NULL },
	{ &price, S("0.01"),        GAMUT_REASON_VALID, NULL },
	{ &price, S("99.99"),       GAMUT_REASON_VALID, NULL },
	{ &price, S("9.90"),        GAMUT_REASON_VALID, "9.9" },
	{ &price, S("9.900"),       GAMUT_REASON_BAD_DIGITS, NULL },
	{ &price, S("0"),           GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &price, S("100"),         GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &unit, S("-1"),           GAMUT_REASON_VALID, NULL },
	{ &unit, S("-0.5"),         GAMUT_REASON_VALID, NULL },
	{ &unit, S("+0.5"),         GAMUT_REASON_NOT_NUMBER, NULL },
	{ &unit, S("-1.0001"),      GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &unit, S("1.0"),          GAMUT_REASON_VALID, "1" },
	{ &unit, S("1.00000000000000000000000000001"), GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &whole, S("1.5e3"),       GAMUT_REASON_VALID, "1500" },
	{ &whole, S("15e-1"),       GAMUT_REASON_BAD_DIGITS, NULL },
	{ &whole, S("1.0"),         GAMUT_REASON_BAD_DIGITS, NULL },
	{ &exact, S("0.1"),         GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &exact, S("0.1000000000000000000000000000000000001"), GAMUT_REASON_VALID, NULL },
	{ &exact, S("0.2000000000000000000000000000000000000"), GAMUT_REASON_VALID, "0.2" },
	{ &below, S("-3.5"),        GAMUT_REASON_VALID, NULL },
	{ &below, S("-3.49"),       GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &below, S("-20.1"),       GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &below, S("3.5"),         GAMUT_REASON_OUT_OF_RANGE, NULL },
};
/* clang-format on */

START_TEST(verdicts)
{
	gamut_expect_verdict(&gamut_verifier_number, &rows[_i]);
}
END_TEST

START_TEST(values_sort)
{
	static const char *const sorted[] = { "-20", "-3.5", "-3.49", "-0.1",
		                              "0",   "0.05", "0.1",   "0.11",
		                              "1",   "9.9",  "10" };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(sorted); i++)
		for (size_t j = 0; j < GAMUT_ARRAY_LEN(sorted); j++) {
			int order =
				gamut_number_compare(gamut_str_of(sorted[i]),
			                             gamut_str_of(sorted[j]));

			ck_assert((order > 0) == (i > j));
			ck_assert((order < 0) == (i < j));
		}
}
END_TEST

START_TEST(long_numbers_are_bounded)
{
	char text[GAMUT_NUMBER_BYTES_MAX + 1];
	struct gamut_verdict_row row = {
		&all, { text, GAMUT_NUMBER_BYTES_MAX }, GAMUT_REASON_VALID, NULL
	};

	memset(text, '9', sizeof(text));
	gamut_expect_verdict(&gamut_verifier_number, &row);
	row.answer.len++;
	row.reason = GAMUT_REASON_TOO_LONG;
	gamut_expect_verdict(&gamut_verifier_number, &row);
	gamut_expect_contract(&gamut_verifier_number, &all);
	gamut_expect_contract(&gamut_verifier_number, &price);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("number");
	TCase *tc = tcase_create("verify");

	tcase_add_loop_test(tc, verdicts, 0, (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_test(tc, values_sort);
	tcase_add_test(tc, long_numbers_are_bounded);
	suite_add_tcase(suite, tc);
	return suite;
}
