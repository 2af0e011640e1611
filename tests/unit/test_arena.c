#include "tests/support/unit.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"

START_TEST(pieces_are_apart_aligned_and_zeroed)
{
	struct gamut_arena arena = { 0 };
	unsigned char *pieces[300];

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(pieces); i++) {
		size_t align = (size_t)1 << i % 5;

		pieces[i] = gamut_arena_alloc(&arena, i, align);
		ck_assert_uint_eq((uintptr_t)pieces[i] % align, 0);
		for (size_t k = 0; k < i; k++)
			ck_assert_uint_eq(pieces[i][k], 0);
		memset(pieces[i], (int)(i % 255) + 1, i);
	}
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(pieces); i++)
		for (size_t k = 0; k < i; k++)
			ck_assert_uint_eq(pieces[i][k], i % 255 + 1);
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(large_pieces_and_clearing_work)
{
	struct gamut_arena arena = { 0 };
	char *large;

	for (int i = 0; i < 2; i++) {
		large = gamut_arena_new(&arena, char, 1000000);
		memset(large, 'x', 1000000);
		ck_assert_uint_eq(arena.total, 1000000);
		gamut_arena_clear(&arena);
		ck_assert_uint_eq(arena.total, 0);
	}
}
END_TEST

START_TEST(formatted_text_has_its_length)
{
	struct gamut_arena arena = { 0 };
	struct gamut_str s = gamut_arena_strf(&arena, "%s-%d", "x", 42);

	ck_assert_uint_eq(s.len, 4);
	ck_assert_str_eq(s.ptr, "x-42");
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(arrays_grow_and_keep_what_they_hold)
{
	size_t *items = NULL;
	size_t size = 0;

	for (size_t i = 0; i < 1000; i++) {
		items = gamut_grow_array(items, &size, i, sizeof(*items));
		ck_assert_uint_gt(size, i);
		items[i] = i;
	}
	for (size_t i = 0; i < 1000; i++)
		ck_assert_uint_eq(items[i], i);
	ck_assert_uint_le(size, 2000);
	free(items);
}
END_TEST

START_TEST(an_overflowing_size_is_a_bug)
{
	struct gamut_arena arena = { 0 };

	gamut_arena_alloc_array(&arena, SIZE_MAX / 4, 8, 8);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("arena");
	TCase *tc = tcase_create("arena");

	tcase_add_test(tc, pieces_are_apart_aligned_and_zeroed);
	tcase_add_test(tc, large_pieces_and_clearing_work);
	tcase_add_test(tc, formatted_text_has_its_length);
	tcase_add_test(tc, arrays_grow_and_keep_what_they_hold);
	tcase_add_test_raise_signal(tc, an_overflowing_size_is_a_bug, SIGABRT);
	suite_add_tcase(suite, tc);
	return suite;
}
