#include "tests/support/unit.h"

#include "tests/support/verdicts.h"
#include "verifiers/expression.h"

/* Tables are read by column. */
/* clang-format off */
static const uint64_t cards[] = { 4, 7, 8, 8 };
static const uint64_t thirds[] = { 3, 3, 8, 8 };
static const struct gamut_expression_rule game = {
	.value = "24", .numbers = cards, .number_count = 4 };
static const struct gamut_expression_rule hard = {
	.value = "24", .numbers = thirds, .number_count = 4 };
static const struct gamut_expression_rule six = {
	.value = "6", .min_operators = 1, .max_operators = 3 };
static const struct gamut_expression_rule signs = {
	.value = "-6", .allows_signs = true };
static const struct gamut_expression_rule free_six = { .value = "6" };

#define VALID GAMUT_REASON_VALID
#define SYNTAX GAMUT_REASON_BAD_SYNTAX

static const struct gamut_verdict_row rows[] = {
	/* One expression in all its spellings. */
	{ &game, S("(7-8/8)*4"), VALID, "4*(7-8/8)" },
	{ &game, S("4 × (7 − 8 ÷ 8)"), VALID, "4*(7-8/8)" },
	{ &game, S("((4))*(7-(8/8))"), VALID, "4*(7-8/8)" },
	{ &hard, S("8/(3-8/3)"), VALID, "8/(3-8/3)" },
	{ &game, S("(7-8/8)*4 = 24"), SYNTAX, "" },
	{ &game, S("(7-8/8)*4*1"), GAMUT_REASON_WRONG_NUMBERS, "" },
	{ &game, S("6*4"), GAMUT_REASON_WRONG_NUMBERS, "" },
	{ &game, S("4*7-8/2"), GAMUT_REASON_WRONG_NUMBERS, "" },
	{ &game, S("4+7+8+8"), GAMUT_REASON_WRONG_VALUE, "" },
	{ &game, S("4/(8-8)+7"), GAMUT_REASON_WRONG_VALUE, "" },
	{ &game, S("4*7/(8-8)"), GAMUT_REASON_WRONG_VALUE, "" },
	{ &hard, S("8/(3-8/3"), SYNTAX, "" },
	/* Sums and products are flat and sorted. */
	{ &six, S("1+(2+3)"), VALID, "1+2+3" },
	{ &six, S("3+2+1"), VALID, "1+2+3" },
	{ &six, S("10-(3+1)"), VALID, "10-1-3" },
	{ &six, S("10-(5-1)"), VALID, "1+10-5" },
	{ &six, S("2*(3*1)"), VALID, "1*2*3" },
	{ &six, S("12/(4/2)"), VALID, "2*12/4" },
	{ &six, S("12*2/4"), VALID, "2*12/4" },
	{ &six, S("2*(1+2)"), VALID, "2*(1+2)" },
	{ &six, S("2*(2+1)"), VALID, "2*(1+2)" },
	{ &six, S("3*4-12/2"), VALID, "3*4-12/2" },
	{ &six, S("6"), GAMUT_REASON_TOO_SHORT, "" },
	{ &six, S("1+1+1+1+2"), GAMUT_REASON_TOO_LONG, "" },
	{ &six, S("7-1-1"), GAMUT_REASON_WRONG_VALUE, "" },
	{ &six, S("1/3*18"), VALID, "1*18/3" },
	{ &six, S("20000000000000000000000*3/10000000000000000000000"), VALID,
	  "3*20000000000000000000000/10000000000000000000000" },
	{ &six, S("18446744073709551622-18446744073709551616"), VALID,
	  "18446744073709551622-18446744073709551616" },
	{ &free_six, S("6"), VALID, "6" },
	{ &free_six, S("(6)"), VALID, "6" },
	{ &free_six, S("07-1"), SYNTAX, "" },
	{ &free_six, S("2(3)"), SYNTAX, "" },
	{ &free_six, S("2 3"), SYNTAX, "" },
	{ &free_six, S("6.0"), SYNTAX, "" },
	{ &free_six, S("3**2"), SYNTAX, "" },
	{ &free_six, S("3+"), SYNTAX, "" },
	{ &free_six, S("+6"), SYNTAX, "" },
	{ &free_six, S("7+-1"), SYNTAX, "" },
	{ &free_six, S("-(1-7)"), SYNTAX, "" },
	{ &free_six, S("()"), SYNTAX, "" },
	{ &free_six, S("x"), SYNTAX, "" },
	{ &free_six, S(" 6"), SYNTAX, "" },
	{ &free_six, S("6 "), SYNTAX, "" },
	{ &free_six, S("((((((((((((((((((((((((((((((((6))))))))))))))))))))"
	  "))))))))))))"), VALID, "6" },
	{ &free_six, S("(((((((((((((((((((((((((((((((((6)))))))))))))))))))))"
	  "))))))))))))"), SYNTAX, "" },
	{ &free_six, S(""), GAMUT_REASON_EMPTY, "" },
	/* With signs. */
	{ &signs, S("-6"), VALID, "-6" },
	{ &signs, S("2*-3"), VALID, "-2*3" },
	{ &signs, S("-(2*3)"), VALID, "-2*3" },
	{ &signs, S("--2*-3"), VALID, "-2*3" },
	{ &signs, S("-(-1+7)"), VALID, "1-7" },
	{ &signs, S("-1-5"), VALID, "-1-5" },
	{ &signs, S("-12/2"), VALID, "-12/2" },
	{ &signs, S("-(12)/2"), VALID, "-12/2" },
	{ &signs, S("6"), GAMUT_REASON_WRONG_VALUE, "" },
};
/* clang-format on */

START_TEST(verdicts)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rows); i++)
		gamut_expect_verdict(&gamut_verifier_expression, &rows[i]);
}
END_TEST

START_TEST(hostile)
{
	gamut_expect_hostile(&gamut_verifier_expression, &free_six, "(1+2)*2");
}
END_TEST

START_TEST(refuses_a_value_that_is_none)
{
	static const struct gamut_expression_rule bad[] = {
		{ .value = NULL },
		{ .value = "" },
		{ .value = "-" },
		{ .value = "2x" },
		{ .value = "1", .numbers = cards, .number_count = 0 },
		{ .value = "1", .numbers = cards, .number_count = 33 },
	};
	void *state = NULL;

	ck_assert_int_eq(
		gamut_verifier_expression.open(&state, &bad[_i], NULL, NULL),
		GAMUT_EINVAL);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("expression");
	TCase *tc = tcase_create("verify");

	tcase_add_test(tc, verdicts);
	tcase_add_test(tc, hostile);
	tcase_add_loop_test(tc, refuses_a_value_that_is_none, 0, 6);
	suite_add_tcase(suite, tc);
	return suite;
}
