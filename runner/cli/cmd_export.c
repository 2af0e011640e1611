/* gamut export: runs in the formats of other tools. */
#include <stdlib.h>

#include "base/alloc.h"
#include "runner/cli/command.h"
#include "runner/cli/repeat.h"
#include "runner/cli/sides.h"
#include "runner/exchange/export/export.h"

struct values {
	const char *to;
	const char *out;
	bool may_replace;
	struct gamut_texts task_files;
};

static const struct gamut_option options[] = {
	{ .name = "to",
	  .kind = GAMUT_OPTION_TEXT,
	  .values = "lm-eval inspect every-eval-ever csv hf-dataset",
	  .argument = "FORMAT",
	  .help = "lm-eval, inspect, every-eval-ever, csv or hf-dataset",
	  .offset = offsetof(struct values, to) },
	{ .name = "out",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "DIR",
	  .help = "the folder to write into; made where it is missing",
	  .offset = offsetof(struct values, out) },
	{ .name = "force",
	  .kind = GAMUT_OPTION_FLAG,
	  .help = "replace files that exist already",
	  .offset = offsetof(struct values, may_replace) },
	GAMUT_KNOWN_ROW(offsetof(struct values, task_files)),
	GAMUT_OPTION_END,
};

static enum gamut_status check(const struct values *values,
                               const struct gamut_operands *paths,
                               struct gamut_err *err)
{
	if (paths->count == 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "name one or more run directories");
	if (!values->out || values->out[0] == '\0')
		return gamut_error(err, GAMUT_EINVAL,
		                   "name the folder to write into with --out");
	return gamut_sides_require_different((const char *const *)paths->items,
	                                     paths->count, err);
}

/* Files of completions do not say what was asked. */
static enum gamut_status check_runs(const struct gamut_sides *sides,
                                    struct gamut_err *err)
{
	for (size_t i = 0; i < sides->count; i++)
		if (!sides->list[i].run)
			return gamut_error(err, GAMUT_EINVAL,
			                   "'%s' is no run directory: only "
			                   "runs say what was asked, and how",
			                   sides->list[i].path);
	return GAMUT_OK;
}

/* Tell what lacks samples; is there such a run? */
static bool tell_incomplete(const struct gamut_sides *sides)
{
	bool is_any = false;

	for (size_t i = 0; i < sides->count; i++) {
		if (gamut_run_is_complete(sides->list[i].run))
			continue;
		is_any = true;
		gamut_tell("'%s' is incomplete, and exported as that",
		           sides->list[i].path);
	}
	return is_any;
}

static enum gamut_status write_runs(const struct gamut_sides *sides,
                                    const struct gamut_export_format *format,
                                    const struct values *values,
                                    struct gamut_err *err)
{
	struct gamut_export_run *runs = gamut_alloc_array(sides->count,
	                                                  sizeof(*runs));
	const struct gamut_export export = { .runs = runs,
		                             .count = sides->count,
		                             .suite = sides->suite };
	struct gamut_arena arena = { 0 };
	size_t written;
	enum gamut_status status;

	for (size_t i = 0; i < sides->count; i++)
		runs[i] = (struct gamut_export_run){
			.run = sides->list[i].run,
			.summary = sides->list[i].summary,
			.label = sides->list[i].label,
			.command = gamut_repeat_command(
				&sides->list[i].run->manifest, &arena),
		};
	status = gamut_export_write(&export, format, values->out,
	                            values->may_replace, &written, err);
	if (!status)
		gamut_tell("wrote %zu %s to '%s'", written,
		           written == 1 ? "file" : "files", values->out);
	free(runs);
	gamut_arena_clear(&arena);
	return status;
}

static enum gamut_exit run(int argc, char **argv)
{
	struct values values = { 0 };
	const struct gamut_export_format *format;
	struct gamut_sides sides = { 0 };
	struct gamut_operands paths;
	struct gamut_err err = { 0 };
	enum gamut_exit code = GAMUT_EXIT_DONE;
	enum gamut_status status;

	if (!gamut_command_begin(&code, &values, &paths, &gamut_command_export,
	                         argc, argv))
		return code;
	sides.task_files = values.task_files;
	status = gamut_export_find(&format, values.to, &err);
	if (!status)
		status = check(&values, &paths, &err);
	if (!status)
		status = gamut_sides_open(&sides,
		                          (const char *const *)paths.items,
		                          paths.count, &err);
	if (!status)
		status = check_runs(&sides, &err);
	if (!status)
		status = write_runs(&sides, format, &values, &err);
	if (!status && tell_incomplete(&sides))
		code = GAMUT_EXIT_INCOMPLETE;
	gamut_sides_close(&sides);
	free(values.task_files.items);
	return status ? gamut_fail(status, &err) : code;
}

const struct gamut_command gamut_command_export = {
	.name = "export",
	.synopsis = "RUN... --to FORMAT --out DIR [options]",
	.summary = "write runs in the formats of other tools",
	.details =
		"  lm-eval          results and samples of lm-evaluation-harness\n"
		"  inspect          logs of inspect_ai, one for each task and "
		"setting\n"
		"  every-eval-ever  the shared schema 0.3.0, with uncertainty\n"
		"  csv              samples.csv, cells.csv and answers.csv\n"
		"  hf-dataset       a folder for the Hugging Face Hub, with its "
		"card\n\n"
		"The runs are only read, and the same runs give the same bytes. "
		"Nothing is written\nwhere a file of that name is there. Runs "
		"that lack samples are exported as\nincomplete, with exit status "
		"3. docs/exchange.md says what stands where.\n",
	.options = options,
	.run = run,
};
