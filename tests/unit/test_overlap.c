#include "tests/support/unit.h"

#include <math.h>
#include <string.h>

#include "base/json.h"
#include "base/rng.h"
#include "runner/measure/compare/overlap.h"
#include "runner/measure/score.h"
#include "runner/report/compare/overlap.h"
#include "tests/support/expected.h"
#include "verifiers/integer.h"

#define MAX_SPACE 1000

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

/* ---------------------------------------------------------- by simulation */

struct law {
	size_t space;
	double up_to[MAX_SPACE];
};

/* Answer i, counted from `shift` around, has a share like (i + 1)^-exponent. */
static void make_law(struct law *law, size_t space, double exponent,
                     size_t shift)
{
	double sum = 0;

	law->space = space;
	for (size_t i = 0; i < space; i++) {
		sum += pow((double)((i + shift) % space) + 1, -exponent);
		law->up_to[i] = sum;
	}
	for (size_t i = 0; i < space; i++)
		law->up_to[i] /= sum;
	law->up_to[space - 1] = 1;
}

static double share(const struct law *law, size_t i)
{
	return law->up_to[i] - (i > 0 ? law->up_to[i - 1] : 0);
}

static void draw(uint64_t *counts, const struct law *law, size_t n,
                 struct gamut_rng *rng)
{
	memset(counts, 0, law->space * sizeof(counts[0]));
	while (n-- > 0) {
		double at = gamut_rng_unit(rng);
		size_t i = 0;

		while (at >= law->up_to[i])
			i++;
		counts[i]++;
	}
}

static const struct scene {
	const char *name;
	size_t space;
	double exponents[2];
	size_t shift; /* of the second */
} scenes[] = {
	{ "one Zipf", 50, { 1, 1 }, 0 },
	{ "steep and flat", 50, { 1.5, 0.5 }, 0 },
	{ "shifted", 50, { 1.2, 1.2 }, 2 },
	{ "small and uniform", 7, { 0, 0 }, 0 },
	{ "long-tailed", 1000, { 1, 1 }, 5 },
};

/* The index is unbiased as good as, and its intervals cover. */
START_TEST(intervals_cover)
{
	const struct scene *scene = &scenes[_i];
	static struct law laws[2];
	static uint64_t counts[2][MAX_SPACE];
	struct gamut_rng rng = { .state = 5 };
	double agree = 0;
	double within = 0;
	double truth;
	double mean = 0;
	int covered = 0;
	const int runs = 1000;

	make_law(&laws[0], scene->space, scene->exponents[0], 0);
	make_law(&laws[1], scene->space, scene->exponents[1], scene->shift);
	for (size_t i = 0; i < scene->space; i++) {
		double p = share(&laws[0], i);
		double q = share(&laws[1], i);

		agree += p * q;
		within += p * p + q * q;
	}
	truth = 2 * agree / within;
	for (int run = 0; run < runs; run++) {
		struct gamut_overlap_measure got;

		draw(counts[0], &laws[0], 100, &rng);
		draw(counts[1], &laws[1], 100, &rng);
		got = gamut_overlap_measure_of(counts[0], counts[1],
		                               scene->space);
		mean += got.morisita / runs;
		covered += got.ci95.low <= truth && truth <= got.ci95.high;
	}
	ck_assert_msg(fabs(mean - truth) < 0.02, "%s: %f, not %f", scene->name,
	              mean, truth);
	ck_assert_msg(covered >= 0.92 * runs && covered <= 0.995 * runs,
	              "%s: %d of %d", scene->name, covered, runs);
}
END_TEST

/* Two samples of one law: what the plug-in shows, and what it should. */
START_TEST(the_floor_of_the_plug_in_is_told)
{
	static struct law law;
	static uint64_t counts[2][MAX_SPACE];
	struct gamut_rng rng = { .state = 6 };
	double shared = 0;
	double if_same = 0;

	make_law(&law, 1000, 0, 0);
	for (int run = 0; run < 300; run++) {
		struct gamut_overlap_measure got;

		draw(counts[0], &law, 100, &rng);
		draw(counts[1], &law, 100, &rng);
		got = gamut_overlap_measure_of(counts[0], counts[1], 1000);
		shared += got.shared / 300;
		if_same += got.shared_if_same / 300;
	}
	ck_assert_msg(shared < 0.15, "%f", shared);
	ck_assert_msg(fabs(shared - if_same) < 0.005, "%f, %f", shared,
	              if_same);
}
END_TEST

/* A model without modes has one in at most 5 % of cells. */
START_TEST(modes_are_rarely_chance)
{
	static const struct {
		size_t answers;
		double exponent;
		uint64_t space;
	} models[] = {
		{ 2, 0, 2 },   { 7, 0, 7 },       { 50, 0, 50 },
		{ 100, 0, 0 }, { 1000, 0, 1000 }, { 1000, 0.2, 0 },
	};
	static struct law law;
	static uint64_t counts[MAX_SPACE];
	struct gamut_rng rng = { .state = 7 };
	int wrong = 0;

	make_law(&law, models[_i].answers, models[_i].exponent, 0);
	for (int run = 0; run < 2000; run++) {
		bool has_one = false;

		draw(counts, &law, 100, &rng);
		for (size_t i = 0; i < law.space; i++)
			if (gamut_overlap_is_mode(counts[i], 100,
			                          models[_i].space))
				has_one = true;
		wrong += has_one;
	}
	ck_assert_msg(wrong <= 120, "%d of 2000", wrong);
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
	ck_assert(!gamut_suite_open(&suite, tasks, 2, NULL));
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

/* ------------------------------------------------------------------ report */

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
	const cJSON *cell;
	const cJSON *mode;

	check_harmless(&out);
	ck_assert_ptr_nonnull(got);
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
	ck_assert_int_eq(cJSON_GetArraySize(cJSON_GetObjectItem(mode, "of")),
	                 2);
	ck_assert_str_eq(
		cJSON_GetArrayItem(cJSON_GetObjectItem(got, "notes"), 0)
			->valuestring,
		"A is simulated and lacks 3 samples: its shares are of what "
		"is there");
	cJSON_Delete(got);
	gamut_buf_release(&out);
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
	Suite *all = suite_create("overlap");
	TCase *tc = tcase_create("measures");

	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_test(tc, measures_are_those_of_vegan_and_mpmath);
	tcase_add_test(tc, modes_are_those_of_scipy);
	tcase_add_test(tc, what_is_undefined_is_not_0);
	tcase_add_loop_test(tc, intervals_cover, 0,
	                    (int)GAMUT_ARRAY_LEN(scenes));
	tcase_add_test(tc, the_floor_of_the_plug_in_is_told);
	tcase_add_loop_test(tc, modes_are_rarely_chance, 0, 6);
	suite_add_tcase(all, tc);
	tc = tcase_create("conditions");
	tcase_add_checked_fixture(tc, open_scores, close_scores);
	tcase_add_test(tc, the_same_task_and_setting_is_compared);
	tcase_add_test(tc, nothing_in_common_is_no_place);
	tcase_add_test(tc, a_cell_without_completions_is_no_place);
	tcase_add_test(tc, means_are_over_the_cells_that_tell);
	tcase_add_test(tc, shared_modes_are_listed);
	suite_add_tcase(all, tc);
	tc = tcase_create("report");
	tcase_add_test(tc, hostile_texts_stay_texts);
	tcase_add_test(tc, json_has_it_all);
	tcase_add_test(tc, conditions_have_letters);
	suite_add_tcase(all, tc);
	return all;
}
