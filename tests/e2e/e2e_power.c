/* gamut power, on simulated runs and on files. */
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

/* What an incomplete run lacks is told; it can be a base all the same. */
START_TEST(an_incomplete_base_is_named)
{
	struct gamut_output got;

	simulate("sim:instruct", "-n 20 --tasks rng_1_10 --out b");
	ck_assert_int_eq(gamut_store_raise("b", 25, NULL), GAMUT_OK);
	got = gamut_program(&arena, "power b");
	ck_assert_int_eq(got.code, 0);
	ck_assert_ptr_nonnull(strstr(got.out, "the base lacks 15 samples"));
}
END_TEST

static const struct mistake {
	const char *line;
	const char *says;
} mistakes[] = {
	{ "power", "name one base" },
	{ "power a a", "name one base" },
	{ "power none", "none" },
	{ "power models.jsonl",
	  "'models.jsonl' holds completions of several models" },
	{ "power a --power 1", "--power: 1 is not from 0.5" },
	{ "power a --drop-validity 200", "--drop-validity: 200 is not" },
	{ "power a --drop-validity 0", "--drop-validity: 0 is not" },
	{ "power a --drop-yield 30", "from where it cannot drop by 30" },
	{ "power a --margin-yield -1", "--margin-yield: -1 is not above 0\n" },
	{ "compare a a --margin-yield -1",
	  "--margin-yield: -1 is not above 0\n" },
	{ "power a --margin-validity 100",
	  "--margin-validity: 100 is not above 0 and below 100\n" },
	{ "compare a a --margin-validity 100",
	  "--margin-validity: 100 is not above 0 and below 100\n" },
	{ "power a -n 0", "--samples: '0'" },
	{ "power a --format xls", "table, json, csv or markdown" },
};

START_TEST(mistakes_are_named)
{
	simulate("sim:base", "-n 20 --tasks rng_1_10 --out a");
	gamut_program_put(
		"models.jsonl",
		"{\"model\":\"a\",\"task\":\"rng_1_10\",\"text\":\"7\"}\n"
		"{\"model\":\"b\",\"task\":\"rng_1_10\",\"text\":\"7\"}\n");
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

START_TEST(a_base_tells_what_it_could_find)
{
	struct gamut_output got;
	cJSON *json;
	const cJSON *validity;
	double drop;
	double larger;

	simulate("sim:base", "--out a");
	got = gamut_program(&arena, "power a --drop-validity 2");
	ck_assert_int_eq(got.code, 0);
	ck_assert_ptr_nonnull(
		strstr(got.out, "With 100 samples a cell over 66 cells, a drop "
	                        "of the mean validity by 2."));
	ck_assert_ptr_nonnull(strstr(got.out, "by 2.00 points takes "));
	/* Whether what is found fails the gate hangs on the margin. */
	ck_assert_ptr_null(strstr(got.out, "shown to be within the margin"));
	got = gamut_program(&arena, "power a --margin-validity 5");
	ck_assert_ptr_nonnull(
		strstr(got.out, "\n- a drop of the mean validity that is found "
	                        "passes where it is shown to be within the "
	                        "margin\n"));
	json = gamut_program_json(&arena, "power a --format json");
	ck_assert_str_eq(json->child->string, "format");
	ck_assert(gamut_program_number(json, "format") == 1);
	ck_assert(cJSON_IsTrue(cJSON_GetObjectItem(json, "simulated")));
	validity = cJSON_GetObjectItem(json, "validity");
	drop = gamut_program_number(gamut_program_item(validity, "found", 0),
	                            "drop");
	ck_assert_int_eq(cJSON_GetArraySize(cJSON_GetObjectItem(json, "cells")),
	                 66);
	cJSON_Delete(json);
	json = gamut_program_json(&arena, "power a -n 25 --format json");
	validity = cJSON_GetObjectItem(json, "validity");
	larger = gamut_program_number(gamut_program_item(validity, "found", 0),
	                              "drop");
	ck_assert(fabs(larger / drop - 2) < 0.1);
	cJSON_Delete(json);
	got = gamut_program(&arena, "power a --format csv --power 0.9");
	ck_assert_int_eq(strncmp(got.out,
	                         "task,setting,metric,test,level,power,n,base,"
	                         "drop\n,,validity,mean,0.05,0.9,100,",
	                         78),
	                 0);
	got = gamut_program(&arena, "power a --format markdown");
	ck_assert_ptr_nonnull(strstr(got.out, "\n| mean of 66 cells | base |"));
}
END_TEST

/* The example of docs/power.md. */
START_TEST(the_example_by_hand_holds)
{
	struct gamut_buf lines = { 0 };
	cJSON *json;
	const cJSON *yield;

	for (int i = 0; i < 20; i++)
		gamut_buf_addf(&lines,
		               "{\"task\":\"rng_1_10\",\"text\":\"%s\"}\n",
		               i < 12 ? "7" :
		               i < 15 ? "3" :
		               i < 16 ? "4" :
		               i < 17 ? "8" :
		                        "x");
	gamut_program_put("one.jsonl", gamut_buf_cstr(&lines));
	gamut_buf_release(&lines);
	json = gamut_program_json(&arena, "power one.jsonl --format json");
	ck_assert(
		fabs(gamut_program_number(cJSON_GetObjectItem(json, "validity"),
	                                  "difference_se") -
	             sqrt(2 * (17.5 / 21) * (3.5 / 21) / 20)) < 1e-12);
	yield = cJSON_GetObjectItem(json, "yield");
	ck_assert(fabs(gamut_program_number(yield, "difference_se") -
	               sqrt(2 * 60.0 / 23)) < 1e-12);
	ck_assert(cJSON_IsNull(cJSON_GetObjectItem(
		gamut_program_item(yield, "found", 0), "drop")));
	cJSON_Delete(json);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("power");
	TCase *tc = tcase_create("power");

	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_test(tc, an_incomplete_base_is_named);
	tcase_add_test(tc, mistakes_are_named);
	tcase_add_test(tc, a_base_tells_what_it_could_find);
	tcase_add_test(tc, the_example_by_hand_holds);
	suite_add_tcase(suite, tc);
	return suite;
}
