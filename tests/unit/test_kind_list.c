#include "tests/support/unit.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/support/kind.h"
#include "tests/support/temp.h"

/* Tables are read by column. */
/* clang-format off */
#define X100 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" \
	"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
#define X1000 X100 X100 X100 X100 X100 X100 X100 X100 X100 X100

#define COLORS "list: [red, [grey, gray, Grau], {blue: bleu, pink: [rosa]}]"

static const struct gamut_verdict_row rows[] = {
	{ COLORS, S("red"), GAMUT_REASON_VALID, "red" },
	{ COLORS, S("grey"), GAMUT_REASON_VALID, "grey" },
	{ COLORS, S("Grau"), GAMUT_REASON_VALID, "grey" },
	{ COLORS, S("bleu"), GAMUT_REASON_VALID, "blue" },
	{ COLORS, S("rosa"), GAMUT_REASON_VALID, "pink" },
	{ COLORS, S("Red"), GAMUT_REASON_WRONG_CASE, NULL },
	{ COLORS, S("red\ngrey"), GAMUT_REASON_NOT_LISTED, NULL },
	{ COLORS, S("red\0"), GAMUT_REASON_NOT_LISTED, NULL },
	{ COLORS, S(""), GAMUT_REASON_EMPTY, NULL },
	{ COLORS, S("r\xff"), GAMUT_REASON_NOT_UTF8, NULL },
	{ COLORS, S(X1000), GAMUT_REASON_NOT_LISTED, NULL },
	{ COLORS, S(X1000 X1000 X1000 "x"), GAMUT_REASON_TOO_LONG, NULL },
	{ "list: {values: {Ohio: OH, Iowa: [IA]}, case: any}", S("oh"),
	  GAMUT_REASON_VALID, "Ohio" },
	{ "list: {values: [USA, usa, Peru], case: exact}", S("usa"),
	  GAMUT_REASON_VALID, "usa" },
	{ "list: ['#1', '# 2', 3]", S("#1"), GAMUT_REASON_VALID, "#1" },
	{ "list: ['#1', '# 2', 3]", S("3"), GAMUT_REASON_VALID, "3" },
	{ "list: ['" X1000 "']", S(X1000), GAMUT_REASON_VALID, X1000 },
	{ "list: [a\xcc\x81" "b]", S("a\xcc\x81" "b"), GAMUT_REASON_VALID,
	  "a\xcc\x81" "b" },
	{ "list: {values: [[k, \xe2\x84\xaa]], case: any}", S("\xe2\x84\xaa"),
	  GAMUT_REASON_VALID, "k" },
	{ "list: {file: l.tsv}", S("x"), GAMUT_REASON_VALID, "one" },
	{ "list: {file: l.tsv}", S("zwei"), GAMUT_REASON_VALID, "two" },
	{ "list: {file: l.tsv}", S("# no"), GAMUT_REASON_NOT_LISTED, NULL },
	{ "list: {file: l.tsv, columns: 2}", S("one"),
	  GAMUT_REASON_NOT_LISTED, NULL },
	{ "list: {file: l.tsv, columns: [2]}", S("x"),
	  GAMUT_REASON_VALID, "one" },
	{ "list: {file: l.tsv, length: 5}", S("three"),
	  GAMUT_REASON_VALID, "three" },
	{ "list: {file: l.tsv, length: 5}", S("one"),
	  GAMUT_REASON_NOT_LISTED, NULL },
	{ "list: {file: l.tsv, length: 3}", S("\xc3\xa9t\xc3\xa9"),
	  GAMUT_REASON_VALID, "\xc3\xa9t\xc3\xa9" },
	{ "list: {wordlist: own.tsv}", S("x"), GAMUT_REASON_VALID, "one" },
	{ "list: {wordlist: own.tsv, length: 3, columns: [2]}", S("two"),
	  GAMUT_REASON_NOT_LISTED, NULL },
};

static const struct bad {
	const char *check;
	const char *message;
} bads[] = {
	{ "list", "t.yaml:1:1: list needs a value: list: ..." },
	{ "lst: [a]", "t.yaml:1:1: unknown kind of check 'lst', did you mean "
	  "'list'?: docs/kinds.md lists them" },
	{ "list: []", "t.yaml:1:7: 'values' is a list such as [red, [grey, "
	  "gray]] or {grey: gray}" },
	{ "list: {case: any}", "t.yaml:1:1: list needs one of these: 'values', "
	  "'file' or 'wordlist'" },
	{ "list: {values: [a], file: l.tsv}", "t.yaml:1:1: list needs only one "
	  "of these: 'values', 'file' or 'wordlist'" },
	{ "list: {values: [a], colums: 1}",
	  "t.yaml:1:21: unknown key 'colums', did you mean 'columns'?" },
	{ "list: {values: [a], columns: 1}", "t.yaml:1:30: 'columns' is for "
	  "'file' and 'wordlist': of 'values' all count" },
	{ "list: {values: [a], length: 1}",
	  "t.yaml:1:1: 'length' is for 'file' and 'wordlist'" },
	{ "list: {values: [a], case: Any}", "t.yaml:1:27: 'case' is one of "
	  "exact, any, did you mean 'any'?" },
	{ "list: [a, []]", "t.yaml:1:11: this value has no spelling" },
	{ "list: [a, ~]", "t.yaml:1:11: a text is wanted here" },
	{ "list: [a, '']", "t.yaml:1:11: this text is empty" },
	{ "list: [\"a\\tb\"]", "t.yaml:1:8: a value of a list has no tab or "
	  "line feed in it" },
	{ "list: ['x" X1000 "']",
	  "t.yaml:1:8: a value of a list has at most 1000 bytes" },
	{ "list:\n- a\n- b\n- a\n", "t.yaml:4:3: 'a' is listed twice" },
	{ "list:\n- [a, x]\n- b\n- [c, x]\n",
	  "t.yaml:4:3: 'x' means two things" },
	{ "list: {values: [a, A], case: any}",
	  "t.yaml:1:20: 'A' means two things" },
	{ "list: {file: none.tsv}", NULL },
	{ "list: {file: /dev/zero}",
	  "t.yaml:1:14: '/dev/zero' is not a regular file" },
	{ "list: {file: pipe}", NULL },
	{ "list: {file: twice.tsv}",
	  "t.yaml:1:14: twice.tsv:4: 'a' is listed twice" },
	{ "list: {file: nothing.tsv}", "t.yaml:1:14: 'nothing.tsv' has no entry" },
	{ "list: {file: empty.tsv}", "t.yaml:1:14: 'empty.tsv' has no entry" },
	{ "list: {file: bytes.tsv}",
	  "t.yaml:1:14: 'bytes.tsv' is not UTF-8 text" },
	{ "list: {file: l.tsv, length: 50}",
	  "t.yaml:1:14: l.tsv has no entry of 50 characters" },
	{ "list: {file: l.tsv, columns: 9}",
	  "t.yaml:1:14: l.tsv has no accepted spelling" },
	{ "list: {file: l.tsv, columns: [1, 33]}",
	  "t.yaml:1:34: a column is a whole number from 1 to 32" },
	{ "list: {file: l.tsv, length: 0}",
	  "t.yaml:1:29: 'length' is a whole number from 1 to 1000" },
	{ "list: {wordlist: ../own.tsv}", "t.yaml:1:18: 'wordlist' is the name "
	  "of a word list that is shipped, such as us_states.tsv; a list of "
	  "your own is a 'file'" },
};
/* clang-format on */

static void set_up(void)
{
	static const char list[] = "\xef\xbb\xbf# no\r\none\tx\r\n\r\n"
				   "two\tzwei\r\nthree\n\xc3\xa9t\xc3\xa9";

	gamut_temp_make();
	ck_assert_int_eq(mkfifo(gamut_temp_path("pipe"), 0600), 0);
	gamut_temp_write("l.tsv", list);
	gamut_temp_write("own.tsv", "# no\none\tx\ntwo\tzwei\n");
	gamut_temp_write("twice.tsv", "# no\na\nb\na\n");
	gamut_temp_write("nothing.tsv", "# no\n\n");
	gamut_temp_write("empty.tsv", "");
	gamut_temp_write("bytes.tsv", "\xff\n");
	/* NOLINTNEXTLINE(concurrency-mt-unsafe): a test has one thread. */
	setenv("GAMUT_WORDLISTS", gamut_temp_folder(), 1);
}

START_TEST(verdicts)
{
	gamut_test_kind_try(&rows[_i], gamut_temp_folder());
}
END_TEST

START_TEST(faults_have_a_place)
{
	gamut_test_kind_expect(bads[_i].check, gamut_temp_folder(),
	                       bads[_i].message);
}
END_TEST

static void check_numbers(const char *check, uint64_t members, uint64_t strings)
{
	struct gamut_test_kind kind = { 0 };

	(void)gamut_test_kind_read(&kind, check, gamut_temp_folder());
	ck_assert_str_eq(kind.err.msg, "");
	ck_assert(kind.check.lists_all);
	ck_assert_uint_eq(kind.check.verifier->member_count(kind.state),
	                  members);
	ck_assert_uint_eq(kind.check.strings, strings);
	gamut_test_kind_clear(&kind);
}

START_TEST(members_and_strings_are_counted)
{
	check_numbers(COLORS, 4, 8);
	check_numbers("list: {values: [a, [b, c]], case: any}", 2, 0);
	check_numbers("list: {file: l.tsv}", 4, 6);
	check_numbers("list: {file: l.tsv, length: 3}", 3, 5);
	check_numbers("list: {wordlist: own.tsv}", 2, 4);
}
END_TEST

/* More aliases than a shipped list has columns. */
START_TEST(an_entry_has_any_number_of_aliases)
{
	struct gamut_test_kind kind = { 0 };
	struct gamut_buf text = { 0 };

	gamut_buf_addf(&text, "list: [[a0");
	for (int i = 1; i < 100; i++)
		gamut_buf_addf(&text, ", a%d", i);
	gamut_buf_addf(&text, "]]");
	ck_assert_int_eq(
		gamut_test_kind_read(&kind, gamut_buf_cstr(&text), "."),
		GAMUT_OK);
	ck_assert_uint_eq(kind.check.strings, 100);
	ck_assert(gamut_str_eq(
		gamut_test_kind_verify(&kind, GAMUT_STR("a99")).canonical,
		GAMUT_STR("a0")));
	gamut_test_kind_clear(&kind);
	gamut_buf_release(&text);
}
END_TEST

/* However often they are named, files do not fill the memory. */
START_TEST(files_have_a_size_together)
{
	static const char check[] =
		"any: [list: {file: big}, list: {file: big}, "
		"list: {file: big}, list: {file: big}, list: {file: big}]";
	size_t size = (size_t)16 << 20;
	char *text = malloc(size);

	ck_assert_ptr_nonnull(text);
	memset(text, '#', size - 1);
	memcpy(text, "a\n", 2);
	text[size - 1] = '\0';
	gamut_temp_write("big", text);
	free(text);
	gamut_test_kind_expect(check, gamut_temp_folder(),
	                       "t.yaml:1:96: the files of this task have more "
	                       "than 67108864 bytes together");
}
END_TEST

START_TEST(hostile_answers_get_a_verdict)
{
	gamut_test_kind_hostile(COLORS, ".");
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("kind_list");
	TCase *tc = tcase_create("read");

	tcase_add_checked_fixture(tc, set_up, gamut_temp_remove);
	tcase_add_loop_test(tc, verdicts, 0, (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_loop_test(tc, faults_have_a_place, 0,
	                    (int)GAMUT_ARRAY_LEN(bads));
	tcase_add_test(tc, members_and_strings_are_counted);
	tcase_add_test(tc, an_entry_has_any_number_of_aliases);
	tcase_add_test(tc, files_have_a_size_together);
	tcase_add_test(tc, hostile_answers_get_a_verdict);
	suite_add_tcase(suite, tc);
	return suite;
}
