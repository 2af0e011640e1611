#ifndef GAMUT_ESTIMATE_STRATIFIED_H
#define GAMUT_ESTIMATE_STRATIFIED_H

#include "runner/measure/estimate/permutation.h"
#include "runner/measure/estimate/share.h"

/*
 * Two samples of each of many cells
 * ---------------------------------
 * Cells differ from each other, and how they differ is not the question: each
 * is compared with its own like, and only then are the differences added up.
 * Differences are first minus second, z has their sign. Cells of which one
 * side has no draws say nothing and are passed over. Undefined is
 * GAMUT_UNDEFINED (metrics.h).
 */

/* The shares of one cell. */
struct gamut_stratum {
	struct gamut_share first;
	struct gamut_share second;
};

/*
 * Are the shares alike in all cells? By Cochran (1954), Mantel and Haenszel
 * (1959), without a continuity correction: given n1 and n2 draws, K of all N
 * counting, x of these in the first,
 *
 *	z = sum(x - n1 K/N) / sqrt(sum n1 n2 K (N - K)/(N^2 (N - 1))).
 *
 * z^2 is their chi-squared of one degree of freedom. 0 where all draws of each
 * cell agree, as nothing can tell the sides apart then; undefined where no
 * cell has draws on both sides.
 */
double gamut_stratified_shares(const struct gamut_stratum *strata,
                               size_t count);

/*
 * The interval of the mean difference of `count` shares at `z` standard
 * errors, by variance estimates recovered from the Wilson intervals (l, u) of
 * each share p (MOVER; Zou and Donner 2008): from
 *
 *	mean(p1 - p2) - sqrt(sum (p1 - l1)^2 + (u2 - p2)^2)/count  to
 *	mean(p1 - p2) + sqrt(sum (u1 - p1)^2 + (p2 - l2)^2)/count,
 *
 * within [-1, 1]. Of a single cell and z = 1.96 that is Newcombe's. Undefined
 * for no cells, and where a side of one has no draws.
 */
struct gamut_interval gamut_stratified_interval(
	const struct gamut_stratum *strata, size_t count, double z);

/*
 * What the law of D, yield - base yield, is under all ways to part the pooled
 * draws of a cell (permutation.h): its mean, 0 for samples of one size, and
 * its variance, at least 0. In closed form: D is the sum over the answers of
 * [the base has none of it] - [the sample has none of it], and the chance that
 * a sample misses one answer or two is a ratio of binomials. Exact to a
 * relative 1e-12, or to 1e-15 times the square of the answers that might be
 * missed where that is more. Undefined where one side has no draws, and where
 * the pool has more than GAMUT_STRATIFIED_MAX_STEPS different counts that
 * matter.
 *
 * O(steps^2) for so many different counts: at most as many as pooled draws.
 */
struct gamut_moments {
	double mean;
	double variance;
	double observed; /* d: never undefined */
};

struct gamut_moments gamut_stratified_moments(const struct gamut_pair *pair);

#define GAMUT_STRATIFIED_MAX_STEPS 3000

/*
 * Are the yields alike in all cells? The permutation test of their sum, with
 * the normal distribution in place of the exact law,
 *
 *	z = sum(d - E D)/sqrt(sum Var D).
 *
 * 0 where no way to part any pool would make a difference; undefined where no
 * cell has defined moments. Cells without are left out.
 */
double gamut_stratified_yields(const struct gamut_pair *pairs, size_t count);

#endif
