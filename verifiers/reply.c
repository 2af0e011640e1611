#include "verifiers/reply.h"

#include <inttypes.h>

#include "base/json.h"
#include "base/text.h"

void gamut_request_add(struct gamut_buf *out, uint64_t id,
                       struct gamut_str answer)
{
	struct gamut_json json = { .out = out };

	gamut_json_open(&json, '{');
	gamut_json_key(&json, "id");
	gamut_json_int(&json, (int64_t)id);
	gamut_json_key(&json, "answer");
	gamut_json_str(&json, answer);
	gamut_json_close(&json, '}');
	gamut_buf_add_char(out, '\n');
}

/* A reason that only the harness itself can have is not for others to give. */
static enum gamut_reason find_reason(struct gamut_str name)
{
	static const struct gamut_str names[] = {
#define X(name, text, sentence) \
	[GAMUT_REASON_##name] = { text, sizeof(text) - 1 },
		GAMUT_REASON_MAP(X)
#undef X
	};

	for (size_t i = GAMUT_REASON_VALID + 1; i < GAMUT_ARRAY_LEN(names); i++)
		if (gamut_str_eq(names[i], name) && i != GAMUT_REASON_UNCHECKED)
			return (enum gamut_reason)i;
	return GAMUT_REASON_REFUSED;
}

static enum gamut_status check_id(const cJSON *object, uint64_t id,
                                  struct gamut_err *err)
{
	int64_t given;

	if (!cJSON_GetObjectItemCaseSensitive(object, "id"))
		return GAMUT_OK;
	if (!gamut_json_get_int(object, "id", &given))
		return gamut_error(err, GAMUT_EPARSE,
		                   "an \"id\" that is no whole number");
	if (given != (int64_t)id)
		return gamut_error(err, GAMUT_EPARSE,
		                   "the \"id\" %" PRId64 " where %" PRIu64
		                   " is next: replies come in the order of "
		                   "requests",
		                   given, id);
	return GAMUT_OK;
}

static enum gamut_status read_canonical(struct gamut_str *out,
                                        const cJSON *object,
                                        struct gamut_arena *arena,
                                        struct gamut_err *err)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object,
	                                                     "canonical");
	struct gamut_str form;

	if (!item)
		return GAMUT_OK;
	if (!gamut_json_get_str(object, "canonical", &form))
		return gamut_error(err, GAMUT_EPARSE,
		                   "a \"canonical\" that is no string");
	if (form.len == 0)
		return gamut_error(err, GAMUT_EPARSE,
		                   "a \"canonical\" that is empty");
	if (form.len > GAMUT_REPLY_CANONICAL_MAX)
		return gamut_error(err, GAMUT_EPARSE,
		                   "a \"canonical\" of more than %zu bytes",
		                   GAMUT_REPLY_CANONICAL_MAX);
	*out = gamut_arena_copy(arena, form);
	return GAMUT_OK;
}

static enum gamut_status read_object(struct gamut_verdict *out,
                                     const cJSON *object,
                                     struct gamut_str answer,
                                     struct gamut_arena *arena,
                                     struct gamut_err *err)
{
	const cJSON *valid = cJSON_GetObjectItemCaseSensitive(object, "valid");
	struct gamut_str reason = GAMUT_STR_EMPTY;
	struct gamut_str form = answer;
	enum gamut_status status;

	if (!cJSON_IsObject(object))
		return gamut_error(err, GAMUT_EPARSE, "no JSON object");
	if (!cJSON_IsBool(valid))
		return gamut_error(err, GAMUT_EPARSE,
		                   "no \"valid\" that is true or false");
	if (cJSON_IsFalse(valid)) {
		(void)gamut_json_get_str(object, "reason", &reason);
		*out = gamut_verdict_reject(find_reason(reason));
		return GAMUT_OK;
	}
	status = read_canonical(&form, object, arena, err);
	if (!status)
		*out = gamut_verdict_accept(form);
	return status;
}

enum gamut_status gamut_reply_read(struct gamut_verdict *out,
                                   struct gamut_str line, uint64_t id,
                                   struct gamut_str answer,
                                   struct gamut_arena *arena,
                                   struct gamut_err *err)
{
	enum gamut_status status;
	cJSON *object;

	if (!gamut_text_is_utf8(line))
		return gamut_error(err, GAMUT_EPARSE,
		                   "bytes that are no "
		                   "UTF-8");
	object = gamut_json_parse(line, err);
	if (!object)
		return GAMUT_EPARSE;
	status = check_id(object, id, err);
	if (!status)
		status = read_object(out, object, answer, arena, err);
	cJSON_Delete(object);
	return status;
}
