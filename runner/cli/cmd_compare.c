/* gamut compare: is a candidate worse than its base? */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "runner/cli/command.h"
#include "runner/cli/comparing.h"

struct values {
	const char *baseline;
	struct gamut_texts allow;
	bool rescores;
	double margin_validity; /* points */
	double margin_yield;
	double level;
	const char *form;
	const char *format;
	struct gamut_texts writes;
	struct gamut_texts task_files;
};

static const struct gamut_option options[] = {
	{ .name = "baseline",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "RUN",
	  .help = "the base, instead of the first operand",
	  .offset = offsetof(struct values, baseline) },
	{ .name = "margin-validity",
	  .kind = GAMUT_OPTION_NUMBER,
	  .argument = "POINTS",
	  .help = "tolerated drop of the mean validity, of 100 points (2)",
	  .section = "The gate",
	  .offset = offsetof(struct values, margin_validity) },
	{ .name = "margin-yield",
	  .kind = GAMUT_OPTION_NUMBER,
	  .argument = "ANSWERS",
	  .help = "tolerated drop of the mean yield (2)",
	  .offset = offsetof(struct values, margin_yield) },
	{ .name = "level",
	  .kind = GAMUT_OPTION_NUMBER,
	  .argument = "P",
	  .help = "of all tests and bounds (0.05)",
	  .offset = offsetof(struct values, level) },
	{ .name = "yield",
	  .kind = GAMUT_OPTION_TEXT,
	  .values = "canonical raw",
	  .argument = "FORM",
	  .help = "which answers are one: canonical (default) or raw",
	  .offset = offsetof(struct values, form) },
	{ .name = "allow",
	  .kind = GAMUT_OPTION_TEXTS,
	  .argument = "WHAT,...",
	  .help = "compare all the same: " GAMUT_MISFIT_LIST,
	  .section = "What may differ",
	  .offset = offsetof(struct values, allow) },
	{ .name = "rescore",
	  .kind = GAMUT_OPTION_FLAG,
	  .help = "as --allow rules, and say which verdicts that changed",
	  .offset = offsetof(struct values, rescores) },
	{ .name = "format",
	  .kind = GAMUT_OPTION_TEXT,
	  .values = "table json csv markdown junit github",
	  .argument = "NAME",
	  .help = "table (default), json, csv, markdown, junit or github",
	  .section = "Output",
	  .offset = offsetof(struct values, format) },
	{ .name = "write",
	  .kind = GAMUT_OPTION_TEXTS,
	  .argument = "NAME=FILE",
	  .help = "also write that format into a file; may be repeated",
	  .offset = offsetof(struct values, writes) },
	GAMUT_KNOWN_ROW(offsetof(struct values, task_files)),
	GAMUT_OPTION_END,
};

static enum gamut_status allow_one(struct gamut_comparing *comparing,
                                   struct gamut_str name, struct gamut_err *err)
{
	enum gamut_misfit misfit = gamut_misfit_find(name);

	if (misfit == GAMUT_MISFIT_COUNT)
		return gamut_error(
			err, GAMUT_EINVAL,
			"--allow knows no '%.*s': give " GAMUT_MISFIT_LIST,
			GAMUT_STR_ARG(name));
	comparing->is_allowed[misfit] = true;
	return GAMUT_OK;
}

static enum gamut_status allow(struct gamut_comparing *comparing,
                               const struct values *values,
                               struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	comparing->rescores = values->rescores;
	comparing->is_allowed[GAMUT_MISFIT_RULES] = values->rescores;
	for (size_t i = 0; i < values->allow.count; i++) {
		struct gamut_str rest = gamut_str_of(values->allow.items[i]);
		struct gamut_str name;

		while (!status && gamut_str_take_field(&rest, ',', &name))
			status = allow_one(comparing, name, err);
	}
	return status;
}

static enum gamut_status find_form(enum gamut_form *form, const char *name,
                                   struct gamut_err *err)
{
	*form = GAMUT_FORM_CANONICAL;
	if (!name || strcmp(name, "canonical") == 0)
		return GAMUT_OK;
	*form = GAMUT_FORM_RAW;
	if (strcmp(name, "raw") == 0)
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EINVAL,
	                   "--yield is canonical or raw, not '%s'", name);
}

static enum gamut_status find_format(enum gamut_compare_format *format,
                                     struct gamut_str name,
                                     struct gamut_err *err)
{
	if (gamut_compare_format_find(format, name))
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EINVAL, "no format '%.*s': there are %s",
	                   GAMUT_STR_ARG(name), gamut_compare_format_list());
}

static enum gamut_status check_writes(const struct values *values,
                                      struct gamut_err *err)
{
	enum gamut_compare_format format;
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < values->writes.count && !status; i++) {
		struct gamut_str file = gamut_str_of(values->writes.items[i]);
		struct gamut_str name = GAMUT_STR_EMPTY;

		gamut_str_take_field(&file, '=', &name);
		if (file.len == 0 || gamut_str_eq(file, GAMUT_STR("-")))
			return gamut_error(err, GAMUT_EINVAL,
			                   "--write wants NAME=FILE, such as "
			                   "junit=gamut.xml, not '%s'",
			                   values->writes.items[i]);
		status = find_format(&format, name, err);
	}
	return status;
}

static enum gamut_status read_values(struct gamut_comparing *comparing,
                                     enum gamut_compare_format *format,
                                     const struct values *values,
                                     struct gamut_err *err)
{
	enum gamut_status status = gamut_command_check_range(
		"margin-validity", values->margin_validity,
		GAMUT_COMPARE_POINTS, err);

	if (!status)
		status = gamut_command_check_range(
			"margin-yield", values->margin_yield, HUGE_VAL, err);
	if (!status)
		status = gamut_command_check_range("level", values->level, 0.5,
		                                   err);
	if (!status)
		status = find_form(&comparing->options.form, values->form, err);
	if (!status)
		status = find_format(
			format,
			gamut_str_of(values->format ? values->format : "table"),
			err);
	if (!status)
		status = check_writes(values, err);
	if (!status)
		status = allow(comparing, values, err);
	comparing->options.level = values->level;
	comparing->options.margins[GAMUT_COMPARE_VALIDITY] =
		values->margin_validity / GAMUT_COMPARE_POINTS;
	comparing->options.margins[GAMUT_COMPARE_YIELD] = values->margin_yield;
	return status;
}

static enum gamut_exit code_of(enum gamut_gate verdict)
{
	switch (verdict) {
	case GAMUT_GATE_PASS:
		return GAMUT_EXIT_DONE;
	case GAMUT_GATE_REGRESSION:
		return GAMUT_EXIT_CHECK_FAILED;
	case GAMUT_GATE_UNDECIDED:
		return GAMUT_EXIT_UNDECIDED;
	}
	GAMUT_BUG("no verdict %d", (int)verdict);
}

static enum gamut_status write_file(
	const struct gamut_compare_document *document, const char *request,
	struct gamut_err *err)
{
	static const struct gamut_report_options plain = { .columns = 100 };
	struct gamut_str file = gamut_str_of(request);
	struct gamut_str name;
	enum gamut_compare_format format;
	struct gamut_buf text = { 0 };
	enum gamut_status status;

	gamut_str_take_field(&file, '=', &name);
	status = find_format(&format, name, err);
	if (status)
		return status;
	gamut_compare_write(&text, document, format, &plain);
	status = gamut_file_put(file.ptr, gamut_buf_view(&text), err);
	gamut_buf_release(&text);
	return status;
}

static enum gamut_status tell(struct gamut_comparing *comparing,
                              enum gamut_compare_format format,
                              const struct values *values,
                              struct gamut_err *err)
{
	const struct gamut_compare_document document =
		gamut_comparing_document(comparing);
	const struct gamut_report_options look = gamut_command_look();
	struct gamut_buf text = { 0 };
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < values->writes.count && !status; i++)
		status = write_file(&document, values->writes.items[i], err);
	if (status)
		return status;
	gamut_compare_write(&text, &document, format, &look);
	status = gamut_print_verdict(&text, code_of(comparing->result.verdict),
	                             err);
	gamut_buf_release(&text);
	return status;
}

static enum gamut_status find_paths(const char *paths[2],
                                    const struct values *values,
                                    const struct gamut_operands *operands,
                                    struct gamut_err *err)
{
	size_t wanted = values->baseline ? 1 : 2;

	if (operands->count != wanted)
		return gamut_error(err, GAMUT_EINVAL,
		                   values->baseline ?
		                           "with --baseline, name one run: the "
		                           "candidate" :
		                           "name two runs: the base and the "
		                           "candidate");
	paths[0] = values->baseline ? values->baseline : operands->items[0];
	paths[1] = operands->items[wanted - 1];
	return GAMUT_OK;
}

static enum gamut_exit run(int argc, char **argv)
{
	struct values values = { .margin_validity = 2,
		                 .margin_yield = 2,
		                 .level = 0.05 };
	struct gamut_comparing comparing = { 0 };
	enum gamut_compare_format format = GAMUT_COMPARE_FORMAT_TABLE;
	struct gamut_operands operands;
	struct gamut_err err = { 0 };
	const char *paths[2];
	enum gamut_exit code;
	enum gamut_status status;

	if (!gamut_command_begin(&code, &values, &operands,
	                         &gamut_command_compare, argc, argv))
		return code;
	comparing.sides.task_files = values.task_files;
	status = read_values(&comparing, &format, &values, &err);
	if (!status)
		status = find_paths(paths, &values, &operands, &err);
	if (!status)
		status = gamut_comparing_open(&comparing, paths, &err);
	if (!status)
		status = tell(&comparing, format, &values, &err);
	code = status ? gamut_fail(status, &err) :
	                code_of(comparing.result.verdict);
	gamut_comparing_close(&comparing);
	free(values.allow.items);
	free(values.writes.items);
	free(values.task_files.items);
	return code;
}

const struct gamut_command gamut_command_compare = {
	.name = "compare",
	.synopsis = "BASE CANDIDATE [options], or --baseline BASE CANDIDATE",
	.summary = "tell whether a candidate is worse than its base",
	.details =
		"Both are run directories, or JSONL files as 'gamut score' takes "
		"them; both are\nverified anew. Runs that were not asked the same "
		"are refused. Exit status: 0 no\nworse than by the margins, 1 a "
		"regression, 4 the data cannot tell. docs/comparing.md\nexplains "
		"the tests.\n",
	.options = options,
	.run = run,
};
