#ifndef GAMUT_ESTIMATE_SHARE_H
#define GAMUT_ESTIMATE_SHARE_H

#include <stdint.h>

/*
 * Shares: validity, and the difference of two
 * -------------------------------------------
 * Draws are independent and alike. Undefined is GAMUT_UNDEFINED (metrics.h).
 */

struct gamut_interval {
	double low;
	double high;
};

/* `part` out of `whole`, part <= whole <= 2^31. */
struct gamut_share {
	uint64_t part;
	uint64_t whole;
};

/* part / whole; undefined for a whole of 0. */
double gamut_share_value(struct gamut_share share);

/*
 * The 95 % interval of a share p by Wilson's score (1927), z = 1.96,
 *
 *	(p + z^2/2n -+ z sqrt(p(1 - p)/n + z^2/4n^2)) / (1 + z^2/n),
 *
 * within [0, 1]: from 0 exactly where nothing, up to 1 exactly where all of
 * it counts. Both ends are undefined for a whole of 0. Brown, Cai and DasGupta
 * (2001) recommend it; p -+ 1.96 se covers as little as 39 % of cases. O(1).
 */
struct gamut_interval gamut_share_wilson(struct gamut_share share);

/*
 * The same at `z` standard errors, above 0: gamut_normal_quantile(0.975) for
 * 95 %, gamut_normal_quantile(0.95) for a one-sided bound of 95 %.
 */
struct gamut_interval gamut_share_wilson_at(struct gamut_share share, double z);

/*
 * The same for a mean p in [0, 1] of shares with the variance p (1 - p)/n,
 * where n need not be a whole number; n above 0.
 */
struct gamut_interval gamut_share_wilson_mean(double p, double n);

/*
 * The 95 % interval of p1 - p2 by Newcombe's hybrid score (1998, method 10):
 * with the Wilson intervals (l1, u1) and (l2, u2),
 *
 *	p1 - p2 - sqrt((p1 - l1)^2 + (u2 - p2)^2)
 *	p1 - p2 + sqrt((u1 - p1)^2 + (p2 - l2)^2),
 *
 * within [-1, 1]. Undefined where one whole is 0. O(1).
 */
struct gamut_interval gamut_share_newcombe(struct gamut_share first,
                                           struct gamut_share second);

/*
 * Fisher's exact test (1935) of two equal shares, two-sided: the chance, given
 * all the margins, of a table that is no likelier than this one; in [0, 1], 0
 * where a double cannot hold less. Chances within 1e-11 of each other count as
 * equal. Undefined where one whole is 0. O(sqrt(draws)): tails are summed until
 * they add nothing.
 */
double gamut_share_fisher(struct gamut_share first, struct gamut_share second);

#endif
