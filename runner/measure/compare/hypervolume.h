#ifndef GAMUT_COMPARE_HYPERVOLUME_H
#define GAMUT_COMPARE_HYPERVOLUME_H

#include "runner/measure/compare/dominance.h"

/*
 * The area that `count` `places` dominate, from (0, 0) on: of all that is below
 * and to the left of one of them. Those that are not above 0 on both axes add
 * nothing. `places` are put into another order. O(count log count). Zitzler
 * and Thiele 1998.
 */
double gamut_hypervolume(struct gamut_place *places, size_t count);

#endif
