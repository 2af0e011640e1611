/* gamut doctor on this machine, and on one that lacks what tasks need. */
#include "tests/support/unit.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"
#include "tests/support/program.h"

#define KEY "sk-secret-not-to-be-seen"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

static int count_of(const char *text, const char *part)
{
	int count = 0;

	while ((text = strstr(text, part))) {
		text += strlen(part);
		count++;
	}
	return count;
}

START_TEST(this_machine_is_sound)
{
	struct gamut_output got = gamut_program(&arena, "doctor");

	ck_assert_msg(got.code == 0, "%s", got.out);
	ck_assert_ptr_nonnull(strstr(got.out, "22 of 22 judge their own"));
	ck_assert_ptr_nonnull(strstr(got.out, "weekdays.tsv"));
	ck_assert_ptr_nonnull(strstr(got.out, "This installation is sound."));
	ck_assert_ptr_null(strstr(got.out, "what to do"));
	ck_assert_str_eq(got.err, "");
}
END_TEST

START_TEST(the_document_says_so)
{
	struct gamut_output got = gamut_program(&arena, "doctor --format json");
	cJSON *root = gamut_json_parse(gamut_str_of(got.out), NULL);
	const cJSON *item;
	int64_t format;

	ck_assert(gamut_json_get_int(root, "format", &format));
	ck_assert_int_eq(format, 1);
	ck_assert(cJSON_IsTrue(cJSON_GetObjectItem(root, "sound")));
	ck_assert_int_eq(
		cJSON_GetArraySize(cJSON_GetObjectItem(root, "advice")), 0);
	cJSON_ArrayForEach(item, cJSON_GetObjectItem(root, "checks"))
	{
		ck_assert(cJSON_IsFalse(cJSON_GetObjectItem(item, "problem")));
		ck_assert(cJSON_IsString(cJSON_GetObjectItem(item, "name")));
	}
	cJSON_Delete(root);
}
END_TEST

/* Each failure is told once, however many tasks it stops. */
START_TEST(missing_word_lists_are_told)
{
	struct gamut_output got;

	gamut_program_setenv("GAMUT_WORDLISTS", "/nowhere");
	got = gamut_program(&arena, "doctor");
	ck_assert_int_eq(got.code, 1);
	ck_assert_int_eq(count_of(got.out, "install it whole"), 1);
	ck_assert_ptr_nonnull(strstr(got.out, "GAMUT_WORDLISTS is '/nowhere'"));
	ck_assert_int_eq(count_of(got.out, "word lists  ! problem"), 1);
	ck_assert_ptr_nonnull(strstr(got.out, "tasks       ! problem"));
}
END_TEST

/* However many lists are missing, what to do is said once. */
START_TEST(one_remedy_for_all_word_lists)
{
	struct gamut_output got;

	ck_assert_int_eq(mkdir("lists", 0777), 0);
	gamut_program_setenv("GAMUT_WORDLISTS", "lists");
	got = gamut_program(&arena, "doctor");
	ck_assert_int_eq(got.code, 1);
	ck_assert_int_eq(count_of(got.out, "install it whole"), 1);
	ck_assert_ptr_nonnull(strstr(got.out, "'lists/cars.tsv' is missing"));
	ck_assert_ptr_nonnull(strstr(got.out, "'lists/verbs.tsv' is missing"));
}
END_TEST

/* Nobody may make folders there, whatever its permissions are. */
START_TEST(a_folder_for_no_runs_is_told)
{
	struct gamut_output got;

	ck_assert_int_eq(symlink("/proc", "results"), 0);
	got = gamut_program(&arena, "doctor");
	ck_assert_int_eq(got.code, 1);
	ck_assert_ptr_nonnull(strstr(got.out, "'results' is not writable"));
	ck_assert_int_eq(unlink("results"), 0);
}
END_TEST

START_TEST(nothing_is_left_behind)
{
	ck_assert_int_eq(mkdir("empty", 0777), 0);
	ck_assert_int_eq(symlink("empty", "results"), 0);
	ck_assert_int_eq(gamut_program(&arena, "doctor").code, 0);
	ck_assert_int_eq(rmdir("empty"), 0);
	ck_assert_int_eq(unlink("results"), 0);
}
END_TEST

START_TEST(a_locale_that_is_not_there_is_noted)
{
	struct gamut_output got;

	gamut_program_setenv("LC_ALL", "xx_YY.UTF-8");
	got = gamut_program(&arena, "doctor");
	ck_assert_int_eq(got.code, 0);
	ck_assert_ptr_nonnull(strstr(got.out, "xx_YY.UTF-8 is not installed"));
}
END_TEST

/* A word list that is there, but not the one that the tasks were made for. */
START_TEST(tasks_that_misjudge_are_told)
{
	const char *days = gamut_program_file(&arena, GAMUT_SOURCE
	                                      "/wordlists/weekdays.tsv");
	struct gamut_buf text = { 0 };
	struct gamut_output got;

	for (; *days; days++)
		gamut_buf_add_char(&text, *days == 'M' ? 'N' : *days);
	ck_assert_int_eq(mkdir("lists", 0777), 0);
	ck_assert_int_eq(gamut_file_replace("lists/weekdays.tsv",
	                                    gamut_buf_view(&text), NULL),
	                 GAMUT_OK);
	gamut_buf_release(&text);
	gamut_program_setenv("GAMUT_WORDLISTS", "lists");
	got = gamut_program(&arena, "doctor");
	ck_assert_int_eq(got.code, 1);
	ck_assert_ptr_nonnull(strstr(got.out, "weekdays.tsv"));
	ck_assert_ptr_nonnull(strstr(got.out, "is judged wrongly"));
	ck_assert_ptr_nonnull(
		strstr(got.out, "weekdays_full does not judge as it was"));
}
END_TEST

START_TEST(missing_dictionaries_are_told_with_their_packages)
{
	struct gamut_output got;

	gamut_program_setenv("GAMUT_DICTIONARIES", "/nowhere");
	got = gamut_program(&arena, "doctor");
	ck_assert_int_eq(got.code, 1);
	ck_assert_int_eq(count_of(got.out, "hunspell-en-us"), 1);
	ck_assert_int_eq(count_of(got.out, "hunspell-en-gb"), 1);
	ck_assert_ptr_nonnull(strstr(got.out, "21 of 22 judge their own"));
}
END_TEST

START_TEST(values_of_variables_are_not_shown)
{
	struct gamut_output got;

	gamut_program_setenv("OPENAI_API_KEY", KEY);
	gamut_program_setenv("https_proxy", "http://user:" KEY "@proxy/");
	got = gamut_program(&arena, "doctor");
	ck_assert_int_eq(got.code, 0);
	ck_assert_ptr_nonnull(strstr(got.out, "set: OPENAI_API_KEY"));
	ck_assert_ptr_nonnull(strstr(got.out, "set: https_proxy"));
	ck_assert_ptr_null(strstr(got.out, KEY));
	got = gamut_program(&arena, "doctor --format json");
	ck_assert_ptr_null(strstr(got.out, KEY));
	ck_assert_ptr_null(strstr(got.err, KEY));
}
END_TEST

START_TEST(mistakes_are_named)
{
	struct gamut_output got = gamut_program(&arena, "doctor me");

	ck_assert_int_eq(got.code, 2);
	ck_assert_ptr_nonnull(strstr(got.err, "takes no operands"));
	got = gamut_program(&arena, "doctor --format csv");
	ck_assert_int_eq(got.code, 2);
	ck_assert_ptr_nonnull(strstr(got.err, "table or json"));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("doctor");
	TCase *tc = tcase_create("doctor");

	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_test(tc, this_machine_is_sound);
	tcase_add_test(tc, the_document_says_so);
	tcase_add_test(tc, missing_word_lists_are_told);
	tcase_add_test(tc, one_remedy_for_all_word_lists);
	tcase_add_test(tc, a_folder_for_no_runs_is_told);
	tcase_add_test(tc, nothing_is_left_behind);
	tcase_add_test(tc, a_locale_that_is_not_there_is_noted);
	tcase_add_test(tc, tasks_that_misjudge_are_told);
	tcase_add_test(tc, missing_dictionaries_are_told_with_their_packages);
	tcase_add_test(tc, values_of_variables_are_not_shown);
	tcase_add_test(tc, mistakes_are_named);
	suite_add_tcase(suite, tc);
	return suite;
}
