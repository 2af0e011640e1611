/* gamut report: what runs found, for people. */
#include "runner/cli/command.h"
#include "runner/cli/scoring.h"

struct values {
	const char *format;
};

static const struct gamut_option options[] = {
	{ .name = "format",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "NAME",
	  .help = "table (default), json, csv or markdown",
	  .offset = offsetof(struct values, format) },
	GAMUT_OPTION_END,
};

static enum gamut_exit run(int argc, char **argv)
{
	struct values values = { 0 };
	struct gamut_scoring scoring = { 0 };
	struct gamut_operands folders;
	struct gamut_err err = { 0 };
	enum gamut_exit code = GAMUT_EXIT_DONE;
	enum gamut_format format;
	enum gamut_status status;

	if (!gamut_command_begin(&code, &values, &folders,
	                         &gamut_command_report, argc, argv))
		return code;
	status = gamut_scoring_format(&format, values.format, &err);
	if (!status && folders.count == 0)
		status = gamut_error(&err, GAMUT_EINVAL,
		                     "name a run directory, such as one of "
		                     "those in results/");
	if (!status)
		status = gamut_scoring_open(&scoring, &err);
	for (size_t i = 0; !status && i < folders.count; i++)
		status = gamut_scoring_add_run(&scoring, folders.items[i],
		                               &err);
	if (!status)
		status = gamut_scoring_print(&scoring, format, &err);
	if (status)
		code = gamut_fail(status, &err);
	else if (scoring.is_incomplete)
		code = GAMUT_EXIT_INCOMPLETE;
	gamut_scoring_close(&scoring);
	return code;
}

const struct gamut_command gamut_command_report = {
	.name = "report",
	.synopsis = "RUN... [options]",
	.summary = "report on runs: table, JSON, CSV or Markdown",
	.details = "",
	.options = options,
	.run = run,
};
