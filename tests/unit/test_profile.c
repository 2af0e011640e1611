#include "tests/support/unit.h"

#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "runner/plan/profile.h"

START_TEST(are_in_order)
{
	const struct gamut_profile *profile = gamut_profile_at((size_t)_i);

	ck_assert_ptr_eq(gamut_profile_find(profile->name), profile);
	ck_assert_uint_ge(profile->samples_per_request, 1);
	ck_assert_ptr_nonnull(profile->pure);
	if (_i > 0)
		ck_assert_str_gt(profile->name,
		                 gamut_profile_at((size_t)_i - 1)->name);
}
END_TEST

static void check_members(const char *members)
{
	struct gamut_buf object = { 0 };
	cJSON *root;

	gamut_buf_addf(&object, "{%s}", members);
	root = gamut_json_parse(gamut_buf_view(&object), NULL);
	ck_assert(cJSON_IsObject(root));
	cJSON_Delete(root);
	gamut_buf_release(&object);
}

START_TEST(members_are_json)
{
	const struct gamut_profile *profile = gamut_profile_at((size_t)_i);

	check_members(profile->pure);
	check_members(profile->headers);
}
END_TEST

/* What is said in one place holds in the others. */
START_TEST(profiles_agree_with_themselves)
{
	const struct gamut_profile *p = gamut_profile_at((size_t)_i);

	ck_assert_ptr_nonnull(p->key_env);
	ck_assert_ptr_nonnull(p->omit);
	ck_assert_ptr_nonnull(p->stop_field);
	ck_assert_int_eq(gamut_profile_check_n(p, p->samples_per_request, NULL),
	                 GAMUT_OK);
	if (!p->seed_field)
		ck_assert_int_eq(p->seed_effect, GAMUT_SEED_NONE);
	if (strstr(p->pure, "\"top_k\""))
		ck_assert_str_eq(p->top_k_field, "top_k");
	if (strstr(p->pure, "\"min_p\""))
		ck_assert_str_eq(p->min_p_field, "min_p");
	/* A key goes to its own party, or to servers like OpenAI's. */
	ck_assert_int_eq(p->auth == GAMUT_AUTH_BEARER,
	                 strcmp(p->key_env, "OPENAI_API_KEY") == 0);
}
END_TEST

START_TEST(more_choices_than_there_can_be_are_refused)
{
	struct gamut_err err = { 0 };

	ck_assert_int_eq(
		gamut_profile_check_n(gamut_profile_find("ollama"), 2, &err),
		GAMUT_EINVAL);
	ck_assert_str_eq(err.msg, "profile ollama allows 1 choice a request, "
	                          "not 2: give a smaller "
	                          "--samples-per-request");
	ck_assert_int_eq(
		gamut_profile_check_n(gamut_profile_find("openai"), 128, &err),
		GAMUT_OK);
	ck_assert_int_eq(
		gamut_profile_check_n(gamut_profile_find("openai"), 129, &err),
		GAMUT_EINVAL);
	ck_assert_int_eq(gamut_profile_check_n(gamut_profile_find("generic"),
	                                       100000, &err),
	                 GAMUT_OK);
}
END_TEST

START_TEST(omission_is_known_by_the_whole_name)
{
	const struct gamut_profile *tgi = gamut_profile_find("tgi");
	const struct gamut_profile *claude = gamut_profile_find("anthropic");

	ck_assert(gamut_profile_omits(claude, "top_p"));
	ck_assert(!gamut_profile_omits(claude, "top"));
	ck_assert(!gamut_profile_omits(claude, "temperature"));
	ck_assert(gamut_profile_omits(tgi, "presence_penalty"));
	ck_assert(!gamut_profile_omits(tgi, "top_p"));
}
END_TEST

START_TEST(names_are_found_again)
{
	enum gamut_seed_effect effect = GAMUT_SEED_UNKNOWN;
	enum gamut_request_form form = GAMUT_REQUEST_FORM_OPENAI;
	enum gamut_auth auth = GAMUT_AUTH_BEARER;

	for (int i = 0; i < GAMUT_REQUEST_FORM_COUNT; i++) {
		ck_assert(gamut_request_form_find(
			&form, gamut_str_of(gamut_request_form_name(
				       (enum gamut_request_form)i))));
		ck_assert_int_eq(form, i);
	}
	for (int i = 0; i < GAMUT_AUTH_COUNT; i++) {
		ck_assert(gamut_auth_find(&auth, gamut_str_of(gamut_auth_name(
							 (enum gamut_auth)i))));
		ck_assert_int_eq(auth, i);
	}
	for (int i = 0; i < GAMUT_SEED_EFFECT_COUNT; i++) {
		ck_assert(gamut_seed_effect_find(
			&effect, gamut_str_of(gamut_seed_effect_name(
					 (enum gamut_seed_effect)i))));
		ck_assert_int_eq(effect, i);
	}
	ck_assert(!gamut_auth_find(&auth, GAMUT_STR("")));
	ck_assert(!gamut_request_form_find(&form, GAMUT_STR("OpenAI")));
}
END_TEST

/* Each has its row in the table, and there are no others. */
START_TEST(the_document_lists_each)
{
	const struct gamut_profile *profile = gamut_profile_at((size_t)_i);
	struct gamut_arena arena = { 0 };
	struct gamut_str text;
	struct gamut_str line;
	struct gamut_str row = gamut_arena_strf(&arena, "| `%s` | `",
	                                        profile->name);
	size_t rows = 0;

	ck_assert_int_eq(gamut_file_read(&text,
	                                 GAMUT_TEST_DATA
	                                 "/../../docs/endpoints.md",
	                                 1 << 20, &arena, NULL),
	                 GAMUT_OK);
	while (gamut_str_take_line(&text, &line))
		rows += gamut_str_starts_with(line, row);
	ck_assert_uint_eq(rows, 1);
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(impurities_are_one_line)
{
	const char *impurity = gamut_profile_at((size_t)_i)->impurity;

	if (impurity) {
		ck_assert_uint_gt(strlen(impurity), 20);
		ck_assert_ptr_null(strchr(impurity, '\n'));
		ck_assert_int_ne(impurity[strlen(impurity) - 1], '.');
	}
}
END_TEST

START_TEST(purity_is_known_where_it_is)
{
	ck_assert_ptr_null(gamut_profile_find("vllm")->impurity);
	ck_assert_ptr_null(gamut_profile_find("llama.cpp")->impurity);
	ck_assert_ptr_nonnull(
		strstr(gamut_profile_find("generic")->impurity, "--profile"));
	ck_assert_ptr_nonnull(
		strstr(gamut_profile_find("ollama")->impurity, "Modelfile"));
}
END_TEST

START_TEST(unknown_names_have_none)
{
	ck_assert_ptr_nonnull(gamut_profile_find("generic"));
	ck_assert_ptr_null(gamut_profile_find("OpenAI"));
	ck_assert_ptr_null(gamut_profile_find(""));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("profile");
	TCase *tc = tcase_create("profile");
	int count = (int)gamut_profile_count();

	tcase_add_loop_test(tc, are_in_order, 0, count);
	tcase_add_loop_test(tc, members_are_json, 0, count);
	tcase_add_loop_test(tc, impurities_are_one_line, 0, count);
	tcase_add_loop_test(tc, profiles_agree_with_themselves, 0, count);
	tcase_add_loop_test(tc, the_document_lists_each, 0, count);
	tcase_add_test(tc, more_choices_than_there_can_be_are_refused);
	tcase_add_test(tc, omission_is_known_by_the_whole_name);
	tcase_add_test(tc, names_are_found_again);
	tcase_add_test(tc, purity_is_known_where_it_is);
	tcase_add_test(tc, unknown_names_have_none);
	suite_add_tcase(suite, tc);
	return suite;
}
