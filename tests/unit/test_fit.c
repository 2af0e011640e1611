/* Do two runs measure the same, and which of their answers are the same? */
#include "tests/support/unit.h"

#include <stdlib.h>
#include <string.h>

#include "runner/measure/compare/fit.h"
#include "runner/measure/score.h"
#include "verifiers/integer.h"

static const struct gamut_integer_rule rule = {
	.max = 99,
	.allows_leading_zeros = true,
};

#define TASK(word)                                                          \
	{                                                                   \
		GAMUT_TASK_HEADER,                                          \
			.name = (word), .description = "A number.",         \
			.examples = { "15", "42", "07" }, .max_tokens = 4,  \
			.verifier = &gamut_verifier_integer, .rule = &rule, \
			.space = 100,                                       \
	}

static const struct gamut_task task_one = TASK("one");
static const struct gamut_task task_two = TASK("two");
static const struct gamut_task *const tasks[] = { &task_one, &task_two };

static struct gamut_arena arena;
static struct gamut_suite *suite;
static struct gamut_score *base;
static struct gamut_score *candidate;

static void set_up(void)
{
	ck_assert(!gamut_suite_open(&suite, tasks, 2, NULL, NULL));
	base = gamut_score_open(suite);
	candidate = gamut_score_open(suite);
}

static void tear_down(void)
{
	gamut_score_free(base);
	gamut_score_free(candidate);
	gamut_suite_free(suite);
	gamut_arena_clear(&arena);
}

static void add(struct gamut_score *score, const char *task, const char *text)
{
	const struct gamut_sample sample = {
		.task = gamut_str_of(task),
		.setting = GAMUT_STR("zero-shot"),
		.text = gamut_str_of(text),
		.reasoning = GAMUT_STR_EMPTY,
		.finish_reason = GAMUT_STR("stop"),
		.model = GAMUT_STR_EMPTY,
		.reasoning_tokens = GAMUT_UNKNOWN,
	};

	ck_assert(!gamut_score_add(score, GAMUT_STR("m"), &sample, NULL, NULL));
}

static void add_all(struct gamut_score *score, const char *task,
                    const char *texts)
{
	struct gamut_str rest = gamut_str_of(texts);
	struct gamut_str text;

	while (gamut_str_take_field(&rest, ' ', &text))
		add(score, task, gamut_arena_copy(&arena, text).ptr);
}

/* ---------------------------------------------------------------- aligning */

START_TEST(answers_of_both_stand_in_one_row)
{
	const struct gamut_summary *of[2];
	struct gamut_alignment raw;
	struct gamut_alignment canonical;

	add_all(base, "one", "7 7 07 3 no");
	add_all(candidate, "one", "3 5 007 5 no never");
	of[0] = gamut_score_finish(base);
	of[1] = gamut_score_finish(candidate);
	raw = gamut_answers_align(of[0]->cells[0].cell, of[1]->cells[0].cell,
	                          GAMUT_FORM_RAW, &arena);
	ck_assert_uint_eq(raw.count, 5);
	ck_assert(gamut_str_eq(raw.texts[0], GAMUT_STR("007")));
	ck_assert(gamut_str_eq(raw.texts[4], GAMUT_STR("7")));
	ck_assert_uint_eq(raw.base_counts[4], 2);
	ck_assert_uint_eq(raw.counts[4], 0);

	canonical = gamut_answers_align(of[0]->cells[0].cell,
	                                of[1]->cells[0].cell,
	                                GAMUT_FORM_CANONICAL, &arena);
	ck_assert_uint_eq(canonical.count, 3);
	ck_assert(gamut_str_eq(canonical.texts[0], GAMUT_STR("3")));
	ck_assert_uint_eq(canonical.counts[0], 1);
	ck_assert_uint_eq(canonical.base_counts[0], 1);
	ck_assert_uint_eq(canonical.counts[1], 2); /* of 5 */
	ck_assert_uint_eq(canonical.base_counts[1], 0);
	ck_assert_uint_eq(canonical.counts[2], 1); /* of 7 */
	ck_assert_uint_eq(canonical.base_counts[2], 3);
	ck_assert_uint_eq(gamut_alignment_pair(&canonical).invalid, 2);
	ck_assert_uint_eq(gamut_alignment_pair(&canonical).base_invalid, 1);
}
END_TEST

START_TEST(cells_that_one_lacks_stand_alone)
{
	struct gamut_cell_pair *pairs;
	size_t count;

	add(base, "two", "1");
	add(candidate, "one", "1");
	add(candidate, "two", "1");
	pairs = gamut_cells_align(gamut_score_finish(base),
	                          gamut_score_finish(candidate), &count,
	                          &arena);
	ck_assert_uint_eq(count, 2);
	ck_assert_ptr_null(pairs[0].base);
	ck_assert(gamut_str_eq(pairs[0].candidate->key.task, GAMUT_STR("one")));
	ck_assert_ptr_nonnull(pairs[1].base);
	ck_assert_ptr_nonnull(pairs[1].candidate);
}
END_TEST

START_TEST(a_cap_keeps_the_first)
{
	const struct gamut_cell *cell;

	gamut_score_cap(base, GAMUT_STR("one"), GAMUT_STR("zero-shot"), 2);
	add_all(base, "one", "1 2 3");
	add_all(base, "two", "1 2 3");
	cell = gamut_score_finish(base)->cells[0].cell;
	ck_assert_uint_eq(cell->tally.n, 2);
	ck_assert_uint_eq(cell->form_count, 2);
	cell = gamut_score_finish(base)->cells[1].cell;
	ck_assert_uint_eq(cell->tally.n, 3);
}
END_TEST

/* ----------------------------------------------------------------- fitting */

/* A manifest of both tasks under today's rules. */
static struct gamut_manifest manifest(struct gamut_manifest_cell cells[2])
{
	for (size_t i = 0; i < 2; i++)
		cells[i] = (struct gamut_manifest_cell){
			.task = gamut_str_of(tasks[i]->name),
			.setting = GAMUT_STR("zero-shot"),
			.task_hash = gamut_str_of(
				gamut_checker_hash(gamut_suite_at(suite, i))),
			.max_tokens = 4,
			.prompt = GAMUT_STR("\"A number.\""),
		};
	return (struct gamut_manifest){
		.model = GAMUT_STR("m"),
		.run_id = GAMUT_STR("0123456789abcdef"),
		.template = GAMUT_STR("chat"),
		.family = GAMUT_STR_EMPTY,
		.preset = GAMUT_STR("pure"),
		.sampling = GAMUT_STR("{\"temperature\":1}"),
		.request = GAMUT_STR("{}"),
		.cells = cells,
		.cell_count = 2,
	};
}

/* Two alike in all but their ids, which tests then spoil. */
static struct gamut_manifest_cell cells[2][2];
static struct gamut_manifest manifests[2];

static struct gamut_differences check(void)
{
	struct gamut_fit_side sides[2];
	struct gamut_score *const scores[] = { base, candidate };

	for (size_t i = 0; i < 2; i++)
		sides[i] = (struct gamut_fit_side){
			.manifest = &manifests[i],
			.summary = gamut_score_finish(scores[i]),
		};
	return gamut_fit_check(&sides[0], &sides[1], &arena);
}

static void sample_both(void)
{
	for (size_t i = 0; i < 2; i++) {
		manifests[i] = manifest(cells[i]);
		add(base, tasks[i]->name, "1");
		add(candidate, tasks[i]->name, "1");
	}
	manifests[1].run_id = GAMUT_STR("fedcba9876543210");
}

/* There is just one difference, of that kind, which has `says`. */
static void expect(enum gamut_misfit misfit, const char *says)
{
	struct gamut_differences found = check();

	ck_assert_uint_eq(found.count, 1);
	ck_assert_int_eq(found.list[0].misfit, misfit);
	ck_assert_msg(strstr(found.list[0].text.ptr, says) != NULL, "%.*s",
	              GAMUT_STR_ARG(found.list[0].text));
	free(found.list);
}

START_TEST(runs_that_were_asked_alike_fit)
{
	struct gamut_differences found;

	sample_both();
	manifests[1].model = GAMUT_STR("another");
	found = check();
	ck_assert_uint_eq(found.count, 0);
	free(found.list);
}
END_TEST

START_TEST(each_difference_has_its_kind)
{
	sample_both();
	cells[0][1].prompt = GAMUT_STR("\"Number?\"");
	expect(GAMUT_MISFIT_PROMPTS, "prompts differ in 1 of 2 cells: two");
	manifests[0] = manifest(cells[0]);
	cells[1][0].max_tokens = 5;
	expect(GAMUT_MISFIT_PROMPTS, "token limits differ in 1 of 2 cells");
	manifests[1] = manifest(cells[1]);
	manifests[1].run_id = GAMUT_STR("fedcba9876543210");
	manifests[1].sampling = GAMUT_STR("{\"temperature\":0.5}");
	expect(GAMUT_MISFIT_COUNT, "sampling differs: '{\"temperature\":1}'");
	manifests[1].sampling = manifests[0].sampling;
	add(candidate, "two", "2");
	expect(GAMUT_MISFIT_N, "n differs in 1 of 2 cells: two zero-shot");
}
END_TEST

/* What is not known of an imported run is said, and no difference. */
START_TEST(an_imported_run_says_what_is_not_known)
{
	static const char *const says[] = {
		"the candidate was imported from csv: neither its template nor "
		"its sampling is known",
		"prompts are not known, so that both were asked alike is taken "
		"on trust, in 1 of 2 cells: two zero-shot",
		"token limits are not known in 1 of 2 cells: one zero-shot",
	};
	struct gamut_differences found;

	sample_both();
	manifests[1].imported = GAMUT_STR("{\"from\":\"csv\"}");
	manifests[1].template = GAMUT_STR("unknown");
	manifests[1].preset = GAMUT_STR("unknown");
	manifests[1].sampling = GAMUT_STR("{}");
	cells[1][0].max_tokens = 0;
	cells[1][1].prompt = GAMUT_STR_EMPTY;
	found = check();
	ck_assert_uint_eq(found.count, 3);
	for (size_t i = 0; i < 3; i++) {
		ck_assert_int_eq(found.list[i].misfit, GAMUT_MISFIT_COUNT);
		ck_assert_str_eq(found.list[i].text.ptr, says[i]);
	}
	free(found.list);
	/* What is known must fit. */
	cells[1][0].prompt = GAMUT_STR("\"Number?\"");
	found = check();
	ck_assert_uint_eq(found.count, 4);
	ck_assert_int_eq(found.list[0].misfit, GAMUT_MISFIT_PROMPTS);
	free(found.list);
}
END_TEST

START_TEST(rules_of_another_time_are_told)
{
	struct gamut_differences found;

	sample_both();
	cells[1][0].task_hash = GAMUT_STR("another");
	found = check();
	/* They differ, and the candidate's are not today's. */
	ck_assert_uint_eq(found.count, 2);
	ck_assert_int_eq(found.list[0].misfit, GAMUT_MISFIT_RULES);
	ck_assert_int_eq(found.list[1].misfit, GAMUT_MISFIT_COUNT);
	free(found.list);
	cells[0][0].task_hash = GAMUT_STR("another");
	found = check();
	/* They do not differ, but today's judge both. */
	ck_assert_uint_eq(found.count, 2);
	ck_assert_int_eq(found.list[0].misfit, GAMUT_MISFIT_COUNT);
	free(found.list);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *all = suite_create("fit");
	TCase *tc = tcase_create("fit");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, answers_of_both_stand_in_one_row);
	tcase_add_test(tc, cells_that_one_lacks_stand_alone);
	tcase_add_test(tc, a_cap_keeps_the_first);
	tcase_add_test(tc, runs_that_were_asked_alike_fit);
	tcase_add_test(tc, each_difference_has_its_kind);
	tcase_add_test(tc, rules_of_another_time_are_told);
	tcase_add_test(tc, an_imported_run_says_what_is_not_known);
	suite_add_tcase(all, tc);
	return all;
}
