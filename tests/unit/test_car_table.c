#include "tests/support/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "verifiers/car_table.h"

static const struct malformed {
	const char *list;
	const char *message;
} malformed[] = {
	{ "", "holds no model" },
	{ "make\tFord\t\n", "holds no model" },
	{ "make\tFord\t\nbike\tR1\n", "line 2: 'bike' is no kind of line" },
	{ "# list\n\nmake\tFord\tFORD\n", "line 3: 'FORD' is there twice" },
	{ "make\tFord\t\nmake\tford\t\n", "line 2: 'ford' is there twice" },
	{ "make\tFord\t\nmodel\tFiat\tUno\t\n",
	  "line 2: 'Fiat' is not a make" },
	{ "make\tFord\t\nmodel\tFord\tKa\tKA\n", "'KA' is there twice" },
	{ "make\tFord\t\nmodel\tFord\tKa\t+Ford\n", "'Ford' is there twice" },
	{ "make\tFord\t\nmodel\tFord\n", "line 2: '' is not a name" },
	{ "make\t\t\n", "line 1: '' is not a name" },
	{ "trim\tSport, red\n", "'Sport, red' is not a name" },
	{ "trim\tGT\ntrim\tG T\n", "line 2: 'G T' is there twice" },
};

START_TEST(malformed_lists)
{
	char folder[] = "/tmp/test_car.XXXXXX";
	char path[sizeof(folder) + 16];
	struct gamut_lexicon *broken = NULL;
	struct gamut_err err = { 0 };
	struct gamut_car_table *table = NULL;
	FILE *file;

	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/cars.tsv", folder);
	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fputs(malformed[_i].list, file);
	fclose(file);

	/* NOLINTNEXTLINE(concurrency-mt-unsafe): the only thread */
	ck_assert_int_eq(setenv("GAMUT_WORDLISTS", folder, 1), 0);
	broken = gamut_lexicon_open();
	ck_assert_int_eq(gamut_car_table_open(&table, broken, &err),
	                 GAMUT_EPARSE);
	ck_assert_ptr_null(table);
	ck_assert_msg(strstr(err.msg, "cars.tsv") &&
	                      strstr(err.msg, malformed[_i].message) &&
	                      strstr(err.msg, "wordlists/make_cars.sh"),
	              "%s", err.msg);
	gamut_lexicon_free(broken);
	remove(path);
	rmdir(folder);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("car_table");
	TCase *tc = tcase_create("open");

	tcase_add_loop_test(tc, malformed_lists, 0,
	                    (int)GAMUT_ARRAY_LEN(malformed));
	suite_add_tcase(suite, tc);
	return suite;
}
