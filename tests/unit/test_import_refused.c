/* What cannot be imported is named, with its place; and whose names are known.
 */
#include "tests/support/unit.h"

#include <string.h>

#include "base/buf.h"
#include "tests/support/imported.h"
#include "tests/support/temp.h"

#define DATA(name) GAMUT_TEST_DATA "/import/" name

/* ----------------------------------------------------------------- bad input
 */

static const struct bad {
	const char *name;
	const char *format; /* NULL: told from the content */
	const char *text;
	const char *says;
} bad[] = {
	{ "f.jsonl", "jsonl",
	  "{\"task\":\"rng_1_10\",\"text\":\"1\"}\n{\"a\" 1}\n", "f.jsonl:2:" },
	{ "f.jsonl", "jsonl", "\n{\"task\":\"rng_1_10\",\"text\":\"1}\n",
	  "f.jsonl:2:27: not JSON: a string without an end" },
	{ "f.jsonl", "jsonl", "[1]\n", "f.jsonl:1:1: the line is no JSON" },
	{ "f.jsonl", "jsonl", "{\"task\":\"rng_1_10\"}\n",
	  "f.jsonl:1: the text, 'text', is not there and not a string" },
	{ "f.jsonl", "jsonl", "{\"task\":[],\"text\":\"1\"}\n",
	  "the task, 'task', is a list" },
	{ "f.jsonl", "jsonl", "{\"task\":\"rng_1_10\",\"text\":{}}\n",
	  "is an object and not a string" },
	{ "f.jsonl", "jsonl",
	  "{\"task\":\"rng_1_10\",\"text\":\"1\",\"index\":-1}\n",
	  "the index, 'index', is a number and not a whole number" },
	{ "f.jsonl", "jsonl",
	  "{\"task\":\"rng_1_10\",\"text\":\"1\",\"index\":1e9}\n", "2^20" },
	{ "f.jsonl", "jsonl",
	  "{\"task\":\"rng_1_10\",\"text\":\"1\",\"index\":3}\n"
	  "{\"task\":\"rng_1_10\",\"text\":\"1\",\"index\":3}\n",
	  "f.jsonl:2: rng_1_10 has the index 3 twice" },
	{ "f.jsonl", "jsonl",
	  "{\"task\":\"rng_1_10\",\"text\":\"1\",\"setting\":\"a\\nb\"}\n",
	  "is no name" },
	{ "f.jsonl", "jsonl", "{\"text\":\"1\"}\n",
	  "1 generation names no task" },
	{ "f.jsonl", "jsonl", "{\"task\":\"rng_1_10\",\"text\":\"1\"}\n",
	  "names no model" },
	{ "f.jsonl", "jsonl",
	  "{\"task\":\"rng_1_10\",\"text\":\"1\",\"model\":\"a\"}\n"
	  "{\"task\":\"rng_1_10\",\"text\":\"1\",\"model\":\"b\"}\n",
	  "by --only, and import each into its own --out: 'a' (1), 'b' (1)" },
	{ "f.jsonl", "jsonl", "", "no generations" },
	{ "f.jsonl", NULL, "{\"a\":1}\n", "not told by its members" },
	{ "f.txt", NULL, "Monday\n",
	  "f.txt:1:1: it begins with no JSON object, so its format cannot" },
	{ "f.html", NULL, "<html>\n", "f.html:1:1: it begins with no JSON" },
	{ "f.json", NULL, " \n", "f.json' is empty" },
	{ "f.json", NULL, "{\"a\":[1}\n", "f.json:1:8: not JSON" },
	{ "f.jsonl", "json", "", "--from: 'json' is no format" },
	{ "f.json", "inspect", "{\"version\":2,\n\"eval\":{\"a\":}}",
	  "f.json:2:13: not JSON" },
	{ "f.json", "inspect", "{\"version\":2,\"eval\":{}}",
	  "has no 'samples'" },
	{ "f.json", "inspect", "{\"version\":1,\"eval\":{},\"samples\":[]}",
	  "of version 2" },
	{ "f.json", "inspect", "PK\x03\x04", "inspect log convert" },
	{ "f.json", "inspect",
	  "{\"version\":2,\"eval\":{\"task\":\"rng_1_10\",\"model\":\"m\"},"
	  "\"samples\":[{\"epoch\":0}]}",
	  "f.json: sample 1: the epoch" },
	{ "f.json", "inspect",
	  "{\"version\":2,\"eval\":{\"task\":\"rng_1_10\",\"model\":\"m\"},"
	  "\"samples\":[{\"epoch\":1},{\"epoch\":1}]}",
	  "f.json: sample 2: rng_1_10 has the index 0 twice: are these "
	  "several runs? name the files of one" },
	{ "f.jsonl", "lm-eval",
	  "{\"resps\":[[\"1\",\"2\"]],\"gamut\":{\"indices\":[0],"
	  "\"finish_reasons\":[\"stop\"]}}\n",
	  "f.jsonl:1: \"gamut\" has no index and finish reason for each" },
	{ "f.json", "spectrum", "{\"task_results\":[]}",
	  "f.json:1:17: 'task_results' must be an object" },
	{ "f.json", "spectrum", "{\"model_name\":\"m\"}", "no 'task_results'" },
	{ "f.json", "spectrum",
	  "{\"task_results\":{\"rng_1_10\":{\"generations\":[1]}}}",
	  "task_results: rng_1_10: a generation is a number" },
	{ "f.json", "promptfoo", "{\"results\":{\"results\":3}}",
	  "no list of 'results'" },
	{ "f.json", "promptfoo", "{\"results\":[7]}",
	  "result 1: it is a number" },
	{ "f.json", "promptfoo", "{\"results\":[{}", "it ends too early" },
	{ "f.jsonl", "lm-eval", "{\"resps\":[[[-1.5,false]]]}\n",
	  "f.jsonl:1: \"resps\" holds log-likelihoods" },
	{ "f.jsonl", "lm-eval", "{\"doc\":{}}\n", "\"resps\" is not there" },
	{ "f.csv", NULL, "task;text\n", "parted by commas" },
	{ "f.csv", NULL, "", "a first row of column names" },
	{ "f.csv", NULL, "task,text,text\nrng_1_10,7,8\n",
	  "f.csv:1: there are 2 columns 'text': which one has the text?" },
	{ "f.csv", NULL, "task,text\nrng_1_10\n",
	  "f.csv:2: the row has 1 column, the header 2" },
	{ "f.csv", NULL, "task,text\n\nrng_1_10,\"7\n8\n",
	  "f.csv:3: a quoted field has no end" },
	{ "f.csv", NULL, "task,text\nrng_1_10,\"7\"8\n",
	  "f.csv:2: text behind a quoted field" },
};

START_TEST(bad_input_is_named)
{
	const struct bad *one = &bad[_i];

	gamut_imported_options.format = one->format;
	ck_assert_msg(gamut_imported_try(gamut_temp_write(one->name, one->text),
	                                 "run"),
	              "%s", one->text);
	ck_assert_msg(strstr(gamut_imported_err.msg, one->says),
	              "%s\nwants: %s", gamut_imported_err.msg, one->says);
	ck_assert_uint_eq(gamut_imported_entries(), 1);
}
END_TEST

static const struct bad bad_maps[] = {
	{ "m.yaml", NULL, "tasks: {x: rng_1_1}",
	  "m.yaml:1:12: there is no task 'rng_1_1', did you mean 'rng_1_10'?" },
	{ "m.yaml", NULL, "task: [1]", "m.yaml:1:7: a task must be a name" },
	{ "m.yaml", NULL, "fields: {txt: a}", "did you mean 'text'?" },
	{ "m.yaml", NULL, "tasks: skip", "must be a mapping" },
	{ "m.yaml", NULL, "settings: {}", "did you mean 'setting'?" },
	{ "m.yaml", NULL, "[]", "a mapping file has tasks" },
};

START_TEST(a_bad_map_is_named)
{
	const struct bad *one = &bad_maps[_i];

	gamut_imported_options.map = gamut_temp_write(one->name, one->text);
	ck_assert(gamut_imported_try(DATA("plain.csv"), "run"));
	ck_assert_msg(strstr(gamut_imported_err.msg, one->says),
	              "%s\nwants: %s", gamut_imported_err.msg, one->says);
}
END_TEST

/* A few lines must not make a run that takes gigabytes to read. */
START_TEST(gaps_are_bounded)
{
	struct gamut_buf lines = { 0 };

	for (int i = 0; i < 300; i++)
		gamut_buf_addf(&lines,
		               "{\"task\":\"rng_1_10\",\"setting\":\"s%d\","
		               "\"text\":\"1\",\"index\":1048575}\n",
		               i);
	ck_assert_int_eq(
		gamut_imported_try(
			gamut_temp_write("f.jsonl", gamut_buf_cstr(&lines)),
			"run"),
		GAMUT_EINVAL);
	ck_assert_msg(strstr(gamut_imported_err.msg, "f.jsonl:257: "), "%s",
	              gamut_imported_err.msg);
	gamut_buf_release(&lines);
}
END_TEST

/* All of them at once, each with the nearest of ours. */
START_TEST(unknown_names_are_listed)
{
	static const char lines[] =
		"{\"task\":\"prime_number\",\"text\":\"1\",\"model\":\"m\"}\n"
		"{\"task\":\"rng_1_10\",\"text\":\"1\",\"model\":\"m\"}\n"
		"{\"task\":\"\\u001b[31mq\",\"text\":\"1\",\"model\":\"m\"}\n"
		"{\"task\":\"prime_number\",\"text\":\"1\",\"model\":\"m\"}\n";
	const char *path = gamut_temp_write("f.jsonl", lines);

	ck_assert_int_eq(gamut_imported_try(path, "run"), GAMUT_EINVAL);
	ck_assert_ptr_nonnull(
		strstr(gamut_imported_err.msg, "2 names are not known"));
	ck_assert_uint_eq(gamut_imported_report.line_count, 2);
	ck_assert(gamut_imported_is(
		gamut_imported_report.lines[0],
		"'prime_number' is no task of ours (2 generations), did "
		"you mean 'prime_numbers'?"));
	ck_assert(gamut_str_find(gamut_imported_report.lines[1],
	                         GAMUT_STR("\x1b")) ==
	          gamut_imported_report.lines[1].len);
	gamut_imported_options.skips_unknown = true;
	ck_assert_msg(!gamut_imported_try(path, "run"), "%s",
	              gamut_imported_err.msg);
	ck_assert_uint_eq(gamut_imported_report.skipped, 3);
	ck_assert_uint_eq(gamut_imported_report.completions, 1);
}
END_TEST

START_TEST(deep_nesting_is_refused)
{
	struct gamut_buf text = { 0 };

	for (int i = 0; i < 100000; i++)
		gamut_buf_add(&text, GAMUT_STR("{\"task\":["));
	gamut_imported_options.format = "jsonl";
	ck_assert(gamut_imported_try(
		gamut_temp_write("f.jsonl", gamut_buf_cstr(&text)), "run"));
	ck_assert_msg(strstr(gamut_imported_err.msg, "nested too deeply"), "%s",
	              gamut_imported_err.msg);
	gamut_buf_release(&text);
}
END_TEST

/* What names others give our tasks. */
static const struct {
	const char *name;
	const char *task; /* NULL: none */
	const char *setting;
} names[] = {
	{ "rng_1_10", "rng_1_10", "" },
	{ "rng_1_100", "rng_1_100", "" },
	{ "rng_1_1000", NULL, "" },
	{ "gamut_prime_numbers_zero_shot", "prime_numbers", "zero-shot" },
	{ "gamut_rng_1_10_few_shot_described", "rng_1_10",
	  "few-shot-described" },
	{ "prime_numbers/few-shot", "prime_numbers", "few-shot" },
	{ "gamut/prime_numbers", "prime_numbers", "" },
	{ "claude_gerunds", "gerunds", "" },
	{ "prime_numbers_5_shot", NULL, "" },
	{ "gamutprime_numbers", NULL, "" },
	{ "", NULL, "" },
	{ "mmlu", NULL, "" },
};

START_TEST(names_are_known)
{
	struct gamut_catalog *catalog = gamut_catalog_open();
	const struct gamut_import_place place =
		gamut_import_name(catalog, gamut_str_of(names[_i].name));

	if (names[_i].task)
		ck_assert_str_eq(place.task->name, names[_i].task);
	else
		ck_assert_ptr_null(place.task);
	ck_assert(gamut_imported_is(place.setting, names[_i].setting));
	gamut_catalog_free(catalog);
}
END_TEST

static const struct {
	const char *text;
	int64_t ms;
} times[] = {
	{ "2026-11-20T08:15:30.123456", INT64_C(1795162530123) },
	{ "2026-11-20T08-15-30.1", INT64_C(1795162530100) },
	{ "2026-11-20T08:15:30Z", INT64_C(1795162530000) },
	{ "2026-11-20T09:15:30+01:00", INT64_C(1795162530000) },
	{ "2026-11-20 07:15:30-0100", INT64_C(1795162530000) },
	{ "2026-13-20T08:15:30Z", GAMUT_UNKNOWN },
	{ "2026-11-20", GAMUT_UNKNOWN },
	{ "", GAMUT_UNKNOWN },
};

START_TEST(times_are_read)
{
	ck_assert_int_eq(gamut_import_time(gamut_str_of(times[_i].text)),
	                 times[_i].ms);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("import_refused");
	TCase *malformed = tcase_create("malformed");
	TCase *pieces = tcase_create("pieces");

	tcase_add_checked_fixture(malformed, gamut_imported_set_up,
	                          gamut_imported_tear_down);
	tcase_add_loop_test(malformed, bad_input_is_named, 0,
	                    GAMUT_ARRAY_LEN(bad));
	tcase_add_loop_test(malformed, a_bad_map_is_named, 0,
	                    GAMUT_ARRAY_LEN(bad_maps));
	tcase_add_test(malformed, gaps_are_bounded);
	tcase_add_test(malformed, unknown_names_are_listed);
	tcase_add_test(malformed, deep_nesting_is_refused);
	suite_add_tcase(suite, malformed);
	tcase_add_loop_test(pieces, names_are_known, 0, GAMUT_ARRAY_LEN(names));
	tcase_add_loop_test(pieces, times_are_read, 0, GAMUT_ARRAY_LEN(times));
	suite_add_tcase(suite, pieces);
	return suite;
}
