#include "tests/support/unit.h"

#include "base/buf.h"

START_TEST(what_is_added_is_there)
{
	struct gamut_buf buf = { 0 };

	ck_assert_str_eq(gamut_buf_cstr(&buf), "");
	ck_assert_uint_eq(gamut_buf_view(&buf).len, 0);
	for (int i = 0; i < 1000; i++)
		gamut_buf_addf(&buf, "%03d", i);
	gamut_buf_add_char(&buf, '\0');
	gamut_buf_add(&buf, GAMUT_STR("end"));
	ck_assert_uint_eq(buf.len, 3004);
	ck_assert_str_eq(gamut_buf_cstr(&buf) + 3001, "end");
	ck_assert_int_eq(buf.ptr[2999], '9');
	gamut_buf_release(&buf);
	ck_assert_uint_eq(buf.size, 0);
}
END_TEST

START_TEST(the_limit_is_kept)
{
	struct gamut_buf buf = { .max_bytes = 4 };

	gamut_buf_add(&buf, GAMUT_STR("abcd"));
	ck_assert(!buf.is_over);
	gamut_buf_add(&buf, GAMUT_STR(""));
	ck_assert(!buf.is_over);
	gamut_buf_addf(&buf, "%d", 1);
	ck_assert(buf.is_over);
	ck_assert(gamut_str_eq(gamut_buf_view(&buf), GAMUT_STR("abcd")));
	gamut_buf_clear(&buf);
	gamut_buf_add(&buf, GAMUT_STR("abcde"));
	ck_assert(buf.is_over);
	ck_assert_uint_eq(buf.len, 0);
	gamut_buf_release(&buf);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("buf");
	TCase *tc = tcase_create("buf");

	tcase_add_test(tc, what_is_added_is_there);
	tcase_add_test(tc, the_limit_is_kept);
	suite_add_tcase(suite, tc);
	return suite;
}
