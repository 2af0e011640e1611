#ifndef GAMUT_ESTIMATE_YIELD_H
#define GAMUT_ESTIMATE_YIELD_H

#include "runner/measure/estimate/share.h"
#include "runner/measure/estimate/spectrum.h"

/*
 * Yield, and what is behind it
 * ----------------------------
 * Pure functions of a spectrum, in the words of spectrum.h: n draws,
 * V valid ones, S different answers, f_k that came k times. A draw is a
 * completion, valid or not, and draws are independent and alike. Undefined is
 * GAMUT_UNDEFINED (metrics.h). O(steps) where nothing else is said.
 */

/*
 * The jackknife variance of the yield S,
 *
 *	(n - 1)/n f1 (1 - f1/n),
 *
 * at least 0. On average it is not too small (Efron and Stein 1981); with
 * f1 = 0 it is 0, which means only that the sample shows no noise: see below.
 * Undefined for n = 0.
 */
double gamut_yield_variance_jackknife(const struct gamut_spectrum *spectrum);

/*
 * The jackknife's f1 (1 - f1/n) of a sample that has one singleton and one
 * pair more,
 *
 *	(f1 + 1)(n - f1 + 2)/(n + 3),
 *
 * for intervals and to divide by: above 0 in either extreme, where all draws
 *agree and where no two do. Between them it is the jackknife's, or a little
 *more. Undefined for n = 0.
 */
double gamut_yield_variance_guarded(const struct gamut_spectrum *spectrum);

/*
 * The 95 % interval of what n draws yield on average,
 *
 *	S -+ 1.96 sqrt(guarded variance),
 *
 * within [0, min(n, `space`)], and so around S. In simulations it covered 94 %
 * and more; where much came once and some did not it is wider than it need be.
 * Undefined for n = 0.
 */
struct gamut_interval gamut_yield_interval(
	const struct gamut_spectrum *spectrum, uint64_t space);

/*
 * The variance of S by Good and Toulmin (1956),
 *
 *	sum over k >= 1 of (-1)^(k+1) f_k, minus f1^2/n.
 *
 * Unbiased, so right in sums over many cells; of one cell it is noisy and may
 * be negative. Undefined for n = 0.
 */
double gamut_yield_variance_good_toulmin(const struct gamut_spectrum *spectrum);

/*
 * Yield at k draws (rarefaction),
 *
 *	sum over the answers of 1 - C(n - c, k)/C(n, k),
 *
 * in [0, min(k, S)]: the mean yield of all sets of k out of the n draws, and
 * the unbiased estimate of what k draws yield. S for k = n, 0 for k = 0 < n;
 * undefined for k > n and n = 0. Hurlbert 1971; Heck, van Belle and Simberloff
 * 1975.
 */
double gamut_yield_at(const struct gamut_spectrum *spectrum, uint64_t k);

/*
 * The unbiased variance of a yield at k,
 *
 *	S_k^2 - the mean of S(U) S(W) over all pairs of disjoint sets U, W of k
 *	draws,
 *
 * that is, with q_c = C(n - c, k)/C(n, k), the sum over all pairs of answers
 * i, j of q_i q_j - q_ij, q_ij = P(U misses i and W misses j). The variance is
 * that of the estimate gamut_yield_at() over new samples of n, not over sets
 * of one sample, which is 0 for k = n. An unbiased estimate may be negative.
 * Undefined where 2k > n, as there are no such pairs of sets; for n = 0; where
 * the pairs of steps would take more than GAMUT_YIELD_AT_MAX_COST; and where it
 * is lost in rounding, below 1e-15 (S - S_k)^2, which takes millions of draws.
 * After Hoeffding's variance of a U-statistic (1948).
 *
 * Cost: for all pairs of steps, the smaller count + 8.
 */
double gamut_yield_at_variance(const struct gamut_spectrum *spectrum,
                               uint64_t k);

/*
 * The 95 % interval of what k draws yield on average, for any k up to n,
 *
 *	S_k -+ 1.96 se,
 *
 * within [0, min(k, `space`)]. se is that of the jackknife over a sample with
 * one singleton and one pair more, as above: with d_c = C(N-1-c+1, k) /
 * C(N-1, k) - C(N-1-c, k)/C(N-1, k), by which S_k falls when a draw of an
 * answer with c is left out of N = n + 3,
 *
 *	se^2 = (N - 1)/N (sum c d_c^2 - (sum c d_c)^2/N)
 *
 * over the answers. For k = n it is gamut_yield_interval(). In simulations it
 * covered 92 % and more, also where gamut_yield_at_variance() is undefined.
 * Undefined for k > n and n = 0.
 */
struct gamut_interval gamut_yield_at_interval(
	const struct gamut_spectrum *spectrum, uint64_t k, uint64_t space);

/* About a quarter of a second. A cell of 10,000 draws is below it. */
#define GAMUT_YIELD_AT_MAX_COST UINT64_C(20000000)

/*
 * Uniqueness among k valid draws: the yield at k of the valid draws alone,
 * divided by k; in [0, 1]. With one k for all models that are compared it does
 * not rise when validity falls, as S/V does. Undefined for k = 0 and k > V.
 */
double gamut_uniqueness_at(const struct gamut_spectrum *spectrum, uint64_t k);

/*
 * Chao1, bias corrected: S + f1 (f1 - 1)/(2 (f2 + 1)), at least S. How many
 * different answers there are at least; a lower bound, and far too low for
 * long tails. Chao 1984, 1987.
 */
double gamut_yield_chao1(const struct gamut_spectrum *spectrum);

/*
 * The share of draws that are no news, by Chao and Jost (2012): 1 minus the
 * chance that the next draw is a valid answer not seen yet,
 *
 *	1 - f1/n (n - 1) f1/((n - 1) f1 + 2 f2),
 *
 * where f2 = 0 with (n - 1)(f1 - 1)/((n - 1)(f1 - 1) + 2) as the second
 * factor; in [0, 1]. 1 where f1 = 0. Undefined where V = 0: nothing was seen.
 */
double gamut_yield_seen_mass(const struct gamut_spectrum *spectrum);

#endif
