#include "tests/support/unit.h"

#include <stdlib.h>

#include "base/digest.h"
#include "tests/support/temp.h"
#include "verifiers/lexicon.h"

static struct gamut_lexicon *lexicon;
static struct gamut_err err;

static void set_up(void)
{
	gamut_temp_make();
	/* NOLINTNEXTLINE(concurrency-mt-unsafe): a test has one thread. */
	setenv("GAMUT_WORDLISTS", gamut_temp_folder(), 1);
	/* NOLINTNEXTLINE(concurrency-mt-unsafe): a test has one thread. */
	setenv("GAMUT_DICTIONARIES", gamut_temp_folder(), 1);
	lexicon = gamut_lexicon_open();
}

static void tear_down(void)
{
	gamut_lexicon_free(lexicon);
	gamut_temp_remove();
}

static void check_digest(const char *name, const char *text)
{
	struct gamut_digest digest;
	char want[GAMUT_DIGEST_SIZE];
	const char *hex;

	gamut_digest_init(&digest);
	gamut_digest_bytes(&digest, gamut_str_of(text));
	gamut_digest_hex(&digest, want);
	ck_assert(!gamut_lexicon_digest(&hex, lexicon, name, &err));
	ck_assert_str_eq(hex, want);
}

START_TEST(what_is_not_utf8_never_is)
{
	struct gamut_str text = GAMUT_STR("kept");
	const char *hex = "kept";

	gamut_temp_write("bad.tsv", "Caf\xe9\n");
	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(
			gamut_lexicon_read(&text, lexicon, "bad.tsv", &err),
			GAMUT_EPARSE);
	ck_assert_int_eq(gamut_lexicon_digest(&hex, lexicon, "bad.tsv", &err),
	                 GAMUT_EPARSE);
	ck_assert(gamut_str_eq(text, GAMUT_STR("kept")));
	ck_assert_str_eq(hex, "kept");
}
END_TEST

/* Someone edits a list while the program runs. */
START_TEST(the_digest_is_of_the_text_in_use)
{
	struct gamut_str text;

	gamut_temp_write("list.tsv", "old\n");
	ck_assert(!gamut_lexicon_read(&text, lexicon, "list.tsv", &err));
	gamut_temp_write("list.tsv", "new\n");
	check_digest("list.tsv", "old\n");
	ck_assert(!gamut_lexicon_read(&text, lexicon, "list.tsv", &err));
	ck_assert(gamut_str_eq(text, GAMUT_STR("old\n")));
}
END_TEST

START_TEST(empty_lists_and_dictionaries_have_a_digest)
{
	struct gamut_str text = GAMUT_STR("changed");

	gamut_temp_write("none.tsv", "");
	gamut_temp_write("en_US.dic", "1\nna\xefve\n");
	check_digest("none.tsv", "");
	ck_assert(!gamut_lexicon_read(&text, lexicon, "none.tsv", &err));
	ck_assert_uint_eq(text.len, 0);
	check_digest("en_US.dic", "1\nna\xefve\n");
}
END_TEST

static int released;

static void release(void *object)
{
	ck_assert_ptr_eq(object, &released);
	released++;
}

START_TEST(what_is_shared_is_released_once)
{
	struct gamut_lexicon *other = gamut_lexicon_open();

	released = 0;
	ck_assert_ptr_null(gamut_lexicon_find_shared(other, GAMUT_STR("key")));
	gamut_lexicon_share(other, GAMUT_STR("key"), &released, release);
	ck_assert_ptr_eq(gamut_lexicon_find_shared(other, GAMUT_STR("key")),
	                 &released);
	ck_assert_ptr_null(gamut_lexicon_find_shared(other, GAMUT_STR("ke")));
	ck_assert_int_eq(released, 0);
	gamut_lexicon_free(other);
	ck_assert_int_eq(released, 1);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("lexicon");
	TCase *tc = tcase_create("lexicon");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, what_is_not_utf8_never_is);
	tcase_add_test(tc, the_digest_is_of_the_text_in_use);
	tcase_add_test(tc, empty_lists_and_dictionaries_have_a_digest);
	tcase_add_test(tc, what_is_shared_is_released_once);
	suite_add_tcase(suite, tc);
	return suite;
}
