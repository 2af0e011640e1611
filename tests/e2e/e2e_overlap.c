/* gamut overlap, on simulated runs and on files. */
#include "tests/support/unit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "runner/store/store.h"
#include "tests/support/program.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

static void simulate(const char *model, const char *options)
{
	struct gamut_str line = gamut_arena_strf(&arena, "run --model %s %s",
	                                         model, options);
	struct gamut_output got = gamut_program(&arena, line.ptr);

	ck_assert_msg(got.code == 0, "%s", got.err);
}

/* Two runs of one model agree as one model does; another one does not. */
START_TEST(one_model_is_told_from_two)
{
	cJSON *got;
	const cJSON *pair;

	simulate("sim:instruct", "--seed 1 --out a");
	simulate("sim:instruct", "--seed 2 --out b");
	simulate("sim:base", "--seed 3 --out c");
	got = gamut_program_json(&arena, "overlap a b c --format json");
	pair = gamut_program_item(got, "pairs", 0);
	ck_assert(gamut_program_number(pair, "cells") == 66);
	ck_assert(fabs(gamut_program_number(pair, "morisita") - 1) <
	          4 * gamut_program_number(pair, "morisita_se"));
	ck_assert(fabs(gamut_program_number(pair, "overlap") -
	               gamut_program_number(pair, "overlap_if_same")) < 0.03);
	pair = gamut_program_item(got, "pairs", 1);
	ck_assert(gamut_program_number(pair, "morisita") < 0.8);
	ck_assert(gamut_program_number(pair, "overlap") + 0.1 <
	          gamut_program_number(pair, "overlap_if_same"));
	ck_assert_int_gt(cJSON_GetArraySize(cJSON_GetObjectItem(got, "modes")),
	                 60);
	cJSON_Delete(got);
}
END_TEST

/* Seven times of ten, and five: by hand in docs/overlap.md. */
static const char two_models[] =
	"{\"model\":\"a\",\"task\":\"rng_1_10\",\"text\":\"7\"}\n"
	"{\"model\":\"b\",\"task\":\"rng_1_10\",\"text\":\"7\"}\n"
	"{\"model\":\"a\",\"task\":\"rng_1_10\",\"text\":\"7\"}\n"
	"{\"model\":\"b\",\"task\":\"rng_1_10\",\"text\":\"7\"}\n"
	"{\"model\":\"a\",\"task\":\"rng_1_10\",\"text\":\"7\"}\n"
	"{\"model\":\"b\",\"task\":\"rng_1_10\",\"text\":\"7\"}\n"
	"{\"model\":\"a\",\"task\":\"rng_1_10\",\"text\":\"7\"}\n"
	"{\"model\":\"b\",\"task\":\"rng_1_10\",\"text\":\"7\"}\n"
	"{\"model\":\"a\",\"task\":\"rng_1_10\",\"text\":\"7\"}\n"
	"{\"model\":\"b\",\"task\":\"rng_1_10\",\"text\":\"7\"}\n"
	"{\"model\":\"a\",\"task\":\"rng_1_10\",\"text\":\"7\"}\n"
	"{\"model\":\"b\",\"task\":\"rng_1_10\",\"text\":\"3\"}\n"
	"{\"model\":\"a\",\"task\":\"rng_1_10\",\"text\":\"7\"}\n"
	"{\"model\":\"b\",\"task\":\"rng_1_10\",\"text\":\"3\"}\n"
	"{\"model\":\"a\",\"task\":\"rng_1_10\",\"text\":\"3\"}\n"
	"{\"model\":\"b\",\"task\":\"rng_1_10\",\"text\":\"3\"}\n"
	"{\"model\":\"a\",\"task\":\"rng_1_10\",\"text\":\"3\"}\n"
	"{\"model\":\"b\",\"task\":\"rng_1_10\",\"text\":\"5\"}\n"
	"{\"model\":\"a\",\"task\":\"rng_1_10\",\"text\":\"8\"}\n"
	"{\"model\":\"b\",\"task\":\"rng_1_10\",\"text\":\"5\"}\n";

START_TEST(the_example_by_hand_holds)
{
	struct gamut_output got;
	cJSON *json;
	const cJSON *pair;

	gamut_program_put("two.jsonl", two_models);
	json = gamut_program_json(&arena, "overlap two.jsonl --format json");
	pair = gamut_program_item(json, "pairs", 0);
	ck_assert(fabs(gamut_program_number(pair, "agreement") - 0.41) < 1e-12);
	ck_assert(fabs(gamut_program_number(pair, "morisita") -
	               0.82 / (36.0 / 45)) < 1e-12);
	ck_assert(fabs(gamut_program_number(pair, "overlap") - 0.7) < 1e-12);
	cJSON_Delete(json);
	got = gamut_program(&arena, "overlap two.jsonl");
	ck_assert_ptr_nonnull(strstr(got.out, "\n  7                         "
	                                      "A 70 %, B 50 %\n"));
	ck_assert_ptr_null(strstr(got.out, "\n  3  "));
	got = gamut_program(&arena, "overlap two.jsonl --show modes "
	                            "--format csv");
	ck_assert_str_eq(got.out,
	                 "task,setting,answer,example,condition,model,path,"
	                 "count,valid,share,over_produced\n"
	                 "rng_1_10,,7,false,A,a,two.jsonl,7,10,0.7,true\n"
	                 "rng_1_10,,7,false,B,b,two.jsonl,5,10,0.5,true\n");
	got = gamut_program(&arena, "overlap two.jsonl --show pairs "
	                            "--format markdown");
	ck_assert_ptr_nonnull(strstr(got.out, "| index | A | B |\n"));
	ck_assert_ptr_null(strstr(got.out, "| answer |"));
}
END_TEST

/* What an incomplete run lacks is told; it can be compared all the same. */
START_TEST(an_incomplete_run_is_named)
{
	struct gamut_output got;

	simulate("sim:base", "-n 20 --tasks rng_1_10 --out a");
	simulate("sim:instruct", "-n 20 --tasks rng_1_10 --out b");
	ck_assert_int_eq(gamut_store_raise("b", 25, NULL), GAMUT_OK);
	got = gamut_program(&arena, "overlap a b");
	ck_assert_int_eq(got.code, 0);
	ck_assert_ptr_nonnull(strstr(got.out, "\n- A is simulated\n"));
	ck_assert_ptr_nonnull(
		strstr(got.out, "\n- B is simulated and lacks 15 samples: "));
}
END_TEST

static const struct mistake {
	const char *line;
	const char *says;
} mistakes[] = {
	{ "overlap", "name run directories or JSONL files" },
	{ "overlap a", "'a' holds one model" },
	{ "overlap a a", "'a' and 'a' are the same samples" },
	{ "overlap a a/", "'a' and 'a/' are the same samples" },
	{ "overlap a other.jsonl",
	  "'a' has rng_1_10 (zero-shot), 'other.jsonl' has rng_1_100 (no "
	  "setting)" },
	{ "overlap a none", "none" },
	{ "overlap two.jsonl --at-least 3", "--at-least: 3 models" },
	{ "overlap many.jsonl", "201 models are too many" },
	{ "overlap two.jsonl --at-least 0", "--at-least: '0'" },
	{ "overlap two.jsonl --show mode", "'mode' is not pairs" },
	{ "overlap two.jsonl --format junit", "table, json, csv or markdown" },
};

/* A file of `count` models that say the same once. */
static void put_models(const char *path, int count)
{
	struct gamut_buf lines = { 0 };

	for (int i = 0; i < count; i++)
		gamut_buf_addf(&lines,
		               "{\"model\":\"m%d\",\"task\":\"rng_1_10\","
		               "\"text\":\"7\"}\n",
		               i);
	gamut_program_put(path, gamut_buf_cstr(&lines));
	gamut_buf_release(&lines);
}

START_TEST(two_hundred_models_can_be_compared)
{
	cJSON *got;

	put_models("many.jsonl", 200);
	got = gamut_program_json(&arena, "overlap many.jsonl --format json");
	ck_assert_int_eq(cJSON_GetArraySize(cJSON_GetObjectItem(got, "pairs")),
	                 200 * 199 / 2);
	cJSON_Delete(got);
}
END_TEST

START_TEST(mistakes_are_named)
{
	put_models("many.jsonl", 201);
	simulate("sim:base", "-n 20 --tasks rng_1_10 --out a");
	gamut_program_put("two.jsonl", two_models);
	gamut_program_put("other.jsonl",
	                  "{\"task\":\"rng_1_100\",\"text\":\"7\"}\n");
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(mistakes); i++) {
		const struct mistake *m = &mistakes[i];
		struct gamut_output got = gamut_program(&arena, m->line);

		ck_assert_msg(got.code == 2, "'%s' ended with %d: %s", m->line,
		              got.code, got.err);
		ck_assert_str_eq(got.out, "");
		ck_assert_msg(strstr(got.err, m->says) != NULL, "'%s' said: %s",
		              m->line, got.err);
	}
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("overlap");
	TCase *tc = tcase_create("overlap");

	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_test(tc, one_model_is_told_from_two);
	tcase_add_test(tc, the_example_by_hand_holds);
	tcase_add_test(tc, an_incomplete_run_is_named);
	tcase_add_test(tc, two_hundred_models_can_be_compared);
	tcase_add_test(tc, mistakes_are_named);
	suite_add_tcase(suite, tc);
	return suite;
}
