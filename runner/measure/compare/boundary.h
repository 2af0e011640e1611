#ifndef GAMUT_COMPARE_BOUNDARY_H
#define GAMUT_COMPARE_BOUNDARY_H

#include <stddef.h>

/*
 * Looking more than once
 * ----------------------
 * A test that is made anew while samples come in rejects too often: each look
 * is another chance to be wrong. Group-sequential boundaries pay for that: z at
 * look i, made with the share t_i of all samples, is held against a bound so
 * high that the chance of passing any of them is the level.
 */

/* No more looks than this. */
#define GAMUT_BOUNDARY_LOOKS_MAX 16

/*
 * The one-sided bounds of O'Brien and Fleming (1979), C / sqrt(t_i), into
 * `bounds`: hardly a chance to stop at first, and nearly the fixed test at the
 * end. `shares` are of all samples, increasing, in (0, 1], the last one 1;
 * `count` is 1 to GAMUT_BOUNDARY_LOOKS_MAX; `level` in [0.0001, 0.5].
 *
 * C is found by bisection, so that a Brownian motion seen at the shares passes
 * C with the chance `level`; that chance by integrating its density from look
 * to look (Armitage, McPherson and Rowe 1969), with Simpson's rule. For four
 * equal shares and 0.05 the bounds are 3.466, 2.451, 2.001, 1.733, as in
 * Jennison and Turnbull (2000), table 2.3 for two-sided tests of twice the
 * level. To 1e-6 where looks are a tenth of the samples apart
 * or more; some 50 ms.
 */
void gamut_boundary_obrien_fleming(double *bounds, const double *shares,
                                   size_t count, double level);

#endif
