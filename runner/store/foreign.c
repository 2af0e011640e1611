#include "runner/store/foreign.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/json.h"
#include "base/lines.h"
#include "base/tokens.h"

/* Longer lines are malformed: no completion is that long. */
#define LINE_MAX_BYTES ((size_t)64 * 1024 * 1024)

struct gamut_foreign {
	char *name; /* for messages */
	struct gamut_lines *lines;
	struct gamut_arena arena; /* of the completion at hand */
	size_t number;            /* of the line read last, from 1 */
	bool skips_bad_lines;
	size_t skipped;
};

enum gamut_status gamut_foreign_open(struct gamut_foreign **out,
                                     const char *path, bool skips_bad_lines,
                                     struct gamut_err *err)
{
	struct gamut_foreign *foreign;
	struct gamut_lines *lines;
	enum gamut_status status;

	status = gamut_lines_open(&lines, path, LINE_MAX_BYTES, err);
	if (status)
		return status;
	foreign = gamut_alloc(sizeof(*foreign));
	foreign->name = gamut_strdup(strcmp(path, "-") == 0 ? "<stdin>" : path);
	foreign->lines = lines;
	foreign->skips_bad_lines = skips_bad_lines;
	*out = foreign;
	return GAMUT_OK;
}

void gamut_foreign_close(struct gamut_foreign *foreign)
{
	if (!foreign)
		return;
	gamut_lines_close(foreign->lines);
	gamut_arena_clear(&foreign->arena);
	free(foreign->name);
	free(foreign);
}

size_t gamut_foreign_skipped(const struct gamut_foreign *foreign)
{
	return foreign->skipped;
}

/* Read the member `key`, a string, into `arena`; null only if `is_optional`. */
static enum gamut_status take_str(struct gamut_str *out, const cJSON *object,
                                  const char *key, bool is_optional,
                                  struct gamut_arena *arena,
                                  struct gamut_err *err)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
	bool is_untold = !item || cJSON_IsNull(item);

	*out = GAMUT_STR_EMPTY;
	if (is_untold && is_optional)
		return GAMUT_OK;
	if (!item)
		return gamut_error(err, GAMUT_EPARSE, "\"%s\" is missing", key);
	if (!cJSON_IsString(item))
		return gamut_error(err, GAMUT_EPARSE,
		                   is_untold ? "\"%s\" is null, not a string" :
		                               "\"%s\" is not a string",
		                   key);
	*out = gamut_arena_copy(arena, gamut_str_of(item->valuestring));
	return GAMUT_OK;
}

static enum gamut_status take_members(struct gamut_sample *sample,
                                      const cJSON *object,
                                      struct gamut_arena *arena,
                                      struct gamut_err *err)
{
	const struct {
		const char *key;
		struct gamut_str *out;
		bool is_optional;
	} members[] = {
		{ "task", &sample->task, false },
		{ "text", &sample->text, false },
		{ "setting", &sample->setting, true },
		{ "model", &sample->model, true },
		{ "finish_reason", &sample->finish_reason, true },
	};
	enum gamut_status status = GAMUT_OK;

	if (!cJSON_IsObject(object))
		return gamut_error(err, GAMUT_EPARSE, "not a JSON object");
	for (size_t i = 0; !status && i < GAMUT_ARRAY_LEN(members); i++)
		status = take_str(members[i].out, object, members[i].key,
		                  members[i].is_optional, arena, err);
	return status;
}

/*
 * The same in one pass, without a tree, for lines that have nothing unusual;
 * false, with `*sample` in any state, for others. Strings are mostly views.
 */
static bool scan_members(struct gamut_sample *sample, struct gamut_str text,
                         struct gamut_arena *arena)
{
	static const struct gamut_str keys[] = {
		{ "task", 4 },  { "text", 4 },           { "setting", 7 },
		{ "model", 5 }, { "finish_reason", 13 },
	};
	struct gamut_str *const out[] = {
		&sample->task,  &sample->text,          &sample->setting,
		&sample->model, &sample->finish_reason,
	};
	struct gamut_tokens t = gamut_tokens_begin(text);
	struct gamut_str key;
	unsigned seen = 0;

	gamut_tokens_open(&t, '{');
	while (gamut_tokens_take_key(&t, &key)) {
		size_t i = 0;

		while (i < GAMUT_ARRAY_LEN(keys) && !gamut_str_eq(key, keys[i]))
			i++;
		if (i == GAMUT_ARRAY_LEN(keys)) {
			gamut_tokens_skip(&t);
			continue;
		}
		/* Of equal keys the first would count. */
		if (seen & 1U << i)
			return false;
		seen |= 1U << i;
		/* What may be null is empty already. */
		if (i >= 2 && gamut_tokens_take_null(&t))
			continue;
		*out[i] = gamut_tokens_take_str(&t, arena);
	}
	/* "task" and "text" must be there. */
	return gamut_tokens_end(&t) && (seen & 3) == 3;
}

static enum gamut_status decode(struct gamut_sample *sample,
                                const struct gamut_line *line,
                                struct gamut_arena *arena,
                                struct gamut_err *err)
{
	enum gamut_status status;
	cJSON *object;

	if (line->is_too_long)
		return gamut_error(err, GAMUT_EPARSE,
		                   "the line has more than %zu bytes",
		                   LINE_MAX_BYTES);
	*sample = (struct gamut_sample){
		.index = (uint32_t)(line->number - 1),
		.setting = GAMUT_STR_EMPTY,
		.model = GAMUT_STR_EMPTY,
		.finish_reason = GAMUT_STR_EMPTY,
		.reasoning = GAMUT_STR_EMPTY,
		.response_id = GAMUT_STR_EMPTY,
		.fingerprint = GAMUT_STR_EMPTY,
		.seed = GAMUT_UNKNOWN,
		.latency_ms = GAMUT_UNKNOWN,
		.prompt_tokens = GAMUT_UNKNOWN,
		.completion_tokens = GAMUT_UNKNOWN,
		.reasoning_tokens = GAMUT_UNKNOWN,
	};
	if (scan_members(sample, line->text, arena))
		return GAMUT_OK;
	object = gamut_json_parse(line->text, err);
	if (!object)
		return GAMUT_EPARSE;
	status = take_members(sample, object, arena, err);
	cJSON_Delete(object);
	return status;
}

static bool is_blank(const struct gamut_line *line)
{
	return !line->is_too_long && gamut_str_trim(line->text).len == 0;
}

enum gamut_status gamut_foreign_refuse(struct gamut_foreign *foreign,
                                       struct gamut_err *err)
{
	if (!foreign->skips_bad_lines)
		return gamut_error_at(err, "%s:%zu", foreign->name,
		                      foreign->number);
	foreign->skipped++;
	return GAMUT_OK;
}

enum gamut_status gamut_foreign_next(struct gamut_foreign *foreign,
                                     struct gamut_sample *sample,
                                     bool *has_more, struct gamut_err *err)
{
	static const struct gamut_str bom = { .ptr = "\xef\xbb\xbf", .len = 3 };
	struct gamut_err unwanted = { 0 };
	struct gamut_line line;
	enum gamut_status status;

	if (!err)
		err = &unwanted;
	for (;;) {
		status = gamut_lines_next(foreign->lines, &line, has_more, err);
		if (status || !*has_more)
			return status;
		foreign->number = line.number;
		if (line.number == 1 && gamut_str_starts_with(line.text, bom))
			line.text = gamut_str_skip(line.text, bom.len);
		if (is_blank(&line))
			continue;
		gamut_arena_reset(&foreign->arena);
		status = decode(sample, &line, &foreign->arena, err);
		if (!status)
			return GAMUT_OK;
		status = gamut_foreign_refuse(foreign, err);
		if (status)
			return status;
	}
}
