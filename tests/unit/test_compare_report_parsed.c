#include "tests/support/unit.h"

#include <stdlib.h>

#include "base/json.h"
#include "tests/support/comparison.h"
#include "tests/support/temp.h"
#include "tests/support/tool.h"

static struct gamut_arena arena;
static struct gamut_buf out;

static void set_up(void)
{
	gamut_temp_make();
}

static void tear_down(void)
{
	gamut_arena_clear(&arena);
	gamut_buf_release(&out);
	gamut_temp_remove();
}

static struct gamut_str report(const struct gamut_test_comparison *spec,
                               enum gamut_compare_format format)
{
	return gamut_test_tell(&out, spec, format, &arena);
}

static double number_at(const cJSON *object, const char *key)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);

	ck_assert_msg(cJSON_IsNumber(item), "%s", key);
	return item->valuedouble;
}

static const char *string_at(const cJSON *object, const char *key)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);

	ck_assert_msg(cJSON_IsString(item), "%s", key);
	return item->valuestring;
}

START_TEST(json_is_as_documented)
{
	struct gamut_str text = report(&gamut_test_worse,
	                               GAMUT_COMPARE_FORMAT_JSON);
	cJSON *json = gamut_json_parse(text, NULL);
	const cJSON *cell;
	const cJSON *yield;
	const cJSON *flip;

	ck_assert_ptr_nonnull(json);
	gamut_test_expect(
		text,
		"{\"format\":1,\"verdict\":\"regression\",\"form\":"
		"\"canonical\",\"level\":0.05,\"margins\":{\"validity\":0.02,"
		"\"yield\":2},\n\"base\":{\"label\":\"old\",\"model\":"
		"\"sim:base\",\"run\":\"0123456789abcdef\",\"created\":"
		"\"2026-11-23T12:51:07.123Z\",\"simulated\":true},\n"
		"\"candidate\":{\"label\":\"new\",\"model\":null,\"run\":null,"
		"\"created\":null,\"simulated\":false},\n");
	gamut_test_expect(
		text, "\"margin\":2,\"holm\":0.0002,\"verdict\":\"regression\","
		      "\"n_needed\":null,\"over_tasks\":{\"tasks\":22,");
	gamut_test_expect(
		text,
		"{\"text\":\"prompts of 3 cells\",\"allowed\":\"prompts\"}"
		",\n{\"text\":\"prompts of 3 cells\",\"allowed\":null}");
	gamut_test_expect(text, "\"flips_unknown\":[\"base\"]");
	cell = cJSON_GetArrayItem(cJSON_GetObjectItem(json, "cells"), 0);
	ck_assert_str_eq(string_at(cell, "task"), "us_states");
	ck_assert_str_eq(string_at(cell, "mark"), "fail");
	ck_assert(number_at(cell, "n") == 100);
	ck_assert(number_at(cell, "vanished") == 12);
	ck_assert(number_at(cell, "appeared") == 11);
	yield = cJSON_GetObjectItem(cell, "yield");
	ck_assert(number_at(yield, "difference") == -33);
	ck_assert_str_eq(string_at(yield, "mark"), "fail");
	ck_assert(number_at(cJSON_GetObjectItem(
				    cJSON_GetObjectItem(cell, "fates"), "base"),
	                    "valid-new") == 98);
	flip = cJSON_GetArrayItem(cJSON_GetObjectItem(json, "flips"), 1);
	ck_assert_str_eq(string_at(flip, "of"), "candidate");
	ck_assert_str_eq(string_at(flip, "reason"), "valid");
	cJSON_Delete(json);
}
END_TEST

/* Flips that nobody asked for are not none, and n that is needed is there. */
START_TEST(json_tells_nothing_from_none)
{
	struct gamut_str text = report(&gamut_test_unclear,
	                               GAMUT_COMPARE_FORMAT_JSON);

	gamut_test_expect(text, "\"flips\":null}");
	gamut_test_expect(text, "\"n_needed\":400");
}
END_TEST

/* The largest falls and the largest rises are what is kept. */
START_TEST(json_keeps_both_ends)
{
	struct gamut_test_comparison spec = gamut_test_worse;
	const cJSON *changes;
	const cJSON *cell;
	cJSON *json;

	spec.changes = 70;
	json = gamut_json_parse(report(&spec, GAMUT_COMPARE_FORMAT_JSON), NULL);
	cell = cJSON_GetArrayItem(cJSON_GetObjectItem(json, "cells"), 0);
	changes = cJSON_GetObjectItem(cell, "changes");
	ck_assert_int_eq(cJSON_GetArraySize(changes), 50);
	ck_assert_str_eq(string_at(cJSON_GetArrayItem(changes, 24), "answer"),
	                 "State 24");
	ck_assert_str_eq(string_at(cJSON_GetArrayItem(changes, 25), "answer"),
	                 "State 45");
	ck_assert_str_eq(string_at(cJSON_GetArrayItem(changes, 49), "answer"),
	                 "State 69");
	ck_assert(number_at(cell, "changes_left_out") == 20);
	ck_assert_int_eq(
		cJSON_GetArraySize(cJSON_GetObjectItem(cell, "invalid")), 20);
	ck_assert(number_at(cell, "invalid_left_out") == 10);
	cJSON_Delete(json);
}
END_TEST

START_TEST(json_is_for_others_too)
{
	static const char *const words[] = {
		"jq", "-r",
		".verdict, (.cells | length), .cells[0].validity.candidate,"
		" (.aggregates | keys_unsorted | join(\" \"))",
		NULL
	};

	ck_assert_str_eq(gamut_test_tool(&arena,
	                                 report(&gamut_test_worse,
	                                        GAMUT_COMPARE_FORMAT_JSON),
	                                 words),
	                 "regression\n3\n0.71\nvalidity yield\n");
}
END_TEST

static double xpath(struct gamut_str text, const char *expression)
{
	const char *const words[] = { "xmllint",  "--nonet", "--xpath",
		                      expression, "-",       NULL };

	return strtod(gamut_test_tool(&arena, text, words), NULL);
}

/* What is counted in the head is there, in each of the verdicts. */
START_TEST(junit_counts_what_it_has)
{
	static const struct {
		const struct gamut_test_comparison *spec;
		int failures;
		int errors;
	} cases[] = { { &gamut_test_worse, 3, 0 },
		      { &gamut_test_same, 0, 0 },
		      { &gamut_test_unclear, 0, 1 } };
	struct gamut_str text = report(cases[_i].spec,
	                               GAMUT_COMPARE_FORMAT_JUNIT);

	ck_assert(xpath(text, "count(//testcase)") == 8);
	ck_assert(xpath(text, "number(/testsuites/testsuite/@tests)") == 8);
	ck_assert(xpath(text, "count(//testcase[@name and "
	                      "@classname='gamut.compare']/failure["
	                      "@message and text()])") == cases[_i].failures);
	ck_assert(xpath(text, "number(/testsuites/testsuite/@failures)") ==
	          cases[_i].failures);
	ck_assert(xpath(text, "count(//error[@message and text()])") ==
	          cases[_i].errors);
	ck_assert(xpath(text, "number(/testsuites/testsuite/@errors)") ==
	          cases[_i].errors);
	ck_assert(xpath(text, "count(//skipped)") == 0);
}
END_TEST

START_TEST(junit_names_and_explains)
{
	struct gamut_str text = report(&gamut_test_worse,
	                               GAMUT_COMPARE_FORMAT_JUNIT);

	ck_assert(xpath(text, "count(//testcase[@name='us_states/zero-shot/"
	                      "yield']/failure[contains(text(), 'vanished: "
	                      "\"State 0\" (24)')])") == 1);
	ck_assert(xpath(text, "count(//testcase[@name='all cells/yield']/"
	                      "failure)") == 1);
	/* What is to be looked at fails nothing. */
	ck_assert(xpath(text, "count(//testcase[not(failure)]/system-out["
	                      "starts-with(., 'to look at: ')])") == 1);
	ck_assert(xpath(text, "count(//property[@name='base'][contains(@value, "
	                      "'(simulated)')])") == 1);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("compare_report_parsed");
	TCase *tcase = tcase_create("compare_report_parsed");

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, json_is_as_documented);
	tcase_add_test(tcase, json_tells_nothing_from_none);
	tcase_add_test(tcase, json_keeps_both_ends);
	tcase_add_test(tcase, json_is_for_others_too);
	tcase_add_test(tcase, junit_names_and_explains);
	tcase_add_loop_test(tcase, junit_counts_what_it_has, 0, 3);
	suite_add_tcase(suite, tcase);
	return suite;
}
