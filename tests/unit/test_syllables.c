#include "tests/support/unit.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/temp.h"
#include "verifiers/sorted.h"
#include "verifiers/syllable_rule.h"
#include "verifiers/syllables.h"
#include "verifiers/wordbook.h"

static struct gamut_lexicon *lexicon;
static const struct gamut_syllables *syllables;
static struct gamut_err err;

static void set_up(void)
{
	lexicon = gamut_lexicon_open();
	ck_assert_msg(!gamut_syllables_open(&syllables, lexicon, &err), "%s",
	              err.msg);
}

static void tear_down(void)
{
	gamut_lexicon_free(lexicon);
}

static uint32_t set_of(const char *counts)
{
	uint32_t set = 0;

	for (; *counts; counts++)
		set |= UINT32_C(1) << (*counts - '0');
	return set;
}

/* clang-format off */
static const struct row {
	const char *word;
	const char *counts; /* a digit each */
	enum gamut_syllables_source source;
} rows[] = {
	{ "a",          "1",  GAMUT_SYLLABLES_LISTED },
	{ "i",          "1",  GAMUT_SYLLABLES_LISTED },
	{ "fire",       "12", GAMUT_SYLLABLES_LISTED },
	{ "every",      "23", GAMUT_SYLLABLES_LISTED },
	{ "world",      "1",  GAMUT_SYLLABLES_LISTED },
	{ "x-ray",      "2",  GAMUT_SYLLABLES_LISTED },
	{ "don't",      "1",  GAMUT_SYLLABLES_LISTED },
	{ "'tis",       "1",  GAMUT_SYLLABLES_LISTED },
	{ "'pond'",     "1",  GAMUT_SYLLABLES_LISTED },
	{ "chrysanthemum's", "4", GAMUT_SYLLABLES_LISTED },
	{ "octopus's",  "4",  GAMUT_SYLLABLES_LISTED },
	{ "dewdrop",    "2",  GAMUT_SYLLABLES_KNOWN },
	{ "firelight",  "23", GAMUT_SYLLABLES_KNOWN },
	{ "gravedigger", "3", GAMUT_SYLLABLES_KNOWN },
	/* An end, and not "aquatic" and "ally". */
	{ "aquatically", "4", GAMUT_SYLLABLES_KNOWN },
	{ "dactylic",   "3",  GAMUT_SYLLABLES_KNOWN },
	{ "moonbeams",  "2",  GAMUT_SYLLABLES_LISTED },
	{ "frogsong",   "2",  GAMUT_SYLLABLES_UNKNOWN },
	{ "frogglimmer's", "3", GAMUT_SYLLABLES_UNKNOWN },
	{ "zorpling",   "2",  GAMUT_SYLLABLES_UNKNOWN },
	{ "b",          "",   GAMUT_SYLLABLES_NONE },
	{ "bcdf",       "",   GAMUT_SYLLABLES_NONE },
	{ "'s",         "1",  GAMUT_SYLLABLES_LISTED },
	{ "'",          "",   GAMUT_SYLLABLES_NONE },
	{ "",           "",   GAMUT_SYLLABLES_NONE },
};

/* Words that need the rule, or would. */
static const struct {
	const char *word;
	unsigned count;
} guesses[] = {
	{ "cat", 1 },      { "lone", 1 },     { "table", 2 },   { "acre", 2 },
	{ "roses", 2 },    { "stones", 1 },   { "wished", 1 },  { "wanted", 2 },
	{ "wishes", 2 },   { "lonely", 2 },   { "homeless", 2 }, { "yellow", 2 },
	{ "beyond", 2 },   { "piano", 3 },    { "nation", 2 },  { "video", 3 },
	{ "quiet", 2 },    { "going", 2 },    { "rhythm", 2 },  { "prism", 2 },
	{ "the", 1 },      { "queue", 1 },    { "happier", 3 }, { "studying", 3 },
	{ "heav'n", 1 },   { "curled", 1 },   { "settled", 2 }, { "league", 1 },
	{ "musically", 3 }, { "pffft", 0 },   { "aaah", 0 },    { "", 0 },
	{ "caf\xc3\xa9", 0 }, { "Cat", 0 },   { "a1", 0 },
	{ "abababababababababababababababab", 0 },
};
/* clang-format on */

START_TEST(words_have_their_counts)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rows); i++) {
		enum gamut_syllables_source source;
		uint32_t set = gamut_syllables_find(
			syllables, gamut_str_of(rows[i].word), &source);

		ck_assert_msg(set == set_of(rows[i].counts) &&
		                      source == rows[i].source,
		              "'%s': set %x of %d", rows[i].word, set,
		              (int)source);
	}
}
END_TEST

START_TEST(the_rule_counts_by_letters)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(guesses); i++) {
		unsigned count =
			gamut_syllables_guess(gamut_str_of(guesses[i].word));

		ck_assert_msg(count == guesses[i].count, "'%s': %u",
		              guesses[i].word, count);
	}
}
END_TEST

/* As syllable_rule.h says, 93.4 and 95.1 %: here of every eighth word. */
START_TEST(the_rule_is_mostly_right)
{
	const struct gamut_sorted *words;
	enum gamut_syllables_source source;
	struct gamut_str text;
	struct gamut_str line;
	size_t all[2] = { 0 };
	size_t right[2] = { 0 };
	size_t lines = 0;

	ck_assert(!gamut_wordbook_open(&words, lexicon, &err));
	ck_assert(!gamut_lexicon_read(&text, lexicon, GAMUT_SYLLABLES_LIST,
	                              &err));
	while (gamut_lexicon_take_line(&text, &line)) {
		struct gamut_str word;
		bool is_right;
		bool is_english;

		gamut_str_take_field(&line, '\t', &word);
		if (lines++ % 8 || memchr(word.ptr, '\'', word.len) ||
		    memchr(word.ptr, '-', word.len))
			continue;
		is_right = gamut_syllables_find(syllables, word, &source) >>
		                   gamut_syllables_guess(word) &
		           1;
		is_english = gamut_wordbook_has(words, word);
		all[0]++;
		right[0] += is_right;
		all[1] += is_english;
		right[1] += is_english && is_right;
	}
	ck_assert_uint_eq(lines, 125905);
	ck_assert_double_eq_tol((double)right[0] / (double)all[0], 0.934,
	                        0.005);
	ck_assert_double_eq_tol((double)right[1] / (double)all[1], 0.951,
	                        0.005);
}
END_TEST

/* ----------------------------------------------------------- broken lists */

static void set_up_folder(void)
{
	gamut_temp_make();
	/* NOLINTNEXTLINE(concurrency-mt-unsafe): a test has one thread. */
	setenv("GAMUT_WORDLISTS", gamut_temp_folder(), 1);
	lexicon = gamut_lexicon_open();
}

static void tear_down_folder(void)
{
	gamut_lexicon_free(lexicon);
	gamut_temp_remove();
}

static const struct {
	const char *counts;
	const char *words;
	const char *message; /* NULL: all is well */
} lists[] = {
	{ "# a\nan\t1\nfire\t1,2\n", "an\nfire\n", NULL },
	{ "an\t1\nfire\t1,2", "an", NULL },
	{ "", "an\n", "holds no word" },
	{ "an\t1\n", "# none\n", "holds no word" },
	{ "fire\t1\nan\t1\n", "an\n", "'an' is not behind 'fire'" },
	{ "an\t1\nan\t2\n", "an\n", "'an' is not behind 'an'" },
	{ "an\n", "an\n", "malformed line 'an'" },
	{ "an\t\n", "an\n", "malformed" },
	{ "an\t0\n", "an\n", "malformed" },
	{ "an\t1,\n", "an\n", "malformed" },
	{ "an\t2,1\n", "an\n", "malformed" },
	{ "an\t1,1\n", "an\n", "malformed" },
	{ "an\t31\n", "an\n", "malformed" },
	{ "an\t4294967297\n", "an\n", "malformed" },
	{ "an\tx\n", "an\n", "malformed" },
	{ "An\t1\n", "an\n", "malformed" },
	{ "an\t1\n", "a\n", "malformed line 'a'" },
	{ "an\t1\n", "an\tm\n", "malformed" },
	{ "an\t1\n", "abcdefghijklmnop\n", "malformed" },
};

START_TEST(malformed_lists_are_refused)
{
	enum gamut_status status;

	gamut_temp_write("syllables.tsv", lists[_i].counts);
	gamut_temp_write("words.tsv", lists[_i].words);
	status = gamut_syllables_open(&syllables, lexicon, &err);
	ck_assert_int_eq(status, lists[_i].message ? GAMUT_EPARSE : GAMUT_OK);
	if (lists[_i].message)
		ck_assert_ptr_nonnull(strstr(err.msg, lists[_i].message));
}
END_TEST

START_TEST(a_missing_list_is_named)
{
	gamut_temp_write("syllables.tsv", "an\t1\n");
	ck_assert_int_eq(gamut_syllables_open(&syllables, lexicon, &err),
	                 GAMUT_ENOTFOUND);
	ck_assert_ptr_nonnull(strstr(err.msg, "words.tsv"));
}
END_TEST

START_TEST(every_line_is_found_and_nothing_else)
{
	const struct gamut_sorted *words;

	gamut_temp_write("words.tsv", "ant\nbee\ncat\ncats\ndog\n");
	ck_assert(!gamut_wordbook_open(&words, lexicon, &err));
	ck_assert_uint_eq(gamut_sorted_count(words), 5);
	for (size_t i = 0; i < 5; i++)
		ck_assert_uint_eq(
			gamut_sorted_find(words, gamut_sorted_at(words, i)), i);
	ck_assert(!gamut_wordbook_has(words, GAMUT_STR("an")));
	ck_assert(!gamut_wordbook_has(words, GAMUT_STR("catsx")));
	ck_assert(!gamut_wordbook_has(words, GAMUT_STR("")));
	ck_assert(!gamut_wordbook_has(words, GAMUT_STR("zoo")));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("syllables");
	TCase *tc = tcase_create("find");

	tcase_add_unchecked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, words_have_their_counts);
	tcase_add_test(tc, the_rule_is_mostly_right);
	suite_add_tcase(suite, tc);

	tc = tcase_create("rule");
	tcase_add_test(tc, the_rule_counts_by_letters);
	suite_add_tcase(suite, tc);

	tc = tcase_create("lists");
	tcase_add_checked_fixture(tc, set_up_folder, tear_down_folder);
	tcase_add_loop_test(tc, malformed_lists_are_refused, 0,
	                    (int)GAMUT_ARRAY_LEN(lists));
	tcase_add_test(tc, a_missing_list_is_named);
	tcase_add_test(tc, every_line_is_found_and_nothing_else);
	suite_add_tcase(suite, tc);
	return suite;
}
