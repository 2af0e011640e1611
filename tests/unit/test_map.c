#include "tests/support/unit.h"

#include <stdio.h>

#include "base/map.h"

START_TEST(keys_are_bytes)
{
	struct gamut_map map = { 0 };

	ck_assert_uint_eq(gamut_map_find(&map, GAMUT_STR("")),
	                  GAMUT_MAP_ABSENT);
	ck_assert_uint_eq(gamut_map_put(&map, GAMUT_STR(""), 1), 1);
	ck_assert_uint_eq(gamut_map_put(&map, GAMUT_STR("a"), 2), 2);
	ck_assert_uint_eq(gamut_map_put(&map, GAMUT_STR("a\0"), 3), 3);
	ck_assert_uint_eq(gamut_map_put(&map, GAMUT_STR("a"), 4), 2);
	ck_assert_uint_eq(gamut_map_find(&map, GAMUT_STR("")), 1);
	ck_assert_uint_eq(gamut_map_find(&map, GAMUT_STR("a\0")), 3);
	ck_assert_uint_eq(gamut_map_find(&map, GAMUT_STR("\0a")),
	                  GAMUT_MAP_ABSENT);
	ck_assert_uint_eq(gamut_map_count(&map), 3);
	gamut_map_clear(&map);
	ck_assert_uint_eq(gamut_map_count(&map), 0);
	ck_assert_uint_eq(gamut_map_find(&map, GAMUT_STR("a")),
	                  GAMUT_MAP_ABSENT);
}
END_TEST

START_TEST(many_keys_are_found_and_were_copied)
{
	struct gamut_map map = { 0 };
	char key[16];

	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < 10000; i++) {
			snprintf(key, sizeof(key), "%zu", i);
			ck_assert_uint_eq(gamut_map_put(&map, gamut_str_of(key),
			                                i + (round ? 7 : 0)),
			                  i);
		}
	ck_assert_uint_eq(gamut_map_count(&map), 10000);
	gamut_map_clear(&map);
}
END_TEST

/* What is expected is a hint: fewer, more and longer keys are as welcome. */
START_TEST(expectations_may_fail)
{
	static const size_t counts[] = { 0, 1, 100, 100000 };
	static char key[600 * 1024];

	for (size_t k = 0; k < GAMUT_ARRAY_LEN(counts); k++) {
		struct gamut_map map = { 0 };

		gamut_map_expect(&map, counts[k]);
		for (size_t len = 0; len < sizeof(key); len += 7919)
			ck_assert_uint_eq(
				gamut_map_put(&map,
			                      (struct gamut_str){ key, len },
			                      len),
				len);
		for (size_t len = 0; len < sizeof(key); len += 7919)
			ck_assert_uint_eq(
				gamut_map_find(&map,
			                       (struct gamut_str){ key, len }),
				len);
		gamut_map_clear(&map);
	}
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("map");
	TCase *tc = tcase_create("map");

	tcase_add_test(tc, keys_are_bytes);
	tcase_add_test(tc, many_keys_are_found_and_were_copied);
	tcase_add_test(tc, expectations_may_fail);
	suite_add_tcase(suite, tc);
	return suite;
}
