#include "tests/support/unit.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/json.h"
#include "base/map.h"
#include "base/str.h"
#include "base/text.h"

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

/* As memory of structs that were zeroed has it; sanitizers look on. */
START_TEST(a_zeroed_string_is_an_empty_one)
{
	const struct gamut_str none = { 0 };
	struct gamut_str rest = none;
	struct gamut_str line = GAMUT_STR("kept");

	ck_assert(gamut_str_eq(none, GAMUT_STR("")));
	ck_assert(gamut_str_eq(none, none));
	ck_assert_int_eq(gamut_str_cmp(none, none), 0);
	ck_assert_int_lt(gamut_str_cmp(none, GAMUT_STR("a")), 0);
	ck_assert(gamut_str_starts_with(GAMUT_STR("a"), none));
	ck_assert(gamut_str_ends_with(none, none));
	ck_assert_uint_eq(gamut_str_skip(none, 0).len, 0);
	ck_assert_uint_eq(gamut_str_head(none, 0).len, 0);
	ck_assert_uint_eq(gamut_str_find(none, GAMUT_STR("a")), 0);
	ck_assert_uint_eq(gamut_str_trim(none).len, 0);
	ck_assert(!gamut_str_take_line(&rest, &line));
	ck_assert(gamut_str_eq(line, GAMUT_STR("kept")));
}
END_TEST

START_TEST(a_zeroed_string_goes_everywhere)
{
	const struct gamut_str none = { 0 };
	struct gamut_arena arena = { 0 };
	struct gamut_buf buf = { 0 };
	struct gamut_map map = { 0 };
	struct gamut_digest digest;
	char hex[GAMUT_DIGEST_SIZE];

	gamut_buf_add(&buf, none);
	gamut_buf_addf(&buf, "%.*s", GAMUT_STR_ARG(none));
	gamut_text_show(&buf, none, 0);
	ck_assert_str_eq(gamut_buf_cstr(&buf), "");
	ck_assert_str_eq(gamut_arena_copy(&arena, none).ptr, "");
	ck_assert(gamut_text_is_utf8(gamut_text_repair(none, &arena)));
	ck_assert_uint_eq(gamut_map_put(&map, none, 7), 7);
	ck_assert_uint_eq(gamut_map_find(&map, GAMUT_STR("")), 7);
	ck_assert_uint_eq(gamut_map_put(&map, none, 8), 7);
	gamut_digest_init(&digest);
	gamut_digest_field(&digest, none);
	gamut_digest_hex(&digest, hex);
	ck_assert_ptr_null(gamut_json_parse(none, NULL));
	gamut_map_clear(&map);
	gamut_buf_release(&buf);
	gamut_arena_clear(&arena);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("str");
	TCase *tc = tcase_create("str");

	tcase_add_test(tc, find_sees_the_first_and_the_last);
	tcase_add_test(tc, lines_end_in_either_way);
	tcase_add_test(tc, order_is_by_bytes_then_length);
	tcase_add_test(tc, a_zeroed_string_is_an_empty_one);
	tcase_add_test(tc, a_zeroed_string_goes_everywhere);
	suite_add_tcase(suite, tc);
	return suite;
}
