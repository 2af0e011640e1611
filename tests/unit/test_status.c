#include "tests/support/unit.h"

#include <errno.h>
#include <string.h>

#include "base/buf.h"
#include "base/status.h"
#include "base/text.h"

static struct gamut_err err;
static struct gamut_buf text;

static const char *const characters[] = {
	"x",
	"\xc3\xa9",
	"\xe2\x82\xac",
	"\xf0\x9f\x98\x80",
};

/* Longer than any message, so that each is cut, at each offset in turn. */
static void set_up(void)
{
	err = (struct gamut_err){ 0 };
	for (size_t i = 0; i < sizeof(err.msg); i++)
		gamut_buf_add(&text, gamut_str_of(characters[i % 4]));
}

static void tear_down(void)
{
	gamut_buf_release(&text);
}

/* Is the message whole, and did no more than one character have to go? */
static void check_msg(void)
{
	ck_assert(gamut_text_is_utf8(gamut_str_of(err.msg)));
	ck_assert_uint_ge(strlen(err.msg), sizeof(err.msg) - 8);
}

START_TEST(messages_end_with_a_character)
{
	gamut_error_set(&err, GAMUT_EIO, "%.*s%s", _i, "yyyyyyyyyyyyyyyy",
	                gamut_buf_cstr(&text));
	check_msg();
}
END_TEST

START_TEST(messages_with_a_place_end_with_a_character)
{
	gamut_error_set(&err, GAMUT_EIO, "%s", gamut_buf_cstr(&text));
	ck_assert_int_eq(gamut_error_at(&err, "%.*s", _i, "yyyyyyyyyyyyyyyy"),
	                 GAMUT_EIO);
	check_msg();
}
END_TEST

START_TEST(messages_of_the_system_are_whole)
{
	ck_assert_int_eq(gamut_error_errno(&err, ENOENT, "%.*s%s", _i,
	                                   "yyyyyyyyyyyyyyyy",
	                                   gamut_buf_cstr(&text)),
	                 GAMUT_ENOTFOUND);
	ck_assert(gamut_text_is_utf8(gamut_str_of(err.msg)));
	ck_assert_ptr_nonnull(strstr(err.msg, ": No such file"));
}
END_TEST

START_TEST(short_messages_stay_as_they_are)
{
	gamut_error_set(&err, GAMUT_EIO, "caf\xc3\xa9");
	gamut_error_at(&err, "line %d", 3);
	ck_assert_str_eq(err.msg, "line 3: caf\xc3\xa9");
	ck_assert_int_eq(err.status, GAMUT_EIO);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("status");
	TCase *tc = tcase_create("status");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(tc, messages_end_with_a_character, 0, 12);
	tcase_add_loop_test(tc, messages_with_a_place_end_with_a_character, 0,
	                    12);
	tcase_add_loop_test(tc, messages_of_the_system_are_whole, 0, 12);
	tcase_add_test(tc, short_messages_stay_as_they_are);
	suite_add_tcase(suite, tc);
	return suite;
}
