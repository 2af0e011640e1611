#include "tests/support/unit.h"

#include <signal.h>
#include <string.h>

#include "base/text.h"
#include "runner/report/grid.h"
#include "runner/report/report.h"
#include "runner/report/tables.h"

#define MODELS 2

static struct gamut_cell_summary cells[MODELS];
static struct gamut_aggregate aggregates[MODELS];

static struct gamut_arena arena;
static struct gamut_cell behind;

static void clear(void)
{
	gamut_arena_clear(&arena);
}

static void add_answer(struct gamut_str text, size_t form)
{
	behind.answers[behind.answer_count++] = (struct gamut_cell_answer){
		.text = text, .form = form, .valid = 1
	};
	behind.forms[form].valid++;
}

/* Four completions: two of one form in two spellings, one other, one invalid.
 */
static void make_cell(void)
{
	behind = (struct gamut_cell){
		.answers = gamut_arena_new(&arena, struct gamut_cell_answer, 3),
		.forms = gamut_arena_new(&arena, struct gamut_cell_form, 2),
		.form_count = 2,
		.tally = { .n = 4,
		           .valid = 3,
		           .yield = 3,
		           .canonical_yield = 2 },
	};
	behind.forms[0].text = GAMUT_STR("2");
	behind.forms[1].text = GAMUT_STR("1");
	add_answer(GAMUT_STR("monday"), 1);
	add_answer(GAMUT_STR("tue"), 0);
	add_answer(GAMUT_STR("Monday"), 1);
}

/* One cell each of two models, under `setting`, the mean of `tasks` tasks. */
static struct gamut_summary summary_of(struct gamut_str setting, size_t tasks)
{
	static const struct gamut_str models[MODELS] = { { "alpha", 5 },
		                                         { "beta", 4 } };
	const struct gamut_spread spread = {
		0.5, 0.25, 0.125, 0.2, 0.8, tasks
	};

	make_cell();
	for (size_t i = 0; i < MODELS; i++) {
		const struct gamut_cell_key key = { models[i], GAMUT_STR_EMPTY,
			                            GAMUT_STR("a_task"),
			                            setting };

		cells[i] = (struct gamut_cell_summary){ .key = key,
			                                .cell = &behind };
		cells[i].metrics = gamut_metrics_of(&behind.tally);
		aggregates[i] = (struct gamut_aggregate){ .key = key,
			                                  .tasks = tasks };
		for (size_t m = 0; m < GAMUT_AGGREGATED_COUNT; m++)
			aggregates[i].of[m] = spread;
	}
	return (struct gamut_summary){ .cells = cells,
		                       .cell_count = MODELS,
		                       .aggregates = aggregates,
		                       .aggregate_count = MODELS };
}

static char *table_of(struct gamut_buf *out, struct gamut_str setting,
                      size_t tasks)
{
	const struct gamut_report_options options = { .columns = 100 };
	struct gamut_summary summary = summary_of(setting, tasks);

	gamut_report_write(out, &summary, GAMUT_FORMAT_TABLE, &options);
	gamut_buf_cstr(out);
	return out->ptr;
}

static size_t count_of(const char *text, const char *part)
{
	size_t n = 0;

	while ((text = strstr(text, part))) {
		n++;
		text++;
	}
	return n;
}

START_TEST(texts_of_any_length_are_kept)
{
	struct gamut_grid grid = { .columns = 1 };
	struct gamut_str text;

	gamut_grid_addf(&grid, "%0300d", 7);
	gamut_grid_add(&grid, GAMUT_STR("a\0b"));
	text = gamut_grid_at(&grid, 0, 0);
	ck_assert_uint_eq(text.len, 300);
	ck_assert_int_eq(text.ptr[299], '7');
	ck_assert(gamut_str_eq(gamut_grid_at(&grid, 1, 0), GAMUT_STR("a\0b")));
	gamut_grid_release(&grid);
}
END_TEST

START_TEST(models_without_settings_share_a_table)
{
	struct gamut_buf out = { 0 };
	const char *text = table_of(&out, GAMUT_STR_EMPTY, 1);

	ck_assert_uint_eq(count_of(text, "validity %"), 1);
	/* one of means and one of fates */
	ck_assert_uint_eq(count_of(text, "alpha"), 2);
	ck_assert_uint_eq(count_of(text, "beta"), 2);
	/* One task: the means say it all. */
	ck_assert_uint_eq(count_of(text, "a_task"), 0);
	gamut_buf_release(&out);
}
END_TEST

START_TEST(models_with_settings_have_tables_of_their_own)
{
	struct gamut_buf out = { 0 };
	const char *text = table_of(&out, GAMUT_STR("few-shot"), 1);

	/* One table of means for all, so that they can be compared. */
	ck_assert_uint_eq(count_of(text, "validity %"), 1);
	ck_assert_uint_eq(count_of(text, "alpha     few-shot (incomplete)"), 1);
	/* twice in its table, once among the weakest */
	ck_assert_uint_eq(count_of(text, "\na_task"), 2);
	gamut_buf_release(&out);
}
END_TEST

/* Widths of a terminal, and the rows that tell two long names apart. */
static const struct {
	const char *names[MODELS];
	size_t columns;
	const char *rows[MODELS];
} alike[] = {
	{ { "meta-llama/Meta-Llama-3.1-405B-Instruct-FP8-dynamic-a",
	    "meta-llama/Meta-Llama-3.1-405B-Instruct-FP8-dynamic-b" },
	  60,
	  { "\nmeta-lla\u2026namic-a few-shot ",
	    "\nmeta-lla\u2026namic-b few-shot " } },
	{ { "one-and-the-same-beginning-A-one-and-the-same-end-of-it-all",
	    "one-and-the-same-beginning-B-one-and-the-same-end-of-it-all" },
	  60,
	  { "\n\u2026A-one-and-the-\u2026 few-shot ",
	    "\n\u2026B-one-and-the-\u2026 few-shot " } },
	{ { "A-one-and-the-same-end-that-is-too-long-for-this-table-here",
	    "B-one-and-the-same-end-that-is-too-long-for-this-table-here" },
	  60,
	  { "\nA-one-and-the-s\u2026 few-shot ",
	    "\nB-one-and-the-s\u2026 few-shot " } },
};

START_TEST(what_differs_of_long_names_stays)
{
	struct gamut_summary summary = summary_of(GAMUT_STR("few-shot"), 1);
	const struct gamut_report_options options = {
		.columns = alike[_i].columns
	};
	struct gamut_buf out = { 0 };
	struct gamut_str rest;
	struct gamut_str line;

	for (size_t i = 0; i < MODELS; i++) {
		cells[i].key.model = gamut_str_of(alike[_i].names[i]);
		aggregates[i].key.model = cells[i].key.model;
	}
	gamut_report_table(&out, &summary, &options);
	for (size_t i = 0; i < MODELS; i++)
		ck_assert_msg(strstr(gamut_buf_cstr(&out), alike[_i].rows[i]),
		              "%s", gamut_buf_cstr(&out));
	rest = gamut_buf_view(&out);
	while (gamut_str_take_line(&rest, &line))
		ck_assert_uint_le(gamut_text_columns(line), options.columns);
	gamut_buf_release(&out);
}
END_TEST

/* Of one model: by what people call the run, unless others are called so. */
START_TEST(runs_of_one_model_are_told_by_their_labels)
{
	struct gamut_summary summary = summary_of(GAMUT_STR("few-shot"), 1);
	struct gamut_report_run runs[MODELS] = {
		{ .run = GAMUT_STR("0123"), .label = GAMUT_STR("old") },
		{ .run = GAMUT_STR("4567"), .label = GAMUT_STR("new") },
	};
	const struct gamut_report_options options = { .columns = 100,
		                                      .runs = runs,
		                                      .run_count = MODELS };
	struct gamut_buf out = { 0 };

	for (size_t i = 0; i < MODELS; i++) {
		cells[i].key.model = GAMUT_STR("alpha");
		cells[i].key.run = runs[i].run;
		aggregates[i].key = cells[i].key;
	}
	gamut_report_table(&out, &summary, &options);
	ck_assert_ptr_nonnull(strstr(gamut_buf_cstr(&out), "\nalpha old "));
	ck_assert_ptr_nonnull(strstr(gamut_buf_cstr(&out), "\nalpha new "));
	gamut_buf_clear(&out);
	runs[1].label = runs[0].label;
	gamut_report_table(&out, &summary, &options);
	ck_assert_ptr_nonnull(strstr(gamut_buf_cstr(&out), "\nalpha 0123 "));
	ck_assert_ptr_nonnull(strstr(gamut_buf_cstr(&out), "\nalpha 4567 "));
	gamut_buf_release(&out);
}
END_TEST

/*
 * Of 3 in 4 Wilson has 0.3006 to 0.9544: the wider side. Of 3 different ones in
 * 4 draws the variance is 4 * 3 / 7, 1.96 roots of it 2.6.
 */
START_TEST(means_have_the_noise_of_their_cells)
{
	struct gamut_buf out = { 0 };
	const char *text = table_of(&out, GAMUT_STR_EMPTY, 1);

	ck_assert_uint_eq(count_of(text, "75.0 \xc2\xb1 44.9"), MODELS);
	ck_assert_uint_eq(count_of(text, "3.0 \xc2\xb1 2.6"), MODELS);
	ck_assert_uint_eq(count_of(text, "the noise of sampling these"), 1);
	gamut_buf_release(&out);
}
END_TEST

/* One row more than settings, where there are several of them. */
START_TEST(several_settings_have_a_mean_of_all)
{
	struct gamut_summary summary = summary_of(GAMUT_STR("few-shot"), 1);
	struct gamut_summary_part part = { 0 };
	struct gamut_grid grid;

	ck_assert(gamut_summary_next(&summary, &part));
	gamut_tables_means(&grid, &part);
	ck_assert_uint_eq(gamut_grid_rows(&grid), 2);
	gamut_grid_release(&grid);

	/* The two cells as one model's, under two settings. */
	cells[1].key = cells[0].key;
	cells[1].key.setting = GAMUT_STR("few-shot-described");
	aggregates[1].key = cells[1].key;
	part = (struct gamut_summary_part){ 0 };
	ck_assert(gamut_summary_next(&summary, &part));
	gamut_tables_means(&grid, &part);
	ck_assert_uint_eq(gamut_grid_rows(&grid), 4);
	ck_assert(gamut_str_eq(gamut_grid_at(&grid, 3, 0),
	                       GAMUT_STR("all settings")));
	/* tasks, not cells; and less noise than either */
	ck_assert(gamut_str_eq(gamut_grid_at(&grid, 3, 1), GAMUT_STR("1")));
	ck_assert(gamut_str_eq(gamut_grid_at(&grid, 3, 4),
	                       GAMUT_STR("3.0 \xc2\xb1 1.8")));
	gamut_grid_release(&grid);
}
END_TEST

/* As it is spelt, of equal spellings the first; dropped where it has no room.
 */
START_TEST(the_most_frequent_answer_is_shown_where_it_fits)
{
	struct gamut_summary summary = summary_of(GAMUT_STR("few-shot"), 1);
	static const struct {
		size_t columns;
		size_t shares;
		size_t answers;
	} rows[] = { { 34, 0, 0 }, { 60, MODELS, 0 }, { 80, MODELS, MODELS } };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rows); i++) {
		const struct gamut_report_options options = {
			.columns = rows[i].columns
		};
		struct gamut_buf out = { 0 };
		const char *text;

		gamut_report_table(&out, &summary, &options);
		text = gamut_buf_cstr(&out);

		ck_assert_uint_eq(count_of(text, "66.7"), rows[i].shares);
		ck_assert_uint_eq(count_of(text, "Monday"), rows[i].answers);
		gamut_buf_release(&out);
	}
}
END_TEST

START_TEST(fates_that_occur_have_a_column)
{
	struct gamut_summary summary = summary_of(GAMUT_STR("few-shot"), 1);
	struct gamut_summary_part part = { 0 };
	struct gamut_buf text = { 0 };
	struct gamut_grid grid;

	aggregates[0].fates[GAMUT_FATE_VALID_NEW] = 9997;
	aggregates[0].fates[GAMUT_FATE_REFUSAL] = 1;
	aggregates[0].fates[GAMUT_FATE_MISSING] = 2;
	ck_assert(gamut_summary_next(&summary, &part));
	gamut_tables_fates(&grid, &part);
	gamut_grid_draw(&text, &grid, 80, false);
	/* What there is never looks like nothing. */
	ck_assert_str_eq(gamut_buf_cstr(&text),
	                 "fates, %  samples    new  repeated  invalid  refused"
	                 "  missing\n"
	                 "few-shot    10000  >99.9         0        0     <0.1"
	                 "     <0.1\n");
	gamut_grid_release(&grid);
	gamut_buf_release(&text);
}
END_TEST

START_TEST(tokens_have_a_table_where_they_were_told)
{
	struct gamut_summary summary = summary_of(GAMUT_STR("few-shot"), 1);
	struct gamut_summary_part part = { 0 };
	struct gamut_grid grid;

	aggregates[0].bill.usage = gamut_usage_unknown;
	aggregates[0].bill.usage.requests = 7;
	ck_assert(gamut_summary_next(&summary, &part));
	gamut_tables_bill(&grid, &part);
	ck_assert_uint_eq(gamut_grid_rows(&grid), 1);
	gamut_grid_release(&grid);

	aggregates[0].bill.usage.prompt_tokens = 30;
	gamut_tables_bill(&grid, &part);
	ck_assert_uint_eq(gamut_grid_rows(&grid), 2);
	ck_assert_uint_eq(grid.columns, 5);
	ck_assert(gamut_str_eq(gamut_grid_at(&grid, 1, 1), GAMUT_STR("7")));
	ck_assert(gamut_str_eq(gamut_grid_at(&grid, 1, 2), GAMUT_STR("30")));
	ck_assert(gamut_str_eq(gamut_grid_at(&grid, 1, 3), GAMUT_STR("-")));
	gamut_grid_release(&grid);

	aggregates[0].bill.currency = GAMUT_STR("USD");
	aggregates[0].bill.cost = 0.5;
	gamut_tables_bill(&grid, &part);
	ck_assert(gamut_str_eq(gamut_grid_at(&grid, 0, 5),
	                       GAMUT_STR("cost USD")));
	ck_assert(
		gamut_str_eq(gamut_grid_at(&grid, 1, 5), GAMUT_STR("0.5000")));
	gamut_grid_release(&grid);
}
END_TEST

/* A cell too many would stand in the first column of a row of its own. */
START_TEST(rows_that_are_not_whole_are_a_bug)
{
	struct gamut_grid grid = { .columns = 2 };
	struct gamut_buf out = { 0 };

	for (int i = 0; i < 5; i++)
		gamut_grid_add(&grid, GAMUT_STR("x"));
	switch (_i) {
	case 0:
		gamut_report_grid_csv(&out, &grid);
		break;
	case 1:
		gamut_report_grid_markdown(&out, &grid);
		break;
	default:
		gamut_grid_draw(&out, &grid, 80, false);
	}
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("tables");
	TCase *tc = tcase_create("tables");

	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_test(tc, texts_of_any_length_are_kept);
	tcase_add_test(tc, models_without_settings_share_a_table);
	tcase_add_test(tc, models_with_settings_have_tables_of_their_own);
	tcase_add_loop_test(tc, what_differs_of_long_names_stays, 0,
	                    GAMUT_ARRAY_LEN(alike));
	tcase_add_test(tc, runs_of_one_model_are_told_by_their_labels);
	tcase_add_test(tc, fates_that_occur_have_a_column);
	tcase_add_test(tc, tokens_have_a_table_where_they_were_told);
	tcase_add_test(tc, means_have_the_noise_of_their_cells);
	tcase_add_test(tc, several_settings_have_a_mean_of_all);
	tcase_add_test(tc, the_most_frequent_answer_is_shown_where_it_fits);
	tcase_add_loop_test_raise_signal(tc, rows_that_are_not_whole_are_a_bug,
	                                 SIGABRT, 0, 3);
	suite_add_tcase(suite, tc);
	return suite;
}
