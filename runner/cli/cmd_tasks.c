/* gamut tasks: what the benchmark asks. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/json.h"
#include "runner/cli/command.h"
#include "runner/cli/known.h"
#include "runner/plan/plan.h"

static const char *const template_names[] = { "chat", "completion",
	                                      "spectrum" };

struct values {
	const char *format;
	const char *template;
	const char *family;
	const char *model;
	bool has_prompts;
	struct gamut_texts task_files;
	const char *suite;
};

static const struct gamut_option options[] = {
	{ .name = "prompts",
	  .kind = GAMUT_OPTION_FLAG,
	  .help = "add every prompt, exactly as it is sent",
	  .offset = offsetof(struct values, has_prompts) },
	{ .name = "template",
	  .kind = GAMUT_OPTION_TEXT,
	  .values = "chat completion spectrum",
	  .argument = "NAME",
	  .help = "prompts of this template only: chat, completion, spectrum or "
	          "a file",
	  .offset = offsetof(struct values, template) },
	{ .name = "family",
	  .kind = GAMUT_OPTION_TEXT,
	  .values = "gemma-3 llama-3.1 qwen3",
	  .argument = "NAME",
	  .help = "of spectrum prompts: gemma-3 (default), llama-3.1, qwen3",
	  .offset = offsetof(struct values, family) },
	{ .name = "format",
	  .kind = GAMUT_OPTION_TEXT,
	  .values = "table json csv markdown",
	  .argument = "NAME",
	  .help = "table (default), json (which has the prompts always), csv or "
	          "markdown",
	  .offset = offsetof(struct values, format) },
	GAMUT_KNOWN_ROW(offsetof(struct values, task_files)),
	{ .name = "suite",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "NAME",
	  .values = "core extended all",
	  .help = "list core (default), extended or all",
	  .offset = offsetof(struct values, suite) },
	GAMUT_OPTION_END,
};

/* The tasks and templates that are asked for. */
struct listing {
	struct gamut_catalog *catalog;
	const struct gamut_task **tasks;
	size_t count;
	struct gamut_template templates[GAMUT_ARRAY_LEN(template_names)];
	size_t template_count;
	struct gamut_arena arena;
};

static void write_prompts(struct gamut_json *json, struct listing *listing,
                          const struct gamut_task *task)
{
	gamut_json_open(json, '{');
	for (size_t t = 0; t < listing->template_count; t++) {
		const struct gamut_template *template = &listing->templates[t];

		gamut_json_str(json, template->name);
		gamut_buf_add_char(json->out, ':');
		json->wants_comma = false;
		gamut_json_open(json, '{');
		for (size_t s = 0; s < GAMUT_SETTING_COUNT; s++) {
			enum gamut_setting setting = (enum gamut_setting)s;

			gamut_json_key(json, gamut_setting_name(setting));
			gamut_json_raw(json, gamut_template_render(
						     template, task, setting,
						     &listing->arena));
		}
		gamut_json_close(json, '}');
	}
	gamut_json_close(json, '}');
}

static void write_json(struct gamut_buf *out, struct listing *listing)
{
	struct gamut_json json = { .out = out };

	gamut_json_open(&json, '[');
	for (size_t i = 0; i < listing->count; i++) {
		const struct gamut_task *task = listing->tasks[i];

		gamut_json_open(&json, '{');
		gamut_json_key(&json, "name");
		gamut_json_cstr(&json, task->name);
		gamut_json_key(&json, "description");
		gamut_json_cstr(&json, task->description);
		gamut_json_key(&json, "examples");
		gamut_json_open(&json, '[');
		for (size_t e = 0; e < GAMUT_TASK_EXAMPLES; e++)
			gamut_json_cstr(&json, task->examples[e]);
		gamut_json_close(&json, ']');
		gamut_json_key(&json, "max_tokens");
		gamut_json_int(&json, task->max_tokens);
		gamut_json_key(&json, "space");
		if (task->space == GAMUT_UNBOUNDED)
			gamut_json_null(&json);
		else
			gamut_json_int(&json, (int64_t)task->space);
		gamut_json_key(&json, "prompts");
		write_prompts(&json, listing, task);
		gamut_json_close(&json, '}');
	}
	gamut_json_close(&json, ']');
	gamut_buf_add_char(out, '\n');
}

static void write_space(struct gamut_buf *out, uint64_t space)
{
	if (space == GAMUT_UNBOUNDED)
		gamut_buf_addf(out, "%16s", "open");
	else
		gamut_buf_addf(out, "%16" PRIu64, space);
}

static void write_table(struct gamut_buf *out, const struct listing *listing)
{
	gamut_buf_addf(out, "%-27s %6s %16s  %s\n", "task", "tokens", "space",
	               "description");
	for (size_t i = 0; i < listing->count; i++) {
		const struct gamut_task *task = listing->tasks[i];

		gamut_buf_addf(out, "%-27s %6u ", task->name,
		               (unsigned)task->max_tokens);
		write_space(out, task->space);
		gamut_buf_addf(out, "  %s\n", task->description);
	}
}

static void write_one(struct gamut_buf *out, const struct gamut_task *task)
{
	gamut_buf_addf(out, "%s\n  description  %s\n", task->name,
	               task->description);
	for (size_t e = 0; e < GAMUT_TASK_EXAMPLES; e++)
		gamut_buf_addf(out, "  %-11s  %s\n", e ? "" : "examples",
		               task->examples[e]);
	gamut_buf_addf(out,
	               "  max_tokens   %u\n  verifier     %s, revision "
	               "%u\n  space        ",
	               (unsigned)task->max_tokens, task->verifier->name,
	               (unsigned)task->verifier->revision);
	if (task->space == GAMUT_UNBOUNDED)
		gamut_buf_addf(out, "open");
	else
		gamut_buf_addf(out, "%" PRIu64 " canonical forms", task->space);
	if (task->strings != GAMUT_UNBOUNDED)
		gamut_buf_addf(out, ", %" PRIu64 " accepted strings",
		               task->strings);
	gamut_buf_addf(out, "\n");
}

static void write_text_prompts(struct gamut_buf *out, struct listing *listing,
                               const struct gamut_task *task)
{
	for (size_t t = 0; t < listing->template_count; t++)
		for (size_t s = 0; s < GAMUT_SETTING_COUNT; s++) {
			enum gamut_setting setting = (enum gamut_setting)s;
			struct gamut_str prompt = gamut_template_render(
				&listing->templates[t], task, setting,
				&listing->arena);

			gamut_buf_addf(
				out, "\n%s, %.*s, %s, as JSON:\n%.*s\n",
				task->name,
				GAMUT_STR_ARG(listing->templates[t].name),
				gamut_setting_name(setting),
				GAMUT_STR_ARG(prompt));
		}
}

static enum gamut_status find_templates(struct listing *listing,
                                        const struct values *values,
                                        struct gamut_err *err)
{
	const char *family = values->family ? values->family :
	                                      gamut_family_at(0);
	enum gamut_status status = GAMUT_OK;

	if (values->template) {
		listing->template_count = 1;
		return gamut_template_find(&listing->templates[0],
		                           values->template, family, "",
		                           &listing->arena, err);
	}
	listing->template_count = GAMUT_ARRAY_LEN(template_names);
	for (size_t i = 0; !status && i < GAMUT_ARRAY_LEN(template_names); i++)
		status = gamut_template_find(&listing->templates[i],
		                             template_names[i], family, "",
		                             &listing->arena, err);
	return status;
}

static enum gamut_status find_tasks(struct listing *listing,
                                    const struct values *values,
                                    const struct gamut_operands *names,
                                    struct gamut_err *err)
{
	struct gamut_buf globs = { 0 };
	enum gamut_status status;

	for (size_t i = 0; i < names->count; i++)
		gamut_buf_addf(&globs, "%s%s", i ? "," : "", names->items[i]);
	status = gamut_known_open(&listing->catalog, &values->task_files, err);
	if (!status && values->suite)
		status = gamut_catalog_use_suite(listing->catalog,
		                                 values->suite, err);
	if (!status)
		status = gamut_catalog_select(
			&listing->tasks, &listing->count, listing->catalog,
			names->count ? gamut_buf_cstr(&globs) : NULL,
			&listing->arena, err);
	gamut_buf_release(&globs);
	return status;
}

static void fill_grid(struct gamut_grid *grid, const struct listing *listing)
{
	static const char *const titles[] = { "task",      "description",
		                              "example 1", "example 2",
		                              "example 3", "max_tokens",
		                              "space" };

	*grid = (struct gamut_grid){ .columns = GAMUT_ARRAY_LEN(titles) };
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(titles); i++)
		gamut_grid_add(grid, gamut_str_of(titles[i]));
	for (size_t i = 0; i < listing->count; i++) {
		const struct gamut_task *task = listing->tasks[i];

		gamut_grid_add(grid, gamut_str_of(task->name));
		gamut_grid_add(grid, gamut_str_of(task->description));
		for (size_t e = 0; e < GAMUT_TASK_EXAMPLES; e++)
			gamut_grid_add(grid, gamut_str_of(task->examples[e]));
		gamut_grid_addf(grid, "%u", (unsigned)task->max_tokens);
		if (task->space == GAMUT_UNBOUNDED)
			gamut_grid_add(grid, GAMUT_STR_EMPTY);
		else
			gamut_grid_addf(grid, "%" PRIu64, task->space);
	}
}

static void write_text(struct gamut_buf *out, struct listing *listing,
                       const struct values *values, bool is_named)
{
	if (!is_named)
		write_table(out, listing);
	for (size_t i = 0; i < listing->count; i++) {
		if (is_named)
			write_one(out, listing->tasks[i]);
		if (values->has_prompts)
			write_text_prompts(out, listing, listing->tasks[i]);
	}
}

static enum gamut_status write_listing(struct gamut_buf *out,
                                       struct listing *listing,
                                       const struct values *values,
                                       bool is_named, struct gamut_err *err)
{
	struct gamut_grid grid;
	enum gamut_format format;

	if (gamut_command_format(&format, values->format, err))
		return GAMUT_EINVAL;
	if (format == GAMUT_FORMAT_TABLE) {
		write_text(out, listing, values, is_named);
		return GAMUT_OK;
	}
	if (format == GAMUT_FORMAT_JSON) {
		write_json(out, listing);
		return GAMUT_OK;
	}
	if (values->has_prompts)
		return gamut_error(err, GAMUT_EINVAL,
		                   "--prompts goes with table and json");
	fill_grid(&grid, listing);
	if (format == GAMUT_FORMAT_CSV)
		gamut_report_grid_csv(out, &grid);
	else
		gamut_report_grid_markdown(out, &grid);
	gamut_grid_release(&grid);
	return GAMUT_OK;
}

static enum gamut_exit run(int argc, char **argv)
{
	struct values values = { 0 };
	struct listing listing = { 0 };
	struct gamut_operands names;
	struct gamut_buf out = { 0 };
	struct gamut_err err = { 0 };
	enum gamut_exit code = GAMUT_EXIT_DONE;
	enum gamut_status status;

	if (!gamut_command_begin(&code, &values, &names, &gamut_command_tasks,
	                         argc, argv))
		return code;
	status = find_tasks(&listing, &values, &names, &err);
	if (!status)
		status = find_templates(&listing, &values, &err);
	if (!status)
		status = write_listing(&out, &listing, &values, names.count > 0,
		                       &err);
	if (!status)
		status = gamut_print(&out, &err);
	if (status)
		code = gamut_fail(status, &err);
	gamut_catalog_free(listing.catalog);
	free(values.task_files.items);
	gamut_arena_clear(&listing.arena);
	gamut_buf_release(&out);
	return code;
}

const struct gamut_command gamut_command_tasks = {
	.name = "tasks",
	.synopsis = "[NAME...] [options]",
	.summary = "list the tasks, or show some of them",
	.details = "A NAME may be a shell pattern: 'gamut tasks "
		   "\"weekdays_*\" --prompts'.\n",
	.options = options,
	.run = run,
};
