#include "runner/plan/overrides.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/json.h"
#include "base/text.h"
#include "runner/plan/exact.h"
#include "runner/plan/profile_check.h"

/* How much of what the user typed a message repeats. */
#define SHOWN_COLUMNS 60

/* What is being put together. */
struct draft {
	cJSON *sampling;
	struct gamut_dialect *dialect;
	const struct gamut_profile *profile;
	struct gamut_arena *arena;
};

/*
 * May `key` be set, or unset? What a profile omits has no use for its option,
 * and may be insisted on.
 */
static enum gamut_status check_owner(const struct draft *draft, const char *key,
                                     bool is_set, struct gamut_err *err)
{
	const struct gamut_owned_member *member =
		gamut_profile_owner(draft->profile, key);

	if (!member || (is_set ? gamut_profile_omits(draft->profile, key) :
	                         member->can_be_unset))
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EINVAL, "--%s %s: cannot be given so: %s",
	                   is_set ? "set" : "unset", key, member->remedy);
}

/* ------------------------------------------------------------------- stop */

static bool is_string_list(const cJSON *value)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, value)
	{
		if (!cJSON_IsString(item) || !item->valuestring[0])
			return false;
	}
	return cJSON_IsArray(value);
}

/* Takes `value`: null, a string, or a list of strings. */
static enum gamut_status set_stop(struct draft *draft, cJSON *value,
                                  struct gamut_err *err)
{
	uint32_t limit = draft->profile->stop_limit;
	enum gamut_status status = GAMUT_OK;
	cJSON *list = value;
	char *text;

	if (cJSON_IsString(value)) {
		list = cJSON_CreateArray();
		cJSON_AddItemToArray(list, value);
	}
	if (!cJSON_IsNull(list) && !is_string_list(list))
		status = gamut_error(err, GAMUT_EINVAL,
		                     "--set stop: expected strings, such as "
		                     "--set 'stop=[\"\\n\"]'");
	else if ((uint32_t)cJSON_GetArraySize(list) > limit)
		status = gamut_error(err, GAMUT_EINVAL,
		                     "--set stop: profile %s takes %u stop "
		                     "strings at most",
		                     draft->profile->name, (unsigned)limit);
	text = cJSON_GetArraySize(list) > 0 ? cJSON_PrintUnformatted(list) :
	                                      NULL;
	draft->dialect->stop = gamut_arena_copy(draft->arena,
	                                        gamut_str_of(text ? text : ""));
	cJSON_free(text);
	cJSON_Delete(list);
	return status;
}

/* -------------------------------------------------------------------- set */

/* `s` as a message may repeat it, in `arena`. */
static const char *shown(struct gamut_str s, struct gamut_arena *arena)
{
	struct gamut_buf out = { 0 };
	const char *copy;

	gamut_text_show(&out, s, SHOWN_COLUMNS);
	copy = gamut_arena_copy(arena, gamut_buf_view(&out)).ptr;
	gamut_buf_release(&out);
	return copy;
}

/* Is `key` one that JSON writes as it stands? */
static bool is_key(struct gamut_str key)
{
	for (size_t i = 0; i < key.len; i++)
		if (!gamut_ascii_is_alpha(key.ptr[i]) &&
		    !gamut_ascii_is_digit(key.ptr[i]) &&
		    !strchr("_-.", key.ptr[i]))
			return false;
	return key.len > 0;
}

/* Cut "key=JSON"; the caller deletes `*value` where that is GAMUT_OK. */
static enum gamut_status parse_set(const char **key, cJSON **value,
                                   const char *item, struct gamut_arena *arena,
                                   struct gamut_err *err)
{
	struct gamut_str text = gamut_str_of(item);
	struct gamut_str name = GAMUT_STR_EMPTY;
	bool has_value = strchr(item, '=') != NULL;
	struct gamut_err why = { 0 };

	gamut_str_take_field(&text, '=', &name);
	if (!has_value || !is_key(name))
		return gamut_error(err, GAMUT_EINVAL,
		                   "--set '%s': expected KEY=JSON, such as "
		                   "min_p=0.05",
		                   shown(gamut_str_of(item), arena));
	*key = gamut_arena_copy(arena, name).ptr;
	*value = gamut_json_parse(text, &why);
	if (*value && !gamut_exact_check(text.ptr, err))
		return GAMUT_OK;
	if (*value) {
		cJSON_Delete(*value);
		return gamut_error_at(err, "--set %s", *key);
	}
	return gamut_error(err, GAMUT_EINVAL,
	                   "--set %s: '%s' is not JSON (%s); a text is quoted "
	                   "twice: --set '%s=\"text\"'",
	                   *key, shown(text, arena), why.msg, *key);
}

static enum gamut_status set_one(struct draft *draft, const char *item,
                                 struct gamut_err *err)
{
	const char *key;
	cJSON *value;
	enum gamut_status status = parse_set(&key, &value, item, draft->arena,
	                                     err);

	if (status)
		return status;
	status = check_owner(draft, key, true, err);
	if (!status &&
	    strcmp(gamut_profile_common_name(draft->profile, key), "stop") == 0)
		return set_stop(draft, value, err);
	if (status) {
		cJSON_Delete(value);
		return status;
	}
	cJSON_DeleteItemFromObjectCaseSensitive(draft->sampling, key);
	cJSON_AddItemToObject(draft->sampling, key, value);
	return GAMUT_OK;
}

/* ------------------------------------------------------------------ unset */

static enum gamut_status unset_limit(struct draft *draft, struct gamut_err *err)
{
	if (draft->profile->form == GAMUT_REQUEST_FORM_ANTHROPIC)
		return gamut_error(err, GAMUT_EINVAL,
		                   "--unset max_tokens: profile %s cannot do "
		                   "without; use --max-tokens",
		                   draft->profile->name);
	draft->dialect->max_tokens_field = NULL;
	return GAMUT_OK;
}

static enum gamut_status not_sent(const struct draft *draft, const char *key,
                                  struct gamut_err *err)
{
	size_t count = 0;
	const char **names = gamut_alloc_array(
		(size_t)cJSON_GetArraySize(draft->sampling) + 1,
		sizeof(*names));
	const cJSON *item;

	cJSON_ArrayForEach(item, draft->sampling)
	{
		names[count++] = item->string;
	}
	gamut_error_set(err, GAMUT_EINVAL, "--unset %s: is not sent%s",
	                shown(gamut_str_of(key), draft->arena),
	                gamut_text_hint(key, names, count).text);
	free(names);
	return GAMUT_EINVAL;
}

static enum gamut_status unset_one(struct draft *draft, const char *key,
                                   struct gamut_err *err)
{
	const char *name = gamut_profile_common_name(draft->profile, key);

	if (check_owner(draft, key, false, err))
		return GAMUT_EINVAL;
	if (strcmp(name, "seed") == 0) {
		draft->dialect->seed_field = NULL;
		return GAMUT_OK;
	}
	if (strcmp(name, "stop") == 0) {
		draft->dialect->stop = GAMUT_STR_EMPTY;
		return GAMUT_OK;
	}
	if (strcmp(name, "max_tokens") == 0 ||
	    strcmp(name, "max_completion_tokens") == 0)
		return unset_limit(draft, err);
	if (!cJSON_GetObjectItemCaseSensitive(draft->sampling, key))
		return not_sent(draft, key, err);
	cJSON_DeleteItemFromObjectCaseSensitive(draft->sampling, key);
	return GAMUT_OK;
}

enum gamut_status gamut_overrides_apply(struct gamut_str *sampling,
                                        struct gamut_dialect *dialect,
                                        const struct gamut_overrides *overrides,
                                        const struct gamut_profile *profile,
                                        struct gamut_arena *arena,
                                        struct gamut_err *err)
{
	struct draft draft = {
		.sampling = gamut_json_parse(*sampling, NULL),
		.dialect = dialect,
		.profile = profile,
		.arena = arena,
	};
	enum gamut_status status = GAMUT_OK;
	char *text;

	if (!cJSON_IsObject(draft.sampling))
		GAMUT_BUG("sampling is no object");
	for (size_t i = 0; i < overrides->set_count && !status; i++)
		status = set_one(&draft, overrides->set[i], err);
	for (size_t i = 0; i < overrides->unset_count && !status; i++)
		status = unset_one(&draft, overrides->unset[i], err);
	text = cJSON_PrintUnformatted(draft.sampling);
	*sampling = gamut_arena_copy(arena, gamut_str_of(text ? text : "{}"));
	cJSON_free(text);
	cJSON_Delete(draft.sampling);
	return status;
}
