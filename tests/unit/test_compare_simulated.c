/*
 * Does the gate let the same model pass, and stop a worse one? Seeds are fixed,
 * so the outcome is, too; bounds leave room for another generator.
 */
#include "tests/support/unit.h"

#include <math.h>

#include "tests/support/models.h"
#include "tests/support/sides.h"

#define TASKS ((size_t)22)
#define SETTINGS ((size_t)3)
#define CELLS (TASKS * SETTINGS)
#define DRAWS 100
#define RUNS 20

/*
 * Tasks as a model that is not tuned answers them: small lists, states,
 * elements, and spaces without end. The mean yield of the cells is 41, their
 * mean validity 0.84.
 */
static const struct gamut_model tasks[TASKS] = {
	{ 7, 1, 0.98 },       { 10, 0.7, 0.98 },  { 21, 1.2, 0.95 },
	{ 25, 0.8, 0.93 },    { 49, 0.6, 0.96 },  { 50, 0.5, 0.97 },
	{ 50, 1, 0.95 },      { 50, 1.5, 0.93 },  { 100, 0.6, 0.9 },
	{ 100, 0.8, 0.9 },    { 118, 1, 0.88 },   { 118, 0.7, 0.88 },
	{ 300, 1, 0.8 },      { 300, 0.8, 0.85 }, { 1000, 0.6, 0.9 },
	{ 1000, 0.8, 0.8 },   { 1000, 1.2, 0.7 }, { 1000, 1.55, 0.6 },
	{ 10000, 0.8, 0.8 },  { 10000, 1, 0.72 }, { 10000, 0.6, 0.64 },
	{ 10000, 0.5, 0.52 },
};

/* How a model differs from these. */
struct change {
	double validity; /* times so much */
	double exponent; /* so much steeper */
	size_t broken;   /* tasks that have one answer left */
};

static const struct change none = { .validity = 1 };

/* As a tuned model is: valid, and of few words. Mean yields are 21 and 6. */
static const struct change tuned = { .validity = 1.1, .exponent = 0.7 };
static const struct change collapsed = { .validity = 1.15, .exponent = 2 };

/* The laws of base and candidate, and the draws of both in one run. */
static struct gamut_arena arena;
static struct gamut_law base_laws[CELLS];
static struct gamut_law laws[CELLS];
static struct gamut_made_side base;
static struct gamut_made_side candidate;
static struct gamut_arena scratch;

static void make_laws(struct gamut_law *of, const struct change *change)
{
	static const double steeper[SETTINGS] = { 0.15, 0, -0.1 };

	for (size_t i = 0; i < CELLS; i++) {
		struct gamut_model model = tasks[i / SETTINGS];

		model.exponent += steeper[i % SETTINGS] + change->exponent;
		model.validity = fmin(1, model.validity * change->validity);
		if (i / SETTINGS >= TASKS / 2 &&
		    i / SETTINGS < TASKS / 2 + change->broken)
			model.exponent = 6;
		of[i] = gamut_law_of(&model, &arena);
	}
}

/* Answers have other names, `shift` on. */
static void draw(struct gamut_made_side *side, const struct gamut_law *of,
                 size_t shift, struct gamut_rng *rng)
{
	gamut_made_side_reset(side);
	for (size_t i = 0; i < CELLS; i++) {
		struct gamut_law_draws draws = gamut_law_draw(&of[i], DRAWS,
		                                              rng, &scratch);
		uint64_t *counts = gamut_arena_new(&scratch, uint64_t,
		                                   of[i].space + shift);

		for (size_t k = 0; k < of[i].space; k++)
			counts[k + shift] = draws.counts[k];
		gamut_made_side_add_next(side, counts, of[i].space + shift,
		                         draws.invalid);
	}
}

/* What came out of so many runs. */
struct outcomes {
	int passed;
	int failed;
	int passed_of[GAMUT_COMPARE_METRICS];
	int failed_of[GAMUT_COMPARE_METRICS];
	int with_failed_cells;
};

static bool has_failed_cell(const struct gamut_comparison *comparison)
{
	for (size_t i = 0; i < comparison->cell_count; i++)
		for (size_t k = 0; k < GAMUT_COMPARE_METRICS; k++)
			if (comparison->cells[i].of[k].mark == GAMUT_MARK_FAIL)
				return true;
	return false;
}

static void count(struct outcomes *outcomes,
                  const struct gamut_comparison *comparison)
{
	outcomes->passed += comparison->verdict == GAMUT_GATE_PASS;
	outcomes->failed += comparison->verdict == GAMUT_GATE_REGRESSION;
	outcomes->with_failed_cells += has_failed_cell(comparison);
	for (size_t i = 0; i < GAMUT_COMPARE_METRICS; i++) {
		enum gamut_gate verdict = comparison->of[i].verdict;

		outcomes->passed_of[i] += verdict == GAMUT_GATE_PASS;
		outcomes->failed_of[i] += verdict == GAMUT_GATE_REGRESSION;
	}
}

/* Of the laws that were made last. */
static struct outcomes simulate(const double *margins, size_t shift, int runs,
                                uint64_t seed)
{
	struct gamut_rng rng = { .state = seed };
	struct outcomes outcomes = { 0 };

	for (int run = 0; run < runs; run++) {
		struct gamut_comparison comparison;

		draw(&base, base_laws, 0, &rng);
		draw(&candidate, laws, shift, &rng);
		comparison = gamut_made_compare(
			&base, &candidate, margins[GAMUT_COMPARE_VALIDITY],
			margins[GAMUT_COMPARE_YIELD], &scratch);
		count(&outcomes, &comparison);
		gamut_arena_reset(&scratch);
	}
	return outcomes;
}

/* By how much the means of the two really differ. */
static void true_drops(double *drops)
{
	drops[GAMUT_COMPARE_VALIDITY] = 0;
	drops[GAMUT_COMPARE_YIELD] = 0;
	for (size_t i = 0; i < CELLS; i++) {
		drops[GAMUT_COMPARE_VALIDITY] +=
			(base_laws[i].validity - laws[i].validity) / CELLS;
		drops[GAMUT_COMPARE_YIELD] +=
			(gamut_law_yield(&base_laws[i], DRAWS) -
		         gamut_law_yield(&laws[i], DRAWS)) /
			CELLS;
	}
}

static void clear(void)
{
	gamut_made_side_clear(&base);
	gamut_made_side_clear(&candidate);
	gamut_arena_clear(&scratch);
	gamut_arena_clear(&arena);
}

/*
 * The noisiest models, which are neither tuned nor collapsed, want a little
 * more room: docs/comparing.md.
 */
static const struct {
	const struct change *model;
	double margins[GAMUT_COMPARE_METRICS];
	size_t shift;
} equals[] = {
	{ &none, { 0.025, 2.5 }, 5 },
	{ &tuned, { 0.02, 2 }, 0 },
	{ &collapsed, { 0.02, 2 }, 0 },
};

START_TEST(the_same_model_passes)
{
	struct outcomes outcomes;

	make_laws(base_laws, equals[_i].model);
	make_laws(laws, equals[_i].model);
	outcomes = simulate(equals[_i].margins, equals[_i].shift, RUNS, 21);
	ck_assert_msg(outcomes.passed >= RUNS * 95 / 100, "%d of %d passed",
	              outcomes.passed, RUNS);
	ck_assert_msg(outcomes.failed <= RUNS * 6 / 100, "%d of %d failed",
	              outcomes.failed, RUNS);
}
END_TEST

START_TEST(three_collapsed_tasks_fail)
{
	static const struct change change = { .validity = 1, .broken = 3 };
	static const double margins[] = { 0.025, 2.5 };
	struct outcomes outcomes;

	make_laws(base_laws, &none);
	make_laws(laws, &change);
	outcomes = simulate(margins, 0, RUNS / 2, 22);
	ck_assert_int_eq(outcomes.failed, RUNS / 2);
	ck_assert_int_eq(outcomes.failed_of[GAMUT_COMPARE_YIELD], RUNS / 2);
	ck_assert_int_eq(outcomes.with_failed_cells, RUNS / 2);
}
END_TEST

/* What is worse by the margin is not to be taken for better than that. */
START_TEST(a_drop_of_the_margin_does_not_pass)
{
	static const struct change change = { .validity = 0.975,
		                              .exponent = 0.03 };
	double drops[GAMUT_COMPARE_METRICS];
	struct outcomes outcomes;

	make_laws(base_laws, &none);
	make_laws(laws, &change);
	true_drops(drops);
	outcomes = simulate(drops, 0, RUNS, 23);
	for (size_t i = 0; i < GAMUT_COMPARE_METRICS; i++)
		ck_assert_msg(outcomes.passed_of[i] <= RUNS / 10,
		              "%d of %d passed", outcomes.passed_of[i], RUNS);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("compare_simulated");
	TCase *tc = tcase_create("compare_simulated");

	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_loop_test(tc, the_same_model_passes, 0,
	                    GAMUT_ARRAY_LEN(equals));
	tcase_add_test(tc, three_collapsed_tasks_fail);
	tcase_add_test(tc, a_drop_of_the_margin_does_not_pass);
	suite_add_tcase(suite, tc);
	return suite;
}
