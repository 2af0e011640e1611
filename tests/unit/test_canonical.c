#include "verifiers/canonical.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "tests/support/unit.h"

#define STEP(step_op)                           \
	{                                       \
		.op = GAMUT_CANONICAL_##step_op \
	}

/* Tables are read by column. */
/* clang-format off */
static const struct row {
	enum gamut_canonical_op op;
	const char *before;
	const char *after;
} rows[] = {
	{ GAMUT_CANONICAL_LOWER, "\xc3\x89t\xc3\xa9 DE", "\xc3\xa9t\xc3\xa9 de" },
	{ GAMUT_CANONICAL_UPPER, "\xc3\xa9t\xc3\xa9", "\xc3\x89T\xc3\x89" },
	{ GAMUT_CANONICAL_FOLD_CASE, "Stra\xc3\x9f" "e", "strasse" },
	{ GAMUT_CANONICAL_FOLD_MARKS, "\xc5\xa0koda", "skoda" },
	{ GAMUT_CANONICAL_FOLD_MARKS, "\xcc\x81", "\xcc\x81" },
	{ GAMUT_CANONICAL_NFC, "e\xcc\x81", "\xc3\xa9" },
	{ GAMUT_CANONICAL_NFC, "plain", "plain" },
	{ GAMUT_CANONICAL_TRIM, " \t a b\xc2\xa0\xe3\x80\x80\n", "a b" },
	{ GAMUT_CANONICAL_TRIM, " \n ", " \n " },
	{ GAMUT_CANONICAL_ONE_SPACE, "a \t\n b\xc2\xa0\xe2\x80\x83" "c", "a b c" },
	{ GAMUT_CANONICAL_ONE_SPACE, "  a  ", " a " },
	{ GAMUT_CANONICAL_NO_SPACE, " a\xe2\x80\x89 b\r\n", "ab" },
	{ GAMUT_CANONICAL_NO_SPACE, " ", " " },
	{ GAMUT_CANONICAL_NO_PUNCTUATION, "(a-b_c)\xe2\x80\xa6 \xe2\x82\xac" "5+1!", "abc 51" },
	{ GAMUT_CANONICAL_NO_PUNCTUATION, "?!", "?!" },
	{ GAMUT_CANONICAL_NO_ZEROS, "007", "7" },
	{ GAMUT_CANONICAL_NO_ZEROS, "000", "0" },
	{ GAMUT_CANONICAL_NO_ZEROS, "100", "100" },
	{ GAMUT_CANONICAL_NO_ZEROS, "a007b00", "a7b0" },
	{ GAMUT_CANONICAL_NO_ZEROS, "01.05 and 1,050", "1.05 and 1,050" },
	{ GAMUT_CANONICAL_NO_ZEROS, "-08/01/2024", "-8/1/2024" },
	{ GAMUT_CANONICAL_NO_ZEROS, "a.05", "a.5" },
	{ GAMUT_CANONICAL_NO_ZEROS, ".05", ".05" },
	{ GAMUT_CANONICAL_NO_ZEROS, "-.05 or .50", "-.05 or .50" },
	{ GAMUT_CANONICAL_NO_ZEROS, ",05", ",5" },
	{ GAMUT_CANONICAL_SORT_WORDS, " red\tblue  green blue", "blue blue green red" },
	{ GAMUT_CANONICAL_SORT_WORDS, " ", " " },
	{ GAMUT_CANONICAL_SORT_LETTERS, "listen\xc3\xa9" "a", "aeilnst\xc3\xa9" },
};

static const struct replacement {
	const char *pattern;
	const char *with;
	const char *before;
	const char *after;
} replacements[] = {
	{ "a", "b", "banana", "bbnbnb" },
	{ "x", "b", "banana", "banana" },
	{ "(\\w+) (\\w+)", "$2 ${1}", "hello world", "world hello" },
	{ "(?<first>\\w+) \\w+", "$first ${first}s", "cat dog", "cat cats" },
	{ "\\d", "$$", "a1b2", "a$b$" },
	{ "a(x)?", "[$1]", "axa", "[x][]" },
	{ "x*", "-", "abc", "-a-b-c-" },
	{ "x*", "-", "xab", "--a-b-" },
	{ "|b", "-", "abc", "-a---c-" },
	{ ".+", "", "all", "all" },
	{ "^", ">", "a\nb", ">a\nb" },
	{ "$", "!", "a\n", "a\n!" },
	{ "a\\Kb", "c", "abab", "acac" },
	{ "a\\K", ".", "aaa", "a.a.a." },
	{ "\xc3\xa9", "e", "\xc3\xa9t\xc3\xa9", "ete" },
	{ "(a)", "${1}0$$1", "a", "a0$1" },
	{ "(a+)+$", "x", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
	  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab" },
};

static const struct bad {
	const char *pattern;
	const char *with;
	const char *message;
} bads[] = {
	{ "a(", "", "canonical step 2, replace: the pattern does not compile: "
	            "missing closing parenthesis, at offset 2" },
	{ "a", "b$1", "canonical step 2, replace: the replacement names no group of the "
	              "pattern behind '$' at offset 1: a dollar is '$$'" },
	{ "(a)", "$", "canonical step 2, replace: the replacement names no group of the "
	              "pattern behind '$' at offset 0: a dollar is '$$'" },
	{ "(a)", "$$${1", "canonical step 2, replace: the replacement names no group of "
	                "the pattern behind '$' at offset 2: a dollar is '$$'" },
	{ "(?<n>a)", "${m}", "canonical step 2, replace: the replacement names no group "
	                     "of the pattern behind '$' at offset 0: a dollar is '$$'" },
	{ "(a)", "$99999999999999999999", "canonical step 2, replace: the replacement "
	  "names no group of the pattern behind '$' at offset 0: a dollar is '$$'" },
};

static const char *const names[] = {
	"lower", "upper", "fold-case", "fold-marks", "nfc", "trim", "one-space",
	"no-space", "no-punctuation", "no-zeros", "sort-words", "sort-letters",
	"replace", "map",
};
/* clang-format on */

static struct gamut_str apply(const struct gamut_canonical_step *list,
                              size_t count, struct gamut_str form,
                              struct gamut_arena *arena)
{
	struct gamut_canonical_rule rule = { .steps = list, .count = count };
	struct gamut_canonical *canonical;
	struct gamut_err err = { 0 };
	struct gamut_str after;

	ck_assert_msg(!gamut_canonical_open(&canonical, &rule, &err), "%s",
	              err.msg);
	after = gamut_canonical_apply(canonical, form, arena);
	after = gamut_arena_copy(arena, after);
	gamut_canonical_free(canonical);
	return after;
}

START_TEST(each_step)
{
	struct gamut_arena arena = { 0 };
	struct gamut_canonical_step step = { .op = rows[_i].op };

	ck_assert_str_eq(
		apply(&step, 1, gamut_str_of(rows[_i].before), &arena).ptr,
		rows[_i].after);
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(replaces)
{
	const struct replacement *row = &replacements[_i];
	struct gamut_arena arena = { 0 };
	struct gamut_canonical_step step = {
		.op = GAMUT_CANONICAL_REPLACE,
		.pattern = row->pattern,
		.with = row->with,
	};

	ck_assert_str_eq(apply(&step, 1, gamut_str_of(row->before), &arena).ptr,
	                 row->after);
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(replaces_within_bounds)
{
	struct gamut_arena arena = { 0 };
	struct gamut_canonical_step step = {
		.op = GAMUT_CANONICAL_REPLACE,
		.pattern = "a",
		.with = "aaaaa",
	};
	char text[10001];
	struct gamut_str form = { text, 10000 };

	memset(text, 'a', sizeof(text));
	ck_assert(gamut_str_eq(apply(&step, 1, form, &arena), form));
	form.len = 4096;
	ck_assert_uint_eq(apply(&step, 1, form, &arena).len, (size_t)5 * 4096);
	form.len++;
	ck_assert_uint_eq(apply(&step, 1, form, &arena).len, 4097);
	step.with = "b";
	form.len = 10000;
	ck_assert_int_eq(apply(&step, 1, form, &arena).ptr[9999], 'b');
	form.len++;
	ck_assert(gamut_str_eq(apply(&step, 1, form, &arena), form));
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(steps_follow_each_other)
{
	static const struct gamut_canonical_pair pairs[] = {
		{ "gray", "grey" },
		{ "crimson", "red" },
		{ "none", "" },
	};
	static const struct gamut_canonical_step all[] = {
		STEP(TRIM),
		STEP(FOLD_CASE),
		{ .op = GAMUT_CANONICAL_MAP,
		  .pairs = pairs,
		  .pair_count = GAMUT_ARRAY_LEN(pairs) },
		STEP(UPPER),
	};
	struct gamut_arena arena = { 0 };

	ck_assert_str_eq(apply(all, 4, GAMUT_STR(" Gray "), &arena).ptr,
	                 "GREY");
	ck_assert_str_eq(apply(all, 4, GAMUT_STR("CRIMSON"), &arena).ptr,
	                 "RED");
	ck_assert_str_eq(apply(all, 4, GAMUT_STR("none"), &arena).ptr, "NONE");
	ck_assert_str_eq(apply(all, 4, GAMUT_STR("blue"), &arena).ptr, "BLUE");
	ck_assert_str_eq(apply(all, 0, GAMUT_STR(" x "), &arena).ptr, " x ");
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(faults_name_the_step)
{
	struct gamut_canonical_step both[] = {
		STEP(TRIM),
		{ .op = GAMUT_CANONICAL_REPLACE,
		  .pattern = bads[_i].pattern,
		  .with = bads[_i].with },
	};
	struct gamut_canonical_rule rule = { .steps = both, .count = 2 };
	struct gamut_canonical *canonical;
	struct gamut_err err = { 0 };

	ck_assert_int_eq(gamut_canonical_open(&canonical, &rule, &err),
	                 GAMUT_EINVAL);
	ck_assert_str_eq(err.msg, bads[_i].message);
}
END_TEST

START_TEST(a_map_is_clear)
{
	static const struct gamut_canonical_pair pairs[] = {
		{ "a", "b" },
		{ "c", "d" },
		{ "a", "e" },
	};
	struct gamut_canonical_step step = { .op = GAMUT_CANONICAL_MAP,
		                             .pairs = pairs,
		                             .pair_count = 3 };
	struct gamut_canonical_rule rule = { .steps = &step, .count = 1 };
	struct gamut_canonical *canonical;
	struct gamut_err err = { 0 };

	ck_assert_int_eq(gamut_canonical_open(&canonical, &rule, &err),
	                 GAMUT_EINVAL);
	ck_assert_str_eq(err.msg, "canonical step 1, map: 'a' is mapped twice");
}
END_TEST

START_TEST(names_are_found)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(names); i++) {
		enum gamut_canonical_op op;

		ck_assert(gamut_canonical_find(&op, gamut_str_of(names[i])));
		ck_assert_uint_eq(op, i);
		ck_assert_str_eq(gamut_canonical_name(op), names[i]);
	}
	ck_assert(!gamut_canonical_find(&(enum gamut_canonical_op){ 0 },
	                                GAMUT_STR("lower\0")));
	ck_assert(!gamut_canonical_find(&(enum gamut_canonical_op){ 0 },
	                                GAMUT_STR("")));
}
END_TEST

START_TEST(long_texts_pass_through)
{
	static const char fills[] = { 'a', ' ', '\0' };
	struct gamut_canonical_step step = { .pattern = "(a+)+$", .with = "b" };
	struct gamut_arena arena = { 0 };
	size_t size = _i == 0 ? 1000000 : 100000;
	char *text = malloc(size);
	struct gamut_str after;

	memset(text, fills[_i], size);
	for (int op = 0; op <= GAMUT_CANONICAL_MAP; op++) {
		step.op = (enum gamut_canonical_op)op;
		after = apply(&step, 1, (struct gamut_str){ text, size },
		              &arena);
		ck_assert_uint_gt(after.len, 0);
		ck_assert(gamut_text_is_utf8(after));
		gamut_arena_clear(&arena);
	}
	free(text);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("canonical");
	TCase *tc = tcase_create("apply");

	tcase_add_loop_test(tc, each_step, 0, (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_loop_test(tc, replaces, 0,
	                    (int)GAMUT_ARRAY_LEN(replacements));
	tcase_add_test(tc, replaces_within_bounds);
	tcase_add_test(tc, steps_follow_each_other);
	tcase_add_loop_test(tc, faults_name_the_step, 0,
	                    (int)GAMUT_ARRAY_LEN(bads));
	tcase_add_test(tc, a_map_is_clear);
	tcase_add_test(tc, names_are_found);
	tcase_add_loop_test(tc, long_texts_pass_through, 0, 3);
	suite_add_tcase(suite, tc);
	return suite;
}
