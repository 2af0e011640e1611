#include "tests/support/unit.h"

#include "tests/support/comparison.h"

static struct gamut_arena arena;
static struct gamut_buf out;
static struct gamut_buf huge;

static void tear_down(void)
{
	gamut_arena_clear(&arena);
	gamut_buf_release(&out);
	gamut_buf_release(&huge);
}

/* `prefix` and then `unit` until a MiB is full. */
static struct gamut_str fill(const char *prefix, const char *unit)
{
	gamut_buf_clear(&huge);
	gamut_buf_add(&huge, gamut_str_of(prefix));
	while (huge.len < (size_t)1 << 20)
		gamut_buf_add(&huge, gamut_str_of(unit));
	return gamut_buf_view(&huge);
}

/* However much is answered, in however many cells, to a page it fits. */
START_TEST(markdown_fits_a_comment)
{
	static const struct {
		const char *prefix;
		const char *unit;
	} answers[] = {
		{ "", "a" },  { "", "|" },         { "", "`" },
		{ "", "`a" }, { "e", "\xcc\x81" }, { "", "\xe6\x97\xa5" },
	};
	struct gamut_test_comparison spec = {
		.verdict = GAMUT_GATE_REGRESSION,
		.answer = fill(answers[_i].prefix, answers[_i].unit),
		.cells = 400,
		.failing = 200,
		.looked_at = 200,
		.settings = 200,
		.changes = 40,
		.differences = 100,
		.flips = 100,
	};
	struct gamut_compare_document document;
	struct gamut_str text;

	spec.stranger = gamut_str_head(spec.answer, 6000);
	document = gamut_test_comparison_make(&spec, &arena);
	text = gamut_test_told(&out, &document, GAMUT_COMPARE_FORMAT_MARKDOWN);
	ck_assert_uint_lt(text.len, 60000);
	gamut_test_expect(text, "more that fail; there was no room for them");
	gamut_test_expect(text, "more to look at\n");
	gamut_test_expect(text, "more differences and notes\n");
	gamut_test_expect(text, "more answers\n");
	ck_assert(gamut_str_ends_with(text, GAMUT_STR("\n</details>\n")));
}
END_TEST

/* Where not all rows fit, some of them do. */
START_TEST(markdown_shows_what_fits)
{
	struct gamut_test_comparison spec = {
		.verdict = GAMUT_GATE_PASS,
		.stranger = gamut_str_head(fill("e", "\xcc\x81"), 801),
		.cells = 100,
		.looked_at = 100,
	};
	struct gamut_str text = gamut_test_tell(
		&out, &spec, GAMUT_COMPARE_FORMAT_MARKDOWN, &arena);

	ck_assert_uint_lt(text.len, 60000);
	ck_assert_uint_eq(gamut_test_count(text, "| yield | 45 | 12 |"), 25);
	gamut_test_expect(text, "\n- and 75 more to look at\n");
}
END_TEST

START_TEST(long_lists_end)
{
	struct gamut_test_comparison spec = gamut_test_same;
	struct gamut_str text;

	spec.settings = 150;
	text = gamut_test_tell(&out, &spec, GAMUT_COMPARE_FORMAT_MARKDOWN,
	                       &arena);
	ck_assert_uint_eq(gamut_test_count(text, "\n| zero-shot |"), 100);
	gamut_test_expect(text, "\n- and 50 more settings\n");
	text = gamut_test_tell(&out, &spec, GAMUT_COMPARE_FORMAT_TABLE, &arena);
	ck_assert_uint_eq(gamut_test_count(text, "\nzero-shot "), 100);
	gamut_test_expect(text, "\nand 50 more\n");
}
END_TEST

/* An answer of a MiB is cut, and told so. */
START_TEST(long_answers_are_cut)
{
	static const enum gamut_compare_format formats[] = {
#define X(name, text, separator) GAMUT_COMPARE_FORMAT_##name,
		GAMUT_COMPARE_FORMAT_MAP(X)
#undef X
	};
	struct gamut_test_comparison spec = gamut_test_worse;
	struct gamut_compare_document document;

	spec.answer = fill("", "\xe6\x97\xa5");
	document = gamut_test_comparison_make(&spec, &arena);
	for (size_t f = 0; f < GAMUT_ARRAY_LEN(formats); f++) {
		struct gamut_str text = gamut_test_told(&out, &document,
		                                        formats[f]);

		ck_assert_uint_lt(text.len, 200000);
		if (formats[f] == GAMUT_COMPARE_FORMAT_JSON)
			gamut_test_expect(text, "\xe6\x97\xa5...\",");
		else if (formats[f] != GAMUT_COMPARE_FORMAT_CSV)
			gamut_test_expect(text, "\xe6\x97\xa5\xe2\x80\xa6");
	}
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("compare_report_size");
	TCase *tcase = tcase_create("compare_report_size");

	tcase_add_checked_fixture(tcase, NULL, tear_down);
	tcase_add_loop_test(tcase, markdown_fits_a_comment, 0, 6);
	tcase_add_test(tcase, markdown_shows_what_fits);
	tcase_add_test(tcase, long_lists_end);
	tcase_add_test(tcase, long_answers_are_cut);
	suite_add_tcase(suite, tcase);
	return suite;
}
