/* The reference of kinds is what the tables say, and tasks.md what is read. */
#include "tests/support/unit.h"

#include "base/file.h"
#include "tasks/catalog/task_file.h"
#include "tests/support/reference.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
}

static struct gamut_str read_page(const char *path)
{
	struct gamut_str page;
	struct gamut_err err = { 0 };

	ck_assert_msg(!gamut_file_read(&page, path, 1 << 20, &arena, &err),
	              "%s", err.msg);
	return page;
}

START_TEST(kinds_are_documented)
{
	struct gamut_buf made = { 0 };

	gamut_reference_kinds(&made);
	ck_assert_msg(gamut_str_eq(gamut_buf_view(&made),
	                           read_page(GAMUT_DOCS "/kinds.md")),
	              "docs/kinds.md is not what it says it is made by");
	gamut_buf_release(&made);
}
END_TEST

START_TEST(keys_of_a_task_are_documented)
{
	struct gamut_str page = read_page(GAMUT_DOCS "/tasks.md");

	for (size_t i = 0; i < gamut_task_key_count(); i++) {
		const char *name = gamut_task_key_at(i)->name;
		struct gamut_str row = gamut_arena_strf(&arena, "`%s`", name);

		ck_assert_msg(gamut_str_find(page, row) < page.len, "%s", name);
	}
}
END_TEST

Suite *unit_suite(void)
{
	Suite *checks = suite_create("reference");
	TCase *tc = tcase_create("reference");

	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_test(tc, kinds_are_documented);
	tcase_add_test(tc, keys_of_a_task_are_documented);
	suite_add_tcase(checks, tc);
	return checks;
}
