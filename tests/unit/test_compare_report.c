#include "tests/support/unit.h"

#include "base/json.h"
#include "tests/support/comparison.h"

static struct gamut_arena arena;
static struct gamut_buf out;

static void tear_down(void)
{
	gamut_arena_clear(&arena);
	gamut_buf_release(&out);
}

static struct gamut_str write_document(
	const struct gamut_compare_document *document,
	enum gamut_compare_format format)
{
	return gamut_test_told(&out, document, format);
}

static struct gamut_str report(const struct gamut_test_comparison *spec,
                               enum gamut_compare_format format)
{
	return gamut_test_tell(&out, spec, format, &arena);
}

START_TEST(formats_have_names)
{
	enum gamut_compare_format format = GAMUT_COMPARE_FORMAT_TABLE;

	ck_assert_str_eq(gamut_compare_format_list(),
	                 "table, json, csv, markdown, junit or github");
	ck_assert(gamut_compare_format_find(&format, GAMUT_STR("junit")));
	ck_assert_int_eq(format, GAMUT_COMPARE_FORMAT_JUNIT);
	ck_assert(!gamut_compare_format_find(&format, GAMUT_STR("xml")));
	ck_assert_int_eq(format, GAMUT_COMPARE_FORMAT_JUNIT);
}
END_TEST

START_TEST(table_tells_a_regression)
{
	static const char want[] =
		"regression: canonical yield fell by 4.10 (95 % interval -5.10 "
		"to -3.10, at worst\n"
		"  -4.85, margin 2.00), and 1 cell of 3 fails\n"
		"\n"
		"base       old: sim:base (simulated), run 0123456789abcdef,\n"
		"           2026-11-23T12:51:07.123Z\n"
		"candidate  new: (no model named), completions of a file\n"
		"differs    prompts of 3 cells (let pass: prompts)\n"
		"note       prompts of 3 cells\n"
		"\n"
		"mean of 3 cells, n = 100      validity %  canonical yield\n"
		"base                               85.20            41.00\n"
		"candidate                          85.20            36.90\n"
		"difference                          0.00            -4.10\n"
		"95 % interval             -1.00 to +1.00   -5.10 to -3.10\n"
		"at worst                           -0.75            -4.85\n"
		"margin                              2.00             2.00\n"
		"p                                  0.250           <0.001\n"
		"p, Holm over both                  0.500           <0.001\n"
		"verdict                             pass       regression\n"
		"on other tasks of this kind, by 22 tasks as a sample: ";
	struct gamut_str text = report(&gamut_test_worse,
	                               GAMUT_COMPARE_FORMAT_TABLE);

	ck_assert_msg(gamut_str_starts_with(text, gamut_str_of(want)), "%.*s",
	              GAMUT_STR_ARG(text));
	gamut_test_expect(
		text, "zero-shot  85.0  85.0   0.0 0.250  41.0  36.9  -4.1");
	gamut_test_expect(text, "Cells to look at");
	gamut_test_expect(
		text,
		"us_states  zero-shot   yield    45     12    -33   0.003");
	gamut_test_expect(
		text,
		"What verifying anew changed\n"
		"- base, us_states, zero-shot: \"Puerto Rico\" was valid, "
		"and is not now: not in\n"
		"  the task's list (4 completions)\n"
		"- candidate, us_states, zero-shot: \"Puerto Rico\" is "
		"valid now");
	gamut_test_expect(
		text,
		"what was valid then in the base is not told, or not of ");
}
END_TEST

START_TEST(table_explains_failures)
{
	struct gamut_str text = report(&gamut_test_worse,
	                               GAMUT_COMPARE_FORMAT_TABLE);

	gamut_test_expect(
		text, "us_states, zero-shot\n"
		      "  validity fell from 98.0 % to 71.0 % (95 % interval of "
		      "the difference -36.0 to\n"
		      "    -18.0, p <0.001 after Holm, n = 100)\n"
		      "  - more often: invalid 1 -> 14, truncated 1 -> 15\n"
		      "  - invalid answers: \"Town 0\" 0 -> 30 (not-listed), ");
	/* An undefined interval is none. */
	gamut_test_expect(
		text,
		"  canonical yield fell from 45 to 12 (p 0.004 after Holm, "
		"n = 100)\n"
		"  - vanished: \"State 0\" (24), \"State 1\" (23), ");
	gamut_test_expect(
		text, "\"State 7\" (17), and 4 more\n"
		      "  - appeared: \"State 22\" (22), \"State 21\" (21), ");
	gamut_test_expect(text, "    and 3 more\n"
	                        "  - rose: \"State 23\" 12 -> 112\n");
}
END_TEST

START_TEST(table_tells_a_pass)
{
	struct gamut_str text = report(&gamut_test_same,
	                               GAMUT_COMPARE_FORMAT_TABLE);

	ck_assert(gamut_str_starts_with(
		text, GAMUT_STR("pass: validity stayed the same, 0.00 points "
	                        "(95 % interval -1.00 to +1.00, at\n"
	                        "  worst -0.75, margin 2.00); canonical yield "
	                        "fell by 0.20 (")));
	ck_assert_uint_eq(gamut_test_count(text, "Cells"), 0);
	ck_assert_uint_eq(gamut_test_count(text, "differs"), 0);
	ck_assert_uint_eq(gamut_test_count(text, "anew"), 0);
}
END_TEST

START_TEST(table_tells_what_would_decide)
{
	struct gamut_compare_document document =
		gamut_test_comparison_make(&gamut_test_unclear, &arena);
	struct gamut_comparison never = *document.comparison;
	struct gamut_str text = write_document(&document,
	                                       GAMUT_COMPARE_FORMAT_TABLE);

	ck_assert(gamut_str_starts_with(text, GAMUT_STR("undecided: ")));
	gamut_test_expect(text,
	                  "; about n = 400 samples a cell would decide\n");
	never.of[GAMUT_COMPARE_YIELD].n_needed = 0;
	document.comparison = &never;
	text = write_document(&document, GAMUT_COMPARE_FORMAT_TABLE);
	gamut_test_expect(text, "more samples a cell would hardly");
	ck_assert_uint_eq(gamut_test_count(text, "n = 0"), 0);
}
END_TEST

/* A cell fails though the means are within their margins. */
START_TEST(cells_alone_may_fail)
{
	struct gamut_compare_document document =
		gamut_test_comparison_make(&gamut_test_worse, &arena);
	struct gamut_comparison changed = *document.comparison;

	changed.of[GAMUT_COMPARE_YIELD].verdict = GAMUT_GATE_UNDECIDED;
	document.comparison = &changed;
	ck_assert(gamut_str_starts_with(
		write_document(&document, GAMUT_COMPARE_FORMAT_TABLE),
		GAMUT_STR("regression: 1 cell of 3 fails\n")));
}
END_TEST

/* Numbers that are not there are told as such, everywhere. */
START_TEST(undefined_is_not_zero)
{
	struct gamut_compare_document document =
		gamut_test_comparison_make(&gamut_test_same, &arena);
	struct gamut_comparison changed = *document.comparison;
	struct gamut_compare_aggregate *of = &changed.of[GAMUT_COMPARE_YIELD];
	cJSON *json;

	of->mean.difference = GAMUT_UNDEFINED;
	of->mean.p = GAMUT_UNDEFINED;
	of->over_tasks.ci95.low = GAMUT_UNDEFINED;
	document.comparison = &changed;
	gamut_test_expect(
		write_document(&document, GAMUT_COMPARE_FORMAT_TABLE),
		"difference                          0.00                -\n");
	gamut_test_expect(gamut_buf_view(&out),
	                  "canonical yield cannot be compared");
	json = gamut_json_parse(
		write_document(&document, GAMUT_COMPARE_FORMAT_JSON), NULL);
	ck_assert_ptr_nonnull(json);
	cJSON_Delete(json);
	gamut_test_expect(gamut_buf_view(&out),
	                  "\"difference\":null,\"se\":0.5");
	gamut_test_expect(gamut_buf_view(&out), "\"ci95\":[null,");
}
END_TEST

START_TEST(csv_has_a_row_for_each_test)
{
	static const char want[] =
		"task,setting,metric,n,base,candidate,difference,ci95_low,"
		"ci95_high,p,holm,benjamini_hochberg,mark,vanished,appeared\n"
		"us_states,zero-shot,validity,100,0.98,0.71,-0.27,-0.36,-0.18,"
		"1e-05,0.0002,0.0001,fail,12,11\n"
		"us_states,zero-shot,yield,100,45,12,-33,,,0.0002,0.004,0.003,"
		"fail,12,11\n";
	struct gamut_str text = report(&gamut_test_worse,
	                               GAMUT_COMPARE_FORMAT_CSV);

	ck_assert_msg(gamut_str_starts_with(text, gamut_str_of(want)), "%.*s",
	              GAMUT_STR_ARG(text));
	ck_assert_uint_eq(gamut_test_count(text, "\n"), 7);
}
END_TEST

START_TEST(markdown_folds_what_is_no_failure)
{
	struct gamut_str text = report(&gamut_test_worse,
	                               GAMUT_COMPARE_FORMAT_MARKDOWN);

	ck_assert(gamut_str_starts_with(
		text, GAMUT_STR("### gamut compare: regression\n\nregression: "
	                        "canonical yield fell by 4.10 (")));
	gamut_test_expect(text, "\n- base: `old`, `sim:base (simulated), run ");
	gamut_test_expect(
		text, "\n- differs: `prompts of 3 cells (let pass: prompts)`\n"
		      "- note: `prompts of 3 cells`\n");
	gamut_test_expect(text, "\n| difference | 0.00 | -4.10 |\n");
	gamut_test_expect(
		text, "\n- `us_states, zero-shot`: validity fell from 98.0 % ");
	gamut_test_expect(text,
	                  "\n  - vanished: `State 0` (24), `State 1` (23), ");
	gamut_test_expect(
		text, "\n<details><summary>To look at: 1 that differ, but fail "
		      "nothing</summary>\n\n| task | setting |");
	ck_assert_uint_eq(gamut_test_count(text, "<details>"), 2);
	ck_assert_uint_eq(gamut_test_count(text, "\n</details>\n"), 2);
}
END_TEST

START_TEST(github_annotates_failures)
{
	struct gamut_str text = report(&gamut_test_worse,
	                               GAMUT_COMPARE_FORMAT_GITHUB);

	gamut_test_expect(text,
	                  "::error title=canonical yield over all cells%3A "
	                  "regression::canonical yield fell by 4.10 (95 %25 ");
	gamut_test_expect(
		text, "\n::error title=us_states%2C zero-shot::validity fell ");
	gamut_test_expect(
		text,
		"n = 100)%0Avanished: \"State 0\" (24), \"State 1\" (23)");
	gamut_test_expect(
		text, "\n::warning title=us_states%2C zero-shot::canonical ");
	gamut_test_expect(text,
	                  "\n::notice title=gamut compare%3A new against old::"
	                  "regression: canonical yield fell by ");
	gamut_test_expect(text,
	                  ", and 1 cell of 3 fails; the base is simulated\n");
	ck_assert_uint_eq(gamut_test_count(text, "::error "), 3);
	ck_assert_uint_eq(gamut_test_count(text, "::warning "), 1);
	ck_assert_uint_eq(gamut_test_count(text, "::notice "), 1);
	ck_assert_uint_eq(gamut_test_count(text, "\n"), 5);
}
END_TEST

START_TEST(github_warns_of_the_undecided)
{
	struct gamut_str text = report(&gamut_test_unclear,
	                               GAMUT_COMPARE_FORMAT_GITHUB);

	ck_assert_uint_eq(gamut_test_count(text, "::error "), 0);
	gamut_test_expect(text,
	                  "::warning title=canonical yield over all cells%3A "
	                  "undecided::");
	gamut_test_expect(text,
	                  "; about n = 400 samples a cell would decide\n");
	text = report(&gamut_test_same, GAMUT_COMPARE_FORMAT_GITHUB);
	ck_assert(gamut_str_starts_with(text, GAMUT_STR("::notice title=")));
}
END_TEST

START_TEST(github_is_silent_on_what_is_better)
{
	struct gamut_compare_document document =
		gamut_test_comparison_make(&gamut_test_worse, &arena);
	struct gamut_comparison changed = *document.comparison;
	struct gamut_compare_cell better = changed.cells[1];

	better.of[GAMUT_COMPARE_YIELD].difference = 33;
	changed.cells = &better;
	changed.cell_count = 1;
	document.comparison = &changed;
	ck_assert_uint_eq(
		gamut_test_count(
			write_document(&document, GAMUT_COMPARE_FORMAT_GITHUB),
			"::warning "),
		0);
}
END_TEST

/* GitHub shows ten of a kind: the tenth says how many more there are. */
START_TEST(github_says_what_it_cannot_show)
{
	struct gamut_test_comparison spec = gamut_test_worse;
	struct gamut_str text;

	spec.cells = 30;
	spec.failing = 5;
	spec.looked_at = 10;
	text = report(&spec, GAMUT_COMPARE_FORMAT_GITHUB);
	ck_assert_uint_eq(gamut_test_count(text, "::error "), 10);
	gamut_test_expect(text, "::error title=gamut compare::and 2 more");
	ck_assert_uint_eq(gamut_test_count(text, "::warning "), 10);
	ck_assert_uint_eq(gamut_test_count(text, "::warning title=gamut"), 0);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("compare_report");
	TCase *tcase = tcase_create("compare_report");

	tcase_add_checked_fixture(tcase, NULL, tear_down);
	tcase_add_test(tcase, formats_have_names);
	tcase_add_test(tcase, table_tells_a_regression);
	tcase_add_test(tcase, table_explains_failures);
	tcase_add_test(tcase, table_tells_a_pass);
	tcase_add_test(tcase, table_tells_what_would_decide);
	tcase_add_test(tcase, cells_alone_may_fail);
	tcase_add_test(tcase, undefined_is_not_zero);
	tcase_add_test(tcase, csv_has_a_row_for_each_test);
	tcase_add_test(tcase, markdown_folds_what_is_no_failure);
	tcase_add_test(tcase, github_annotates_failures);
	tcase_add_test(tcase, github_warns_of_the_undecided);
	tcase_add_test(tcase, github_is_silent_on_what_is_better);
	tcase_add_test(tcase, github_says_what_it_cannot_show);
	suite_add_tcase(suite, tcase);
	return suite;
}
