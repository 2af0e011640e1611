#ifndef GAMUT_EXCHANGE_IMPORT_FIELDS_H
#define GAMUT_EXCHANGE_IMPORT_FIELDS_H

#include "runner/exchange/import/parts.h"

/*
 * Generations as flat records
 * ---------------------------
 * What jsonl, csv and noveltybench have in common: each field of a generation
 * stands somewhere in an object, by default under its own name.
 *
 * X(NAME, "name"): what `fields` of a mapping file takes.
 */
#define GAMUT_IMPORT_FIELD_MAP(X)                 \
	X(TASK, "task")                           \
	X(TEXT, "text")                           \
	X(SETTING, "setting")                     \
	X(MODEL, "model")                         \
	X(INDEX, "index")                         \
	X(PROMPT, "prompt")                       \
	X(ERROR, "error")                         \
	X(FINISH_REASON, "finish_reason")         \
	X(REASONING, "reasoning")                 \
	X(RESPONSE_ID, "response_id")             \
	X(SEED, "seed")                           \
	X(LATENCY_MS, "latency_ms")               \
	X(PROMPT_TOKENS, "prompt_tokens")         \
	X(COMPLETION_TOKENS, "completion_tokens") \
	X(REASONING_TOKENS, "reasoning_tokens")

enum gamut_import_field {
#define X(name, text) GAMUT_IMPORT_FIELD_##name,
	GAMUT_IMPORT_FIELD_MAP(X)
#undef X
	GAMUT_IMPORT_FIELD_COUNT
};

extern const char *const gamut_import_field_names[GAMUT_IMPORT_FIELD_COUNT];

/* Where each field stands; empty: nowhere. */
struct gamut_import_fields {
	struct gamut_str path[GAMUT_IMPORT_FIELD_COUNT];
};

/* As the map of `file` says, else as `format` has them, else by their names. */
struct gamut_import_fields gamut_import_fields_of(
	const struct gamut_import_file *file,
	const struct gamut_import_format *format);

/*
 * What stands at `path` in `object`: a member of that name; or "a.0.b", through
 * objects and lists; or a JSON pointer, "/a/0/b". NULL where there is nothing.
 */
const cJSON *gamut_import_at(const cJSON *object, struct gamut_str path);

/*
 * Hand the generations of `object` to the sink of `file`: one where its text is
 * a string, several where it is a list of them. GAMUT_EPARSE where a field is
 * not there or not what it should be.
 */
GAMUT_MUST_USE
enum gamut_status gamut_import_take_object(
	struct gamut_import_file *file, const cJSON *object,
	const struct gamut_import_fields *fields, struct gamut_err *err);

#endif
