/* What exports are called, and how their JSON is laid out. */
#include "tests/support/unit.h"

#include <string.h>

#include "base/text.h"
#include "runner/exchange/export/file.h"
#include "runner/exchange/export/name.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
}

#define NAME(lit)                                     \
	{                                             \
		.ptr = "" lit, .len = sizeof(lit) - 1 \
	}

static const struct name {
	struct gamut_str from;
	const char *model;
	const char *portable;
} names[] = {
	{ NAME("gpt-4o"), "gpt-4o", "gpt-4o" },
	{ NAME("org/model"), "org__model", "org_model-" },
	{ NAME("a:/\\b"), "a__b", "a___b-" },
	{ NAME("sim:base"), "sim__base", "sim_base-504cb6d8" },
	{ NAME(".."), "_.-", "__-" },
	{ NAME("."), "_-", "_-" },
	{ NAME(""), "", "" },
	{ NAME("../../etc/passwd"), "_.__..__etc__passwd-",
	  "_._.._etc_passwd-" },
	{ NAME("/abs"), "__abs", "_abs-" },
	{ NAME("a\0b"), "a_b-", "a_b-" },
	{ NAME("a\xff"), "a_-", "a_-" },
	{ NAME("a\x1b[31m"), "a___31m-", "a__31m-" },
	{ NAME("-rf"), "-rf", "_rf-" },
	{ NAME("dot."), "dot.", "dot_-" },
	{ NAME("Škoda"), "Škoda", "__koda-" },
};

/* Where a hash is to follow, only that it does is looked at. */
static void expect(struct gamut_str got, const char *expected)
{
	size_t length = strlen(expected);
	bool is_open = length == 0 || expected[length - 1] == '-';

	ck_assert_uint_gt(got.len, 0);
	ck_assert(got.ptr[0] != '.');
	ck_assert_msg(strncmp(got.ptr, expected, length) == 0, "'%s', not '%s'",
	              got.ptr, expected);
	ck_assert_msg(got.len == length + (is_open ? 8 : 0), "'%s', not '%s'",
	              got.ptr, expected);
}

START_TEST(names_stay_within_their_folder)
{
	const struct name *name = &names[_i];

	expect(gamut_export_name_model(name->from, &arena), name->model);
	expect(gamut_export_name_portable(name->from, &arena), name->portable);
}
END_TEST

START_TEST(long_names_are_cut_and_stay_different)
{
	char text[3000];
	struct gamut_str one = { .ptr = text, .len = sizeof(text) };
	struct gamut_str other = { .ptr = text, .len = sizeof(text) - 2 };
	struct gamut_str cut;

	/* Two bytes each: a cut within one would not be UTF-8. */
	for (size_t i = 0; i < sizeof(text); i += 2) {
		text[i] = '\xc3';
		text[i + 1] = '\xa9';
	}
	cut = gamut_export_name_model(one, &arena);
	ck_assert_uint_le(cut.len, 110);
	ck_assert(gamut_text_is_utf8(cut));
	ck_assert(!gamut_str_eq(cut, gamut_export_name_model(other, &arena)));
	ck_assert(!gamut_str_eq(gamut_export_name_portable(one, &arena),
	                        gamut_export_name_portable(other, &arena)));
}
END_TEST

START_TEST(cells_are_named_as_tasks)
{
	struct gamut_str task = GAMUT_STR("prime_numbers");

	ck_assert_str_eq(
		gamut_export_name_cell(task, GAMUT_STR("zero-shot"), &arena)
			.ptr,
		"gamut_prime_numbers_zero_shot");
	expect(gamut_export_name_cell(task, GAMUT_STR("../x"), &arena),
	       "gamut_prime_numbers_.._x-");
}
END_TEST

/* As Python's json.dumps(indent=2) has it. */
static const struct layout {
	const char *from;
	const char *to;
} layouts[] = {
	{ "{}", "{}" },
	{ "[]", "[]" },
	{ "{\"a\":1,\"b\":[1,2],\"c\":{}}",
	  "{\n  \"a\": 1,\n  \"b\": [\n    1,\n    2\n  ],\n  \"c\": {}\n}" },
	{ "{\"a\":\"{[,:]} \\\" \\\\\"}",
	  "{\n  \"a\": \"{[,:]} \\\" \\\\\"\n}" },
	{ "{ \"a\" : [ ] }", "{\n  \"a\": []\n}" },
};

START_TEST(json_is_laid_out_for_people)
{
	struct gamut_buf out = { 0 };

	gamut_export_pretty(&out, gamut_str_of(layouts[_i].from));
	ck_assert_str_eq(gamut_buf_cstr(&out), layouts[_i].to);
	gamut_buf_release(&out);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("export");
	TCase *tc = tcase_create("export");

	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_loop_test(tc, names_stay_within_their_folder, 0,
	                    (int)GAMUT_ARRAY_LEN(names));
	tcase_add_test(tc, long_names_are_cut_and_stay_different);
	tcase_add_test(tc, cells_are_named_as_tasks);
	tcase_add_loop_test(tc, json_is_laid_out_for_people, 0,
	                    (int)GAMUT_ARRAY_LEN(layouts));
	suite_add_tcase(suite, tc);
	return suite;
}
