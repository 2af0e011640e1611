/* Intervals of one cell. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "runner/measure/estimate/evenness.h"
#include "runner/measure/estimate/share.h"
#include "runner/measure/estimate/yield.h"
#include "tasks/task.h"
#include "tests/simulate/simulate.h"

#define Z 1.959963984540054
#define REPLICATES 200 /* of a bootstrap */

static const struct gamut_named_model models[] = {
	{ "weekdays, Zipf", { 7, 1, 0.98 } },
	{ "uniform of 50", { 50, 0, 1 } },
	{ "Zipf of 50", { 50, 1, 0.95 } },
	{ "steep of 50", { 50, 1.5, 1 } },
	{ "collapsed, 96 % one answer", { 50, 5, 0.97 } },
	{ "Zipf of 10,000", { 10000, 1, 0.8 } },
	{ "uniform of 100,000", { 100000, 0, 0.7 } },
};

/* How many of the intervals hold the truth. */
struct covered {
	int wilson;
	int wald;
	int guarded;
	int jackknife;
	int bootstrap;
	int at;    /* yield at 50 */
	int logit; /* of the collision */
	int collision;
	int pairs; /* all pairs taken for independent, as in the paper's code */
};

static bool holds(double value, double half, double truth)
{
	return fabs(value - truth) <= half;
}

static int double_cmp(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The yield of as many draws out of these, with replacement. */
static double resampled_yield(const uint64_t *of, uint64_t n, uint64_t answers,
                              bool *seen, struct gamut_rng *rng)
{
	double yield = 0;

	for (uint64_t i = 0; i < answers; i++)
		seen[i] = false;
	for (uint64_t i = 0; i < n; i++) {
		uint64_t answer = of[gamut_rng_below(rng, n)];

		if (answer < answers && !seen[answer]) {
			seen[answer] = true;
			yield++;
		}
	}
	return yield;
}

/* The percentile interval of the naive bootstrap. */
static bool bootstrap_holds(const struct gamut_law_draws *draws, size_t space,
                            double truth, struct gamut_rng *rng)
{
	uint64_t of[DRAWS];
	bool seen[DRAWS];
	double yields[REPLICATES];
	uint64_t n = 0;
	uint64_t answers = 0;

	for (size_t i = 0; i < space; i++) {
		for (uint64_t k = 0; k < draws->counts[i]; k++)
			of[n++] = answers;
		answers += draws->counts[i] > 0;
	}
	while (n < DRAWS)
		of[n++] = DRAWS;
	for (int i = 0; i < REPLICATES; i++)
		yields[i] = resampled_yield(of, n, answers, seen, rng);
	qsort(yields, REPLICATES, sizeof(yields[0]), double_cmp);
	return yields[REPLICATES / 40] <= truth &&
	       truth <= yields[REPLICATES - 1 - REPLICATES / 40];
}

/* What is true of a law. */
struct truth {
	double yield;
	double yield_at;
	double collision;
};

static struct truth truth_of(const struct gamut_law *law)
{
	struct truth truth = { .yield = gamut_law_yield(law, DRAWS),
		               .yield_at = gamut_law_yield(law, DRAWS / 2.0) };

	for (size_t i = 0; i < law->space; i++)
		truth.collision += pow(gamut_law_share(law, i), 2);
	return truth;
}

static void count(struct covered *covered, const struct gamut_law_draws *draws,
                  const struct gamut_law *law, const struct truth *truth,
                  struct gamut_arena *arena)
{
	struct gamut_spectrum spectrum = gamut_law_spectrum(law, draws, arena);
	struct gamut_share share = { .part = spectrum.valid, .whole = DRAWS };
	struct gamut_interval wilson = gamut_share_wilson(share);
	double p = gamut_share_value(share);
	double yield = (double)spectrum.yield;
	struct gamut_interval at = gamut_yield_at_interval(&spectrum, DRAWS / 2,
	                                                   GAMUT_UNBOUNDED);
	struct gamut_interval agree =
		gamut_evenness_collision_interval(&spectrum);
	double collision = gamut_evenness_collision(&spectrum);
	double pairs = (double)spectrum.valid * ((double)spectrum.valid - 1) /
	               2;

	covered->wilson += wilson.low <= law->validity &&
	                   law->validity <= wilson.high;
	covered->wald += holds(p, Z * sqrt(p * (1 - p) / DRAWS), law->validity);
	covered->guarded +=
		holds(yield, Z * sqrt(gamut_yield_variance_guarded(&spectrum)),
	              truth->yield);
	covered->jackknife += holds(
		yield, Z * sqrt(gamut_yield_variance_jackknife(&spectrum)),
		truth->yield);
	covered->at += at.low <= truth->yield_at && truth->yield_at <= at.high;
	covered->logit += agree.low <= truth->collision &&
	                  truth->collision <= agree.high;
	covered->collision += holds(collision,
	                            Z * gamut_evenness_collision_se(&spectrum),
	                            truth->collision);
	covered->pairs += holds(collision,
	                        Z * sqrt(collision * (1 - collision) / pairs),
	                        truth->collision);
}

static void simulate_model(const struct gamut_named_model *model, int runs)
{
	struct gamut_arena arena = { 0 };
	struct gamut_arena scratch = { 0 };
	struct gamut_law law = gamut_law_of(&model->model, &arena);
	struct gamut_rng rng = { .state = 41 };
	struct truth truth = truth_of(&law);
	struct covered covered = { 0 };
	double all = (double)runs / 100;

	for (int i = 0; i < runs; i++) {
		struct gamut_law_draws draws = gamut_law_draw(&law, DRAWS, &rng,
		                                              &scratch);

		count(&covered, &draws, &law, &truth, &scratch);
		covered.bootstrap += bootstrap_holds(&draws, law.space,
		                                     truth.yield, &rng);
		gamut_arena_reset(&scratch);
	}
	printf("| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | "
	       "%.1f | %.1f |\n",
	       model->name, truth.yield, covered.wilson / all,
	       covered.wald / all, covered.guarded / all,
	       covered.jackknife / all, covered.bootstrap / all,
	       covered.at / all, covered.logit / all, covered.collision / all,
	       covered.pairs / all);
	gamut_arena_clear(&scratch);
	gamut_arena_clear(&arena);
}

void gamut_simulate_intervals(int runs)
{
	printf("Intervals of one cell, nominal 95 %%, %d runs of %d draws:\n\n"
	       "| model | yield | validity: Wilson | *Wald* | yield: guarded | "
	       "*jackknife* | *bootstrap* | yield at 50 | collision: by odds "
	       "| *jackknife* | *pairs* |\n"
	       "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: "
	       "|\n",
	       runs, DRAWS);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(models); i++)
		simulate_model(&models[i], runs);
	printf("\n");
}
