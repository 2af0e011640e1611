/* Means over the cells of one run: would the same cells give that again? */
#include <math.h>
#include <stdio.h>

#include "runner/measure/estimate/normal.h"
#include "runner/measure/estimate/suite.h"
#include "runner/measure/estimate/yield.h"
#include "tasks/task.h"
#include "tests/simulate/simulate.h"

#define CELLS 66

/* Means over so many of the cells. With 10 the rule for yields changes. */
static const size_t sizes[] = { 1, 9, 15, 22, CELLS };
#define SIZES GAMUT_ARRAY_LEN(sizes)

/* How many of the intervals hold the truth. */
struct covered {
	int ours[SIZES];
	int naive[SIZES];
};

static bool holds(const struct gamut_interval *interval, double truth)
{
	return interval->low <= truth && truth <= interval->high;
}

static void print_head(const char *what, const char *naive)
{
	printf("| %s |", what);
	for (size_t i = 0; i < SIZES; i++)
		printf(" %zu cell%s | *%s* |", sizes[i],
		       sizes[i] == 1 ? "" : "s", naive);
	printf("\n| --- |");
	for (size_t i = 0; i < SIZES; i++)
		printf(" --: | --: |");
	printf("\n");
}

static void print(const char *name, const struct covered *covered, int runs)
{
	double all = (double)runs / 100;

	printf("| %s |", name);
	for (size_t i = 0; i < SIZES; i++)
		printf(" %.1f | %.1f |", covered->ours[i] / all,
		       covered->naive[i] / all);
	printf("\n");
	fflush(stdout);
}

/* ------------------------------------------------------------ validity */

/* Of every other cell each. */
static const struct validity {
	const char *name;
	double of[2];
} validities[] = {
	{ "0.5", { 0.5, 0.5 } },       { "0.8", { 0.8, 0.8 } },
	{ "0.95", { 0.95, 0.95 } },    { "0.98 and 0.6", { 0.98, 0.6 } },
	{ "0.99", { 0.99, 0.99 } },    { "1 and 0.9", { 1, 0.9 } },
	{ "0.999", { 0.999, 0.999 } },
};

/* Zou and Donner's (2008) interval of a sum, from Wilson's of its parts. */
static struct gamut_interval mover(const struct gamut_suite_share *shares,
                                   size_t count)
{
	double mean = 0;
	double below = 0;
	double above = 0;

	for (size_t i = 0; i < count; i++) {
		struct gamut_interval of = gamut_share_wilson(shares[i].share);
		double p = gamut_share_value(shares[i].share);

		mean += p / (double)count;
		below += (p - of.low) * (p - of.low);
		above += (of.high - p) * (of.high - p);
	}
	return (struct gamut_interval){ mean - sqrt(below) / (double)count,
		                        mean + sqrt(above) / (double)count };
}

static void count_shares(struct covered *covered,
                         struct gamut_suite_share *shares,
                         const struct validity *validity)
{
	for (size_t i = 0; i < SIZES; i++) {
		size_t odd = sizes[i] / 2;
		double count = (double)sizes[i];
		double truth = (validity->of[0] * (count - (double)odd) +
		                validity->of[1] * (double)odd) /
		               count;
		struct gamut_interval naive = mover(shares, sizes[i]);
		struct gamut_interval ours;

		for (size_t k = 0; k < sizes[i]; k++)
			shares[k].weight = 1 / count;
		ours = gamut_suite_shares(shares, sizes[i]).ci95;
		covered->ours[i] += holds(&ours, truth);
		covered->naive[i] += holds(&naive, truth);
	}
}

static void simulate_validity(const struct validity *validity, int runs)
{
	struct gamut_rng rng = { .state = 44 };
	struct covered covered = { 0 };
	struct gamut_suite_share shares[CELLS];

	for (int run = 0; run < runs; run++) {
		for (size_t i = 0; i < CELLS; i++) {
			shares[i].share =
				(struct gamut_share){ .whole = DRAWS };
			for (int k = 0; k < DRAWS; k++)
				shares[i].share.part += gamut_rng_unit(&rng) <
				                        validity->of[i % 2];
		}
		count_shares(&covered, shares, validity);
	}
	print(validity->name, &covered, runs);
}

/* -------------------------------------------------------------- yields */

static const struct gamut_named_model models[] = {
	{ "weekdays, Zipf", { 7, 1, 0.98 } },
	{ "uniform of 7", { 7, 0, 1 } },
	{ "uniform of 50", { 50, 0, 1 } },
	{ "uniform of 300", { 300, 0, 1 } },
	{ "flat of 50", { 50, 0.5, 0.97 } },
	{ "Zipf of 50", { 50, 1, 0.95 } },
	{ "steep of 50", { 50, 1.5, 1 } },
	{ "collapsed, 96 % one answer", { 50, 5, 0.97 } },
	{ "collapsed to one answer", { 50, 8, 1 } },
	{ "Zipf of 1,000", { 1000, 1, 0.8 } },
	{ "uniform of 10,000", { 10000, 0, 1 } },
};

/* What Good and Toulmin's variance alone says. */
static bool good_toulmin_holds(const struct gamut_suite_yield *yields,
                               size_t count, double truth)
{
	double sum = 0;
	double variance = 0;

	for (size_t i = 0; i < count; i++) {
		const struct gamut_spectrum *spectrum = &yields[i].spectrum;

		sum += (double)spectrum->yield;
		variance += gamut_yield_variance_good_toulmin(spectrum);
	}
	return fabs(sum - truth * (double)count) <=
	       GAMUT_NORMAL_95 * sqrt(fmax(0, variance));
}

static void count_yields(struct covered *covered,
                         struct gamut_suite_yield *yields, double truth)
{
	for (size_t i = 0; i < SIZES; i++) {
		struct gamut_interval ours;

		for (size_t k = 0; k < sizes[i]; k++)
			yields[k].weight = 1 / (double)sizes[i];
		ours = gamut_suite_yields(yields, sizes[i]).ci95;
		covered->ours[i] += holds(&ours, truth);
		covered->naive[i] += good_toulmin_holds(yields, sizes[i],
		                                        truth);
	}
}

static void simulate_yield(const struct gamut_named_model *model, size_t draws,
                           int runs)
{
	struct gamut_arena arena = { 0 };
	struct gamut_arena scratch = { 0 };
	struct gamut_law law = gamut_law_of(&model->model, &arena);
	double truth = gamut_law_yield(&law, (double)draws);
	struct gamut_rng rng = { .state = 45 };
	struct covered covered = { 0 };
	struct gamut_suite_yield yields[CELLS];

	for (int run = 0; run < runs; run++) {
		for (size_t i = 0; i < CELLS; i++)
			yields[i] = (struct gamut_suite_yield){
				.spectrum = gamut_law_sample(&law, draws, &rng,
				                             &scratch),
				.space = GAMUT_UNBOUNDED,
			};
		count_yields(&covered, yields, truth);
		gamut_arena_reset(&scratch);
	}
	print(model->name, &covered, runs);
	gamut_arena_clear(&scratch);
	gamut_arena_clear(&arena);
}

void gamut_simulate_means(int runs)
{
	static const size_t draws[] = { DRAWS, DRAWS / 4 };

	printf("Mean validity of cells of %d draws, nominal 95 %%, %d runs:\n\n",
	       DRAWS, runs);
	print_head("validity", "MOVER");
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(validities); i++)
		simulate_validity(&validities[i], runs);
	for (size_t k = 0; k < GAMUT_ARRAY_LEN(draws); k++) {
		printf("\nMean yield of cells of %zu draws, nominal 95 %%, %d "
		       "runs:\n\n",
		       draws[k], runs);
		print_head("model of all cells", "Good-Toulmin");
		for (size_t i = 0; i < GAMUT_ARRAY_LEN(models); i++)
			simulate_yield(&models[i], draws[k], runs);
	}
	printf("\n");
}
