#include "tests/support/unit.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "tasks/catalog/plugin_file.h"
#include "tasks/checker.h"
#include "tests/support/temp.h"

/* Plugins are copied to a folder that only the user may write. */
#define PLUGIN_BYTES_MAX (64u << 20)

static const char *put(const char *name)
{
	struct gamut_arena arena = { 0 };
	const char *path = gamut_temp_path("plugin.so");
	struct gamut_str text;

	ck_assert_int_eq(
		gamut_file_read(&text,
	                        gamut_arena_strf(&arena, "%s/%s.so",
	                                         GAMUT_TEST_PLUGINS, name)
	                                .ptr,
	                        PLUGIN_BYTES_MAX, &arena, NULL),
		GAMUT_OK);
	ck_assert_int_eq(gamut_file_replace(path, text, NULL), GAMUT_OK);
	ck_assert_int_eq(chmod(path, 0644), 0);
	gamut_arena_clear(&arena);
	return path;
}

static struct gamut_plugin_file *load(const char *path)
{
	struct gamut_plugin_file *file = NULL;
	struct gamut_err err = { 0 };

	ck_assert_msg(gamut_plugin_file_load(&file, path, &err) == GAMUT_OK,
	              "%s", err.msg);
	return file;
}

static void refuse(const char *path, enum gamut_status status, const char *says)
{
	struct gamut_plugin_file *file = NULL;
	struct gamut_err err = { 0 };

	ck_assert_int_eq(gamut_plugin_file_load(&file, path, &err), status);
	ck_assert_int_eq(err.status, status);
	ck_assert_msg(strstr(err.msg, says) != NULL, "'%s' is not in '%s'",
	              says, err.msg);
	ck_assert_msg(strstr(err.msg, path) != NULL, "no path in '%s'",
	              err.msg);
}

/* ---------------------------------------------------------------- accepted */

static const char *const accepted[] = { "sound", "own", "older", "newer",
	                                "most" };

/* Each of them is the same die; what it was built with shows nowhere. */
START_TEST(loads_what_is_of_this_abi)
{
	struct gamut_plugin_file *file = load(put(accepted[_i]));
	const struct gamut_task *task = gamut_plugin_file_task(file, 0);
	struct gamut_lexicon *lexicon = gamut_lexicon_open();
	struct gamut_arena arena = { 0 };
	struct gamut_checker *checker;
	struct gamut_verdict verdict;

	ck_assert_str_eq(task->name, "die");
	ck_assert_uint_eq(task->size, sizeof(*task));
	ck_assert_int_eq(gamut_checker_open(&checker, task, lexicon, NULL),
	                 GAMUT_OK);
	verdict = gamut_checker_verify(checker, GAMUT_STR("6"), &arena);
	ck_assert(gamut_verdict_is_valid(verdict));
	ck_assert(gamut_str_eq(verdict.canonical, GAMUT_STR("6")));
	verdict = gamut_checker_verify(checker, GAMUT_STR("\xff"), &arena);
	ck_assert(!gamut_verdict_is_valid(verdict));
	gamut_checker_free(checker);
	gamut_lexicon_free(lexicon);
	gamut_arena_clear(&arena);
	gamut_plugin_file_free(file);
}
END_TEST

START_TEST(reads_no_more_than_was_built)
{
	struct gamut_plugin_file *file = load(put("older"));
	const struct gamut_task *task = gamut_plugin_file_task(file, 0);

	ck_assert_ptr_nonnull(task->rejects);
	ck_assert_ptr_null(task->members);
	ck_assert_ptr_null(task->canonical);
	ck_assert_ptr_null(task->target);
	gamut_plugin_file_free(file);
}
END_TEST

START_TEST(takes_as_many_tasks_as_may_be)
{
	struct gamut_plugin_file *file = load(put("most"));

	ck_assert_uint_eq(gamut_plugin_file_count(file), 64);
	gamut_plugin_file_free(file);
}
END_TEST

/* The linker knows what is loaded by name: none may be mistaken for another. */
START_TEST(files_in_turn_are_not_confused)
{
	struct gamut_plugin_file *first = load(put("most"));
	struct gamut_plugin_file *again = load(gamut_temp_path("plugin.so"));
	struct gamut_plugin_file *other;

	/* It stays loaded, and its name with it. */
	gamut_plugin_file_free(first);
	other = load(put("sound"));
	ck_assert_uint_eq(gamut_plugin_file_count(again), 64);
	ck_assert_uint_eq(gamut_plugin_file_count(other), 1);
	gamut_plugin_file_free(again);
	gamut_plugin_file_free(other);
	other = load(put("most"));
	ck_assert_uint_eq(gamut_plugin_file_count(other), 64);
	gamut_plugin_file_free(other);
}
END_TEST

/* ----------------------------------------------------------------- refused */

static const struct {
	const char *name;
	enum gamut_status status;
	const char *says;
} broken[] = {
	{ "old_abi", GAMUT_EABI,
	  "built for ABI 0, this program has 1: build it again with the headers "
	  "of this version" },
	{ "small_plugin", GAMUT_EABI, "8 bytes, not" },
	{ "old_task_abi", GAMUT_EABI, "task 1: built for ABI 0" },
	{ "small", GAMUT_EABI, "GAMUT_TASK_HEADER states its size" },
	{ "odd", GAMUT_EABI, "GAMUT_TASK_HEADER states its size" },
	{ "no_plugin", GAMUT_EABI,
	  "no symbol gamut_plugin: GAMUT_PLUGIN(&task) defines it" },
	{ "no_tasks", GAMUT_EINVAL, "it has no task" },
	{ "many", GAMUT_EINVAL, "more than 64 tasks" },
	{ "undefined", GAMUT_EABI,
	  "cannot load it as a shared object: undefined symbol: "
	  "gamut_test_no_such_function" },
	{ "bad_name", GAMUT_EINVAL, "bad task name 'Die'" },
	{ "bad_description", GAMUT_EINVAL, "its description must be UTF-8" },
	{ "bad_example", GAMUT_EINVAL, "its example 1 must be UTF-8" },
	{ "no_verifier", GAMUT_EINVAL, "has no verifier" },
	{ "no_verifier_name", GAMUT_EINVAL, "its verifier has no name" },
	{ "no_verifier_revision", GAMUT_EINVAL, "revision 0" },
	{ "no_open", GAMUT_EINVAL, "lacks open, verify or close" },
	{ "half_members", GAMUT_EINVAL, "give both, or neither" },
	{ "bad_canonical", GAMUT_EINVAL, "accept case 1" },
	{ "bad_reason", GAMUT_EINVAL, "reject case 1 has reason 9999" },
	{ "valid_reason", GAMUT_EINVAL, "reject case 1 has reason 1" },
	{ "no_members", GAMUT_EINVAL, "list of members is empty" },
	{ "bad_target", GAMUT_EINVAL, "entry 2 of its target" },
	{ "no_pattern", GAMUT_EINVAL, "step 1 of its canonical rule" },
};

START_TEST(refuses_what_is_broken)
{
	refuse(put(broken[_i].name), broken[_i].status, broken[_i].says);
}
END_TEST

START_TEST(refuses_what_is_no_plugin)
{
	refuse(gamut_temp_path("none.so"), GAMUT_ENOTFOUND, "cannot open it");
	refuse(gamut_temp_write("text.so", "this is text, and longer than the "
	                                   "header of a shared object is\n"),
	       GAMUT_EABI, "cannot load it as a shared object: ");
	refuse(gamut_temp_folder(), GAMUT_EINVAL, "not a regular file");
	ck_assert_int_eq(mkfifo(gamut_temp_path("pipe.so"), 0600), 0);
	refuse(gamut_temp_path("pipe.so"), GAMUT_EINVAL, "not a regular file");
	refuse("plugin.so", GAMUT_EINVAL, "slash: ./plugin.so");
}
END_TEST

START_TEST(refuses_what_others_may_write)
{
	static const mode_t modes[] = { 0664, 0646 };
	const char *path = put("sound");
	char says[128];

	snprintf(says, sizeof(says), "'chmod go-w %s'", path);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(modes); i++) {
		ck_assert_int_eq(chmod(path, modes[i]), 0);
		refuse(path, GAMUT_EINVAL, says);
	}
	ck_assert_int_eq(chmod(path, 0600), 0);
	gamut_plugin_file_free(load(path));
}
END_TEST

START_TEST(refuses_a_folder_that_others_may_write)
{
	const char *path = put("sound");
	char says[128];

	snprintf(says, sizeof(says), "its folder: 'chmod go-w %s'",
	         gamut_temp_folder());
	ck_assert_int_eq(chmod(gamut_temp_folder(), 0777), 0);
	refuse(path, GAMUT_EINVAL, says);
	ck_assert_int_eq(chmod(gamut_temp_folder(), 01777), 0);
	gamut_plugin_file_free(load(path));
}
END_TEST

START_TEST(refuses_what_is_of_another_user)
{
	const char *path = put("sound");

	/* Only root can give a file away. */
	if (chown(path, 1, 1) != 0)
		return;
	refuse(path, GAMUT_EINVAL, "the file belongs to another user");
	ck_assert_int_eq(chown(path, 0, 0), 0);
	ck_assert_int_eq(chown(gamut_temp_folder(), 1, 1), 0);
	refuse(path, GAMUT_EINVAL, "its folder belongs to another user");
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("plugin_file");
	TCase *tc = tcase_create("plugin_file");

	tcase_add_checked_fixture(tc, gamut_temp_make, gamut_temp_remove);
	tcase_add_loop_test(tc, loads_what_is_of_this_abi, 0,
	                    GAMUT_ARRAY_LEN(accepted));
	tcase_add_test(tc, reads_no_more_than_was_built);
	tcase_add_test(tc, takes_as_many_tasks_as_may_be);
	tcase_add_test(tc, files_in_turn_are_not_confused);
	tcase_add_loop_test(tc, refuses_what_is_broken, 0,
	                    GAMUT_ARRAY_LEN(broken));
	tcase_add_test(tc, refuses_what_is_no_plugin);
	tcase_add_test(tc, refuses_what_others_may_write);
	tcase_add_test(tc, refuses_a_folder_that_others_may_write);
	tcase_add_test(tc, refuses_what_is_of_another_user);
	suite_add_tcase(suite, tc);
	return suite;
}
