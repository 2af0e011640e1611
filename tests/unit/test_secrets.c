#include "tests/support/unit.h"

#include "runner/sample/secrets.h"

/* Tables are read by column. */
/* clang-format off */
static const struct {
	const char *secret;
	const char *text;
	const char *expected;
} rows[] = {
	{ "a/b-c", "say a/b-c!",          "say *****!" },
	{ "a/b-c", "a/b-ca/b-c",          "**********" },
	{ "a/b-c", "a/b-d",               "a/b-d" },
	{ "a/b-c", "a/b-",                "a/b-" },
	{ "a/b-c", "",                    "" },
	{ "a/b-c", "a\\/b-c",             "******" },
	{ "a/b-c", "a\\\\\\/b-c",         "********" },
	{ "a/b-c", "\\u0061/b-c",         "**********" },
	{ "a/b-c", "a\\u002Fb\\u002dc",   "***************" },
	{ "a/b-c", "a\\\\u002fb-c!",      "***********!" },
	{ "a/b-c", "a%2fb-c",             "*******" },
	{ "a/b-c", "a&#47;b-c",           "*********" },
	{ "a/b-c", "a&#x2F;b-c",          "**********" },
	{ "a/b-c", "a\\u002gb-c",         "a\\u002gb-c" },
	{ "a/b-c", "a%2",                 "a%2" },
	{ "a/b-c", "a&#x2Fb-c",           "a&#x2Fb-c" },
	{ "a\\b",  "a\\b",                "***" },
	{ "a\\b",  "a\\\\b",              "****" },
	{ "a%2Fb", "a%2Fb a%252Fb",       "***** *******" },
	{ "a\"b",  "a\\\"b",              "****" },
	{ "n\xc3\xa9", "n\xc3\xa9 n\\u00e9 n%c3%a9", "*** ******* *******" },
	{ "e\xe2\x82\xac", "e\\u20ac e&#8364;", "******* ********" },
};
/* clang-format on */

START_TEST(spellings_are_known)
{
	struct gamut_secrets secrets = { 0 };
	struct gamut_arena arena = { 0 };
	struct gamut_str hidden;

	gamut_secrets_add(&secrets, gamut_str_of(rows[_i].secret));
	hidden = gamut_secrets_hide(&secrets, gamut_str_of(rows[_i].text),
	                            &arena);
	ck_assert_msg(gamut_str_eq(hidden, gamut_str_of(rows[_i].expected)),
	              "'%s' in '%s': '%.*s'", rows[_i].secret, rows[_i].text,
	              GAMUT_STR_ARG(hidden));
	gamut_secrets_release(&secrets);
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(words_of_headers_are_kept)
{
	struct gamut_secrets secrets = { 0 };
	struct gamut_arena arena = { 0 };
	struct gamut_str hidden;

	gamut_secrets_add_words(
		&secrets, GAMUT_STR("Basic abcdefgh; id=12345678,last-one "
	                            "short a=b"));
	ck_assert_uint_eq(secrets.count, 4);
	hidden = gamut_secrets_hide(
		&secrets,
		GAMUT_STR("Basic abcdefgh 12345678 id last-one"
	                  " short"),
		&arena);
	ck_assert(gamut_str_eq(
		hidden,
		GAMUT_STR("Basic ******** ******** id ******** short")));
	gamut_secrets_release(&secrets);
	gamut_arena_clear(&arena);
}
END_TEST

/* The shorter one's end would leave the rest of the longer one. */
START_TEST(the_longest_goes)
{
	struct gamut_secrets secrets = { 0 };
	struct gamut_arena arena = { 0 };

	gamut_secrets_add(&secrets, GAMUT_STR("sk-1"));
	gamut_secrets_add(&secrets, GAMUT_STR("sk-1-more"));
	gamut_secrets_add(&secrets, GAMUT_STR_EMPTY);
	ck_assert(gamut_str_eq(gamut_secrets_hide(&secrets,
	                                          GAMUT_STR("sk-1-more sk-1"),
	                                          &arena),
	                       GAMUT_STR("********* ****")));
	ck_assert(
		gamut_str_eq(gamut_secrets_hide(NULL, GAMUT_STR("sk"), &arena),
	                     GAMUT_STR("sk")));
	gamut_secrets_release(&secrets);
	gamut_arena_clear(&arena);
}
END_TEST

/* What may be part of an answer by chance stays in it. */
START_TEST(stored_text_loses_distinct_ones_only)
{
	/* clang-format off */
	static const struct {
		const char *text;
		const char *expected; /* NULL: the same, not a copy */
	} stored[] = {
		{ "",                               NULL },
		{ "EMPTY or Benchmarking",          NULL },
		{ "50% \\frac & sk-0123456, sk",    NULL },
		{ "is sk-01234567 it",              "is *********** it" },
		{ "EMPTY sk\\u002d01234567",        "EMPTY ****************" },
		{ "sk-01234567, 0123456789abcdef!", "***********, ****************!" },
	};
	/* clang-format on */
	struct gamut_secrets secrets = { 0 };
	struct gamut_arena arena = { 0 };
	struct gamut_str text = gamut_str_of(stored[_i].text);
	struct gamut_str hidden;

	hidden = gamut_secrets_hide_distinct(&secrets, text, &arena);
	ck_assert_ptr_eq(hidden.ptr, text.ptr);
	gamut_secrets_add(&secrets, GAMUT_STR("EMPTY"));
	gamut_secrets_add(&secrets, GAMUT_STR("sk-01234567"));
	gamut_secrets_add_words(&secrets,
	                        GAMUT_STR("Benchmarking 0123456789abcdef"));
	hidden = gamut_secrets_hide_distinct(&secrets, text, &arena);
	if (stored[_i].expected)
		ck_assert_msg(
			gamut_str_eq(hidden, gamut_str_of(stored[_i].expected)),
			"'%.*s'", GAMUT_STR_ARG(hidden));
	else
		ck_assert_ptr_eq(hidden.ptr, text.ptr);
	gamut_secrets_release(&secrets);
	gamut_arena_clear(&arena);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("secrets");
	TCase *tc = tcase_create("secrets");

	tcase_add_loop_test(tc, spellings_are_known, 0,
	                    (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_test(tc, words_of_headers_are_kept);
	tcase_add_test(tc, the_longest_goes);
	tcase_add_loop_test(tc, stored_text_loses_distinct_ones_only, 0, 6);
	suite_add_tcase(suite, tc);
	return suite;
}
