#include "tests/support/unit.h"

#include <string.h>

#include "base/map.h"
#include "tasks/catalog/registry.h"
#include "tests/support/checker.h"

/* How many answers each task says that it has, held against its verifier. */

static struct gamut_checker *open_at(int i)
{
	return gamut_test_open_task(gamut_task_at((size_t)i));
}

/* Its members are a part of its space, which test_phone.c counts. */
static const char *const part_of_space[] = { "international_phone_numbers" };

START_TEST(the_space_is_what_the_verifier_has)
{
	const struct gamut_task *task = gamut_task_at((size_t)_i);
	struct gamut_checker *checker = open_at(_i);
	uint64_t count = gamut_checker_member_count(checker);
	bool is_part = task->space == GAMUT_UNBOUNDED;

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(part_of_space); i++)
		is_part |= strcmp(task->name, part_of_space[i]) == 0;
	if (!is_part)
		ck_assert_uint_eq(task->space, count);
	else if (task->space != GAMUT_UNBOUNDED)
		ck_assert_uint_lt(count, task->space);
	gamut_checker_free(checker);
}
END_TEST

/* How many of the strings of `len` printable ASCII characters are accepted. */
static uint64_t count_short(const struct gamut_checker *checker, size_t len)
{
	char text[3];
	uint64_t total = 1;
	uint64_t count = 0;

	for (size_t i = 0; i < len; i++)
		total *= 95;
	for (uint64_t i = 0; i < total; i++) {
		uint64_t rest = i;

		for (size_t at = 0; at < len; at++, rest /= 95)
			text[at] = (char)(' ' + rest % 95);
		count += gamut_test_is_valid(checker,
		                             (struct gamut_str){ text, len });
	}
	return count;
}

/* 1 if `s`, longer than count_short() goes, is accepted and new. */
static uint64_t count_new(const struct gamut_checker *checker,
                          struct gamut_map *seen, struct gamut_str s)
{
	size_t next = gamut_map_count(seen);

	return s.len > 3 && gamut_map_put(seen, s, next) == next &&
	       gamut_test_is_valid(checker, s);
}

/* `field` as it stands, and in other case. */
static uint64_t count_cases(const struct gamut_checker *checker,
                            struct gamut_map *seen, struct gamut_str field)
{
	char other[64];
	struct gamut_str view = { .ptr = other, .len = field.len };
	uint64_t count = count_new(checker, seen, field);

	ck_assert_uint_le(field.len, sizeof(other));
	for (size_t i = 0; i < field.len; i++)
		other[i] = gamut_ascii_lower(field.ptr[i]);
	count += count_new(checker, seen, view);
	for (size_t i = 0; i < field.len; i++)
		if (gamut_ascii_is_alpha(other[i]))
			other[i] = (char)(other[i] - 'a' + 'A');
	return count + count_new(checker, seen, view);
}

static uint64_t count_fields(const struct gamut_checker *checker,
                             struct gamut_map *seen, const char *list)
{
	struct gamut_str rest;
	struct gamut_str line;
	struct gamut_str field;
	uint64_t count = 0;

	ck_assert_int_eq(
		gamut_lexicon_read(&rest, gamut_test_lexicon(), list, NULL),
		GAMUT_OK);
	while (gamut_lexicon_take_line(&rest, &line))
		while (gamut_str_take_field(&line, '\t', &field))
			count += count_cases(checker, seen, field);
	return count;
}

/* All short strings, and the words of all finite lists, are put to the test. */
START_TEST(the_number_of_strings_is_right)
{
	static const char *const lists[] = { "elements.tsv", "us_states.tsv",
		                             "weekdays.tsv" };
	const struct gamut_task *task = gamut_task_at((size_t)_i);
	struct gamut_checker *checker;
	struct gamut_map seen = { 0 };
	uint64_t count = 0;

	if (task->strings == GAMUT_UNBOUNDED)
		return;
	checker = open_at(_i);
	for (size_t len = 1; len <= 3; len++)
		count += count_short(checker, len);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(lists); i++)
		count += count_fields(checker, &seen, lists[i]);
	ck_assert_uint_eq(count, task->strings);
	gamut_map_clear(&seen);
	gamut_checker_free(checker);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("spaces");
	TCase *tc = tcase_create("spaces");

	tcase_add_checked_fixture(tc, gamut_test_open_lexicon,
	                          gamut_test_close_lexicon);
	tcase_add_loop_test(tc, the_space_is_what_the_verifier_has, 0,
	                    (int)gamut_task_count());
	tcase_add_loop_test(tc, the_number_of_strings_is_right, 0,
	                    (int)gamut_task_count());
	suite_add_tcase(suite, tc);
	return suite;
}
