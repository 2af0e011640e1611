#include "tests/support/unit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/process.h"
#include "runner/report/figure/overview.h"
#include "runner/report/figure/plane.h"
#include "tests/support/made_front.h"
#include "tests/support/temp.h"

static struct gamut_arena arena;
static struct gamut_err err;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_temp_remove();
}

#define HOSTILE                                                        \
	"`touch x` $(x) system(\"touch x\") ' \" \t\n\r@a_b^2{/=9 c} " \
	"\\n\\x1b %s ]]><b>&\x1b[2J\xe2\x80\xae_\xe2\x80\xac\xe2\x80\xa8\xff\xef\xbf\xbf #! ...'"

/* The right-to-left override that is in it. */
static const char turn[] = { '\xe2', '\x80', '\xae', '\0' };

/* What is to be seen of it. */
#define SHOWN                                       \
	"`touch x` $(x) system(\u2033touch x\u2026" \
	"}\u2216u{2028}\u2216xff\u2216u{ffff} #! ...'"

static struct gamut_front_condition conditions[3];
static struct gamut_front front;

/* Made cells were never judged. */
static const struct gamut_cell_summary *judge(
	const struct gamut_front_condition *condition)
{
	struct gamut_cell_summary *cells = gamut_arena_new(
		&arena, struct gamut_cell_summary, condition->cell_count);

	for (size_t i = 0; i < condition->cell_count; i++) {
		cells[i] = condition->cells[i];
		cells[i].fates[GAMUT_FATE_VALID_NEW] = 3;
		cells[i].fates[GAMUT_FATE_INVALID] = 4;
		cells[i].fates[GAMUT_FATE_MISSING] = 3;
	}
	return cells;
}

static void make_front(const char *first, size_t count)
{
	const char *const labels[] = { first, "m2", "m3" };

	for (size_t i = 0; i < count; i++) {
		conditions[i] = gamut_made_condition(labels[i], 9 - 2 * i,
		                                     3 + 2 * i, &arena);
		conditions[i].line = i;
		conditions[i].cells = judge(&conditions[i]);
	}
	ck_assert_msg(gamut_made_front(&front, conditions, count,
	                               &gamut_made_front_options, &arena,
	                               &err) == GAMUT_OK,
	              "%s", err.msg);
}

static void must_have(const char *data, const char *part)
{
	ck_assert_msg(strstr(data, part), "no '%s' in %s", part, data);
}

/* Data, and the script of NAME `stem`; in the arena. */
static const char *data_of(const struct gamut_figure *figure)
{
	struct gamut_buf out = { 0 };
	const char *text;

	gamut_figure_data(&out, figure);
	text = gamut_arena_copy(&arena, gamut_buf_view(&out)).ptr;
	gamut_buf_release(&out);
	return text;
}

static const char *script_of(const struct gamut_figure *figure,
                             const char *stem)
{
	struct gamut_buf out = { 0 };
	const char *text;

	ck_assert_int_eq(gamut_figure_script(&out, figure, gamut_str_of(stem),
	                                     GAMUT_FIGURE_ALL, &err),
	                 GAMUT_OK);
	text = gamut_arena_copy(&arena, gamut_buf_view(&out)).ptr;
	gamut_buf_release(&out);
	return text;
}

/* Of nothing but printable ASCII, and nothing that could run. */
static void check_script(const char *script)
{
	for (const char *c = script; *c; c++)
		ck_assert_msg(*c == '\n' || (*c >= ' ' && *c <= '~'), "byte %d",
		              *c);
	ck_assert_ptr_null(strchr(script, '`'));
	ck_assert_ptr_null(strchr(script, '"'));
	ck_assert_ptr_null(strchr(script, '@'));
	ck_assert_ptr_null(strstr(script, "system"));
	ck_assert_ptr_null(strstr(script, "touch"));
	ck_assert_ptr_null(strstr(script, "m2"));
}

/* Every line has as many tabs; nothing that gnuplot or XML would act on. */
static void check_data(const char *data)
{
	struct gamut_str rest = gamut_str_of(data);
	struct gamut_str line;
	size_t columns = 0;

	ck_assert_ptr_null(strchr(data, '"'));
	ck_assert_ptr_null(strchr(data, '\\'));
	ck_assert_ptr_null(strchr(data, '\x1b'));
	ck_assert_ptr_null(strchr(data, '\xff'));
	ck_assert_ptr_null(strstr(data, "]]>"));
	ck_assert_ptr_null(strstr(data, turn));
	ck_assert_ptr_null(strstr(data, "\uffff"));
	while (gamut_str_take_line(&rest, &line)) {
		size_t tabs = 0;

		for (size_t i = 0; i < line.len; i++)
			tabs += line.ptr[i] == '\t';
		ck_assert(columns == 0 || tabs == columns);
		columns = tabs;
	}
	ck_assert_uint_gt(columns, 5);
}

/* What gnuplot makes of it is a picture, and nothing else is made. */
static void draw(const struct gamut_figure *figure)
{
	const char *const words[] = { "xmllint", "--noout", "a.svg", NULL };
	const struct gamut_process xmllint = { .words = words,
		                               .folder = gamut_temp_folder(),
		                               .remedy = "install it" };
	struct gamut_str svg;

	ck_assert_msg(gamut_figure_write(figure, gamut_temp_path("a"),
	                                 GAMUT_FIGURE_SVG, &err) == GAMUT_OK,
	              "%s", err.msg);
	ck_assert_msg(gamut_process_run(&xmllint, NULL, &arena, &err) ==
	                      GAMUT_OK,
	              "%s", err.msg);
	ck_assert_int_eq(gamut_file_read(&svg, gamut_temp_path("a.svg"),
	                                 (size_t)1 << 24, &arena, &err),
	                 GAMUT_OK);
	/* What XML escapes nothing of. */
	ck_assert_uint_lt(gamut_str_find(svg, GAMUT_STR("`touch x` $(x) sys")),
	                  svg.len);
	ck_assert(!gamut_file_exists(gamut_temp_path("x")));
}

START_TEST(strings_of_strangers_are_in_the_data_alone)
{
	struct gamut_figure figure = { 0 };
	const struct gamut_front_reference reference = {
		.label = GAMUT_STR("sim:uniform"), .at = { 1, 10 }
	};
	const struct gamut_front_document document = { .front = &front,
		                                       .references = &reference,
		                                       .reference_count = 1 };
	const char *data;

	make_front(HOSTILE, 2);
	ck_assert_int_eq(gamut_figure_plane(&figure, &document, 0, &err),
	                 GAMUT_OK);
	data = data_of(&figure);
	check_data(data);
	/* The legend cuts what is long. */
	ck_assert_ptr_nonnull(
		strstr(data, "A\u2013B: `touch x` $(x) sys\u2026"));
	check_script(script_of(&figure, "plane"));
	draw(&figure);
	gamut_figure_release(&figure);
}
END_TEST

static void (*const overviews[])(struct gamut_figure *figure,
                                 struct gamut_overview *overview) = {
	gamut_figure_tasks, gamut_figure_rarefaction, gamut_figure_fates,
	gamut_figure_answers
};

START_TEST(overviews_keep_them_there_too)
{
	struct gamut_figure figure = { 0 };
	struct gamut_overview overview;
	struct gamut_front_input input = { .conditions = conditions,
		                           .count = 2 };
	const char *script;

	make_front(HOSTILE, 2);
	ck_assert_int_eq(gamut_overview_open(&overview, &input, 7, &err),
	                 GAMUT_OK);
	overviews[_i](&figure, &overview);
	check_data(data_of(&figure));
	ck_assert_ptr_nonnull(strstr(data_of(&figure), SHOWN));
	script = script_of(&figure, "x");
	check_script(script);
	must_have(script, "'Incomplete: 7 samples are missing'");
	draw(&figure);
	gamut_figure_release(&figure);
	gamut_overview_close(&overview);
}
END_TEST

START_TEST(a_plane_says_what_it_compares)
{
	struct gamut_figure figure = { 0 };
	const struct gamut_front_document document = { .front = &front };
	const char *script;

	make_front("m1", 2);
	front.is_uneven = true;
	front.left_out_count = 3;
	ck_assert_int_eq(gamut_figure_plane(&figure, &document, 9, &err),
	                 GAMUT_OK);
	script = script_of(&figure, "p");
	must_have(script, "'Incomplete: 9 samples are missing'");
	must_have(script, "'Uneven: points differ in n'");
	must_have(script, "'Left out: 3 tasks that not all points have'");
	gamut_figure_release(&figure);
}
END_TEST

/* A number that the script sets. */
static double value_of(const char *script, const char *name)
{
	const char *at = strstr(script, name);

	ck_assert_ptr_nonnull(at);
	return strtod(at + strlen(name), NULL);
}

START_TEST(few_samples_do_not_stretch_relative_yield)
{
	struct gamut_figure figure = { 0 };
	const struct gamut_front_document document = { .front = &front };

	make_front("m1", 2);
	front.options.axes[1] = GAMUT_AXIS_RELATIVE_YIELD;
	front.points[0].y.value = 0.9;
	front.points[0].y.se = 3;
	ck_assert_int_eq(gamut_figure_plane(&figure, &document, 0, &err),
	                 GAMUT_OK);
	ck_assert_double_le(value_of(script_of(&figure, "p"), "\ny_to = "),
	                    720);
	gamut_figure_release(&figure);
}
END_TEST

START_TEST(names_of_files_are_quoted_or_refused)
{
	static const char *const bad[] = { "",
		                           "a\nb",
		                           "a\tb",
		                           "a/b",
		                           "a\x1b[2J",
		                           "\xff",
		                           "\xe2\x80\xae_\xe2\x80\xac",
		                           "a\u2028b" };
	struct gamut_figure figure = { .what = "x" };
	struct gamut_buf out = { 0 };

	ck_assert_ptr_nonnull(strstr(script_of(&figure, "it's `a` $b"),
	                             "name = './it''s `a` $b'\n"));
	ck_assert_ptr_nonnull(
		strstr(script_of(&figure, "|rm"), "name = './|rm'\n"));
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(bad); i++)
		ck_assert_int_eq(gamut_figure_script(&out, &figure,
		                                     gamut_str_of(bad[i]),
		                                     GAMUT_FIGURE_SVG, &err),
		                 GAMUT_EINVAL);
	ck_assert_uint_eq(out.len, 0);
	gamut_figure_release(&figure);
}
END_TEST

/* The fields of the first row that begins with `kind`. */
static void read_row(double *fields, size_t count, const char *data,
                     const char *kind)
{
	struct gamut_str rest = gamut_str_of(data);
	struct gamut_str line;
	struct gamut_str field;

	while (gamut_str_take_line(&rest, &line))
		if (gamut_str_starts_with(line, gamut_str_of(kind)))
			break;
	for (size_t i = 0; i < count; i++) {
		ck_assert(gamut_str_take_field(&line, '\t', &field));
		fields[i] = strtod(gamut_arena_copy(&arena, field).ptr, NULL);
	}
}

START_TEST(the_plane_has_what_the_front_has)
{
	struct gamut_figure figure = { 0 };
	const struct gamut_front_document document = { .front = &front };
	double row[10];
	const char *data;

	make_front("m1", 3);
	ck_assert_int_eq(gamut_figure_plane(&figure, &document, 0, &err),
	                 GAMUT_OK);
	data = data_of(&figure);
	read_row(row, 10, data, "point");
	ck_assert_double_eq_tol(row[5], 100 * front.points[0].x.value, 1e-6);
	ck_assert_double_eq_tol(row[6], front.points[0].y.value, 1e-6);
	ck_assert_double_eq_tol(row[7], 100 * front.points[0].x.se, 1e-6);
	ck_assert_double_eq_tol(
		row[9],
		front.points[0].place.cov /
			(front.points[0].x.se * front.points[0].y.se),
		1e-6);
	must_have(script_of(&figure, "p"),
	          "point_count = 6\nsweep_count = 0\n");
	ck_assert_ptr_null(strstr(script_of(&figure, "p"), "Incomplete"));
	gamut_figure_release(&figure);
}
END_TEST

START_TEST(sweeps_are_joined)
{
	struct gamut_figure figure = { 0 };
	const struct gamut_front_document document = { .front = &front };
	const char *data;

	make_front("m1", 3);
	conditions[1].line = 0;
	conditions[2].line = 1;
	conditions[0].temperature = 0.5;
	conditions[1].temperature = 1.5;
	ck_assert_int_eq(gamut_made_front(&front, conditions, 3,
	                                  &gamut_made_front_options, &arena,
	                                  &err),
	                 GAMUT_OK);
	ck_assert_int_eq(gamut_figure_plane(&figure, &document, 0, &err),
	                 GAMUT_OK);
	data = data_of(&figure);
	/* Two settings, and each temperature is told once. */
	must_have(script_of(&figure, "p"), "sweep_count = 2\n");
	must_have(data, "\npoint\t1\t1\t1\t0.5\t");
	must_have(data, "\npoint\t2\t1\t2\t\t");
	must_have(data, "\npoint\t3\t1\t1\t1.5\t");
	must_have(data, "\npoint\t5\t2\t1\tE\t");
	gamut_figure_release(&figure);
}
END_TEST

START_TEST(too_many_are_refused)
{
	struct gamut_front_input input = {
		.conditions = conditions,
		.count = GAMUT_FIGURE_CONDITIONS_MAX + 1,
	};
	struct gamut_front many = { .line_count = GAMUT_FIGURE_MODELS_MAX + 1 };
	const struct gamut_front_document document = { .front = &many };
	struct gamut_figure figure = { 0 };
	struct gamut_overview overview;

	ck_assert_int_eq(gamut_overview_open(&overview, &input, 0, &err),
	                 GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "holds 6 models"));
	gamut_overview_close(&overview);
	ck_assert_int_eq(gamut_figure_plane(&figure, &document, 0, &err),
	                 GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "holds 24 models"));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("figure");
	TCase *tc = tcase_create("figure");

	tcase_add_checked_fixture(tc, gamut_temp_make, clear);
	tcase_add_test(tc, strings_of_strangers_are_in_the_data_alone);
	tcase_add_loop_test(tc, overviews_keep_them_there_too, 0,
	                    GAMUT_ARRAY_LEN(overviews));
	tcase_add_test(tc, a_plane_says_what_it_compares);
	tcase_add_test(tc, few_samples_do_not_stretch_relative_yield);
	tcase_add_test(tc, names_of_files_are_quoted_or_refused);
	tcase_add_test(tc, the_plane_has_what_the_front_has);
	tcase_add_test(tc, sweeps_are_joined);
	tcase_add_test(tc, too_many_are_refused);
	suite_add_tcase(suite, tc);
	return suite;
}
