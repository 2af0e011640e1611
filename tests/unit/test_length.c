#include "tests/support/unit.h"

#include "tests/support/verdicts.h"
#include "verifiers/length.h"

/* Tables are read by column. */
/* clang-format off */
static const struct gamut_length_rule five = { .characters = { 5, 5 } };
static const struct gamut_length_rule words = { .words = { 2, 3 } };
static const struct gamut_length_rule haiku = { .lines = { 3, 3 }, .characters = { 10, 0 } };
static const struct gamut_length_rule one_line = { .lines = { 0, 1 } };

static const struct gamut_verdict_row rows[] = {
	{ &five, S("abcde"),                   GAMUT_REASON_VALID, NULL },
	{ &five, S("abcd"),                    GAMUT_REASON_TOO_SHORT, NULL },
	{ &five, S("abcdef"),                  GAMUT_REASON_TOO_LONG, NULL },
	{ &five, S("a\0b\nc"),                 GAMUT_REASON_VALID, NULL },
	{ &five, S(""),                        GAMUT_REASON_EMPTY, NULL },
	{ &five, S("abcd\xff"),                GAMUT_REASON_NOT_UTF8, NULL },
	/* e and a combining acute are one; so is a family of emoji, or a flag */
	{ &five, S("e\xcc\x81" "bcde"),        GAMUT_REASON_VALID, NULL },
	{ &five, S("abcd\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa6"), GAMUT_REASON_VALID, NULL },
	{ &five, S("abc\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa\xf0\x9f\x87\xab\xf0\x9f\x87\xb7"), GAMUT_REASON_VALID, NULL },
	{ &words, S("one two"),                GAMUT_REASON_VALID, NULL },
	{ &words, S("  one\t\ntwo \xc2\xa0three "), GAMUT_REASON_VALID, NULL },
	{ &words, S("one"),                    GAMUT_REASON_TOO_SHORT, NULL },
	{ &words, S("   "),                    GAMUT_REASON_TOO_SHORT, NULL },
	{ &words, S("a b c d"),                GAMUT_REASON_TOO_LONG, NULL },
	{ &words, S("twenty-one days"),        GAMUT_REASON_VALID, NULL },
	{ &haiku, S("one\ntwo\nthree"),        GAMUT_REASON_VALID, NULL },
	{ &haiku, S("one\r\ntwo\r\nthree\r\n"), GAMUT_REASON_VALID, NULL },
	{ &haiku, S("one\n\ntwo three"),       GAMUT_REASON_VALID, NULL },
	{ &haiku, S("one two three"),          GAMUT_REASON_TOO_SHORT, NULL },
	{ &haiku, S("one\ntwo\nthree\n\n"),    GAMUT_REASON_TOO_LONG, NULL },
	{ &haiku, S("a\nb\nc"),                GAMUT_REASON_TOO_SHORT, NULL },
	{ &one_line, S("a\n"),                 GAMUT_REASON_VALID, NULL },
	{ &one_line, S("a\nb"),                GAMUT_REASON_TOO_LONG, NULL },
};
/* clang-format on */

START_TEST(verdicts)
{
	gamut_expect_verdict(&gamut_verifier_length, &rows[_i]);
}
END_TEST

START_TEST(hostile_answers)
{
	gamut_expect_contract(&gamut_verifier_length, &five);
	gamut_expect_contract(&gamut_verifier_length, &words);
	gamut_expect_contract(&gamut_verifier_length, &one_line);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("length");
	TCase *tc = tcase_create("verify");

	tcase_add_loop_test(tc, verdicts, 0, (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_test(tc, hostile_answers);
	suite_add_tcase(suite, tc);
	return suite;
}
