#include "runner/measure/compare/compare_parts.h"

#include <math.h>

#include "runner/measure/compare/power.h"
#include "runner/measure/estimate/multiple.h"
#include "runner/measure/estimate/normal.h"

/* In how many cases n_needed is to decide. */
#define POWER 0.8

/* How finely n_needed is looked for. */
#define STEP 1.01

const char *gamut_gate_name(enum gamut_gate verdict)
{
	static const char *const names[] = {
		[GAMUT_GATE_PASS] = "pass",
		[GAMUT_GATE_REGRESSION] = "regression",
		[GAMUT_GATE_UNDECIDED] = "undecided",
	};

	return names[verdict];
}

/* The draws of a side of a cell, on average over both sides and all cells. */
static double draws_of(const struct gamut_compare_set *set)
{
	double draws = 0;

	for (size_t i = 0; i < set->count; i++)
		draws += (double)set->shares[i].first.whole +
		         (double)set->shares[i].second.whole;
	return draws / 2 / (double)set->count;
}

/* Some undefined comparison keeps it from passing and from failing. */
static enum gamut_gate verdict_of(const struct gamut_compare_aggregate *of,
                                  double level)
{
	if (of->mean.worst > -of->margin)
		return GAMUT_GATE_PASS;
	if (of->holm <= level && of->mean.difference < 0)
		return GAMUT_GATE_REGRESSION;
	return GAMUT_GATE_UNDECIDED;
}

/* With n draws, differences go like n^difference, errors like n^error. */
struct growth {
	double difference;
	double error;
};

/*
 * Of yields: as from half of the base's draws to all of them. Where answers
 * never end, both grow, and more samples tell no more.
 */
static struct growth yield_growth(const struct gamut_compare_set *set, double n,
                                  struct gamut_arena *arena)
{
	struct gamut_power_sample *cells =
		gamut_arena_new(arena, struct gamut_power_sample, set->count);
	struct gamut_power_base base = { .cells = cells, .count = set->count };
	struct gamut_power_noise all;
	struct gamut_power_noise half;

	for (size_t i = 0; i < set->count; i++)
		cells[i].spectrum = set->base_spectra[i];
	all = gamut_power_noise_of(&base, GAMUT_COMPARE_YIELD, 0);
	half = gamut_power_noise_of(&base, GAMUT_COMPARE_YIELD,
	                            (uint64_t)ceil(n / 2));
	return (struct growth){ .difference = log2(all.mean / half.mean),
		                .error = log2(all.se / half.se) };
}

/*
 * The bound is z errors from the difference, so it is beyond the margin in
 * `POWER` of cases where there are z + z_power errors between difference and
 * margin; a drop is shown where there are as many between 0 and the difference,
 * z being that of a two-sided test at half the level, which is what the
 * stricter of Holm's two steps asks.
 */
static bool is_enough(const struct gamut_compare_aggregate *of,
                      const struct growth *growth, double times, double level)
{
	double power = gamut_normal_quantile(POWER);
	double bound = gamut_normal_quantile(1 - level);
	double test = gamut_normal_quantile(1 - level / 4);
	double difference = of->mean.difference *
	                    pow(times, growth->difference);
	double error = (of->mean.difference - of->mean.worst) / bound *
	               pow(times, growth->error);

	return difference + of->margin >= (bound + power) * error ||
	       -difference >= (test + power) * error;
}

/* The least that is enough, to 1 %; 0 where nothing up to the bound is. */
static uint64_t n_needed_of(const struct gamut_compare_aggregate *of,
                            const struct growth *growth, double n, double most,
                            double level)
{
	int steps = (int)(log(most) / log(STEP));

	for (int i = 0; i <= steps; i++) {
		double times = pow(STEP, i);

		if (is_enough(of, growth, times, level))
			return (uint64_t)ceil(n * times);
	}
	return 0;
}

static uint64_t plan(const struct gamut_compare_aggregate *of,
                     const struct gamut_compare_set *set, size_t metric,
                     double level)
{
	double n = draws_of(set);
	struct gamut_arena arena = { 0 };
	struct growth growth = { .difference = 0, .error = -0.5 };
	double most = GAMUT_COMPARE_N_MAX / n;

	if (metric == GAMUT_COMPARE_YIELD) {
		growth = yield_growth(set, n, &arena);
		most = GAMUT_COMPARE_YIELD_TIMES;
	}
	gamut_arena_clear(&arena);
	return n_needed_of(of, &growth, n, most, level);
}

void gamut_compare_judge(
	struct gamut_compare_aggregate aggregates[GAMUT_COMPARE_METRICS],
	const struct gamut_compare_set *set,
	const struct gamut_compare_options *options)
{
	double p[GAMUT_COMPARE_METRICS];

	for (size_t i = 0; i < GAMUT_COMPARE_METRICS; i++)
		p[i] = aggregates[i].mean.p;
	gamut_multiple_holm(p, p, GAMUT_COMPARE_METRICS);
	for (size_t i = 0; i < GAMUT_COMPARE_METRICS; i++) {
		struct gamut_compare_aggregate *of = &aggregates[i];

		of->margin = options->margins[i];
		of->holm = p[i];
		of->verdict = verdict_of(of, options->level);
		if (of->verdict == GAMUT_GATE_UNDECIDED)
			of->n_needed = plan(of, set, i, options->level);
	}
}
