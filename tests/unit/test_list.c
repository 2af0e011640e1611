#include "tests/support/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "verifiers/list.h"

static const char list_text[] = "# first field: canonical form\n"
				"1\tRed\tROT\n"
				"2\tStra\xc3\x9f"
				"e\n"
				"\n"
				"3\tBaby\xe2\x80\x99s Breath\tK\n"
				"4\t\xc3\x89toile\n"
				"1\tRouge\n";

static const char color_text[] = "Dark Grey\tdarkgrey\tdarkgray\n"
				 "Stingray\n"
				 "Gray-Green\n"
				 "Caf\xc3\xa9 au Lait\n"
				 "Cafe Au Lait!\n"
				 "Jack\xe2\x80\x99s 2nd\n";

/* Tables are read by column. */
/* clang-format off */
#define S(lit) { .ptr = (lit), .len = sizeof(lit) - 1 }

static const struct gamut_list_rule exact = {
	.file = "list.tsv",
	.columns = GAMUT_LIST_COLUMNS(1, 2),
	.match = GAMUT_LIST_EXACT,
};
static const struct gamut_list_rule any_case = {
	.file = "list.tsv",
	.columns = GAMUT_LIST_COLUMNS(1, 2),
	.match = GAMUT_LIST_ANY_CASE,
};
static const struct gamut_list_rule first = {
	.file = "list.tsv",
	.columns = GAMUT_LIST_COLUMNS(1, 1),
	.match = GAMUT_LIST_EXACT,
};
static const struct gamut_list_rule colors = {
	.file = "hues.tsv",
	.columns = GAMUT_LIST_COLUMNS(0, 31),
	.match = GAMUT_LIST_COLORS,
};

#define X50 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"

static const struct row {
	const struct gamut_list_rule *rule;
	struct gamut_str answer;
	enum gamut_reason reason;
	const char *canonical;
} rows[] = {
	{ &exact, S("Red"),        GAMUT_REASON_VALID, "1" },
	{ &exact, S("ROT"),        GAMUT_REASON_VALID, "1" },
	{ &exact, S("Rouge"),      GAMUT_REASON_VALID, "1" },
	{ &exact, S("red"),        GAMUT_REASON_WRONG_CASE, "" },
	{ &exact, S("Rot"),        GAMUT_REASON_WRONG_CASE, "" },
	{ &exact, S("\xc3\xa9toile"), GAMUT_REASON_WRONG_CASE, "" },
	{ &exact, S("1"),          GAMUT_REASON_NOT_LISTED, "" },
	{ &exact, S("Baby's Breath"), GAMUT_REASON_NOT_LISTED, "" },
	{ &exact, S("\xe2\x84\xaa"), GAMUT_REASON_NOT_LISTED, "" },
	{ &exact, S("Red\tROT"),   GAMUT_REASON_NOT_LISTED, "" },
	{ &exact, S("Red\0"),      GAMUT_REASON_NOT_LISTED, "" },
	{ &exact, S("# first field: canonical form"),
	  GAMUT_REASON_NOT_LISTED, "" },
	{ &exact, S(""),           GAMUT_REASON_EMPTY, "" },
	{ &exact, S("\xff"),       GAMUT_REASON_NOT_UTF8, "" },
	{ &exact, S("Red\xc3"),    GAMUT_REASON_NOT_UTF8, "" },
	{ &exact, S("\xed\xa0\x80"), GAMUT_REASON_NOT_UTF8, "" },
	{ &exact, S(X50 X50 X50 X50 X50 "xxxxxx"), GAMUT_REASON_NOT_LISTED, "" },
	{ &exact, S(X50 X50 X50 X50 X50 "xxxxxxx"), GAMUT_REASON_TOO_LONG, "" },
	{ &first, S("Red"),        GAMUT_REASON_VALID, "1" },
	{ &first, S("ROT"),        GAMUT_REASON_NOT_LISTED, "" },

	{ &any_case, S("rED"),     GAMUT_REASON_VALID, "1" },
	{ &any_case, S("STRASSE"), GAMUT_REASON_VALID, "2" },
	{ &any_case, S("stra\303\237e"), GAMUT_REASON_VALID, "2" },
	{ &any_case, S("baby's breath"), GAMUT_REASON_VALID, "3" },
	{ &any_case, S("BABY\xe2\x80\x99S BREATH"), GAMUT_REASON_VALID, "3" },
	{ &any_case, S("k"),       GAMUT_REASON_VALID, "3" },
	{ &any_case, S("\xc3\xa9toile"), GAMUT_REASON_VALID, "4" },
	{ &any_case, S("e\xcc\x81toile"), GAMUT_REASON_VALID, "4" },
	{ &any_case, S("etoile"),  GAMUT_REASON_NOT_LISTED, "" },
	{ &any_case, S("\xe2\x84\xaa"), GAMUT_REASON_NOT_LISTED, "" },
	{ &any_case, S("baby\xca\xbcs breath"), GAMUT_REASON_NOT_LISTED, "" },
	{ &any_case, S("\xef\xbc\xb2" "ed"), GAMUT_REASON_NOT_LISTED, "" },
	{ &any_case, S("Red\xe2\x80\x8b"), GAMUT_REASON_NOT_LISTED, "" },

	{ &colors, S("Dark Grey"), GAMUT_REASON_VALID, "darkgrey" },
	{ &colors, S("DARK GRAY"), GAMUT_REASON_VALID, "darkgrey" },
	{ &colors, S("DarkGray"),  GAMUT_REASON_VALID, "darkgrey" },
	{ &colors, S("grey-green"), GAMUT_REASON_VALID, "greygreen" },
	{ &colors, S("Gray-Green"), GAMUT_REASON_VALID, "greygreen" },
	{ &colors, S("Grey Green"), GAMUT_REASON_NOT_LISTED, "" },
	{ &colors, S("stingray"),  GAMUT_REASON_VALID, "stingray" },
	{ &colors, S("stingrey"),  GAMUT_REASON_NOT_LISTED, "" },
	{ &colors, S("caf\xc3\xa9 au lait"), GAMUT_REASON_VALID, "cafeaulait" },
	{ &colors, S("cafe au lait"), GAMUT_REASON_NOT_LISTED, "" },
	{ &colors, S("cafe au lait!"), GAMUT_REASON_VALID, "cafeaulait" },
	{ &colors, S("Jack's 2nd"), GAMUT_REASON_VALID, "jacks2nd" },
};
/* clang-format on */

static struct gamut_lexicon *lexicon;
static char folder[32];

static void write_list(const char *name, const char *text)
{
	struct gamut_arena arena = { 0 };
	const char *path;

	path = gamut_arena_strf(&arena, "%s/%s", folder, name).ptr;
	ck_assert_int_eq(gamut_file_replace(path, gamut_str_of(text), NULL),
	                 GAMUT_OK);
	gamut_arena_clear(&arena);
}

static void set_up(void)
{
	snprintf(folder, sizeof(folder), "/tmp/gamut-list-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	/* NOLINTNEXTLINE(concurrency-mt-unsafe): a test has one thread. */
	setenv("GAMUT_WORDLISTS", folder, 1);
	write_list("list.tsv", list_text);
	write_list("hues.tsv", color_text);
	lexicon = gamut_lexicon_open();
}

static void tear_down(void)
{
	static const char *const names[] = { "list.tsv", "hues.tsv",
		                             "bad.tsv" };
	struct gamut_arena arena = { 0 };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(names); i++)
		unlink(gamut_arena_strf(&arena, "%s/%s", folder, names[i]).ptr);
	rmdir(folder);
	gamut_arena_clear(&arena);
	gamut_lexicon_free(lexicon);
}

START_TEST(verdicts)
{
	const struct row *row = &rows[_i];
	struct gamut_arena arena = { 0 };
	struct gamut_verdict got;
	void *state;

	ck_assert_int_eq(
		gamut_verifier_list.open(&state, row->rule, lexicon, NULL),
		GAMUT_OK);
	got = gamut_verifier_list.verify(state, row->answer, &arena);
	ck_assert_str_eq(gamut_reason_name(got.reason),
	                 gamut_reason_name(row->reason));
	ck_assert(gamut_str_eq(got.canonical, gamut_str_of(row->canonical)));
	gamut_verifier_list.close(state);
	gamut_arena_clear(&arena);
}
END_TEST

static void check_members(const struct gamut_list_rule *rule,
                          const char *const *expected, size_t count)
{
	struct gamut_arena arena = { 0 };
	void *state;

	ck_assert_int_eq(gamut_verifier_list.open(&state, rule, lexicon, NULL),
	                 GAMUT_OK);
	ck_assert_uint_eq(gamut_verifier_list.member_count(state), count);
	for (size_t i = 0; i < count; i++)
		ck_assert(gamut_str_eq(
			gamut_verifier_list.member(state, i, &arena),
			gamut_str_of(expected[i])));
	gamut_verifier_list.close(state);
	gamut_arena_clear(&arena);
}

START_TEST(members_are_one_spelling_of_each_form)
{
	static const char *const of_list[] = { "Red", "Stra\303\237e",
		                               "Baby\xe2\x80\x99s Breath",
		                               "\xc3\x89toile" };
	static const char *const of_colors[] = { "Dark Grey", "Stingray",
		                                 "Gray-Green",
		                                 "Caf\xc3\xa9 au Lait",
		                                 "Jack\xe2\x80\x99s 2nd" };

	check_members(&exact, of_list, GAMUT_ARRAY_LEN(of_list));
	check_members(&colors, of_colors, GAMUT_ARRAY_LEN(of_colors));
}
END_TEST

static const struct bad_list {
	const char *text;
	enum gamut_list_match match;
	const char *message;
} bad_lists[] = {
	{ "# nothing\n", GAMUT_LIST_EXACT, "bad.tsv has no accepted spelling" },
	{ "1\n2\n", GAMUT_LIST_EXACT, "bad.tsv has no accepted spelling" },
	{ "1\tRed\n2\tRed\n", GAMUT_LIST_EXACT,
	  "bad.tsv: 'Red' means two things" },
	{ "1\tRed\n2\tRED\n", GAMUT_LIST_ANY_CASE,
	  "bad.tsv: 'RED' means two things" },
	{ "1\t\tRed\n", GAMUT_LIST_EXACT, "bad.tsv: '' is empty" },
	{ "1\t" X50 X50 "\n", GAMUT_LIST_EXACT,
	  "bad.tsv: '" X50 X50 "' is too long" },
	{ X50 X50 X50 X50 X50 X50 "\tRed\n", GAMUT_LIST_COLORS,
	  "bad.tsv: '" X50 X50 X50 X50 X50 X50 "' is too long" },
	{ "\tRed\n", GAMUT_LIST_EXACT, "bad.tsv: '' has no canonical form" },
	{ "!\tRed\n", GAMUT_LIST_COLORS, "bad.tsv: '!' has no canonical form" },
};

START_TEST(a_malformed_list_is_refused)
{
	const struct bad_list *bad = &bad_lists[_i];
	const struct gamut_list_rule rule = {
		.file = "bad.tsv",
		.columns = GAMUT_LIST_COLUMNS(1, 2),
		.match = bad->match,
	};
	struct gamut_err err = { 0 };
	void *state;

	write_list("bad.tsv", bad->text);
	ck_assert_int_eq(gamut_verifier_list.open(&state, &rule, lexicon, &err),
	                 GAMUT_EPARSE);
	ck_assert_str_eq(err.msg, bad->message);
}
END_TEST

START_TEST(a_missing_list_is_named)
{
	static const struct gamut_list_rule rule = {
		.file = "none.tsv",
		.columns = GAMUT_LIST_COLUMNS(0, 0),
	};
	struct gamut_err err = { 0 };
	void *state;

	ck_assert_int_eq(gamut_verifier_list.open(&state, &rule, lexicon, &err),
	                 GAMUT_ENOTFOUND);
	ck_assert_ptr_nonnull(strstr(err.msg, "none.tsv"));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("list");
	TCase *tc = tcase_create("verify");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(tc, verdicts, 0, (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_test(tc, members_are_one_spelling_of_each_form);
	tcase_add_loop_test(tc, a_malformed_list_is_refused, 0,
	                    (int)GAMUT_ARRAY_LEN(bad_lists));
	tcase_add_test(tc, a_missing_list_is_named);
	suite_add_tcase(suite, tc);
	return suite;
}
