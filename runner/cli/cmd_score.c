/* gamut score: verify and measure stored or foreign completions. */
#include <stdlib.h>

#include "base/file.h"
#include "runner/cli/command.h"
#include "runner/cli/scoring.h"

struct values {
	const char *format;
	const char *prices;
	bool writes_samples;
	bool skips_bad_lines;
	struct gamut_texts task_files;
};

static const struct gamut_option options[] = {
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
	{ .name = "samples",
	  .kind = GAMUT_OPTION_FLAG,
	  .help = "also write samples.jsonl, a line a completion, into each run",
	  .offset = offsetof(struct values, writes_samples) },
	{ .name = "skip-bad-lines",
	  .kind = GAMUT_OPTION_FLAG,
	  .help = "count malformed lines of a file and go on",
	  .offset = offsetof(struct values, skips_bad_lines) },
	GAMUT_KNOWN_ROW(offsetof(struct values, task_files)),
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
	enum gamut_exit code;

	if (!gamut_command_begin(&code, &values, &paths, &gamut_command_score,
	                         argc, argv))
		return code;
	scoring.prices = values.prices;
	scoring.task_files = values.task_files;
	scoring.writes_samples = values.writes_samples;
	scoring.skips_bad_lines = values.skips_bad_lines;
	code = gamut_scoring_command(&scoring, &paths, add, values.format,
	                             "name a run directory or a JSONL file; "
	                             "'-' is standard input");
	free(values.task_files.items);
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
