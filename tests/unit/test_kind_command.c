#include "tests/support/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/yaml.h"
#include "tasks/catalog/kind.h"
#include "tests/support/temp.h"
#include "verifiers/command.h"

static struct gamut_arena arena;
static struct gamut_buf definition;
static struct gamut_check check;
static struct gamut_err err;

static void set_up(void)
{
	gamut_temp_make();
	err = (struct gamut_err){ 0 };
	/* NOLINTNEXTLINE(concurrency-mt-unsafe): a test has one thread. */
	setenv("PATH", "/usr/bin:/bin", 1);
}

static void tear_down(void)
{
	gamut_buf_release(&definition);
	gamut_arena_clear(&arena);
	gamut_temp_remove();
}

static enum gamut_status read_node(const struct gamut_yaml_node *node,
                                   const char *folder)
{
	struct gamut_kind_context context = {
		.arena = &arena,
		.folder = folder,
		.definition = &definition,
	};

	gamut_buf_clear(&definition);
	return gamut_kind_read(&check, node, &context, &err);
}

/* The check `text`, in a task file of the test's folder. */
static enum gamut_status read_text(const char *text)
{
	struct gamut_yaml *doc;
	enum gamut_status status;

	ck_assert_msg(
		!gamut_yaml_parse(&doc, "t.yaml", gamut_str_of(text), &err),
		"%s", err.msg);
	status = read_node(gamut_yaml_root(doc), gamut_temp_folder());
	gamut_yaml_free(doc);
	return status;
}

static void check_refused(const char *text, const char *told)
{
	ck_assert_int_eq(read_text(text), GAMUT_EPARSE);
	ck_assert_msg(strstr(err.msg, told), "no '%s' in: %s", told, err.msg);
	ck_assert_msg(strncmp(err.msg, "t.yaml:1:", 9) == 0, "%s", err.msg);
}

START_TEST(words_alone_will_do)
{
	const struct gamut_command_rule *rule;

	ck_assert_msg(!read_text("command: [sh, -c, exit]"), "%s", err.msg);
	rule = check.rule;
	ck_assert(strstr(rule->sandbox.words[0], "/sh"));
	ck_assert_str_eq(rule->sandbox.words[2], "exit");
	ck_assert_ptr_null(rule->sandbox.words[3]);
	ck_assert_str_eq(rule->sandbox.folder, gamut_temp_folder());
	ck_assert(rule->timeout_s == 5);
	ck_assert(rule->start_timeout_s == 30);
	ck_assert(rule->batch_timeout_s == 300);
	ck_assert_uint_eq(rule->sandbox.memory_mib, 1024);
	ck_assert_uint_eq(rule->sandbox.cpu_seconds, 60);
	ck_assert_uint_eq(rule->max_length, 10000);
	ck_assert(!rule->sandbox.allows_processes);
	ck_assert_ptr_eq(check.verifier, &gamut_verifier_command);
}
END_TEST

START_TEST(limits_are_read)
{
	const struct gamut_command_rule *rule;

	ck_assert_msg(!read_text("command: {run: sh, timeout: 0.25, "
	                         "memory_mib: 64, cpu_seconds: 3, "
	                         "processes: true, max_length: 7}"),
	              "%s", err.msg);
	rule = check.rule;
	ck_assert(rule->timeout_s == 0.25);
	ck_assert_uint_eq(rule->sandbox.memory_mib, 64);
	ck_assert_uint_eq(rule->sandbox.cpu_seconds, 3);
	ck_assert_uint_eq(rule->max_length, 7);
	ck_assert(rule->sandbox.allows_processes);
}
END_TEST

START_TEST(mistakes_are_told_with_their_place)
{
	gamut_temp_write("plain", "#!/bin/sh\n");
	check_refused("command: no_such_program", "is on PATH");
	check_refused("command: ./absent", "there is no program");
	check_refused("command: [./plain]", "chmod +x");
	check_refused("command: {timeout: 1}", "command needs 'run'");
	check_refused("command: {run: sh, timeout: 0}",
	              "'timeout' is a number");
	check_refused("command: {run: sh, start_timeout: 3601}",
	              "'start_timeout' is a number");
	check_refused("command: {run: sh, shell: true}", "shell");
	check_refused("command: {run: sh, memory_mib: 1}", "memory_mib");
}
END_TEST

/* The script beside the file is part of the task; the interpreter is not. */
START_TEST(changed_checker_is_another_task)
{
	struct gamut_str first;
	struct gamut_str second;

	chmod(gamut_temp_write("a.sh", "#!/bin/sh\n"), 0700);
	ck_assert(!read_text("command: [sh, a.sh]"));
	first = gamut_arena_copy(&arena, gamut_buf_view(&definition));
	gamut_temp_write("a.sh", "#!/bin/sh\n# other\n");
	ck_assert(!read_text("command: [sh, a.sh]"));
	second = gamut_arena_copy(&arena, gamut_buf_view(&definition));
	ck_assert(!gamut_str_eq(first, second));
	ck_assert(!read_text("command: [sh, absent.sh]"));
	ck_assert(!gamut_str_eq(second, gamut_buf_view(&definition)));
	ck_assert_uint_lt(definition.len, second.len);

	chmod(gamut_temp_path("a.sh"), 0700);
	ck_assert(!read_text("command: ./a.sh"));
	ck_assert_ptr_nonnull(strstr(gamut_buf_cstr(&definition), "file "));
}
END_TEST

/* Programs that bring their libraries are large. */
START_TEST(large_checker_is_hashed)
{
	const char *path = gamut_temp_write("large", "#!/bin/sh\n");

	ck_assert_int_eq(chmod(path, 0700), 0);
	ck_assert_int_eq(truncate(path, 20 << 20), 0);
	ck_assert_msg(!read_text("command: ./large"), "%s", err.msg);
	ck_assert_ptr_nonnull(strstr(gamut_buf_cstr(&definition), "file "));
}
END_TEST

/* ----------------------------------------------------------------- examples */

static struct gamut_str answer_of(const struct gamut_yaml_node *row)
{
	const struct gamut_yaml_node *found = gamut_yaml_find(row, "answer");

	return gamut_yaml_text(found ? found : row);
}

static void check_case(const void *state, const struct gamut_yaml_node *row,
                       bool is_valid)
{
	struct gamut_str answer = answer_of(row);
	const struct gamut_yaml_node *form = gamut_yaml_find(row, "canonical");
	const struct gamut_yaml_node *reason = gamut_yaml_find(row, "reason");
	struct gamut_verdict got = check.verifier->verify(state, answer,
	                                                  &arena);

	if (got.reason == GAMUT_REASON_UNCHECKED) {
		ck_assert(check.verifier->fault(state, &err));
		ck_abort_msg("%s", err.msg);
	}
	ck_assert_msg(gamut_verdict_is_valid(got) == is_valid, "%s",
	              answer.ptr);
	if (form)
		ck_assert(gamut_str_eq(got.canonical, gamut_yaml_text(form)));
	if (reason)
		ck_assert_str_eq(gamut_reason_name(got.reason),
		                 gamut_yaml_text(reason).ptr);
}

static const struct example {
	const char *file;
	const char *needs;
} examples[] = {
	{ "shell_checker.yaml", "/bin/sh" },
	{ "python_checker.yaml", "/usr/bin/python3" },
};

START_TEST(examples_check_as_they_say)
{
	static const char *const lists[] = { "reject", "accept", "examples" };
	struct gamut_yaml *doc;
	const struct gamut_yaml_node *task;
	char path[4096];
	void *state;

	if (access(examples[_i].needs, X_OK) != 0)
		return;
	snprintf(path, sizeof(path), "%s/%s", GAMUT_EXAMPLES,
	         examples[_i].file);
	ck_assert_msg(!gamut_yaml_read(&doc, path, &err), "%s", err.msg);
	task = gamut_yaml_root(doc);
	ck_assert_msg(
		!read_node(gamut_yaml_find(task, "check"), GAMUT_EXAMPLES),
		"%s", err.msg);
	ck_assert(!check.verifier->open(&state, check.rule, NULL, &err));
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(lists); i++) {
		const struct gamut_yaml_node *list = gamut_yaml_find(task,
		                                                     lists[i]);

		for (size_t k = 0; k < gamut_yaml_count(list); k++)
			check_case(state, gamut_yaml_item(list, k), i > 0);
	}
	check.verifier->close(state);
	gamut_yaml_free(doc);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("kind_command");
	TCase *tc = tcase_create("kind");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, words_alone_will_do);
	tcase_add_test(tc, limits_are_read);
	tcase_add_test(tc, mistakes_are_told_with_their_place);
	tcase_add_test(tc, changed_checker_is_another_task);
	tcase_add_test(tc, large_checker_is_hashed);
	tcase_add_loop_test(tc, examples_check_as_they_say, 0,
	                    (int)GAMUT_ARRAY_LEN(examples));
	suite_add_tcase(suite, tc);
	return suite;
}
