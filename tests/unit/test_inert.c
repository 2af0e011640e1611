/* Text of strangers in terminals, logs and pages. */
#include "tests/support/unit.h"

#include <string.h>

#include "base/text.h"
#include "runner/report/inert.h"
#include "runner/report/wrap.h"
#include "tests/support/temp.h"
#include "tests/support/tool.h"

static struct gamut_arena arena;
static struct gamut_buf out;

static void tear_down(void)
{
	gamut_arena_clear(&arena);
	gamut_buf_release(&out);
	gamut_temp_remove();
}

static const char *shown(const char *raw, size_t columns)
{
	gamut_buf_clear(&out);
	gamut_inert_show(&out, gamut_str_of(raw), columns);
	return gamut_buf_cstr(&out);
}

START_TEST(runners_of_jobs_find_no_command)
{
	ck_assert_str_eq(shown("::error::a", 0), "\\x3a:error::a");
	/* Blanks of other scripts, and what has no width. */
	ck_assert_str_eq(shown("\xc2\xa0::a", 0), "\xc2\xa0\\x3a:a");
	ck_assert_str_eq(shown("\xe3\x80\x80::a", 0), "\xe3\x80\x80\\x3a:a");
	ck_assert_str_eq(shown("a ::b", 0), "a ::b");
	ck_assert_str_eq(shown("  ::error::a", 0), "  \\x3a:error::a");
	ck_assert_str_eq(shown("\n::error::a", 0), "\\n\\x3a:error::a");
	ck_assert_str_eq(shown("a ::b", 0), "a ::b");
	ck_assert_str_eq(shown("a##[group]##[b", 0), "a#\\x23[group]#\\x23[b");
	ck_assert_uint_le(gamut_text_columns(gamut_str_of(
				  shown("##[##[##[##[##[##[", 12))),
	                  12);
}
END_TEST

/* Those lines are the only ones; no paragraph makes another. */
START_TEST(paragraphs_fit_and_command_nothing)
{
	static const char text[] =
		"words ::error::that begin ::a line ##[or] "
		"averyveryveryveryverylongwordthatfitsnowhere::error::b "
		"\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac"
		"\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e e\xcc\x81"
		"e\xcc\x81 \xff end";

	for (size_t columns = 12; columns < 60; columns++) {
		struct gamut_str rest;
		struct gamut_str line;

		gamut_buf_clear(&out);
		gamut_wrap(&out, "- ", gamut_str_of(text), columns);
		rest = gamut_buf_view(&out);
		while (gamut_str_take_line(&rest, &line)) {
			ck_assert_uint_le(gamut_text_columns(line), columns);
			ck_assert(!gamut_str_starts_with(gamut_str_trim(line),
			                                 GAMUT_STR("::")));
		}
		ck_assert_uint_eq(
			gamut_str_find(gamut_buf_view(&out), GAMUT_STR("##[")),
			out.len);
	}
}
END_TEST

/* GitHub's own parser, with all that it has. */
static const char *parse(struct gamut_str page)
{
	static const char *const words[] = {
		"cmark-gfm",     "-e", "table",     "-e", "autolink", "-e",
		"strikethrough", "-e", "tagfilter", "-t", "xml",      NULL
	};

	return gamut_test_tool(&arena, page, words);
}

static const char *const called[] = {
	"https://example.com/a",
	"see www.example.com/a,",
	"http://a|b.com",
	"a@b.example",
	"@everyone",
	"cc @org/team",
	"fixes #12",
	"o/r#1",
	"GH-12",
	":+1:",
	"$a$",
	"0123abc",
	"e83c5163316f89bfbde7d9ab23ca2e25604af290",
	"`@a` ``#1``",
	"<https://a.example>",
	"[x](https://a.example) ![x](https://a.example)",
	"[^1] [x]: https://a.example",
	"- a",
	"1. a",
	"# a",
	"> a",
	"+ a",
	"---",
	"===",
	"    a",
	"```",
	"~~~",
	"<!-- a -->",
	"<b>",
	"&lt;",
	"a\\",
	"a\\|b",
};

static const char *const elements[] = {
	"<link",          "<image",    "<html_inline", "<html_block",
	"<list",          "<heading",  "<emph",        "<strong",
	"<strikethrough", "<thematic", "<code_block",  "<block_quote",
	"<table",
};

/* All that is called or markup stays the text of one paragraph. */
START_TEST(lines_stay_text)
{
	const char *text;

	gamut_inert_line(&out, gamut_str_of(called[_i]), 0);
	gamut_buf_add_char(&out, '\n');
	text = parse(gamut_buf_view(&out));
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(elements); i++)
		ck_assert_msg(!strstr(text, elements[i]), "%s: %s",
		              gamut_buf_cstr(&out), text);
	/* Of what is not code, nothing is called. */
	for (const char *at = text; (at = strstr(at, "<text")); at++) {
		const char *end = strchr(at, '\n');

		ck_assert(!memchr(at, '@', (size_t)(end - at)));
		ck_assert(!strstr(at, "://") || strstr(at, "://") > end);
	}
}
END_TEST

START_TEST(cells_stay_cells)
{
	const char *text;
	size_t cells = 0;

	gamut_buf_add(&out, GAMUT_STR("| a | b |\n|---|---|\n| "));
	gamut_inert_cell(&out, gamut_str_of(called[_i]), 0);
	gamut_buf_add(&out, GAMUT_STR(" | x |\n"));
	text = parse(gamut_buf_view(&out));
	for (const char *at = text; (at = strstr(at, "<table_cell")); at++)
		cells++;
	ck_assert_uint_eq(cells, 4);
	ck_assert_ptr_nonnull(strstr(text, "<text xml:space=\"preserve\">x"));
	for (size_t i = 0; i + 1 < GAMUT_ARRAY_LEN(elements); i++)
		ck_assert_msg(!strstr(text, elements[i]), "%s: %s",
		              gamut_buf_cstr(&out), text);
}
END_TEST

START_TEST(names_stay_readable)
{
	gamut_inert_cell(&out, GAMUT_STR("sim:base (rng_1_10), 74.8 +0.3"), 0);
	ck_assert_str_eq(gamut_buf_cstr(&out),
	                 "sim:base \\(rng_1_10\\), 74.8 +0.3");
}
END_TEST

START_TEST(ascii_is_as_wide)
{
	static const char text[] =
		"74.8 \xc2\xb1 1.8 \xe2\x96\x81\xe2\x96\x82\xe2\x96\x83\xe2"
		"\x96\x84\xe2\x96\x85\xe2\x96\x86\xe2\x96\x87\xe2\x96\x88 "
		"\xe2\x80\xa6 \xe6\x97\xa5 e\xcc\x81\n";

	gamut_buf_add(&out, GAMUT_STR("\xc2\xb1"));
	gamut_buf_add(&out, gamut_str_of(text));
	gamut_inert_ascii(&out, 2);
	ck_assert_str_eq(gamut_buf_cstr(&out), "\xc2\xb1"
	                                       "74.8 +-1.8 .:-=+*%# ~ ?? e\n");
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("inert");
	TCase *tc = tcase_create("inert");

	tcase_add_checked_fixture(tc, gamut_temp_make, tear_down);
	tcase_add_test(tc, runners_of_jobs_find_no_command);
	tcase_add_test(tc, paragraphs_fit_and_command_nothing);
	tcase_add_loop_test(tc, lines_stay_text, 0,
	                    (int)GAMUT_ARRAY_LEN(called));
	tcase_add_loop_test(tc, cells_stay_cells, 0,
	                    (int)GAMUT_ARRAY_LEN(called));
	tcase_add_test(tc, names_stay_readable);
	tcase_add_test(tc, ascii_is_as_wide);
	suite_add_tcase(suite, tc);
	return suite;
}
