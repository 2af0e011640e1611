#include "tests/support/unit.h"

#include <string.h>

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

START_TEST(pure_members_are_json)
{
	const struct gamut_profile *profile = gamut_profile_at((size_t)_i);
	struct gamut_buf object = { 0 };
	cJSON *root;

	gamut_buf_addf(&object, "{%s}", profile->pure);
	root = gamut_json_parse(gamut_buf_view(&object), NULL);
	ck_assert(cJSON_IsObject(root));
	cJSON_Delete(root);
	gamut_buf_release(&object);
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
	ck_assert_ptr_null(gamut_profile_find("tgi"));
	ck_assert_ptr_null(gamut_profile_find(""));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("profile");
	TCase *tc = tcase_create("profile");
	int count = (int)gamut_profile_count();

	tcase_add_loop_test(tc, are_in_order, 0, count);
	tcase_add_loop_test(tc, pure_members_are_json, 0, count);
	tcase_add_loop_test(tc, impurities_are_one_line, 0, count);
	tcase_add_test(tc, purity_is_known_where_it_is);
	tcase_add_test(tc, unknown_names_have_none);
	suite_add_tcase(suite, tc);
	return suite;
}
