#ifndef GAMUT_ESTIMATE_SUITE_H
#define GAMUT_ESTIMATE_SUITE_H

#include <stddef.h>

#include "runner/measure/estimate/share.h"
#include "runner/measure/estimate/spectrum.h"

/*
 * Means over the cells of a fixed suite
 * -------------------------------------
 * What would these very cells give if they were sampled again? The only noise
 * is that of sampling, so the variances of the cells add up, and divided by
 * the square of their number they are that of the mean. That says nothing of
 * other tasks: see aggregate.h. Undefined is GAMUT_UNDEFINED (metrics.h).
 */

/*
 * The variance of the sum of the yields of `count` cells, each with draws:
 *
 *	max(sum of Good and Toulmin's, a quarter of the sum of the guarded)
 *
 * and, for fewer than GAMUT_SUITE_CELLS cells, the sum of the guarded ones
 * alone (yield.h has both). Good and Toulmin's are unbiased, but noisy, and of
 * models that have said all they can say about 0: the floor keeps the interval
 * of these from having no width. At least 0; undefined for no cells and where
 * one has no draws. Intervals from it cover 95 % of cases or more:
 * docs/metrics.md has how they were tried.
 */
double gamut_suite_yield_variance(const struct gamut_spectrum *spectra,
                                  size_t count);

#define GAMUT_SUITE_CELLS 10

#endif
