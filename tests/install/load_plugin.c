/*
 * usage: load_plugin FILE.so
 *
 * Loads a plugin as the program does, and holds its tasks to their own cases.
 */
#include <stdio.h>
#include <string.h>

#include "tasks/catalog/plugin_file.h"
#include "tasks/checker.h"

static bool keeps_its_cases(const struct gamut_checker *checker)
{
	const struct gamut_task *task = gamut_checker_task(checker);
	struct gamut_arena arena = { 0 };
	bool is_right = true;

	for (size_t i = 0; task->accepts[i].answer; i++)
		is_right &= gamut_str_eq(
			gamut_checker_verify(
				checker, gamut_str_of(task->accepts[i].answer),
				&arena)
				.canonical,
			gamut_str_of(task->accepts[i].canonical));
	for (size_t i = 0; task->rejects[i].answer; i++)
		is_right &= gamut_checker_verify(
				    checker,
				    gamut_str_of(task->rejects[i].answer),
				    &arena)
		                    .reason == task->rejects[i].reason;
	gamut_arena_clear(&arena);
	return is_right;
}

int main(int argc, char **argv)
{
	struct gamut_lexicon *lexicon = gamut_lexicon_open();
	struct gamut_plugin_file *file = NULL;
	struct gamut_checker *checker = NULL;
	struct gamut_err err = { 0 };
	bool is_right = false;
	enum gamut_status status =
		gamut_plugin_file_load(&file, argc > 1 ? argv[1] : "", &err);

	if (!status)
		status = gamut_checker_open(&checker,
		                            gamut_plugin_file_task(file, 0),
		                            lexicon, &err);
	if (!status)
		is_right = keeps_its_cases(checker);
	if (is_right)
		printf("%s\n", gamut_plugin_file_task(file, 0)->name);
	else
		fprintf(stderr, "%s\n", status ? err.msg : "a case fails");
	gamut_checker_free(checker);
	gamut_plugin_file_free(file);
	gamut_lexicon_free(lexicon);
	return is_right ? 0 : 1;
}
