/*
 * Do intervals of means cover, and does a uniform model pass for one? Seeds are
 * fixed, so the outcome is, too; bounds leave room for another generator.
 */
#include "tests/support/unit.h"

#include "runner/measure/estimate/suite.h"
#include "runner/measure/estimate/uniform.h"
#include "tasks/task.h"
#include "tests/support/models.h"

#define DRAWS 100
#define SUITE_RUNS 300
#define SUITE_CELLS 12
#define NULL_RUNS 300
#define NULL_DRAWS 30

static struct gamut_arena arena; /* of laws */
static struct gamut_arena scratch;

static void clear(void)
{
	gamut_arena_clear(&scratch);
	gamut_arena_clear(&arena);
}

static const struct gamut_named_model models[] = {
	{ "weekdays", { 7, 1, 0.98 } },      { "uniform", { 50, 0, 1 } },
	{ "Zipf", { 50, 1, 0.95 } },         { "steep", { 50, 1.5, 1 } },
	{ "long-tailed", { 1000, 1, 0.8 } }, { "collapsed", { 50, 5, 0.97 } },
	{ "endless", { 10000, 0, 1 } },
};

/*
 * Cells of one model, as where all tasks are alike the sum of Good and
 * Toulmin's variances is least sure.
 */
START_TEST(suites_of_yields_cover)
{
	const struct gamut_named_model *model = &models[_i];
	struct gamut_law law = gamut_law_of(&model->model, &arena);
	struct gamut_rng rng = { .state = 18 };
	struct gamut_suite_yield yields[SUITE_CELLS];
	double truth = gamut_law_yield(&law, DRAWS);
	int covered = 0;

	for (int run = 0; run < SUITE_RUNS; run++) {
		struct gamut_interval interval;

		for (size_t i = 0; i < SUITE_CELLS; i++)
			yields[i] = (struct gamut_suite_yield){
				gamut_law_sample(&law, DRAWS, &rng, &scratch),
				GAMUT_UNBOUNDED, 1.0 / SUITE_CELLS
			};
		interval = gamut_suite_yields(yields, SUITE_CELLS).ci95;
		covered += interval.low <= truth && truth <= interval.high;
		gamut_arena_reset(&scratch);
	}
	ck_assert_msg(covered >= SUITE_RUNS * 92 / 100, "%s: %d of %d",
	              model->name, covered, SUITE_RUNS);
}
END_TEST

/* Shares near 1, where it is hard; all alike, or half of them 0.8. */
static const double validities[][2] = {
	{ 0.99, 0.99 }, { 0.95, 0.95 }, { 0.98, 0.8 }, { 0.5, 0.5 }
};

START_TEST(suites_of_shares_cover)
{
	struct gamut_suite_share shares[SUITE_CELLS];
	struct gamut_rng rng = { .state = 19 };
	double p = (validities[_i][0] + validities[_i][1]) / 2;
	int covered = 0;

	for (int run = 0; run < 2000; run++) {
		struct gamut_interval interval;

		for (size_t i = 0; i < SUITE_CELLS; i++) {
			shares[i] = (struct gamut_suite_share){
				{ 0, DRAWS }, 1.0 / SUITE_CELLS
			};
			for (int k = 0; k < DRAWS; k++)
				shares[i].share.part += gamut_rng_unit(&rng) <
				                        validities[_i][i % 2];
		}
		interval = gamut_suite_shares(shares, SUITE_CELLS).ci95;
		covered += interval.low <= p && p <= interval.high;
	}
	ck_assert_msg(covered >= 1840 && covered <= 1960, "%d of 2000",
	              covered);
}
END_TEST

/* What a uniform model's distance would be taken for, in 5 % of cases. */
START_TEST(uniform_models_pass_for_uniform)
{
	static const size_t spaces[] = { 7, 50, 1000 };
	const struct gamut_model model = { spaces[_i], 0, 0.9 };
	struct gamut_law law = gamut_law_of(&model, &arena);
	struct gamut_rng rng = { .state = 20 };
	int rejected = 0;

	for (int run = 0; run < NULL_RUNS; run++) {
		struct gamut_spectrum spectrum =
			gamut_law_sample(&law, NULL_DRAWS, &rng, &scratch);

		rejected += gamut_uniform_null(&spectrum, law.space).p <= 0.05;
		gamut_arena_reset(&scratch);
	}
	ck_assert_msg(rejected <= NULL_RUNS * 8 / 100, "%d", rejected);
	ck_assert_msg(rejected > 0, "the test never rejects");
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("suites_simulated");
	TCase *tc = tcase_create("suites_simulated");

	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_loop_test(tc, suites_of_yields_cover, 0,
	                    GAMUT_ARRAY_LEN(models));
	tcase_add_loop_test(tc, suites_of_shares_cover, 0,
	                    GAMUT_ARRAY_LEN(validities));
	tcase_add_loop_test(tc, uniform_models_pass_for_uniform, 0, 3);
	suite_add_tcase(suite, tc);
	return suite;
}
