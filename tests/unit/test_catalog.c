/* Which tasks are known, and which are chosen. */
#include "tests/support/unit.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tasks/catalog/catalog.h"
#include "tasks/catalog/registry.h"
#include "tasks/catalog/suite.h"
#include "tests/support/temp.h"

/* A whole task, but for its name and what it accepts. */
#define TASK(name, check)                                              \
	"name: " name "\ndescription: Say yes.\nexamples: [1, 2, 3]\n" \
	"max_tokens: 4\ncheck: " check "\naccept: [4]\nreject: [z]\n"
#define ABC "{integer: {max: 9}}"

static struct gamut_catalog *catalog;
static const struct gamut_task **tasks;
static size_t count;
static struct gamut_arena arena;
static struct gamut_err err;

static void set_up(void)
{
	gamut_temp_make();
	catalog = gamut_catalog_open();
	err = (struct gamut_err){ 0 };
}

static void tear_down(void)
{
	gamut_catalog_free(catalog);
	gamut_arena_clear(&arena);
	gamut_temp_remove();
}

static void make_folder(const char *name)
{
	ck_assert_int_eq(mkdir(gamut_temp_path(name), 0700), 0);
}

static enum gamut_status choose(const char *globs)
{
	return gamut_catalog_select(&tasks, &count, catalog, globs, &arena,
	                            &err);
}

static void must_choose(const char *globs, size_t wanted)
{
	ck_assert_msg(!choose(globs), "%s", err.msg);
	ck_assert_uint_eq(count, wanted);
}

static void add(const char *name)
{
	ck_assert_msg(!gamut_catalog_add(catalog, gamut_temp_path(name), &err),
	              "%s", err.msg);
}

START_TEST(patterns_choose)
{
	must_choose(NULL, gamut_task_count());
	must_choose("rng_1_10,rng_?_10", 1);
	ck_assert_int_eq(choose("rng_1_1O"), GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "did you mean 'rng_1_10'?"));
	ck_assert_int_eq(choose("nosuch_*"), GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "unknown task 'nosuch_*': "));
	ck_assert_int_eq(choose(""), GAMUT_EINVAL);
}
END_TEST

START_TEST(files_are_chosen_unless_others_are_named)
{
	gamut_temp_write("yes.yaml", TASK("yes_task", ABC));
	add("yes.yaml");
	must_choose(NULL, 1);
	ck_assert_str_eq(tasks[0]->name, "yes_task");
	must_choose("rng_1_10,yes_*", 2);
	ck_assert(!gamut_catalog_use_suite(catalog, "core", &err));
	must_choose(NULL, gamut_task_count() + 1);
	/* Once more is no other task. */
	add("yes.yaml");
	must_choose("yes_task", 1);
}
END_TEST

START_TEST(a_path_among_names_is_a_file)
{
	const char *path = gamut_temp_path("yes.yaml");

	gamut_temp_write("yes.yaml", TASK("yes_task", ABC));
	must_choose(gamut_arena_strf(&arena, "%s,rng_1_10", path).ptr, 2);
	ck_assert_str_eq(tasks[1]->name, "yes_task");
	ck_assert_str_eq(gamut_catalog_origin(catalog, tasks[1]), path);
	ck_assert_ptr_null(gamut_catalog_origin(catalog, tasks[0]));
}
END_TEST

START_TEST(a_file_is_the_same_by_any_path)
{
	const char *folder = gamut_temp_folder();

	gamut_temp_write("yes.yaml", TASK("yes_task", ABC));
	add("yes.yaml");
	must_choose(gamut_arena_strf(&arena, "%s//yes.yaml", folder).ptr, 1);
	must_choose(gamut_arena_strf(&arena, "%s/./yes.yaml", folder).ptr, 1);
	must_choose(gamut_arena_strf(&arena, "%s/", folder).ptr, 1);
	ck_assert_str_eq(tasks[0]->name, "yes_task");
}
END_TEST

START_TEST(what_cannot_be_added_changes_no_choice)
{
	gamut_temp_write("broken.yaml", "name: [");
	ck_assert_int_eq(gamut_catalog_add(
				 catalog, gamut_temp_path("broken.yaml"), &err),
	                 GAMUT_EPARSE);
	ck_assert_int_eq(
		gamut_catalog_add(catalog, gamut_temp_path("no.so"), &err),
		GAMUT_ENOTFOUND);
	must_choose(NULL, gamut_task_count());
}
END_TEST

START_TEST(folders_are_read_by_name)
{
	gamut_temp_write("b.yaml", TASK("b_task", ABC));
	gamut_temp_write("a.yml", TASK("a_task", ABC));
	gamut_temp_write("notes.txt", "no task");
	ck_assert_msg(!gamut_catalog_add(catalog, gamut_temp_folder(), &err),
	              "%s", err.msg);
	must_choose(NULL, 2);
	ck_assert_str_eq(tasks[0]->name, "a_task");
}
END_TEST

START_TEST(names_are_given_once)
{
	gamut_temp_write("a.yaml", TASK("rng_1_10", ABC));
	ck_assert_int_eq(
		gamut_catalog_add(catalog, gamut_temp_path("a.yaml"), &err),
		GAMUT_EINVAL);
	ck_assert_ptr_nonnull(
		strstr(err.msg, "the name 'rng_1_10' is taken by a built-in"));
	gamut_temp_write("a.yaml", TASK("dice_rolls", ABC));
	ck_assert_int_eq(gamut_catalog_add(catalog, gamut_temp_path("a.yaml"),
	                                   &err),
	                 GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "taken by the extended suite"));
	gamut_temp_write("b.yaml", TASK("mine", ABC));
	gamut_temp_write("c.yaml", TASK("mine", ABC));
	add("b.yaml");
	ck_assert_int_eq(
		gamut_catalog_add(catalog, gamut_temp_path("c.yaml"), &err),
		GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "b.yaml: give the task another"));
}
END_TEST

START_TEST(what_is_no_task_is_refused)
{
	gamut_temp_write("notes.txt", "no task");
	ck_assert_int_eq(
		gamut_catalog_add(catalog, gamut_temp_path("notes.txt"), &err),
		GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "a task file ends in .yaml"));
	ck_assert_int_eq(
		gamut_catalog_add(catalog, gamut_temp_path("no.yaml"), &err),
		GAMUT_ENOTFOUND);
	ck_assert_int_eq(
		gamut_catalog_add_file(catalog, gamut_temp_path("x.so"), &err),
		GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "from the command line only"));
	ck_assert_int_eq(gamut_catalog_use_suite(catalog, "wide", &err),
	                 GAMUT_EINVAL);
	ck_assert_str_eq(err.msg, "unknown suite 'wide': there are core, "
	                          "extended or all");
}
END_TEST

START_TEST(a_strangers_name_is_no_path)
{
	static const char *const names[] = { "../../etc/passwd", "a/b", ".", "",
		                             "x.yaml",           "\xff" };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(names); i++) {
		const struct gamut_task *task;

		ck_assert_ptr_null(
			gamut_catalog_find(catalog, gamut_str_of(names[i])));
		ck_assert_int_eq(gamut_catalog_require(&task, catalog,
		                                       gamut_str_of(names[i]),
		                                       &err),
		                 GAMUT_EPARSE);
	}
}
END_TEST

/* What is wrong with a file of ours is no fault of the line that names it. */
START_TEST(a_broken_file_is_no_unknown_name)
{
	const struct gamut_checker *checker;
	struct gamut_suite *suite;

	make_folder("lists");
	make_folder("tasks");
	make_folder("tasks/extended");
	gamut_temp_write("tasks/extended/broken.yaml", "name: [");
	gamut_temp_write("lists/us_states.tsv", "\xff\n");
	/* NOLINTNEXTLINE(concurrency-mt-unsafe): a test has one thread. */
	setenv("GAMUT_WORDLISTS", gamut_temp_path("lists"), 1);
	gamut_catalog_free(catalog);
	catalog = gamut_catalog_open();
	suite = gamut_suite_of(catalog);
	ck_assert_ptr_null(gamut_catalog_find(catalog, GAMUT_STR("broken")));
	ck_assert_int_eq(
		gamut_suite_require(&checker, suite, GAMUT_STR("broken"), &err),
		GAMUT_EINVAL);
	ck_assert_int_eq(err.status, GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "broken.yaml:"));
	ck_assert_int_eq(gamut_suite_require(&checker, suite,
	                                     GAMUT_STR("us_states_full_names"),
	                                     &err),
	                 GAMUT_EINVAL);
	ck_assert_int_eq(err.status, GAMUT_EINVAL);
	ck_assert_int_eq(gamut_suite_require(&checker, suite,
	                                     GAMUT_STR("us_states"), &err),
	                 GAMUT_EPARSE);
	gamut_suite_free(suite);
}
END_TEST

START_TEST(a_suite_opens_what_is_asked_for)
{
	struct gamut_suite *suite = gamut_suite_of(catalog);
	const struct gamut_checker *one;
	const struct gamut_checker *again;

	ck_assert_uint_eq(gamut_suite_count(suite), 0);
	ck_assert(
		!gamut_suite_require(&one, suite, GAMUT_STR("rng_1_10"), &err));
	ck_assert(!gamut_suite_require(&again, suite, GAMUT_STR("rng_1_10"),
	                               &err));
	ck_assert_ptr_eq(one, again);
	ck_assert_uint_eq(gamut_suite_count(suite), 1);
	ck_assert_int_eq(
		gamut_suite_require(&one, suite, GAMUT_STR("rng_1_1O"), &err),
		GAMUT_EPARSE);
	ck_assert_ptr_nonnull(strstr(err.msg, "did you mean 'rng_1_10'?"));
	gamut_suite_free(suite);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *checks = suite_create("catalog");
	TCase *tc = tcase_create("catalog");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, patterns_choose);
	tcase_add_test(tc, files_are_chosen_unless_others_are_named);
	tcase_add_test(tc, a_path_among_names_is_a_file);
	tcase_add_test(tc, a_file_is_the_same_by_any_path);
	tcase_add_test(tc, what_cannot_be_added_changes_no_choice);
	tcase_add_test(tc, folders_are_read_by_name);
	tcase_add_test(tc, names_are_given_once);
	tcase_add_test(tc, what_is_no_task_is_refused);
	tcase_add_test(tc, a_strangers_name_is_no_path);
	tcase_add_test(tc, a_broken_file_is_no_unknown_name);
	tcase_add_test(tc, a_suite_opens_what_is_asked_for);
	suite_add_tcase(checks, tc);
	return checks;
}
