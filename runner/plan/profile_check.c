#include "runner/plan/profile_check.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/json.h"
#include "base/text.h"
#include "runner/plan/exact.h"

static bool is_same(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

/* ----------------------------------------------------------------- headers */

#define PROXY GAMUT_STR("proxy-")

/* Is `name` `lower`, but for case? */
static bool is_header(struct gamut_str name, const char *lower)
{
	if (name.len != strlen(lower))
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (gamut_ascii_lower(name.ptr[i]) != lower[i])
			return false;
	return true;
}

enum gamut_header_kind gamut_header_kind(struct gamut_str name)
{
	static const char *const secrets[] = {
		"api-key",   "authorization",  "cookie",
		"x-api-key", "x-goog-api-key",
	};
	static const char *const framing[] = { "content-length", "host",
		                               "transfer-encoding" };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(secrets); i++)
		if (is_header(name, secrets[i]))
			return GAMUT_HEADER_SECRET;
	/* What a proxy is told is not for the endpoint, and may be a key. */
	if (name.len > PROXY.len &&
	    is_header(gamut_str_head(name, PROXY.len), PROXY.ptr))
		return GAMUT_HEADER_SECRET;
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(framing); i++)
		if (is_header(name, framing[i]))
			return GAMUT_HEADER_FRAMING;
	return GAMUT_HEADER_PLAIN;
}

/* ----------------------------------------------------------------- members */

static const struct gamut_owned_member owned[] = {
	{ "max_completion_tokens", "use --max-tokens", true },
	{ "max_tokens", "use --max-tokens", true },
	{ "messages", "use --template", false },
	{ "model", "use --model", false },
	{ "n", "use --samples-per-request", false },
	{ "prompt", "use --template", false },
	{ "seed", "use --seed", true },
	{ "stream", "replies are never streamed", false },
	{ "system", "use --template", false },
	{ "temperature", "use --temperature", true },
	{ "top_p", "use --top-p", true },
};

static const struct gamut_owned_member *find_owned(const char *name)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(owned); i++)
		if (strcmp(owned[i].key, name) == 0)
			return &owned[i];
	return NULL;
}

const char *gamut_profile_common_name(const struct gamut_profile *profile,
                                      const char *key)
{
	if (is_same(key, profile->seed_field))
		return "seed";
	if (is_same(key, profile->max_tokens_field))
		return "max_tokens";
	if (is_same(key, profile->stop_field))
		return "stop";
	return key;
}

const struct gamut_owned_member *gamut_profile_owner(
	const struct gamut_profile *profile, const char *key)
{
	return find_owned(gamut_profile_common_name(profile, key));
}

/* Whose name `name` is in any request, if not that of `field`; or NULL. */
static const char *taken_by(const char *name, const char *field)
{
	const struct gamut_owned_member *member = find_owned(name);

	if (strcmp(name, "stop") == 0)
		return strcmp(field, "stop_field") == 0 ? NULL : "stop";
	if (!member)
		return NULL;
	if (strcmp(field, "seed_field") == 0 && strcmp(name, "seed") == 0)
		return NULL;
	if (strcmp(field, "max_tokens_field") == 0 &&
	    strcmp(member->remedy, "use --max-tokens") == 0)
		return NULL;
	return member->key;
}

static enum gamut_status check_names(const struct gamut_profile *profile,
                                     const char **field, struct gamut_err *err)
{
	const struct {
		const char *field;
		const char *name;
	} rows[] = {
		{ "max_tokens_field", profile->max_tokens_field },
		{ "seed_field", profile->seed_field },
		{ "stop_field", profile->stop_field },
		{ "top_k_field", profile->top_k_field },
		{ "min_p_field", profile->min_p_field },
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rows); i++) {
		size_t k = 0;

		if (!rows[i].name)
			continue;
		*field = rows[i].field;
		if (taken_by(rows[i].name, rows[i].field))
			return gamut_error(err, GAMUT_EINVAL,
			                   "%s: '%s' is another member of "
			                   "requests: give the name that the "
			                   "endpoint has for it",
			                   rows[i].field, rows[i].name);
		while (!is_same(rows[k].name, rows[i].name))
			k++;
		if (k < i)
			return gamut_error(err, GAMUT_EINVAL,
			                   "%s: '%s' is %s already: each "
			                   "member has a name of its own",
			                   rows[i].field, rows[i].name,
			                   rows[k].field);
	}
	return GAMUT_OK;
}

/* A profile's `members` as an object, which the caller deletes. */
static cJSON *read_members(const char *members)
{
	struct gamut_arena arena = { 0 };
	cJSON *object = gamut_json_parse(
		gamut_arena_strf(&arena, "{%s}", members), NULL);

	gamut_arena_clear(&arena);
	return object;
}

static enum gamut_status check_pure_key(const struct gamut_profile *profile,
                                        const char *key, struct gamut_err *err)
{
	const struct gamut_owned_member *member = gamut_profile_owner(profile,
	                                                              key);
	const char *remedy = NULL;

	if (strcmp(gamut_profile_common_name(profile, key), "stop") == 0)
		remedy = "use --set stop";
	else if (member)
		remedy = member->remedy;
	if (!remedy)
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EINVAL,
	                   "pure: '%s' cannot be given so: %s", key, remedy);
}

static enum gamut_status check_pure(const struct gamut_profile *profile,
                                    struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	enum gamut_status status = gamut_exact_check(
		gamut_arena_strf(&arena, "{%s}", profile->pure).ptr, err);
	cJSON *pure = read_members(profile->pure);
	const cJSON *item;

	if (status)
		gamut_error_at(err, "pure");
	cJSON_ArrayForEach(item, pure)
	{
		if (!status)
			status = check_pure_key(profile, item->string, err);
	}
	cJSON_Delete(pure);
	gamut_arena_clear(&arena);
	return status;
}

/* ------------------------------------------------------------------- omit */

static enum gamut_status check_rule(struct gamut_str key,
                                    const char *const *sent, size_t count,
                                    struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	const char *name = gamut_arena_copy(&arena, key).ptr;

	for (size_t i = 0; i < count; i++)
		if (strcmp(sent[i], name) == 0)
			goto out;
	gamut_error_set(err, GAMUT_EINVAL,
	                "omit: '%s' is no sampling member that would be "
	                "sent%s",
	                name, gamut_text_hint(name, sent, count).text);
	gamut_arena_clear(&arena);
	return GAMUT_EINVAL;
out:
	gamut_arena_clear(&arena);
	return GAMUT_OK;
}

static enum gamut_status check_omit(const struct gamut_profile *profile,
                                    struct gamut_err *err)
{
	cJSON *pure = read_members(profile->pure);
	const char **sent = gamut_alloc_array(
		(size_t)cJSON_GetArraySize(pure) + 4, sizeof(*sent));
	struct gamut_str rest = gamut_str_of(profile->omit);
	enum gamut_status status = GAMUT_OK;
	const cJSON *item;
	struct gamut_str rule;
	size_t count = 0;

	sent[count++] = "temperature";
	sent[count++] = "top_p";
	if (profile->top_k_field)
		sent[count++] = profile->top_k_field;
	if (profile->min_p_field)
		sent[count++] = profile->min_p_field;
	cJSON_ArrayForEach(item, pure)
	{
		sent[count++] = item->string;
	}
	while (!status && gamut_str_take_field(&rest, ',', &rule)) {
		struct gamut_str key;

		gamut_str_take_field(&rule, '=', &key);
		status = check_rule(key, sent, count, err);
	}
	free(sent);
	cJSON_Delete(pure);
	return status;
}

/* ------------------------------------------------------------------- whole */

static enum gamut_status check_headers(const struct gamut_profile *profile,
                                       struct gamut_err *err)
{
	cJSON *headers = read_members(profile->headers);
	enum gamut_status status = GAMUT_OK;
	const cJSON *item;

	cJSON_ArrayForEach(item, headers)
	{
		switch (gamut_header_kind(gamut_str_of(item->string))) {
		case GAMUT_HEADER_SECRET:
			status = gamut_error(
				err, GAMUT_EINVAL,
				"headers: '%s' is a secret, and would stand in "
				"run.json: use --key-env or --header-env",
				item->string);
			break;
		case GAMUT_HEADER_FRAMING:
			status = gamut_error(
				err, GAMUT_EINVAL,
				"headers: '%s' is made for each request: leave "
				"it out; for a key, use --key-env or "
				"--header-env",
				item->string);
			break;
		case GAMUT_HEADER_PLAIN:
			break;
		}
		if (status)
			break;
	}
	cJSON_Delete(headers);
	return status;
}

enum gamut_status gamut_profile_check(const struct gamut_profile *profile,
                                      bool has_omit, const char **field,
                                      struct gamut_err *err)
{
	*field = "headers";
	if (check_headers(profile, err) || check_names(profile, field, err))
		return GAMUT_EINVAL;
	*field = "pure";
	if (check_pure(profile, err))
		return GAMUT_EINVAL;
	*field = "omit";
	if (has_omit && check_omit(profile, err))
		return GAMUT_EINVAL;
	*field = "max_tokens_field";
	if (profile->form == GAMUT_REQUEST_FORM_ANTHROPIC &&
	    !profile->max_tokens_field)
		return gamut_error(err, GAMUT_EINVAL,
		                   "max_tokens_field: form anthropic cannot do "
		                   "without");
	*field = "samples_per_request";
	if (gamut_profile_check_n(profile, profile->samples_per_request, NULL))
		return gamut_error(err, GAMUT_EINVAL,
		                   "samples_per_request is more than n_max");
	return GAMUT_OK;
}
