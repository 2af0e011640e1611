#include "tests/support/unit.h"

#include <string.h>

#include "runner/plan/overrides.h"

#define ITEMS 4

/* Tables are read by column. */
/* clang-format off */
static const struct {
	const char *profile;
	const char *set[ITEMS];
	const char *unset[ITEMS];
	const char *sampling; /* what becomes of {"temperature":1,"top_k":0} */
	const char *request;  /* what is part of the request's description */
} rows[] = {
	{ "vllm", { NULL }, { NULL },
	  "{\"temperature\":1,\"top_k\":0}", "\"seed_field\":\"seed\"" },
	{ "vllm", { "top_k=20", "min_p=0.05" }, { NULL },
	  "{\"temperature\":1,\"top_k\":20,\"min_p\":0.05}", "" },
	{ "vllm", { "chat_template_kwargs={\"enable_thinking\":false}" }, { NULL },
	  "{\"temperature\":1,\"top_k\":0,"
	  "\"chat_template_kwargs\":{\"enable_thinking\":false}}", "" },
	{ "vllm", { "user=\"a=b\"", "x=1", "x=2" }, { NULL },
	  "{\"temperature\":1,\"top_k\":0,\"user\":\"a=b\",\"x\":2}", "" },
	{ "vllm", { "x=null" }, { "top_k" },
	  "{\"temperature\":1,\"x\":null}", "" },
	{ "vllm", { "x=1" }, { "x", "temperature" }, "{\"top_k\":0}", "" },
	{ "vllm", { "x=[1.50,-0.05,100,1E2]", "y=123456789012345" }, { "top_k" },
	  "{\"temperature\":1,\"x\":[1.5,-0.05,100,100],\"y\":123456789012345}", "" },
	{ "vllm", { "x=\"\\ud83d\\ude00 1e999 \\\\u0000 \\\" \"", "y=1e-9" }, { "top_k" },
	  "{\"temperature\":1,\"x\":\"\xf0\x9f\x98\x80 1e999 \\\\u0000 \\\" \",\"y\":1e-09}", "" },
	{ "vllm", { "stop=[\"a\",\"\\n\"]" }, { NULL },
	  "{\"temperature\":1,\"top_k\":0}", "\"stop\":[\"a\",\"\\n\"]" },
	{ "vllm", { "stop=\"a\"" }, { NULL },
	  "{\"temperature\":1,\"top_k\":0}", "\"stop\":[\"a\"]" },
	{ "vllm", { "stop=null" }, { NULL },
	  "{\"temperature\":1,\"top_k\":0}", "\"stop\":null" },
	{ "vllm", { NULL }, { "stop" },
	  "{\"temperature\":1,\"top_k\":0}", "\"stop\":null" },
	{ "vllm", { NULL }, { "seed" },
	  "{\"temperature\":1,\"top_k\":0}", "\"seed_field\":null" },
	{ "mistral", { NULL }, { "random_seed" },
	  "{\"temperature\":1,\"top_k\":0}", "\"seed_field\":null" },
	{ "openai", { NULL }, { "max_tokens" },
	  "{\"temperature\":1,\"top_k\":0}", "\"max_tokens_field\":null" },
	{ "openai", { NULL }, { "max_completion_tokens" },
	  "{\"temperature\":1,\"top_k\":0}", "\"max_tokens_field\":null" },
	{ "anthropic", { "top_p=0.9", "stop_sequences=[\"a\"]" }, { "temperature" },
	  "{\"top_k\":0,\"top_p\":0.9}", "\"stop\":[\"a\"]" },
	{ "openai-reasoning", { "temperature=0.7" }, { NULL },
	  "{\"top_k\":0,\"temperature\":0.7}", "" },
};

static const struct {
	const char *profile;
	const char *set;
	const char *unset;
	const char *says;
} refused[] = {
	{ "vllm", "top_k", NULL, "expected KEY=JSON" },
	{ "vllm", "=1", NULL, "expected KEY=JSON" },
	{ "vllm", "a\"b=1", NULL, "expected KEY=JSON" },
	{ "vllm", "user=me", NULL, "--set 'user=\"text\"'" },
	{ "vllm", "user=", NULL, "is not JSON" },
	{ "vllm", "user=\x1b[2J", NULL, "'\\x1b[2J' is not JSON" },
	{ "vllm", "a=1e999", NULL, "--set a: the number 1e999 would be sent as null" },
	{ "vllm", "a=1e-400", NULL, "the number 1e-400 would be sent as 0" },
	{ "vllm", "a=12345678901234567890", NULL, "be sent as 1.2345678901234567e+19: round it" },
	{ "vllm", "a=9007199254740993", NULL, "round it" },
	{ "vllm", "a=0.1000000000000000055", NULL, "round it" },
	{ "vllm", "a=[{\"b\":1e400}]", NULL, "the number 1e400" },
	{ "vllm", "a=\"\\u0000\"", NULL, "a text has \\u0000" },
	{ "vllm", "a=\"\\ud800\"", NULL, "half of a surrogate pair" },
	{ "vllm", "a=\"\\udc00\\ud800\"", NULL, "half of a surrogate pair" },
	{ "vllm", "a=\"\\ud800\\u0041\"", NULL, "half of a surrogate pair" },
	{ "vllm", "a=\"\xff\"", NULL, "not UTF-8" },
	{ "vllm", "a={\"x\":1,\"x\":2}", NULL, "the key 'x' comes twice" },
	{ "vllm", "a=[{\"x\":1,\"y\":3,\"\\u0078\":2}]", NULL, "the key 'x' comes twice" },
	{ "vllm", "model=\"x\"", NULL, "use --model" },
	{ "vllm", "messages=[]", NULL, "use --template" },
	{ "vllm", "prompt=\"x\"", NULL, "use --template" },
	{ "vllm", "n=2", NULL, "use --samples-per-request" },
	{ "vllm", "seed=2", NULL, "use --seed" },
	{ "mistral", "random_seed=2", NULL, "use --seed" },
	{ "vllm", "stream=true", NULL, "never streamed" },
	{ "vllm", "max_tokens=5", NULL, "use --max-tokens" },
	{ "openai", "max_completion_tokens=5", NULL, "use --max-tokens" },
	{ "vllm", "temperature=1", NULL, "use --temperature" },
	{ "vllm", "top_p=1", NULL, "use --top-p" },
	{ "tgi", "top_p=0.5", NULL, "use --top-p" },
	{ "vllm", "stop=[1]", NULL, "expected strings" },
	{ "vllm", "stop=[\"\"]", NULL, "expected strings" },
	{ "vllm", "stop={\"a\":\"b\"}", NULL, "expected strings" },
	{ "openai", "stop=[\"a\",\"b\",\"c\",\"d\",\"e\"]", NULL, "takes 4 stop" },
	{ "openai-reasoning", "stop=\"a\"", NULL, "takes 0 stop" },
	{ "vllm", NULL, "top_kk", "--unset top_kk: is not sent, did you mean 'top_k'?" },
	{ "vllm", NULL, "model", "use --model" },
	{ "vllm", NULL, "messages", "use --template" },
	{ "vllm", NULL, "n", "use --samples-per-request" },
	{ "anthropic", NULL, "max_tokens", "cannot do without" },
};
/* clang-format on */

static size_t count(const char *const *items)
{
	size_t n = 0;

	while (n < ITEMS && items[n])
		n++;
	return n;
}

static enum gamut_status apply(struct gamut_str *sampling,
                               struct gamut_str *request, const char *profile,
                               const struct gamut_overrides *overrides,
                               struct gamut_arena *arena, struct gamut_err *err)
{
	const struct gamut_profile *p = gamut_profile_find(profile);
	struct gamut_dialect dialect = gamut_dialect_of(p, false, arena);
	enum gamut_status status;

	*sampling = GAMUT_STR("{\"temperature\":1,\"top_k\":0}");
	status = gamut_overrides_apply(sampling, &dialect, overrides, p, arena,
	                               err);
	*request = gamut_dialect_encode(&dialect, arena);
	return status;
}

START_TEST(wishes_are_followed)
{
	const struct gamut_overrides overrides = {
		.set = rows[_i].set,
		.set_count = count(rows[_i].set),
		.unset = rows[_i].unset,
		.unset_count = count(rows[_i].unset),
	};
	struct gamut_arena arena = { 0 };
	struct gamut_err err = { 0 };
	struct gamut_str sampling;
	struct gamut_str request;

	ck_assert_msg(apply(&sampling, &request, rows[_i].profile, &overrides,
	                    &arena, &err) == GAMUT_OK,
	              "%s", err.msg);
	ck_assert_str_eq(sampling.ptr, rows[_i].sampling);
	ck_assert_msg(strstr(request.ptr, rows[_i].request), "'%s' in '%s'",
	              rows[_i].request, request.ptr);
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(others_are_refused)
{
	const struct gamut_overrides overrides = {
		.set = &refused[_i].set,
		.set_count = refused[_i].set != NULL,
		.unset = &refused[_i].unset,
		.unset_count = refused[_i].unset != NULL,
	};
	struct gamut_arena arena = { 0 };
	struct gamut_err err = { 0 };
	struct gamut_str sampling;
	struct gamut_str request;

	ck_assert_int_eq(apply(&sampling, &request, refused[_i].profile,
	                       &overrides, &arena, &err),
	                 GAMUT_EINVAL);
	ck_assert_msg(strstr(err.msg, refused[_i].says), "'%s' in '%s'",
	              refused[_i].says, err.msg);
	gamut_arena_clear(&arena);
}
END_TEST

/* What a dialect says is read as it was written, whatever the profile. */
START_TEST(dialects_survive_the_manifest)
{
	const struct gamut_profile *profile = gamut_profile_at((size_t)_i);
	struct gamut_arena arena = { 0 };
	struct gamut_err err = { 0 };
	struct gamut_dialect had = gamut_dialect_of(profile, _i % 2, &arena);
	struct gamut_str text = gamut_dialect_encode(&had, &arena);
	struct gamut_dialect got;

	ck_assert_msg(gamut_dialect_decode(&got, text, &arena, &err) ==
	                      GAMUT_OK,
	              "%s", err.msg);
	ck_assert_str_eq(gamut_dialect_encode(&got, &arena).ptr, text.ptr);
	ck_assert_int_eq(got.form, profile->form);
	ck_assert_int_eq(got.auth, profile->auth);
	gamut_arena_clear(&arena);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("overrides");
	TCase *tc = tcase_create("overrides");

	tcase_add_loop_test(tc, wishes_are_followed, 0,
	                    (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_loop_test(tc, others_are_refused, 0,
	                    (int)GAMUT_ARRAY_LEN(refused));
	tcase_add_loop_test(tc, dialects_survive_the_manifest, 0,
	                    (int)gamut_profile_count());
	suite_add_tcase(suite, tc);
	return suite;
}
