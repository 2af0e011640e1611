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

/*
 * Add `json`, which is JSON, so that it can be printed: what would act on a
 * terminal stands in strings only, where it can be escaped, or is a space
 * between tokens.
 */
static void add_harmless(struct gamut_buf *out, struct gamut_str json)
{
	while (json.len > 0) {
		struct gamut_str before = json;
		int32_t code = gamut_text_take(&json);

		if (code >= 0 && code < ' ')
			gamut_buf_add_char(out, ' ');
		else if (code < 0)
			gamut_buf_add(out, GAMUT_STR("\xef\xbf\xbd"));
		else if (gamut_text_is_unsafe(code))
			gamut_json_add_escaped(out, code);
		else
			gamut_buf_add(
				out,
				gamut_str_head(before, before.len - json.len));
	}
}

/* The length of the string at the front of `json`, with its quotes. */
static size_t string_length(struct gamut_str json)
{
	size_t n = 1;

	while (n < json.len && json.ptr[n] != '"')
		n += json.ptr[n] == '\\' ? 2 : 1;
	return n + 1 < json.len ? n + 1 : json.len;
}

/*
 * Cut the next member off `*rest`, what stands between the braces of an
 * object: its text, without the comma behind it. False at the end.
 */
static bool take_member(struct gamut_str *rest, struct gamut_str *member)
{
	size_t depth = 0;
	size_t n = 0;

	if (rest->len == 0)
		return false;
	while (n < rest->len && (depth > 0 || rest->ptr[n] != ',')) {
		char c = rest->ptr[n];

		if (c == '[' || c == '{')
			depth++;
		if (c == ']' || c == '}')
			depth--;
		n += c == '"' ? string_length(gamut_str_skip(*rest, n)) : 1;
	}
	*member = gamut_str_head(*rest, n);
	*rest = gamut_str_skip(*rest, n < rest->len ? n + 1 : n);
	return true;
}

/* Is this member one that the filter adds itself? */
static bool is_ours(struct gamut_str member)
{
	static const char *const ours[] = { "\"valid\"", "\"canonical\"",
		                            "\"reason\"" };

	member = gamut_str_trim(member);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(ours); i++)
		if (gamut_str_starts_with(member, gamut_str_of(ours[i])))
			return true;
	return false;
}

/*
 * `line`, an object, with the verdict's members at its end, in place of any
 * such that it has. All else stays as it was written.
 */
static void write_line(struct gamut_buf *out, struct gamut_str line,
                       struct gamut_verdict verdict)
{
	struct gamut_json json = { .out = out, .wants_comma = true };
	struct gamut_str rest = gamut_str_trim(line);
	struct gamut_str member;
	const char *separator = "{";

	rest = gamut_str_head(gamut_str_skip(rest, 1), rest.len - 2);
	while (take_member(&rest, &member)) {
		if (is_ours(member))
			continue;
		gamut_buf_add(out, gamut_str_of(separator));
		add_harmless(out, member);
		separator = ",";
	}
	gamut_filter_add_verdict(&json, verdict);
	gamut_json_close(&json, '}');
	gamut_buf_add_char(out, '\n');
}

/* Add `line` with its verdict to `out`. */
static enum gamut_status conclude(struct gamut_filter *filter,
                                  struct gamut_buf *out,
                                  const struct gamut_checker *checker,
                                  struct gamut_str line,
                                  struct gamut_verdict verdict,
                                  struct gamut_err *err)
{
	if (verdict.reason == GAMUT_REASON_UNCHECKED)
		return gamut_checker_fault(checker, err);
	if (!gamut_verdict_is_valid(verdict))
		filter->has_invalid = true;
	write_line(out, line, verdict);
	return GAMUT_OK;
}

/* How many lines from `first` on are for one checker. */
static size_t count_alike(const struct gamut_filter_queue *queue, size_t first)
{
	size_t end = first;

	while (end < queue->count &&
	       queue->checkers[end] == queue->checkers[first])
		end++;
	return end - first;
}

/* Ask about all lines that wait; the error names the line. */
static enum gamut_status settle(struct gamut_filter *filter,
                                struct gamut_buf *out, struct gamut_err *err)
{
	struct gamut_filter_queue *queue = &filter->queue;
	struct gamut_verdict verdicts[GAMUT_FILTER_WAITING_MAX];
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < queue->count; i += count_alike(queue, i))
		gamut_checker_verify_all(queue->checkers[i], &verdicts[i],
		                         &queue->answers[i],
		                         count_alike(queue, i), &queue->arena);
	for (size_t i = 0; i < queue->count && !status; i++) {
		status = conclude(filter, out, queue->checkers[i],
		                  queue->lines[i], verdicts[i], err);
		if (status)
			gamut_error_at(err, "<stdin>:%zu", queue->numbers[i]);
	}
	queue->count = 0;
	gamut_arena_reset(&queue->arena);
	return status;
}

/* Have `line` wait with others. */
static void wait_for(struct gamut_filter_queue *queue,
                     const struct gamut_checker *checker,
                     const struct gamut_line *line, struct gamut_str json,
                     struct gamut_str answer)
{
	queue->checkers[queue->count] = checker;
	queue->lines[queue->count] = gamut_arena_copy(&queue->arena, json);
	queue->answers[queue->count] = gamut_arena_copy(&queue->arena, answer);
	queue->numbers[queue->count++] = line->number;
}

static bool is_full(const struct gamut_filter_queue *queue)
{
	return queue->count == GAMUT_FILTER_WAITING_MAX ||
	       queue->arena.total > GAMUT_FILTER_WAITING_BYTES;
}

/*
 * Judge `object`, which stands in `line` as `json`, and add it to `out`, or
 * have it wait.
 */
static enum gamut_status filter_object(struct gamut_filter *filter,
                                       struct gamut_buf *out,
                                       const struct gamut_line *line,
                                       struct gamut_str json, cJSON *object,
                                       struct gamut_err *err)
{
	const struct gamut_checker *checker;
	struct gamut_str task;
	struct gamut_str text;
	enum gamut_status status;

	if (!gamut_json_get_str(object, "task", &task) ||
	    !gamut_json_get_str(object, "text", &text))
		return gamut_error(err, GAMUT_EPARSE,
		                   "not an object with the strings \"task\" "
		                   "and \"text\"");
	status = gamut_suite_require(&checker, filter->suite, task, err);
	if (status)
		return status;
	if (filter->extracts)
		text = gamut_extract(text).text;
	if (filter->queue.count > 0 || gamut_checker_is_slow(checker)) {
		wait_for(&filter->queue, checker, line, json, text);
		return GAMUT_OK;
	}
	status = conclude(filter, out, checker, json,
	                  gamut_checker_verify(checker, text, &filter->arena),
	                  err);
	gamut_arena_reset(&filter->arena);
	return status;
}

static enum gamut_status filter_line(struct gamut_filter *filter,
                                     struct gamut_buf *out,
                                     const struct gamut_line *line,
                                     struct gamut_err *err)
{
	static const struct gamut_str bom = { "\xef\xbb\xbf", 3 };
	struct gamut_str text = line->text;
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
	status = filter_object(filter, out, line, text, object, err);
	cJSON_Delete(object);
	return status;
}

/* Filter one line; the error names it, or one before it. */
static enum gamut_status take_line(struct gamut_filter *filter,
                                   struct gamut_buf *out,
                                   const struct gamut_line *line,
                                   struct gamut_err *err)
{
	struct gamut_err why = { 0 };
	enum gamut_status status = filter_line(filter, out, line, &why);

	if (status == GAMUT_EPARSE && filter->skips_bad_lines) {
		filter->skipped++;
		return GAMUT_OK;
	}
	if (!status && !is_full(&filter->queue))
		return GAMUT_OK;
	/* What came before is judged, and written, before it ends. */
	if (settle(filter, out, err))
		return err->status;
	if (!status)
		return GAMUT_OK;
	*err = why;
	return gamut_error_at(err, "<stdin>:%zu", line->number);
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
		status = take_line(filter, out, &line, err);
		if (!status && out->len > FLUSH_BYTES) {
			status = gamut_print(out, err);
			gamut_buf_clear(out);
		}
	}
	return status ? status : settle(filter, out, err);
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
	gamut_arena_clear(&filter->arena);
	gamut_arena_clear(&filter->queue.arena);
	return status;
}
