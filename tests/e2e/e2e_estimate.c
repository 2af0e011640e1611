/* gamut estimate, and the examples of docs/metrics.md through it. */
#include "tests/support/unit.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "tests/support/program.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

static struct gamut_output estimate_lines(const char *input)
{
	const char *const words[] = { "estimate", NULL };

	return gamut_program_run(&arena, input, words);
}

START_TEST(a_line_in_is_a_line_out)
{
	struct gamut_output got = estimate_lines(
		"\xef\xbb\xbf{\"counts\":[18,12,9,1,1],\"invalid\":0,\"space\":null,"
		"\"at\":[50]}\n"
		"\n"
		"{\"counts\":[],\"note\":\"others' members are let be\"}\r\n"
		"{\"counts\":[3,0],\"base_counts\":[0,3],\"at\":[1,1]}");
	const char *lines[4];
	size_t count = 0;

	ck_assert_msg(got.code == 0, "%s", got.err);
	for (const char *at = got.out; *at && count < 4;
	     at = strchr(at, '\n') + 1)
		lines[count++] = at;
	ck_assert_uint_eq(count, 3);
	ck_assert(strncmp(lines[0], "{\"n\":41,\"valid\":41,", 19) == 0);
	ck_assert_ptr_nonnull(strstr(lines[0], "\"yield_at\":{\"50\":null}"));
	ck_assert(strncmp(lines[1], "{\"n\":0,\"valid\":0,\"validity\":null,",
	                  32) == 0);
	ck_assert_ptr_nonnull(strstr(lines[2], "\"yield_at\":{\"1\":1},"));
	ck_assert_ptr_nonnull(strstr(lines[2], "\"yield_permutation_p\":"));
	ck_assert_ptr_null(strstr(got.out, "nan"));
}
END_TEST

/* A contract: these, in this order. */
START_TEST(fields_are_the_contracts)
{
	static const char *const names[] = {
		"n",
		"valid",
		"validity",
		"validity_ci95",
		"yield",
		"yield_se",
		"yield_at",
		"yield_at_se",
		"uniqueness",
		"collision",
		"collision_se",
		"entropy",
		"effective_number",
		"seen_mass",
		"chao1",
		"ceiling",
		"relative_yield",
		"distance_to_uniform",
		"validity_fisher_p",
		"validity_newcombe_ci95",
		"yield_permutation_p",
		"yield_permutation_midp",
		"yield_ci95",
		"yield_variance_good_toulmin",
		"uniqueness_at",
		"yield_at_ci95",
		"collision_ci95",
		"effective_number_2",
		"top_share",
		"distance_to_uniform_p",
		"distance_to_uniform_p_method",
	};
	struct gamut_output got = gamut_program(
		&arena, "estimate --counts 5,3,1 --invalid 1 --space 9 --at 4 "
			"--base-counts 2,2,2 --base-invalid 4");
	struct gamut_err err = { 0 };
	cJSON *object = gamut_json_parse(gamut_str_of(got.out), &err);
	const cJSON *item;
	size_t i = 0;

	ck_assert_msg(object, "%s%s", err.msg, got.err);
	cJSON_ArrayForEach(item, object)
	{
		ck_assert_uint_lt(i, GAMUT_ARRAY_LEN(names));
		ck_assert_str_eq(item->string, names[i++]);
	}
	ck_assert_uint_eq(i, GAMUT_ARRAY_LEN(names));
	cJSON_Delete(object);
}
END_TEST

/* Only where a target is given, behind all else, and alike either way. */
START_TEST(targets_are_measured_against)
{
	static const char want[] =
		"\"target\":{\"total_variation\":0.1,\"null_mean\":"
		"0.0397946186935";
	struct gamut_output words = gamut_program(
		&arena, "estimate --counts 60,40 --target 2.5,2.5");
	struct gamut_output line =
		estimate_lines("{\"counts\":[60,40],\"target\":[1e9,1e9]}\n");
	struct gamut_output none =
		estimate_lines("{\"counts\":[60,40],\"target\":null}\n");
	struct gamut_output empty = gamut_program(
		&arena, "estimate --counts 0,0 --invalid 3 --target 1,2");
	struct gamut_output csv = gamut_program(
		&arena, "estimate --counts 60,40 --target 1,1 --format csv");

	ck_assert_msg(words.code == 0, "%s", words.err);
	ck_assert_ptr_nonnull(strstr(words.out, want));
	ck_assert_ptr_nonnull(strstr(words.out, "\"p_method\":\"exact\","
	                                        "\"outside\":0}}\n"));
	ck_assert_str_eq(words.out, line.out);
	ck_assert_ptr_null(strstr(none.out, "target"));
	ck_assert_ptr_nonnull(strstr(empty.out,
	                             "\"target\":{\"total_variation\":null,"
	                             "\"null_mean\":null,\"null_q95\":null,"
	                             "\"p\":null,\"p_method\":null,"));
	ck_assert_ptr_nonnull(strstr(csv.out, "\ntarget p,0.0568879\n"));
	ck_assert_ptr_nonnull(strstr(csv.out, "\ntarget p_method,exact\n"));
}
END_TEST

START_TEST(people_get_a_table)
{
	struct gamut_output got = gamut_program(
		&arena, "estimate --counts 5,3 --at 2 --format table");
	struct gamut_output csv = gamut_program(
		&arena, "estimate --counts 5,3 --at 2,9 --format csv");

	ck_assert_msg(got.code == 0, "%s", got.err);
	ck_assert_ptr_nonnull(strstr(got.out, "yield_at 2"));
	ck_assert_ptr_nonnull(strstr(got.out, "0.675592 to 1"));
	ck_assert_ptr_nonnull(strstr(csv.out, "estimate,value\nn,8\n"));
	ck_assert_ptr_nonnull(strstr(csv.out, "yield_at 9,\n"));
}
END_TEST

/* Every mistake is named, with the option or the line and the member. */
static const struct mistake {
	const char *line;
	const char *input;
	const char *says;
} mistakes[] = {
	{ "--counts 1,x", NULL, "--counts: 'x' is not a whole number" },
	{ "--counts 1,,2", NULL, "--counts: '' is not a whole number" },
	{ "--counts 1,2,", NULL, "--counts: '' is not a whole number" },
	{ "--counts 1.5", NULL, "'1.5'" },
	{ "--counts -1", NULL, "'-1'" },
	{ "--counts 99999999999999999999", NULL, "from 0 to 2147483648" },
	{ "--counts 2147483648 --invalid 1", NULL, "2147483648 draws" },
	{ "--counts 1 --invalid x", NULL, "--invalid: 'x'" },
	{ "--counts 1 --space 0", NULL, "--space: '0'" },
	{ "--counts 1,1 --space 1", NULL, "--space: 2 different answers" },
	{ "--counts 1 --at 5,-1", NULL, "--at: '-1'" },
	{ "--counts 1 --base-invalid 1", NULL, "needs --base-counts" },
	{ "--counts 1 --base-counts 1,2", NULL, "--base-counts: 2 counts" },
	{ "--counts 1,2 --target 1", NULL, "--target: 1 weights, but" },
	{ "--counts 1 --target 1", NULL, "--target: a target has two" },
	{ "--counts 1,2 --target 1,0", NULL, "--target: '0' is not a number" },
	{ "--counts 1,2 --target 1,inf", NULL, "'inf' is not a number above" },
	{ "--counts 1,2 --target 1,2x", NULL, "'2x' is not a number above 0" },
	{ "--counts 1,2 --target 1,", NULL, "'' is not a number above 0" },
	{ "--target 1,2", NULL, "give --counts" },
	{ "", "{\"counts\":[1,2],\"target\":[1,-1]}\n", "\"target\"[1] is" },
	{ "", "{\"counts\":[1,2],\"target\":3}\n", "\"target\" is not an" },
	{ "", "{\"counts\":[1,2],\"target\":[1]}\n",
	  "\"target\": 1 weights, but \"counts\" has 2" },
	{ "--counts 1 --format xls", NULL, "'xls' is not table, json" },
	{ "--invalid 3", NULL, "give --counts" },
	{ "--format table", NULL, "--format goes with --counts" },
	{ "1,2,3", NULL, "'1,2,3' is an operand" },
	{ "", "{\"counts\":[1]}\n[1]\n", "<stdin>:2: not an object" },
	{ "", "{\"counts\":[1]}\nnonsense\n", "<stdin>:2: not JSON" },
	{ "", "{\"counts\":null}\n", "<stdin>:1: not an object with" },
	{ "", "{\"counts\":3}\n", "\"counts\" is not an array" },
	{ "", "{\"counts\":[1,0.5]}\n", "<stdin>:1: \"counts\"[1] is not" },
	{ "", "{\"counts\":[1,\"2\"]}\n", "\"counts\"[1]" },
	{ "", "{\"counts\":[-1]}\n", "\"counts\"[0]" },
	{ "", "{\"counts\":[1],\"invalid\":-1}\n", "\"invalid\" is not" },
	{ "", "{\"counts\":[1],\"space\":0}\n", "\"space\" is not" },
	{ "", "{\"counts\":[1],\"space\":\"x\"}\n", "\"space\" is not" },
	{ "", "{\"counts\":[1],\"at\":50}\n", "\"at\" is not an array" },
	{ "", "{\"counts\":[1],\"base_invalid\":1}\n", "\"base_counts\"" },
	{ "", "{\"counts\":[1],\"base_counts\":[]}\n", "0 counts" },
	{ "", "{\"counts\":[2e9,2e9]}\n", "more than 2147483648 draws" },
};

START_TEST(mistakes_are_named)
{
	const struct mistake *m = &mistakes[_i];
	struct gamut_output got;

	if (m->input)
		got = estimate_lines(m->input);
	else
		got = gamut_program(
			&arena,
			gamut_arena_strf(&arena, "estimate %s", m->line).ptr);
	ck_assert_msg(got.code == 2, "'%s' ended with %d", m->line, got.code);
	ck_assert_msg(strstr(got.err, m->says), "'%s' does not say '%s'",
	              got.err, m->says);
}
END_TEST

/* What came before a bad line is out, and nothing behind it. */
START_TEST(lines_before_a_bad_one_count)
{
	struct gamut_output got =
		estimate_lines("{\"counts\":[1]}\n{}\n{\"counts\":[2]}\n");

	ck_assert_int_eq(got.code, 2);
	ck_assert(strncmp(got.out, "{\"n\":1,", 7) == 0);
	ck_assert_ptr_eq(strchr(got.out, '\n') + 1, strchr(got.out, '\0'));
}
END_TEST

/* A million counts, a billion draws: in seconds, with sanitizers too. */
START_TEST(large_inputs_end)
{
	struct gamut_buf input = { 0 };
	struct gamut_output got;

	gamut_buf_addf(&input, "{\"at\":[500000000],\"counts\":[1000");
	for (size_t i = 1; i < 1000000; i++)
		gamut_buf_addf(&input, ",%d", i % 2 ? 1 : 1999);
	gamut_buf_addf(&input, "]}\n");
	got = estimate_lines(gamut_buf_cstr(&input));
	ck_assert_msg(got.code == 0, "%s", got.err);
	ck_assert_ptr_nonnull(strstr(got.out, "\"yield\":1000000,"));
	gamut_buf_release(&input);
}
END_TEST

/* ------------------------------------------------- docs/metrics.md, as run */

/* Run what stands behind "    $ gamut " and compare it with what follows. */
static void run_example(struct gamut_str command, struct gamut_str *rest)
{
	struct gamut_output got =
		gamut_program(&arena, gamut_arena_copy(&arena, command).ptr);
	struct gamut_buf want = { 0 };
	struct gamut_str before = *rest;
	struct gamut_str line;

	while (gamut_str_take_line(rest, &line) &&
	       gamut_str_starts_with(line, GAMUT_STR("    ")) &&
	       !gamut_str_starts_with(line, GAMUT_STR("    $ "))) {
		gamut_buf_add(&want, gamut_str_skip(line, 4));
		gamut_buf_add_char(&want, '\n');
		before = *rest;
	}
	*rest = before;
	ck_assert_msg(strcmp(got.out, gamut_buf_cstr(&want)) == 0,
	              "%s%s is not\n%s", got.out, got.err,
	              gamut_buf_cstr(&want));
	gamut_buf_release(&want);
}

START_TEST(examples_of_the_documentation_are_true)
{
	const struct gamut_str prompt = GAMUT_STR("    $ gamut ");
	struct gamut_str text = gamut_str_of(
		gamut_program_file(&arena, GAMUT_SOURCE "/docs/metrics.md"));
	size_t start = gamut_str_find(text, GAMUT_STR("\n## Estimators"));
	struct gamut_str line;
	size_t count = 0;

	ck_assert_uint_lt(start, text.len);
	text = gamut_str_skip(text, start);
	while (gamut_str_take_line(&text, &line)) {
		if (!gamut_str_starts_with(line, prompt))
			continue;
		run_example(gamut_str_skip(line, prompt.len), &text);
		count++;
	}
	ck_assert_uint_ge(count, 4);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("estimate");
	TCase *tc = tcase_create("estimate");

	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_test(tc, a_line_in_is_a_line_out);
	tcase_add_test(tc, fields_are_the_contracts);
	tcase_add_test(tc, targets_are_measured_against);
	tcase_add_test(tc, people_get_a_table);
	tcase_add_loop_test(tc, mistakes_are_named, 0,
	                    GAMUT_ARRAY_LEN(mistakes));
	tcase_add_test(tc, lines_before_a_bad_one_count);
	tcase_add_test(tc, large_inputs_end);
	tcase_add_test(tc, examples_of_the_documentation_are_true);
	suite_add_tcase(suite, tc);
	return suite;
}
