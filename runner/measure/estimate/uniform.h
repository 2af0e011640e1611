#ifndef GAMUT_ESTIMATE_UNIFORM_H
#define GAMUT_ESTIMATE_UNIFORM_H

#include "runner/measure/estimate/spectrum.h"

/*
 * Could it be chance?
 * -------------------
 * How far from uniform a uniform model looks, by chance: the null distribution
 * of gamut_evenness_distance(). V valid draws over M values have a distance
 * that grows with T, the number of pairs of draws that agree, and with nothing
 * else, so the test is that of T: Pearson's chi-square (1900) without its
 * approximation.
 */

/* How a p-value was found. */
enum gamut_null_method {
	GAMUT_NULL_NONE,       /* it was not */
	GAMUT_NULL_EXACT,      /* but for rounding, relative 1e-12 */
	GAMUT_NULL_MONTE_CARLO /* with GAMUT_UNIFORM_REPLICATES samples */
};

/* "exact", "monte-carlo"; NULL for none. */
const char *gamut_null_method_name(enum gamut_null_method method);

struct gamut_null {
	double p; /* in (0, 1] */
	enum gamut_null_method method;
};

/*
 * P(T >= t), t being what `spectrum` has, for V uniform draws over `space`
 * values. Undefined where the distance is, for V < 2 and an unbounded space,
 * and for V above GAMUT_UNIFORM_MAX_DRAWS.
 *
 * Exact where t is the least that V draws can have (then 1), where it is 1 (a
 * product), and by dynamic programming over (draws left, pairs so far), value
 * after value, where that takes at most GAMUT_UNIFORM_MAX_COST steps: a space
 * of 50 and 100 draws, say. Otherwise (1 + e)/(R + 1), where e of R samples of
 * a uniform model had as many pairs (Davison and Hinkley 1997, 4.2.1): never
 * below 1e-4, with a standard error of sqrt(p(1 - p)/R). The samples' seed
 * follows from M and V: the same counts have the same p. At most 10^8 draws,
 * half a second.
 */
struct gamut_null gamut_uniform_null(const struct gamut_spectrum *spectrum,
                                     uint64_t space);

#define GAMUT_UNIFORM_REPLICATES 9999
#define GAMUT_UNIFORM_MAX_DRAWS 10000
#define GAMUT_UNIFORM_MAX_COST 5e7

#endif
