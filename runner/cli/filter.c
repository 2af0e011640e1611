#include "runner/cli/filter.h"

#include "base/lines.h"
#include "base/text.h"
#include "runner/cli/command.h"
#include "runner/measure/extract.h"

/* Output is written in pieces of about this size. */
#define FLUSH_BYTES ((size_t)256 * 1024)

/* Longer lines are malformed: no completion is that long. */
#define LINE_MAX_BYTES ((size_t)64 * 1024 * 1024)

void gamut_filter_add_verdict(struct gamut_json *json,
                              struct gamut_verdict verdict)
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
	gamut_filter_add_verdict(&json, verdict);
	gamut_json_close(&json, '}');
	gamut_buf_add_char(out, '\n');
	cJSON_free(rewritten);
}

/* Judge the object in `line` and add it to `out`. */
static enum gamut_status filter_object(struct gamut_filter *filter,
                                       struct gamut_buf *out,
                                       struct gamut_str line, cJSON *object,
                                       struct gamut_err *err)
{
	const struct gamut_checker *checker;
	struct gamut_arena arena = { 0 };
	struct gamut_verdict verdict;
	struct gamut_str task;
	struct gamut_str text;

	if (!gamut_json_get_str(object, "task", &task) ||
	    !gamut_json_get_str(object, "text", &text))
		return gamut_error(err, GAMUT_EPARSE,
		                   "not an object with the strings \"task\" "
		                   "and \"text\"");
	if (gamut_suite_require(&checker, filter->suite, task, err))
		return GAMUT_EPARSE;
	if (filter->extracts)
		text = gamut_extract(text).text;
	verdict = gamut_checker_verify(checker, text, &arena);
	if (!gamut_verdict_is_valid(verdict))
		filter->has_invalid = true;
	write_line(out, line, object, verdict, &arena);
	gamut_arena_clear(&arena);
	return GAMUT_OK;
}

static enum gamut_status filter_line(struct gamut_filter *filter,
                                     struct gamut_buf *out,
                                     const struct gamut_line *line,
                                     struct gamut_err *err)
{
	enum gamut_status status;
	cJSON *object;

	if (line->is_too_long)
		return gamut_error(err, GAMUT_EPARSE,
		                   "the line has more than %zu bytes",
		                   LINE_MAX_BYTES);
	if (gamut_str_trim(line->text).len == 0)
		return GAMUT_OK;
	object = gamut_json_parse(line->text, err);
	if (!object)
		return GAMUT_EPARSE;
	status = filter_object(filter, out, line->text, object, err);
	cJSON_Delete(object);
	return status;
}

/* Filter the lines into `out`, which is written now and then. */
static enum gamut_status filter_lines(struct gamut_filter *filter,
                                      struct gamut_buf *out,
                                      struct gamut_lines *lines,
                                      struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;
	struct gamut_line line;
	bool has_more = true;

	while (!status) {
		status = gamut_lines_next(lines, &line, &has_more, err);
		if (status || !has_more)
			break;
		status = filter_line(filter, out, &line, err);
		if (status && filter->skips_bad_lines) {
			filter->skipped++;
			status = GAMUT_OK;
		}
		if (status)
			return gamut_error_at(err, "<stdin>:%zu", line.number);
		if (out->len > FLUSH_BYTES) {
			status = gamut_print(out, err);
			gamut_buf_clear(out);
		}
	}
	return status;
}

enum gamut_status gamut_filter_run(struct gamut_filter *filter,
                                   struct gamut_err *err)
{
	struct gamut_err unprinted = { 0 };
	struct gamut_lines *lines;
	struct gamut_buf out = { 0 };
	enum gamut_status status;

	status = gamut_lines_open(&lines, "-", LINE_MAX_BYTES, err);
	if (status)
		return status;
	status = filter_lines(filter, &out, lines, err);
	if (gamut_print(&out, &unprinted) && !status)
		status = gamut_error(err, unprinted.status, "%s",
		                     unprinted.msg);
	gamut_buf_release(&out);
	gamut_lines_close(lines);
	return status;
}
