#include "tests/support/unit.h"

#include "tests/support/verdicts.h"
#include "verifiers/roman.h"

/* Tables are read by column. */
/* clang-format off */
static const struct gamut_roman_rule all = { .min = 1, .max = 3999 };
static const struct gamut_roman_rule tens = { .min = 10, .max = 99,
                                              .allows_lower = true };

static const struct gamut_verdict_row rows[] = {
	{ &all,  S("I"),         GAMUT_REASON_VALID, "I" },
	{ &all,  S("XLIX"),      GAMUT_REASON_VALID, "XLIX" },
	{ &all,  S("MCMXCIV"),   GAMUT_REASON_VALID, "MCMXCIV" },
	{ &all,  S("MMMCMXCIX"), GAMUT_REASON_VALID, "MMMCMXCIX" },
	{ &all,  S("MMMDCCCLXXXVIII"), GAMUT_REASON_VALID, "MMMDCCCLXXXVIII" },
	{ &all,  S("MMMM"),      GAMUT_REASON_BAD_FORMAT, "" },
	{ &all,  S("IIII"),      GAMUT_REASON_BAD_FORMAT, "" },
	{ &all,  S("IC"),        GAMUT_REASON_BAD_FORMAT, "" },
	{ &all,  S("VX"),        GAMUT_REASON_BAD_FORMAT, "" },
	{ &all,  S("VV"),        GAMUT_REASON_BAD_FORMAT, "" },
	{ &all,  S("IXI"),       GAMUT_REASON_BAD_FORMAT, "" },
	{ &all,  S("CMC"),       GAMUT_REASON_BAD_FORMAT, "" },
	{ &all,  S("IIX"),       GAMUT_REASON_BAD_FORMAT, "" },
	{ &all,  S("A"),         GAMUT_REASON_BAD_FORMAT, "" },
	{ &all,  S("X I"),       GAMUT_REASON_BAD_FORMAT, "" },
	{ &all,  S("14"),        GAMUT_REASON_BAD_FORMAT, "" },
	{ &all,  S("\xe2\x85\xa3"), GAMUT_REASON_BAD_FORMAT, "" },
	{ &all,  S("xiv"),       GAMUT_REASON_WRONG_CASE, "" },
	{ &all,  S(""),          GAMUT_REASON_EMPTY, "" },
	{ &tens, S("xiv"),       GAMUT_REASON_VALID, "XIV" },
	{ &tens, S("XIV"),       GAMUT_REASON_VALID, "XIV" },
	{ &tens, S("xIV"),       GAMUT_REASON_BAD_FORMAT, "" },
	{ &tens, S("Xiv"),       GAMUT_REASON_BAD_FORMAT, "" },
	{ &tens, S("IX"),        GAMUT_REASON_OUT_OF_RANGE, "" },
	{ &tens, S("C"),         GAMUT_REASON_OUT_OF_RANGE, "" },
};
/* clang-format on */

START_TEST(verdicts)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rows); i++)
		gamut_expect_verdict(&gamut_verifier_roman, &rows[i]);
}
END_TEST

START_TEST(hostile)
{
	gamut_expect_hostile(&gamut_verifier_roman, &all, "XLIX");
}
END_TEST

START_TEST(members)
{
	gamut_expect_members(&gamut_verifier_roman, &all, 3999, 1);
	gamut_expect_members(&gamut_verifier_roman, &tens, 90, 1);
}
END_TEST

START_TEST(refuses_a_range_without_numerals)
{
	static const struct gamut_roman_rule bad[] = {
		{ .min = 0, .max = 5 },
		{ .min = 6, .max = 5 },
		{ .min = 1, .max = 4000 },
	};
	void *state = NULL;

	ck_assert_int_eq(
		gamut_verifier_roman.open(&state, &bad[_i], NULL, NULL),
		GAMUT_EINVAL);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("roman");
	TCase *tc = tcase_create("verify");

	tcase_add_test(tc, verdicts);
	tcase_add_test(tc, hostile);
	tcase_add_test(tc, members);
	tcase_add_loop_test(tc, refuses_a_range_without_numerals, 0, 3);
	suite_add_tcase(suite, tc);
	return suite;
}
