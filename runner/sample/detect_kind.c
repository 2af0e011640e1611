#include "runner/sample/detect_kind.h"

#include <string.h>

static const cJSON *member(const cJSON *object, const char *key)
{
	return cJSON_GetObjectItemCaseSensitive(object, key);
}

/* ------------------------------------------------------------------ hosts */

static const struct {
	const char *host; /* with a dot in front: the end of one */
	const char *kind;
} hosts[] = {
	{ "api.openai.com", "openai" },
	{ "api.anthropic.com", "anthropic" },
	{ "openrouter.ai", "openrouter" },
	{ "generativelanguage.googleapis.com", "gemini" },
	{ "api.mistral.ai", "mistral" },
	{ "api.together.xyz", "together" },
	{ "api.together.ai", "together" },
	{ "api.fireworks.ai", "fireworks" },
	{ ".openai.azure.com", "azure" },
};

static bool equals_ignoring_case(struct gamut_str a, const char *b)
{
	if (a.len != strlen(b))
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (gamut_ascii_lower(a.ptr[i]) != gamut_ascii_lower(b[i]))
			return false;
	return true;
}

const char *gamut_detect_hosted(struct gamut_str endpoint)
{
	size_t scheme = gamut_str_find(endpoint, GAMUT_STR("://"));
	struct gamut_str host = GAMUT_STR_EMPTY;

	if (scheme == endpoint.len)
		return NULL;
	endpoint = gamut_str_skip(endpoint, scheme + strlen("://"));
	gamut_str_take_field(&endpoint, '/', &host);
	host = gamut_str_head(host, gamut_str_find(host, GAMUT_STR(":")));
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(hosts); i++) {
		size_t len = strlen(hosts[i].host);
		struct gamut_str tail = host;

		if (hosts[i].host[0] == '.' && host.len > len)
			tail = gamut_str_skip(host, host.len - len);
		if (equals_ignoring_case(tail, hosts[i].host))
			return hosts[i].kind;
	}
	return NULL;
}

/* ---------------------------------------------------------------- headers */

/* Does any reply have the header `name`, and with `value` unless NULL? */
static bool has_header(const struct gamut_reading *r, const char *name,
                       const char *value)
{
	for (size_t i = 0; i < GAMUT_DETECT_PAGE_COUNT; i++) {
		struct gamut_str rest = r->pages[i].headers;
		struct gamut_str line;

		while (gamut_str_take_line(&rest, &line)) {
			struct gamut_str key;

			if (gamut_str_take_field(&line, ':', &key) &&
			    equals_ignoring_case(key, name) &&
			    (!value ||
			     equals_ignoring_case(gamut_str_trim(line), value)))
				return true;
		}
	}
	return false;
}

const char *gamut_reading_proxy(const struct gamut_reading *r)
{
	static const struct {
		const char *header;
		const char *name;
	} signs[] = {
		{ "x-litellm-version", "LiteLLM" },
		{ "x-litellm-call-id", "LiteLLM" },
		{ "cf-aig-cache-status", "Cloudflare AI Gateway" },
		{ "helicone-id", "Helicone" },
		{ "x-portkey-trace-id", "Portkey" },
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(signs); i++)
		if (has_header(r, signs[i].header, NULL))
			return signs[i].name;
	return NULL;
}

/* ------------------------------------------------------------------- kind */

/* Are there models, and do all say that `owner` owns them? */
static bool all_owned_by(const struct gamut_reading *r, const char *owner)
{
	const cJSON *item;
	bool is_any = false;

	cJSON_ArrayForEach(item, r->models)
	{
		struct gamut_str said;

		if (!gamut_json_get_str(item, "owned_by", &said) ||
		    !gamut_str_eq(said, gamut_str_of(owner)))
			return false;
		is_any = true;
	}
	return is_any;
}

static bool has_any_owned_by(const struct gamut_reading *r, const char *owner)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, r->models)
	{
		struct gamut_str said;

		if (gamut_json_get_str(item, "owned_by", &said) &&
		    gamut_str_eq(said, gamut_str_of(owner)))
			return true;
	}
	return false;
}

const cJSON *gamut_reading_sglang(const struct gamut_reading *r)
{
	const cJSON *info = r->roots[GAMUT_DETECT_PAGE_SERVER_INFO];

	if (!member(info, "mem_fraction_static"))
		info = r->roots[GAMUT_DETECT_PAGE_OLD_INFO];
	return member(info, "mem_fraction_static") ? info : NULL;
}

static bool is_tgi(const struct gamut_reading *r)
{
	const cJSON *info = r->roots[GAMUT_DETECT_PAGE_INFO];

	return member(info, "max_total_tokens") && member(info, "max_best_of");
}

static bool is_sglang(const struct gamut_reading *r)
{
	return gamut_reading_sglang(r) || all_owned_by(r, "sglang");
}

static bool is_vllm(const struct gamut_reading *r)
{
	return all_owned_by(r, "vllm");
}

static bool is_llama_cpp(const struct gamut_reading *r)
{
	const cJSON *settings = member(r->roots[GAMUT_DETECT_PAGE_PROPS],
	                               "default_generation_settings");

	return member(settings, "params") || member(settings, "top_k") ||
	       all_owned_by(r, "llamacpp") ||
	       has_header(r, "Server", "llama.cpp");
}

/* Others have /api/version too, some to pass for Ollama. */
static bool is_ollama(const struct gamut_reading *r)
{
	struct gamut_str version;

	return gamut_str_starts_with(r->pages[GAMUT_DETECT_PAGE_ROOT].body,
	                             GAMUT_STR("Ollama is running")) ||
	       (gamut_json_get_str(r->roots[GAMUT_DETECT_PAGE_OLLAMA_VERSION],
	                           "version", &version) &&
	        has_any_owned_by(r, "library"));
}

const cJSON *gamut_reading_lm_studio(const struct gamut_reading *r)
{
	const cJSON *data = member(r->roots[GAMUT_DETECT_PAGE_LM_STUDIO],
	                           "data");
	const cJSON *first = cJSON_IsArray(data) ? data->child : NULL;

	return member(first, "compatibility_type") ? data : NULL;
}

static bool is_lm_studio(const struct gamut_reading *r)
{
	return gamut_reading_lm_studio(r) != NULL;
}

static bool is_openai(const struct gamut_reading *r)
{
	return has_header(r, "openai-version", NULL) &&
	       !has_header(r, "x-ms-region", NULL) && !gamut_reading_proxy(r);
}

static bool is_anthropic(const struct gamut_reading *r)
{
	return has_header(r, "anthropic-organization-id", NULL) &&
	       !gamut_reading_proxy(r);
}

const char *gamut_reading_kind(const struct gamut_reading *r)
{
	static const struct {
		const char *kind;
		bool (*is)(const struct gamut_reading *r);
	} signs[] = {
		{ "tgi", is_tgi },       { "sglang", is_sglang },
		{ "vllm", is_vllm },     { "llama.cpp", is_llama_cpp },
		{ "ollama", is_ollama }, { "lm-studio", is_lm_studio },
		{ "openai", is_openai }, { "anthropic", is_anthropic },
	};

	if (r->hosted)
		return r->hosted;
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(signs); i++)
		if (signs[i].is(r))
			return signs[i].kind;
	return NULL;
}

bool gamut_kind_is(const char *kind, const char *name)
{
	return kind && strcmp(kind, name) == 0;
}

struct gamut_str gamut_reading_version(const struct gamut_reading *r,
                                       const char *kind)
{
	struct gamut_str version = GAMUT_STR_EMPTY;

	if (gamut_kind_is(kind, "llama.cpp"))
		gamut_json_get_str(r->roots[GAMUT_DETECT_PAGE_PROPS],
		                   "build_info", &version);
	else if (gamut_kind_is(kind, "vllm"))
		gamut_json_get_str(r->roots[GAMUT_DETECT_PAGE_VERSION],
		                   "version", &version);
	else if (gamut_kind_is(kind, "ollama"))
		gamut_json_get_str(r->roots[GAMUT_DETECT_PAGE_OLLAMA_VERSION],
		                   "version", &version);
	else if (gamut_kind_is(kind, "sglang"))
		gamut_json_get_str(gamut_reading_sglang(r), "version",
		                   &version);
	else if (gamut_kind_is(kind, "tgi"))
		gamut_json_get_str(r->roots[GAMUT_DETECT_PAGE_INFO], "version",
		                   &version);
	return version;
}
