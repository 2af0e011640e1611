#include "tests/support/unit.h"

#include <string.h>

#include "base/arena.h"
#include "tasks/catalog/kind.h"
#include "verifiers/haiku.h"
#include "verifiers/palindrome.h"
#include "verifiers/word.h"

/* Tables are read by column. */
/* clang-format off */
#define S(lit) { .ptr = (lit), .len = sizeof(lit) - 1 }

static const struct gamut_word_rule plain = { .any_case = true };
static const struct gamut_word_rule exact = { 0 };
static const struct gamut_word_rule five = { .letters = 5, .any_case = true };
static const struct gamut_word_rule between = { .min_letters = 4, .max_letters = 6, .any_case = true };
static const struct gamut_word_rule sing = { .starts_with = "s", .ends_with = "ing", .contains = "tr", .any_case = true };
static const struct gamut_word_rule listen = { .anagram_of = "listen", .any_case = true };
static const struct gamut_word_rule same = { .anagram_of = "Dirty Room", .allow_same = true, .any_case = true };
static const struct gamut_word_rule itself = { .anagram_of = "LISTEN", .allow_same = true, .any_case = true };
static const struct gamut_word_rule mirror = { .palindrome = true, .min_letters = 3, .any_case = true };
static const struct gamut_word_rule none = { .starts_with = "xq" };
static const struct gamut_word_rule long_none = { .letters = 15, .palindrome = true };

static const struct row {
	const struct gamut_word_rule *rule;
	struct gamut_str answer;
	enum gamut_reason reason;
	const char *canonical;
} rows[] = {
	{ &plain,   S("house"),      GAMUT_REASON_VALID, "house" },
	{ &plain,   S("Colour"),     GAMUT_REASON_VALID, "colour" },
	{ &plain,   S("COLOR"),      GAMUT_REASON_VALID, "color" },
	{ &plain,   S("ox"),         GAMUT_REASON_VALID, "ox" },
	{ &plain,   S("hosue"),      GAMUT_REASON_NOT_A_WORD, "" },
	{ &plain,   S("London"),     GAMUT_REASON_NOT_A_WORD, "" },
	{ &plain,   S("kb"),         GAMUT_REASON_NOT_A_WORD, "" },
	{ &plain,   S("two words"),  GAMUT_REASON_NOT_A_WORD, "" },
	{ &plain,   S("house."),     GAMUT_REASON_NOT_A_WORD, "" },
	{ &plain,   S("house\n"),    GAMUT_REASON_NOT_A_WORD, "" },
	{ &plain,   S("hou\0se"),    GAMUT_REASON_NOT_A_WORD, "" },
	{ &plain,   S("caf\xc3\xa9"), GAMUT_REASON_NOT_A_WORD, "" },
	{ &plain,   S("\xff\xfe"),   GAMUT_REASON_NOT_A_WORD, "" },
	/* The Kelvin sign is no k. */
	{ &plain,   S("\xe2\x84\xaaing"), GAMUT_REASON_NOT_A_WORD, "" },
	{ &plain,   S("# a comment"), GAMUT_REASON_NOT_A_WORD, "" },
	{ &plain,   S("abcdefghijklmnop"), GAMUT_REASON_TOO_LONG, "" },
	{ &plain,   S(""),           GAMUT_REASON_EMPTY, "" },
	{ &exact,   S("house"),      GAMUT_REASON_VALID, "house" },
	{ &exact,   S("House"),      GAMUT_REASON_WRONG_CASE, "" },
	{ &exact,   S("Hosue"),      GAMUT_REASON_NOT_A_WORD, "" },
	{ &five,    S("Crane"),      GAMUT_REASON_VALID, "crane" },
	{ &five,    S("cran"),       GAMUT_REASON_NOT_A_WORD, "" },
	{ &five,    S("bird"),       GAMUT_REASON_TOO_SHORT, "" },
	{ &five,    S("cranes"),     GAMUT_REASON_TOO_LONG, "" },
	{ &between, S("bird"),       GAMUT_REASON_VALID, "bird" },
	{ &between, S("cranes"),     GAMUT_REASON_VALID, "cranes" },
	{ &between, S("cat"),        GAMUT_REASON_TOO_SHORT, "" },
	{ &between, S("pelican"),    GAMUT_REASON_TOO_LONG, "" },
	{ &sing,    S("straying"),   GAMUT_REASON_VALID, "straying" },
	{ &sing,    S("string"),     GAMUT_REASON_VALID, "string" },
	{ &sing,    S("trying"),     GAMUT_REASON_WRONG_LETTERS, "" },
	{ &sing,    S("stray"),      GAMUT_REASON_WRONG_LETTERS, "" },
	{ &sing,    S("saying"),     GAMUT_REASON_WRONG_LETTERS, "" },
	{ &listen,  S("Silent"),     GAMUT_REASON_VALID, "silent" },
	{ &listen,  S("tinsel"),     GAMUT_REASON_VALID, "tinsel" },
	{ &listen,  S("enlist"),     GAMUT_REASON_VALID, "enlist" },
	{ &listen,  S("Listen"),     GAMUT_REASON_EXCLUDED, "" },
	{ &listen,  S("silence"),    GAMUT_REASON_WRONG_LETTERS, "" },
	{ &listen,  S("tile"),       GAMUT_REASON_WRONG_LETTERS, "" },
	{ &listen,  S("listne"),     GAMUT_REASON_NOT_A_WORD, "" },
	{ &same,    S("dormitory"),  GAMUT_REASON_VALID, "dormitory" },
	{ &itself,  S("listen"),     GAMUT_REASON_VALID, "listen" },
	{ &itself,  S("silent"),     GAMUT_REASON_VALID, "silent" },
	{ &mirror,  S("level"),      GAMUT_REASON_VALID, "level" },
	{ &mirror,  S("Rotator"),    GAMUT_REASON_VALID, "rotator" },
	{ &mirror,  S("noon"),       GAMUT_REASON_VALID, "noon" },
	{ &mirror,  S("levels"),     GAMUT_REASON_NOT_PALINDROME, "" },
	{ &mirror,  S("abcba"),      GAMUT_REASON_NOT_A_WORD, "" },
	{ &mirror,  S("ah"),         GAMUT_REASON_TOO_SHORT, "" },
};
/* clang-format on */

static struct gamut_lexicon *lexicon;
static struct gamut_arena arena;
static struct gamut_err err;

/* Once for all tests: the lexicon keeps the lists that opening reads. */
static void set_up(void)
{
	void *state;

	lexicon = gamut_lexicon_open();
	ck_assert(!gamut_verifier_word.open(&state, &plain, lexicon, NULL));
	gamut_verifier_word.close(state);
}

static void tear_down(void)
{
	gamut_arena_clear(&arena);
	gamut_lexicon_free(lexicon);
}

static void *open_rule(const struct gamut_word_rule *rule)
{
	void *state = NULL;

	ck_assert_msg(!gamut_verifier_word.open(&state, rule, lexicon, &err),
	              "%s", err.msg);
	return state;
}

/* Rows of one rule stand together: to open one looks at all words. */
START_TEST(verdicts)
{
	void *state = NULL;

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rows); i++) {
		const struct row *row = &rows[i];
		struct gamut_verdict got;

		if (i == 0 || row->rule != rows[i - 1].rule) {
			if (state)
				gamut_verifier_word.close(state);
			state = open_rule(row->rule);
		}
		got = gamut_verifier_word.verify(state, row->answer, &arena);
		ck_assert_msg(
			got.reason == row->reason &&
				gamut_str_eq(got.canonical,
		                             gamut_str_of(row->canonical)),
			"row %zu, '%s': %s", i, row->answer.ptr,
			gamut_reason_name(got.reason));
	}
	gamut_verifier_word.close(state);
}
END_TEST

static void check_members(const struct gamut_word_rule *rule,
                          const char *const *want, size_t count)
{
	void *state = open_rule(rule);

	ck_assert_uint_eq(gamut_verifier_word.member_count(state), count);
	for (size_t i = 0; i < count; i++)
		ck_assert_str_eq(
			gamut_arena_copy(&arena, gamut_verifier_word.member(
							 state, i, &arena))
				.ptr,
			want[i]);
	gamut_verifier_word.close(state);
}

START_TEST(members_are_all_that_fit)
{
	static const char *const listens[] = { "enlist", "inlets", "silent",
		                               "tinsel" };
	static const char *const dorms[] = { "dormitory" };

	check_members(&listen, listens, GAMUT_ARRAY_LEN(listens));
	check_members(&same, dorms, GAMUT_ARRAY_LEN(dorms));
}
END_TEST

START_TEST(every_member_is_valid)
{
	void *state = open_rule(&mirror);
	uint64_t count = gamut_verifier_word.member_count(state);

	ck_assert_uint_gt(count, 20);
	for (uint64_t i = 0; i < count; i++) {
		struct gamut_str member = gamut_verifier_word.member(state, i,
		                                                     &arena);
		struct gamut_verdict got =
			gamut_verifier_word.verify(state, member, &arena);

		ck_assert(gamut_str_eq(got.canonical, member));
	}
	gamut_verifier_word.close(state);
}
END_TEST

START_TEST(a_rule_that_nothing_fits_is_refused)
{
	void *state;

	ck_assert_int_eq(gamut_verifier_word.open(&state, &none, lexicon, &err),
	                 GAMUT_EINVAL);
	ck_assert_int_eq(
		gamut_verifier_word.open(&state, &long_none, lexicon, &err),
		GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "words.tsv"));
}
END_TEST

/* ------------------------------------------------------------ task files */

/* Read `text` as a check; an empty message where it is one. */
static struct gamut_check read_check(const char *text)
{
	struct gamut_yaml *doc = NULL;
	struct gamut_buf definition = { 0 };
	struct gamut_kind_context context = {
		.arena = &arena,
		.folder = ".",
		.definition = &definition,
	};
	struct gamut_check check = { 0 };

	err = (struct gamut_err){ 0 };
	ck_assert(!gamut_yaml_parse(&doc, "a.yaml", gamut_str_of(text), &err));
	if (gamut_kind_read(&check, gamut_yaml_root(doc), &context, &err))
		ck_assert_int_eq(err.status, GAMUT_EPARSE);
	gamut_yaml_free(doc);
	gamut_buf_release(&definition);
	return check;
}

START_TEST(a_word_is_read)
{
	struct gamut_check check = read_check(
		"word: {letters: 5, starts_with: qu, any_case: false}");
	const struct gamut_word_rule *rule = check.rule;

	ck_assert_str_eq(err.msg, "");
	ck_assert_ptr_eq(check.verifier, &gamut_verifier_word);
	ck_assert(check.lists_all);
	ck_assert_uint_eq(rule->letters, 5);
	ck_assert_str_eq(rule->starts_with, "qu");
	ck_assert(!rule->any_case);
	rule = read_check("word").rule;
	ck_assert(rule->any_case);
}
END_TEST

START_TEST(a_haiku_is_read)
{
	const struct gamut_haiku_rule *rule = read_check("haiku").rule;

	ck_assert_uint_eq(rule->lines.count, 3);
	ck_assert_uint_eq(rule->lines.syllables[1], 7);
	ck_assert_str_eq(rule->separator, "/");
	ck_assert_uint_eq(rule->max_unknown, 1);
	rule = read_check("haiku: {lines: [2, 4, 6, 8, 2], max_unknown: 0, "
	                  "separator: '|'}")
	               .rule;
	ck_assert_uint_eq(rule->lines.count, 5);
	ck_assert_uint_eq(rule->lines.syllables[4], 2);
	ck_assert_str_eq(rule->separator, "|");
	ck_assert_uint_eq(rule->max_unknown, 0);
}
END_TEST

START_TEST(a_palindrome_is_read)
{
	const struct gamut_palindrome_rule *rule =
		read_check("palindrome: {words: true, min_letters: 8}").rule;

	ck_assert(rule->words);
	ck_assert_uint_eq(rule->min_letters, 8);
	rule = read_check("palindrome").rule;
	ck_assert(!rule->words);
	ck_assert_uint_eq(rule->min_letters, 3);
}
END_TEST

static const struct {
	const char *check;
	const char *message;
} bad_checks[] = {
	{ "word: {letters: 5, min_letters: 4}", "'letters' is the exact" },
	{ "word: {max_letters: 4, min_letters: 5}", "above 'max_letters'" },
	{ "word: {starts_with: Qu}", "lower-case letters" },
	{ "word: {contains: 'a b'}", "lower-case letters" },
	{ "word: {anagram_of: '123'}", "no letters" },
	{ "word: {letters: 16}", "from 2 to 15" },
	{ "word: {letters: 1}", "from 2 to 15" },
	{ "word: {lettres: 5}", "lettres" },
	{ "haiku: {lines: []}", "1 to 16" },
	{ "haiku: {lines: 5}", "1 to 16" },
	{ "haiku: {lines: [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]}", "1 to 16" },
	{ "haiku: {lines: [5, 0, 5]}", "from 1 to 40" },
	{ "haiku: {lines: [5, 41, 5]}", "from 1 to 40" },
	{ "haiku: {lines: [5, 7.5, 5]}", "from 1 to 40" },
	{ "haiku: {lines: [5, -7, 5]}", "from 1 to 40" },
	{ "haiku: {lines: [5, seven, 5]}", "from 1 to 40" },
	{ "haiku: {separator: ''}", "empty" },
	{ "palindrome: {min_letters: 1}", "from 2 to 500" },
};

START_TEST(what_cannot_be_is_refused)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(bad_checks); i++) {
		read_check(bad_checks[i].check);
		ck_assert_msg(strstr(err.msg, bad_checks[i].message), "%s: %s",
		              bad_checks[i].check, err.msg);
	}
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("word");
	TCase *tc = tcase_create("verify");

	tcase_add_unchecked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, verdicts);
	tcase_add_test(tc, members_are_all_that_fit);
	tcase_add_test(tc, every_member_is_valid);
	tcase_add_test(tc, a_rule_that_nothing_fits_is_refused);
	suite_add_tcase(suite, tc);

	tc = tcase_create("read");
	tcase_add_test(tc, a_word_is_read);
	tcase_add_test(tc, a_haiku_is_read);
	tcase_add_test(tc, a_palindrome_is_read);
	tcase_add_test(tc, what_cannot_be_is_refused);
	suite_add_tcase(suite, tc);
	return suite;
}
