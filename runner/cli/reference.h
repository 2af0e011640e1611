#ifndef GAMUT_CLI_REFERENCE_H
#define GAMUT_CLI_REFERENCE_H

#include "runner/measure/compare/front.h"
#include "tasks/catalog/suite.h"

/*
 * Where each simulated model is, at temperature 1, on the tasks, axes and n of
 * `front`: its expected value, from the closed forms of sim.h, without noise.
 * With P = the probability of an error and p_r that of rank r given none,
 *
 *	validity             1 - P
 *	yields               sum over r of 1 - (1 - (1 - P) p_r)^n
 *	relative yield       the same / ceiling
 *	uniquenesses         expected yield / (n (1 - P))
 *	pairwise uniqueness  1 - sum of p_r^2
 *
 * averaged over the cells of a point. `*count` of them, in `arena`.
 * GAMUT_EINVAL for an axis without a closed form: effective_number.
 */
GAMUT_MUST_USE
enum gamut_status gamut_reference_points(struct gamut_front_reference **out,
                                         size_t *count,
                                         const struct gamut_front *front,
                                         const struct gamut_suite *suite,
                                         struct gamut_arena *arena,
                                         struct gamut_err *err);

#endif
