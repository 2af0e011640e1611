#ifndef GAMUT_ESTIMATE_SUITE_H
#define GAMUT_ESTIMATE_SUITE_H

#include <stddef.h>

#include "runner/measure/estimate/share.h"
#include "runner/measure/estimate/spectrum.h"

/*
 * Means over the cells of a fixed suite
 * -------------------------------------
 * What would these very cells give if they were sampled again? The only noise
 * is that of sampling, and that of one cell is independent of another's, so
 * variances add up. That says nothing of other tasks: see aggregate.h.
 * Undefined is GAMUT_UNDEFINED (metrics.h). O(cells), or O(steps).
 */

/* The sum of weight times value over `cells` cells: a mean, if weights are. */
struct gamut_suite_mean {
	double mean;
	double se; /* 0 does not say that there is no noise */
	struct gamut_interval ci95;
	size_t cells;
};

/* The share that something has of a cell's draws. */
struct gamut_suite_share {
	struct gamut_share share; /* its whole is not 0 */
	double weight;            /* above 0; those of all cells add up to 1 */
};

/*
 * The weighted mean p of shares. Its variance is v = sum w^2 p_i (1 - p_i)/n_i,
 * its interval Wilson's for p (share.h) with the effective number of draws
 *
 *	n = p (1 - p)/v, or 1/sum (w^2/n_i) where v = 0:
 *
 * as many draws of one cell would have that variance. Of a single cell it is
 * Wilson's own. Kott and Carr 1997. In simulations it covered 91 % and more,
 * mostly 94 to 96 %; Zou and Donner's (2008) MOVER with Wilson's intervals, 84
 * to 88 % where 20 cells or more have shares near 1. Undefined for no cells.
 */
struct gamut_suite_mean gamut_suite_shares(
	const struct gamut_suite_share *shares, size_t count);

/* The yield of a cell. */
struct gamut_suite_yield {
	struct gamut_spectrum spectrum; /* with draws */
	uint64_t space;                 /* or GAMUT_UNBOUNDED */
	double weight;                  /* above 0 */
};

/*
 * The weighted sum of yields, its variance by the rule below, its interval
 * -+ 1.96 standard errors, within what is possible: [0, sum w min(n, space)].
 * Undefined for no cells. Of a single cell it is gamut_yield_interval().
 */
struct gamut_suite_mean gamut_suite_yields(
	const struct gamut_suite_yield *yields, size_t count);

/*
 * The variance of the sum of the yields of `count` cells, each with draws:
 *
 *	max(sum of Good and Toulmin's, a third of the sum of the guarded)
 *
 * and, for fewer than GAMUT_SUITE_CELLS cells, the sum of the guarded ones
 * (yield.h has both). Good and Toulmin's is unbiased, but noisy, and about 0
 * of models that have said all they can say and of those that never repeat
 * themselves: the floor keeps the interval of these from having no width.
 * Above 0; undefined for no cells and where one has no draws. Intervals from
 * it cover 92 % and more: docs/metrics.md.
 */
double gamut_suite_yield_variance(const struct gamut_spectrum *spectra,
                                  size_t count);

#define GAMUT_SUITE_CELLS 10

/* The rule, for sums over `cells` cells that were made elsewhere. */
double gamut_suite_variance_of(double good_toulmin, double guarded,
                               size_t cells);

#endif
