#include "tests/support/unit.h"

#include <string.h>

#include "runner/plan/plan.h"
#include "tasks/catalog/registry.h"

static const struct gamut_profile plain = {
	.name = "plain",
	.max_tokens_field = "max_tokens",
	.pure = "",
	.omit = "",
};

static const struct gamut_profile truncating = {
	.name = "truncating",
	.max_tokens_field = "max_tokens",
	.pure = "\"top_k\":0,\"min_p\":0",
	.omit = "",
	.top_k_field = "top_k",
	.min_p_field = "min_p",
};

static const struct gamut_profile shy = {
	.name = "shy",
	.max_tokens_field = "max_tokens",
	.pure = "\"penalty\":0",
	.omit = "temperature,top_p=1,penalty",
};

static const char *encode(const struct gamut_sampling *sampling,
                          const struct gamut_profile *profile,
                          struct gamut_arena *arena)
{
	struct gamut_str out;
	struct gamut_err err = { 0 };

	ck_assert_msg(gamut_sampling_encode(&out, sampling, profile, arena,
	                                    &err) == GAMUT_OK,
	              "%s", err.msg);
	return gamut_arena_copy(arena, out).ptr;
}

START_TEST(pure_switches_every_truncation_off)
{
	struct gamut_sampling sampling = gamut_sampling_default();
	struct gamut_arena arena = { 0 };

	ck_assert_str_eq(encode(&sampling, &plain, &arena),
	                 "{\"temperature\":1,\"top_p\":1}");
	ck_assert_str_eq(
		encode(&sampling, &truncating, &arena),
		"{\"temperature\":1,\"top_p\":1,\"top_k\":0,\"min_p\":0}");
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(what_is_asked_for_replaces_the_preset)
{
	struct gamut_sampling sampling = gamut_sampling_default();
	struct gamut_arena arena = { 0 };

	sampling.preset = "hf-default";
	ck_assert_str_eq(encode(&sampling, &truncating, &arena),
	                 "{\"temperature\":1,\"top_p\":1,\"top_k\":50}");
	sampling.preset = "pure";
	sampling.temperature = 0.7;
	sampling.top_k = 5;
	ck_assert_str_eq(
		encode(&sampling, &truncating, &arena),
		"{\"top_p\":1,\"min_p\":0,\"temperature\":0.7,\"top_k\":5}");
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(what_is_omitted_is_not_there)
{
	struct gamut_sampling sampling = gamut_sampling_default();
	struct gamut_arena arena = { 0 };
	struct gamut_str out;
	struct gamut_err err = { 0 };

	ck_assert_str_eq(encode(&sampling, &shy, &arena), "{}");
	sampling.top_p = 1;
	ck_assert_str_eq(encode(&sampling, &shy, &arena), "{}");
	sampling.top_p = 0.9;
	ck_assert_str_eq(encode(&sampling, &shy, &arena), "{\"top_p\":0.9}");
	sampling.temperature = 0.7;
	ck_assert_int_eq(
		gamut_sampling_encode(&out, &sampling, &shy, &arena, &err),
		GAMUT_EINVAL);
	ck_assert_str_eq(err.msg,
	                 "profile shy does not send temperature, as its "
	                 "endpoints refuse it: leave out --temperature, or "
	                 "insist with --set temperature=0.7");
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(min_p_is_refused_where_there_is_none)
{
	struct gamut_sampling sampling = gamut_sampling_default();
	struct gamut_arena arena = { 0 };
	struct gamut_str out;
	struct gamut_err err = { 0 };

	sampling.min_p = 0.05;
	ck_assert_int_eq(
		gamut_sampling_encode(&out, &sampling, &plain, &arena, &err),
		GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "has no min_p"));
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(bad_sampling_is_refused)
{
	struct gamut_arena arena = { 0 };
	struct gamut_str out;
	struct gamut_err err = { 0 };
	struct gamut_sampling bad[5];

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(bad); i++)
		bad[i] = gamut_sampling_default();
	bad[0].temperature = -0.1;
	bad[1].top_p = 0;
	bad[2].top_p = 1.5;
	bad[3].min_p = 1;
	bad[4].preset = "prue";
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(bad); i++)
		ck_assert_int_eq(gamut_sampling_encode(&out, &bad[i], &plain,
		                                       &arena, &err),
		                 GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "did you mean 'pure'"));
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(top_k_is_refused_where_there_is_none)
{
	struct gamut_sampling sampling = gamut_sampling_default();
	struct gamut_arena arena = { 0 };
	struct gamut_str out;
	struct gamut_err err = { 0 };

	sampling.preset = "hf-default";
	ck_assert_int_eq(
		gamut_sampling_encode(&out, &sampling, &plain, &arena, &err),
		GAMUT_EINVAL);
	ck_assert_str_eq(err.msg, "profile plain has no top_k: preset "
	                          "hf-default needs one");
	sampling.preset = "pure";
	sampling.top_k = 5;
	ck_assert_int_eq(
		gamut_sampling_encode(&out, &sampling, &plain, &arena, &err),
		GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "--top-k"));
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(settings_come_in_their_order)
{
	enum gamut_setting settings[GAMUT_SETTING_COUNT];
	struct gamut_err err = { 0 };
	size_t count;

	ck_assert_int_eq(gamut_plan_settings(settings, &count,
	                                     "few-shot,zero-shot,few-shot",
	                                     &err),
	                 GAMUT_OK);
	ck_assert_uint_eq(count, 2);
	ck_assert_int_eq(settings[0], GAMUT_ZERO_SHOT);
	ck_assert_int_eq(settings[1], GAMUT_FEW_SHOT);
	ck_assert_int_eq(gamut_plan_settings(settings, &count, "fewshot", &err),
	                 GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "did you mean 'few-shot'?"));
}
END_TEST

static void make(struct gamut_manifest *manifest, uint64_t seed,
                 const struct gamut_suite *suite, struct gamut_arena *arena)
{
	const struct gamut_plan_options options = {
		.model = "sim:uniform",
		.template = "completion",
		.profile = gamut_profile_find("generic"),
		.sampling = gamut_sampling_default(),
		.n = 100,
		.seed = seed,
	};
	struct gamut_err err = { 0 };

	ck_assert_msg(gamut_plan_make(manifest, &options, suite, arena, &err) ==
	                      GAMUT_OK,
	              "%s", err.msg);
}

START_TEST(no_two_cells_share_a_seed)
{
	struct gamut_arena arena = { 0 };
	struct gamut_suite *suite;
	struct gamut_manifest m;

	ck_assert_int_eq(gamut_suite_open(&suite, gamut_task_all(),
	                                  gamut_task_count(), NULL, NULL),
	                 GAMUT_OK);
	for (uint64_t seed = 0; seed < 200; seed++) {
		make(&m, seed, suite, &arena);
		ck_assert_uint_eq(m.cell_count, 3 * gamut_task_count());
		for (size_t i = 0; i < m.cell_count; i++) {
			ck_assert_uint_lt(m.cells[i].seed_base +
			                          GAMUT_PLAN_SAMPLES_MAX - 1,
			                  UINT32_C(1) << 31);
			for (size_t j = 0; j < i; j++)
				ck_assert_uint_ne(m.cells[i].seed_base,
				                  m.cells[j].seed_base);
		}
	}
	gamut_suite_free(suite);
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(seeds_follow_from_the_seed_of_the_run)
{
	struct gamut_arena arena = { 0 };
	struct gamut_suite *suite;
	struct gamut_manifest a;
	struct gamut_manifest b;
	struct gamut_manifest c;

	ck_assert_int_eq(gamut_suite_open(&suite, gamut_task_all(),
	                                  gamut_task_count(), NULL, NULL),
	                 GAMUT_OK);
	make(&a, 1, suite, &arena);
	make(&b, 1, suite, &arena);
	make(&c, 2, suite, &arena);
	ck_assert_uint_eq(a.cells[0].seed_base, b.cells[0].seed_base);
	ck_assert_uint_ne(a.cells[0].seed_base, c.cells[0].seed_base);
	gamut_suite_free(suite);
	gamut_arena_clear(&arena);
}
END_TEST

/* ----------------------------------------------------------------- requests */

static enum gamut_status make_request(struct gamut_manifest *manifest,
                                      const struct gamut_plan_options *how,
                                      struct gamut_arena *arena,
                                      struct gamut_err *err)
{
	struct gamut_plan_options options = *how;
	struct gamut_suite *suite;
	enum gamut_status status;

	options.model = "m";
	options.endpoint = "http://127.0.0.1/v1";
	options.sampling = gamut_sampling_default();
	options.n = 1;
	ck_assert_int_eq(gamut_suite_open(&suite, gamut_task_all(),
	                                  gamut_task_count(), NULL, NULL),
	                 GAMUT_OK);
	status = gamut_plan_make(manifest, &options, suite, arena, err);
	gamut_suite_free(suite);
	return status;
}

START_TEST(requests_say_all)
{
	const char *const set[] = { "top_k=9" };
	const char *const unset[] = { "seed" };
	const struct gamut_plan_options how = {
		.template = "completion",
		.profile = gamut_profile_find("vllm"),
		.set = set,
		.set_count = 1,
		.unset = unset,
		.unset_count = 1,
		.thinking_tokens = -1,
	};
	struct gamut_arena arena = { 0 };
	struct gamut_manifest m;
	struct gamut_err err = { 0 };

	ck_assert_msg(make_request(&m, &how, &arena, &err) == GAMUT_OK, "%s",
	              err.msg);
	ck_assert_str_eq(gamut_arena_copy(&arena, m.request).ptr,
	                 "{\"form\":\"openai\",\"auth\":\"bearer\","
	                 "\"headers\":{},\"max_tokens_field\":\"max_tokens\","
	                 "\"seed_field\":null,\"stop\":[\"\\n\"],"
	                 "\"stop_field\":\"stop\",\"reasoning_field\":null}");
	ck_assert_ptr_nonnull(strstr(gamut_arena_copy(&arena, m.sampling).ptr,
	                             "\"top_k\":9"));
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(messages_want_messages)
{
	struct gamut_plan_options how = {
		.template = "chat",
		.profile = gamut_profile_find("anthropic"),
		.thinking_tokens = -1,
	};
	struct gamut_arena arena = { 0 };
	struct gamut_manifest m;
	struct gamut_err err = { 0 };

	ck_assert_msg(make_request(&m, &how, &arena, &err) == GAMUT_OK, "%s",
	              err.msg);
	ck_assert_str_eq(gamut_arena_copy(&arena, m.request).ptr,
	                 "{\"form\":\"anthropic\",\"auth\":\"x-api-key\","
	                 "\"headers\":{\"anthropic-version\":\"2023-06-01\"},"
	                 "\"max_tokens_field\":\"max_tokens\","
	                 "\"seed_field\":null,\"stop\":null,"
	                 "\"stop_field\":\"stop_sequences\","
	                 "\"reasoning_field\":null}");
	ck_assert_str_eq(gamut_arena_copy(&arena, m.sampling).ptr,
	                 "{\"temperature\":1}");
	how.template = "completion";
	ck_assert_int_eq(make_request(&m, &how, &arena, &err), GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "--template chat"));
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(thinking_has_room_of_its_own)
{
	static const struct {
		const char *profile;
		int64_t thinking_tokens;
		uint32_t max_tokens;
		uint32_t expected; /* 0: refused */
	} rows[] = {
		{ "openai", -1, 50, 50 },
		{ "openai", 100, 50, 150 },
		{ "openai-reasoning", -1, 50, 4146 },
		{ "openai-reasoning", 0, 50, 50 },
		{ "openai", INT64_MAX, 50, 0 },
		{ "openai", 0, UINT32_MAX, 0 },
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rows); i++) {
		const struct gamut_plan_options how = {
			.template = "chat",

			.profile = gamut_profile_find(rows[i].profile),
			.max_tokens = rows[i].max_tokens,
			.thinking_tokens = rows[i].thinking_tokens,
		};
		struct gamut_arena arena = { 0 };
		struct gamut_manifest m;
		enum gamut_status status = make_request(&m, &how, &arena, NULL);

		ck_assert_int_eq(status,
		                 rows[i].expected ? GAMUT_OK : GAMUT_EINVAL);
		for (size_t k = 0; !status && k < m.cell_count; k++)
			ck_assert_uint_eq(m.cells[k].max_tokens,
			                  rows[i].expected);
		gamut_arena_clear(&arena);
	}
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("plan");
	TCase *tc = tcase_create("plan");

	tcase_add_test(tc, pure_switches_every_truncation_off);
	tcase_add_test(tc, what_is_asked_for_replaces_the_preset);
	tcase_add_test(tc, bad_sampling_is_refused);
	tcase_add_test(tc, what_is_omitted_is_not_there);
	tcase_add_test(tc, min_p_is_refused_where_there_is_none);
	tcase_add_test(tc, top_k_is_refused_where_there_is_none);
	tcase_add_test(tc, settings_come_in_their_order);
	tcase_add_test(tc, no_two_cells_share_a_seed);
	tcase_add_test(tc, requests_say_all);
	tcase_add_test(tc, messages_want_messages);
	tcase_add_test(tc, thinking_has_room_of_its_own);
	tcase_add_test(tc, seeds_follow_from_the_seed_of_the_run);
	suite_add_tcase(suite, tc);
	return suite;
}
