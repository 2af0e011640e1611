/* Reports of runs that lack samples, of many, and of strangers. */
#include "tests/support/unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "runner/measure/notes.h"
#include "runner/measure/warning.h"
#include "runner/report/report.h"
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

/* What a cell of 100 wanted samples has, all of one answer. */
struct wanted {
	uint64_t valid;
	uint64_t failed;
	uint64_t missing;
	uint64_t truncated;
};

/* Cells that were made. */
struct made {
	const struct gamut_cell **cells;
	size_t count;
	size_t size;
};

static void add_cell(struct made *made, struct gamut_cell_key key,
                     struct wanted wanted)
{
	struct gamut_cell *cell = gamut_arena_new(&arena, struct gamut_cell, 1);

	cell->key = key;
	cell->answers = gamut_arena_new(&arena, struct gamut_cell_answer, 1);
	cell->forms = gamut_arena_new(&arena, struct gamut_cell_form, 1);
	cell->answers[0] = (struct gamut_cell_answer){ .text = key.model,
		                                       .count = wanted.valid,
		                                       .valid = wanted.valid };
	cell->forms[0] = (struct gamut_cell_form){ key.model, wanted.valid };
	cell->answer_count = wanted.valid > 0;
	cell->form_count = wanted.valid > 0;
	cell->tally = (struct gamut_tally){
		.n = wanted.valid + wanted.truncated,
		.valid = wanted.valid,
		.yield = wanted.valid > 0,
		.canonical_yield = wanted.valid > 0,
		.space = 50,
		.strings = 50,
	};
	cell->fates[GAMUT_FATE_VALID_NEW] = wanted.valid;
	cell->fates[GAMUT_FATE_FAILED] = wanted.failed;
	cell->fates[GAMUT_FATE_MISSING] = wanted.missing;
	cell->fates[GAMUT_FATE_TRUNCATED] = wanted.truncated;
	made->cells[made->count++] = cell;
}

static struct made make(size_t size)
{
	return (struct made){
		.cells = gamut_arena_new(&arena, const struct gamut_cell *,
		                         size),
		.size = size,
	};
}

static struct gamut_summary summary_of(const struct made *made)
{
	static const struct gamut_summary_prices none = { 0 };
	struct gamut_summary summary = { 0 };

	gamut_summary_make(&summary, made->cells, made->count, &none, &arena);
	gamut_warnings_make(&summary, NULL, 0, &arena);
	gamut_notes_make(&summary, NULL, 0, &arena);
	return summary;
}

/* One run: a whole cell, one that lacks samples, one that was not begun. */
static struct gamut_summary incomplete(struct gamut_str name)
{
	struct made made = make(3);
	const struct gamut_str run = GAMUT_STR("0123456789abcdef");
	const struct gamut_str setting = GAMUT_STR("zero-shot");

	add_cell(&made,
	         (struct gamut_cell_key){ name, run, GAMUT_STR("a"), setting },
	         (struct wanted){ .valid = 90, .truncated = 10 });
	add_cell(&made,
	         (struct gamut_cell_key){ name, run, GAMUT_STR("b"), setting },
	         (struct wanted){ .valid = 60, .failed = 3, .missing = 37 });
	add_cell(&made,
	         (struct gamut_cell_key){ name, run, GAMUT_STR("c"), setting },
	         (struct wanted){ .missing = 100 });
	return summary_of(&made);
}

static struct gamut_str told(const struct gamut_summary *summary,
                             const char *format, size_t columns)
{
	const struct gamut_report_run run = {
		.run = GAMUT_STR("0123456789abcdef"),
		.remedy = GAMUT_STR("gamut run --out 'x y'"),
	};
	const struct gamut_report_options options = {
		.columns = columns,
		.runs = &run,
		.run_count = 1,
	};

	gamut_buf_clear(&out);
	gamut_report_find(gamut_str_of(format))(&out, summary, &options);
	gamut_buf_cstr(&out);
	return gamut_buf_view(&out);
}

START_TEST(what_is_wrong_stands_first)
{
	struct gamut_summary summary = incomplete(GAMUT_STR("m"));
	struct gamut_str text = told(&summary, "table", 200);
	static const char first[] =
		"! m, run 0123456789abcdef: incomplete, 3 samples failed and "
		"137 are missing in 2 of 3 cells, most (100) in c zero-shot: "
		"run it again to get them\n    gamut run --out 'x y'\n"
		"! m, run 0123456789abcdef: completions cut off by the token "
		"limit";

	ck_assert_str_eq(
		gamut_arena_copy(&arena,
	                         gamut_str_head(text, sizeof(first) - 1))
			.ptr,
		first);
	/* And not again at the end. */
	ck_assert_ptr_null(strstr(text.ptr + sizeof(first), "incomplete"));
	text = told(&summary, "markdown", 0);
	ck_assert_ptr_nonnull(strstr(text.ptr,
	                             "> [!CAUTION]\n> - m, run "
	                             "`0123456789abcdef`: incomplete"));
	ck_assert_ptr_nonnull(strstr(text.ptr, ": `gamut run --out 'x y'`\n"));
	ck_assert_ptr_nonnull(strstr(text.ptr, "> [!WARNING]\n> - m, run"));
}
END_TEST

START_TEST(annotations_are_of_three_kinds)
{
	struct gamut_summary summary = incomplete(GAMUT_STR("m"));
	struct gamut_str rest = told(&summary, "github", 0);
	static const char *const begin[] = {
		"::error title=incomplete run::m, run 0123456789abcdef: ",
		"::warning title=gamut report::m, run 0123456789abcdef: ",
		"::warning title=gamut report::m, run 0123456789abcdef: ",
		("::notice title=m%2C run 0123456789abcdef::zero-shot: "
		 "3 tasks, validity %25 95.0 ("),
	};
	struct gamut_str line;
	size_t lines = 0;

	while (gamut_str_take_line(&rest, &line))
		ck_assert_msg(gamut_str_starts_with(
				      line, gamut_str_of(begin[lines++])),
		              "%.*s", GAMUT_STR_ARG(line));
	ck_assert_uint_eq(lines, 4);
}
END_TEST

static double xpath(struct gamut_str text, const char *expression)
{
	const char *const words[] = { "xmllint",  "--nonet", "--xpath",
		                      expression, "-",       NULL };

	return strtod(gamut_test_tool(&arena, text, words), NULL);
}

START_TEST(junit_tells_lacking_from_not_asked)
{
	struct gamut_summary summary = incomplete(GAMUT_STR("m"));
	struct gamut_str text = told(&summary, "junit", 0);

	ck_assert(xpath(text, "count(/testsuites/testsuite)") == 1);
	ck_assert(xpath(text, "number(/testsuites/@tests)") == 3);
	ck_assert(xpath(text, "number(//testsuite/@tests)") == 3);
	ck_assert(xpath(text, "number(//testsuite/@errors)") == 1);
	ck_assert(xpath(text, "number(//testsuite/@skipped)") == 1);
	ck_assert(xpath(text, "number(//testsuite/@failures)") == 0);
	ck_assert(xpath(text, "count(//testcase[@name='b']/error[@message="
	                      "'incomplete: of 100 samples 3 failed and 37 "
	                      "are missing'])") == 1);
	ck_assert(xpath(text, "count(//error)") == 1);
	ck_assert(xpath(text, "count(//testcase[@name='c']/skipped)") == 1);
	ck_assert(xpath(text, "count(//testcase[@name='a']/system-out["
	                      "contains(., 'warning: truncated: ')])") == 1);
	ck_assert(xpath(text, "count(//testsuite/system-out[contains(., "
	                      "'gamut run --out')])") == 1);
}
END_TEST

static const char *const strangers[] = {
	"]]></system-out><x a='\"&#1;",
	"::error::a ##[error]b",
	"@everyone #1 https://a.example",
	"\x1b[2J\xc2\x9b\xe2\x80\xae\n::error::a",
	"\xff\xef\xbf\xbe\xed\xa0\x80",
	"`</details>` |b| \\",
};

#define STRANGERS ((int)GAMUT_ARRAY_LEN(strangers))

/* Made of strangers' names, one run twice, so that it is called by its id. */
static struct gamut_summary strange(const char *name)
{
	struct gamut_str of = gamut_str_of(name);
	struct made made = make(2);

	for (size_t i = 0; i < 2; i++)
		add_cell(&made,
		         (struct gamut_cell_key){
				 of, gamut_arena_strf(&arena, "%zu%s", i, name),
				 of, of },
		         (struct wanted){
				 .valid = 50, .truncated = 10, .missing = 9 });
	return summary_of(&made);
}

START_TEST(strangers_act_on_nothing)
{
	static const char *const formats[] = { "table", "markdown", "junit",
		                               "github" };
	struct gamut_summary summary = strange(strangers[_i]);

	for (size_t f = 0; f < GAMUT_ARRAY_LEN(formats); f++) {
		bool is_ours = strcmp(formats[f], "github") == 0;
		struct gamut_str rest = told(&summary, formats[f], 60);
		struct gamut_str line;

		ck_assert(gamut_text_is_utf8(rest));
		ck_assert_uint_eq(gamut_str_find(rest, GAMUT_STR("##[")),
		                  rest.len);
		while (gamut_str_take_line(&rest, &line)) {
			struct gamut_str left = line;

			while (left.len > 0)
				ck_assert(!gamut_text_is_unsafe(
					gamut_text_take(&left)));
			ck_assert(is_ours ==
			          gamut_str_starts_with(gamut_str_trim(line),
			                                GAMUT_STR("::")));
			ck_assert(f > 0 || gamut_text_columns(line) <= 60);
		}
	}
}
END_TEST

START_TEST(strangers_are_data_to_parsers)
{
	static const char *const markdown[] = {
		"cmark-gfm", "-e", "table", "-e", "autolink", "-t", "xml", NULL
	};
	struct gamut_summary summary = strange(strangers[_i]);
	const char *text = gamut_test_tool(
		&arena, told(&summary, "markdown", 0), markdown);
	size_t tables = 0;
	size_t blocks = 0;

	ck_assert_ptr_null(strstr(text, "<link"));
	ck_assert_ptr_null(strstr(text, "<html_inline"));
	for (const char *at = text; (at = strstr(at, "<table>")); at++)
		tables++;
	for (const char *at = text; (at = strstr(at, "<html_block")); at++)
		blocks++;
	/* The means; fates, tokens and tasks of each run. */
	ck_assert_uint_eq(tables, 7);
	ck_assert_uint_eq(blocks, 4);
	ck_assert(xpath(told(&summary, "junit", 0), "count(//testcase)") == 2);
}
END_TEST

START_TEST(pages_of_many_runs_fit_into_a_comment)
{
	static const char *const settings[] = { "zero-shot", "few-shot",
		                                "few-shot-described" };
	struct made made = make((size_t)100 * 3 * 22);
	struct gamut_summary summary;
	struct gamut_str page;

	for (size_t i = 0; i < made.size; i++)
		add_cell(&made,
		         (struct gamut_cell_key){
				 GAMUT_STR("m"),
				 gamut_arena_strf(&arena, "%016zx", i / 66),
				 gamut_arena_strf(&arena, "task-%zu",
		                                  i % 66 / 3),
				 gamut_str_of(settings[i % 3]) },
		         (struct wanted){
				 .valid = 80, .truncated = 20, .missing = 5 });
	summary = summary_of(&made);
	page = told(&summary, "markdown", 0);
	ck_assert_uint_lt(page.len, 60000);
	ck_assert_ptr_nonnull(strstr(page.ptr, "There is no room here for the "
	                                       "tasks of "));
	/* A single table that is too long, too. */
	made = make(5000);
	for (size_t i = 0; i < made.size; i++)
		add_cell(&made,
		         (struct gamut_cell_key){
				 .model = GAMUT_STR("m"),
				 .task = gamut_arena_strf(&arena, "%zu", i) },
		         (struct wanted){ .valid = 80 });
	summary = summary_of(&made);
	page = told(&summary, "markdown", 0);
	ck_assert_uint_lt(page.len, 60000);
	ck_assert_uint_gt(page.len, 30000);
	ck_assert_ptr_nonnull(strstr(page.ptr, " more tasks\n"));
}
END_TEST

/* Of a collapsed cell the first bar is all there is. */
START_TEST(collapse_is_seen)
{
	struct gamut_summary summary = incomplete(GAMUT_STR("m"));
	struct gamut_str text = told(&summary, "table", 80);

	ck_assert_ptr_nonnull(strstr(text.ptr, "\xe2\x96\x88   "));
	ck_assert_ptr_null(strstr(text.ptr, "\xe2\x96\x88\xe2\x96"));
	ck_assert_ptr_nonnull(
		strstr(text.ptr, "furthest below their ceiling: a ("));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("report_formats");
	TCase *tc = tcase_create("report_formats");

	tcase_add_checked_fixture(tc, gamut_temp_make, tear_down);
	tcase_add_test(tc, what_is_wrong_stands_first);
	tcase_add_test(tc, annotations_are_of_three_kinds);
	tcase_add_test(tc, junit_tells_lacking_from_not_asked);
	tcase_add_loop_test(tc, strangers_act_on_nothing, 0, STRANGERS);
	tcase_add_loop_test(tc, strangers_are_data_to_parsers, 0, STRANGERS);
	tcase_add_test(tc, pages_of_many_runs_fit_into_a_comment);
	tcase_add_test(tc, collapse_is_seen);
	suite_add_tcase(suite, tc);
	return suite;
}
