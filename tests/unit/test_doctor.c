/* What is thought of machines that are not this one. */
#include "tests/support/unit.h"

#include <string.h>

#include "runner/cli/doctor.h"

static const struct gamut_doctor_libraries sound_libraries = {
	.curl = "7.88.1",
	.tls = "OpenSSL/3.0.19",
	.has_http2 = true,
	.has_zlib = true,
	.gmp = "6.2.1",
	.pcre2 = "10.42 2022-12-11",
	.has_jit = true,
	.cjson = "1.7.15",
	.utf8proc = "2.8.0",
	.zlib = "1.2.13",
	.hunspell = "1.7.1",
	.nettle = "3.8.1",
	.yaml = "0.2.5",
	.sqlite = "3.40.1",
};

static const struct gamut_doctor_system sound_system = {
	.max_files = 8192,
	.locale = "en_GB.UTF-8",
	.has_locale = true,
	.is_writable = true,
	.runs = "results",
	.free_bytes = UINT64_C(1) << 33,
};

static const struct gamut_checklist_item *find(
	const struct gamut_checklist *list, const char *name)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->items[i].name, name) == 0)
			return &list->items[i];
	ck_abort_msg("no item '%s'", name);
}

static void check_item(const struct gamut_checklist *list, const char *name,
                       const char *result, const char *advice)
{
	const struct gamut_checklist_item *item = find(list, name);

	ck_assert_str_eq(item->result, result);
	ck_assert_int_eq(item->is_bad,
	                 strcmp(result, GAMUT_DOCTOR_PROBLEM) == 0);
	ck_assert_int_eq(gamut_checklist_is_bad(list), item->is_bad);
	if (advice)
		ck_assert_msg(strstr(item->advice.ptr, advice), "%s",
		              item->advice.ptr);
	else
		ck_assert_uint_eq(item->advice.len, 0);
}

static const struct {
	const char *curl;
	const char *cjson;
	bool has_tls;
	bool has_http2;
	bool has_jit;
	const char *item;
	const char *result;
	const char *advice;
} libraries[] = {
	{ "7.88.1", "1.7.15", true, true, true, "libcurl", "ok", NULL },
	{ "8.0.0-DEV", "1.7.15", true, true, true, "libcurl", "ok", NULL },
	{ "7.84", "1.7.15", true, true, true, "libcurl", "ok", NULL },
	{ "7.83.1", "1.7.15", true, true, true, "libcurl", "problem",
	  "7.84 or later" },
	{ "7.9.8", "1.7.15", true, true, true, "libcurl", "problem",
	  "libcurl 7.9.8 is too old" },
	{ "7.88.1", "1.7.15", false, true, true, "libcurl", "problem",
	  "speaks no https" },
	{ "7.88.1", "1.7.15", true, false, true, "libcurl", "note", NULL },
	{ "7.88.1", "1.7.15", true, true, true, "cJSON", "ok", NULL },
	{ "7.88.1", "1.8.0", true, true, true, "cJSON", "ok", NULL },
	{ "7.88.1", "1.7.9", true, true, true, "cJSON", "problem",
	  "1.7.15 or later" },
	{ "7.88.1", "1.7.15", true, true, false, "PCRE2", "note", NULL },
};

START_TEST(libraries_are_judged)
{
	struct gamut_doctor_libraries found = sound_libraries;
	struct gamut_checklist list = { 0 };

	found.curl = libraries[_i].curl;
	found.cjson = libraries[_i].cjson;
	found.tls = libraries[_i].has_tls ? found.tls : NULL;
	found.has_http2 = libraries[_i].has_http2;
	found.has_jit = libraries[_i].has_jit;
	gamut_doctor_judge_libraries(&list, &found);
	check_item(&list, libraries[_i].item, libraries[_i].result,
	           libraries[_i].advice);
	gamut_checklist_release(&list);
}
END_TEST

START_TEST(a_sound_system_has_no_problem)
{
	struct gamut_checklist list = { 0 };

	gamut_doctor_judge_system(&list, &sound_system);
	for (size_t i = 0; i < list.count; i++)
		ck_assert_str_eq(list.items[i].result, "ok");
	gamut_checklist_release(&list);
}
END_TEST

START_TEST(few_files_are_a_problem)
{
	struct gamut_doctor_system found = sound_system;
	struct gamut_checklist list = { 0 };

	found.max_files = 40;
	gamut_doctor_judge_system(&list, &found);
	check_item(&list, "open files", "problem", "ulimit -n");
	gamut_checklist_release(&list);
	found.max_files = 1024;
	gamut_doctor_judge_system(&list, &found);
	check_item(&list, "open files", "note", NULL);
	ck_assert_str_eq(find(&list, "open files")->evidence.ptr,
	                 "enough for --concurrency 992");
	gamut_checklist_release(&list);
}
END_TEST

START_TEST(a_folder_that_cannot_be_written_is_a_problem)
{
	struct gamut_doctor_system found = sound_system;
	struct gamut_checklist list = { 0 };

	found.is_writable = false;
	gamut_doctor_judge_system(&list, &found);
	check_item(&list, "run folder", "problem", "--out");
	gamut_checklist_release(&list);
}
END_TEST

START_TEST(a_full_disk_is_a_problem)
{
	struct gamut_doctor_system found = sound_system;
	struct gamut_checklist list = { 0 };

	found.free_bytes = 5 << 20;
	gamut_doctor_judge_system(&list, &found);
	check_item(&list, "free disk", "problem", "make room");
	gamut_checklist_release(&list);
}
END_TEST

START_TEST(a_locale_that_is_not_installed_is_noted)
{
	struct gamut_doctor_system found = sound_system;
	struct gamut_checklist list = { 0 };

	found.has_locale = false;
	gamut_doctor_judge_system(&list, &found);
	check_item(&list, "locale", "note", NULL);
	ck_assert_str_eq(find(&list, "locale")->evidence.ptr,
	                 "en_GB.UTF-8 is not installed: output is UTF-8 all "
	                 "the same");
	gamut_checklist_release(&list);
}
END_TEST

START_TEST(what_is_set_is_named)
{
	struct gamut_doctor_system found = sound_system;
	struct gamut_checklist list = { 0 };

	found.proxies = GAMUT_STR("https_proxy no_proxy");
	found.keys = GAMUT_STR("OPENAI_API_KEY");
	found.locale = NULL;
	gamut_doctor_judge_system(&list, &found);
	check_item(&list, "proxies", "note", NULL);
	check_item(&list, "keys", "note", NULL);
	check_item(&list, "locale", "note", NULL);
	ck_assert_str_eq(find(&list, "proxies")->evidence.ptr,
	                 "set: https_proxy no_proxy");
	gamut_checklist_release(&list);
}
END_TEST

/* ------------------------------------------------------------ the checklist */

START_TEST(lines_are_drawn_within_their_width)
{
	struct gamut_checklist list = { 0 };
	struct gamut_buf out = { 0 };

	gamut_checklist_add(&list, "one", "yes", false,
	                    "a few words that do not fit on one line");
	gamut_checklist_add(&list, "second", "no", true, "x\x1b[2J\n");
	gamut_checklist_advise(&list, "do it");
	gamut_checklist_add(&list, "third", "no", true, "y");
	gamut_checklist_advise(&list, "do it");
	gamut_checklist_draw(&out, &list, 40, false);
	ck_assert_str_eq(gamut_buf_cstr(&out),
	                 "one       yes  a few words that do not\n"
	                 "               fit on one line\n"
	                 "second  ! no   x\\x1b[2J\\n\n"
	                 "third   ! no   y\n"
	                 "\nwhat to do:\n- do it\n");
	gamut_buf_release(&out);
	gamut_checklist_release(&list);
}
END_TEST

START_TEST(programs_get_the_same)
{
	struct gamut_checklist list = { 0 };
	struct gamut_buf out = { 0 };
	struct gamut_json json = { .out = &out };

	gamut_checklist_add(&list, "one", "no", true, "\"x\"");
	gamut_checklist_advise(&list, "do it");
	gamut_json_open(&json, '{');
	gamut_checklist_write(&json, &list, "bad");
	gamut_json_close(&json, '}');
	ck_assert_str_eq(gamut_buf_cstr(&out),
	                 "{\"checks\":[{\"name\":\"one\",\"result\":\"no\","
	                 "\"bad\":true,\"evidence\":\"\\\"x\\\"\"}],"
	                 "\"advice\":[\"do it\"]}");
	gamut_buf_release(&out);
	gamut_checklist_release(&list);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("doctor");
	TCase *tc = tcase_create("judgement");

	tcase_add_loop_test(tc, libraries_are_judged, 0,
	                    (int)GAMUT_ARRAY_LEN(libraries));
	tcase_add_test(tc, a_sound_system_has_no_problem);
	tcase_add_test(tc, few_files_are_a_problem);
	tcase_add_test(tc, a_folder_that_cannot_be_written_is_a_problem);
	tcase_add_test(tc, a_full_disk_is_a_problem);
	tcase_add_test(tc, a_locale_that_is_not_installed_is_noted);
	tcase_add_test(tc, what_is_set_is_named);
	suite_add_tcase(suite, tc);
	tc = tcase_create("checklist");
	tcase_add_test(tc, lines_are_drawn_within_their_width);
	tcase_add_test(tc, programs_get_the_same);
	suite_add_tcase(suite, tc);
	return suite;
}
