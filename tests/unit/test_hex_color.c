#include "tests/support/unit.h"

#include "tests/support/verdicts.h"
#include "verifiers/hex_color.h"

/* Tables are read by column. */
/* clang-format off */
static const struct gamut_hex_color_rule plain = { .allows_alpha = false };
static const struct gamut_hex_color_rule alpha = { .allows_alpha = true };

static const struct gamut_verdict_row rows[] = {
	{ &plain, S("#000000"),   GAMUT_REASON_VALID, "#000000" },
	{ &plain, S("#FFa07A"),   GAMUT_REASON_VALID, "#ffa07a" },
	{ &plain, S("#fA0"),      GAMUT_REASON_VALID, "#ffaa00" },
	{ &plain, S("#ffaa0080"), GAMUT_REASON_BAD_FORMAT, "" },
	{ &plain, S("#fa08"),     GAMUT_REASON_BAD_FORMAT, "" },
	{ &plain, S("ffaa00"),    GAMUT_REASON_BAD_FORMAT, "" },
	{ &plain, S("0xffaa00"),  GAMUT_REASON_BAD_FORMAT, "" },
	{ &plain, S("#ffaa0"),    GAMUT_REASON_BAD_FORMAT, "" },
	{ &plain, S("#ggg"),      GAMUT_REASON_BAD_FORMAT, "" },
	{ &plain, S("##ff"),      GAMUT_REASON_BAD_FORMAT, "" },
	{ &plain, S("#"),         GAMUT_REASON_BAD_FORMAT, "" },
	{ &plain, S(""),          GAMUT_REASON_EMPTY, "" },
	{ &alpha, S("#ffaa0080"), GAMUT_REASON_VALID, "#ffaa0080" },
	{ &alpha, S("#FA08"),     GAMUT_REASON_VALID, "#ffaa0088" },
	{ &alpha, S("#fa0F"),     GAMUT_REASON_VALID, "#ffaa00" },
	{ &alpha, S("#ffaa00ff"), GAMUT_REASON_VALID, "#ffaa00" },
	{ &alpha, S("#0000ff"),   GAMUT_REASON_VALID, "#0000ff" },
	{ &alpha, S("#ffaa00f"),  GAMUT_REASON_BAD_FORMAT, "" },
};
/* clang-format on */

START_TEST(verdicts)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rows); i++)
		gamut_expect_verdict(&gamut_verifier_hex_color, &rows[i]);
}
END_TEST

START_TEST(hostile)
{
	gamut_expect_hostile(&gamut_verifier_hex_color, &alpha, "#ffa07a");
}
END_TEST

START_TEST(members)
{
	gamut_expect_members(&gamut_verifier_hex_color, &plain, 16777216, 9973);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("hex_color");
	TCase *tc = tcase_create("verify");

	tcase_add_test(tc, verdicts);
	tcase_add_test(tc, hostile);
	tcase_add_test(tc, members);
	suite_add_tcase(suite, tc);
	return suite;
}
