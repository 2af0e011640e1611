#include "tests/support/unit.h"

#include <string.h>

#include "base/arena.h"
#include "tests/support/verdicts.h"
#include "verifiers/palindrome.h"

/* Tables are read by column. */
/* clang-format off */
static const struct gamut_palindrome_rule any = { .min_letters = 3 };
static const struct gamut_palindrome_rule words = {
	.min_letters = 3,
	.words = true,
};

static const struct gamut_verdict_row rows[] = {
	{ &words, S("A man, a plan, a canal: Panama!"), GAMUT_REASON_VALID, "amanaplanacanalpanama" },
	{ &words, S("Madam, I'm Adam."),          GAMUT_REASON_VALID, "madamimadam" },
	{ &words, S("Madam, I\xe2\x80\x99m Adam"), GAMUT_REASON_VALID, "madamimadam" },
	{ &words, S("Was it a car or a cat I saw?"), GAMUT_REASON_VALID, "wasitacaroracatisaw" },
	{ &words, S("Never odd or even"),         GAMUT_REASON_VALID, "neveroddoreven" },
	{ &words, S("Step on no pets"),           GAMUT_REASON_VALID, "steponnopets" },
	{ &words, S("Do geese see God?"),         GAMUT_REASON_VALID, "dogeeseseegod" },
	{ &words, S("No lemon, no melon"),        GAMUT_REASON_VALID, "nolemonnomelon" },
	{ &words, S("tip-pit"),                   GAMUT_REASON_VALID, "tippit" },
	{ &words, S("level"),                     GAMUT_REASON_VALID, "level" },
	{ &words, S("Noon"),                      GAMUT_REASON_VALID, "noon" },
	{ &any,   S("xyzzyx"),                    GAMUT_REASON_VALID, "xyzzyx" },
	{ &any,   S("\xc3\x89t\xc3\xa9"),         GAMUT_REASON_VALID, "ete" },

	{ &words, S("xyzzyx"),                    GAMUT_REASON_NOT_A_WORD, "" },
	{ &words, S("n o o n"),                   GAMUT_REASON_NOT_A_WORD, "" },
	{ &words, S("qwe-ewq"),                   GAMUT_REASON_NOT_A_WORD, "" },
	{ &words, S("A man, a plan, a canal"),    GAMUT_REASON_NOT_PALINDROME, "" },
	{ &words, S("palindrome"),                GAMUT_REASON_NOT_PALINDROME, "" },
	{ &any,   S("ab"),                        GAMUT_REASON_TOO_SHORT, "" },
	{ &any,   S("a...a"),                     GAMUT_REASON_TOO_SHORT, "" },
	{ &any,   S("aaaa"),                      GAMUT_REASON_WRONG_LETTERS, "" },
	{ &words, S("a a a"),                     GAMUT_REASON_WRONG_LETTERS, "" },
	{ &any,   S("12321"),                     GAMUT_REASON_BAD_FORMAT, "" },
	{ &any,   S("noon\n"),                    GAMUT_REASON_BAD_FORMAT, "" },
	{ &any,   S("no\0on"),                    GAMUT_REASON_BAD_FORMAT, "" },
	{ &any,   S("\xd0\xbf\xd0\xbe\xd0\xbf"),  GAMUT_REASON_BAD_FORMAT, "" },
	{ &any,   S("no\xffon"),                  GAMUT_REASON_NOT_UTF8, "" },
	{ &any,   S(""),                          GAMUT_REASON_EMPTY, "" },
	{ &any,   S("..., --"),                   GAMUT_REASON_EMPTY, "" },
};
/* clang-format on */

static struct gamut_arena arena;

static void set_up(void)
{
	gamut_verdicts_begin(&gamut_verifier_palindrome, &words);
}

static void tear_down(void)
{
	gamut_arena_clear(&arena);
	gamut_verdicts_end();
}

static struct gamut_verdict judge(const struct gamut_palindrome_rule *rule,
                                  struct gamut_str answer)
{
	return gamut_judge(&gamut_verifier_palindrome, rule, answer, &arena);
}

START_TEST(verdicts)
{
	gamut_expect_verdict(&gamut_verifier_palindrome, &rows[_i]);
}
END_TEST

START_TEST(what_is_long_is_not_read)
{
	char text[501];

	memset(text, 'a', sizeof(text));
	ck_assert_str_eq(gamut_reason_name(judge(&any,
	                                         (struct gamut_str){
							 .ptr = text,
							 .len = sizeof(text),
						 })
	                                           .reason),
	                 "too-long");
}
END_TEST

START_TEST(lists_are_read_only_for_words)
{
	const char *names[GAMUT_NEEDS_MAX];

	ck_assert_uint_eq(gamut_verifier_palindrome.needs(&any, names), 0);
	ck_assert_uint_eq(gamut_verifier_palindrome.needs(&words, names), 2);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("palindrome");
	TCase *tc = tcase_create("verify");

	tcase_add_unchecked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(tc, verdicts, 0, (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_test(tc, what_is_long_is_not_read);
	tcase_add_test(tc, lists_are_read_only_for_words);
	suite_add_tcase(suite, tc);
	return suite;
}
