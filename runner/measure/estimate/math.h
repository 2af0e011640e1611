#ifndef GAMUT_ESTIMATE_MATH_H
#define GAMUT_ESTIMATE_MATH_H

#include <stdint.h>

/*
 * What the estimators need of the special functions
 * -------------------------------------------------
 * Of whole numbers only, and in long double: estimators subtract what is
 * nearly equal. libm's lgamma() would do for small arguments, but sets a
 * global, and near 10^9 has lost nine digits of its logarithm. Errors below
 * are of a long double with 64 bits of fraction; thread-safe, O(1).
 */

/* Draws without replacement: `drawn` of `marked` + `rest`, at most 2^32. */
struct gamut_urn {
	uint64_t marked;
	uint64_t rest;
	uint64_t drawn; /* at most marked + rest */
};

/*
 * ln P(x of the drawn are marked), the hypergeometric law
 *
 *	C(marked, x) C(rest, drawn - x) / C(marked + rest, drawn);
 *
 * -INFINITY for an impossible x. By way of binomial probabilities in Loader's
 * saddle-point form (C. Loader 2000, "Fast and accurate computation of
 * binomial probabilities"). Absolute error about 1e-18 for hundreds, 1e-10
 * for 10^9.
 */
long double gamut_math_log_hypergeometric(const struct gamut_urn *urn,
                                          uint64_t x);

/* ln C(n, x) (a / (a + b))^x (b / (a + b))^(n - x): binomial; a + b > 0. */
long double gamut_math_log_binomial(uint64_t n, uint64_t x, uint64_t a,
                                    uint64_t b);

/*
 * C(n - c, k) / C(n, k) in [0, 1]: the chance that k draws out of n without
 * replacement miss c marked ones. 0 where c + k > n; k and c at most n.
 */
long double gamut_math_missed(uint64_t n, uint64_t c, uint64_t k);

/*
 * The digamma function at a whole x of at least 1: H(x - 1) - Euler's gamma.
 * Abramowitz and Stegun 6.3.2, 6.3.18.
 */
long double gamut_math_digamma(uint64_t x);

#endif
