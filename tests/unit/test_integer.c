#include "tests/support/unit.h"

#include "verifiers/integer.h"

/* Tables are read by column. */
/* clang-format off */
#define S(lit) { .ptr = (lit), .len = sizeof(lit) - 1 }

static const struct gamut_integer_rule one_to_hundred = { .min = 1, .max = 100 };
static const struct gamut_integer_rule seeds = {
	.max = UINT32_MAX,
	.allows_leading_zeros = true,
};
static const struct gamut_integer_rule widest = { .max = UINT64_MAX };

static const struct row {
	const struct gamut_integer_rule *rule;
	struct gamut_str answer;
	enum gamut_reason reason;
	const char *canonical;
} rows[] = {
	{ &one_to_hundred, S("1"),           GAMUT_REASON_VALID, "1" },
	{ &one_to_hundred, S("100"),         GAMUT_REASON_VALID, "100" },
	{ &one_to_hundred, S("0"),           GAMUT_REASON_OUT_OF_RANGE, "" },
	{ &one_to_hundred, S("101"),         GAMUT_REASON_OUT_OF_RANGE, "" },
	{ &one_to_hundred, S("01"),          GAMUT_REASON_LEADING_ZERO, "" },
	{ &one_to_hundred, S("00"),          GAMUT_REASON_LEADING_ZERO, "" },
	{ &one_to_hundred, S(""),            GAMUT_REASON_EMPTY, "" },
	{ &one_to_hundred, S("5\0"),         GAMUT_REASON_NOT_INTEGER, "" },
	{ &one_to_hundred, S("5\n"),         GAMUT_REASON_NOT_INTEGER, "" },
	{ &one_to_hundred, S("1e1"),         GAMUT_REASON_NOT_INTEGER, "" },
	{ &one_to_hundred, S("\xd9\xa5"),    GAMUT_REASON_NOT_INTEGER, "" },
	{ &seeds,          S("0"),           GAMUT_REASON_VALID, "0" },
	{ &seeds,          S("000"),         GAMUT_REASON_VALID, "0" },
	{ &seeds,          S("0042"),        GAMUT_REASON_VALID, "42" },
	{ &seeds,          S("4294967295"),  GAMUT_REASON_VALID, "4294967295" },
	{ &seeds,          S("4294967296"),  GAMUT_REASON_OUT_OF_RANGE, "" },
	{ &widest, S("18446744073709551615"), GAMUT_REASON_VALID,
	  "18446744073709551615" },
	{ &widest, S("18446744073709551616"), GAMUT_REASON_OUT_OF_RANGE, "" },
	{ &widest, S("28446744073709551615"), GAMUT_REASON_OUT_OF_RANGE, "" },
	{ &widest, S("99999999999999999999"), GAMUT_REASON_OUT_OF_RANGE, "" },
	{ &widest, S("100000000000000000000"), GAMUT_REASON_OUT_OF_RANGE, "" },
};
/* clang-format on */

START_TEST(verdicts)
{
	const struct row *row = &rows[_i];
	struct gamut_arena arena = { 0 };
	struct gamut_verdict got;
	void *state;

	ck_assert_int_eq(
		gamut_verifier_integer.open(&state, row->rule, NULL, NULL),
		GAMUT_OK);
	got = gamut_verifier_integer.verify(state, row->answer, &arena);
	ck_assert_str_eq(gamut_reason_name(got.reason),
	                 gamut_reason_name(row->reason));
	ck_assert(gamut_str_eq(got.canonical, gamut_str_of(row->canonical)));
	gamut_verifier_integer.close(state);
	gamut_arena_clear(&arena);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("integer");
	TCase *tc = tcase_create("verify");

	tcase_add_loop_test(tc, verdicts, 0, (int)GAMUT_ARRAY_LEN(rows));
	suite_add_tcase(suite, tc);
	return suite;
}
