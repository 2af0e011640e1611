#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "runner/sample/detect_kind.h"
#include "runner/store/sample.h"

#define VERSION_COLUMNS 48
#define MODEL_COLUMNS 60

static const cJSON *member(const cJSON *object, const char *key)
{
	return cJSON_GetObjectItemCaseSensitive(object, key);
}

static struct gamut_str shown(struct gamut_str text, size_t columns,
                              struct gamut_arena *arena)
{
	struct gamut_buf buf = { 0 };
	struct gamut_str copy;

	gamut_text_show(&buf, text, columns);
	copy = gamut_arena_copy(arena, gamut_buf_view(&buf));
	gamut_buf_release(&buf);
	return copy;
}

/* ----------------------------------------------------------------- models */

static bool has_alias(const cJSON *item, struct gamut_str model)
{
	const cJSON *alias;

	cJSON_ArrayForEach(alias, member(item, "aliases"))
	{
		if (cJSON_IsString(alias) &&
		    gamut_str_eq(gamut_str_of(alias->valuestring), model))
			return true;
	}
	return false;
}

/* Is `item` the model that is asked for, by any of the names it goes by? */
static bool is_model(const cJSON *item, struct gamut_str model)
{
	struct gamut_str id;

	if (!gamut_json_get_str(item, "id", &id))
		return false;
	if (gamut_str_eq(id, model) || has_alias(item, model))
		return true;
	/* Gemini's prefix, and the tag that Ollama adds. */
	if (gamut_str_starts_with(id, GAMUT_STR("models/")) &&
	    gamut_str_eq(gamut_str_skip(id, strlen("models/")), model))
		return true;
	return gamut_str_ends_with(id, GAMUT_STR(":latest")) &&
	       gamut_str_eq(gamut_str_head(id, id.len - strlen(":latest")),
	                    model);
}

/* Does the list of such a server leave out what can be asked for? */
static bool is_list_partial(const struct gamut_reading *r, const char *kind)
{
	return gamut_kind_is(kind, "azure") ||
	       gamut_kind_is(kind, "fireworks") ||
	       (gamut_kind_is(kind, "openrouter") &&
	        memchr(r->manifest->model.ptr, ':', r->manifest->model.len)) ||
	       cJSON_IsTrue(
		       member(r->roots[GAMUT_DETECT_PAGE_MODELS], "has_more"));
}

/* Returns the entry of the model that is asked for, or NULL. */
static const cJSON *read_models(struct gamut_detection *out,
                                const struct gamut_reading *r)
{
	const cJSON *found = NULL;
	const cJSON *item;

	cJSON_ArrayForEach(item, r->models)
	{
		struct gamut_str id;

		if (!gamut_json_get_str(item, "id", &id))
			continue;
		out->model_total++;
		if (out->model_count < GAMUT_DETECTION_MODELS)
			out->models[out->model_count++] =
				shown(id, MODEL_COLUMNS, r->arena);
		if (!found && is_model(item, r->manifest->model))
			found = item;
	}
	if (found)
		out->has_model = GAMUT_TOLD_YES;
	else if (out->model_total > 0 && !is_list_partial(r, out->kind))
		out->has_model = GAMUT_TOLD_NO;
	return found;
}

static void read_context(struct gamut_detection *out,
                         const struct gamut_reading *r, const cJSON *model)
{
	static const char *const keys[] = { "max_model_len", "context_length",
		                            "max_context_length" };
	const cJSON *settings = member(r->roots[GAMUT_DETECT_PAGE_PROPS],
	                               "default_generation_settings");
	const cJSON *item;

	out->max_context = GAMUT_UNKNOWN;
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(keys); i++)
		gamut_json_get_int(model, keys[i], &out->max_context);
	if (gamut_kind_is(out->kind, "llama.cpp"))
		gamut_json_get_int(settings, "n_ctx", &out->max_context);
	if (gamut_kind_is(out->kind, "tgi"))
		gamut_json_get_int(r->roots[GAMUT_DETECT_PAGE_INFO],
		                   "max_total_tokens", &out->max_context);
	cJSON_ArrayForEach(item, gamut_reading_lm_studio(r))
	{
		if (is_model(item, r->manifest->model))
			gamut_json_get_int(item, "loaded_context_length",
			                   &out->max_context);
	}
}

/* --------------------------------------------------------------- samplers */

static void write_number(struct gamut_json *json, const cJSON *object,
                         const char *key)
{
	char text[32];
	double value;

	if (!gamut_json_get_double(object, key, &value) || !isfinite(value))
		return;
	/* Servers print floats as doubles: 0.949999988079071. */
	snprintf(text, sizeof(text), "%.6g", value);
	gamut_json_key(json, key);
	gamut_json_raw(json, gamut_str_of(text));
}

static void write_llama_cpp(struct gamut_json *json,
                            const struct gamut_reading *r)
{
	static const char *const keys[] = {
		"temperature",
		"top_k",
		"top_p",
		"min_p",
		"typical_p",
		"repeat_penalty",
		"presence_penalty",
		"top_n_sigma",
		"dry_multiplier",
		"frequency_penalty",
		"dynatemp_range",
		"xtc_probability",
		"mirostat",
	};
	const cJSON *settings = member(r->roots[GAMUT_DETECT_PAGE_PROPS],
	                               "default_generation_settings");
	const cJSON *params = member(settings, "params");

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(keys); i++)
		write_number(json, params ? params : settings, keys[i]);
}

static void write_sglang(struct gamut_json *json, const struct gamut_reading *r)
{
	struct gamut_str from;

	if (gamut_json_get_str(gamut_reading_sglang(r), "sampling_defaults",
	                       &from)) {
		gamut_json_key(json, "sampling_defaults");
		gamut_json_str(json, shown(from, VERSION_COLUMNS, r->arena));
	}
}

static struct gamut_str samplers_of(const struct gamut_reading *r,
                                    const char *kind)
{
	struct gamut_buf out = { 0 };
	struct gamut_json json = { .out = &out };
	struct gamut_str result = GAMUT_STR_EMPTY;

	gamut_json_open(&json, '{');
	if (gamut_kind_is(kind, "llama.cpp"))
		write_llama_cpp(&json, r);
	else if (gamut_kind_is(kind, "sglang"))
		write_sglang(&json, r);
	gamut_json_close(&json, '}');
	if (out.len > strlen("{}"))
		result = gamut_arena_copy(r->arena, gamut_buf_view(&out));
	gamut_buf_release(&out);
	return result;
}

/* ------------------------------------------------------------------ whole */

void gamut_detection_read(
	struct gamut_detection *out,
	const struct gamut_detect_page pages[GAMUT_DETECT_PAGE_COUNT],
	const struct gamut_manifest *manifest, struct gamut_arena *arena)
{
	struct gamut_reading r = {
		.pages = pages,
		.manifest = manifest,
		.hosted = gamut_detect_hosted(manifest->endpoint),
		.arena = arena,
	};
	const cJSON *list;
	const cJSON *model;

	for (size_t i = 0; i < GAMUT_DETECT_PAGE_COUNT; i++)
		if (pages[i].body.len > 0)
			r.roots[i] = gamut_json_parse(pages[i].body, NULL);
	/* Together's list stands alone. */
	list = r.roots[GAMUT_DETECT_PAGE_MODELS];
	r.models = cJSON_IsArray(list) ? list : member(list, "data");
	if (!cJSON_IsArray(r.models))
		r.models = NULL;
	*out = (struct gamut_detection){ 0 };
	out->kind = gamut_reading_kind(&r);
	out->version = shown(gamut_reading_version(&r, out->kind),
	                     VERSION_COLUMNS, arena);
	out->proxy = gamut_reading_proxy(&r);
	model = read_models(out, &r);
	read_context(out, &r, model);
	out->samplers = samplers_of(&r, out->kind);
	for (size_t i = 0; i < GAMUT_DETECT_PAGE_COUNT; i++)
		cJSON_Delete(r.roots[i]);
}
