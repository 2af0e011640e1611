/* Where imports go, and what of a source goes there. */
#include "tests/support/unit.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "runner/exchange/csv.h"
#include "tests/support/imported.h"
#include "tests/support/temp.h"

#define DATA(name) GAMUT_TEST_DATA "/import/" name

static void expect_model(const char *model)
{
	ck_assert(gamut_imported_is(gamut_imported_run->manifest.model, model));
}

/* ----------------------------------------------------------------- the folder
 */

START_TEST(the_same_again_does_nothing)
{
	struct gamut_str first;
	struct gamut_arena arena = { 0 };

	ck_assert(!gamut_imported_try(DATA("plain.csv"), "run"));
	ck_assert(!gamut_imported_report.was_there);
	first = gamut_arena_copy(&arena, gamut_imported_report.run_id);
	ck_assert(!gamut_imported_try(DATA("plain.csv"), "run"));
	ck_assert(gamut_imported_report.was_there);
	ck_assert(gamut_str_eq(gamut_imported_report.run_id, first));
	/* Elsewhere it is the same run. */
	ck_assert(!gamut_imported_try(DATA("plain.csv"), "other"));
	ck_assert(!gamut_imported_report.was_there);
	ck_assert(gamut_str_eq(gamut_imported_report.run_id, first));
	ck_assert_int_eq(gamut_imported_try(DATA("plain.jsonl"), "run"),
	                 GAMUT_EMISMATCH);
	gamut_imported_options.model = "another";
	ck_assert_int_eq(gamut_imported_try(DATA("plain.csv"), "run"),
	                 GAMUT_EMISMATCH);
	ck_assert_uint_eq(gamut_imported_entries(), 2);
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(nothing_else_is_overwritten)
{
	const struct gamut_manifest sampled = {
		.version = GAMUT_STR("0"),
		.model = GAMUT_STR("m"),
		.template = GAMUT_STR("chat"),
		.profile = GAMUT_STR("p"),
		.preset = GAMUT_STR("pure"),
		.n = 1,
		.created = GAMUT_STR_EMPTY,
	};

	ck_assert(!gamut_store_create(gamut_temp_path("run"), &sampled,
	                              &gamut_imported_err));
	ck_assert_int_eq(gamut_imported_try(DATA("plain.csv"), "run"),
	                 GAMUT_EMISMATCH);
	ck_assert_ptr_nonnull(strstr(gamut_imported_err.msg, "gamut sampled"));
	gamut_temp_write("file", "");
	ck_assert_int_eq(gamut_imported_try(DATA("plain.csv"), "file"),
	                 GAMUT_EMISMATCH);
	ck_assert(!gamut_file_make_folder(gamut_temp_path("full/more"),
	                                  &gamut_imported_err));
	ck_assert_int_eq(gamut_imported_try(DATA("plain.csv"), "full"),
	                 GAMUT_EMISMATCH);
	ck_assert(!gamut_file_make_folder(gamut_temp_path("empty"),
	                                  &gamut_imported_err));
	ck_assert(!gamut_imported_try(DATA("plain.csv"), "empty"));
	ck_assert_uint_eq(gamut_imported_entries(), 4);
}
END_TEST

/* One of several models is taken, under the name that is wanted. */
START_TEST(a_model_is_chosen)
{
	gamut_imported_options.only = "b";
	gamut_imported_options.model = "better";
	gamut_imported_take(
		gamut_temp_write(
			"f.jsonl",
			"{\"task\":\"rng_1_10\",\"text\":\"1\",\"model\":\"a\"}\n"
			"{\"task\":\"rng_1_10\",\"text\":\"2\",\"model\":\"b\"}\n"),
		"run");
	expect_model("better");
	GAMUT_IMPORTED_EXPECT({ "rng_1_10", "", 0, "2" });
	ck_assert_uint_eq(gamut_imported_report.other_models, 1);
}
END_TEST

static const char *log_of(const char *model, const char *path)
{
	static const char text[] =
		"{\"version\":2,\"status\":\"success\",\"eval\":{\"task\":"
		"\"rng_1_10\",\"model\":\"%s\"},\"samples\":[{\"id\":1,"
		"\"epoch\":1,\"output\":{\"completion\":\"7\"}}]}";
	char log[256];

	(void)snprintf(log, sizeof(log), text, model);
	return gamut_temp_write(path, log);
}

/* What two models have in common, as indices, is not what is wrong. */
START_TEST(several_models_are_told_as_that)
{
	const char *const logs[] = { log_of("a", "a.json"),
		                     log_of("b", "b.json") };

	gamut_import_report_release(&gamut_imported_report);
	ck_assert_int_eq(gamut_import(&gamut_imported_report,
	                              &gamut_imported_options, logs, 2,
	                              gamut_temp_path("run"),
	                              &gamut_imported_err),
	                 GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(gamut_imported_err.msg,
	                             "by --only, and import each into its own "
	                             "--out: 'a' (1), 'b' (1)"));
}
END_TEST

/* A map of fields says that lines are lines of them. */
START_TEST(a_map_of_fields_tells_the_format)
{
	gamut_imported_options.map = gamut_temp_write("m.yaml",
	                                              "fields: {text: a.b}");
	gamut_imported_options.model = "m";
	gamut_imported_take(gamut_temp_write("f.jsonl",
	                                     "{\"task\":\"rng_1_10\",\"a\":"
	                                     "{\"b\":\"7\"}}\n"),
	                    "run");
	GAMUT_IMPORTED_EXPECT({ "rng_1_10", "", 0, "7" });
	ck_assert_uint_eq(gamut_imported_report.unended, 1);
}
END_TEST

/* What a log wanted is known from its head, whatever came. */
START_TEST(a_log_says_what_it_wanted)
{
	static const char log[] =
		"{\"version\":2,\"status\":\"cancelled\",\"eval\":{\"task\":"
		"\"x\",\"model\":\"m\",\"config\":{\"epochs\":3%s},"
		"\"dataset\":{\"samples\":2,\"sample_ids\":[\"rng_1_10\","
		"\"gerunds\"]}},\"samples\":[{\"id\":\"gerunds\",\"epoch\":"
		"1,\"output\":{\"completion\":\"a\"}}]}";
	char text[512];

	(void)snprintf(text, sizeof(text), log, "");
	gamut_imported_take(gamut_temp_write("f.json", text), "run");
	ck_assert_uint_eq(gamut_imported_report.cells, 2);
	ck_assert_uint_eq(gamut_imported_report.missing, 5);
	ck_assert_uint_eq(gamut_imported_report.line_count, 1);
	/* Of a part of a dataset nobody says which one. */
	(void)snprintf(text, sizeof(text), log, ",\"limit\":1");
	gamut_imported_take(gamut_temp_write("f.json", text), "other");
	ck_assert_uint_eq(gamut_imported_report.cells, 1);
	ck_assert_uint_eq(gamut_imported_report.missing, 2);
}
END_TEST

/* Our own CSV has a mark before what a spreadsheet would compute. */
START_TEST(a_guard_of_ours_is_taken_off)
{
	static const char row[] =
		"m,r,international_phone_numbers,zero-shot,0,'+1,true,valid,+1,"
		"valid-new,false,%s,stop,,,,,\n";
	static const char other[] = "task,text\n"
				    "international_phone_numbers,'+1\n";
	char text[512];

	(void)snprintf(text, sizeof(text), GAMUT_EXCHANGE_CSV_SAMPLES "\n");
	(void)snprintf(text + strlen(text), sizeof(text) - strlen(text), row,
	               "'+1");
	gamut_imported_take(gamut_temp_write("f.csv", text), "run");
	GAMUT_IMPORTED_EXPECT(
		{ "international_phone_numbers", "zero-shot", 0, "+1" });
	ck_assert_uint_eq(gamut_imported_report.line_count, 0);
	(void)snprintf(text, sizeof(text), GAMUT_EXCHANGE_CSV_SAMPLES "\n");
	(void)snprintf(text + strlen(text), sizeof(text) - strlen(text), row,
	               "'hm\\n");
	gamut_imported_take(gamut_temp_write("f.csv", text), "shown");
	GAMUT_IMPORTED_EXPECT(
		{ "international_phone_numbers", "zero-shot", 0, "'hm\\n" });
	ck_assert_uint_eq(gamut_imported_report.line_count, 1);
	gamut_imported_options.model = "m";
	gamut_imported_take(gamut_temp_write("f.csv", other), "theirs");
	GAMUT_IMPORTED_EXPECT({ "international_phone_numbers", "", 0, "'+1" });
}
END_TEST

/* Settings are free, and those that are nearly ours are told. */
START_TEST(a_setting_of_nobody_is_told)
{
	gamut_imported_options.model = "m";
	gamut_imported_options.setting = "zero-shto";
	gamut_imported_take(
		gamut_temp_write("f.jsonl",
	                         "{\"task\":\"rng_1_10\",\"text\":\"7\"}\n"),
		"run");
	ck_assert_uint_eq(gamut_imported_report.line_count, 1);
	ck_assert(gamut_imported_is(gamut_imported_report.lines[0],
	                            "the setting 'zero-shto' is none of ours, "
	                            "did you mean 'zero-shot'?"));
}
END_TEST

/* Indices that the source skips are missing; without its own, nothing is. */
START_TEST(gaps_are_missing)
{
	const char *path = gamut_temp_write(
		"f.jsonl",
		"{\"task\":\"rng_1_10\",\"text\":\"1\",\"index\":0}\n"
		"{\"task\":\"rng_1_10\",\"text\":\"2\",\"index\":130}\n");

	gamut_imported_options.model = "m";
	gamut_imported_take(path, "run");
	gamut_imported_expect_gaps(0, 0, 129);
	ck_assert_uint_eq(gamut_imported_report.missing, 129);
	gamut_imported_options.map = gamut_temp_write("m.yaml",
	                                              "fields: {index: ~}");
	gamut_imported_take(path, "other");
	GAMUT_IMPORTED_EXPECT({ "rng_1_10", "", 0, "1" },
	                      { "rng_1_10", "", 1, "2" });
}
END_TEST

/* Who stops it finds nothing half done. */
START_TEST(an_interrupted_import_leaves_nothing)
{
	static const volatile sig_atomic_t stop = 1;

	gamut_imported_options.stop = &stop;
	ck_assert(gamut_imported_try(DATA("plain.csv"), "run"));
	ck_assert_ptr_nonnull(strstr(gamut_imported_err.msg, "interrupted"));
	ck_assert_uint_eq(gamut_imported_entries(), 0);
}
END_TEST

/* Two files of a task are two runs where each file is whole. */
START_TEST(runs_are_not_mixed)
{
	const char *const twice[] = { DATA("spectrum.json"),
		                      DATA("spectrum.json") };

	gamut_import_report_release(&gamut_imported_report);
	ck_assert_int_eq(gamut_import(&gamut_imported_report,
	                              &gamut_imported_options, twice, 2,
	                              gamut_temp_path("run"),
	                              &gamut_imported_err),
	                 GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(gamut_imported_err.msg, "several runs"));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("import_folders");
	TCase *folders = tcase_create("folders");

	tcase_add_checked_fixture(folders, gamut_imported_set_up,
	                          gamut_imported_tear_down);
	tcase_add_test(folders, the_same_again_does_nothing);
	tcase_add_test(folders, nothing_else_is_overwritten);
	tcase_add_test(folders, a_model_is_chosen);
	tcase_add_test(folders, several_models_are_told_as_that);
	tcase_add_test(folders, a_map_of_fields_tells_the_format);
	tcase_add_test(folders, a_log_says_what_it_wanted);
	tcase_add_test(folders, a_guard_of_ours_is_taken_off);
	tcase_add_test(folders, a_setting_of_nobody_is_told);
	tcase_add_test(folders, gaps_are_missing);
	tcase_add_test(folders, an_interrupted_import_leaves_nothing);
	tcase_add_test(folders, runs_are_not_mixed);
	suite_add_tcase(suite, folders);
	return suite;
}
