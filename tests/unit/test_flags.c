#include "tests/support/unit.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "runner/measure/flags.h"
#include "runner/measure/score.h"
#include "runner/measure/warning.h"
#include "tests/support/run.h"
#include "tests/support/temp.h"
#include "verifiers/integer.h"

#define CELLS 4
#define SAMPLES 100 /* of each */

#define TEN "0123456789"
#define LONG TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

static const struct gamut_integer_rule rule = { .max = 99 };

#define TASK(word)                                                          \
	{                                                                   \
		GAMUT_TASK_HEADER,                                          \
			.name = (word), .description = "A number.",         \
			.examples = { "15", "42", "07" }, .max_tokens = 4,  \
			.verifier = &gamut_verifier_integer, .rule = &rule, \
			.space = 100,                                       \
	}

static const struct gamut_task prime = TASK("prime");
static const struct gamut_task state = TASK("state");
static const struct gamut_task *const tasks[] = { &prime, &state };

static struct gamut_suite *suite;
static struct gamut_score *score;
static struct gamut_sample samples[CELLS * SAMPLES];
static struct gamut_manifest_cell cells[CELLS];
static uint32_t none[CELLS];
static struct gamut_run run;
static char ids[CELLS * SAMPLES][8];

/* A run without blemish, of two tasks under two settings. */
static void set_up(void)
{
	struct gamut_err err = { 0 };

	ck_assert_msg(!gamut_suite_open(&suite, tasks, 2, &err), "%s", err.msg);
	score = gamut_score_open(suite);
	for (size_t i = 0; i < CELLS; i++)
		cells[i] = (struct gamut_manifest_cell){
			.task = i < 2 ? GAMUT_STR("prime") : GAMUT_STR("state"),
			.setting = i % 2 ? GAMUT_STR("few-shot") :
			                   GAMUT_STR("zero-shot"),
		};
	for (uint32_t i = 0; i < CELLS * SAMPLES; i++) {
		snprintf(ids[i], sizeof(ids[i]), "id-%u", (unsigned)i);
		samples[i] = (struct gamut_sample){
			.task = cells[i / SAMPLES].task,
			.setting = cells[i / SAMPLES].setting,
			.index = i % SAMPLES,
			.text = GAMUT_STR("7"),
			.finish_reason = GAMUT_STR("stop"),
			.seed = i,
			.model = GAMUT_STR("m-1"),
			.response_id = gamut_str_of(ids[i]),
			.fingerprint = GAMUT_STR("fp-1"),
			.completion_tokens = GAMUT_UNKNOWN,
			.reasoning_tokens = GAMUT_UNKNOWN,
		};
	}
	run = (struct gamut_run){
		.manifest = { .run_id = GAMUT_STR("r1"),
		              .model = GAMUT_STR("m"),
		              .sampling = GAMUT_STR("{\"temperature\":1}"),
		              .n = SAMPLES,
		              .cells = cells,
		              .cell_count = CELLS },
		.samples = samples,
		.count = GAMUT_ARRAY_LEN(samples),
		.failed = none,
		.missing = none,
	};
}

static void tear_down(void)
{
	gamut_score_free(score);
	gamut_suite_free(suite);
}

static struct gamut_sample *at(size_t cell, size_t index)
{
	return &samples[cell * SAMPLES + index];
}

static const struct gamut_summary *score_it(void)
{
	ck_assert(!gamut_score_run(score, &run, NULL));
	return gamut_score_finish(score);
}

/* The run has just this warning, in `task` and `setting`. */
static void expect(enum gamut_warning_code code, const char *task,
                   const char *setting, const char *detail)
{
	const struct gamut_summary *summary = score_it();
	const struct gamut_warning *warning = &summary->warnings[0];

	ck_assert_uint_eq(summary->warning_count, 1);
	ck_assert_int_eq(warning->code, code);
	ck_assert(gamut_str_eq(warning->key.model, GAMUT_STR("m")));
	ck_assert(gamut_str_eq(warning->key.run, GAMUT_STR("r1")));
	ck_assert(gamut_str_eq(warning->key.task, gamut_str_of(task)));
	ck_assert(gamut_str_eq(warning->key.setting, gamut_str_of(setting)));
	ck_assert_msg(gamut_str_eq(warning->detail, gamut_str_of(detail)),
	              "%.*s", GAMUT_STR_ARG(warning->detail));
	ck_assert_uint_lt(gamut_str_find(warning->text, warning->detail),
	                  warning->text.len);
}

static void expect_none(void)
{
	const struct gamut_summary *summary = score_it();

	ck_assert_msg(summary->warning_count == 0, "%.*s",
	              GAMUT_STR_ARG(summary->warnings[0].text));
}

static bool has_note(const struct gamut_summary *summary, const char *part)
{
	for (size_t i = 0; i < summary->note_count; i++) {
		struct gamut_str note = summary->notes[i];

		if (gamut_str_find(note, gamut_str_of(part)) < note.len)
			return true;
	}
	return false;
}

START_TEST(a_good_run_has_no_warnings)
{
	expect_none();
}
END_TEST

/* Let samples [first, first + count) of `cell` have come with one request. */
static void join(size_t cell, uint32_t first, uint32_t count)
{
	for (uint32_t i = first; i < first + count; i++) {
		at(cell, i)->request_index = first;
		at(cell, i)->request_choices = count;
		at(cell, i)->response_id = at(cell, first)->response_id;
	}
}

START_TEST(choices_of_one_request_share_an_id)
{
	join(0, 0, 10);
	join(3, 50, 50);
	expect_none();
}
END_TEST

START_TEST(ids_that_were_not_told_are_not_equal)
{
	for (size_t i = 0; i < run.count; i++)
		samples[i].response_id = GAMUT_STR_EMPTY;
	expect_none();
}
END_TEST

START_TEST(equal_ids_of_two_requests_are_flagged)
{
	join(1, 10, 4);
	join(1, 20, 4);
	for (size_t i = 20; i < 24; i++)
		at(1, i)->response_id = at(1, 10)->response_id;
	/* 92 that came alone and two requests */
	expect(GAMUT_WARNING_DUPLICATE_RESPONSE_IDS, "prime", "few-shot",
	       "2 of 94");
}
END_TEST

START_TEST(equal_ids_are_found_across_cells)
{
	const struct gamut_summary *summary;

	at(0, 5)->response_id = at(3, 5)->response_id;
	summary = score_it();
	ck_assert_uint_eq(summary->warning_count, 2);
	ck_assert(gamut_str_eq(summary->warnings[0].key.task,
	                       GAMUT_STR("prime")));
	ck_assert(gamut_str_eq(summary->warnings[1].key.task,
	                       GAMUT_STR("state")));
	ck_assert_uint_eq(summary->warnings[1].count, 1);
	ck_assert_uint_eq(summary->warnings[1].of, 100);
}
END_TEST

START_TEST(short_completions_may_be_equal)
{
	for (size_t i = 0; i < run.count; i++)
		samples[i].text = GAMUT_STR(LONG);
	expect_none();
}
END_TEST

/* 160 bytes are not long, 161 are. */
START_TEST(equal_long_completions_are_flagged)
{
	at(2, 3)->text = GAMUT_STR(LONG "x");
	at(2, 4)->text = GAMUT_STR(LONG "y");
	at(2, 5)->text = GAMUT_STR(LONG "x");
	at(3, 5)->text = GAMUT_STR(LONG "x");
	expect(GAMUT_WARNING_IDENTICAL_COMPLETIONS, "state", "zero-shot",
	       "2 of 3");
}
END_TEST

START_TEST(tokens_say_what_is_long)
{
	for (size_t i = 0; i < 4; i++) {
		at(2, i)->text = i < 2 ? GAMUT_STR(TEN TEN TEN TEN "x") :
		                         GAMUT_STR(LONG LONG);
		at(2, i)->completion_tokens = i < 2 ? 41 : 40;
	}
	expect(GAMUT_WARNING_IDENTICAL_COMPLETIONS, "state", "zero-shot",
	       "2 of 2");
}
END_TEST

/* Hidden reasoning makes no answer long; reasoning that is seen may differ. */
START_TEST(reasoning_is_not_the_answer)
{
	for (size_t i = 0; i < 20; i++) {
		at(0, i)->completion_tokens = 500;
		at(0, i)->reasoning_tokens = i < 10 ? 495 : GAMUT_UNKNOWN;
		at(1, i)->text = GAMUT_STR(LONG "x");
		at(1, i)->reasoning = gamut_str_of(ids[i]);
	}
	expect_none();
}
END_TEST

START_TEST(equal_reasoning_is_flagged)
{
	for (size_t i = 0; i < 2; i++) {
		at(1, i)->completion_tokens = 500;
		at(1, i)->reasoning_tokens = 495;
		at(1, i)->reasoning = GAMUT_STR(LONG);
	}
	expect(GAMUT_WARNING_IDENTICAL_COMPLETIONS, "prime", "few-shot",
	       "2 of 2");
}
END_TEST

START_TEST(at_temperature_0_equal_is_right)
{
	for (size_t i = 0; i < run.count; i++)
		samples[i].text = GAMUT_STR(LONG "x");
	run.manifest.sampling = GAMUT_STR("{\"temperature\":0}");
	expect_none();
}
END_TEST

START_TEST(no_temperature_is_not_0)
{
	at(0, 0)->text = GAMUT_STR(LONG "x");
	at(0, 1)->text = GAMUT_STR(LONG "x");
	run.manifest.sampling = GAMUT_STR("{}");
	expect(GAMUT_WARNING_IDENTICAL_COMPLETIONS, "prime", "zero-shot",
	       "2 of 2");
}
END_TEST

START_TEST(several_models_of_a_cell_are_named)
{
	static const char *const names[] = { "m-5", "m-4", "m-\x1b[2J", "m-2" };

	for (size_t i = 0; i < 8; i++)
		at(1, i)->model = gamut_str_of(names[i < 5 ? 2 : i % 4]);
	at(1, 99)->model = GAMUT_STR_EMPTY;
	expect(GAMUT_WARNING_SEVERAL_MODELS, "prime", "few-shot",
	       "4: 'm-1' 91, 'm-\\x1b[2J' 6, 'm-2' 1 and 1 more");
}
END_TEST

START_TEST(cells_may_differ_in_their_model)
{
	for (size_t i = 0; i < SAMPLES; i++) {
		at(1, i)->model = GAMUT_STR("m-2");
		at(2, i)->fingerprint = GAMUT_STR("fp-2");
		at(3, i)->fingerprint = GAMUT_STR_EMPTY;
	}
	at(3, 0)->fingerprint = GAMUT_STR("fp-1");
	expect_none();
}
END_TEST

START_TEST(several_fingerprints_are_flagged)
{
	at(2, 99)->fingerprint = GAMUT_STR("fp-2");
	expect(GAMUT_WARNING_SEVERAL_FINGERPRINTS, "state", "zero-shot",
	       "2: 'fp-1' 99, 'fp-2' 1");
}
END_TEST

START_TEST(cached_completions_are_flagged)
{
	at(3, 7)->is_cached = true;
	expect(GAMUT_WARNING_CACHED, "state", "few-shot", "1 of 100");
}
END_TEST

START_TEST(repeated_seeds_are_flagged)
{
	at(3, 7)->seed = at(3, 8)->seed;
	expect(GAMUT_WARNING_REPEATED_SEEDS, "state", "few-shot", "2 of 100");
}
END_TEST

/* Of one index, or not told. */
START_TEST(seeds_of_different_cells_may_agree)
{
	for (size_t i = 0; i < SAMPLES; i++) {
		at(1, i)->seed = at(0, i)->seed;
		at(3, i)->seed = GAMUT_UNKNOWN;
	}
	expect_none();
}
END_TEST

START_TEST(what_the_server_said_is_passed_on)
{
	const struct gamut_summary *summary;

	run.manifest.server = GAMUT_STR(
		"{\"warnings\":[\"top_k is 40\",7,\"\",\"\\u001b[2J\"]}");
	summary = score_it();
	ck_assert_uint_eq(summary->warning_count, 2);
	for (size_t i = 0; i < 2; i++) {
		const struct gamut_warning *warning = &summary->warnings[i];

		ck_assert_int_eq(warning->code, GAMUT_WARNING_SERVER);
		ck_assert_uint_eq(warning->key.task.len, 0);
		ck_assert_uint_eq(warning->count, 1);
		ck_assert(gamut_str_eq(warning->text,
		                       i ? GAMUT_STR("top_k is 40") :
		                           GAMUT_STR("\\x1b[2J")));
	}
	ck_assert(has_note(summary, "m, run r1: top_k is 40"));
}
END_TEST

static const char *const servers[] = {
	"",
	"{}",
	"{\"warnings\":null}",
	"{\"warnings\":{\"a\":\"b\"}}",
	"{\"warnings\":\"text\"}",
	"{\"warnings\":[[\"a\"]]}",
};

START_TEST(what_is_no_list_of_texts_says_nothing)
{
	run.manifest.server = gamut_str_of(servers[_i]);
	expect_none();
}
END_TEST

START_TEST(what_a_server_says_has_bounds)
{
	static char text[100000] = "{\"warnings\":[";
	const struct gamut_summary *summary;
	size_t bytes = 0;

	for (size_t i = 0; i < 100; i++)
		strcat(text, i ? ",\"" LONG LONG LONG "\"" :
		                 "\"" LONG LONG LONG "\"");
	memcpy(text + strlen(text), "]}", 3);
	run.manifest.server = gamut_str_of(text);
	summary = score_it();
	ck_assert_uint_eq(summary->warning_count, GAMUT_FLAGS_SERVER_MAX);
	for (size_t i = 0; i < summary->warning_count; i++)
		bytes += summary->warnings[i].text.len;
	ck_assert_uint_lt(bytes, 10000);
}
END_TEST

/* 2 of 100 are let pass, 3 are not. */
START_TEST(fates_beyond_two_percent_are_flagged)
{
	for (size_t i = 0; i < 3; i++) {
		if (i < 2)
			at(0, i)->finish_reason = GAMUT_STR("length");
		at(1, i)->finish_reason = GAMUT_STR("length");
	}
	expect(GAMUT_WARNING_TRUNCATED, "prime", "few-shot", "3 of 100");
}
END_TEST

START_TEST(failures_are_shares_of_what_was_wanted)
{
	uint32_t failed[CELLS] = { 0, 3, 2, 0 };

	run.failed = failed;
	memmove(at(1, 0), at(1, 3),
	        299 * sizeof(samples[0]) - 2 * sizeof(samples[0]));
	run.count -= 3;
	expect(GAMUT_WARNING_FAILED, "prime", "few-shot", "3 of 100");
}
END_TEST

static const struct {
	const char *finish_reason;
	const char *text;
	const char *reasoning;
	enum gamut_warning_code code;
} fates[] = {
	{ "content_filter", "no", "", GAMUT_WARNING_REFUSAL },
	{ "stop", "", "", GAMUT_WARNING_EMPTY },
	{ "stop", "", "hm", GAMUT_WARNING_REASONING_ONLY },
};

START_TEST(each_fate_has_its_warning)
{
	for (size_t i = 0; i < 4; i++) {
		at(3, i)->finish_reason = gamut_str_of(fates[_i].finish_reason);
		at(3, i)->text = gamut_str_of(fates[_i].text);
		at(3, i)->reasoning = gamut_str_of(fates[_i].reasoning);
	}
	expect(fates[_i].code, "state", "few-shot", "4 of 100");
}
END_TEST

/* One line for a matter; the most concerned cells are named. */
START_TEST(notes_name_up_to_three_cells)
{
	const struct gamut_summary *summary;

	for (size_t cell = 0; cell < CELLS; cell++)
		for (size_t i = 0; i <= cell; i++)
			at(cell, i)->is_cached = true;
	at(1, 0)->model = GAMUT_STR("m-2");
	summary = score_it();
	ck_assert_uint_eq(summary->warning_count, 5);
	ck_assert(has_note(summary,
	                   "m, run r1: completions out of a cache in 4 of 4 "
	                   "cells, most in state few-shot (4 of 100), state "
	                   "zero-shot (3 of 100), prime few-shot (2 of 100): "
	                   "they were not drawn anew"));
	ck_assert(has_note(summary,
	                   "m, run r1: completions of several models in 1 of 4 "
	                   "cells, prime few-shot (2: 'm-1' 99, 'm-2' 1): "));
}
END_TEST

/* Whatever the order of cells and samples that a run lists. */
START_TEST(order_does_not_matter)
{
	static struct gamut_sample other[CELLS * SAMPLES];
	const struct gamut_summary *summary;
	struct gamut_warning before[8];
	size_t count;

	at(0, 5)->response_id = at(3, 5)->response_id;
	at(1, 5)->seed = at(2, 9)->seed;
	at(2, 1)->model = GAMUT_STR("m-2");
	summary = score_it();
	count = summary->warning_count;
	ck_assert_uint_eq(count, 5);
	memcpy(before, summary->warnings, count * sizeof(before[0]));

	for (size_t i = 0; i < run.count; i++)
		other[run.count - 1 - i] = samples[i];
	run.samples = other;
	run.manifest.run_id = GAMUT_STR("r2");
	summary = score_it();
	ck_assert_uint_eq(summary->warning_count, 2 * count);
	for (size_t i = 0; i < count; i++) {
		const struct gamut_warning *one = &summary->warnings[i];
		const struct gamut_warning *two = &summary->warnings[count + i];

		ck_assert(gamut_str_eq(one->key.run, GAMUT_STR("r1")));
		ck_assert(gamut_str_eq(two->key.run, GAMUT_STR("r2")));
		ck_assert_int_eq(one->code, two->code);
		ck_assert(gamut_str_eq(one->text, two->text));
		ck_assert(gamut_str_eq(one->key.task, two->key.task));
	}
}
END_TEST

START_TEST(texts_are_harmless)
{
	static const char evil[] = "\x1b[2J\r\n\xff%s\xe2\x80\xae\",'";
	const struct gamut_summary *summary;

	at(0, 1)->model = gamut_str_of(evil);
	at(0, 1)->fingerprint = gamut_str_of(evil);
	at(0, 1)->response_id = gamut_str_of(evil);
	at(0, 2)->response_id = gamut_str_of(evil);
	summary = score_it();
	ck_assert_uint_eq(summary->warning_count, 3);
	for (size_t i = 0; i < 3; i++) {
		struct gamut_str rest = summary->warnings[i].text;

		ck_assert(gamut_text_is_utf8(rest));
		while (rest.len > 0)
			ck_assert(
				!gamut_text_is_unsafe(gamut_text_take(&rest)));
	}
}
END_TEST

START_TEST(long_names_are_cut)
{
	at(0, 1)->model = GAMUT_STR(LONG LONG LONG LONG LONG LONG);
	ck_assert_uint_lt(score_it()->warnings[0].detail.len, 100);
}
END_TEST

/* What is stored, failed and missing is what was wanted, cell by cell. */
START_TEST(fates_add_up_to_what_was_wanted)
{
	static const char *const texts[] = { "7", "7", "x", "", "8" };
	struct gamut_failure failure = {
		.task = GAMUT_STR("prime"),
		.setting = GAMUT_STR("zero-shot"),
		.index = 3,
		.count = 4,
		.reason = GAMUT_STR("because"),
	};
	const struct gamut_summary *summary;
	struct gamut_shard *shard;
	struct gamut_run *stored;

	gamut_temp_make();
	gamut_unit_create_run(10);
	ck_assert(!gamut_shard_open(&shard, gamut_temp_folder(), NULL));
	for (uint32_t i = 0; i < GAMUT_ARRAY_LEN(texts); i++) {
		struct gamut_sample sample =
			gamut_unit_sample(GAMUT_STR("prime"), i, texts[i]);

		gamut_shard_append(shard, &sample);
		gamut_shard_append(shard, &sample);
	}
	gamut_shard_fail(shard, &failure);
	ck_assert(!gamut_shard_sync(shard, NULL));
	gamut_shard_close(shard);
	stored = gamut_unit_read_run();
	ck_assert(!gamut_score_run(score, stored, NULL));
	summary = gamut_score_finish(score);
	ck_assert_uint_eq(summary->cell_count, 2);
	for (size_t i = 0; i < 2; i++) {
		uint64_t sum = 0;

		for (size_t f = 0; f < GAMUT_FATE_COUNT; f++)
			sum += summary->cells[i].fates[f];
		ck_assert_uint_eq(sum, 10);
	}
	ck_assert_uint_eq(summary->cells[0].fates[GAMUT_FATE_FAILED], 2);
	ck_assert_uint_eq(summary->cells[0].fates[GAMUT_FATE_MISSING], 3);
	ck_assert_uint_eq(summary->cells[1].fates[GAMUT_FATE_MISSING], 10);
	ck_assert_uint_eq(summary->aggregates[0].fates[GAMUT_FATE_MISSING], 13);
	ck_assert_int_eq(summary->cells[0].bill.usage.requests, 5);
	gamut_run_free(stored);
	gamut_temp_remove();
}
END_TEST

Suite *unit_suite(void)
{
	Suite *s = suite_create("flags");
	TCase *tc = tcase_create("flags");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, a_good_run_has_no_warnings);
	tcase_add_test(tc, choices_of_one_request_share_an_id);
	tcase_add_test(tc, ids_that_were_not_told_are_not_equal);
	tcase_add_test(tc, equal_ids_of_two_requests_are_flagged);
	tcase_add_test(tc, equal_ids_are_found_across_cells);
	tcase_add_test(tc, short_completions_may_be_equal);
	tcase_add_test(tc, equal_long_completions_are_flagged);
	tcase_add_test(tc, tokens_say_what_is_long);
	tcase_add_test(tc, reasoning_is_not_the_answer);
	tcase_add_test(tc, equal_reasoning_is_flagged);
	tcase_add_test(tc, at_temperature_0_equal_is_right);
	tcase_add_test(tc, no_temperature_is_not_0);
	tcase_add_test(tc, several_models_of_a_cell_are_named);
	tcase_add_test(tc, cells_may_differ_in_their_model);
	tcase_add_test(tc, several_fingerprints_are_flagged);
	tcase_add_test(tc, cached_completions_are_flagged);
	tcase_add_test(tc, repeated_seeds_are_flagged);
	tcase_add_test(tc, seeds_of_different_cells_may_agree);
	tcase_add_test(tc, what_the_server_said_is_passed_on);
	tcase_add_loop_test(tc, what_is_no_list_of_texts_says_nothing, 0,
	                    (int)GAMUT_ARRAY_LEN(servers));
	tcase_add_test(tc, what_a_server_says_has_bounds);
	tcase_add_test(tc, fates_beyond_two_percent_are_flagged);
	tcase_add_test(tc, failures_are_shares_of_what_was_wanted);
	tcase_add_loop_test(tc, each_fate_has_its_warning, 0,
	                    (int)GAMUT_ARRAY_LEN(fates));
	tcase_add_test(tc, notes_name_up_to_three_cells);
	tcase_add_test(tc, order_does_not_matter);
	tcase_add_test(tc, texts_are_harmless);
	tcase_add_test(tc, long_names_are_cut);
	tcase_add_test(tc, fates_add_up_to_what_was_wanted);
	suite_add_tcase(s, tc);
	return s;
}
