#ifndef GAMUT_ESTIMATE_MULTIPLE_H
#define GAMUT_ESTIMATE_MULTIPLE_H

#include <stddef.h>

/*
 * Many tests at once
 * ------------------
 * Of `count` p-values in [0, 1], what each is worth beside the others:
 * `adjusted` of them, in the same order, in [0, 1]; comparing one of these with
 * a level is what comparing a p-value with it would be for a single test. An
 * undefined p-value stays undefined and does not count. `adjusted` may be `p`.
 * O(count log count).
 */

/*
 * Holm (1979): with the m p-values sorted, the running maximum of
 * (m - i + 1) p(i), at most 1. The chance that any true hypothesis at all is
 * rejected stays below the level, however the tests depend on each other.
 */
void gamut_multiple_holm(double *adjusted, const double *p, size_t count);

/*
 * Benjamini and Hochberg (1995): the running minimum, from the largest down,
 * of m p(i)/i. The expected share of true hypotheses among the rejected stays
 * below the level, for tests that are independent or positively dependent.
 */
void gamut_multiple_benjamini_hochberg(double *adjusted, const double *p,
                                       size_t count);

#endif
