/* Tasks of the user's own: written to begin with, and checked. */
#include "tests/support/unit.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/program.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

START_TEST(built_in_tasks_have_no_fault)
{
	static const char *const words[] = { "check-task", "*", "--format=json",
		                             NULL };
	struct gamut_output got = gamut_program_run(&arena, "", words);
	cJSON *json = gamut_json_parse(gamut_str_of(got.out), NULL);
	const cJSON *tasks = cJSON_GetObjectItem(json, "tasks");
	const cJSON *task;

	ck_assert_msg(got.code == 0, "%s%s", got.out, got.err);
	ck_assert_int_eq(cJSON_GetArraySize(tasks), 22);
	cJSON_ArrayForEach(task, tasks)
	{
		ck_assert_int_eq(
			cJSON_GetArraySize(cJSON_GetObjectItem(task, "faults")),
			0);
		ck_assert(gamut_program_number(task, "tried") > 3000);
		ck_assert(gamut_program_number(task, "answers_per_second") >
		          1000);
	}
	cJSON_Delete(json);
}
END_TEST

START_TEST(a_new_task_is_sound_and_runs)
{
	struct gamut_output got = gamut_program_expect(
		&arena, "new-task my_years --out made/here", 0, "");

	ck_assert_ptr_nonnull(
		strstr(got.out, "gamut check-task made/here/my_years.yaml\n"));
	got = gamut_program_expect(
		&arena, "check-task made/here/my_years.yaml --strict", 0, "");
	ck_assert_ptr_nonnull(strstr(got.out, "usable: 0 faults, 0 weak"));
	gamut_program_expect(&arena,
	                     "run --task-file made/here/my_years.yaml --model "
	                     "sim:base -n 5 --out r",
	                     0, "");
}
END_TEST

START_TEST(other_kinds_are_written_whole)
{
	const char *text;

	gamut_program_expect(&arena, "new-task mine --kind command", 0, "");
	text = gamut_program_file(&arena, "mine.yaml");
	ck_assert_ptr_nonnull(strstr(text, "command: [python3, mine.py]"));
	text = gamut_program_file(&arena, "mine.py");
	ck_assert_ptr_nonnull(strstr(text, "flush=True"));
	gamut_program_expect(&arena, "new-task mine --kind c", 0, "");
	text = gamut_program_file(&arena, "mine/mine.c");
	ck_assert_ptr_nonnull(strstr(text, ".name = \"mine\","));
	text = gamut_program_file(&arena, "mine/CMakeLists.txt");
	ck_assert_ptr_nonnull(strstr(text, "gamut_add_task(mine mine.c)"));
	text = gamut_program_file(&arena, "mine/README.md");
	ck_assert_ptr_null(strchr(text, '@'));
}
END_TEST

START_TEST(nothing_is_overwritten)
{
	gamut_program_put("mine.py", "precious");
	gamut_program_expect(&arena, "new-task mine --kind command", 2,
	                     "'./mine.py' is there already");
	ck_assert_str_eq(gamut_program_file(&arena, "mine.py"), "precious");
	/* Nor is half of it written. */
	gamut_program_expect(&arena, "new-task mine", 0, "");
	gamut_program_expect(&arena, "new-task mine", 2, "not overwritten");
}
END_TEST

static const struct {
	const char *line;
	const char *says;
} mistakes[] = {
	{ "new-task", "name the task" },
	{ "new-task a b", "name the task" },
	{ "new-task My_task", "'My_task' is no name of a task" },
	{ "new-task ../mine", "no name of a task" },
	{ "new-task rng_1_10", "there is a task 'rng_1_10' already" },
	{ "new-task mine --kind yam", "did you mean 'yaml'?" },
	{ "check-task", "name a task" },
	{ "check-task rng_1_1O", "did you mean 'rng_1_10'?" },
	{ "check-task none.yaml", "none.yaml" },
	{ "check-task rng_1_10 --format csv", "table or json" },
};

START_TEST(mistakes_are_named)
{
	gamut_program_expect(&arena, mistakes[_i].line, 2, mistakes[_i].says);
}
END_TEST

#define TASK(accept, reject)                                               \
	"name: mine\ndescription: Say a number.\nexamples: [1, 2, 3]\n"    \
	"max_tokens: 4\ncheck: {integer: {max: 99}}\naccept: [" accept "]" \
	"\nreject: [" reject "]\n"

START_TEST(faults_and_weaknesses_are_told)
{
	struct gamut_output got;

	gamut_program_put("bad.yaml", TASK("4, 100", "z, 5"));
	got = gamut_program_expect(&arena, "check-task bad.yaml", 1, "");
	ck_assert_ptr_nonnull(
		strstr(got.out, "fault    the accept case '100' is not"));
	ck_assert_ptr_nonnull(
		strstr(got.out, "fault    the reject case '5' is accepted"));
	ck_assert_ptr_nonnull(strstr(got.out, "not usable: 2 faults"));

	gamut_program_put("weak.yaml", TASK("4", "z"));
	got = gamut_program_expect(&arena, "check-task weak.yaml", 0, "");
	ck_assert_ptr_nonnull(strstr(got.out, "weak     1 accept case: bring"));
	gamut_program_expect(&arena, "check-task weak.yaml --strict", 1, "");
}
END_TEST

START_TEST(the_schema_is_printed)
{
	cJSON *schema = gamut_program_json(&arena, "new-task --schema");

	ck_assert(cJSON_HasObjectItem(schema, "$defs"));
	cJSON_Delete(schema);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("check_task");
	TCase *tc = tcase_create("check_task");

	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_test(tc, built_in_tasks_have_no_fault);
	tcase_add_test(tc, a_new_task_is_sound_and_runs);
	tcase_add_test(tc, other_kinds_are_written_whole);
	tcase_add_test(tc, nothing_is_overwritten);
	tcase_add_loop_test(tc, mistakes_are_named, 0,
	                    (int)GAMUT_ARRAY_LEN(mistakes));
	tcase_add_test(tc, faults_and_weaknesses_are_told);
	tcase_add_test(tc, the_schema_is_printed);
	suite_add_tcase(suite, tc);
	return suite;
}
