/* gamut diff: which answers came and went between two runs? */
#include <stdlib.h>

#include "runner/cli/choice.h"
#include "runner/cli/command.h"
#include "runner/cli/comparing.h"
#include "runner/report/compare/diff.h"

/* The share of false marks that is expected among the marks, at most. */
#define LEVEL 0.05

struct values {
	const char *tasks;
	const char *settings;
	uint32_t top;
	bool is_all;
	const char *format;
	struct gamut_texts task_files;
};

static const struct gamut_option options[] = {
	{ .name = "tasks",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "GLOB,...",
	  .help = "only these tasks",
	  .offset = offsetof(struct values, tasks) },
	{ .name = "settings",
	  .kind = GAMUT_OPTION_TEXT,
	  .values = "zero-shot few-shot few-shot-described",
	  .argument = "NAME,...",
	  .help = "of zero-shot, few-shot and few-shot-described",
	  .offset = offsetof(struct values, settings) },
	{ .name = "top",
	  .kind = GAMUT_OPTION_COUNT,
	  .argument = "N",
	  .help = "answers that are told of a cell (10); JSON and CSV tell all",
	  .offset = offsetof(struct values, top) },
	{ .name = "all",
	  .kind = GAMUT_OPTION_FLAG,
	  .help = "all answers of all cells, whether they moved or not",
	  .offset = offsetof(struct values, is_all) },
	{ .name = "format",
	  .kind = GAMUT_OPTION_TEXT,
	  .values = "table json csv markdown",
	  .argument = "NAME",
	  .help = "table (default), json, csv or markdown",
	  .offset = offsetof(struct values, format) },
	GAMUT_KNOWN_ROW(offsetof(struct values, task_files)),
	GAMUT_OPTION_END,
};

static enum gamut_status find(struct gamut_diff *diff,
                              const struct gamut_sides *sides,
                              const struct gamut_choice *choice,
                              struct gamut_arena *arena, struct gamut_err *err)
{
	const struct gamut_side *base = &sides->list[0];
	const struct gamut_side *candidate = &sides->list[1];
	size_t count;
	size_t kept = 0;
	struct gamut_cell_pair *pairs = gamut_cells_align(
		base->summary, candidate->summary, &count, arena);

	for (size_t i = 0; i < count; i++) {
		const struct gamut_cell_summary *cell =
			pairs[i].base ? pairs[i].base : pairs[i].candidate;

		if (gamut_choice_has(choice, cell->key.task, cell->key.setting))
			pairs[kept++] = pairs[i];
	}
	*diff = gamut_diff_of(pairs, kept, LEVEL, arena);
	if (diff->cell_count > 0)
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EINVAL,
	                   "'%s' and '%s' have completions of no task and "
	                   "setting in common%s",
	                   base->path, candidate->path,
	                   kept < count ? ", of those that were chosen" : "");
}

static struct gamut_fit_side fit_of(const struct gamut_side *side)
{
	return (struct gamut_fit_side){
		.manifest = side->run ? &side->run->manifest : NULL,
		.summary = side->summary,
	};
}

static bool is_incomplete(const struct gamut_side *side)
{
	return side->run && !gamut_run_is_complete(side->run);
}

static enum gamut_status print(const struct gamut_sides *sides,
                               const struct values *values,
                               enum gamut_format format,
                               struct gamut_arena *arena, struct gamut_err *err)
{
	const struct gamut_report_options look = gamut_command_look();
	const struct gamut_fit_side base = fit_of(&sides->list[0]);
	const struct gamut_fit_side candidate = fit_of(&sides->list[1]);
	struct gamut_differences differences = { 0 };
	struct gamut_buf text = { 0 };
	struct gamut_choice choice;
	struct gamut_diff diff;
	enum gamut_status status =
		gamut_choice_make(&choice, sides->catalog, values->tasks,
	                          values->settings, arena, err);

	if (!status)
		status = find(&diff, sides, &choice, arena, err);
	if (status)
		return status;
	differences = gamut_fit_check(&base, &candidate, arena);
	gamut_diff_write(
		&text,
		&(struct gamut_diff_document){
			.diff = &diff,
			.base = gamut_comparing_party(&sides->list[0]),
			.candidate = gamut_comparing_party(&sides->list[1]),
			.differences = &differences,
			.top = values->top,
			.is_all = values->is_all,
		},
		format, &look);
	free(differences.list);
	return gamut_command_print(&text, err);
}

static enum gamut_status open_sides(struct gamut_sides *sides,
                                    const struct gamut_operands *paths,
                                    struct gamut_err *err)
{
	const char *const *items = (const char *const *)paths->items;
	enum gamut_status status;

	if (paths->count != 2)
		return gamut_error(err, GAMUT_EINVAL,
		                   "name two runs, or files of completions: "
		                   "the base and the candidate");
	status = gamut_sides_require_different(items, 2, err);
	if (!status)
		status = gamut_sides_open(sides, items, 2, err);
	for (size_t i = 0; i < 2 && !status; i++)
		status = gamut_side_require_single(&sides->list[i], err);
	return status;
}

static enum gamut_exit run(int argc, char **argv)
{
	struct values values = { .top = 10 };
	struct gamut_sides sides = { 0 };
	struct gamut_arena arena = { 0 };
	struct gamut_operands paths;
	struct gamut_err err = { 0 };
	enum gamut_exit code;
	enum gamut_format format;
	enum gamut_status status;

	if (!gamut_command_begin(&code, &values, &paths, &gamut_command_diff,
	                         argc, argv))
		return code;
	code = GAMUT_EXIT_DONE;
	sides.task_files = values.task_files;
	status = gamut_command_format(&format, values.format, &err);
	if (!status)
		status = open_sides(&sides, &paths, &err);
	if (!status)
		status = print(&sides, &values, format, &arena, &err);
	if (status)
		code = gamut_fail(status, &err);
	else if (is_incomplete(&sides.list[0]) || is_incomplete(&sides.list[1]))
		code = GAMUT_EXIT_INCOMPLETE;
	gamut_sides_close(&sides);
	free(values.task_files.items);
	gamut_arena_clear(&arena);
	return code;
}

const struct gamut_command gamut_command_diff = {
	.name = "diff",
	.synopsis = "BASE CANDIDATE [options]",
	.summary = "which answers came and went between two runs",
	.details =
		"For reading, task by task: answers that appeared, vanished, rose "
		"and fell, those\nbeyond noise first. Both are run directories, "
		"or JSONL files as 'gamut score' takes\nthem; what differs "
		"between them beside the answers is told. Whether one is worse "
		"is\nwhat 'gamut compare' says. docs/diff.md explains the "
		"marks.\n",
	.options = options,
	.run = run,
};
