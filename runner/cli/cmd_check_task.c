/* gamut check-task: is a task fit to be measured with? */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "runner/cli/checking_apart.h"
#include "runner/cli/command.h"

struct values {
	const char *format;
	const char *suite;
	bool has_prompts;
	bool is_strict;
};

static const struct gamut_option options[] = {
	{ .name = "prompts",
	  .kind = GAMUT_OPTION_FLAG,
	  .help = "show its prompts whole, as they are sent",
	  .offset = offsetof(struct values, has_prompts) },
	{ .name = "strict",
	  .kind = GAMUT_OPTION_FLAG,
	  .help = "exit status 1 for what is weak, too",
	  .offset = offsetof(struct values, is_strict) },
	{ .name = "suite",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "NAME",
	  .values = "core extended all",
	  .help = "check core, extended or all, where no TASK is named",
	  .offset = offsetof(struct values, suite) },
	{ .name = "format",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "NAME",
	  .values = "table json",
	  .help = "table (default) or json",
	  .offset = offsetof(struct values, format) },
	GAMUT_OPTION_END,
};

static bool has_end(const char *text, const char *end)
{
	return gamut_str_ends_with(gamut_str_of(text), gamut_str_of(end));
}

/* Does it say where a task is, and not what it is called? */
static bool is_path(const char *word)
{
	return strchr(word, '/') || has_end(word, ".yaml") ||
	       has_end(word, ".yml") || has_end(word, ".so") ||
	       gamut_file_is_folder(word);
}

/* Add the names of the tasks that were read from `path`. */
static void add_names(struct gamut_buf *names,
                      const struct gamut_catalog *catalog, const char *path)
{
	struct gamut_str place = gamut_str_of(path);

	for (size_t i = 0; i < gamut_catalog_count(catalog); i++) {
		const struct gamut_task *task = gamut_catalog_at(catalog, i);
		const char *origin = gamut_catalog_origin(catalog, task);
		struct gamut_str file = gamut_str_of(origin ? origin : "");

		if (gamut_str_starts_with(file, place) &&
		    (file.len == place.len || file.ptr[place.len] == '/'))
			gamut_buf_addf(names, "%s%s", names->len ? "," : "",
			               task->name);
	}
}

/*
 * The tasks that the operands name. Whoever names a plugin here wants it
 * loaded, as with --task-file.
 */
static enum gamut_status choose(const struct gamut_task ***tasks, size_t *count,
                                struct gamut_catalog *catalog,
                                const struct gamut_operands *words,
                                struct gamut_arena *arena,
                                struct gamut_err *err)
{
	struct gamut_buf names = { 0 };
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < words->count && !status; i++) {
		const char *word = words->items[i];

		if (!is_path(word)) {
			gamut_buf_addf(&names, "%s%s", names.len ? "," : "",
			               word);
			continue;
		}
		status = gamut_catalog_add(catalog, word, err);
		if (!status)
			add_names(&names, catalog, word);
	}
	if (!status)
		status = gamut_catalog_select(
			tasks, count, catalog,
			words->count ? gamut_buf_cstr(&names) : NULL, arena,
			err);
	gamut_buf_release(&names);
	return status;
}

/* Check them, and write what there is to say into `out`. */
static enum gamut_status check_all(struct gamut_buf *out, bool *is_fit,
                                   const struct gamut_task *const *tasks,
                                   size_t count,
                                   const struct gamut_checking_plan *plan,
                                   struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;
	size_t faults;
	size_t weak;

	if (plan->is_json)
		gamut_buf_addf(out, "{\"format\":1,\"tasks\":[");
	for (size_t i = 0; i < count && !status; i++) {
		if (i > 0)
			gamut_buf_add_char(out, plan->is_json ? ',' : '\n');
		status = gamut_checking_apart(out, &faults, &weak, tasks[i],
		                              plan, err);
		if (!status && (faults > 0 || (plan->is_strict && weak > 0)))
			*is_fit = false;
	}
	if (plan->is_json)
		gamut_buf_addf(out, "]}\n");
	return status;
}

static enum gamut_status check_values(const struct values *values,
                                      const struct gamut_operands *words,
                                      enum gamut_format *format,
                                      struct gamut_err *err)
{
	enum gamut_status status = gamut_command_format(format, values->format,
	                                                err);

	if (status)
		return status;
	if (*format != GAMUT_FORMAT_TABLE && *format != GAMUT_FORMAT_JSON)
		return gamut_error(err, GAMUT_EINVAL,
		                   "--format: check-task writes table or json");
	if (words->count == 0 && !values->suite)
		return gamut_error(err, GAMUT_EINVAL,
		                   "name a task, its file or a folder of task "
		                   "files: gamut check-task ./mine.yaml");
	return GAMUT_OK;
}

static enum gamut_status check_tasks(bool *is_fit, const struct values *values,
                                     const struct gamut_operands *words,
                                     struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	struct gamut_buf out = { 0 };
	struct gamut_catalog *catalog;
	struct gamut_checking_plan plan = { .has_prompts =
		                                    values->has_prompts };
	const struct gamut_task **tasks;
	size_t count;
	enum gamut_format format;
	enum gamut_status status = check_values(values, words, &format, err);

	if (status)
		return status;
	catalog = gamut_catalog_open();
	plan.catalog = catalog;
	plan.lexicon = gamut_catalog_lexicon(catalog);
	plan.is_strict = values->is_strict;
	plan.is_json = format == GAMUT_FORMAT_JSON;
	if (values->suite)
		status = gamut_catalog_use_suite(catalog, values->suite, err);
	if (!status)
		status = choose(&tasks, &count, catalog, words, &arena, err);
	if (!status)
		status = check_all(&out, is_fit, tasks, count, &plan, err);
	if (!status)
		status = gamut_print(&out, err);
	gamut_buf_release(&out);
	gamut_catalog_free(catalog);
	gamut_arena_clear(&arena);
	return status;
}

static enum gamut_exit run(int argc, char **argv)
{
	struct values values = { 0 };
	struct gamut_operands words;
	struct gamut_err err = { 0 };
	enum gamut_exit code = GAMUT_EXIT_DONE;
	enum gamut_status status;
	bool is_fit = true;

	if (!gamut_command_begin(&code, &values, &words,
	                         &gamut_command_check_task, argc, argv))
		return code;
	status = check_tasks(&is_fit, &values, &words, &err);
	if (status)
		return gamut_fail(status, &err);
	return is_fit ? GAMUT_EXIT_DONE : GAMUT_EXIT_CHECK_FAILED;
}

const struct gamut_command gamut_command_check_task = {
	.name = "check-task",
	.synopsis = "[TASK...] [options]",
	.summary = "say whether a task is fit to be measured with",
	.details =
		"A TASK is the name of one, a task file (.yaml), a folder of "
		"them, or a plugin\n(.so). Its own cases are tried, then "
		"hostile texts and mutations of its answers,\nand what it "
		"accepts that it perhaps should not. A fault makes its scores\n"
		"meaningless: exit status 1. What is weak may be meant so, and "
		"often is not.\n",
	.options = options,
	.run = run,
};
