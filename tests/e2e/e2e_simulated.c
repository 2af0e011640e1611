/* The whole pipeline on simulated models: run, resume, score, report. */
#include "tests/support/collect.h"
#include "tests/support/unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "runner/store/foreign.h"
#include "runner/store/store.h"
#include "tests/support/program.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

static struct gamut_output must(const char *line)
{
	struct gamut_output got = gamut_program(&arena, line);

	ck_assert_msg(got.code == 0, "'%s' ended with %d: %s", line, got.code,
	              got.err);
	return got;
}

static struct gamut_run *read_run(const char *folder)
{
	struct gamut_err err = { 0 };
	struct gamut_run *run;

	ck_assert_msg(gamut_run_read(&run, folder, &err) == GAMUT_OK, "%s",
	              err.msg);
	return run;
}

START_TEST(the_main_job)
{
	struct gamut_output got = must("run --seed 1 --out r --format json");
	cJSON *summary = gamut_json_parse(gamut_str_of(got.out), NULL);
	struct gamut_run *run = read_run("r");
	const cJSON *cell;
	int64_t n;

	ck_assert_uint_eq(run->count, 6600);
	ck_assert(gamut_run_is_complete(run));
	ck_assert_uint_eq(run->duplicates + run->torn + run->damaged, 0);
	ck_assert_int_eq(
		cJSON_GetArraySize(cJSON_GetObjectItem(summary, "cells")), 66);
	cJSON_ArrayForEach(cell, cJSON_GetObjectItem(summary, "cells"))
	{
		ck_assert(gamut_json_get_int(cell, "n", &n));
		ck_assert_int_eq(n, 100);
	}
	ck_assert_str_eq(got.out, gamut_program_file(&arena, "r/summary.json"));
	cJSON_Delete(summary);
	gamut_run_free(run);
}
END_TEST

START_TEST(the_same_command_finds_the_run_complete)
{
	struct gamut_output first = must("run -n 5 --tasks rng_*");
	struct gamut_output again = must("run -n 5 --tasks rng_*");

	ck_assert_str_eq(first.out, again.out);
	ck_assert_ptr_nonnull(strstr(again.err, "is complete"));
}
END_TEST

START_TEST(raising_n_tops_up)
{
	struct gamut_collection some;
	struct gamut_collection all;
	struct gamut_run *small;
	struct gamut_run *large;

	must("run --tasks rng_* --seed 3 -n 10 --out r");
	small = read_run("r");
	must("run --out r -n 25");
	large = read_run("r");
	ck_assert_uint_eq(small->count, (size_t)2 * 3 * 10);
	ck_assert_uint_eq(large->count, (size_t)2 * 3 * 25);
	gamut_collect(&some, small);
	gamut_collect(&all, large);
	for (size_t c = 0; c < small->manifest.cell_count; c++)
		for (uint32_t i = 0; i < 10; i++)
			ck_assert(gamut_str_eq(
				gamut_collect_find(&some, c, i)->text,
				gamut_collect_find(&all, c, i)->text));
	gamut_collect_release(&some);
	gamut_collect_release(&all);
	gamut_run_free(small);
	gamut_run_free(large);
	ck_assert_int_eq(gamut_program(&arena, "run --out r -n 5").code, 2);
}
END_TEST

START_TEST(a_run_remembers_its_family)
{
	must("run --tasks rng_1_10 --template spectrum --family qwen3 -n 2 "
	     "--out r");
	must("run --out r -n 3");
	ck_assert_ptr_nonnull(strstr(gamut_program_file(&arena, "r/run.json"),
	                             "\"family\":\"qwen3\""));
	ck_assert_int_eq(
		gamut_program(&arena, "run --out r --family gemma-3").code, 2);
}
END_TEST

/* Whatever differs from the run that is there is named. */
static const struct difference {
	const char *option;
	const char *says;
} differences[] = {
	{ "--model sim:uniform", "model" },
	{ "--temperature 0.5", "temperature" },
	{ "--template completion", "template" },
	{ "--tasks rng_1_10", "rng_1_100" },
	{ "--settings zero-shot", "few-shot" },
	{ "--seed 4", "seed" },
	{ "--profile vllm", "profile" },
	{ "--preset hf-default", "preset" },
};

START_TEST(another_run_is_refused)
{
	struct gamut_output got;
	const char *line;

	must("run --tasks rng_* --seed 3 -n 2 --out r");
	line = gamut_arena_strf(&arena, "run --out r %s",
	                        differences[_i].option)
	               .ptr;
	got = gamut_program(&arena, line);
	ck_assert_int_eq(got.code, 2);
	ck_assert_msg(strstr(got.err, differences[_i].says) != NULL, "%s",
	              got.err);
}
END_TEST

START_TEST(of_several_that_begin_at_once_all_join)
{
	static const char line[] = "run --tasks rng_* -n 300 --out r";
	pid_t pids[4];
	struct gamut_run *run;

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(pids); i++)
		pids[i] = gamut_program_begin(line);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(pids); i++)
		ck_assert_int_eq(gamut_program_end(pids[i]), 0);
	run = read_run("r");
	ck_assert(gamut_run_is_complete(run));
	ck_assert_uint_eq(run->count, (size_t)2 * 3 * 300);
	gamut_run_free(run);
}
END_TEST

START_TEST(scoring_again_gives_the_same_bytes)
{
	const char *first;
	const char *samples;

	must("run --tasks weekdays_*,gerunds --seed 9 -n 30 --out r");
	first = gamut_program_file(&arena, "r/summary.json");
	must("score r --samples");
	ck_assert_str_eq(first, gamut_program_file(&arena, "r/summary.json"));
	samples = gamut_program_file(&arena, "r/samples.jsonl");
	ck_assert_ptr_nonnull(strstr(samples, "\"fate\":"));
	must("report r --format markdown");
	ck_assert_str_eq(first, gamut_program_file(&arena, "r/summary.json"));
	must("score r --samples");
	ck_assert_str_eq(samples,
	                 gamut_program_file(&arena, "r/samples.jsonl"));
}
END_TEST

START_TEST(an_incomplete_run_says_so)
{
	struct gamut_output got;

	must("run --tasks rng_1_10 --seed 9 -n 30 --out r");
	ck_assert_int_eq(gamut_store_raise("r", 31, NULL), GAMUT_OK);
	got = gamut_program(&arena, "score r");
	ck_assert_int_eq(got.code, 3);
	ck_assert_ptr_nonnull(strstr(got.out, "missing"));
	ck_assert_int_eq(gamut_program(&arena, "report r").code, 3);
	must("run --out r");
	must("score r");
}
END_TEST

START_TEST(every_format_is_written)
{
	struct gamut_output got;
	const char *alone;

	must("run --tasks rng_1_10 --seed 9 -n 30 --out a");
	must("run --tasks rng_1_10 --seed 9 -n 30 --model sim:uniform --out b");
	alone = gamut_program_file(&arena, "a/summary.json");
	got = must("report a b");
	/* A run's own summary knows nothing of the others. */
	ck_assert_str_eq(alone, gamut_program_file(&arena, "a/summary.json"));
	ck_assert_ptr_nonnull(strstr(got.out, "sim:base"));
	ck_assert_ptr_nonnull(strstr(got.out, "sim:uniform"));
	ck_assert_ptr_nonnull(strstr(got.out, "simulated"));
	got = must("report a b --format csv");
	ck_assert_ptr_nonnull(strstr(got.out, "sim:uniform"));
	got = must("report a b --format markdown");
	ck_assert_ptr_nonnull(strstr(got.out, "|--:|"));
	got = must("report a b --format json");
	ck_assert_ptr_nonnull(strstr(got.out, "\"format\":1"));
}
END_TEST

/*
 * The published baselines are golden files: the same program and word lists
 * make the same completions and the same figures. scripts/baselines.sh makes
 * them anew.
 */
static const char *const baselines[] = { "base", "instruct", "uniform" };

static const char *baseline(const char *name, const char *file)
{
	return gamut_arena_strf(&arena, "%s/results/baselines/sim-%s/%s",
	                        GAMUT_SOURCE, name, file)
	        .ptr;
}

/* `summary` without the runs' ids, which hold the time. */
static const char *without_ids(const char *summary)
{
	static const struct gamut_str key = { "\"run\":\"", 7 };
	struct gamut_str rest = gamut_str_of(summary);
	struct gamut_buf out = { 0 };
	const char *result;

	while (rest.len > 0) {
		size_t at = gamut_str_find(rest, key);

		gamut_buf_add(&out, gamut_str_head(rest, at));
		rest = gamut_str_skip(rest, at);
		if (rest.len == 0)
			break;
		gamut_buf_addf(&out, "\"run\":null");
		rest = gamut_str_skip(rest, key.len);
		rest = gamut_str_skip(
			rest, gamut_str_find(rest, GAMUT_STR("\"")) + 1);
	}
	result = gamut_arena_copy(&arena, gamut_buf_view(&out)).ptr;
	gamut_buf_release(&out);
	return result;
}

static void check_completions(const char *path)
{
	struct gamut_run *run = read_run("r");
	struct gamut_collection all;
	struct gamut_foreign *foreign;
	struct gamut_sample want;
	bool has_more = true;
	size_t n = 0;

	gamut_collect(&all, run);
	ck_assert_int_eq(gamut_foreign_open(&foreign, path, false, NULL),
	                 GAMUT_OK);
	for (;; n++) {
		ck_assert_int_eq(
			gamut_foreign_next(foreign, &want, &has_more, NULL),
			GAMUT_OK);
		if (!has_more)
			break;
		ck_assert_uint_lt(n, all.count);
		ck_assert(gamut_str_eq(want.task, all.samples[n].task));
		ck_assert(gamut_str_eq(want.setting, all.samples[n].setting));
		ck_assert(gamut_str_eq(want.text, all.samples[n].text));
	}
	gamut_collect_release(&all);
	ck_assert_uint_eq(n, run->count);
	gamut_foreign_close(foreign);
	gamut_run_free(run);
}

START_TEST(baselines_can_be_made_again)
{
	const char *name = baselines[_i];
	struct gamut_output got =
		must(gamut_arena_strf(&arena,
	                              "run --model sim:%s --seed 1 --out r "
	                              "--format json",
	                              name)
	                     .ptr);

	ck_assert_str_eq(
		without_ids(got.out),
		gamut_program_file(&arena, baseline(name, "summary.json")));
	check_completions(baseline(name, "completions.jsonl"));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("simulated");
	TCase *tc = tcase_create("simulated");

	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_test(tc, the_main_job);
	tcase_add_test(tc, the_same_command_finds_the_run_complete);
	tcase_add_test(tc, raising_n_tops_up);
	tcase_add_test(tc, a_run_remembers_its_family);
	tcase_add_loop_test(tc, another_run_is_refused, 0,
	                    (int)GAMUT_ARRAY_LEN(differences));
	tcase_add_test(tc, of_several_that_begin_at_once_all_join);
	tcase_add_test(tc, scoring_again_gives_the_same_bytes);
	tcase_add_test(tc, an_incomplete_run_says_so);
	tcase_add_test(tc, every_format_is_written);
	tcase_add_loop_test(tc, baselines_can_be_made_again, 0,
	                    (int)GAMUT_ARRAY_LEN(baselines));
	suite_add_tcase(suite, tc);
	return suite;
}
