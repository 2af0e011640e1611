#ifndef GAMUT_ESTIMATE_PERMUTATION_H
#define GAMUT_ESTIMATE_PERMUTATION_H

#include <stddef.h>
#include <stdint.h>

/*
 * Do two models yield alike?
 * --------------------------
 * The exact permutation test of D = yield - base yield. If both are samples of
 * one distribution, then which n of the pooled draws, invalid ones among them,
 * are the one sample is chance. Of an answer that came c times in all, t are
 * of the one sample in C(c, t) ways, and D changes by [t > 0] - [t < c].
 *
 * It holds its level where both models yield alike from other answers, too,
 * but loses power there. Where the shapes of their distributions differ and
 * the yields do not, it may reject a little too often.
 */
struct gamut_pair {
	const uint64_t *counts; /* aligned: of the same answers */
	const uint64_t *base_counts;
	size_t count;
	uint64_t invalid;
	uint64_t base_invalid;
};

struct gamut_permutation {
	/* P(|D - E D| >= |d - E D|), d being what was observed; in (0, 1] */
	double p;
	/* The same with ties counted half: less strict, nearer to its level */
	double midp;
};

/*
 * Both are exact but for rounding (relative 1e-12), and undefined where a
 * sample has no draws, or where the work would be more than
 * GAMUT_PERMUTATION_MAX_COST or the table larger than
 * GAMUT_PERMUTATION_MAX_CELLS.
 *
 * By dynamic programming over (draws given to the smaller sample, D). With m
 * draws in the smaller sample and r answers that came twice or more in all,
 * the table has (m + 1)(2 r + 1) cells; the work is below the sum of the
 * counts c + 1 of these answers times the table. Those that came once need no
 * step of their own. 100 draws against 100: a millisecond.
 */
struct gamut_permutation gamut_permutation_of(const struct gamut_pair *pair);

#define GAMUT_PERMUTATION_MAX_COST 2e9
#define GAMUT_PERMUTATION_MAX_CELLS 1e7

#endif
