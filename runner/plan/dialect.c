#include "runner/plan/dialect.h"

#include "base/buf.h"
#include "base/json.h"
#include "runner/plan/profile_check.h"

struct gamut_dialect gamut_dialect_of(const struct gamut_profile *profile,
                                      bool is_chat, struct gamut_arena *arena)
{
	bool has_stop = !is_chat && profile->stop_limit > 0;
	const char *limit = profile->max_tokens_field;

	return (struct gamut_dialect){
		.form = profile->form,
		.auth = profile->auth,
		.headers = gamut_arena_strf(arena, "{%s}", profile->headers),
		.max_tokens_field = is_chat || !limit ? limit : "max_tokens",
		.seed_field = profile->seed_field,
		.stop = has_stop ? GAMUT_STR(GAMUT_COMPLETION_STOP) :
		                   GAMUT_STR_EMPTY,
		.stop_field = profile->stop_field,
		.reasoning_field = profile->reasoning_field,
	};
}

static void put(struct gamut_json *json, const char *key, const char *value)
{
	gamut_json_key(json, key);
	gamut_json_cstr(json, value);
}

struct gamut_str gamut_dialect_encode(const struct gamut_dialect *dialect,
                                      struct gamut_arena *arena)
{
	struct gamut_buf out = { 0 };
	struct gamut_json json = { .out = &out };
	struct gamut_str result;

	gamut_json_open(&json, '{');
	put(&json, "form", gamut_request_form_name(dialect->form));
	put(&json, "auth", gamut_auth_name(dialect->auth));
	gamut_json_key(&json, "headers");
	gamut_json_raw(&json, dialect->headers.len > 0 ? dialect->headers :
	                                                 GAMUT_STR("{}"));
	put(&json, "max_tokens_field", dialect->max_tokens_field);
	put(&json, "seed_field", dialect->seed_field);
	gamut_json_key(&json, "stop");
	gamut_json_raw(&json, dialect->stop.len > 0 ? dialect->stop :
	                                              GAMUT_STR("null"));
	put(&json, "stop_field", dialect->stop_field);
	put(&json, "reasoning_field", dialect->reasoning_field);
	gamut_json_close(&json, '}');
	result = gamut_arena_copy(arena, gamut_buf_view(&out));
	gamut_buf_release(&out);
	return result;
}

/* ---------------------------------------------------------------- reading */

static enum gamut_status odd(const char *key, struct gamut_err *err)
{
	return gamut_error(err, GAMUT_EPARSE,
	                   "request: '%s' has a value that is not known: was "
	                   "the run begun with a newer gamut?",
	                   key);
}

/* `item` as text in `arena`. */
static struct gamut_str print(const cJSON *item, struct gamut_arena *arena)
{
	char *text = cJSON_PrintUnformatted(item);
	struct gamut_str copy =
		gamut_arena_copy(arena, gamut_str_of(text ? text : ""));

	cJSON_free(text);
	return copy;
}

/* The member `key`: a name, or null; `*out` is left alone where it is absent.
 */
static enum gamut_status read_name(const char **out, const cJSON *root,
                                   const char *key, struct gamut_arena *arena,
                                   struct gamut_err *err)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(root, key);
	struct gamut_str name;

	if (!item)
		return GAMUT_OK;
	if (cJSON_IsNull(item)) {
		*out = NULL;
		return GAMUT_OK;
	}
	if (!gamut_json_get_str(root, key, &name) || name.len == 0)
		return odd(key, err);
	*out = gamut_arena_copy(arena, name).ptr;
	return GAMUT_OK;
}

static bool is_all_strings(const cJSON *list)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, list)
	{
		if (!cJSON_IsString(item))
			return false;
	}
	return true;
}

/*
 * May a run or a profile fix the header `name`? Not those that choose who
 * answers, stand for a secret, or say where the body ends: a run.json may be a
 * stranger's, and the user's key goes where it says.
 */
static bool may_fix(struct gamut_str name)
{
	return gamut_header_kind(name) == GAMUT_HEADER_PLAIN;
}

static enum gamut_status read_headers(struct gamut_dialect *d,
                                      const cJSON *headers,
                                      struct gamut_arena *arena,
                                      struct gamut_err *err)
{
	const cJSON *item;

	if (!headers)
		return GAMUT_OK;
	if (!cJSON_IsObject(headers) || !is_all_strings(headers))
		return odd("headers", err);
	cJSON_ArrayForEach(item, headers)
	{
		if (!may_fix(gamut_str_of(item->string)))
			return gamut_error(
				err, GAMUT_EPARSE,
				"request: the header '%s' cannot be "
				"fixed by a profile: if you want it, "
				"give --header or --header-env",
				item->string);
	}
	d->headers = print(headers, arena);
	return GAMUT_OK;
}

static enum gamut_status read_names(struct gamut_dialect *d, const cJSON *root,
                                    struct gamut_arena *arena,
                                    struct gamut_err *err)
{
	const struct {
		const char *key;
		const char **out;
		bool is_needed;
	} rows[] = {
		{ "max_tokens_field", &d->max_tokens_field, false },
		{ "seed_field", &d->seed_field, false },
		{ "stop_field", &d->stop_field, true },
		{ "reasoning_field", &d->reasoning_field, false },
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rows); i++) {
		if (read_name(rows[i].out, root, rows[i].key, arena, err))
			return GAMUT_EPARSE;
		if (rows[i].is_needed && !*rows[i].out)
			return odd(rows[i].key, err);
	}
	return GAMUT_OK;
}

/* The member `key`, where it is there; false where it is no string. */
static bool read_word(struct gamut_str *out, const cJSON *root, const char *key)
{
	return !cJSON_GetObjectItemCaseSensitive(root, key) ||
	       gamut_json_get_str(root, key, out);
}

static enum gamut_status read_root(struct gamut_dialect *d, const cJSON *root,
                                   struct gamut_arena *arena,
                                   struct gamut_err *err)
{
	const cJSON *headers = cJSON_GetObjectItemCaseSensitive(root,
	                                                        "headers");
	const cJSON *stop = cJSON_GetObjectItemCaseSensitive(root, "stop");
	struct gamut_str form = gamut_str_of(gamut_request_form_name(d->form));
	struct gamut_str auth = gamut_str_of(gamut_auth_name(d->auth));

	if (!read_word(&form, root, "form") ||
	    !gamut_request_form_find(&d->form, form))
		return odd("form", err);
	if (!read_word(&auth, root, "auth") || !gamut_auth_find(&d->auth, auth))
		return odd("auth", err);
	if (read_headers(d, headers, arena, err))
		return GAMUT_EPARSE;
	if (stop && !cJSON_IsNull(stop) &&
	    (!cJSON_IsArray(stop) || !is_all_strings(stop)))
		return odd("stop", err);
	if (cJSON_GetArraySize(stop) > 0)
		d->stop = print(stop, arena);
	return read_names(d, root, arena, err);
}

enum gamut_status gamut_dialect_decode(struct gamut_dialect *dialect,
                                       struct gamut_str text,
                                       struct gamut_arena *arena,
                                       struct gamut_err *err)
{
	enum gamut_status status;
	cJSON *root;

	*dialect = gamut_dialect_of(gamut_profile_find("generic"), true, arena);
	if (text.len == 0)
		return GAMUT_OK;
	root = gamut_json_parse(text, err);
	if (!root)
		return gamut_error_at(err, "request");
	if (cJSON_IsObject(root))
		status = read_root(dialect, root, arena, err);
	else
		status = gamut_error(err, GAMUT_EPARSE,
		                     "request: expected an object");
	cJSON_Delete(root);
	return status;
}
