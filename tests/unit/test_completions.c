#include "tests/support/unit.h"

#include <string.h>

#include "runner/report/html/completions.h"

static const struct {
	const char *text;
	size_t max_bytes;
	const char *cut;
} cuts[] = {
	{ "Kentucky", 8, "Kentucky" },
	{ "Kentucky", 7, "Kentuck" },
	{ "Kentucky", 0, "" },
	/* Whole characters of two, three and four bytes. */
	{ "a\xc3\xa9", 2, "a" },
	{ "\xe2\x82\xac", 2, "" },
	{ "ab\xf0\x9f\x98\x80", 5, "ab" },
	{ "ab\xf0\x9f\x98\x80", 6, "ab\xf0\x9f\x98\x80" },
	/* No UTF-8: nothing is whole, and no byte is given up for it. */
	{ "\x80\x80\x80\x80\x80\x80", 5, "\x80\x80\x80\x80\x80" },
};

START_TEST(cuts_leave_characters_whole)
{
	struct gamut_str cut = gamut_completions_cut(
		gamut_str_of(cuts[_i].text), cuts[_i].max_bytes);

	ck_assert_uint_eq(cut.len, strlen(cuts[_i].cut));
	ck_assert_mem_eq(cut.ptr, cuts[_i].cut, cut.len);
}
END_TEST

static void add(struct gamut_completions *completions,
                const struct gamut_cell_key *key, const char *text,
                const char *answer)
{
	const struct gamut_sample sample = {
		.text = gamut_str_of(text),
		.finish_reason = GAMUT_STR("stop"),
		.seed = GAMUT_UNKNOWN,
	};
	const struct gamut_judgement judgement = {
		.answer = { .text = gamut_str_of(answer) },
		.fate = GAMUT_FATE_INVALID,
	};

	gamut_completions_add(completions, key, &sample, &judgement);
}

/* Files have their lines in any order. */
START_TEST(cells_may_take_turns)
{
	const struct gamut_cell_key a = { .task = GAMUT_STR("a") };
	const struct gamut_cell_key b = { .task = GAMUT_STR("b") };
	const struct gamut_cell_key c = { .setting = GAMUT_STR("a") };
	struct gamut_completions completions = { 0 };
	const struct gamut_completions_cell *found;

	add(&completions, &a, " 7", "7");
	add(&completions, &b, "8", "8");
	add(&completions, &a, "9", "9");
	found = gamut_completions_of(&completions, &a);
	ck_assert_uint_eq(found->count, 2);
	ck_assert_uint_eq(found->text_count, 1);
	ck_assert_uint_eq(found->texts[0].position, 0);
	ck_assert_uint_eq(found->texts[0].text.len, 2);
	ck_assert_uint_eq(found->finish_count, 1);
	ck_assert_uint_eq(gamut_completions_of(&completions, &b)->count, 1);
	ck_assert_ptr_null(gamut_completions_of(&completions, &c));
	gamut_completions_release(&completions);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("completions");
	TCase *tc = tcase_create("completions");

	tcase_add_loop_test(tc, cuts_leave_characters_whole, 0,
	                    (int)GAMUT_ARRAY_LEN(cuts));
	tcase_add_test(tc, cells_may_take_turns);
	suite_add_tcase(suite, tc);
	return suite;
}
