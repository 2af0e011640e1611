/* What editors are told of task files. */
#include "tests/support/unit.h"

#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "tasks/catalog/kind.h"
#include "tasks/catalog/schema.h"
#include "tasks/catalog/task_file.h"

#define DOC GAMUT_TEST_DATA "/../../docs/task.schema.json"

static cJSON *schema;

static void set_up(void)
{
	struct gamut_buf text = { 0 };

	gamut_task_schema(&text);
	schema = gamut_json_parse(gamut_buf_view(&text), NULL);
	ck_assert(cJSON_IsObject(schema));
	gamut_buf_release(&text);
}

static void tear_down(void)
{
	cJSON_Delete(schema);
}

START_TEST(the_document_is_that_of_the_tables)
{
	struct gamut_arena arena = { 0 };
	struct gamut_buf want = { 0 };
	struct gamut_err err = { 0 };
	struct gamut_str have;

	ck_assert_msg(
		!gamut_file_read(&have, DOC, (size_t)1 << 20, &arena, &err),
		"%s", err.msg);
	gamut_task_schema(&want);
	ck_assert_msg(gamut_str_eq(have, gamut_buf_view(&want)),
	              "docs/task.schema.json is not that of the tables: write "
	              "it anew with 'gamut new-task --schema'");
	gamut_buf_release(&want);
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(every_key_and_kind_is_known)
{
	const cJSON *keys = cJSON_GetObjectItem(schema, "properties");
	const cJSON *forms = cJSON_GetObjectItem(
		cJSON_GetObjectItem(cJSON_GetObjectItem(schema, "$defs"),
	                            "check"),
		"anyOf");
	const cJSON *kinds = cJSON_GetObjectItem(cJSON_GetArrayItem(forms, 1),
	                                         "properties");

	ck_assert_int_eq(cJSON_GetArraySize(keys), (int)gamut_task_key_count());
	for (size_t i = 0; i < gamut_task_key_count(); i++)
		ck_assert(
			cJSON_HasObjectItem(keys, gamut_task_key_at(i)->name));
	for (size_t i = 0; i < gamut_kind_count(); i++)
		ck_assert_int_eq(
			cJSON_HasObjectItem(kinds, gamut_kind_at(i)->name),
			gamut_kind_at(i)->keys != NULL);
}
END_TEST

START_TEST(lines_keep_what_they_hold)
{
	struct gamut_buf out = { 0 };

	gamut_json_indent(&out, GAMUT_STR("{\"a\": [],\"b\":\"{,:\\\"\","
	                                  "\"c\":[1,{}]}"));
	ck_assert_str_eq(gamut_buf_cstr(&out),
	                 "{\n  \"a\": [],\n  \"b\": \"{,:\\\"\",\n  \"c\": [\n"
	                 "    1,\n    {}\n  ]\n}\n");
	gamut_buf_release(&out);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("task_schema");
	TCase *tc = tcase_create("task_schema");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, the_document_is_that_of_the_tables);
	tcase_add_test(tc, every_key_and_kind_is_known);
	tcase_add_test(tc, lines_keep_what_they_hold);
	suite_add_tcase(suite, tc);
	return suite;
}
