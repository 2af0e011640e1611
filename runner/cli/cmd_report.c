/* gamut report: what runs found, for people. */
#include "runner/cli/command.h"
#include "runner/cli/scoring.h"

struct values {
	const char *format;
	const char *prices;
};

static const struct gamut_option options[] = {
	{ .name = "format",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "NAME",
	  .help = "table (default), json, csv or markdown",
	  .offset = offsetof(struct values, format) },
	{ .name = "prices",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "FILE",
	  .help = "what tokens cost, in YAML: tell what the runs did",
	  .offset = offsetof(struct values, prices) },
	GAMUT_OPTION_END,
};

static enum gamut_exit run(int argc, char **argv)
{
	struct values values = { 0 };
	struct gamut_scoring scoring = { 0 };
	struct gamut_operands folders;
	enum gamut_exit code;

	if (!gamut_command_begin(&code, &values, &folders,
	                         &gamut_command_report, argc, argv))
		return code;
	scoring.prices = values.prices;
	return gamut_scoring_command(&scoring, &folders, gamut_scoring_add_run,
	                             values.format,
	                             "name a run directory, such as one of "
	                             "those in results/");
}

const struct gamut_command gamut_command_report = {
	.name = "report",
	.synopsis = "RUN... [options]",
	.summary = "report on runs: table, JSON, CSV or Markdown",
	.details = "",
	.options = options,
	.run = run,
};
