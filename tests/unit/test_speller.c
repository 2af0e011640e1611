#include "tests/support/unit.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/temp.h"
#include "verifiers/speller.h"

static struct gamut_lexicon *lexicon;
static struct gamut_speller *speller;
static struct gamut_err err;

static void set_up(void)
{
	gamut_temp_make();
	gamut_temp_write("en_US.aff", "SET UTF-8\n");
	gamut_temp_write("en_US.dic", "2\ncolor\nword\n");
	gamut_temp_write("en_GB.aff", "SET UTF-8\n");
	gamut_temp_write("en_GB.dic", "\xef\xbb\xbf"
	                              "2\ncolour\nword\n");
	/* NOLINTNEXTLINE(concurrency-mt-unsafe): a test has one thread. */
	setenv("GAMUT_DICTIONARIES", gamut_temp_folder(), 1);
	lexicon = gamut_lexicon_open();
	speller = NULL;
	err = (struct gamut_err){ 0 };
}

static void tear_down(void)
{
	gamut_speller_free(speller);
	gamut_lexicon_free(lexicon);
	gamut_temp_remove();
}

START_TEST(either_dictionary_knows)
{
	ck_assert(!gamut_speller_open(&speller, lexicon, &err));
	ck_assert(gamut_speller_knows(speller, "color"));
	ck_assert(gamut_speller_knows(speller, "colour"));
	ck_assert(!gamut_speller_knows(speller, "colur"));
}
END_TEST

START_TEST(what_is_no_dictionary_is_told_at_once)
{
	static const char *const texts[] = { "", "\xef\xbb\xbf", "color\n" };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(texts); i++) {
		gamut_temp_write("en_GB.dic", texts[i]);
		ck_assert_int_eq(gamut_speller_open(&speller, lexicon, &err),
		                 GAMUT_EPARSE);
		ck_assert_ptr_nonnull(strstr(err.msg, "en_GB.dic"));
		ck_assert_ptr_null(speller);
	}
}
END_TEST

/*
 * Loaded late, they must still be those that were opened, and hashed. In a
 * process of its own, so that what was made is removed.
 */
START_TEST(dictionaries_that_change_are_not_believed)
{
	int status;
	pid_t pid;

	ck_assert(!gamut_speller_open(&speller, lexicon, &err));
	gamut_temp_write("en_US.dic", "1\nword\n");
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		gamut_speller_knows(speller, "color");
		_exit(EXIT_SUCCESS);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFSIGNALED(status));
	ck_assert_int_eq(WTERMSIG(status), SIGABRT);
}
END_TEST

START_TEST(dictionaries_that_are_loaded_may_change)
{
	ck_assert(!gamut_speller_open(&speller, lexicon, &err));
	ck_assert(gamut_speller_knows(speller, "color"));
	gamut_temp_write("en_US.dic", "1\nword\n");
	ck_assert(gamut_speller_knows(speller, "color"));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("speller");
	TCase *tc = tcase_create("speller");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, either_dictionary_knows);
	tcase_add_test(tc, what_is_no_dictionary_is_told_at_once);
	tcase_add_test(tc, dictionaries_that_change_are_not_believed);
	tcase_add_test(tc, dictionaries_that_are_loaded_may_change);
	suite_add_tcase(suite, tc);
	return suite;
}
