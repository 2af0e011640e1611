/* gamut pareto: which models are right and diverse at once? */
#include <stdlib.h>
#include <string.h>

#include "runner/cli/command.h"
#include "runner/cli/figures.h"
#include "runner/cli/pareto_input.h"
#include "runner/cli/reference.h"
#include "runner/report/compare/front.h"

struct values {
	const char *x;
	const char *y;
	const char *by;
	const char *format;
	double tolerance_x; /* points of a share, or the axis' own unit */
	double tolerance_y;
	bool has_reference;
	struct gamut_texts allow;
	struct gamut_figures_paths pictures;
	struct gamut_texts task_files;
};

static const struct gamut_option options[] = {
	{ .name = "x",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "AXIS",
	  .help = "validity (default), or another: see above",
	  .offset = offsetof(struct values, x) },
	{ .name = "y",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "AXIS",
	  .help = "relative_yield (default), or another",
	  .offset = offsetof(struct values, y) },
	{ .name = "by",
	  .kind = GAMUT_OPTION_TEXT,
	  .values = "setting condition",
	  .argument = "WHAT",
	  .help = "a point for each setting (default), or condition",
	  .offset = offsetof(struct values, by) },
	{ .name = "tolerance-x",
	  .kind = GAMUT_OPTION_NUMBER,
	  .argument = "D",
	  .help = "a small loss on x: 2 points of a share, or 2 (default)",
	  .offset = offsetof(struct values, tolerance_x) },
	{ .name = "tolerance-y",
	  .kind = GAMUT_OPTION_NUMBER,
	  .argument = "D",
	  .help = "the same on y",
	  .offset = offsetof(struct values, tolerance_y) },
	{ .name = "reference",
	  .kind = GAMUT_OPTION_FLAG,
	  .help = "also draw the simulated models, as expected",
	  .offset = offsetof(struct values, has_reference) },
	{ .name = "allow",
	  .kind = GAMUT_OPTION_TEXTS,
	  .argument = "WHAT,...",
	  .help = "draw all the same: tasks, n, incomplete; see above",
	  .offset = offsetof(struct values, allow) },
	{ .name = "format",
	  .kind = GAMUT_OPTION_TEXT,
	  .values = "table json csv markdown",
	  .argument = "NAME",
	  .help = "table (default), json, csv or markdown",
	  .offset = offsetof(struct values, format) },
	{ .name = "svg",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "FILE",
	  .help = "also draw a picture, with data and script beside it",
	  .offset = offsetof(struct values, pictures.svg) },
	{ .name = "png",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "FILE",
	  .help = "the same as PNG",
	  .offset = offsetof(struct values, pictures.png) },
	{ .name = "pdf",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "FILE",
	  .help = "the same as PDF",
	  .offset = offsetof(struct values, pictures.pdf) },
	GAMUT_KNOWN_ROW(offsetof(struct values, task_files)),
	GAMUT_OPTION_END,
};

/* What --allow lets points differ in. */
struct allowed {
	bool tasks;
	bool n;
	bool incomplete;
};

static enum gamut_status allow_one(struct allowed *allowed,
                                   struct gamut_str name, struct gamut_err *err)
{
	if (gamut_str_eq(name, GAMUT_STR("tasks")))
		allowed->tasks = true;
	else if (gamut_str_eq(name, GAMUT_STR("n")))
		allowed->n = true;
	else if (gamut_str_eq(name, GAMUT_STR("incomplete")))
		allowed->incomplete = true;
	else
		return gamut_error(err, GAMUT_EINVAL,
		                   "--allow knows no '%.*s': tasks, n and "
		                   "incomplete",
		                   GAMUT_STR_ARG(name));
	return GAMUT_OK;
}

static enum gamut_status allow(struct allowed *allowed,
                               const struct gamut_texts *lists,
                               struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	*allowed = (struct allowed){ 0 };
	for (size_t i = 0; i < lists->count; i++) {
		struct gamut_str rest = gamut_str_of(lists->items[i]);
		struct gamut_str name;

		while (!status && gamut_str_take_field(&rest, ',', &name))
			status = allow_one(allowed, name, err);
	}
	/* What is missing makes cells uneven. */
	allowed->n |= allowed->incomplete;
	return status;
}

static enum gamut_status read_axis(enum gamut_axis *axis, const char *option,
                                   const char *name, struct gamut_err *err)
{
	if (!name || gamut_axis_find(axis, gamut_str_of(name)))
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EINVAL, "--%s: '%s' is none of %s",
	                   option, name, gamut_axis_list());
}

/* Points of a share are percent. */
static double in_units(double tolerance, enum gamut_axis axis)
{
	return gamut_axis_is_share(axis) ? tolerance / 100 : tolerance;
}

static enum gamut_status read_options(struct gamut_front_options *wanted,
                                      const struct values *values,
                                      const struct allowed *allowed,
                                      struct gamut_err *err)
{
	enum gamut_status status;

	*wanted = gamut_front_defaults(GAMUT_AXIS_VALIDITY,
	                               GAMUT_AXIS_RELATIVE_YIELD);
	wanted->takes_common = allowed->tasks;
	wanted->takes_uneven = allowed->n;
	status = read_axis(&wanted->axes[0], "x", values->x, err);
	if (!status)
		status = read_axis(&wanted->axes[1], "y", values->y, err);
	if (status)
		return status;
	if (wanted->axes[0] == wanted->axes[1])
		return gamut_error(err, GAMUT_EINVAL,
		                   "--x and --y are both %s: a front has two "
		                   "axes",
		                   gamut_axis_name(wanted->axes[0]));
	/* Not a number is not below 0, either. */
	if (!(values->tolerance_x >= 0 && values->tolerance_y >= 0))
		return gamut_error(err, GAMUT_EINVAL,
		                   "--tolerance-x and --tolerance-y are 0 or "
		                   "more");
	wanted->tolerance.x = in_units(values->tolerance_x, wanted->axes[0]);
	wanted->tolerance.y = in_units(values->tolerance_y, wanted->axes[1]);
	if (values->by && strcmp(values->by, "condition") == 0)
		wanted->by = GAMUT_FRONT_BY_CONDITION;
	else if (values->by && strcmp(values->by, "setting") != 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "--by: '%s' is not setting or condition",
		                   values->by);
	return GAMUT_OK;
}

static enum gamut_status draw(const struct gamut_sides *sides,
                              const struct gamut_front_options *wanted,
                              const struct values *values,
                              enum gamut_format format, struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	const struct gamut_report_options shown = gamut_command_look();
	struct gamut_front_document document = { 0 };
	struct gamut_buf text = { 0 };
	struct gamut_front_reference *references = NULL;
	struct gamut_front_input input;
	struct gamut_pareto_notes notes;
	struct gamut_front front;
	enum gamut_status status;

	status = gamut_pareto_input(&input, sides, &arena, err);
	if (!status)
		status = gamut_front_make(&front, &input, wanted, &arena, err);
	if (!status && values->has_reference)
		status = gamut_reference_points(
			&references, &document.reference_count, &front,
			sides->suite, &arena, err);
	if (!status) {
		notes = gamut_pareto_notes(sides, &arena);
		document.front = &front;
		document.references = references;
		document.notes = notes.list;
		document.note_count = notes.count;
		status = gamut_figures_plane(&values->pictures, &document,
		                             gamut_pareto_absent(sides), err);
	}
	if (!status) {
		gamut_front_write(&text, &document, format, &shown);
		status = gamut_command_print(&text, err);
	}
	gamut_arena_clear(&arena);
	return status;
}

static enum gamut_exit run(int argc, char **argv)
{
	struct values values = { .tolerance_x = 2, .tolerance_y = 2 };
	struct gamut_front_options wanted;
	struct allowed allowed;
	struct gamut_sides sides = { 0 };
	struct gamut_operands paths;
	struct gamut_err err = { 0 };
	enum gamut_exit code = GAMUT_EXIT_DONE;
	enum gamut_format format;
	enum gamut_status status;

	if (!gamut_command_begin(&code, &values, &paths, &gamut_command_pareto,
	                         argc, argv))
		return code;
	sides.task_files = values.task_files;
	status = gamut_command_format(&format, values.format, &err);
	if (!status)
		status = allow(&allowed, &values.allow, &err);
	if (!status)
		status = read_options(&wanted, &values, &allowed, &err);
	if (!status)
		status = gamut_figures_check(&values.pictures, &err);
	if (!status && paths.count == 0)
		status = gamut_error(&err, GAMUT_EINVAL,
		                     "name run directories or JSONL files");
	if (!status)
		status = gamut_sides_require_different(
			(const char *const *)paths.items, paths.count, &err);
	if (!status)
		status = gamut_sides_open(&sides,
		                          (const char *const *)paths.items,
		                          paths.count, &err);
	if (!status && !allowed.incomplete)
		status = gamut_pareto_check_complete(&sides, &err);
	if (!status)
		status = draw(&sides, &wanted, &values, format, &err);
	gamut_sides_close(&sides);
	free(values.task_files.items);
	free(values.allow.items);
	return status ? gamut_fail(status, &err) : code;
}

const struct gamut_command gamut_command_pareto = {
	.name = "pareto",
	.synopsis = "RUN_OR_FILE... [options]",
	.summary = "draw the front of validity and diversity",
	.details =
		"A point for each run, or model of a file, and setting; which "
		"of them no other is\nbetter than, which are worse beyond the "
		"noise of sampling, and which cannot be\ntold apart. Runs of "
		"one model that differ in their sampling are a sweep; in a "
		"file,\nmodels called NAME@T=0.7. docs/fronts.md says what the "
		"numbers mean.\n\n"
		"Axes: validity, uniqueness, yield, canonical_uniqueness, "
		"canonical_yield,\nrelative_yield, pairwise_uniqueness, "
		"effective_number.\n\n"
		"Points stand on the same tasks and as many completions of each, "
		"or nothing is\ndrawn. --allow tasks leaves out those that not all "
		"have, --allow n compares cells\nof different n, --allow "
		"incomplete takes runs that lack samples as they are.\n\n"
		"--svg, --png and --pdf draw it for papers, through gnuplot: "
		"docs/figures.md.\n",
	.options = options,
	.run = run,
};
