#include "runner/measure/compare/compare_parts.h"

#include <math.h>

#include "runner/measure/estimate/multiple.h"
#include "runner/measure/estimate/normal.h"

/* In how many cases n_needed is to decide. */
#define POWER 0.8

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

/*
 * Errors go like 1/sqrt(n). The bound is z errors from the difference, so it is
 * beyond the margin in `POWER` of cases where there are z + z_power errors
 * between difference and margin; a drop is shown where there are as many
 * between 0 and the difference, z being that of a two-sided test at half the
 * level, which is what the stricter of Holm's two steps asks.
 */
static uint64_t n_needed_of(const struct gamut_compare_aggregate *of, double n,
                            double level)
{
	double power = gamut_normal_quantile(POWER);
	double bound = gamut_normal_quantile(1 - level);
	double test = gamut_normal_quantile(1 - level / 4);
	double room = of->mean.difference + of->margin;
	double error = (of->mean.difference - of->mean.worst) / bound;
	double needed = (double)INFINITY;

	if (room > 0)
		needed = pow((bound + power) * error / room, 2);
	if (of->mean.z < 0)
		needed = fmin(needed, pow((test + power) / of->mean.z, 2));
	needed = ceil(needed * n);
	return needed <= GAMUT_COMPARE_N_MAX ? (uint64_t)needed : 0;
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
			of->n_needed = n_needed_of(of, draws_of(set),
			                           options->level);
	}
}
