#include "tests/support/unit.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "runner/measure/flags.h"
#include "tests/support/draws.h"
#include "tests/support/run.h"
#include "tests/support/temp.h"

#define LONG GAMUT_DRAWS_LONG

static bool has_note(const struct gamut_summary *summary, const char *part)
{
	for (size_t i = 0; i < summary->note_count; i++) {
		struct gamut_str note = summary->notes[i];

		if (gamut_str_find(note, gamut_str_of(part)) < note.len)
			return true;
	}
	return false;
}

START_TEST(what_the_server_said_is_passed_on)
{
	const struct gamut_summary *summary;

	gamut_draws_run.manifest.server = GAMUT_STR(
		"{\"warnings\":[\"top_k is 40\",7,\"\",\"\\u001b[2J\"]}");
	summary = gamut_draws_summary();
	ck_assert_uint_eq(summary->warning_count, 2);
	for (size_t i = 0; i < 2; i++) {
		const struct gamut_warning *warning = &summary->warnings[i];

		ck_assert_int_eq(warning->code, GAMUT_WARNING_SERVER);
		ck_assert_uint_eq(warning->key.task.len, 0);
		ck_assert_uint_eq(warning->count, 1);
		ck_assert(gamut_str_eq(warning->text,
		                       i ? GAMUT_STR("top_k is 40") :
		                           GAMUT_STR("\\x1b[2J")));
	}
	ck_assert(has_note(summary, "m, run r1: top_k is 40"));
}
END_TEST

static const char *const servers[] = {
	"",
	"{}",
	"{\"warnings\":null}",
	"{\"warnings\":{\"a\":\"b\"}}",
	"{\"warnings\":\"text\"}",
	"{\"warnings\":[[\"a\"]]}",
};

START_TEST(what_is_no_list_of_texts_says_nothing)
{
	gamut_draws_run.manifest.server = gamut_str_of(servers[_i]);
	gamut_draws_expect_none();
}
END_TEST

START_TEST(what_a_server_says_has_bounds)
{
	struct gamut_buf text = { 0 };
	const struct gamut_summary *summary;
	size_t bytes = 0;

	gamut_buf_add(&text, GAMUT_STR("{\"warnings\":["));
	for (size_t i = 0; i < 100; i++)
		gamut_buf_addf(&text, "%s\"%s\"", i ? "," : "", LONG LONG LONG);
	gamut_buf_add(&text, GAMUT_STR("]}"));
	gamut_draws_run.manifest.server = gamut_buf_view(&text);
	summary = gamut_draws_summary();
	ck_assert_uint_eq(summary->warning_count, GAMUT_FLAGS_SERVER_MAX);
	for (size_t i = 0; i < summary->warning_count; i++)
		bytes += summary->warnings[i].text.len;
	ck_assert_uint_lt(bytes, 10000);
	gamut_buf_release(&text);
}
END_TEST

/* 2 of 100 are let pass, 3 are not. */
START_TEST(fates_beyond_two_percent_are_flagged)
{
	for (size_t i = 0; i < 3; i++) {
		if (i < 2)
			gamut_draws_at(0, i)->finish_reason =
				GAMUT_STR("length");
		gamut_draws_at(1, i)->finish_reason = GAMUT_STR("length");
	}
	gamut_draws_expect(GAMUT_WARNING_TRUNCATED, "prime", "few-shot",
	                   "3 of 100");
}
END_TEST

START_TEST(failures_are_shares_of_what_was_wanted)
{
	uint32_t failed[GAMUT_DRAWS_CELLS] = { 0, 3, 2, 0 };

	gamut_draws_run.failed = failed;
	memmove(gamut_draws_at(1, 0), gamut_draws_at(1, 3),
	        299 * sizeof(struct gamut_sample) -
	                2 * sizeof(struct gamut_sample));
	gamut_draws_run.count -= 3;
	gamut_draws_held.count -= 3;
	gamut_draws_expect(GAMUT_WARNING_FAILED, "prime", "few-shot",
	                   "3 of 100");
}
END_TEST

static const struct {
	const char *finish_reason;
	const char *text;
	const char *reasoning;
	enum gamut_warning_code code;
} fates[] = {
	{ "content_filter", "no", "", GAMUT_WARNING_REFUSAL },
	{ "stop", "", "", GAMUT_WARNING_EMPTY },
	{ "stop", "", "hm", GAMUT_WARNING_REASONING_ONLY },
};

START_TEST(each_fate_has_its_warning)
{
	for (size_t i = 0; i < 4; i++) {
		gamut_draws_at(3, i)->finish_reason =
			gamut_str_of(fates[_i].finish_reason);
		gamut_draws_at(3, i)->text = gamut_str_of(fates[_i].text);
		gamut_draws_at(3, i)->reasoning =
			gamut_str_of(fates[_i].reasoning);
	}
	gamut_draws_expect(fates[_i].code, "state", "few-shot", "4 of 100");
}
END_TEST

/* One line for a matter; the most concerned cells are named. */
START_TEST(notes_name_up_to_three_cells)
{
	const struct gamut_summary *summary;

	for (size_t cell = 0; cell < GAMUT_DRAWS_CELLS; cell++)
		for (size_t i = 0; i <= cell; i++)
			gamut_draws_at(cell, i)->is_cached = true;
	gamut_draws_at(1, 0)->model = GAMUT_STR("m-2");
	summary = gamut_draws_summary();
	ck_assert_uint_eq(summary->warning_count, 5);
	ck_assert(has_note(summary,
	                   "m, run r1: completions out of a cache in 4 of 4 "
	                   "cells, most in state few-shot (4 of 100), state "
	                   "zero-shot (3 of 100), prime few-shot (2 of 100): "
	                   "they were not drawn anew"));
	ck_assert(has_note(summary,
	                   "m, run r1: completions of several models in 1 of 4 "
	                   "cells, prime few-shot (2: 'm-1' 99, 'm-2' 1): "));
}
END_TEST

START_TEST(texts_are_harmless)
{
	static const char evil[] = "\x1b[2J\r\n\xff%s\xe2\x80\xa8\",'";
	const struct gamut_summary *summary;

	gamut_draws_at(0, 1)->model = gamut_str_of(evil);
	gamut_draws_at(0, 1)->fingerprint = gamut_str_of(evil);
	gamut_draws_at(0, 1)->response_id = gamut_str_of(evil);
	gamut_draws_at(0, 2)->response_id = gamut_str_of(evil);
	summary = gamut_draws_summary();
	ck_assert_uint_eq(summary->warning_count, 3);
	for (size_t i = 0; i < 3; i++) {
		struct gamut_str rest = summary->warnings[i].text;

		ck_assert(gamut_text_is_utf8(rest));
		while (rest.len > 0)
			ck_assert(
				!gamut_text_is_unsafe(gamut_text_take(&rest)));
	}
}
END_TEST

START_TEST(long_names_are_cut)
{
	gamut_draws_at(0, 1)->model = GAMUT_STR(LONG LONG LONG LONG LONG LONG);
	ck_assert_uint_lt(gamut_draws_summary()->warnings[0].detail.len, 100);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *s = suite_create("warning");
	TCase *tc = tcase_create("warning");

	tcase_add_checked_fixture(tc, gamut_draws_make, gamut_draws_remove);
	tcase_add_test(tc, what_the_server_said_is_passed_on);
	tcase_add_loop_test(tc, what_is_no_list_of_texts_says_nothing, 0,
	                    (int)GAMUT_ARRAY_LEN(servers));
	tcase_add_test(tc, what_a_server_says_has_bounds);
	tcase_add_test(tc, fates_beyond_two_percent_are_flagged);
	tcase_add_test(tc, failures_are_shares_of_what_was_wanted);
	tcase_add_loop_test(tc, each_fate_has_its_warning, 0,
	                    (int)GAMUT_ARRAY_LEN(fates));
	tcase_add_test(tc, notes_name_up_to_three_cells);
	tcase_add_test(tc, texts_are_harmless);
	tcase_add_test(tc, long_names_are_cut);
	suite_add_tcase(s, tc);
	return s;
}
