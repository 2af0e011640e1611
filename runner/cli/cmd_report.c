/* gamut report: what runs found, for people. */
#include <stdlib.h>

#include "runner/cli/command.h"
#include "runner/cli/figures.h"
#include "runner/cli/page.h"
#include "runner/cli/scoring.h"

struct values {
	const char *html;
	const char *title;
	const char *baseline;
	const char *figures;
	const char *format;
	const char *prices;
	struct gamut_texts task_files;
};

static const char missing[] =
	"name a run directory, such as one of those in results/";

static const struct gamut_option options[] = {
	{ .name = "html",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "FILE",
	  .help = "write one page with charts and all samples; - prints it",
	  .offset = offsetof(struct values, html) },
	{ .name = "title",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "TEXT",
	  .help = "of the page; else the models' names",
	  .offset = offsetof(struct values, title) },
	{ .name = "baseline",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "RUN",
	  .help = "what the page compares with; else the first run",
	  .offset = offsetof(struct values, baseline) },
	{ .name = "figures",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "DIR",
	  .help = "draw pictures into it, with their data and scripts",
	  .offset = offsetof(struct values, figures) },
	{ .name = "format",
	  .kind = GAMUT_OPTION_TEXT,
	  .values = "table json csv markdown junit github",
	  .argument = "NAME",
	  .help = "table (default), json, csv, markdown, junit or github",
	  .offset = offsetof(struct values, format) },
	{ .name = "prices",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "FILE",
	  .help = "what tokens cost, in YAML: tell what the runs did",
	  .offset = offsetof(struct values, prices) },
	GAMUT_KNOWN_ROW(offsetof(struct values, task_files)),
	GAMUT_OPTION_END,
};

/* Tables are printed unless files are all that is wanted. */
static bool wants_tables(const struct values *values)
{
	return values->format || !(values->html || values->figures);
}

static enum gamut_status check(const struct values *values,
                               const struct gamut_operands *folders,
                               struct gamut_err *err)
{
	if (folders->count == 0)
		return gamut_error(err, GAMUT_EINVAL, "%s", missing);
	if (!values->html && (values->title || values->baseline))
		return gamut_error(err, GAMUT_EINVAL,
		                   "--title and --baseline are for --html "
		                   "FILE; 'gamut compare' compares in tables");
	if (values->prices && !wants_tables(values))
		return gamut_error(err, GAMUT_EINVAL,
		                   "--prices is for tables: name one with "
		                   "--format, too");
	if (values->format && !gamut_report_find(gamut_str_of(values->format)))
		return gamut_error(
			err, GAMUT_EINVAL,
			"no format '%s': there are " GAMUT_REPORT_FORMATS,
			values->format);
	return GAMUT_OK;
}

/* Write the files that are wanted. */
static enum gamut_status write_files(const struct values *values,
                                     const struct gamut_operands *folders,
                                     bool *is_incomplete, struct gamut_err *err)
{
	const struct gamut_page_wanted page = {
		.file = values->html,
		.title = values->title,
		.baseline = values->baseline,
		.folders = (const char *const *)folders->items,
		.count = folders->count,
		.task_files = values->task_files,
	};
	enum gamut_status status = GAMUT_OK;

	if (values->html)
		status = gamut_page_make(&page, is_incomplete, err);
	if (!status && values->figures)
		status = gamut_figures_report(values->figures, folders,
		                              &values->task_files,
		                              is_incomplete, err);
	return status;
}

static enum gamut_exit report(const struct values *values,
                              const struct gamut_operands *folders)
{
	struct gamut_scoring scoring = {
		.prices = values->prices,
		.task_files = values->task_files,
	};
	struct gamut_err err = { 0 };
	bool is_incomplete = false;
	enum gamut_status status = check(values, folders, &err);

	if (!status)
		status = write_files(values, folders, &is_incomplete, &err);
	if (status)
		return gamut_fail(status, &err);
	if (!wants_tables(values))
		return is_incomplete ? GAMUT_EXIT_INCOMPLETE : GAMUT_EXIT_DONE;
	return gamut_scoring_command(&scoring, folders, gamut_scoring_add_run,
	                             values->format, missing);
}

static enum gamut_exit run(int argc, char **argv)
{
	struct values values = { 0 };
	struct gamut_operands folders;
	enum gamut_exit code;

	if (!gamut_command_begin(&code, &values, &folders,
	                         &gamut_command_report, argc, argv))
		return code;
	code = report(&values, &folders);
	free(values.task_files.items);
	return code;
}

const struct gamut_command gamut_command_report = {
	.name = "report",
	.synopsis = "RUN... [options]",
	.summary = "report on runs: tables, one page in HTML, pictures",
	.details =
		"Prints tables. With --html or --figures it writes files instead, "
		"and prints\nwhat --format names. docs/report.md and "
		"docs/figures.md show what is in them.\n",
	.options = options,
	.run = run,
};
