#include "tests/support/unit.h"

#include <time.h>

#include "base/buf.h"
#include "base/text.h"

#define S(lit)                                       \
	{                                            \
		.ptr = (lit), .len = sizeof(lit) - 1 \
	}
#define FFFD "\xef\xbf\xbd"
#define DOTS "\xe2\x80\xa6"

static const struct {
	struct gamut_str text;
	const char *repaired; /* NULL: it is UTF-8 */
} texts[] = {
	{ S(""), NULL },
	{ S("a\0\x7f"), NULL },
	{ S("\xc3\xa9\xe2\x82\xac\xf4\x8f\xbf\xbf"), NULL },
	{ S("\x80z"), FFFD "z" },
	{ S("\xc0\xaf"), FFFD FFFD },
	{ S("\xed\xa0\x80"), FFFD FFFD FFFD },
	{ S("\xf4\x90\x80\x80"), FFFD FFFD FFFD FFFD },
	{ S("a\xe2\x82"), "a" FFFD FFFD },
};

START_TEST(only_utf8_is_taken_for_it)
{
	struct gamut_arena arena = { 0 };
	struct gamut_str text = texts[_i].text;
	struct gamut_str repaired = gamut_text_repair(text, &arena);

	ck_assert_int_eq(gamut_text_is_utf8(text), !texts[_i].repaired);
	if (texts[_i].repaired)
		text = gamut_str_of(texts[_i].repaired);
	ck_assert(gamut_str_eq(repaired, text));
	ck_assert(gamut_text_is_utf8(repaired));
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(characters_are_taken_one_by_one)
{
	struct gamut_str s = GAMUT_STR("a\xff\xe2\x82\xac");

	ck_assert_int_eq(gamut_text_take(&s), 'a');
	ck_assert_int_eq(gamut_text_take(&s), -1);
	ck_assert_int_eq(gamut_text_take(&s), 0x20ac);
	ck_assert_uint_eq(s.len, 0);
}
END_TEST

static const struct {
	struct gamut_str text;
	size_t max_columns;
	const char *shown;
} shows[] = {
	{ S("a\n\r\t\0\x1b[0m"), 0, "a\\n\\r\\t\\x00\\x1b[0m" },
	{ S("\xff\xc2\x85\xe2\x80\xac"), 0, "\\xff\\x85\\u{202c}" },
	{ S("abcd"), 4, "abcd" },
	{ S("abcde"), 4, "abc" DOTS },
	{ S("abc\n"), 4, "abc" DOTS },
	{ S("\xe4\xb8\xad\xe4\xb8\xad"), 4, "\xe4\xb8\xad\xe4\xb8\xad" },
	{ S("\xe4\xb8\xad\xe4\xb8\xad"), 3, "\xe4\xb8\xad" DOTS },
	{ S("ab"), 1, DOTS },
	{ S("\xd8\x9c\xf3\xa0\x80\x81\xf3\xa0\x81\xbf"), 0,
	  "\\u{61c}\\u{e0001}\\u{e007f}" },
	/* Vietnamese, decomposed: letters with two marks each. */
	{ S("e\xcc\xa3\xcc\x82"), 1, "e\xcc\xa3\xcc\x82" },
};

START_TEST(what_is_shown_is_harmless_and_fits)
{
	struct gamut_buf out = { 0 };

	gamut_text_show(&out, shows[_i].text, shows[_i].max_columns);
	ck_assert_str_eq(gamut_buf_cstr(&out), shows[_i].shown);
	gamut_buf_release(&out);
}
END_TEST

/* They take no column, so that columns alone are no limit. */
START_TEST(marks_without_end_are_cut)
{
	struct gamut_buf text = { 0 };
	struct gamut_buf out = { 0 };

	gamut_buf_add(&text, GAMUT_STR("Red"));
	for (int i = 0; i < 20000; i++)
		gamut_buf_add(&text, GAMUT_STR("\xcc\x81"));
	gamut_text_show(&out, gamut_buf_view(&text), 60);
	ck_assert_uint_le(out.len, 60 * GAMUT_TEXT_COLUMN_BYTES);
	ck_assert(gamut_text_is_utf8(gamut_buf_view(&out)));
	ck_assert(gamut_str_ends_with(gamut_buf_view(&out), GAMUT_STR(DOTS)));
	gamut_buf_clear(&out);
	gamut_text_show(&out, gamut_buf_view(&text), 0);
	ck_assert_uint_eq(out.len, text.len);
	gamut_buf_release(&text);
	gamut_buf_release(&out);
}
END_TEST

START_TEST(columns_are_those_of_a_terminal)
{
	ck_assert_uint_eq(gamut_text_columns(GAMUT_STR("abc")), 3);
	ck_assert_uint_eq(gamut_text_columns(GAMUT_STR("\xe4\xb8\xad")), 2);
	ck_assert_uint_eq(gamut_text_columns(GAMUT_STR("e\xcc\x81")), 1);
}
END_TEST

static const struct {
	struct gamut_str text;
	enum gamut_fold fold;
	const char *folded; /* NULL: not UTF-8 */
} folds[] = {
	{ S("ABCxyz 1"), GAMUT_FOLD_CASE, "abcxyz 1" },
	{ S("\xc5\xa0koda"), GAMUT_FOLD_CASE, "\xc5\xa1koda" },
	{ S("S\xcc\x8ckoda"), GAMUT_FOLD_CASE, "\xc5\xa1koda" },
	{ S("\xc5\xa0koda"), GAMUT_FOLD_MARKS, "skoda" },
	{ S("Stra\xc3\x9f"
	    "e"),
	  GAMUT_FOLD_CASE, "strasse" },
	{ S("\xff"), GAMUT_FOLD_CASE, NULL },
	{ S("a\xcc\x81\xcc\xa3"), GAMUT_FOLD_CASE, "\xe1\xba\xa1\xcc\x81" },
	{ S("\xef\xb7\xba"), GAMUT_FOLD_CASE, "\xef\xb7\xba" },
};

/*
 * Marks in a row are put in order, of each class as they came: utf8proc's own
 * ordering of these takes seconds.
 */
START_TEST(many_marks_are_ordered_soon)
{
	static const struct gamut_str above = S("\xcc\x81"); /* class 230 */
	static const struct gamut_str below = S("\xcc\xa3"); /* class 220 */
	size_t count = 15000;
	struct gamut_buf text = { 0 };
	struct gamut_buf want = { 0 };
	struct gamut_arena arena = { 0 };
	struct gamut_str folded;
	clock_t begin = clock();

	gamut_buf_add_char(&text, 'q');
	gamut_buf_add_char(&want, 'q');
	for (size_t i = 0; i < 2 * count; i++) {
		gamut_buf_add(&text, i < count ? above : below);
		gamut_buf_add(&want, i < count ? below : above);
	}
	ck_assert(gamut_text_fold(&folded, gamut_buf_view(&text),
	                          GAMUT_FOLD_CASE, &arena));
	ck_assert(gamut_str_eq(folded, gamut_buf_view(&want)));
	ck_assert_double_lt((double)(clock() - begin) / CLOCKS_PER_SEC, 1);
	gamut_arena_clear(&arena);
	gamut_buf_release(&text);
	gamut_buf_release(&want);
}
END_TEST

START_TEST(folding_makes_equal)
{
	struct gamut_arena arena = { 0 };
	struct gamut_str folded = GAMUT_STR("untouched");
	bool is_folded = gamut_text_fold(&folded, folds[_i].text,
	                                 folds[_i].fold, &arena);
	const char *want = folds[_i].folded ? folds[_i].folded : "untouched";

	ck_assert_int_eq(is_folded, folds[_i].folded != NULL);
	ck_assert(gamut_str_eq(folded, gamut_str_of(want)));
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(the_nearest_word_is_found)
{
	static const char *const words[] = { "run", "report", "score" };

	ck_assert_str_eq(gamut_text_nearest("rnu", words, 3), "run");
	ck_assert_str_eq(gamut_text_nearest("reprot", words, 3), "report");
	ck_assert_str_eq(gamut_text_nearest("scor", words, 3), "score");
	ck_assert_str_eq(gamut_text_nearest("rep", words, 3), "report");
	ck_assert_str_eq(gamut_text_nearest("rerun", words, 3), "run");
	ck_assert_ptr_null(gamut_text_nearest("estimate", words, 3));
	ck_assert_ptr_null(gamut_text_nearest("", words, 3));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("text");
	TCase *tc = tcase_create("text");

	tcase_add_loop_test(tc, only_utf8_is_taken_for_it, 0,
	                    (int)GAMUT_ARRAY_LEN(texts));
	tcase_add_test(tc, characters_are_taken_one_by_one);
	tcase_add_loop_test(tc, what_is_shown_is_harmless_and_fits, 0,
	                    (int)GAMUT_ARRAY_LEN(shows));
	tcase_add_test(tc, marks_without_end_are_cut);
	tcase_add_test(tc, columns_are_those_of_a_terminal);
	tcase_add_test(tc, many_marks_are_ordered_soon);
	tcase_add_loop_test(tc, folding_makes_equal, 0,
	                    (int)GAMUT_ARRAY_LEN(folds));
	tcase_add_test(tc, the_nearest_word_is_found);
	suite_add_tcase(suite, tc);
	return suite;
}
