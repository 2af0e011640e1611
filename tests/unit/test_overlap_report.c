/* What models share, as text. */
#include "tests/support/unit.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "runner/report/compare/overlap_grids.h"
#include "tests/support/expected.h"

/* U+202E, which turns what follows. */
static const char turn[] = { '\xe2', '\x80', '\xae' };
static const struct gamut_str turned = { turn, sizeof(turn) };

#define NASTY \
	"=1+1\x1b[2J\n| `a` | <b> \"c\", ,\xff\r\t\xe2\x80\xae_\xe2\x80\xac"

/* A document of two conditions whose every string is hostile. */
static struct gamut_buf hostile(enum gamut_format format,
                                enum gamut_overlap_show show)
{
	static const struct gamut_overlap_party parties[] = {
		{ .path = { NASTY, sizeof(NASTY) - 1 },
		  .model = { NASTY, sizeof(NASTY) - 1 },
		  .run = { NASTY, sizeof(NASTY) - 1 },
		  .is_simulated = true,
		  .absent = 3 },
		{ .path = { "b", 1 } },
	};
	static const struct gamut_cell_summary cell = { 0 };
	const struct gamut_cell_summary *cells[] = { &cell, &cell };
	struct gamut_str texts[] = { GAMUT_STR(NASTY) };
	uint64_t a[] = { 90 };
	uint64_t b[] = { 50 };
	uint64_t *counts[] = { a, b };
	uint64_t valid[] = { 100, 100 };
	struct gamut_overlap_place place = {
		.task = GAMUT_STR(NASTY),
		.setting = GAMUT_STR(NASTY),
		.texts = texts,
		.answer_count = 1,
		.cells = cells,
		.counts = counts,
		.valid = valid,
	};
	struct gamut_overlap_measure of = gamut_overlap_measure_of(a, b, 1);
	struct gamut_overlap_pair pair = { .b = 1, .of = &of, .cells = 1 };
	bool is_mode[] = { true, true };
	struct gamut_overlap_mode mode = {
		.place = &place,
		.is_mode = is_mode,
		.modes = 2,
	};
	const struct gamut_overlap overlap = {
		2, &place, 1, &pair, 1, &mode, 1
	};
	const struct gamut_overlap_document document = {
		.overlap = &overlap,
		.parties = parties,
		.at_least = 2,
		.show = show,
	};
	struct gamut_buf out = { 0 };

	gamut_overlap_write(&out, &document, format,
	                    &(struct gamut_report_options){ .columns = 80 });
	return out;
}

static size_t occurrences(struct gamut_str text, struct gamut_str what)
{
	size_t count = 0;
	size_t at;

	while ((at = gamut_str_find(text, what)) < text.len) {
		count++;
		text = gamut_str_skip(text, at + what.len);
	}
	return count;
}

static void check_harmless(const struct gamut_buf *out)
{
	struct gamut_str text = gamut_buf_view(out);

	ck_assert_uint_gt(text.len, 0);
	ck_assert_int_eq(text.ptr[text.len - 1], '\n');
	ck_assert_uint_eq(occurrences(text, GAMUT_STR("\x1b")), 0);
	ck_assert_uint_eq(occurrences(text, GAMUT_STR("\r")), 0);
	ck_assert_uint_eq(occurrences(text, GAMUT_STR("\xff")), 0);
	ck_assert_uint_eq(occurrences(text, turned), 0);
}

START_TEST(hostile_texts_stay_texts)
{
	struct gamut_buf out = hostile(GAMUT_FORMAT_TABLE,
	                               GAMUT_OVERLAP_SHOW_ALL);
	struct gamut_str text;
	struct gamut_str line;

	check_harmless(&out);
	ck_assert_uint_eq(
		occurrences(gamut_buf_view(&out), GAMUT_STR("A 90 %, B 50 %")),
		1);
	gamut_buf_release(&out);
	for (int show = 0; show < 3; show++) {
		out = hostile(GAMUT_FORMAT_CSV, (enum gamut_overlap_show)show);
		check_harmless(&out);
		ck_assert_uint_eq(
			occurrences(gamut_buf_view(&out), GAMUT_STR(",=")), 0);
		ck_assert_uint_eq(
			occurrences(gamut_buf_view(&out), GAMUT_STR("\n=")), 0);
		gamut_buf_release(&out);
	}
	out = hostile(GAMUT_FORMAT_MARKDOWN, GAMUT_OVERLAP_SHOW_ALL);
	check_harmless(&out);
	ck_assert_uint_eq(occurrences(gamut_buf_view(&out), GAMUT_STR(" `a`")),
	                  0);
	ck_assert_uint_eq(occurrences(gamut_buf_view(&out), GAMUT_STR(" <b>")),
	                  0);
	/* Rows of the modes have six cells, whatever is in them. */
	text = gamut_buf_view(&out);
	text = gamut_str_skip(text,
	                      gamut_str_find(text, GAMUT_STR("| answer")));
	while (gamut_str_take_line(&text, &line) && line.len > 0)
		ck_assert_uint_eq(occurrences(line, GAMUT_STR("|")) -
		                          occurrences(line, GAMUT_STR("\\|")),
		                  7);
	gamut_buf_release(&out);
}
END_TEST

START_TEST(json_has_it_all)
{
	struct gamut_buf out = hostile(GAMUT_FORMAT_JSON,
	                               GAMUT_OVERLAP_SHOW_ALL);
	cJSON *got = gamut_json_parse(gamut_buf_view(&out), NULL);
	const cJSON *pair;
	const cJSON *cell;
	const cJSON *mode;

	check_harmless(&out);
	ck_assert_ptr_nonnull(got);
	ck_assert_str_eq(got->child->string, "format");
	ck_assert_int_eq(got->child->valueint, 1);
	ck_assert(cJSON_IsTrue(cJSON_GetObjectItem(
		cJSON_GetArrayItem(cJSON_GetObjectItem(got, "conditions"), 0),
		"simulated")));
	pair = cJSON_GetArrayItem(cJSON_GetObjectItem(got, "pairs"), 0);
	ck_assert_str_eq(cJSON_GetObjectItem(pair, "first")->valuestring, "A");
	ck_assert_str_eq(cJSON_GetObjectItem(pair, "second")->valuestring, "B");
	ck_assert_int_eq(
		cJSON_GetArraySize(cJSON_GetObjectItem(got, "conditions")), 2);
	cell = cJSON_GetArrayItem(cJSON_GetObjectItem(got, "cells"), 0);
	gamut_expected_double(
		"index", cJSON_GetObjectItem(cell, "morisita")->valuedouble, 1);
	mode = cJSON_GetArrayItem(cJSON_GetObjectItem(got, "modes"), 0);
	ck_assert_int_eq(
		strncmp(cJSON_GetObjectItem(mode, "answer")->valuestring,
	                "=1+1\x1b[2J\n", 9),
		0);
	ck_assert(cJSON_IsFalse(cJSON_GetObjectItem(mode, "example")));
	mode = cJSON_GetObjectItem(mode, "of");
	ck_assert_int_eq(cJSON_GetArraySize(mode), 2);
	ck_assert(cJSON_IsTrue(
		cJSON_GetObjectItem(mode->child, "over_produced")));
	ck_assert_str_eq(
		cJSON_GetArrayItem(cJSON_GetObjectItem(got, "notes"), 0)
			->valuestring,
		"A is simulated and lacks 3 samples: its shares are of what "
		"is there");
	cJSON_Delete(got);
	gamut_buf_release(&out);
}
END_TEST

/* Every two conditions have the index of their own. */
START_TEST(the_matrix_has_each_pair)
{
	struct gamut_overlap_pair pairs[6];
	struct gamut_overlap_document document = { 0 };
	const struct gamut_overlap overlap = { .condition_count = 4,
		                               .pairs = pairs,
		                               .pair_count = 6 };
	struct gamut_grid grid;
	size_t i = 0;

	for (size_t a = 0; a < 4; a++)
		for (size_t b = a + 1; b < 4; b++)
			pairs[i++] = (struct gamut_overlap_pair){
				.a = a,
				.b = b,
				.morisita = (double)(10 * a + b),
			};
	document.overlap = &overlap;
	gamut_overlap_matrix(&grid, &document);
	ck_assert_uint_eq(gamut_grid_rows(&grid), 5);
	for (size_t a = 0; a < 4; a++)
		for (size_t b = 0; b < 4; b++) {
			char want[16] = "";

			if (a != b)
				(void)snprintf(want, sizeof(want), "%zu.00",
				               a < b ? 10 * a + b : 10 * b + a);
			ck_assert_str_eq(gamut_grid_at(&grid, a + 1, b + 1).ptr,
			                 want);
		}
	gamut_grid_release(&grid);
}
END_TEST

START_TEST(conditions_have_letters)
{
	ck_assert_str_eq(gamut_overlap_letters(0).text, "A");
	ck_assert_str_eq(gamut_overlap_letters(25).text, "Z");
	ck_assert_str_eq(gamut_overlap_letters(26).text, "AA");
	ck_assert_str_eq(gamut_overlap_letters(27).text, "AB");
	ck_assert_str_eq(gamut_overlap_letters(702).text, "AAA");
	ck_assert_uint_lt(strlen(gamut_overlap_letters(SIZE_MAX).text), 16);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("overlap, reported");
	TCase *tc = tcase_create("overlap, reported");

	tcase_add_test(tc, hostile_texts_stay_texts);
	tcase_add_test(tc, json_has_it_all);
	tcase_add_test(tc, the_matrix_has_each_pair);
	tcase_add_test(tc, conditions_have_letters);
	suite_add_tcase(suite, tc);
	return suite;
}
