#include "runner/sample/detect.h"

#include <stdarg.h>
#include <string.h>

#include "runner/sample/detect_kind.h"
#include "runner/store/sample.h"

#define MAX_TOLD_BYTES ((size_t)4096)

/* What is looked at for warnings. */
struct judgement {
	struct gamut_detection *out;
	struct gamut_str profile;
	cJSON *sent;     /* the sampling members of each request */
	cJSON *samplers; /* those in effect, or NULL */
	bool has_remedy; /* a warning names the profile to use */
	struct gamut_arena *arena;
};

GAMUT_PRINTF(2, 3)
static void warn(struct judgement *j, const char *fmt, ...)
{
	va_list args;

	if (j->out->warning_count == GAMUT_DETECTION_WARNINGS)
		GAMUT_BUG("too many warnings");
	va_start(args, fmt);
	j->out->warnings[j->out->warning_count++] =
		gamut_arena_vstrf(j->arena, fmt, args);
	va_end(args);
}

static bool sends(const struct judgement *j, const char *field)
{
	return cJSON_HasObjectItem(j->sent, field);
}

/* ------------------------------------------------------------- truncation */

enum acting {
	GAMUT_BELOW_ONE,
	GAMUT_POSITIVE,
	GAMUT_NOT_ONE,
	GAMUT_NOT_ZERO
};

/* The samplers of llama.cpp, and when each changes the distribution. */
static const struct sampler {
	const char *name;
	enum acting acts_when;
	bool is_in_chain; /* "samplers" can leave it out */
} samplers[] = {
	{ "top_k", GAMUT_POSITIVE, true },
	{ "top_p", GAMUT_BELOW_ONE, true },
	{ "min_p", GAMUT_POSITIVE, true },
	{ "typical_p", GAMUT_BELOW_ONE, true },
	{ "top_n_sigma", GAMUT_POSITIVE, true },
	{ "xtc_probability", GAMUT_POSITIVE, true },
	{ "dry_multiplier", GAMUT_POSITIVE, true },
	{ "repeat_penalty", GAMUT_NOT_ONE, true },
	{ "presence_penalty", GAMUT_NOT_ZERO, true },
	{ "frequency_penalty", GAMUT_NOT_ZERO, true },
	{ "mirostat", GAMUT_NOT_ZERO, false },
	{ "dynatemp_range", GAMUT_NOT_ZERO, false },
};

static bool acts(const struct sampler *sampler, double value)
{
	switch (sampler->acts_when) {
	case GAMUT_BELOW_ONE:
		return value < 1;
	case GAMUT_POSITIVE:
		return value > 0;
	case GAMUT_NOT_ONE:
		return value < 1 || value > 1;
	case GAMUT_NOT_ZERO:
		return value < 0 || value > 0;
	}
	return false;
}

/* The samplers that act although no request asks for them: "top_k 40, ...". */
static void list_unasked(struct gamut_buf *list, const struct judgement *j)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(samplers); i++) {
		const struct sampler *sampler = &samplers[i];
		double value;

		if (sends(j, sampler->name) ||
		    (sampler->is_in_chain && sends(j, "samplers")) ||
		    !gamut_json_get_double(j->samplers, sampler->name,
		                           &value) ||
		    !acts(sampler, value))
			continue;
		gamut_buf_addf(list, "%s%s %g", list->len > 0 ? ", " : "",
		               sampler->name, value);
	}
}

static void judge_llama_cpp(struct judgement *j)
{
	struct gamut_buf list = { 0 };

	list_unasked(&list, j);
	if (!j->samplers && !sends(j, "samplers") && !sends(j, "top_k"))
		gamut_buf_addf(&list, "by default top_k 40, top_p 0.95, "
		                      "min_p 0.05");
	if (list.len > 0) {
		warn(j,
		     "llama.cpp samples with %s unless told otherwise, and "
		     "profile %.*s does not tell it: use --profile llama.cpp",
		     gamut_buf_cstr(&list), GAMUT_STR_ARG(j->profile));
		j->has_remedy = true;
	}
	gamut_buf_release(&list);
}

/* vLLM and SGLang, which take what is not sent from the model's makers. */
static void judge_generation_config(struct judgement *j)
{
	struct gamut_str from = GAMUT_STR_EMPTY;

	gamut_json_get_str(j->samplers, "sampling_defaults", &from);
	if (gamut_str_eq(from, GAMUT_STR("openai")) ||
	    (sends(j, "top_k") && sends(j, "min_p") &&
	     sends(j, "repetition_penalty")))
		return;
	warn(j,
	     "%s takes what a request leaves open from the model's "
	     "generation_config.json (often top_k 20), and profile %.*s "
	     "leaves top_k, min_p or penalties open: use --profile %s",
	     j->out->kind, GAMUT_STR_ARG(j->profile), j->out->kind);
	j->has_remedy = true;
}

static void judge_tgi(struct judgement *j)
{
	if (!sends(j, "top_p") && !sends(j, "presence_penalty"))
		return;
	warn(j,
	     "TGI refuses a top_p of 1 and takes a presence_penalty of 0 for "
	     "a repetition penalty of 2, and profile %.*s sends %s: use "
	     "--profile tgi",
	     GAMUT_STR_ARG(j->profile),
	     sends(j, "presence_penalty") ? "a presence_penalty" : "a top_p");
	j->has_remedy = true;
}

static void judge_samplers(struct judgement *j)
{
	const char *kind = j->out->kind;

	if (gamut_kind_is(kind, "llama.cpp"))
		judge_llama_cpp(j);
	if (gamut_kind_is(kind, "vllm") || gamut_kind_is(kind, "sglang"))
		judge_generation_config(j);
	if (gamut_kind_is(kind, "tgi"))
		judge_tgi(j);
	if (gamut_kind_is(kind, "ollama"))
		warn(j,
		     "Ollama samples with the Modelfile's top_k and min_p, 40 "
		     "and 0 where it has none, whatever a request says: put "
		     "PARAMETER top_k 0 and PARAMETER min_p 0 into it");
	if (gamut_kind_is(kind, "lm-studio"))
		warn(j, "LM Studio samples with the min_p of the model's "
		        "settings whatever a request says: set it to 0 there");
}

/* ---------------------------------------------------------------- matters */

/* Profiles "openai-reasoning" and the like are of the kind "openai". */
static bool is_variant(struct gamut_str profile, const char *kind)
{
	struct gamut_str name = gamut_str_of(kind);

	return gamut_str_starts_with(profile, name) &&
	       (profile.len == name.len || profile.ptr[name.len] == '-');
}

/* A profile of the user's own, which we do not know, is left alone. */
static void judge_profile(struct judgement *j)
{
	static const char *const known[] = {
		"anthropic",  "azure",     "fireworks", "gemini",   "generic",
		"llama.cpp",  "lm-studio", "mistral",   "ollama",   "openai",
		"openrouter", "sglang",    "tgi",       "together", "vllm",
	};

	if (!j->out->kind || j->has_remedy ||
	    is_variant(j->profile, j->out->kind))
		return;
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(known); i++)
		if (is_variant(j->profile, known[i])) {
			warn(j,
			     "the server is %s, and profile %.*s speaks "
			     "otherwise: use --profile %s",
			     j->out->kind, GAMUT_STR_ARG(j->profile),
			     j->out->kind);
			return;
		}
}

static void judge_model(struct judgement *j)
{
	const struct gamut_detection *out = j->out;
	struct gamut_buf names = { 0 };

	if (out->has_model != GAMUT_TOLD_NO)
		return;
	for (size_t i = 0; i < out->model_count; i++) {
		gamut_buf_addf(&names, "%s'", i > 0 ? ", " : "");
		gamut_buf_add(&names, out->models[i]);
		gamut_buf_add_char(&names, '\'');
	}
	if (out->model_total > out->model_count)
		gamut_buf_addf(&names, " and %zu more",
		               out->model_total - out->model_count);
	warn(j,
	     "the model asked for is not in the server's list of models, "
	     "which has %s: name a model of that list by --model",
	     gamut_buf_cstr(&names));
	gamut_buf_release(&names);
}

/* ------------------------------------------------------------------- told */

static void write_optional(struct gamut_json *json, const char *key,
                           struct gamut_str value)
{
	gamut_json_key(json, key);
	if (value.len > 0)
		gamut_json_str(json, value);
	else
		gamut_json_null(json);
}

static void write_facts(struct gamut_json *json,
                        const struct gamut_detection *out)
{
	gamut_json_key(json, "kind");
	gamut_json_cstr(json, out->kind);
	write_optional(json, "version", out->version);
	gamut_json_key(json, "models_has_model");
	if (out->has_model == GAMUT_TOLD_NOTHING)
		gamut_json_null(json);
	else
		gamut_json_bool(json, out->has_model == GAMUT_TOLD_YES);
	if (out->proxy) {
		gamut_json_key(json, "proxy");
		gamut_json_cstr(json, out->proxy);
	}
	if (out->max_context != GAMUT_UNKNOWN) {
		gamut_json_key(json, "max_context");
		gamut_json_int(json, out->max_context);
	}
}

static void write_findings(struct gamut_json *json,
                           const struct gamut_detection *out)
{
	if (out->samplers.len > 0) {
		gamut_json_key(json, "samplers");
		gamut_json_raw(json, out->samplers);
	}
	gamut_json_key(json, "warnings");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < out->warning_count; i++)
		gamut_json_str(json, out->warnings[i]);
	gamut_json_close(json, ']');
}

/* With `is_whole` false, what is bounded without counting. */
static struct gamut_str tell(const struct gamut_detection *out, bool is_whole,
                             struct gamut_arena *arena)
{
	struct gamut_buf buf = { 0 };
	struct gamut_json json = { .out = &buf };
	struct gamut_str told;

	gamut_json_open(&json, '{');
	write_facts(&json, out);
	if (is_whole)
		write_findings(&json, out);
	gamut_json_close(&json, '}');
	told = gamut_arena_copy(arena, gamut_buf_view(&buf));
	gamut_buf_release(&buf);
	return told;
}

/* ------------------------------------------------------------------ whole */

void gamut_detection_judge(struct gamut_detection *out,
                           const struct gamut_manifest *manifest,
                           struct gamut_arena *arena)
{
	struct judgement j = {
		.out = out,
		.profile = manifest->profile,
		.sent = gamut_json_parse(manifest->sampling, NULL),
		.samplers = gamut_json_parse(out->samplers, NULL),
		.arena = arena,
	};

	judge_samplers(&j);
	judge_profile(&j);
	judge_model(&j);
	out->fault_count = out->warning_count;
	if (out->proxy)
		warn(&j,
		     "%s stands before the model and may answer from a cache: "
		     "switch its cache off",
		     out->proxy);
	cJSON_Delete(j.sent);
	cJSON_Delete(j.samplers);
	out->told = tell(out, true, arena);
	if (out->told.len >= MAX_TOLD_BYTES)
		out->told = tell(out, false, arena);
}

enum gamut_status gamut_detect(struct gamut_detection *out,
                               const struct gamut_http_options *options,
                               struct gamut_arena *arena, struct gamut_err *err)
{
	const struct gamut_manifest *manifest = options->manifest;
	struct gamut_detect_page pages[GAMUT_DETECT_PAGE_COUNT] = { 0 };
	bool is_known = gamut_detect_hosted(manifest->endpoint) != NULL;
	enum gamut_status status;

	status = gamut_detect_pages_fetch(pages, options, is_known, arena, err);
	if (status)
		return status;
	gamut_detection_read(out, pages, manifest, arena);
	gamut_detection_judge(out, manifest, arena);
	return GAMUT_OK;
}
