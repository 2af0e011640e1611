/* gamut verify: is this answer valid? */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "runner/cli/command.h"
#include "runner/cli/filter.h"
#include "runner/cli/known.h"
#include "runner/measure/extract.h"

struct values {
	const char *format;
	bool is_jsonl;
	bool extracts;
	bool skips_bad_lines;
	struct gamut_texts task_files;
};

static const struct gamut_option options[] = {
	{ .name = "jsonl",
	  .kind = GAMUT_OPTION_FLAG,
	  .help = "read {\"task\",\"text\"} lines on standard input",
	  .offset = offsetof(struct values, is_jsonl) },
	{ .name = "extract",
	  .kind = GAMUT_OPTION_FLAG,
	  .help = "extract the answer from each text first, as scoring does",
	  .offset = offsetof(struct values, extracts) },
	{ .name = "skip-bad-lines",
	  .kind = GAMUT_OPTION_FLAG,
	  .help = "with --jsonl: count malformed lines and go on",
	  .offset = offsetof(struct values, skips_bad_lines) },
	{ .name = "format",
	  .kind = GAMUT_OPTION_TEXT,
	  .values = "table json csv markdown",
	  .argument = "NAME",
	  .help = "table (default), json (one object a line), csv or "
	          "markdown",
	  .offset = offsetof(struct values, format) },
	GAMUT_KNOWN_ROW(offsetof(struct values, task_files)),
	GAMUT_OPTION_END,
};

/* ---------------------------------------------------- answers as operands */

/* One judged answer. */
struct judged {
	const char *task;
	struct gamut_str text;
	struct gamut_verdict verdict;
};

static void write_line(struct gamut_buf *out, const struct judged *judged)
{
	struct gamut_verdict verdict = judged->verdict;
	bool is_valid = gamut_verdict_is_valid(verdict);

	gamut_buf_addf(out, "%-8s ", is_valid ? "valid" : "invalid");
	gamut_text_show(out, judged->text, 200);
	if (is_valid) {
		gamut_buf_addf(out, "  (canonical: ");
		gamut_text_show(out, verdict.canonical, 200);
		gamut_buf_addf(out, ")\n");
	} else {
		gamut_buf_addf(out, "  (%s: %s)\n",
		               gamut_reason_name(verdict.reason),
		               gamut_reason_text(verdict.reason));
	}
}

static void write_object(struct gamut_buf *out, const struct judged *judged)
{
	struct gamut_json json = { .out = out };

	gamut_json_open(&json, '{');
	gamut_json_key(&json, "task");
	gamut_json_cstr(&json, judged->task);
	gamut_json_key(&json, "text");
	gamut_json_str(&json, judged->text);
	gamut_filter_add_verdict(&json, judged->verdict);
	gamut_json_close(&json, '}');
	gamut_buf_add_char(out, '\n');
}

static void write_grid(struct gamut_buf *out, const struct judged *judged,
                       size_t count, enum gamut_format format)
{
	static const char *const titles[] = { "task", "text", "valid",
		                              "canonical", "reason" };
	struct gamut_grid grid = { .columns = GAMUT_ARRAY_LEN(titles) };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(titles); i++)
		gamut_grid_add(&grid, gamut_str_of(titles[i]));
	for (size_t i = 0; i < count; i++) {
		struct gamut_verdict verdict = judged[i].verdict;
		bool is_valid = gamut_verdict_is_valid(verdict);
		const char *reason = is_valid ?
		                             "" :
		                             gamut_reason_name(verdict.reason);

		gamut_grid_add(&grid, gamut_str_of(judged[i].task));
		gamut_grid_add(&grid, judged[i].text);
		gamut_grid_add(&grid,
		               gamut_str_of(is_valid ? "true" : "false"));
		gamut_grid_add(&grid, verdict.canonical);
		gamut_grid_add(&grid, gamut_str_of(reason));
	}
	if (format == GAMUT_FORMAT_CSV)
		gamut_report_grid_csv(out, &grid);
	else
		gamut_report_grid_markdown(out, &grid);
	gamut_grid_release(&grid);
}

static void write_all(struct gamut_buf *out, const struct judged *judged,
                      size_t count, enum gamut_format format)
{
	if (format == GAMUT_FORMAT_CSV || format == GAMUT_FORMAT_MARKDOWN) {
		write_grid(out, judged, count, format);
		return;
	}
	for (size_t i = 0; i < count; i++)
		if (format == GAMUT_FORMAT_JSON)
			write_object(out, &judged[i]);
		else
			write_line(out, &judged[i]);
}

static struct judged judge(const struct gamut_checker *checker,
                           const char *text, bool extracts,
                           struct gamut_arena *arena)
{
	struct gamut_str answer = gamut_str_of(text);

	if (extracts)
		answer = gamut_extract(answer).text;
	return (struct judged){
		.task = gamut_checker_task(checker)->name,
		.text = gamut_str_of(text),
		.verdict = gamut_checker_verify(checker, answer, arena),
	};
}

/* The task `name`, which may be the path of a task file. */
static enum gamut_status find_checker(const struct gamut_checker **out,
                                      const char *name,
                                      struct gamut_catalog *catalog,
                                      const struct gamut_suite *suite,
                                      struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	const struct gamut_task **tasks;
	size_t count;
	enum gamut_status status = gamut_catalog_select(&tasks, &count, catalog,
	                                                name, &arena, err);

	if (!status && count != 1)
		status = gamut_error(err, GAMUT_EINVAL,
		                     "'%s' names %zu tasks, and one is wanted",
		                     name, count);
	if (!status)
		status = gamut_suite_require(out, suite,
		                             gamut_str_of(tasks[0]->name), err);
	gamut_arena_clear(&arena);
	return status;
}

static enum gamut_status verify_operands(bool *is_all_valid,
                                         const struct values *values,
                                         const struct gamut_operands *words,
                                         struct gamut_catalog *catalog,
                                         const struct gamut_suite *suite,
                                         struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	struct gamut_buf out = { 0 };
	const struct gamut_checker *checker;
	struct judged *judged;
	enum gamut_format format;
	enum gamut_status status;

	if (words->count < 2)
		return gamut_error(err, GAMUT_EINVAL,
		                   "name a task and at least one answer: "
		                   "gamut verify prime_numbers 617 7.5");
	status = gamut_command_format(&format, values->format, err);
	if (!status)
		status = find_checker(&checker, words->items[0], catalog, suite,
		                      err);
	if (status)
		return status;
	judged = gamut_arena_new(&arena, struct judged, words->count - 1);
	for (size_t i = 1; i < words->count && !status; i++) {
		judged[i - 1] = judge(checker, words->items[i],
		                      values->extracts, &arena);
		if (!gamut_verdict_is_valid(judged[i - 1].verdict))
			*is_all_valid = false;
		if (judged[i - 1].verdict.reason == GAMUT_REASON_UNCHECKED)
			status = gamut_checker_fault(checker, err);
	}
	if (!status) {
		write_all(&out, judged, words->count - 1, format);
		status = gamut_print(&out, err);
	}
	gamut_buf_release(&out);
	gamut_arena_clear(&arena);
	return status;
}

static enum gamut_status verify_stdin(bool *is_all_valid,
                                      const struct values *values,
                                      const struct gamut_suite *suite,
                                      struct gamut_err *err)
{
	struct gamut_filter filter = {
		.extracts = values->extracts,
		.skips_bad_lines = values->skips_bad_lines,
		.suite = suite,
	};
	enum gamut_status status = gamut_filter_run(&filter, err);

	if (filter.skipped)
		gamut_tell("%zu malformed lines were skipped", filter.skipped);
	*is_all_valid = !filter.has_invalid;
	return status;
}

static enum gamut_status check_values(const struct values *values,
                                      const struct gamut_operands *words,
                                      struct gamut_err *err)
{
	if (!values->is_jsonl)
		return GAMUT_OK;
	if (values->format)
		return gamut_error(err, GAMUT_EINVAL,
		                   "--jsonl writes JSON Lines, and takes no "
		                   "--format");
	if (words->count > 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "--jsonl reads standard input and takes no "
		                   "operands, but '%s' is one",
		                   words->items[0]);
	return GAMUT_OK;
}

static enum gamut_status verify_all(bool *is_all_valid,
                                    const struct values *values,
                                    const struct gamut_operands *words,
                                    struct gamut_err *err)
{
	struct gamut_catalog *catalog;
	struct gamut_suite *suite;
	enum gamut_status status = check_values(values, words, err);

	if (!status)
		status = gamut_known_open(&catalog, &values->task_files, err);
	if (status)
		return status;
	suite = gamut_suite_of(catalog);
	status = values->is_jsonl ?
	                 verify_stdin(is_all_valid, values, suite, err) :
	                 verify_operands(is_all_valid, values, words, catalog,
	                                 suite, err);
	gamut_suite_free(suite);
	gamut_catalog_free(catalog);
	return status;
}

static enum gamut_exit run(int argc, char **argv)
{
	struct values values = { 0 };
	struct gamut_operands words;
	struct gamut_err err = { 0 };
	enum gamut_exit code = GAMUT_EXIT_DONE;
	enum gamut_status status;
	bool is_all_valid = true;

	if (!gamut_command_begin(&code, &values, &words, &gamut_command_verify,
	                         argc, argv))
		return code;
	status = verify_all(&is_all_valid, &values, &words, &err);
	free(values.task_files.items);
	if (status)
		return gamut_fail(status, &err);
	return is_all_valid ? GAMUT_EXIT_DONE : GAMUT_EXIT_CHECK_FAILED;
}

const struct gamut_command gamut_command_verify = {
	.name = "verify",
	.synopsis = "TASK ANSWER... [options], or --jsonl",
	.summary = "say whether answers are valid, and why not",
	.details =
		"Checks each ANSWER as it stands; --extract takes the answer "
		"out of a raw\ncompletion first. With --jsonl, prints the "
		"lines of standard input with\n\"valid\", \"canonical\" and "
		"\"reason\" added, in order. Exit status 1 where an\nanswer is "
		"invalid.\n",
	.options = options,
	.run = run,
};
