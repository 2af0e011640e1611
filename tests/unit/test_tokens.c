#include "tests/support/unit.h"

#include "base/tokens.h"

START_TEST(members_are_read_in_turn)
{
	struct gamut_tokens t = gamut_tokens_begin(GAMUT_STR(
		" { \"a\" : 12 , \"b\":[ \"x\\ty\" , null ] , \"c\":{} } "));
	struct gamut_arena arena = { 0 };
	struct gamut_str key;
	struct gamut_str text;

	gamut_tokens_open(&t, '{');
	ck_assert(gamut_tokens_take_key(&t, &key));
	ck_assert(gamut_str_eq(key, GAMUT_STR("a")));
	ck_assert(!gamut_tokens_take_null(&t));
	ck_assert_int_eq(gamut_tokens_take_int(&t), 12);
	ck_assert(gamut_tokens_take_key(&t, &key));
	gamut_tokens_open(&t, '[');
	ck_assert(gamut_tokens_take_item(&t));
	text = gamut_tokens_take_str(&t, &arena);
	ck_assert(gamut_str_eq(text, GAMUT_STR("x\ty")));
	ck_assert(gamut_tokens_take_item(&t));
	ck_assert(gamut_tokens_take_null(&t));
	ck_assert(!gamut_tokens_take_item(&t));
	ck_assert(gamut_tokens_take_key(&t, &key));
	ck_assert(!gamut_tokens_end(&t));
	gamut_tokens_skip(&t);
	ck_assert(!gamut_tokens_take_key(&t, &key));
	ck_assert(gamut_tokens_end(&t));
	gamut_arena_clear(&arena);
}
END_TEST

/* One asks for everything, and then once whether it went well. */
START_TEST(failures_stay)
{
	struct gamut_tokens t = gamut_tokens_begin(
		GAMUT_STR("{\"a\":x,\"b\":\"text\",\"c\":7}"));
	struct gamut_str key = GAMUT_STR("kept");

	gamut_tokens_open(&t, '{');
	ck_assert(gamut_tokens_take_key(&t, &key));
	ck_assert_int_eq(gamut_tokens_take_int(&t), 0);
	ck_assert(t.has_failed);
	ck_assert(!gamut_tokens_take_key(&t, &key));
	ck_assert(!gamut_tokens_take_item(&t));
	ck_assert(!gamut_tokens_take_null(&t));
	ck_assert(!gamut_tokens_take_word(&t, GAMUT_STR("")));
	ck_assert_uint_eq(gamut_tokens_take_str(&t, NULL).len, 0);
	gamut_tokens_skip(&t);
	gamut_tokens_open(&t, '{');
	ck_assert(!gamut_tokens_end(&t));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("tokens");
	TCase *tc = tcase_create("tokens");

	tcase_add_test(tc, members_are_read_in_turn);
	tcase_add_test(tc, failures_stay);
	suite_add_tcase(suite, tc);
	return suite;
}
