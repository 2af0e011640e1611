#include "tests/support/unit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "runner/report/figure/overview.h"
#include "runner/report/figure/place.h"
#include "tests/support/made_cell.h"
#include "tests/support/made_front.h"
#include "tests/support/temp.h"

static const char *const tasks[] = { "t1", "t2", "t3" };

static struct gamut_arena arena;
static struct gamut_err err;
static struct gamut_front_condition conditions[4];
static struct gamut_front_input input = { .conditions = conditions };

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_temp_remove();
}

/* Each with two settings of three tasks; returns cells of the first. */
static struct gamut_cell_summary *make_conditions(size_t count)
{
	struct gamut_cell_summary *cells;

	for (size_t i = 0; i < count; i++)
		conditions[i] = gamut_made_condition("m", 9, 3, &arena);
	input.count = count;
	cells = gamut_arena_new(&arena, struct gamut_cell_summary,
	                        conditions[0].cell_count);
	memcpy(cells, conditions[0].cells,
	       conditions[0].cell_count * sizeof(cells[0]));
	conditions[0].cells = cells;
	return cells;
}

static void open_overview(struct gamut_overview *overview)
{
	ck_assert_msg(gamut_overview_open(overview, &input, 0, &err) ==
	                      GAMUT_OK,
	              "%s", err.msg);
}

static void must_have(const char *data, const char *part)
{
	ck_assert_msg(strstr(data, part), "no '%s' in %s", part, data);
}

static const struct {
	const char *text;
	const char *label; /* of 20 columns */
} labels[] = {
	{ "Zo\u00eb \u0141 \u03b1\u03a9 \u0416\u044f \u20ac \u2013 x",
	  "Zo\u00eb \u0141 \u03b1\u03a9 \u0416\u044f \u20ac \u2013 x" },
	/* No font need have these, or a box covers the picture. */
	{ "a \U0001f642", "a \\u{1f642}" },
	{ "\ue000 \U00013000", "\\u{e000} \\u{13000}" },
	{ "\u65e5\u0301", "\\u{65e5}\\u{301}" },
	{ "a\nb\xff", "a\\nb\\xff" },
	{ "exactly twenty there", "exactly twenty there" },
	{ "org/Long-Model-Name-FP8-a", "org/Long-M\u2026ame-FP8-a" },
	{ "org/Long-Model-Name-FP8-b", "org/Long-M\u2026ame-FP8-b" },
	{ "", "" },
};

START_TEST(names_are_what_plain_fonts_have)
{
	struct gamut_str label =
		gamut_figure_label(gamut_str_of(labels[_i].text), 20, &arena);

	ck_assert_str_eq(label.ptr, labels[_i].label);
	ck_assert_uint_eq(gamut_figure_label(label, 20, &arena).len, label.len);
}
END_TEST

START_TEST(settings_stand_as_in_reports)
{
	struct gamut_figure figure = { 0 };
	struct gamut_overview overview;
	struct gamut_cell_summary *cells = make_conditions(2);
	struct gamut_buf data = { 0 };

	/* The first has no zero-shot. */
	for (size_t i = 0; i < input.conditions[0].cell_count; i++)
		cells[i].key.setting = GAMUT_STR("few-shot-described");
	open_overview(&overview);
	gamut_figure_tasks(&figure, &overview);
	gamut_figure_data(&data, &figure);
	must_have(gamut_buf_cstr(&data), "\nsetting\t\t\t1\tzero-shot\t");
	must_have(gamut_buf_cstr(&data), "\nsetting\t\t\t2\tfew-shot\t");
	must_have(gamut_buf_cstr(&data),
	          "\nsetting\t\t\t3\tfew-shot-described\t");
	gamut_buf_release(&data);
	gamut_figure_release(&figure);
	gamut_overview_close(&overview);
}
END_TEST

START_TEST(no_mark_hides_another)
{
	struct gamut_figure figure = { 0 };
	struct gamut_overview overview;
	struct gamut_grid *data = &figure.data;
	double places[64];
	size_t count = 0;

	/* Eight cells a task. */
	make_conditions(4);
	open_overview(&overview);
	gamut_figure_tasks(&figure, &overview);
	for (size_t row = 1; row < gamut_grid_rows(data); row++)
		if (gamut_str_eq(gamut_grid_at(data, row, 0),
		                 GAMUT_STR("cell")))
			places[count++] = strtod(
				gamut_arena_copy(&arena,
			                         gamut_grid_at(data, row, 5))
					.ptr,
				NULL);
	ck_assert_uint_eq(count, 8 * overview.task_count);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < i; k++)
			ck_assert_double_ge(fabs(places[i] - places[k]), 0.1);
	gamut_figure_release(&figure);
	gamut_overview_close(&overview);
}
END_TEST

static void (*const overviews[])(struct gamut_figure *figure,
                                 struct gamut_overview *overview) = {
	gamut_figure_tasks, gamut_figure_rarefaction, gamut_figure_fates,
	gamut_figure_answers
};

START_TEST(cells_without_samples_say_so)
{
	struct gamut_figure figure = { 0 };
	struct gamut_overview overview;
	struct gamut_cell_summary *cells = make_conditions(1);
	const struct gamut_made nothing = { .space = 1000 };

	/* All of one task, and then all that there is. */
	for (size_t i = 0; i < (_i ? input.conditions[0].cell_count : 2); i++)
		cells[i] = gamut_made_cell(tasks[i / 2],
		                           i % 2 ? "few-shot" : "zero-shot",
		                           &nothing, &arena);
	open_overview(&overview);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(overviews); i++) {
		overviews[i](&figure, &overview);
		ck_assert_msg(gamut_figure_write(&figure, gamut_temp_path("a"),
		                                 GAMUT_FIGURE_SVG,
		                                 &err) == GAMUT_OK,
		              "%s", err.msg);
		gamut_figure_release(&figure);
		figure = (struct gamut_figure){ 0 };
	}
	gamut_overview_close(&overview);
}
END_TEST

START_TEST(names_far_away_have_lines)
{
	/* A mark, walled in so closely that its name stands further away. */
	struct gamut_place_mark marks[5] = {
		{ .x = 50, .y = 50, .half = 3.2, .columns = 3 },
	};

	gamut_place_names(marks, 1, 100, 100);
	ck_assert(marks[0].has_name && !marks[0].has_line);
	marks[1] = (struct gamut_place_mark){ .x = 56, .y = 56, .half = 3 };
	marks[2] = (struct gamut_place_mark){ .x = 44, .y = 56, .half = 3 };
	marks[3] = (struct gamut_place_mark){ .x = 56, .y = 44, .half = 3 };
	marks[4] = (struct gamut_place_mark){ .x = 44, .y = 44, .half = 3 };
	gamut_place_names(marks, 5, 100, 100);
	ck_assert(marks[0].has_name && marks[0].has_line);
	/* At the edge of the name. */
	ck_assert_double_le(fabs(marks[0].line_x - marks[0].name_x),
	                    3 * GAMUT_PLACE_COLUMN / 2 + 1e-9);
	ck_assert_double_le(fabs(marks[0].line_y - marks[0].name_y),
	                    GAMUT_PLACE_HEIGHT / 2 + 1e-9);
}
END_TEST

START_TEST(names_cover_nothing)
{
	struct gamut_place_mark marks[40];
	size_t named = 0;

	for (size_t i = 0; i < 40; i++)
		marks[i] = (struct gamut_place_mark){
			.x = 50 + 7.0 * (double)(i % 8),
			.y = 50 + 5.0 * floor((double)i / 8),
			.half = GAMUT_PLACE_MARK,
			.columns = 1 + i % 3,
		};
	gamut_place_names(marks, 40, 200, 160);
	for (size_t i = 0; i < 40; i++) {
		const struct gamut_place_mark *a = &marks[i];
		double half = (double)a->columns * GAMUT_PLACE_COLUMN / 2;

		if (!a->has_name)
			continue;
		named++;
		ck_assert_double_ge(a->name_x - half, 0);
		for (size_t k = 0; k < 40; k++) {
			const struct gamut_place_mark *b = &marks[k];
			double dx = a->name_x - b->x;
			double dy = a->name_y - b->y;

			ck_assert(
				dx >= half + b->half - 1e-9 ||
				-dx >= half + b->half - 1e-9 ||
				dy >= GAMUT_PLACE_HEIGHT / 2 + b->half - 1e-9 ||
				-dy >= GAMUT_PLACE_HEIGHT / 2 + b->half - 1e-9);
		}
	}
	/* Those at the edge find a place, those within do not. */
	ck_assert_uint_ge(named, 8);
	ck_assert_uint_lt(named, 40);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("figure_parts");
	TCase *tc = tcase_create("figure_parts");

	tcase_add_checked_fixture(tc, gamut_temp_make, clear);
	tcase_add_loop_test(tc, names_are_what_plain_fonts_have, 0,
	                    GAMUT_ARRAY_LEN(labels));
	tcase_add_test(tc, settings_stand_as_in_reports);
	tcase_add_test(tc, no_mark_hides_another);
	tcase_add_loop_test(tc, cells_without_samples_say_so, 0, 2);
	tcase_add_test(tc, names_far_away_have_lines);
	tcase_add_test(tc, names_cover_nothing);
	suite_add_tcase(suite, tc);
	return suite;
}
