/* gamut import: generations that others made, as a run directory. */
#include <stdlib.h>

#include "base/text.h"
#include "runner/cli/command.h"
#include "runner/cli/interrupt.h"
#include "runner/cli/known.h"
#include "runner/exchange/import/import.h"

struct values {
	struct gamut_import_options import;
	const char *out;
	struct gamut_texts task_files;
};

static const struct gamut_option options[] = {
	{ .name = "from",
	  .kind = GAMUT_OPTION_TEXT,
	  .values = "lm-eval inspect spectrum noveltybench promptfoo jsonl csv",
	  .argument = "FORMAT",
	  .help = "lm-eval, inspect, spectrum, noveltybench, promptfoo, jsonl "
	          "or csv",
	  .offset = offsetof(struct values, import.format) },
	{ .name = "out",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "DIR",
	  .help = "the run directory to make",
	  .offset = offsetof(struct values, out) },
	{ .name = "model",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "NAME",
	  .help = "what to call the model (what the source calls it)",
	  .offset = offsetof(struct values, import.model) },
	{ .name = "only",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "NAME",
	  .help = "of several models in the source, take this one",
	  .offset = offsetof(struct values, import.only) },
	{ .name = "setting",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "NAME",
	  .help = "the setting, where the source tells none",
	  .offset = offsetof(struct values, import.setting) },
	{ .name = "map",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "FILE",
	  .help = "their names of tasks and fields, and ours, in YAML",
	  .offset = offsetof(struct values, import.map) },
	{ .name = "skip-unknown",
	  .kind = GAMUT_OPTION_FLAG,
	  .help = "leave out what is of no task of ours, and count it",
	  .offset = offsetof(struct values, import.skips_unknown) },
	GAMUT_KNOWN_ROW(offsetof(struct values, task_files)),
	GAMUT_OPTION_END,
};

static void tell_lines(const struct gamut_import_report *report)
{
	for (size_t i = 0; i < report->line_count; i++)
		gamut_tell("%.*s", GAMUT_STR_ARG(report->lines[i]));
}

/* What of the source is not there as a completion. */
static void tell_gaps(const struct gamut_import_report *report)
{
	if (report->failures)
		gamut_tell("%ju failed in the source: they are failures, and "
		           "no wrong answers",
		           (uintmax_t)report->failures);
	if (report->missing)
		gamut_tell("%ju %s not in the source that it wanted or "
		           "numbered: %s missing, and why is not told",
		           (uintmax_t)report->missing,
		           report->missing == 1 ? "sample is" : "samples are",
		           report->missing == 1 ? "it is" : "they are");
	if (report->unended)
		gamut_tell("%ju of %ju completions do not say why they ended: "
		           "what was cut off is judged as if it were whole",
		           (uintmax_t)report->unended,
		           (uintmax_t)report->completions);
	if (report->other_models)
		gamut_tell("%ju %s of other models and left out",
		           (uintmax_t)report->other_models,
		           report->other_models == 1 ? "generation is" :
		                                       "generations are");
}

static enum gamut_status conclude(const struct gamut_import_report *report,
                                  const char *out, struct gamut_err *err)
{
	struct gamut_buf text = { 0 };

	if (report->was_there) {
		gamut_buf_addf(&text,
		               "%s holds this import already, as run %.*s\n",
		               out, GAMUT_STR_ARG(report->run_id));
		return gamut_command_print(&text, err);
	}
	gamut_buf_addf(&text, "%s: run %.*s of ", out,
	               GAMUT_STR_ARG(report->run_id));
	gamut_text_show(&text, report->model, 0);
	gamut_buf_addf(
		&text, ": %ju completion%s in %zu cell%s, from %zu %s file%s\n",
		(uintmax_t)report->completions, GAMUT_S(report->completions),
		report->cells, GAMUT_S(report->cells), report->files,
		report->format, GAMUT_S(report->files));
	return gamut_command_print(&text, err);
}

static enum gamut_status import(const struct values *values,
                                const struct gamut_operands *paths,
                                struct gamut_err *err)
{
	struct gamut_import_options wanted = values->import;
	struct gamut_import_report report = { 0 };
	enum gamut_status status;

	if (paths->count == 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "name the files to import, or folders of "
		                   "them");
	if (!values->out)
		return gamut_error(err, GAMUT_EINVAL,
		                   "--out: name the run directory to make");
	status = gamut_known_open(&wanted.catalog, &values->task_files, err);
	if (status)
		return status;
	gamut_interrupt_catch(true);
	status = gamut_import(&report, &wanted,
	                      (const char *const *)paths->items, paths->count,
	                      values->out, err);
	gamut_interrupt_catch(false);
	if (!values->import.format && report.format)
		gamut_tell("taken for %s; --from says otherwise",
		           report.format);
	tell_lines(&report);
	if (!status && !report.was_there)
		tell_gaps(&report);
	if (!status)
		status = conclude(&report, values->out, err);
	gamut_import_report_release(&report);
	gamut_catalog_free(wanted.catalog);
	return status;
}

static enum gamut_exit run(int argc, char **argv)
{
	struct values values = { .import.stop = &gamut_interrupts };
	struct gamut_operands paths;
	struct gamut_err err = { 0 };
	enum gamut_exit code = GAMUT_EXIT_DONE;
	enum gamut_status status;

	if (!gamut_command_begin(&code, &values, &paths, &gamut_command_import,
	                         argc, argv))
		return code;
	status = import(&values, &paths, &err);
	free(values.task_files.items);
	return status ? gamut_fail(status, &err) : code;
}

const struct gamut_command gamut_command_import = {
	.name = "import",
	.synopsis = "FILE_OR_DIR... --out DIR [options]",
	.summary = "make a run of generations that other programs wrote",
	.details =
		"The run can be scored, reported on and compared as any other; "
		"what its source\ndoes not tell stays unknown, and 'gamut run' "
		"does not add to it. Without --from,\nthe format is told from "
		"the content. docs/exchange.md has the formats and an\nexample "
		"of a mapping file.\n",
	.options = options,
	.run = run,
};
