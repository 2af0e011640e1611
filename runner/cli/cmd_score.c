/* gamut score: verify and measure stored or foreign completions. */
#include "base/file.h"
#include "runner/cli/command.h"
#include "runner/cli/scoring.h"

struct values {
	const char *format;
	bool writes_samples;
	bool skips_bad_lines;
};

static const struct gamut_option options[] = {
	{ .name = "format",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "NAME",
	  .help = "table (default), json, csv or markdown",
	  .offset = offsetof(struct values, format) },
	{ .name = "samples",
	  .kind = GAMUT_OPTION_FLAG,
	  .help = "also write samples.jsonl, a line a completion, into each run",
	  .offset = offsetof(struct values, writes_samples) },
	{ .name = "skip-bad-lines",
	  .kind = GAMUT_OPTION_FLAG,
	  .help = "count malformed lines of a file and go on",
	  .offset = offsetof(struct values, skips_bad_lines) },
	GAMUT_OPTION_END,
};

static enum gamut_status add(struct gamut_scoring *scoring, const char *path,
                             struct gamut_err *err)
{
	if (gamut_file_is_folder(path))
		return gamut_scoring_add_run(scoring, path, err);
	if (scoring->writes_samples)
		return gamut_error(err, GAMUT_EINVAL,
		                   "--samples writes into run directories, and "
		                   "'%s' is none",
		                   path);
	return gamut_scoring_add_file(scoring, path, err);
}

static enum gamut_exit run(int argc, char **argv)
{
	struct values values = { 0 };
	struct gamut_scoring scoring = { 0 };
	struct gamut_operands paths;
	struct gamut_err err = { 0 };
	enum gamut_exit code = GAMUT_EXIT_DONE;
	enum gamut_format format;
	enum gamut_status status;

	if (!gamut_command_begin(&code, &values, &paths, &gamut_command_score,
	                         argc, argv))
		return code;
	scoring.writes_samples = values.writes_samples;
	scoring.skips_bad_lines = values.skips_bad_lines;
	status = gamut_scoring_format(&format, values.format, &err);
	if (!status && paths.count == 0)
		status = gamut_error(&err, GAMUT_EINVAL,
		                     "name a run directory or a JSONL file; "
		                     "'-' is standard input");
	if (!status)
		status = gamut_scoring_open(&scoring, &err);
	for (size_t i = 0; !status && i < paths.count; i++)
		status = add(&scoring, paths.items[i], &err);
	if (!status)
		status = gamut_scoring_print(&scoring, format, &err);
	if (status)
		code = gamut_fail(status, &err);
	else if (scoring.is_incomplete)
		code = GAMUT_EXIT_INCOMPLETE;
	gamut_scoring_close(&scoring);
	return code;
}

const struct gamut_command gamut_command_score = {
	.name = "score",
	.synopsis = "RUN_OR_FILE... [options]",
	.summary = "verify and measure stored or foreign completions",
	.details =
		"A RUN is a run directory; its summary.json is written anew. "
		"A FILE holds JSON\nLines with \"task\" and \"text\", and "
		"optionally \"setting\" and \"model\"; '-' is\nstandard "
		"input.\n",
	.options = options,
	.run = run,
};
