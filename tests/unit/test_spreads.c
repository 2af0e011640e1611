/* The intervals of means, and how summary.json tells them. */
#include "tests/support/unit.h"

#include <math.h>
#include <string.h>

#include "base/json.h"
#include "runner/measure/shape.h"
#include "runner/measure/spreads.h"
#include "runner/report/report.h"
#include "tests/support/expected.h"

#define CELLS 4

/* A cell of n completions: its answers came so often, each a form of its own.
 */
struct case_cell {
	const char *task;
	const char *setting;
	uint64_t n;
	uint64_t counts[3];
};

/* Two tasks; the second has nothing under the second setting. */
static const struct case_cell cases[CELLS] = {
	{ "a", "few-shot", 10, { 4, 2, 1 } },
	{ "a", "few-shot-described", 10, { 9, 1, 0 } },
	{ "b", "few-shot", 20, { 10, 10, 0 } },
	{ "b", "few-shot-described", 0, { 0, 0, 0 } },
};

static struct gamut_cell cells[CELLS];
static struct gamut_arena arena;
static struct gamut_summary summary;

static void make_cell(struct gamut_cell *cell, const struct case_cell *from)
{
	static const char *const names[] = { "x", "y", "z" };

	*cell = (struct gamut_cell){
		.key = { GAMUT_STR("m"), GAMUT_STR("r"),
		         gamut_str_of(from->task),
		         gamut_str_of(from->setting) },
		.answers = gamut_arena_new(&arena, struct gamut_cell_answer, 3),
		.forms = gamut_arena_new(&arena, struct gamut_cell_form, 3),
		.tally = { .n = from->n, .space = 5 },
	};
	for (size_t i = 0; i < 3 && from->counts[i] > 0; i++) {
		uint64_t count = from->counts[i];

		cell->answers[i] = (struct gamut_cell_answer){
			.text = gamut_str_of(names[i]),
			.form = i,
			.valid = count
		};
		cell->forms[i] = (struct gamut_cell_form){
			gamut_str_of(names[i]), count
		};
		cell->answer_count = cell->form_count = i + 1;
		cell->tally.valid += count;
		cell->tally.yield++;
		cell->tally.canonical_yield++;
		cell->tally.equal_pairs += count * (count - 1) / 2;
	}
}

static void set_up(void)
{
	const struct gamut_summary_prices prices = { 0 };
	const struct gamut_cell *list[CELLS];

	for (size_t i = 0; i < CELLS; i++) {
		make_cell(&cells[i], &cases[i]);
		list[i] = &cells[i];
	}
	gamut_summary_make(&summary, list, CELLS, &prices, &arena);
}

static void tear_down(void)
{
	gamut_arena_clear(&arena);
}

static struct gamut_summary_part part_of_all(void)
{
	struct gamut_summary_part part = { 0 };

	ck_assert(gamut_summary_next(&summary, &part));
	return part;
}

/* Task a has 0.7 and 1, task b has 1: 0.85 and 1, whatever the settings. */
START_TEST(all_settings_are_averaged_by_task)
{
	struct gamut_summary_part part = part_of_all();
	struct gamut_spreads spreads = gamut_spreads_of(&part, NULL);
	const struct gamut_spreads_of *validity =
		&spreads.of[gamut_spreads_index(GAMUT_METRIC_VALIDITY)];

	ck_assert_uint_eq(spreads.tasks, 2);
	ck_assert_uint_eq(spreads.cells, 4);
	ck_assert_uint_eq(validity->tasks, 2);
	gamut_expected_double("mean", validity->mean, 0.925);
	/* half of their difference, and Student's t of one degree */
	gamut_expected_double("se", validity->over_tasks.se, 0.075);
	gamut_expected_double("high", validity->over_tasks.ci95.high,
	                      0.925 + 12.706204736174694 * 0.075);
	/* A quarter of the weight each, and a half: the only noise is 0.7's. */
	ck_assert_uint_eq(validity->fixed_suite.cells, 3);
	gamut_expected_double("mean", validity->fixed_suite.mean, 0.925);
	gamut_expected_double("se", validity->fixed_suite.se,
	                      0.25 * sqrt(0.7 * 0.3 / 10));
}
END_TEST

/* f1 is 1 of 10, 1 of 10, 0 of 20. */
START_TEST(yields_have_the_noise_of_their_cells)
{
	struct gamut_summary_part part = part_of_all();
	struct gamut_spreads spreads = gamut_spreads_of(&part, NULL);
	size_t yield = gamut_spreads_index(GAMUT_METRIC_YIELD);
	size_t relative = gamut_spreads_index(GAMUT_METRIC_RELATIVE_YIELD);
	double padded = 2 * 11.0 / 13;
	double ten = 5 * (1 - pow(0.8, 10));
	double twenty = 5 * (1 - pow(0.8, 20));

	gamut_expected_double("mean", spreads.of[yield].mean,
	                      (3 + 2) / 4.0 + 2 / 2.0);
	gamut_expected_double("se", spreads.of[yield].fixed_suite.se,
	                      sqrt(padded / 16 + padded / 16 + 22.0 / 23 / 4));
	gamut_expected_double("relative", spreads.of[relative].fixed_suite.se,
	                      sqrt(padded / 16 / ten / ten * 2 +
	                           22.0 / 23 / 4 / twenty / twenty));
	/* What has no known noise has no such interval. */
	ck_assert_uint_eq(
		spreads.of[gamut_spreads_index(GAMUT_METRIC_UNIQUENESS)]
			.fixed_suite.cells,
		0);
}
END_TEST

START_TEST(one_setting_is_of_its_cells)
{
	const struct gamut_str setting = GAMUT_STR("few-shot-described");
	struct gamut_summary_part part = part_of_all();
	struct gamut_spreads spreads = gamut_spreads_of(&part, &setting);
	const struct gamut_spreads_of *yield =
		&spreads.of[gamut_spreads_index(GAMUT_METRIC_YIELD)];

	ck_assert_uint_eq(spreads.cells, 2);
	ck_assert_uint_eq(yield->tasks, 1);
	gamut_expected_double("mean", yield->mean, 2);
	/* Of one task nothing is known of others. */
	ck_assert(isnan(yield->over_tasks.se));
	ck_assert(yield->fixed_suite.ci95.low < 2);
}
END_TEST

START_TEST(top_forms_are_the_most_frequent)
{
	const uint64_t counts[] = { 1, 7, 0, 2, 2, 9, 1, 2 };
	struct gamut_cell_form forms[8];
	struct gamut_cell cell = { .forms = forms, .form_count = 8 };
	struct gamut_counted top[GAMUT_SHAPE_TOP];

	for (size_t i = 0; i < 8; i++)
		forms[i] = (struct gamut_cell_form){
			gamut_arena_strf(&arena, "%c", (int)('h' - i)),
			counts[i]
		};
	ck_assert_uint_eq(gamut_shape_top(top, &cell), 5);
	/* Of those that came twice a, d and e in this order. */
	for (size_t i = 0; i < 5; i++)
		ck_assert_int_eq(top[i].text.ptr[0], "cgade"[i]);
	ck_assert_uint_eq(top[0].count, 9);
	cell.form_count = 0;
	ck_assert_uint_eq(gamut_shape_top(top, &cell), 0);
}
END_TEST

/* ------------------------------------------------------------ summary.json */

static cJSON *document(void)
{
	struct gamut_err err = { 0 };
	struct gamut_buf text = { 0 };
	cJSON *object;

	gamut_report_json(&text, &summary);
	object = gamut_json_parse(gamut_buf_view(&text), &err);
	ck_assert_msg(object, "%s", err.msg);
	gamut_buf_release(&text);
	return object;
}

/* The value at "a.b.0.c". */
static const cJSON *at(const cJSON *value, const char *path)
{
	struct gamut_str rest = gamut_str_of(path);

	while (value && rest.len > 0) {
		size_t end = gamut_str_find(rest, GAMUT_STR("."));
		struct gamut_str key = gamut_str_head(rest, end);

		value = cJSON_IsArray(value) ?
		                cJSON_GetArrayItem(value, key.ptr[0] - '0') :
		                cJSON_GetObjectItemCaseSensitive(
					value,
					gamut_arena_copy(&arena, key).ptr);
		rest = gamut_str_skip(rest, end < rest.len ? end + 1 : end);
	}
	ck_assert_msg(value, "no %s", path);
	return value;
}

static void expect(const cJSON *object, const char *path, double want)
{
	const cJSON *value = at(object, path);

	if (isnan(want))
		ck_assert_msg(cJSON_IsNull(value), "%s is not null", path);
	else
		gamut_expected_double(path, value->valuedouble, want);
}

START_TEST(cells_have_their_estimates)
{
	cJSON *object = document();
	const cJSON *cell = at(object, "cells.0.estimates");
	double factor;

	expect(cell, "validity_ci95.0", 0.39677814746114531);
	ck_assert_str_eq(at(cell, "top.0.answer")->valuestring, "x");
	expect(cell, "top.0.count", 4);
	expect(cell, "top.0.share", 4.0 / 7);
	expect(cell, "raw.yield_se", sqrt(0.9 * (1 - 0.1)));
	expect(cell, "canonical.yield_at.10", 3);
	/* Above n there is no such member; where there is nothing, null. */
	ck_assert_ptr_null(cJSON_GetObjectItem(at(cell, "raw.yield_at"), "25"));
	expect(cell, "raw.uniqueness_at.10", GAMUT_UNDEFINED);
	expect(cell, "canonical.collision", 14.0 / 42);
	expect(cell, "canonical.distance_to_uniform", 5 * 14.0 / 42 - 1);
	expect(cell, "raw.distance_to_uniform", GAMUT_UNDEFINED);
	expect(cell, "raw.top_share.3", 1);
	/* By the odds, 1 to 2, and the jackknife: 4 sum c (c - 3)^2 = 40. */
	factor = exp(1.959963984540054 * sqrt(40 / (7 * 6 * 25.0)) * 9 / 2);
	expect(cell, "canonical.collision_ci95.0", 1 / (1 + 2 * factor));
	expect(cell, "canonical.collision_ci95.1", factor / (2 + factor));
	/* All ten draws: the interval of the yield. There are 5 forms. */
	expect(cell, "canonical.yield_at_ci95.10.1", 5);
	ck_assert_double_eq(at(cell, "raw.yield_at_ci95.10.1")->valuedouble,
	                    at(cell, "raw.yield_ci95.1")->valuedouble);
	ck_assert_ptr_null(
		cJSON_GetObjectItem(at(cell, "raw.yield_at_ci95"), "25"));
	/* 10 of 20; by tests/data/make_estimate.py */
	cell = at(object, "cells.2.estimates");
	expect(cell, "canonical.yield_at_ci95.10.0", 0.9505654012507738);
	expect(cell, "canonical.yield_at_ci95.10.1", 3.049412948572777);
	expect(cell, "raw.collision_ci95.0", 0.38698092150247515);
	expect(cell, "raw.collision_ci95.1", 0.5620041094245325);
	cell = at(object, "cells.3.estimates");
	expect(cell, "raw.collision_ci95.0", GAMUT_UNDEFINED);
	expect(cell, "validity_ci95.0", GAMUT_UNDEFINED);
	expect(cell, "raw.uniqueness", GAMUT_UNDEFINED);
	expect(cell, "raw.yield_ci95.1", GAMUT_UNDEFINED);
	ck_assert_int_eq(cJSON_GetArraySize(at(cell, "top")), 0);
	cJSON_Delete(object);
}
END_TEST

/* The paper's, ours, and what other tasks would say, side by side. */
START_TEST(means_have_three_errors)
{
	cJSON *object = document();
	const cJSON *few = at(object, "aggregates.0");

	expect(few, "validity.se", 0.15 / sqrt(2));
	expect(few, "validity.over_tasks.se", 0.15);
	expect(few, "validity.over_tasks.df", 1);
	expect(few, "validity.fixed_suite.se", sqrt(0.7 * 0.3 / 10) / 2);
	expect(few, "validity.fixed_suite.cells", 2);
	ck_assert_ptr_null(
		cJSON_GetObjectItem(at(few, "uniqueness"), "fixed_suite"));
	expect(few, "paper.mean_percent_valid", 0.85);
	expect(few, "paper.std_percent_valid", 0.15);
	expect(few, "paper.sem_percent_valid", 0.15 / sqrt(2));
	expect(few, "paper.count_percent_valid", 2);
	expect(few, "paper.mean_unique_valid_count", 2.5);
	expect(few, "paper.mean_unique_gens_pct", (3.0 / 7 + 0.1) / 2);
	expect(object, "overall.0.tasks", 2);
	expect(object, "overall.0.cells", 4);
	expect(object, "overall.0.validity.mean", 0.925);
	expect(object, "overall.0.validity.over_tasks.se", 0.075);
	ck_assert_str_eq(at(object, "overall.0.run")->valuestring, "r");
	cJSON_Delete(object);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("spreads");
	TCase *tc = tcase_create("spreads");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, all_settings_are_averaged_by_task);
	tcase_add_test(tc, yields_have_the_noise_of_their_cells);
	tcase_add_test(tc, one_setting_is_of_its_cells);
	tcase_add_test(tc, top_forms_are_the_most_frequent);
	tcase_add_test(tc, cells_have_their_estimates);
	tcase_add_test(tc, means_have_three_errors);
	suite_add_tcase(suite, tc);
	return suite;
}
