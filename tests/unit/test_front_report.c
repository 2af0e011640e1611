#include "tests/support/unit.h"

#include <string.h>

#include "base/json.h"
#include "runner/report/compare/front.h"
#include "tests/support/made_front.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
}

static struct gamut_front_condition make_condition(const char *label,
                                                   uint64_t valid,
                                                   size_t different)
{
	return gamut_made_condition(label, valid, different, &arena);
}

#define HOSTILE "a\x1b[2J\"|`<b>\n,*_=\xff\xe2\x80\xa8"

static const char *write_front(struct gamut_front_condition *conditions,
                               enum gamut_format format, size_t columns)
{
	const struct gamut_front_reference reference = {
		.label = GAMUT_STR("sim:uniform"), .at = { 1, 10 }
	};
	const struct gamut_str note = GAMUT_STR(HOSTILE " lacks 3 samples");
	struct gamut_front front;
	const struct gamut_front_document document = {
		.front = &front,
		.references = &reference,
		.reference_count = 1,
		.notes = &note,
		.note_count = 1,
	};
	const struct gamut_report_options options = { .columns = columns };
	struct gamut_buf out = { 0 };
	const char *text;

	conditions[1].line = 1;
	ck_assert_int_eq(gamut_made_front(&front, conditions, 2,
	                                  &gamut_made_front_options, &arena,
	                                  NULL),
	                 GAMUT_OK);
	gamut_front_write(&out, &document, format, &options);
	text = gamut_arena_copy(&arena, gamut_buf_view(&out)).ptr;
	gamut_buf_release(&out);
	return text;
}

static const char *write_as(enum gamut_format format, size_t columns)
{
	struct gamut_front_condition conditions[] = {
		make_condition(HOSTILE, 5, 2), make_condition("=1+1", 9, 8)
	};

	return write_front(conditions, format, columns);
}

START_TEST(hostile_names_do_nothing)
{
	enum gamut_format format = (enum gamut_format)_i;
	const char *text = write_as(format, 80);

	ck_assert_ptr_null(strchr(text, '\x1b'));
	ck_assert_ptr_null(strstr(text, "\xe2\x80\xa8"));
	ck_assert_ptr_null(strchr(text, '\xff'));
	ck_assert_int_eq(text[strlen(text) - 1], '\n');
	if (format == GAMUT_FORMAT_MARKDOWN) {
		ck_assert_ptr_null(strstr(text, "<b>"));
		ck_assert_ptr_null(strstr(text, "\"|"));
	}
	if (format == GAMUT_FORMAT_CSV)
		ck_assert_ptr_nonnull(strstr(text, ",'=1+1,"));
}
END_TEST

START_TEST(json_is_whole)
{
	struct gamut_err err = { 0 };
	cJSON *document = gamut_json_parse(
		gamut_str_of(write_as(GAMUT_FORMAT_JSON, 80)), &err);
	const cJSON *point;

	ck_assert_msg(document, "%s", err.msg);
	ck_assert_int_eq(
		cJSON_GetArraySize(cJSON_GetObjectItem(document, "points")), 4);
	ck_assert_int_eq(
		cJSON_GetArraySize(cJSON_GetObjectItem(document, "pairs")), 6);
	ck_assert_int_eq(
		cJSON_GetArraySize(cJSON_GetObjectItem(document, "lines")), 2);
	point = cJSON_GetArrayItem(cJSON_GetObjectItem(document, "points"), 0);
	ck_assert(cJSON_IsNull(cJSON_GetObjectItem(point, "temperature")));
	ck_assert_str_eq(
		cJSON_GetArrayItem(cJSON_GetObjectItem(point, "worse_than"), 0)
			->valuestring,
		"C");
	ck_assert_str_eq(
		cJSON_GetArrayItem(cJSON_GetObjectItem(document, "front"), 1)
			->valuestring,
		"D");
	cJSON_Delete(document);
}
END_TEST

/*
 * Take the first field of `*rest` off it, into `field` of 100 bytes; was it
 * the last one of its line?
 */
static bool take_field(const char **rest, char *field)
{
	const char *at = *rest;
	bool is_quoted = *at == '"';
	size_t len = 0;
	char end;

	at += is_quoted;
	for (; *at && (is_quoted || !strchr(",\n", *at)); at++) {
		if (*at == '"' && *++at != '"')
			break;
		ck_assert_uint_lt(len, 99);
		field[len++] = *at;
	}
	field[len] = '\0';
	end = *at;
	ck_assert_msg(end == ',' || end == '\n', "%s", *rest);
	*rest = at + 1;
	return end == '\n';
}

#define CSV_COLUMNS 28

/* Read a line of `*rest` into that many fields. */
static void take_line(const char **rest, char fields[CSV_COLUMNS][100])
{
	for (size_t i = 0; i < CSV_COLUMNS; i++)
		ck_assert_int_eq(take_field(rest, fields[i]),
		                 i == CSV_COLUMNS - 1);
}

static const char *under(char header[CSV_COLUMNS][100],
                         char fields[CSV_COLUMNS][100], const char *name)
{
	for (size_t i = 0; i < CSV_COLUMNS; i++)
		if (strcmp(header[i], name) == 0)
			return fields[i];
	ck_abort_msg("no column %s", name);
}

START_TEST(csv_has_each_value_under_its_name)
{
	static const struct {
		const char *column;
		const char *point;
		const char *reference;
	} cells[] = {
		{ "kind", "point", "reference" },
		{ "id", "C", "" },
		{ "label", "'=1+1", "sim:uniform" },
		{ "setting", "zero-shot", "" },
		{ "simulated", "false", "true" },
		{ "temperature", "", "1" },
		{ "completions", "30", "" },
		{ "validity", "0.9", "1" },
		{ "yield", "8", "10" },
		{ "on_front", "true", "" },
		{ "worse_than", "", "" },
		{ "about_worse_than", "", "" },
	};
	const char *rest = write_as(GAMUT_FORMAT_CSV, 80);
	char header[CSV_COLUMNS][100];
	char rows[5][CSV_COLUMNS][100];

	take_line(&rest, header);
	ck_assert_str_eq(header[0], "kind");
	for (size_t row = 0; row < 5; row++)
		take_line(&rest, rows[row]);
	ck_assert_str_eq(rest, "");
	ck_assert_str_eq(under(header, rows[0], "worse_than"), "C D");
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(cells); i++) {
		ck_assert_str_eq(under(header, rows[2], cells[i].column),
		                 cells[i].point);
		ck_assert_str_eq(under(header, rows[4], cells[i].column),
		                 cells[i].reference);
	}
}
END_TEST

/* Columns of a line of what we draw: every character takes one. */
static size_t columns_of(const char *line)
{
	size_t columns = 0;

	for (; *line && *line != '\n'; line++)
		columns += ((unsigned char)*line & 0xc0) != 0x80;
	return columns;
}

START_TEST(the_table_fits)
{
	const char *text = write_as(GAMUT_FORMAT_TABLE, (size_t)_i);
	size_t wide = _i < 60 ? 60 : (size_t)_i;
	size_t lines = 0;

	for (const char *line = text; *line; line = strchr(line, '\n') + 1) {
		/* One word alone may be longer: the name in the note. */
		ck_assert_msg(columns_of(line) <= wide || strstr(line, "lacks"),
		              "%zu columns: %.*s", columns_of(line),
		              (int)strcspn(line, "\n"), line);
		lines++;
	}
	ck_assert_uint_gt(lines, 25);
	ck_assert_ptr_nonnull(strstr(text, "yield\n"));
	ck_assert_ptr_nonnull(strstr(text, "validity %\n"));
	ck_assert_ptr_nonnull(strstr(text, "On the front: C, D."));
	ck_assert_ptr_nonnull(strstr(text, "below C +1"));
}
END_TEST

#define TEN_BARS "──────────"

/*
 * From 50 to 100 % there are 56 columns, from 2 to 10 17 rows: 90 % is the 45th
 * column, 8 the fifth row. B and D stand on A and C, and move aside.
 */
START_TEST(the_plot_shows_where_points_are)
{
	const char *text = write_as(GAMUT_FORMAT_TABLE, 60);
	static const char *const lines[] = {
		"yield\n10 ┤                           "
		"                            1\n   │\n",
		"\n 8 ┤" TEN_BARS TEN_BARS TEN_BARS TEN_BARS "────C D\n   │  ",
		"\n   │                                            │\n 6 ┤",
		"\n 2 ┤A B                                         │\n   └┬",
		"\n   50         60         70         80         90        "
		"100\n",
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(lines); i++)
		ck_assert_msg(strstr(text, lines[i]), "no '%s' in\n%s",
		              lines[i], text);
}
END_TEST

START_TEST(the_front_is_a_staircase)
{
	struct gamut_front_condition conditions[] = {
		make_condition("right", 9, 2), make_condition("diverse", 6, 6)
	};
	const char *text;

	conditions[0].cell_count = 1;
	conditions[1].cell_count = 1;
	text = write_front(conditions, GAMUT_FORMAT_TABLE, 60);
	/* From 60 to 100 % are 56 columns: A stands in the 42nd. */
	ck_assert_msg(strstr(text, "\n 6 ┤B\n   ││\n"), "%s", text);
	ck_assert_msg(strstr(text, "\n 2 ┤╰" TEN_BARS TEN_BARS TEN_BARS TEN_BARS
	                           "A\n"),
	              "%s", text);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("front_report");
	TCase *tc = tcase_create("front_report");

	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_loop_test(tc, hostile_names_do_nothing, 0, 4);
	tcase_add_test(tc, json_is_whole);
	tcase_add_test(tc, csv_has_each_value_under_its_name);
	tcase_add_loop_test(tc, the_table_fits, 58, 101);
	tcase_add_test(tc, the_plot_shows_where_points_are);
	tcase_add_test(tc, the_front_is_a_staircase);
	suite_add_tcase(suite, tc);
	return suite;
}
