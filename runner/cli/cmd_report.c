/* gamut report: what runs found, for people. */
#include "runner/cli/command.h"
#include "runner/cli/page.h"
#include "runner/cli/scoring.h"

struct values {
	const char *html;
	const char *title;
	const char *baseline;
	const char *format;
	const char *prices;
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
	{ .name = "format",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "NAME",
	  .help = "table (default), json, csv, markdown, junit or github",
	  .offset = offsetof(struct values, format) },
	{ .name = "prices",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "FILE",
	  .help = "what tokens cost, in YAML: tell what the runs did",
	  .offset = offsetof(struct values, prices) },
	GAMUT_OPTION_END,
};

static enum gamut_exit write_page(const struct values *values,
                                  const struct gamut_operands *folders)
{
	const struct gamut_page_wanted wanted = {
		.file = values->html,
		.title = values->title,
		.baseline = values->baseline,
		.folders = (const char *const *)folders->items,
		.count = folders->count,
	};
	struct gamut_err err = { 0 };
	bool is_incomplete = false;
	enum gamut_status status = GAMUT_OK;

	if (values->format || values->prices)
		status = gamut_error(&err, GAMUT_EINVAL,
		                     "--format and --prices are for tables: "
		                     "give them without --html");
	if (!status && folders->count == 0)
		status = gamut_error(&err, GAMUT_EINVAL, "%s", missing);
	if (!status)
		status = gamut_page_make(&wanted, &is_incomplete, &err);
	if (status)
		return gamut_fail(status, &err);
	return is_incomplete ? GAMUT_EXIT_INCOMPLETE : GAMUT_EXIT_DONE;
}

static enum gamut_exit write_tables(const struct values *values,
                                    const struct gamut_operands *folders)
{
	struct gamut_scoring scoring = { .prices = values->prices };
	struct gamut_err err = { 0 };

	if (values->title || values->baseline)
		return gamut_fail(gamut_error(&err, GAMUT_EINVAL,
		                              "--title and --baseline are for "
		                              "--html FILE; 'gamut compare' "
		                              "compares in tables"),
		                  &err);
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
	return values.html ? write_page(&values, &folders) :
	                     write_tables(&values, &folders);
}

const struct gamut_command gamut_command_report = {
	.name = "report",
	.synopsis = "RUN... [options]",
	.summary = "report on runs: tables, or one page in HTML",
	.details = "",
	.options = options,
	.run = run,
};
