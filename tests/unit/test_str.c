#include "tests/support/unit.h"

#include "base/str.h"

START_TEST(find_sees_the_first_and_the_last)
{
	ck_assert_uint_eq(gamut_str_find(GAMUT_STR("abcabc"), GAMUT_STR("bc")),
	                  1);
	ck_assert_uint_eq(gamut_str_find(GAMUT_STR("aab"), GAMUT_STR("ab")), 1);
	ck_assert_uint_eq(gamut_str_find(GAMUT_STR("abc"), GAMUT_STR("c")), 2);
	ck_assert_uint_eq(gamut_str_find(GAMUT_STR("abc"), GAMUT_STR("cd")), 3);
	ck_assert_uint_eq(gamut_str_find(GAMUT_STR(""), GAMUT_STR("x")), 0);
	ck_assert_uint_eq(gamut_str_find(GAMUT_STR("abc"), GAMUT_STR("")), 0);
}
END_TEST

START_TEST(lines_end_in_either_way)
{
	struct gamut_str rest = GAMUT_STR("one\r\ntwo\n\nfour");
	struct gamut_str line;
	const char *const want[] = { "one", "two", "", "four" };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(want); i++) {
		ck_assert(gamut_str_take_line(&rest, &line));
		ck_assert(gamut_str_eq(line, gamut_str_of(want[i])));
	}
	ck_assert(!gamut_str_take_line(&rest, &line));
}
END_TEST

START_TEST(order_is_by_bytes_then_length)
{
	ck_assert_int_lt(gamut_str_cmp(GAMUT_STR("ab"), GAMUT_STR("abc")), 0);
	ck_assert_int_gt(gamut_str_cmp(GAMUT_STR("b"), GAMUT_STR("abc")), 0);
	ck_assert_int_eq(gamut_str_cmp(GAMUT_STR("a\0b"), GAMUT_STR("a\0b")),
	                 0);
	ck_assert_int_gt(gamut_str_cmp(GAMUT_STR("\xc3"), GAMUT_STR("z")), 0);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("str");
	TCase *tc = tcase_create("str");

	tcase_add_test(tc, find_sees_the_first_and_the_last);
	tcase_add_test(tc, lines_end_in_either_way);
	tcase_add_test(tc, order_is_by_bytes_then_length);
	suite_add_tcase(suite, tc);
	return suite;
}
