#include "tests/support/unit.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/rng.h"
#include "runner/measure/score.h"
#include "runner/measure/warning.h"
#include "runner/report/report.h"
#include "tests/support/run.h"
#include "tests/support/temp.h"
#include "verifiers/integer.h"

/* Runs as they are on disk, and what becomes of them in a score. */

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

static void set_up(void)
{
	struct gamut_err err = { 0 };

	gamut_temp_make();
	ck_assert_msg(!gamut_suite_open(&suite, tasks, 2, NULL, &err), "%s",
	              err.msg);
	score = gamut_score_open(suite);
}

static void tear_down(void)
{
	gamut_score_free(score);
	gamut_suite_free(suite);
	gamut_temp_remove();
}

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
}
END_TEST

/* Sample i of both cells: one of 25 answers; every id, seed and model told, all
 * as they should be. */
static struct gamut_sample make(uint32_t i, struct gamut_arena *arena)
{
	struct gamut_str text = gamut_arena_strf(arena, "%u",
	                                         (unsigned)(i * 7 % 50));
	struct gamut_sample sample = gamut_unit_sample(
		i % 2 ? GAMUT_STR("prime") : GAMUT_STR("state"), i / 2,
		text.ptr);

	sample.seed = i;
	sample.model = GAMUT_STR("m-1");
	sample.finish_reason = GAMUT_STR("stop");
	sample.response_id = gamut_arena_strf(arena, "chatcmpl-%u",
	                                      (unsigned)i);
	sample.prompt_tokens = 10;
	sample.completion_tokens = 2;
	return sample;
}

/* --------------------------------------------------------- several writers */

/* The samples of a run, in a shard of each of `writers` in some order. */
static void write_shards(uint32_t count, uint32_t writers, uint64_t seed)
{
	struct gamut_arena arena = { 0 };
	struct gamut_rng rng = { seed };
	struct gamut_buf shard = { 0 };
	char name[32];

	ck_assert(!gamut_file_make_folder(gamut_temp_path("shards"), NULL));
	for (uint32_t w = 0; w < writers; w++) {
		uint32_t first = (uint32_t)gamut_rng_below(&rng, count);

		gamut_buf_clear(&shard);
		for (uint32_t i = 0; i < count; i++) {
			uint32_t k = (first + i * 7) % count;
			struct gamut_sample sample = make(k, &arena);

			/* All have the first 60; of these, one is earliest. */
			if (k >= 60 && k % writers != w)
				continue;
			sample.created_ms = (k + w) % writers;
			if (sample.created_ms > 0 && k < 60)
				sample.text = GAMUT_STR("late");
			gamut_sample_encode(&shard, &sample);
		}
		snprintf(name, sizeof(name), "shards/%u.jsonl", (unsigned)w);
		ck_assert(!gamut_file_replace(gamut_temp_path(name),
		                              gamut_buf_view(&shard), NULL));
	}
	gamut_buf_release(&shard);
	gamut_arena_clear(&arena);
}

/* Neither who delivered what when, nor twice, changes a byte of the result. */
START_TEST(writers_do_not_change_the_result)
{
	static struct gamut_str expected;
	static struct gamut_arena arena;
	struct gamut_buf text = { 0 };

	for (uint32_t writers = 1; writers <= 4; writers++) {
		struct gamut_run *run;

		tear_down();
		set_up();
		gamut_unit_create_run(100);
		write_shards(200, writers, writers);
		run = gamut_unit_read_run();
		ck_assert(gamut_run_is_complete(run));
		ck_assert_uint_eq(run->duplicates, (size_t)60 * (writers - 1));
		ck_assert(!gamut_score_run(score, run, NULL));
		gamut_run_free(run);
		gamut_buf_clear(&text);
		gamut_report_json(&text, gamut_score_finish(score));
		if (writers == 1)
			expected = gamut_arena_copy(&arena,
			                            gamut_buf_view(&text));
		ck_assert_str_eq(gamut_buf_cstr(&text), expected.ptr);
	}
	gamut_buf_release(&text);
	gamut_arena_clear(&arena);
}
END_TEST

/* The run is read once more for what seems to be equal. */
START_TEST(equal_ids_are_found_among_shards)
{
	struct gamut_arena arena = { 0 };
	const struct gamut_summary *summary;
	struct gamut_run *run;

	gamut_unit_create_run(100);
	for (uint32_t w = 0; w < 2; w++) {
		struct gamut_shard *shard;

		ck_assert(!gamut_shard_open(&shard, gamut_temp_folder(), NULL));
		for (uint32_t i = w; i < 200; i += 2) {
			struct gamut_sample sample = make(i, &arena);

			if (i == 10 || i == 99)
				sample.response_id = GAMUT_STR("again");
			gamut_shard_append(shard, &sample);
		}
		ck_assert(!gamut_shard_sync(shard, NULL));
		gamut_shard_close(shard);
	}
	run = gamut_unit_read_run();
	ck_assert(!gamut_score_run(score, run, NULL));
	summary = gamut_score_finish(score);
	ck_assert_uint_eq(summary->warning_count, 2);
	for (size_t i = 0; i < 2; i++) {
		ck_assert_int_eq(summary->warnings[i].code,
		                 GAMUT_WARNING_DUPLICATE_RESPONSE_IDS);
		ck_assert_uint_eq(summary->warnings[i].count, 1);
		ck_assert_uint_eq(summary->warnings[i].of, 100);
	}
	gamut_run_free(run);
	gamut_arena_clear(&arena);
}
END_TEST

/* ---------------------------------------------------------------- trouble */

/* See that a watcher gets them in the order of reports. */
static void watch(void *context, const struct gamut_cell_key *key,
                  const struct gamut_sample *sample,
                  const struct gamut_judgement *judgement)
{
	uint32_t *next = context;

	ck_assert(gamut_str_eq(key->task, *next < 100 ? GAMUT_STR("prime") :
	                                                GAMUT_STR("state")));
	ck_assert_uint_eq(sample->index, *next % 100);
	ck_assert_int_eq(judgement->fate, *next % 100 < 25 ?
	                                          GAMUT_FATE_VALID_NEW :
	                                          GAMUT_FATE_VALID_DUPLICATE);
	++*next;
}

START_TEST(watchers_see_samples_sorted)
{
	struct gamut_run *run;
	uint32_t next = 0;

	gamut_unit_create_run(100);
	write_shards(200, 3, 9);
	run = gamut_unit_read_run();
	gamut_score_watch(score, watch, &next);
	ck_assert(!gamut_score_run(score, run, NULL));
	ck_assert_uint_eq(next, 200);
	gamut_run_free(run);
}
END_TEST

START_TEST(a_shard_that_shrinks_is_told)
{
	struct gamut_err err = { 0 };
	struct gamut_run *run;

	gamut_unit_create_run(100);
	write_shards(200, 2, 1);
	run = gamut_unit_read_run();
	ck_assert_int_eq(truncate(gamut_temp_path("shards/1.jsonl"), 5000), 0);
	ck_assert_int_eq(gamut_score_run(score, run, &err), GAMUT_EIO);
	ck_assert_ptr_nonnull(strstr(err.msg, "shards/1.jsonl"));
	gamut_run_free(run);
}
END_TEST

/* ----------------------------------------------------------------- memory */

#ifndef GAMUT_SANITIZED
/* Peak KiB of the processes that score runs, this and the ones before. */
static long score_apart(uint32_t n)
{
	struct gamut_arena arena = { 0 };
	struct gamut_shard *shard;
	struct rusage usage;
	int code;
	pid_t pid;

	tear_down();
	set_up();
	gamut_unit_create_run(n);
	ck_assert(!gamut_shard_open(&shard, gamut_temp_folder(), NULL));
	for (uint32_t i = 0; i < 2 * n; i++) {
		struct gamut_sample sample = make(i, &arena);

		gamut_shard_append(shard, &sample);
		gamut_arena_reset(&arena);
		if (i % 1000 == 0)
			ck_assert(!gamut_shard_sync(shard, NULL));
	}
	ck_assert(!gamut_shard_sync(shard, NULL));
	gamut_shard_close(shard);
	gamut_arena_clear(&arena);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		const struct gamut_run *run = gamut_unit_read_run();

		_exit(run->count != (size_t)2 * n ||
		      gamut_score_run(score, run, NULL) ||
		      gamut_score_finish(score)->warning_count > 0);
	}
	ck_assert_int_eq(waitpid(pid, &code, 0), pid);
	ck_assert(WIFEXITED(code) && WEXITSTATUS(code) == 0);
	getrusage(RUSAGE_CHILDREN, &usage);
	return usage.ru_maxrss;
}

/* 45,000 samples more cost 8 bytes each, and no more than some pages. */
START_TEST(memory_is_not_for_samples)
{
	long few = score_apart(2500);
	long many = score_apart(25000);

	ck_assert_int_lt(many - few, 2048);
}
END_TEST
#endif

Suite *unit_suite(void)
{
	Suite *s = suite_create("stored");
	TCase *tc = tcase_create("stored");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, fates_add_up_to_what_was_wanted);
	tcase_add_test(tc, writers_do_not_change_the_result);
	tcase_add_test(tc, equal_ids_are_found_among_shards);
	tcase_add_test(tc, watchers_see_samples_sorted);
	tcase_add_test(tc, a_shard_that_shrinks_is_told);
#ifndef GAMUT_SANITIZED
	tcase_add_test(tc, memory_is_not_for_samples);
#endif
	suite_add_tcase(s, tc);
	return s;
}
