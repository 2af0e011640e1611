#ifndef GAMUT_COMPARE_ATTAINMENT_H
#define GAMUT_COMPARE_ATTAINMENT_H

#include "runner/measure/compare/dominance.h"

/*
 * What a set of points attains: the best y of those of `count` `places` whose
 * x is at least `x`, or -INFINITY where there is none.
 */
double gamut_attainment_best(const struct gamut_place *places, size_t count,
                             double x);

/*
 * The smallest of `count` `values` that a share of at least `p` of them does
 * not exceed; p in (0, 1], count above 0, no NaN. `values` are put into another
 * order. O(count) on average, by Hoare's selection (1961).
 */
double gamut_attainment_quantile(double *values, size_t count, double p);

#endif
