/* gamut verify: is this answer valid? */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/json.h"
#include "base/lines.h"
#include "base/text.h"
#include "runner/cli/command.h"
#include "runner/measure/extract.h"
#include "runner/plan/plan.h"
#include "tasks/registry.h"

/* Output is written in pieces of about this size. */
#define FLUSH_BYTES ((size_t)256 * 1024)

struct values {
	const char *format;
	bool is_jsonl;
	bool extracts;
	bool skips_bad_lines;
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
	  .argument = "NAME",
	  .help = "table (default) or json, one object a line",
	  .offset = offsetof(struct values, format) },
	GAMUT_OPTION_END,
};

static struct gamut_verdict judge(const struct gamut_checker *checker,
                                  struct gamut_str text, bool extracts,
                                  struct gamut_arena *arena)
{
	if (extracts)
		text = gamut_extract(text).text;
	return gamut_checker_verify(checker, text, arena);
}

/* Add the three members that every line of output ends in. */
static void write_verdict(struct gamut_json *json, struct gamut_verdict verdict)
{
	bool is_valid = gamut_verdict_is_valid(verdict);

	gamut_json_key(json, "valid");
	gamut_json_bool(json, is_valid);
	gamut_json_key(json, "canonical");
	if (is_valid)
		gamut_json_str(json, verdict.canonical);
	else
		gamut_json_null(json);
	gamut_json_key(json, "reason");
	if (is_valid)
		gamut_json_null(json);
	else
		gamut_json_cstr(json, gamut_reason_name(verdict.reason));
}

/* ---------------------------------------------------- answers as operands */

static void write_row(struct gamut_buf *out, struct gamut_str answer,
                      struct gamut_verdict verdict)
{
	bool is_valid = gamut_verdict_is_valid(verdict);

	gamut_buf_addf(out, "%-8s ", is_valid ? "valid" : "invalid");
	gamut_text_show(out, answer, 200);
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

static void write_object(struct gamut_buf *out, const char *task,
                         struct gamut_str answer, struct gamut_verdict verdict)
{
	struct gamut_json json = { .out = out };

	gamut_json_open(&json, '{');
	gamut_json_key(&json, "task");
	gamut_json_cstr(&json, task);
	gamut_json_key(&json, "text");
	gamut_json_str(&json, answer);
	write_verdict(&json, verdict);
	gamut_json_close(&json, '}');
	gamut_buf_add_char(out, '\n');
}

static enum gamut_status open_task(struct gamut_suite **suite, const char *name,
                                   struct gamut_err *err)
{
	const struct gamut_task **tasks = gamut_alloc_array(gamut_task_count(),
	                                                    sizeof(*tasks));
	size_t count;
	enum gamut_status status = gamut_plan_tasks(tasks, &count, name, err);

	if (!status && count > 1)
		status = gamut_error(err, GAMUT_EINVAL,
		                     "'%s' names %zu tasks: name one", name,
		                     count);
	if (!status)
		status = gamut_suite_open(suite, tasks, count, err);
	free(tasks);
	return status;
}

static enum gamut_status verify_operands(bool *is_all_valid,
                                         const struct values *values,
                                         const struct gamut_operands *words,
                                         struct gamut_err *err)
{
	bool is_json = values->format && strcmp(values->format, "json") == 0;
	struct gamut_suite *suite;
	struct gamut_arena arena = { 0 };
	struct gamut_buf out = { 0 };
	enum gamut_status status;

	if (words->count < 2)
		return gamut_error(err, GAMUT_EINVAL,
		                   "name a task and at least one answer: "
		                   "gamut verify prime_numbers 617 7.5");
	status = open_task(&suite, words->items[0], err);
	if (status)
		return status;
	for (size_t i = 1; i < words->count; i++) {
		struct gamut_str answer = gamut_str_of(words->items[i]);
		struct gamut_verdict verdict = judge(gamut_suite_at(suite, 0),
		                                     answer, values->extracts,
		                                     &arena);

		if (!gamut_verdict_is_valid(verdict))
			*is_all_valid = false;
		if (is_json)
			write_object(&out, words->items[0], answer, verdict);
		else
			write_row(&out, answer, verdict);
	}
	status = gamut_print(&out, err);
	gamut_buf_release(&out);
	gamut_arena_clear(&arena);
	gamut_suite_free(suite);
	return status;
}

/* --------------------------------------------------------- JSON Lines */

/* `line`, an object, with the verdict's members added at its end. */
static void write_line(struct gamut_buf *out, struct gamut_str line,
                       cJSON *object, struct gamut_verdict verdict,
                       struct gamut_arena *arena)
{
	static const char *const ours[] = { "valid", "canonical", "reason" };
	struct gamut_json json = { .out = out, .wants_comma = true };
	struct gamut_str body = gamut_str_trim(gamut_text_repair(line, arena));
	char *rewritten = NULL;

	/* The line's own text, unless it has such members already. */
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(ours); i++)
		if (cJSON_HasObjectItem(object, ours[i])) {
			cJSON_DeleteItemFromObjectCaseSensitive(object,
			                                        ours[i]);
			cJSON_free(rewritten);
			rewritten = cJSON_PrintUnformatted(object);
			body = gamut_str_of(rewritten);
		}
	gamut_buf_add(out, gamut_str_head(body, body.len - 1));
	write_verdict(&json, verdict);
	gamut_json_close(&json, '}');
	gamut_buf_add_char(out, '\n');
	cJSON_free(rewritten);
}

static enum gamut_status verify_line(struct gamut_buf *out, bool *is_all_valid,
                                     const struct gamut_suite *suite,
                                     struct gamut_str line, bool extracts,
                                     struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	cJSON *object = gamut_json_parse(line, err);
	const struct gamut_checker *checker = NULL;
	enum gamut_status status = GAMUT_OK;
	struct gamut_verdict verdict;
	struct gamut_str task;
	struct gamut_str text;

	if (!object)
		return GAMUT_EPARSE;
	if (!gamut_json_get_str(object, "task", &task) ||
	    !gamut_json_get_str(object, "text", &text))
		status = gamut_error(err, GAMUT_EPARSE,
		                     "not an object with the strings \"task\" "
		                     "and \"text\"");
	else
		status = gamut_suite_require(&checker, suite, task, err);
	if (!status && checker) {
		verdict = judge(checker, text, extracts, &arena);
		if (!gamut_verdict_is_valid(verdict))
			*is_all_valid = false;
		write_line(out, line, object, verdict, &arena);
	}
	cJSON_Delete(object);
	gamut_arena_clear(&arena);
	return status;
}

static enum gamut_status verify_lines(struct gamut_buf *out, bool *is_all_valid,
                                      size_t *skipped,
                                      struct gamut_lines *lines,
                                      const struct gamut_suite *suite,
                                      const struct values *values,
                                      struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;
	struct gamut_line line;
	bool has_more = true;

	while (!status) {
		status = gamut_lines_next(lines, &line, &has_more, err);
		if (status || !has_more)
			break;
		if (gamut_str_trim(line.text).len == 0 && !line.is_too_long)
			continue;
		if (line.is_too_long)
			status = gamut_error(err, GAMUT_EPARSE,
			                     "the line is too long");
		else
			status = verify_line(out, is_all_valid, suite,
			                     line.text, values->extracts, err);
		if (status && values->skips_bad_lines) {
			++*skipped;
			status = GAMUT_OK;
		} else if (status) {
			gamut_error_at(err, "<stdin>:%zu", line.number);
		}
		if (!status && out->len > FLUSH_BYTES) {
			status = gamut_print(out, err);
			gamut_buf_clear(out);
		}
	}
	return status;
}

static enum gamut_status verify_stdin(bool *is_all_valid,
                                      const struct values *values,
                                      struct gamut_err *err)
{
	struct gamut_lines *lines = NULL;
	struct gamut_suite *suite;
	struct gamut_buf out = { 0 };
	struct gamut_err ignored = { 0 };
	enum gamut_status status;
	size_t skipped = 0;

	status = gamut_suite_open_all(&suite, err);
	if (status)
		return status;
	status = gamut_lines_open(&lines, "-", (size_t)64 * 1024 * 1024, err);
	if (!status)
		status = verify_lines(&out, is_all_valid, &skipped, lines,
		                      suite, values, err);
	/* What was judged before a bad line is printed all the same. */
	if (gamut_print(&out, status ? &ignored : err) && !status)
		status = GAMUT_EIO;
	if (skipped)
		fprintf(stderr, "gamut: %zu malformed lines were skipped\n",
		        skipped);
	gamut_buf_release(&out);
	gamut_lines_close(lines);
	gamut_suite_free(suite);
	return status;
}

static enum gamut_status check_values(const struct values *values,
                                      const struct gamut_operands *words,
                                      struct gamut_err *err)
{
	struct gamut_str format = gamut_str_of(values->format ? values->format :
	                                                        "table");

	if (!gamut_str_eq(format, GAMUT_STR("table")) &&
	    !gamut_str_eq(format, GAMUT_STR("json")))
		return gamut_error(err, GAMUT_EINVAL,
		                   "--format: '%s' is neither table nor json",
		                   values->format);
	if (values->is_jsonl && words->count > 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "--jsonl reads standard input and takes no "
		                   "operands, but '%s' is one",
		                   words->items[0]);
	return GAMUT_OK;
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
	status = check_values(&values, &words, &err);
	if (!status && values.is_jsonl)
		status = verify_stdin(&is_all_valid, &values, &err);
	else if (!status)
		status = verify_operands(&is_all_valid, &values, &words, &err);
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
