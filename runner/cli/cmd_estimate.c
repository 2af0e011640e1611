/* gamut estimate: the estimators behind the reports, for given counts. */
#include <string.h>

#include "base/lines.h"
#include "runner/cli/command.h"
#include "runner/cli/estimate_input.h"
#include "runner/cli/estimate_output.h"

/* Longer lines are malformed: a million counts are below it. */
#define LINE_MAX_BYTES ((size_t)64 * 1024 * 1024)

struct values {
	struct gamut_estimate_words words;
	const char *format;
};

static const struct gamut_option options[] = {
	{ .name = "counts",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "C,...",
	  .help = "how often each valid answer occurred",
	  .offset = offsetof(struct values, words.counts) },
	{ .name = "invalid",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "N",
	  .help = "completions that are not valid (0)",
	  .offset = offsetof(struct values, words.invalid) },
	{ .name = "space",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "M",
	  .help = "valid answers that there are (unbounded)",
	  .offset = offsetof(struct values, words.space) },
	{ .name = "at",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "K,...",
	  .help = "estimate the yield at K completions, too",
	  .offset = offsetof(struct values, words.at) },
	{ .name = "target",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "W,...",
	  .help = "how often each of them ought to come: weights",
	  .offset = offsetof(struct values, words.target) },
	{ .name = "base-counts",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "C,...",
	  .help = "compare: counts of the same answers in another sample",
	  .offset = offsetof(struct values, words.base_counts) },
	{ .name = "base-invalid",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "N",
	  .help = "its completions that are not valid (0)",
	  .offset = offsetof(struct values, words.base_invalid) },
	{ .name = "format",
	  .kind = GAMUT_OPTION_TEXT,
	  .values = "json table csv markdown",
	  .argument = "NAME",
	  .help = "json (default), table, csv or markdown",
	  .offset = offsetof(struct values, format) },
	GAMUT_OPTION_END,
};

static enum gamut_status estimate(enum gamut_format format,
                                  const struct gamut_estimate_input *input,
                                  struct gamut_arena *arena,
                                  struct gamut_err *err)
{
	struct gamut_estimates estimates = gamut_estimates_of(input, arena);
	struct gamut_buf out = { 0 };

	gamut_estimate_write(&out, format, input, &estimates);
	return gamut_command_print(&out, err);
}

static enum gamut_status estimate_words(const struct values *values,
                                        struct gamut_err *err)
{
	struct gamut_estimate_input input;
	struct gamut_arena arena = { 0 };
	enum gamut_format format;
	enum gamut_status status;

	status = gamut_command_format(
		&format, values->format ? values->format : "json", err);
	if (!status)
		status = gamut_estimate_read_words(&input, &values->words,
		                                   &arena, err);
	if (!status)
		status = estimate(format, &input, &arena, err);
	gamut_arena_clear(&arena);
	return status;
}

static enum gamut_status estimate_line(const struct gamut_line *line,
                                       struct gamut_arena *arena,
                                       struct gamut_err *err)
{
	static const struct gamut_str bom = { "\xef\xbb\xbf", 3 };
	struct gamut_str text = line->text;
	struct gamut_estimate_input input;
	enum gamut_status status;
	cJSON *object;

	if (line->is_too_long)
		return gamut_error(err, GAMUT_EPARSE,
		                   "the line has more than %zu bytes",
		                   LINE_MAX_BYTES);
	if (line->number == 1 && gamut_str_starts_with(text, bom))
		text = gamut_str_skip(text, bom.len);
	if (gamut_str_trim(text).len == 0)
		return GAMUT_OK;
	object = gamut_json_parse(text, err);
	if (!object)
		return GAMUT_EPARSE;
	status = gamut_estimate_read_object(&input, object, arena, err);
	cJSON_Delete(object);
	if (!status)
		status = estimate(GAMUT_FORMAT_JSON, &input, arena, err);
	gamut_arena_reset(arena);
	return status;
}

/* One object out for each, as soon as it is there. */
static enum gamut_status estimate_stdin(struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	enum gamut_status status;
	struct gamut_lines *lines;
	struct gamut_line line;
	bool has_more = true;

	status = gamut_lines_open(&lines, "-", LINE_MAX_BYTES, err);
	if (status)
		return status;
	while (!status) {
		status = gamut_lines_next(lines, &line, &has_more, err);
		if (status || !has_more)
			break;
		if (estimate_line(&line, &arena, err))
			status = gamut_error_at(err, "<stdin>:%zu",
			                        line.number);
	}
	gamut_lines_close(lines);
	gamut_arena_clear(&arena);
	return status;
}

/* Without --counts, what there is to estimate comes line by line. */
static enum gamut_status check_values(const struct values *values,
                                      const struct gamut_operands *operands,
                                      struct gamut_err *err)
{
	const struct gamut_estimate_words *words = &values->words;

	if (operands->count > 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "counts are given as --counts 18,12,9 or on "
		                   "standard input, but '%s' is an operand",
		                   operands->items[0]);
	if (!words->counts &&
	    (words->invalid || words->space || words->at || words->target ||
	     words->base_counts || words->base_invalid))
		return gamut_error(
			err, GAMUT_EINVAL,
			"without --counts, all numbers are read "
			"from standard input: give --counts, or none "
			"of the options");
	if (!words->counts && values->format &&
	    strcmp(values->format, "json") != 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "lines on standard input give JSON Lines; "
		                   "--format goes with --counts");
	return GAMUT_OK;
}

static enum gamut_exit run(int argc, char **argv)
{
	struct values values = { 0 };
	struct gamut_operands operands;
	struct gamut_err err = { 0 };
	enum gamut_exit code = GAMUT_EXIT_DONE;
	enum gamut_status status;

	if (!gamut_command_begin(&code, &values, &operands,
	                         &gamut_command_estimate, argc, argv))
		return code;
	status = check_values(&values, &operands, &err);
	if (!status && values.words.counts)
		status = estimate_words(&values, &err);
	else if (!status)
		status = estimate_stdin(&err);
	return status ? gamut_fail(status, &err) : code;
}

const struct gamut_command gamut_command_estimate = {
	.name = "estimate",
	.synopsis = "--counts C,... [options], or JSON Lines on standard input",
	.summary = "compute the estimators for given counts",
	.details =
		"Prints validity, yield, and what follows from them, with their "
		"errors, as\ndocs/metrics.md explains them. Without --counts, "
		"reads lines such as\n\n"
		"  {\"counts\":[18,12,9,1,1],\"invalid\":9,\"space\":null,"
		"\"at\":[25]}\n\n"
		"and prints an object for each, in order; \"target\", "
		"\"base_counts\" and\n\"base_invalid\" may be there, too. What is undefined is "
		"null.\n",
	.options = options,
	.run = run,
};
