/* What servers tell, as they tell it, and what follows from it. */
#include "tests/support/unit.h"

#include <string.h>

#include "base/json.h"
#include "runner/sample/detect_page.h"
#include "runner/store/sample.h"

#define LLAMA_CPP_PARAMS                                                 \
	"{\"seed\":4294967295,\"temperature\":0.800000011920929,"        \
	"\"top_k\":40,\"top_p\":0.949999988079071,"                      \
	"\"min_p\":0.05000000074505806,\"typical_p\":1.0,"               \
	"\"top_n_sigma\":-1.0,\"repeat_penalty\":1.0,"                   \
	"\"presence_penalty\":0.0,\"frequency_penalty\":0.0,"            \
	"\"dry_multiplier\":0.0,\"xtc_probability\":0.0,\"mirostat\":0," \
	"\"dynatemp_range\":0.0}"
#define LLAMA_CPP_PROPS                                              \
	"{\"default_generation_settings\":{\"id\":0,\"n_ctx\":8192," \
	"\"params\":" LLAMA_CPP_PARAMS "},\"total_slots\":4,"        \
	"\"build_info\":\"b8681-Debian\"}"
#define PURE_LLAMA_CPP \
	"{\"temperature\":1,\"top_p\":1,\"samplers\":[\"temperature\"]}"
#define PLAIN "{\"temperature\":1,\"top_p\":1}"
#define PURE_VLLM                                                 \
	"{\"temperature\":1,\"top_p\":1,\"top_k\":0,\"min_p\":0," \
	"\"repetition_penalty\":1}"
#define MODELS(id, owner)                               \
	"{\"object\":\"list\",\"data\":[{\"id\":\"" id  \
	"\",\"object\":\"model\",\"owned_by\":\"" owner \
	"\",\"max_model_len\":4096}]}"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
}

struct page {
	enum gamut_detect_page_id id;
	const char *body;
	const char *headers; /* or NULL */
};

static const struct told {
	const char *name;
	struct page pages[3];
	const char *endpoint; /* NULL: one of this machine */
	const char *profile;
	const char *sampling;
	const char *kind; /* NULL: nothing told */
	const char *version;
	enum gamut_told has_model; /* "m" */
	int64_t max_context;
	const char *warns; /* the first warning has it; NULL: there is none */
} tolds[] = {
	{ .name = "llama.cpp and a profile that does not tell it",
	  .pages = { { GAMUT_DETECT_PAGE_PROPS, LLAMA_CPP_PROPS, NULL },
	             { GAMUT_DETECT_PAGE_MODELS, MODELS("m", "llamacpp"),
	               NULL } },
	  .profile = "generic",
	  .sampling = PLAIN,
	  .kind = "llama.cpp",
	  .version = "b8681-Debian",
	  .has_model = GAMUT_TOLD_YES,
	  .max_context = 8192,
	  .warns = "llama.cpp samples with top_k 40, min_p 0.05 unless told "
	           "otherwise, and profile generic does not tell it: use "
	           "--profile llama.cpp" },
	{ .name = "llama.cpp and its profile",
	  .pages = { { GAMUT_DETECT_PAGE_PROPS, LLAMA_CPP_PROPS, NULL } },
	  .profile = "llama.cpp",
	  .sampling = PURE_LLAMA_CPP,
	  .kind = "llama.cpp",
	  .version = "b8681-Debian",
	  .max_context = 8192 },
	{ .name = "llama.cpp of old, settings without params",
	  .pages = { { GAMUT_DETECT_PAGE_PROPS,
	               "{\"default_generation_settings\":{\"n_ctx\":512,"
	               "\"top_k\":7,\"mirostat\":2}}",
	               NULL } },
	  .profile = "llama.cpp",
	  .sampling = PURE_LLAMA_CPP,
	  .kind = "llama.cpp",
	  .max_context = 512,
	  .warns = "samples with mirostat 2" },
	{ .name = "llama.cpp by its header, with nothing else open",
	  .pages = { { GAMUT_DETECT_PAGE_PROPS, "", "Server: llama.cpp\r\n" } },
	  .profile = "generic",
	  .sampling = PLAIN,
	  .kind = "llama.cpp",
	  .max_context = GAMUT_UNKNOWN,
	  .warns = "by default top_k 40" },
	{ .name = "vLLM",
	  .pages = { { GAMUT_DETECT_PAGE_MODELS, MODELS("m", "vllm"), NULL },
	             { GAMUT_DETECT_PAGE_VERSION, "{\"version\":\"0.11.0\"}",
	               NULL } },
	  .profile = "generic",
	  .sampling = PLAIN,
	  .kind = "vllm",
	  .version = "0.11.0",
	  .has_model = GAMUT_TOLD_YES,
	  .max_context = 4096,
	  .warns = "generation_config.json" },
	{ .name = "vLLM and its profile, another model",
	  .pages = { { GAMUT_DETECT_PAGE_MODELS,
	               MODELS("Qwen/Qwen3-8B", "vllm"), NULL } },
	  .profile = "vllm",
	  .sampling = PURE_VLLM,
	  .kind = "vllm",
	  .has_model = GAMUT_TOLD_NO,
	  .max_context = GAMUT_UNKNOWN,
	  .warns = "list of models, which has 'Qwen/Qwen3-8B'" },
	{ .name = "SGLang",
	  .pages = { { GAMUT_DETECT_PAGE_SERVER_INFO,
	               "{\"version\":\"0.5.20\",\"model_path\":\"/m\","
	               "\"mem_fraction_static\":0.8,"
	               "\"sampling_defaults\":\"model\"}",
	               NULL },
	             { GAMUT_DETECT_PAGE_MODELS, MODELS("m", "sglang"),
	               NULL } },
	  .profile = "openai",
	  .sampling = PLAIN,
	  .kind = "sglang",
	  .version = "0.5.20",
	  .has_model = GAMUT_TOLD_YES,
	  .max_context = 4096,
	  .warns = "use --profile sglang" },
	{ .name = "SGLang with OpenAI's defaults, at its old place",
	  .pages = { { GAMUT_DETECT_PAGE_OLD_INFO,
	               "{\"mem_fraction_static\":0.8,"
	               "\"sampling_defaults\":\"openai\"}",
	               NULL } },
	  .profile = "sglang",
	  .sampling = PLAIN,
	  .kind = "sglang",
	  .max_context = GAMUT_UNKNOWN },
	{ .name = "TGI",
	  .pages = { { GAMUT_DETECT_PAGE_INFO,
	               "{\"model_id\":\"m\",\"max_best_of\":2,"
	               "\"max_total_tokens\":8192,"
	               "\"router\":\"text-generation-router\","
	               "\"version\":\"3.3.4\"}",
	               NULL } },
	  .profile = "generic",
	  .sampling = PLAIN,
	  .kind = "tgi",
	  .version = "3.3.4",
	  .max_context = 8192,
	  .warns = "TGI refuses a top_p of 1" },
	{ .name = "an /info of something else",
	  .pages = { { GAMUT_DETECT_PAGE_INFO,
	               "{\"model_id\":\"m\",\"version\":\"1.2.0\","
	               "\"max_batch_size\":8}",
	               NULL } },
	  .profile = "generic",
	  .sampling = PLAIN,
	  .max_context = GAMUT_UNKNOWN },
	{ .name = "Ollama, which adds a tag",
	  .pages = { { GAMUT_DETECT_PAGE_ROOT, "Ollama is running", NULL },
	             { GAMUT_DETECT_PAGE_OLLAMA_VERSION,
	               "{\"version\":\"0.12.3\"}", NULL },
	             { GAMUT_DETECT_PAGE_MODELS, MODELS("m:latest", "library"),
	               NULL } },
	  .profile = "ollama",
	  .sampling = PLAIN,
	  .kind = "ollama",
	  .version = "0.12.3",
	  .has_model = GAMUT_TOLD_YES,
	  .max_context = 4096,
	  .warns = "Ollama samples with the Modelfile's top_k" },
	{ .name = "an /api/version of something else",
	  .pages = { { GAMUT_DETECT_PAGE_OLLAMA_VERSION,
	               "{\"version\":\"16.2\"}", NULL } },
	  .profile = "generic",
	  .sampling = PLAIN,
	  .max_context = GAMUT_UNKNOWN },
	{ .name = "LM Studio",
	  .pages = { { GAMUT_DETECT_PAGE_LM_STUDIO,
	               "{\"object\":\"list\",\"data\":[{\"id\":\"m\","
	               "\"compatibility_type\":\"gguf\","
	               "\"state\":\"loaded\",\"max_context_length\":131072,"
	               "\"loaded_context_length\":4096}]}",
	               NULL },
	             { GAMUT_DETECT_PAGE_PROPS,
	               "{\"error\":\"Unexpected endpoint or method.\"}",
	               NULL } },
	  .profile = "lm-studio",
	  .sampling = PLAIN,
	  .kind = "lm-studio",
	  .max_context = 4096,
	  .warns = "LM Studio samples with the min_p" },
	{ .name = "Together's list, which stands alone",
	  .pages = { { GAMUT_DETECT_PAGE_MODELS,
	               "[{\"id\":\"m\",\"context_length\":32768}]", NULL } },
	  .endpoint = "https://api.together.xyz/v1",
	  .profile = "together",
	  .sampling = PLAIN,
	  .kind = "together",
	  .has_model = GAMUT_TOLD_YES,
	  .max_context = 32768 },
	{ .name = "Gemini's prefix, and a profile that is not its own",
	  .pages = { { GAMUT_DETECT_PAGE_MODELS, MODELS("models/m", "google"),
	               NULL } },
	  .endpoint = "https://generativelanguage.googleapis.com/v1beta/openai",
	  .profile = "generic",
	  .sampling = PLAIN,
	  .kind = "gemini",
	  .has_model = GAMUT_TOLD_YES,
	  .max_context = 4096,
	  .warns = "use --profile gemini" },
	{ .name = "Azure, whose list has no deployments",
	  .pages = { { GAMUT_DETECT_PAGE_MODELS, MODELS("gpt-4o", "azure"),
	               NULL } },
	  .endpoint = "https://MINE.OpenAI.Azure.com:443/openai/v1",
	  .profile = "my-own",
	  .sampling = PLAIN,
	  .kind = "azure",
	  .max_context = GAMUT_UNKNOWN },
	{ .name = "Anthropic, a list of which there is more",
	  .pages = { { GAMUT_DETECT_PAGE_MODELS,
	               "{\"data\":[{\"id\":\"claude\"}],\"has_more\":true}",
	               NULL } },
	  .endpoint = "https://api.anthropic.com/v1/",
	  .profile = "anthropic",
	  .sampling = "{\"temperature\":1}",
	  .kind = "anthropic",
	  .max_context = GAMUT_UNKNOWN },
	{ .name = "a host that only looks like OpenAI's",
	  .endpoint = "https://api.openai.com.example.org/v1",
	  .profile = "generic",
	  .sampling = PLAIN,
	  .max_context = GAMUT_UNKNOWN },
	{ .name = "a reasoning profile of OpenAI's",
	  .endpoint = "https://api.openai.com/v1",
	  .profile = "openai-reasoning",
	  .sampling = "{}",
	  .kind = "openai",
	  .max_context = GAMUT_UNKNOWN },
	{ .name = "OpenAI behind LiteLLM",
	  .pages = { { GAMUT_DETECT_PAGE_MODELS, MODELS("m", "openai"),
	               "openai-version: 2020-10-01\r\n"
	               "X-LiteLLM-Version: 1.63\r\n" } },
	  .profile = "generic",
	  .sampling = PLAIN,
	  .has_model = GAMUT_TOLD_YES,
	  .max_context = 4096,
	  .warns = "LiteLLM stands before the model" },
	{ .name = "garbage",
	  .pages = { { GAMUT_DETECT_PAGE_MODELS, "{\"data\":{\"id\":1}}",
	               NULL },
	             { GAMUT_DETECT_PAGE_PROPS, "[1,2", NULL },
	             { GAMUT_DETECT_PAGE_LM_STUDIO, "{\"data\":[7]}",
	               ":\r\n\n" } },
	  .profile = "generic",
	  .sampling = PLAIN,
	  .max_context = GAMUT_UNKNOWN },
	{ .name = "nothing",
	  .profile = "generic",
	  .sampling = "",
	  .max_context = GAMUT_UNKNOWN },
};

static struct gamut_detection detect(const struct told *t)
{
	struct gamut_detect_page pages[GAMUT_DETECT_PAGE_COUNT] = { 0 };
	const struct gamut_manifest manifest = {
		.endpoint = gamut_str_of(t->endpoint ? t->endpoint :
		                                       "http://127.0.0.1/v1"),
		.model = GAMUT_STR("m"),
		.profile = gamut_str_of(t->profile),
		.sampling = gamut_str_of(t->sampling),
	};
	struct gamut_detection out;

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(t->pages); i++) {
		const struct page *page = &t->pages[i];

		if (!page->body)
			break;
		pages[page->id].body = gamut_str_of(page->body);
		pages[page->id].headers =
			gamut_str_of(page->headers ? page->headers : "");
	}
	gamut_detection_read(&out, pages, &manifest, &arena);
	gamut_detection_judge(&out, &manifest, &arena);
	return out;
}

START_TEST(what_servers_say_is_understood)
{
	const struct told *t = &tolds[_i];
	struct gamut_detection out = detect(t);
	cJSON *told = gamut_json_parse(out.told, NULL);
	const cJSON *warnings;

	ck_assert_pstr_eq(out.kind, t->kind);
	ck_assert_msg(gamut_str_eq(out.version,
	                           gamut_str_of(t->version ? t->version : "")),
	              "%s: '%.*s'", t->name, GAMUT_STR_ARG(out.version));
	ck_assert_int_eq(out.has_model, t->has_model);
	ck_assert_int_eq(out.max_context, t->max_context);
	ck_assert_msg((out.warning_count > 0) == (t->warns != NULL),
	              "%s: %zu warnings: %.*s", t->name, out.warning_count,
	              GAMUT_STR_ARG(out.warnings[0]));
	if (t->warns)
		ck_assert_msg(strstr(out.warnings[0].ptr, t->warns), "%s: %s",
		              t->name, out.warnings[0].ptr);
	warnings = cJSON_GetObjectItem(told, "warnings");
	ck_assert_int_eq(cJSON_GetArraySize(warnings), (int)out.warning_count);
	ck_assert(cJSON_HasObjectItem(told, "models_has_model"));
	cJSON_Delete(told);
}
END_TEST

START_TEST(samplers_in_effect_are_told)
{
	struct gamut_detection out = detect(&tolds[0]);
	cJSON *told = gamut_json_parse(out.told, NULL);
	const cJSON *samplers = cJSON_GetObjectItem(told, "samplers");
	double top_p;

	ck_assert(gamut_json_get_double(samplers, "top_p", &top_p));
	ck_assert_double_eq(top_p, 0.95);
	ck_assert(cJSON_HasObjectItem(samplers, "min_p"));
	ck_assert(!cJSON_HasObjectItem(samplers, "seed"));
	cJSON_Delete(told);
}
END_TEST

/* Names without end: of what acts on a terminal, and of marks that stack up. */
static const char *const hostile[] = {
	"\\u001b[2J\\\"e\\u0301",
	"\\\"\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301",
};

static struct gamut_str repeated(const char *text)
{
	struct gamut_buf buf = { 0 };
	struct gamut_str copy;

	for (size_t i = 0; i < 500; i++)
		gamut_buf_addf(&buf, "%s", text);
	copy = gamut_arena_copy(&arena, gamut_buf_view(&buf));
	gamut_buf_release(&buf);
	return copy;
}

START_TEST(what_is_told_is_small_and_safe)
{
	struct gamut_detect_page pages[GAMUT_DETECT_PAGE_COUNT] = { 0 };
	const struct gamut_manifest manifest = {
		.endpoint = GAMUT_STR("http://127.0.0.1/v1"),
		.model = GAMUT_STR("m"),
		/* A path of the user's. */
		.profile = _i == 0 ? GAMUT_STR("generic") : repeated("p/"),
		.sampling = GAMUT_STR(PLAIN),
	};
	struct gamut_str name = repeated(hostile[_i]);
	struct gamut_buf body = { 0 };
	struct gamut_detection out;
	cJSON *told;

	gamut_buf_addf(&body, "{\"data\":[");
	for (size_t i = 0; i < 50; i++)
		gamut_buf_addf(&body, "%s{\"owned_by\":\"vllm\",\"id\":\"%s\"}",
		               i > 0 ? "," : "", name.ptr);
	gamut_buf_addf(&body, "]}");
	pages[GAMUT_DETECT_PAGE_MODELS].body = gamut_buf_view(&body);
	pages[GAMUT_DETECT_PAGE_MODELS].headers =
		GAMUT_STR("x-litellm-version: 1\r\n");
	pages[GAMUT_DETECT_PAGE_VERSION].body =
		gamut_arena_strf(&arena, "{\"version\":\"%s\"}", name.ptr);
	gamut_detection_read(&out, pages, &manifest, &arena);
	gamut_detection_judge(&out, &manifest, &arena);
	ck_assert_uint_eq(out.model_total, 50);
	ck_assert_uint_eq(out.model_count, GAMUT_DETECTION_MODELS);
	ck_assert_uint_eq(out.warning_count, 3);
	ck_assert_uint_lt(out.told.len, 4096);
	ck_assert_ptr_null(memchr(out.told.ptr, '\x1b', out.told.len));
	told = gamut_json_parse(out.told, NULL);
	ck_assert_ptr_nonnull(told);
	cJSON_Delete(told);
	gamut_buf_release(&body);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("detect");
	TCase *tc = tcase_create("pages");

	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_loop_test(tc, what_servers_say_is_understood, 0,
	                    (int)GAMUT_ARRAY_LEN(tolds));
	tcase_add_test(tc, samplers_in_effect_are_told);
	tcase_add_loop_test(tc, what_is_told_is_small_and_safe, 0,
	                    (int)GAMUT_ARRAY_LEN(hostile));
	suite_add_tcase(suite, tc);
	return suite;
}
