#include "tests/support/unit.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "tests/support/comparison.h"
#include "tests/support/temp.h"
#include "tests/support/tool.h"

static struct gamut_arena arena;
static struct gamut_buf out;

static void set_up(void)
{
	gamut_temp_make();
}

static void tear_down(void)
{
	gamut_arena_clear(&arena);
	gamut_buf_release(&out);
	gamut_temp_remove();
}

/* What strangers may answer, to pages, documents, terminals and sheets. */
#define STRANGER(lit)                                 \
	{                                             \
		.ptr = "" lit, .len = sizeof(lit) - 1 \
	}
static const struct gamut_str strangers[] = {
	STRANGER("<script>alert(1)</script>"),
	STRANGER("]]></failure><x a='\"&amp;&#1;"),
	STRANGER("`a` ``b`` |c| ```"),
	STRANGER("`</details>@everyone"),
	STRANGER("a\n::error::b\r\n::stop-commands::c"),
	STRANGER(
		"a ::error::b ::error::b ::error::b ::error::b ::error::b "
		"::error::b ::error::b ::error::b ##[error]c,d:e%0A::error::f"),
	STRANGER("\x1b[2J\x1b]0;a\x07\x9b\xc2\x9b\x7f\0\b"),
	STRANGER("\xe2\x80\xae\xe2\x81\xa6"
	         "abc\xf3\xa0\x80\x81\xe2\x81\xa9\xe2\x80\xac"),
	STRANGER("\xff\xfe\xed\xa0\x80\xc0\x80\xef\xbf\xbe\xef\xbf\xbf"),
	STRANGER("=cmd|' /C calc'!A0"),
	STRANGER("![i](u) [l](u) **b** _i_ ~~s~~ \\` - # 1. > &lt;p&gt; \\"),
	STRANGER(
		"\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac"
		"\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5"
		"\xe6\x9c\xac\xe8\xaa\x9e\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e"),
};

/* All formats with each of these. */
#define STRANGERS ((int)GAMUT_ARRAY_LEN(strangers))

static const enum gamut_compare_format formats[] = {
#define X(name, text, separator) GAMUT_COMPARE_FORMAT_##name,
	GAMUT_COMPARE_FORMAT_MAP(X)
#undef X
};

static struct gamut_str report_by(struct gamut_str stranger,
                                  enum gamut_compare_format format)
{
	struct gamut_test_comparison spec = gamut_test_worse;

	spec.stranger = stranger;
	return gamut_test_tell(&out, &spec, format, &arena);
}

static void check_harmless(struct gamut_str text)
{
	struct gamut_str rest = text;

	ck_assert(gamut_text_is_utf8(text));
	while (rest.len > 0) {
		int32_t code = gamut_text_take(&rest);

		ck_assert_msg(code == '\n' || !gamut_text_is_unsafe(code),
		              "U+%04x", (unsigned)code);
	}
}

START_TEST(nothing_acts_on_a_terminal)
{
	for (size_t f = 0; f < GAMUT_ARRAY_LEN(formats); f++)
		check_harmless(report_by(strangers[_i], formats[f]));
}
END_TEST

/* A line of a log that begins with "::", or has "##[", commands a runner. */
START_TEST(nothing_commands_a_runner)
{
	for (size_t f = 0; f < GAMUT_ARRAY_LEN(formats); f++) {
		struct gamut_str rest = report_by(strangers[_i], formats[f]);
		struct gamut_str line;

		if (formats[f] == GAMUT_COMPARE_FORMAT_GITHUB)
			continue;
		while (gamut_str_take_line(&rest, &line))
			ck_assert_msg(
				!gamut_str_starts_with(gamut_str_trim(line),
			                               GAMUT_STR("::")),
				"%.*s", GAMUT_STR_ARG(line));
	}
	ck_assert_uint_eq(
		gamut_test_count(
			report_by(strangers[_i], GAMUT_COMPARE_FORMAT_TABLE),
			"##["),
		0);
}
END_TEST

START_TEST(table_keeps_its_width)
{
	static const size_t widths[] = { 75, 80, 133 };
	struct gamut_test_comparison spec = gamut_test_worse;
	struct gamut_compare_document document;

	spec.stranger = strangers[_i];
	document = gamut_test_comparison_make(&spec, &arena);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(widths); i++) {
		const struct gamut_report_options options = {
			.columns = widths[i],
		};
		struct gamut_str rest;
		struct gamut_str line;

		gamut_buf_clear(&out);
		gamut_compare_write(&out, &document, GAMUT_COMPARE_FORMAT_TABLE,
		                    &options);
		rest = gamut_buf_view(&out);
		while (gamut_str_take_line(&rest, &line))
			ck_assert_msg(gamut_text_columns(line) <= widths[i],
			              "%zu: %.*s", widths[i],
			              GAMUT_STR_ARG(line));
	}
}
END_TEST

/* As strings, two parsers read what was answered. */
START_TEST(json_reads_back)
{
	static const char *const words[] = { "jq", ".cells | length", NULL };
	struct gamut_str text = report_by(strangers[_i],
	                                  GAMUT_COMPARE_FORMAT_JSON);
	struct gamut_str want = gamut_text_repair(strangers[_i], &arena);
	cJSON *json = gamut_json_parse(text, NULL);
	const cJSON *flip;
	struct gamut_str answer;

	ck_assert_ptr_nonnull(json);
	flip = cJSON_GetArrayItem(cJSON_GetObjectItem(json, "flips"), 0);
	ck_assert(gamut_json_get_str(flip, "answer", &answer));
	/* cJSON's strings end at a NUL: it reads one as U+FFFD. */
	if (!memchr(want.ptr, '\0', want.len))
		ck_assert(gamut_str_eq(answer, want));
	cJSON_Delete(json);
	ck_assert_str_eq(gamut_test_tool(&arena, text, words), "3\n");
}
END_TEST

START_TEST(junit_is_xml)
{
	static const char expression[] =
		"concat(count(//*[not(self::testsuites or self::testsuite or "
		"self::properties or self::property or self::testcase or "
		"self::failure or self::system-out)]), ' ', count(//failure))";
	static const char *const words[] = { "xmllint",  "--nonet", "--xpath",
		                             expression, "-",       NULL };
	struct gamut_str text = report_by(strangers[_i],
	                                  GAMUT_COMPARE_FORMAT_JUNIT);
	const char *said = gamut_test_tool(&arena, text, words);

	ck_assert_msg(strncmp(said, "0 3", 3) == 0, "%s", said);
}
END_TEST

/* As the runner reads a command; what is left of a line is the message. */
static struct gamut_str decode(struct gamut_str text)
{
	static const struct {
		const char *from;
		char to;
	} map[] = { { "%0D", '\r' },
		    { "%0A", '\n' },
		    { "%3A", ':' },
		    { "%2C", ',' },
		    { "%25", '%' } };
	struct gamut_buf decoded = { 0 };
	struct gamut_str copy;

	while (text.len > 0) {
		size_t i = 0;

		while (i < GAMUT_ARRAY_LEN(map) &&
		       !gamut_str_starts_with(text, gamut_str_of(map[i].from)))
			i++;
		gamut_buf_add_char(&decoded, i < GAMUT_ARRAY_LEN(map) ?
		                                     map[i].to :
		                                     text.ptr[0]);
		text = gamut_str_skip(text, i < GAMUT_ARRAY_LEN(map) ? 3 : 1);
	}
	copy = gamut_arena_copy(&arena, gamut_buf_view(&decoded));
	gamut_buf_release(&decoded);
	return copy;
}

START_TEST(github_lines_are_our_commands)
{
	struct gamut_str rest = report_by(strangers[_i],
	                                  GAMUT_COMPARE_FORMAT_GITHUB);
	struct gamut_buf shown = { 0 };
	struct gamut_str line;
	size_t lines = 0;
	size_t found = 0;

	gamut_text_show(&shown, strangers[_i], 40);
	while (gamut_str_take_line(&rest, &line)) {
		struct gamut_str title = gamut_str_skip(
			line, gamut_str_find(line, GAMUT_STR("=")) + 1);
		size_t end = gamut_str_find(title, GAMUT_STR("::"));
		struct gamut_str message = gamut_str_skip(title, end);

		lines++;
		ck_assert(gamut_str_starts_with(line, GAMUT_STR("::error "
		                                                "title=")) ||
		          gamut_str_starts_with(line, GAMUT_STR("::warning "
		                                                "title=")) ||
		          gamut_str_starts_with(line,
		                                GAMUT_STR("::notice title=")));
		title = gamut_str_head(title, end);
		ck_assert_uint_eq(gamut_test_count(title, ":"), 0);
		ck_assert_uint_eq(gamut_test_count(title, ","), 0);
		found += gamut_test_count(decode(message),
		                          gamut_buf_cstr(&shown));
	}
	ck_assert_uint_eq(lines, 5);
	/* The fifth has to spell its "##[" otherwise, but that is cut off. */
	ck_assert_uint_gt(found, 0);
	gamut_buf_release(&shown);
}
END_TEST

/* The page as GitHub's own parser takes it apart. */
static struct gamut_str parse_markdown(struct gamut_str stranger)
{
	static const char *const words[] = {
		"cmark-gfm",     "-e", "table", "-e", "autolink", "-e",
		"strikethrough", "-t", "xml",   NULL
	};

	return gamut_str_of(gamut_test_tool(
		&arena, report_by(stranger, GAMUT_COMPARE_FORMAT_MARKDOWN),
		words));
}

/* Whoever is named and answers: a page of as many elements of each kind. */
START_TEST(markdown_keeps_its_form)
{
	static const char *const elements[] = {
		"<html_inline", "<html_block", "<table",     "<table_cell",
		"<heading",     "<item",       "<paragraph", "<link",
		"<image",       "<emph",       "<strong",    "<strike",
		"<block_quote", "<thematic",
	};
	struct gamut_str usual = parse_markdown(GAMUT_STR_EMPTY);
	struct gamut_str text = parse_markdown(strangers[_i]);

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(elements); i++)
		ck_assert_msg(gamut_test_count(text, elements[i]) ==
		                      gamut_test_count(usual, elements[i]),
		              "%s: %.*s", elements[i], GAMUT_STR_ARG(text));
	/* What GitHub would call or link is code besides. */
	ck_assert_uint_ge(gamut_test_count(text, "<code"),
	                  gamut_test_count(usual, "<code"));
	ck_assert_uint_eq(gamut_test_count(usual, "<html_block"), 4);
	ck_assert_uint_eq(gamut_test_count(usual, "<table "), 0);
	ck_assert_uint_eq(gamut_test_count(usual, "<table>"), 3);
}
END_TEST

START_TEST(csv_computes_nothing)
{
	struct gamut_str text = report_by(GAMUT_STR("=cmd|' /C calc'!A0,\"b"),
	                                  GAMUT_COMPARE_FORMAT_CSV);

	ck_assert_uint_eq(
		gamut_test_count(text, "\n\"'=cmd|' /C calc'!A0,\"\"b\","
	                               "\"'=cmd|' /C calc'!A0,\"\"b\",yield"),
		3);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("compare_report_hostile");
	TCase *tcase = tcase_create("compare_report_hostile");

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_loop_test(tcase, nothing_acts_on_a_terminal, 0, STRANGERS);
	tcase_add_loop_test(tcase, nothing_commands_a_runner, 0, STRANGERS);
	tcase_add_loop_test(tcase, table_keeps_its_width, 0, STRANGERS);
	tcase_add_loop_test(tcase, json_reads_back, 0, STRANGERS);
	tcase_add_loop_test(tcase, junit_is_xml, 0, STRANGERS);
	tcase_add_loop_test(tcase, github_lines_are_our_commands, 0, STRANGERS);
	tcase_add_loop_test(tcase, markdown_keeps_its_form, 0, STRANGERS);
	tcase_add_test(tcase, csv_computes_nothing);
	suite_add_tcase(suite, tcase);
	return suite;
}
