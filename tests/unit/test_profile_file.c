#include "tests/support/unit.h"

#include <string.h>

#include "base/buf.h"
#include "runner/plan/profile_file.h"
#include "tests/support/temp.h"

static struct gamut_arena arena;

static void setup(void)
{
	gamut_temp_make();
}

static void teardown(void)
{
	gamut_arena_clear(&arena);
	gamut_temp_remove();
}

static const struct gamut_profile *load(const char *text)
{
	const struct gamut_profile *profile = NULL;
	struct gamut_err err = { 0 };

	ck_assert_msg(gamut_profile_load(&profile,
	                                 gamut_temp_write("my.yaml", text),
	                                 &arena, &err) == GAMUT_OK,
	              "%s", err.msg);
	return profile;
}

START_TEST(names_are_those_of_constants)
{
	const struct gamut_profile *profile;
	struct gamut_err err = { 0 };

	ck_assert_int_eq(gamut_profile_load(&profile, "vllm", &arena, &err),
	                 GAMUT_OK);
	ck_assert_ptr_eq(profile, gamut_profile_find("vllm"));
	ck_assert_int_eq(gamut_profile_load(&profile, "vlm", &arena, &err),
	                 GAMUT_EINVAL);
	ck_assert_str_eq(err.msg,
	                 "unknown profile 'vlm', did you mean 'vllm'?");
	ck_assert_int_eq(gamut_profile_load(&profile, "nosuch", &arena, &err),
	                 GAMUT_EINVAL);
	ck_assert_str_eq(err.msg,
	                 "unknown profile 'nosuch': there are anthropic, "
	                 "azure, fireworks, gemini, generic, llama.cpp, "
	                 "lm-studio, mistral, ollama, openai, "
	                 "openai-reasoning, openrouter, sglang, tgi, together, "
	                 "vllm");
	ck_assert_int_eq(gamut_profile_load(&profile, "\x1b[2J", &arena, &err),
	                 GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "'\\x1b[2J'"));
	ck_assert_int_eq(
		gamut_profile_load(&profile, "./vllm.yml", &arena, &err),
		GAMUT_ENOTFOUND);
}
END_TEST

START_TEST(files_are_told_by_their_names)
{
	ck_assert(gamut_profile_is_file("my.yaml"));
	ck_assert(gamut_profile_is_file("my.yml"));
	ck_assert(gamut_profile_is_file("my.json"));
	ck_assert(gamut_profile_is_file("./vllm"));
	ck_assert(!gamut_profile_is_file("llama.cpp"));
	ck_assert(!gamut_profile_is_file("yaml"));
}
END_TEST

START_TEST(all_can_be_said)
{
	const struct gamut_profile *p = load(
		"form: anthropic\n"
		"auth: api-key\n"
		"headers: {X-Version: 2023-06-01, X-Beta: 7}\n"
		"key_env: MY_KEY\n"
		"max_tokens_field: limit\n"
		"seed_field: dice\n"
		"seed_effect: best effort\n"
		"samples_per_request: 3\n"
		"n_max: 4\n"
		"pure: {top_k: -1, samplers: [temperature]}\n"
		"omit: [top_p=1, temperature]\n"
		"top_k_field: k\n"
		"min_p_field: null\n"
		"stop_field: until\n"
		"stop_limit: 2\n"
		"reasoning_field: thoughts\n"
		"thinking_tokens: 100\n"
		"impurity: it does as it likes\n");

	ck_assert_str_eq(p->name, "my.yaml");
	ck_assert_int_eq(p->form, GAMUT_REQUEST_FORM_ANTHROPIC);
	ck_assert_int_eq(p->auth, GAMUT_AUTH_API_KEY);
	ck_assert_str_eq(p->headers,
	                 "\"X-Version\":\"2023-06-01\",\"X-Beta\":\"7\"");
	ck_assert_str_eq(p->key_env, "MY_KEY");
	ck_assert_str_eq(p->max_tokens_field, "limit");
	ck_assert_str_eq(p->seed_field, "dice");
	ck_assert_int_eq(p->seed_effect, GAMUT_SEED_BEST_EFFORT);
	ck_assert_uint_eq(p->samples_per_request, 3);
	ck_assert_uint_eq(p->n_max, 4);
	ck_assert_str_eq(p->pure,
	                 "\"top_k\":-1,\"samplers\":[\"temperature\"]");
	ck_assert_str_eq(p->omit, "top_p=1,temperature");
	ck_assert_str_eq(p->top_k_field, "k");
	ck_assert_ptr_null(p->min_p_field);
	ck_assert_str_eq(p->stop_field, "until");
	ck_assert_uint_eq(p->stop_limit, 2);
	ck_assert_str_eq(p->reasoning_field, "thoughts");
	ck_assert_uint_eq(p->thinking_tokens, 100);
	ck_assert_str_eq(p->impurity, "it does as it likes");
}
END_TEST

START_TEST(what_is_not_said_is_the_bases)
{
	const struct gamut_profile *vllm = gamut_profile_find("vllm");
	const struct gamut_profile *p = load("base: vllm\nseed_field: ~\n"
	                                     "n_max: ~\nstop_limit: ~\n");

	ck_assert_ptr_null(p->seed_field);
	ck_assert_uint_eq(p->n_max, 0);
	ck_assert_uint_eq(p->stop_limit, GAMUT_STOP_ANY);
	ck_assert_str_eq(p->pure, vllm->pure);
	ck_assert_uint_eq(p->samples_per_request, vllm->samples_per_request);
	p = load("{\"pure\": {}, \"omit\": []}");
	ck_assert_str_eq(p->pure, "");
	ck_assert_str_eq(p->omit, "");
	ck_assert_str_eq(p->max_tokens_field, "max_tokens");
}
END_TEST

/* The constants keep the rules that files have to keep. */
START_TEST(a_file_can_be_based_on_any)
{
	struct gamut_profile copy = *gamut_profile_at((size_t)_i);
	struct gamut_buf text = { 0 };
	const struct gamut_profile *p;

	gamut_buf_addf(&text, "base: %s\n", copy.name);
	p = load(gamut_buf_cstr(&text));
	ck_assert_str_eq(p->pure, copy.pure);
	ck_assert_str_eq(p->omit, copy.omit);
	gamut_buf_release(&text);
}
END_TEST

START_TEST(what_is_sent_can_be_omitted)
{
	ck_assert_str_eq(load("base: vllm\npure: {a.b: 1.50}\n"
	                      "omit: [top_p=1, temperature, a.b, top_k, "
	                      "min_p]\n")
	                         ->omit,
	                 "top_p=1,temperature,a.b,top_k,min_p");
}
END_TEST

/* clang-format off */
static const struct {
	const char *text;
	const char *says; /* behind the file's name */
} refused[] = {
	{ "seed_feild: x\n", ":1:1: " },
	{ "base: vllm\nseed_feild: x\n", "did you mean 'seed_field'?" },
	{ "name: vllm\n", ":1:1: " },
	{ "[]\n", ":1:1: " },
	{ "base: vlm\n", ":1:7: unknown profile 'vlm', did you mean 'vllm'?" },
	{ "base: [vllm]\n", ":1:7: base: expected a name" },
	{ "form: openapi\n", ":1:7: form: expected openai or anthropic" },
	{ "auth: none\n", ":1:7: auth: expected bearer, api-key or x-api-key" },
	{ "seed_effect: maybe\n", "expected repeats, best effort, none or" },
	{ "headers: [a]\n", ":1:10: headers: expected a mapping" },
	{ "headers: {X: [a]}\n", ":1:14: headers: expected a text" },
	{ "headers: {\"X Y\": a}\n", ":1:11: headers: expected a name" },
	{ "pure: {\"a\\\"b\": 1}\n", ":1:8: pure: expected a name" },
	{ "pure: top_k\n", "pure: expected a mapping" },
	{ "omit: top_p\n", "omit: expected a list" },
	{ "omit: [\"a,b\"]\n", ":1:8: omit: expected NAME or NAME=NUMBER" },
	{ "key_env: ~\n", "key_env: expected a name" },
	{ "key_env: A B\n", "key_env: expected a name" },
	{ "stop_field: \"\"\n", "stop_field: expected a name" },
	{ "samples_per_request: 0\n", "a whole number, at least 1" },
	{ "samples_per_request: 1.5\n", "a whole number" },
	{ "samples_per_request: ~\n", "a whole number" },
	{ "samples_per_request: 4294967296\n", "a whole number" },
	{ "thinking_tokens: -1\n", "a whole number, at least 0" },
	{ "thinking_tokens: \"1\"\n", "a whole number" },
	{ "n_max: many\n", "a whole number, at least 1" },
	{ "impurity: []\n", "impurity: expected a text" },
	{ "base: ollama\nsamples_per_request: 2\n", "is more than n_max" },
	{ "base: anthropic\nmax_tokens_field: ~\n", "cannot do without" },
	{ "headers: {Authorization: \"Bearer sk-1\"}\n", ":1:10: headers: 'Authorization' is a secret, and would stand in run.json: use --key-env or --header-env" },
	{ "headers: {X: a, PROXY-authorization: k}\n", "'PROXY-authorization' is a secret" },
	{ "headers: {X-Api-Key: k}\n", "is a secret" },
	{ "headers: {Api-Key: k}\n", "is a secret" },
	{ "headers: {X-Goog-Api-Key: k}\n", "is a secret" },
	{ "headers: {cookie: k}\n", "is a secret" },
	{ "headers: {host: a}\n", "leave it out" },
	{ "headers: {content-length: 5}\n", "leave it out" },
	{ "headers: {transfer-encoding: chunked}\n", "leave it out" },
	{ "base: vllm\npure: {model: x}\n", ":2:7: pure: 'model' cannot be given so: use --model" },
	{ "pure: {temperature: 0}\n", "use --temperature" },
	{ "pure: {top_p: 0.5}\n", "use --top-p" },
	{ "pure: {max_tokens: 1}\n", "use --max-tokens" },
	{ "pure: {max_completion_tokens: 1}\n", "use --max-tokens" },
	{ "pure: {limit: 1}\nmax_tokens_field: limit\n", "use --max-tokens" },
	{ "pure: {n: 2}\n", "use --samples-per-request" },
	{ "pure: {seed: 2}\n", "use --seed" },
	{ "base: mistral\npure: {random_seed: 2}\n", "use --seed" },
	{ "base: vllm\nseed_field: min_p\nmin_p_field: ~\n", ":1:1: pure: 'min_p' cannot be given so: use --seed" },
	{ "pure: {stop: [a]}\n", "use --set stop" },
	{ "base: anthropic\npure: {stop_sequences: [a]}\n", "use --set stop" },
	{ "pure: {stream: true}\n", "never streamed" },
	{ "pure: {messages: []}\n", "use --template" },
	{ "pure: {prompt: a}\n", "use --template" },
	{ "pure: {system: a}\n", "use --template" },
	{ "pure: {a: 12345678901234567890}\n", "pure: the number 12345678901234567890 would be sent as 1.2345678901234567e+19" },
	{ "pure: {a: \"\\0\"}\n", "which cannot be sent" },
	{ "max_tokens_field: model\n", ":1:19: max_tokens_field: 'model' is another member" },
	{ "seed_field: max_tokens\n", ":1:13: seed_field: 'max_tokens' is another member" },
	{ "max_tokens_field: seed\n", "is another member" },
	{ "stop_field: messages\n", "is another member" },
	{ "top_k_field: stop\n", "is another member" },
	{ "min_p_field: top_p\n", "is another member" },
	{ "min_p_field: top_k\n", ":1:14: min_p_field: 'top_k' is top_k_field already" },
	{ "seed_field: x\nstop_field: x\n", "stop_field: 'x' is seed_field already" },
	{ "omit: [seed]\n", ":1:7: omit: 'seed' is no sampling member that would be sent" },
	{ "omit: [top_p=1, messages]\n", "omit: 'messages' is no sampling member" },
	{ "omit: [top_kk]\n", "did you mean 'top_k'?" },
	{ "base: vllm\npure: {top_k: 0}\nomit: [presence_penalty]\n", "'presence_penalty' is no" },
	{ "a: b: c\n", ":1:" },
	{ "", "" },
};
/* clang-format on */

START_TEST(what_cannot_be_is_refused_with_its_place)
{
	const char *path = gamut_temp_write("my.yaml", refused[_i].text);
	const struct gamut_profile *profile;
	struct gamut_err err = { 0 };

	ck_assert_int_eq(gamut_profile_load(&profile, path, &arena, &err),
	                 GAMUT_EPARSE);
	ck_assert_msg(strncmp(err.msg, path, strlen(path)) == 0, "%s", err.msg);
	ck_assert_msg(strstr(err.msg, refused[_i].says), "'%s' in '%s'",
	              refused[_i].says, err.msg);
}
END_TEST

START_TEST(no_file_takes_the_name_of_a_constant)
{
	const char *path = gamut_temp_write("vllm", "base: vllm\n");
	const struct gamut_profile *profile;
	struct gamut_err err = { 0 };

	ck_assert_int_eq(gamut_profile_load(&profile, path, &arena, &err),
	                 GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "call the file vllm.yaml"));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("profile_file");
	TCase *tc = tcase_create("profile_file");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, names_are_those_of_constants);
	tcase_add_test(tc, files_are_told_by_their_names);
	tcase_add_test(tc, all_can_be_said);
	tcase_add_loop_test(tc, a_file_can_be_based_on_any, 0,
	                    (int)gamut_profile_count());
	tcase_add_test(tc, what_is_sent_can_be_omitted);
	tcase_add_test(tc, what_is_not_said_is_the_bases);
	tcase_add_loop_test(tc, what_cannot_be_is_refused_with_its_place, 0,
	                    (int)GAMUT_ARRAY_LEN(refused));
	tcase_add_test(tc, no_file_takes_the_name_of_a_constant);
	suite_add_tcase(suite, tc);
	return suite;
}
