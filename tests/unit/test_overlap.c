#include "tests/support/unit.h"

#include <math.h>

#include "base/json.h"
#include "runner/measure/compare/overlap.h"
#include "runner/measure/score.h"
#include "tests/support/expected.h"
#include "verifiers/integer.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
}

/* ------------------------------------------ against other implementations */

static uint64_t *numbers(const cJSON *row, const char *key, size_t *count)
{
	const cJSON *array = cJSON_GetObjectItemCaseSensitive(row, key);
	uint64_t *items = gamut_arena_new(&arena, uint64_t,
	                                  (size_t)cJSON_GetArraySize(array));
	const cJSON *item;

	*count = 0;
	cJSON_ArrayForEach(item, array)
		items[(*count)++] = (uint64_t)item->valuedouble;
	return items;
}

static double wanted(const cJSON *row, const char *key)
{
	const cJSON *want = cJSON_GetObjectItemCaseSensitive(row, "want");
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(want, key);

	ck_assert_msg(cJSON_IsNumber(item), "no %s", key);
	return item->valuedouble;
}

START_TEST(measures_are_those_of_vegan_and_mpmath)
{
	struct gamut_expected expected;

	gamut_expected_read(&expected, "overlap.jsonl");
	ck_assert_uint_gt(expected.count, 10);
	for (size_t i = 0; i < expected.count; i++) {
		const cJSON *row = expected.rows[i];
		size_t count;
		uint64_t *a = numbers(row, "a", &count);
		uint64_t *b = numbers(row, "b", &count);
		struct gamut_overlap_measure one =
			gamut_overlap_measure_of(a, b, count);
		struct gamut_overlap_measure other =
			gamut_overlap_measure_of(b, a, count);

		gamut_expected_double("agreement", one.agreement,
		                      wanted(row, "agreement"));
		gamut_expected_double("morisita", one.morisita,
		                      wanted(row, "morisita"));
		gamut_expected_double("se", one.se, wanted(row, "se"));
		gamut_expected_double("shared", one.shared,
		                      wanted(row, "shared"));
		gamut_expected_double("shared_if_same", one.shared_if_same,
		                      wanted(row, "shared_if_same"));
		gamut_expected_double("turned", other.morisita, one.morisita);
		gamut_expected_double("turned", other.se, one.se);
		gamut_expected_double("turned", other.shared_if_same,
		                      one.shared_if_same);
	}
	gamut_expected_release(&expected);
}
END_TEST

/* From the least count on an answer is a mode, and below it is none. */
START_TEST(modes_are_those_of_scipy)
{
	struct gamut_expected expected;

	gamut_expected_read(&expected, "overlap_modes.jsonl");
	ck_assert_uint_gt(expected.count, 30);
	for (size_t i = 0; i < expected.count; i++) {
		const cJSON *row = expected.rows[i];
		uint64_t space = gamut_expected_uint(row, "space");
		uint64_t valid = gamut_expected_uint(row, "valid");
		const cJSON *least = cJSON_GetObjectItem(row, "least");
		uint64_t from = cJSON_IsNull(least) ?
		                        valid + 1 :
		                        (uint64_t)least->valuedouble;

		for (uint64_t c = 0; c <= valid; c++)
			ck_assert_msg(gamut_overlap_is_mode(c, valid, space) ==
			                      (c >= from),
			              "%ju of %ju in %ju", (uintmax_t)c,
			              (uintmax_t)valid, (uintmax_t)space);
	}
	gamut_expected_release(&expected);
}
END_TEST

START_TEST(what_is_undefined_is_not_0)
{
	static const uint64_t none[] = { 0, 0 };
	static const uint64_t one[] = { 1, 0 };
	static const uint64_t each[] = { 1, 1 };
	static const uint64_t same[] = { 9, 0 };
	static const uint64_t other[] = { 0, 9 };
	struct gamut_overlap_measure got = gamut_overlap_measure_of(none, same,
	                                                            2);

	ck_assert(isnan(got.agreement) && isnan(got.morisita) &&
	          isnan(got.shared) && isnan(got.shared_if_same));
	got = gamut_overlap_measure_of(one, same, 2);
	ck_assert(isnan(got.morisita) && isnan(got.se));
	gamut_expected_double("agreement", got.agreement, 1);
	/* Nothing is said twice. */
	got = gamut_overlap_measure_of(each, each, 2);
	ck_assert(isnan(got.morisita) && isnan(got.ci95.low));
	gamut_expected_double("agreement", got.agreement, 0.5);
	/* No noise to be seen: no interval. */
	got = gamut_overlap_measure_of(same, same, 2);
	gamut_expected_double("morisita", got.morisita, 1);
	ck_assert(got.se == 0 && isnan(got.ci95.low));
	got = gamut_overlap_measure_of(same, other, 2);
	ck_assert(got.morisita == 0 && got.shared == 0 && got.se == 0);
	ck_assert(isnan(gamut_overlap_measure_of(NULL, NULL, 0).agreement));
}
END_TEST

/* -------------------------------------------------------------- conditions */

static const struct gamut_integer_rule rule = { .max = 99 };

#define TASK(word)                                                          \
	{                                                                   \
		GAMUT_TASK_HEADER,                                          \
			.name = (word), .description = "A number.",         \
			.examples = { "15", "42", "7" }, .max_tokens = 4,   \
			.verifier = &gamut_verifier_integer, .rule = &rule, \
			.space = 100,                                       \
	}

static const struct gamut_task prime = TASK("prime");
static const struct gamut_task state = TASK("state");
static const struct gamut_task *const tasks[] = { &prime, &state };

static struct gamut_suite *suite;
static struct gamut_score *scores[3];

static void open_scores(void)
{
	ck_assert(!gamut_suite_open(&suite, tasks, 2, NULL, NULL));
	for (size_t i = 0; i < 3; i++)
		scores[i] = gamut_score_open(suite);
}

static void close_scores(void)
{
	for (size_t i = 0; i < 3; i++)
		gamut_score_free(scores[i]);
	gamut_suite_free(suite);
	clear();
}

static void say(size_t side, const char *task, const char *setting,
                const char *text, int times)
{
	const struct gamut_sample sample = {
		.task = gamut_str_of(task),
		.setting = gamut_str_of(setting),
		.text = gamut_str_of(text),
		.finish_reason = GAMUT_STR("stop"),
		.completion_tokens = GAMUT_UNKNOWN,
		.reasoning_tokens = GAMUT_UNKNOWN,
	};

	while (times-- > 0)
		ck_assert(!gamut_score_add(scores[side], GAMUT_STR("m"),
		                           &sample, NULL, NULL));
}

static struct gamut_overlap compare(size_t count, size_t at_least)
{
	struct gamut_overlap_side sides[3];

	for (size_t i = 0; i < count; i++) {
		const struct gamut_summary *summary =
			gamut_score_finish(scores[i]);

		sides[i].cells = summary->cells;
		sides[i].count = summary->cell_count;
	}
	return gamut_overlap_of(sides, count, at_least, &arena);
}

START_TEST(the_same_task_and_setting_is_compared)
{
	struct gamut_overlap got;

	say(0, "state", "", "1", 3);
	say(0, "prime", "zero-shot", "1", 3);
	say(0, "prime", "few-shot", "2", 3);
	say(1, "prime", "few-shot", "2", 3);
	say(1, "prime", "few-shot-described", "2", 3);
	say(1, "state", "zero-shot", "1", 3);
	say(2, "state", "", "5", 3);
	say(2, "prime", "few-shot", "x", 3);
	got = compare(3, 2);
	ck_assert_uint_eq(got.place_count, 2);
	ck_assert(gamut_str_eq(got.places[0].task, GAMUT_STR("prime")));
	ck_assert(gamut_str_eq(got.places[0].setting, GAMUT_STR("few-shot")));
	ck_assert(gamut_str_eq(got.places[1].task, GAMUT_STR("state")));
	ck_assert_uint_eq(got.places[1].setting.len, 0);
	ck_assert_ptr_null(got.places[1].cells[1]);
	/* A and B, A and C, B and C; of C nothing is valid where B is. */
	ck_assert_uint_eq(got.pair_count, 3);
	ck_assert_uint_eq(got.pairs[0].cells, 1);
	ck_assert_uint_eq(got.pairs[1].cells, 1);
	ck_assert_uint_eq(got.pairs[2].cells, 0);
	ck_assert(isnan(got.pairs[2].agreement));
	gamut_expected_double("A, B", got.pairs[0].agreement, 1);
	gamut_expected_double("A, C", got.pairs[1].agreement, 0);
	/* Three equal pairs a side tell too little. */
	ck_assert_uint_eq(got.pairs[0].telling, 0);
	ck_assert(isnan(got.pairs[0].morisita));
	gamut_expected_double("cell", got.pairs[0].of[0].morisita, 1);
}
END_TEST

START_TEST(nothing_in_common_is_no_place)
{
	say(0, "prime", "zero-shot", "1", 3);
	say(1, "prime", "", "1", 3);
	ck_assert_uint_eq(compare(2, 2).place_count, 0);
}
END_TEST

/* All of a cell may have failed. */
START_TEST(a_cell_without_completions_is_no_place)
{
	static const struct gamut_cell nothing = { 0 };
	const struct gamut_summary *summary;
	struct gamut_cell_summary empty;
	struct gamut_overlap_side sides[2];

	say(0, "prime", "few-shot", "1", 3);
	summary = gamut_score_finish(scores[0]);
	empty = summary->cells[0];
	empty.cell = &nothing;
	sides[0].cells = summary->cells;
	sides[0].count = 1;
	sides[1].cells = &empty;
	sides[1].count = 1;
	ck_assert_uint_eq(gamut_overlap_of(sides, 2, 2, &arena).place_count, 0);
	sides[1].cells = summary->cells;
	ck_assert_uint_eq(gamut_overlap_of(sides, 2, 2, &arena).place_count, 1);
}
END_TEST

START_TEST(means_are_over_the_cells_that_tell)
{
	struct gamut_overlap got;
	const struct gamut_overlap_pair *pair;
	double variance = 0;

	say(0, "prime", "", "1", 9);
	say(0, "prime", "", "2", 1);
	say(1, "prime", "", "1", 5);
	say(1, "prime", "", "2", 5);
	say(0, "prime", "few-shot", "3", 10);
	say(1, "prime", "few-shot", "3", 8);
	say(1, "prime", "few-shot", "4", 2);
	say(0, "state", "", "3", 2);
	say(1, "state", "", "4", 2);
	got = compare(2, 2);
	pair = &got.pairs[0];
	ck_assert_uint_eq(pair->cells, 3);
	ck_assert_uint_eq(pair->telling, 2);
	for (size_t i = 0; i < 2; i++)
		variance += pair->of[i].se * pair->of[i].se;
	gamut_expected_double("index", pair->morisita,
	                      (pair->of[0].morisita + pair->of[1].morisita) /
	                              2);
	gamut_expected_double("se", pair->se, sqrt(variance) / 2);
	gamut_expected_double("low", pair->ci95.low,
	                      pair->morisita - 1.959963984540054 * pair->se);
	gamut_expected_double("agreement", pair->agreement,
	                      (0.5 + 0.8 + 0) / 3);
	gamut_expected_double("shared", pair->shared, (0.6 + 0.8 + 0) / 3);
}
END_TEST

START_TEST(shared_modes_are_listed)
{
	struct gamut_overlap got;

	say(0, "prime", "few-shot", "42", 60);
	say(0, "prime", "few-shot", "3", 40);
	say(1, "prime", "few-shot", "42", 20);
	say(1, "prime", "few-shot", "3", 70);
	say(1, "prime", "few-shot", "4", 10);
	say(2, "prime", "few-shot", "3", 90);
	say(2, "prime", "few-shot", "4", 6);
	say(2, "prime", "few-shot", "42", 4);
	got = compare(3, 2);
	/* 3 of all, 42 of two, 4 of one: 6 of 100 may be chance. */
	ck_assert_uint_eq(got.mode_count, 2);
	ck_assert(gamut_str_eq(got.places[0].texts[got.modes[0].answer],
	                       GAMUT_STR("3")));
	ck_assert_uint_eq(got.modes[0].modes, 3);
	gamut_expected_double("share", got.modes[0].share, 2.0 / 3);
	ck_assert(gamut_str_eq(got.places[0].texts[got.modes[1].answer],
	                       GAMUT_STR("42")));
	ck_assert(got.modes[1].is_mode[0] && got.modes[1].is_mode[1] &&
	          !got.modes[1].is_mode[2]);
	gamut_expected_double("share", got.modes[1].share, 0.4);
	ck_assert_uint_eq(compare(3, 3).mode_count, 1);
	ck_assert_uint_eq(compare(3, 1).mode_count, 3);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *all = suite_create("overlap");
	TCase *tc = tcase_create("measures");

	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_test(tc, measures_are_those_of_vegan_and_mpmath);
	tcase_add_test(tc, modes_are_those_of_scipy);
	tcase_add_test(tc, what_is_undefined_is_not_0);
	suite_add_tcase(all, tc);
	tc = tcase_create("conditions");
	tcase_add_checked_fixture(tc, open_scores, close_scores);
	tcase_add_test(tc, the_same_task_and_setting_is_compared);
	tcase_add_test(tc, nothing_in_common_is_no_place);
	tcase_add_test(tc, a_cell_without_completions_is_no_place);
	tcase_add_test(tc, means_are_over_the_cells_that_tell);
	tcase_add_test(tc, shared_modes_are_listed);
	suite_add_tcase(all, tc);
	return all;
}
