#include "tests/support/unit.h"

#include "base/buf.h"
#include "base/lines.h"
#include "tests/support/temp.h"

#define LONG 200000 /* bytes: more than a chunk of any reader */

static struct gamut_err err;
static struct gamut_buf text;

/* A short line, a long one, and one that has no end. */
static void set_up(void)
{
	gamut_temp_make();
	gamut_buf_add(&text, GAMUT_STR("one\n"));
	for (int i = 0; i < LONG; i++)
		gamut_buf_add_char(&text, 'x');
	gamut_buf_add(&text, GAMUT_STR("\nend"));
	gamut_temp_write("f", gamut_buf_cstr(&text));
}

static void tear_down(void)
{
	gamut_buf_release(&text);
	gamut_temp_remove();
}

static const struct {
	size_t max_bytes;
	bool is_too_long[3];
} limits[] = {
	{ 0, { false, false, false } },       { LONG, { false, false, false } },
	{ LONG - 1, { false, true, false } }, { 3, { false, true, false } },
	{ 2, { true, true, true } },
};

START_TEST(lines_have_their_limit)
{
	const size_t lengths[] = { 3, LONG, 3 };
	uint64_t at = 0;
	struct gamut_lines *lines;
	struct gamut_line line;
	bool has_more;

	ck_assert(!gamut_lines_open(&lines, gamut_temp_path("f"),
	                            limits[_i].max_bytes, &err));
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(lengths); i++) {
		bool is_too_long = limits[_i].is_too_long[i];

		ck_assert(!gamut_lines_next(lines, &line, &has_more, &err));
		ck_assert(has_more);
		ck_assert_uint_eq(line.number, i + 1);
		ck_assert_uint_eq(line.at, at);
		at += lengths[i] + 1;
		ck_assert_int_eq(line.is_too_long, is_too_long);
		ck_assert_int_eq(line.is_ended, i < 2);
		ck_assert_uint_eq(line.text.len, is_too_long ? 0 : lengths[i]);
	}
	ck_assert(!gamut_lines_next(lines, &line, &has_more, &err));
	ck_assert(!has_more);
	gamut_lines_close(lines);
}
END_TEST

START_TEST(no_file_is_an_error)
{
	struct gamut_lines *lines = NULL;

	ck_assert_int_eq(
		gamut_lines_open(&lines, gamut_temp_path("none"), 0, &err),
		GAMUT_ENOTFOUND);
	ck_assert_ptr_null(lines);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("lines");
	TCase *tc = tcase_create("lines");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(tc, lines_have_their_limit, 0,
	                    (int)GAMUT_ARRAY_LEN(limits));
	tcase_add_test(tc, no_file_is_an_error);
	suite_add_tcase(suite, tc);
	return suite;
}
