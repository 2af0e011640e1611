/* Tests of one cell against another, where there is nothing to find. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "runner/measure/estimate/normal.h"
#include "runner/measure/estimate/permutation.h"
#include "runner/measure/estimate/share.h"
#include "runner/measure/estimate/yield.h"
#include "tests/simulate/simulate.h"

#define LEVEL 0.05
#define Z 1.959963984540054
#define REPLICATES 200

/*
 * Two models that yield alike. Where the second has a space, it is another
 * model, whose exponent is chosen so that its yield is that of the first.
 */
struct null {
	const char *name;
	struct gamut_model first;
	size_t other_space;
};

static const struct null nulls[] = {
	{ "weekdays, Zipf", { 7, 1, 0.98 }, 0 },
	{ "uniform of 50", { 50, 0, 1 }, 0 },
	{ "Zipf of 50", { 50, 1, 0.95 }, 0 },
	{ "collapsed", { 50, 5, 0.97 }, 0 },
	{ "Zipf of 10,000", { 10000, 1, 0.8 }, 0 },
	{ "uniform of 50, other of 1,000", { 50, 0, 1 }, 1000 },
	{ "uniform of 20, other of 500", { 20, 0, 1 }, 500 },
};

/* The draws of one model. */
struct side {
	size_t space;
	uint64_t *counts;
	uint64_t invalid;
};

/* How often nothing was taken for something. */
struct rejected {
	int fisher;
	int wald;
	int exact;
	int both;
	int good_toulmin;
	int bootstrap;
};

static double two_sided(double z)
{
	return 2 * gamut_normal_tail(fabs(z));
}

/* What as many draws, with replacement, yield. */
static double resampled_yield(const struct side *draws, bool *seen,
                              struct gamut_rng *rng)
{
	double yield = 0;

	for (size_t i = 0; i < draws->space; i++)
		seen[i] = false;
	for (uint64_t i = 0; i < DRAWS; i++) {
		uint64_t at = gamut_rng_below(rng, DRAWS);
		size_t answer = 0;

		while (answer < draws->space && at >= draws->counts[answer])
			at -= draws->counts[answer++];
		if (answer < draws->space && !seen[answer]) {
			seen[answer] = true;
			yield++;
		}
	}
	return yield;
}

static int double_cmp(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Does the percentile interval of the resampled difference leave 0 out? */
static bool bootstrap_rejects(const struct side pair[2], struct gamut_rng *rng)
{
	size_t most = pair[0].space > pair[1].space ? pair[0].space :
	                                              pair[1].space;
	bool *seen = gamut_alloc_array(most, sizeof(*seen));
	double differences[REPLICATES];

	for (int i = 0; i < REPLICATES; i++)
		differences[i] = resampled_yield(&pair[0], seen, rng) -
		                 resampled_yield(&pair[1], seen, rng);
	free(seen);
	qsort(differences, REPLICATES, sizeof(differences[0]), double_cmp);
	return differences[REPLICATES / 40] > 0 ||
	       differences[REPLICATES - 1 - REPLICATES / 40] < 0;
}

/* The first answers of both are the same ones. */
static struct gamut_pair pair_of(const struct side pair[2],
                                 struct gamut_arena *arena)
{
	size_t most = pair[0].space > pair[1].space ? pair[0].space :
	                                              pair[1].space;
	uint64_t *counts[2];

	for (size_t k = 0; k < 2; k++) {
		counts[k] = gamut_arena_new(arena, uint64_t, most);
		for (size_t i = 0; i < most; i++)
			counts[k][i] = i < pair[k].space ? pair[k].counts[i] :
			                                   0;
	}
	return (struct gamut_pair){ .counts = counts[0],
		                    .base_counts = counts[1],
		                    .count = most,
		                    .invalid = pair[0].invalid,
		                    .base_invalid = pair[1].invalid };
}

static void count(struct rejected *rejected, const struct side draws[2],
                  struct gamut_arena *arena)
{
	struct gamut_pair pair = pair_of(draws, arena);
	struct gamut_spectrum spectra[2];
	struct gamut_share shares[2];
	double guarded = 0;
	double good_toulmin = 0;
	double wald = 0;
	double difference;
	double exact = gamut_permutation_of(&pair).p;

	for (size_t k = 0; k < 2; k++) {
		double p;

		spectra[k] = gamut_spectrum_of(draws[k].counts, draws[k].space,
		                               draws[k].invalid, arena);
		shares[k] = (struct gamut_share){ .part = spectra[k].valid,
			                          .whole = DRAWS };
		p = gamut_share_value(shares[k]);
		wald += p * (1 - p) / DRAWS;
		guarded += gamut_yield_variance_guarded(&spectra[k]);
		good_toulmin += gamut_yield_variance_good_toulmin(&spectra[k]);
	}
	difference = (double)spectra[0].yield - (double)spectra[1].yield;
	rejected->fisher += gamut_share_fisher(shares[0], shares[1]) <= LEVEL;
	rejected->wald += fabs(gamut_share_value(shares[0]) -
	                       gamut_share_value(shares[1])) > Z * sqrt(wald);
	rejected->exact += exact <= LEVEL;
	rejected->both += fmax(exact, two_sided(difference / sqrt(guarded))) <=
	                  LEVEL;
	rejected->good_toulmin += difference != 0 &&
	                          (good_toulmin <= 0 ||
	                           two_sided(difference / sqrt(good_toulmin)) <=
	                                   LEVEL);
}

/* The exponent with which that space yields `yield`, by bisection. */
static double find_exponent(size_t space, double validity, double yield)
{
	struct gamut_arena arena = { 0 };
	double low = 0;
	double high = 5;

	for (int i = 0; i < 50; i++) {
		struct gamut_model model = { .space = space,
			                     .exponent = (low + high) / 2,
			                     .validity = validity };
		struct gamut_law law = gamut_law_of(&model, &arena);

		if (gamut_law_yield(&law, DRAWS) > yield)
			low = model.exponent;
		else
			high = model.exponent;
		gamut_arena_reset(&arena);
	}
	gamut_arena_clear(&arena);
	return low;
}

static struct side draw(const struct gamut_law *law, struct gamut_rng *rng,
                        struct gamut_arena *arena)
{
	struct gamut_law_draws draws = gamut_law_draw(law, DRAWS, rng, arena);

	return (struct side){ .space = law->space,
		              .counts = draws.counts,
		              .invalid = draws.invalid };
}

static void simulate_null(const struct null *null, int runs)
{
	struct gamut_arena arena = { 0 };
	struct gamut_arena scratch = { 0 };
	struct gamut_law one = gamut_law_of(&null->first, &arena);
	double yield = gamut_law_yield(&one, DRAWS);
	struct gamut_model other = null->first;
	struct gamut_law two = one;
	struct gamut_rng rng = { .state = 42 };
	struct rejected rejected = { 0 };
	double all = (double)runs / 100;

	if (null->other_space > 0) {
		other.space = null->other_space;
		other.exponent = find_exponent(other.space, other.validity,
		                               yield);
		two = gamut_law_of(&other, &arena);
	}
	for (int i = 0; i < runs; i++) {
		struct side sides[2];

		sides[0] = draw(&one, &rng, &scratch);
		sides[1] = draw(&two, &rng, &scratch);
		count(&rejected, sides, &scratch);
		rejected.bootstrap += bootstrap_rejects(sides, &rng);
		gamut_arena_reset(&scratch);
	}
	printf("| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |\n",
	       null->name, yield, rejected.fisher / all, rejected.wald / all,
	       rejected.exact / all, rejected.both / all,
	       rejected.good_toulmin / all, rejected.bootstrap / all);
	gamut_arena_clear(&scratch);
	gamut_arena_clear(&arena);
}

void gamut_simulate_cells(int runs)
{
	printf("Tests of one cell where yield and validity are alike, nominal "
	       "5 %%, %d runs:\n\n"
	       "| models | yield | Fisher | *Wald* | exact permutation | "
	       "with the guard | *Good-Toulmin z* | *bootstrap* |\n"
	       "| --- | --: | --: | --: | --: | --: | --: | --: |\n",
	       runs);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(nulls); i++)
		simulate_null(&nulls[i], runs);
	printf("\n");
}
