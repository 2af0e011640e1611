/* A diff as text, of strangers' answers. */
#include "tests/support/unit.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "runner/report/compare/diff.h"
#include "tests/support/sides.h"
#include "tests/support/temp.h"
#include "tests/support/tool.h"

static struct gamut_made_side base;
static struct gamut_made_side candidate;
static struct gamut_arena arena;
static struct gamut_buf out;

static void tear_down(void)
{
	gamut_made_side_clear(&base);
	gamut_made_side_clear(&candidate);
	gamut_arena_clear(&arena);
	gamut_buf_release(&out);
	gamut_temp_remove();
}

/* Of two columns each. */
#define WIDE "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e"

static const char *const strangers[] = {
	"plain",
	"<script>alert(1)</script></details>",
	"@everyone #1 https://a.example www.a.example a@b.example",
	"::error::a ##[error]b",
	"\x1b[2J\xc2\x9b\xe2\x80\xae\r\n=cmd|' /C calc'!A0",
	"`a` |b| ``` **c** \\",
	"\xff\xfe\xed\xa0\x80",
	(WIDE WIDE WIDE WIDE),
	"e\xcc\x81\xcc\x81\xcc\x81\xcc\x81 n\xcc\x83",
	"",
};

#define STRANGERS ((int)GAMUT_ARRAY_LEN(strangers))

/* `cells` cells of answers that all read `name`, as does all else. */
static struct gamut_str told(const char *name, size_t cells, bool is_all,
                             enum gamut_format format, size_t columns)
{
	uint64_t before[200] = { 30, 0, 20, 12, 3 };
	uint64_t after[200] = { 0, 45, 20, 3, 12 };
	const struct gamut_report_options options = { .columns = columns };
	struct gamut_difference difference = { .text = gamut_str_of(name) };
	struct gamut_differences differences = { &difference, 1, 1 };
	struct gamut_compare_party party = {
		.label = gamut_str_of(name),
		.model = gamut_str_of(name),
	};
	size_t count;
	struct gamut_cell_pair *pairs;
	struct gamut_diff diff;

	for (size_t i = 5; i < 200; i++)
		(i % 2 ? before : after)[i] = 1;
	for (size_t i = 0; i < cells; i++) {
		gamut_made_side_add_next(&base, before, 200, 1);
		gamut_made_side_add_next(&candidate, after, 200, 9);
	}
	pairs = gamut_cells_align(&base.summary, &candidate.summary, &count,
	                          &arena);
	for (size_t i = 0; i < count; i++)
		base.summaries[i].key.setting = gamut_str_of(name);
	if (cells == 1)
		base.summaries[0].key.task = gamut_str_of(name);
	diff = gamut_diff_of(pairs, count, 0.05, &arena);
	for (size_t i = 0; i < diff.cell_count; i++)
		for (size_t k = 0; k < diff.cells[i].answer_count; k++)
			diff.cells[i].answers[k].shown = gamut_str_of(name);
	gamut_buf_clear(&out);
	gamut_diff_write(&out,
	                 &(struct gamut_diff_document){
				 .diff = &diff,
				 .base = party,
				 .candidate = party,
				 .differences = &differences,
				 .top = 10,
				 .is_all = is_all,
			 },
	                 format, &options);
	return gamut_buf_view(&out);
}

static void check_line(struct gamut_str line)
{
	struct gamut_str rest = line;

	while (rest.len > 0)
		ck_assert(!gamut_text_is_unsafe(gamut_text_take(&rest)));
	ck_assert(
		!gamut_str_starts_with(gamut_str_trim(line), GAMUT_STR("::")));
	ck_assert_uint_eq(gamut_str_find(line, GAMUT_STR("##[")), line.len);
}

START_TEST(tables_fit_and_act_on_nothing)
{
	static const size_t widths[] = { 60, 80, 120 };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(widths); i++) {
		struct gamut_str rest = told(strangers[_i], 1, i % 2,
		                             GAMUT_FORMAT_TABLE, widths[i]);
		struct gamut_str line;

		ck_assert(gamut_text_is_utf8(rest));
		while (gamut_str_take_line(&rest, &line)) {
			check_line(line);
			ck_assert_msg(gamut_text_columns(line) <= widths[i],
			              "%.*s", GAMUT_STR_ARG(line));
		}
		gamut_made_side_reset(&base);
		gamut_made_side_reset(&candidate);
	}
}
END_TEST

/* Where the arrows stand: below each other, whatever is before them. */
START_TEST(rows_are_aligned)
{
	static const char arrow[] = " \xe2\x86\x92 ";
	struct gamut_str rest = told(strangers[_i], 1, false,
	                             GAMUT_FORMAT_TABLE, 80);
	struct gamut_str line;
	size_t place = 0;
	size_t rows = 0;

	while (gamut_str_take_line(&rest, &line)) {
		size_t at = gamut_str_find(line, gamut_str_of(arrow));
		bool is_row =
			line.len > 2 && line.ptr[2] != ' ' &&
			gamut_str_find(line, GAMUT_STR(" \xe2\x96\x93")) +
					gamut_str_find(
						line,
						GAMUT_STR(" \xe2\x96\x91")) <
				2 * line.len;

		if (at == line.len || !is_row)
			continue;
		at = gamut_text_columns(gamut_str_head(line, at));
		ck_assert(place == 0 || at == place);
		place = at;
		rows++;
	}
	ck_assert_uint_ge(rows, 2);
}
END_TEST

START_TEST(pages_link_and_call_nothing)
{
	static const char *const words[] = { "cmark-gfm", "-e", "table", "-e",
		                             "autolink",  "-t", "xml",   NULL };
	struct gamut_str page = told(strangers[_i], 1, false,
	                             GAMUT_FORMAT_MARKDOWN, 0);
	const char *text = gamut_test_tool(&arena, page, words);
	size_t blocks = 0;

	ck_assert_ptr_null(strstr(text, "<link"));
	ck_assert_ptr_null(strstr(text, "<html_inline"));
	for (const char *at = text; (at = strstr(at, "<html_block")); at++)
		blocks++;
	ck_assert_uint_eq(blocks, 2);
	while (page.len > 0) {
		struct gamut_str line;

		gamut_str_take_line(&page, &line);
		check_line(line);
	}
}
END_TEST

START_TEST(pages_fit_into_a_comment)
{
	struct gamut_str page = told(strangers[1], 66, true,
	                             GAMUT_FORMAT_MARKDOWN, 0);

	ck_assert_uint_lt(page.len, 60000);
	ck_assert_uint_gt(page.len, 40000);
	ck_assert_uint_lt(
		gamut_str_find(page, GAMUT_STR("more tasks that do not "
	                                       "fit here")),
		page.len);
}
END_TEST

START_TEST(json_reads_back)
{
	struct gamut_err err = { 0 };
	cJSON *json = gamut_json_parse(
		told(strangers[_i], 2, false, GAMUT_FORMAT_JSON, 0), &err);
	const cJSON *cells = cJSON_GetObjectItem(json, "cells");
	const cJSON *answers;

	ck_assert_msg(json != NULL, "%s", err.msg);
	ck_assert_int_eq(cJSON_GetArraySize(cells), 2);
	answers = cJSON_GetObjectItem(cJSON_GetArrayItem(cells, 0), "answers");
	/* n differs, so that no share is the same. */
	ck_assert_int_eq(cJSON_GetArraySize(answers), 201);
	cJSON_Delete(json);
}
END_TEST

START_TEST(csv_has_a_row_an_answer)
{
	struct gamut_str rest = told(strangers[_i], 2, true, GAMUT_FORMAT_CSV,
	                             0);
	struct gamut_str line;
	size_t lines = 0;

	while (gamut_str_take_line(&rest, &line)) {
		ck_assert(line.len == 0 || !strchr("=+-@", line.ptr[0]));
		lines++;
	}
	ck_assert_uint_eq(lines, 1 + 2 * 201);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("diff_report");
	TCase *tc = tcase_create("diff_report");

	tcase_add_checked_fixture(tc, gamut_temp_make, tear_down);
	tcase_add_loop_test(tc, tables_fit_and_act_on_nothing, 0, STRANGERS);
	tcase_add_loop_test(tc, rows_are_aligned, 0, STRANGERS);
	tcase_add_loop_test(tc, pages_link_and_call_nothing, 0, STRANGERS);
	tcase_add_test(tc, pages_fit_into_a_comment);
	tcase_add_loop_test(tc, json_reads_back, 0, STRANGERS);
	tcase_add_loop_test(tc, csv_has_a_row_an_answer, 0, STRANGERS);
	suite_add_tcase(suite, tc);
	return suite;
}
