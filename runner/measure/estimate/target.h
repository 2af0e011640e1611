#ifndef GAMUT_ESTIMATE_TARGET_H
#define GAMUT_ESTIMATE_TARGET_H

#include <stddef.h>

#include "runner/measure/estimate/uniform.h"

/*
 * How far from a target
 * ---------------------
 * Of tasks that say how often each answer ought to come: a die, a coin, an
 * urn. Invalid draws play no part. A sample of V valid draws is never quite at
 * its target, so its distance means little without that of a perfect sampler
 * of as many: the null.
 */

struct gamut_target_sample {
	const uint64_t *counts; /* of each form of the target; may be 0 */
	const double *weights;  /* of each, positive and finite */
	size_t count;           /* of forms, at least 1 */
	uint64_t outside;       /* valid draws of forms without a weight */
};

/* Undefined is GAMUT_UNDEFINED. */
struct gamut_target_distance {
	uint64_t valid;   /* V, `outside` among them */
	uint64_t outside; /* as given: 0 of a task that keeps its contract */
	/*
	 * 1/2 sum |c/V - q| over the forms, of which the sample has a share of
	 * c/V and the target one of q; what is outside has a q of 0. In [0, 1]:
	 * the share of draws that would have to be others. Undefined for V = 0.
	 */
	double total_variation;
	/*
	 * That of a perfect sampler on average, 1/(2V) sum E|X - Vq| for
	 * binomial X, where with m = floor(Vq) + 1
	 *
	 *	E|X - Vq| = 2 m (1 - q) P(X = m)
	 *
	 * (De Moivre 1730; P. Diaconis, S. Zabell 1991, "Closed form summation
	 * for classical distributions", Statistical Science 6). To 1e-12 of it.
	 */
	double null_mean;
	/* What that has in 95 % of cases at most; by `method`, as `p` is. */
	double null_q95;
	/* P(a perfect sampler's is as large or larger), in [0, 1]. */
	double p;
	enum gamut_null_method method;
};

/*
 * `null_q95` and `p` are undefined where V is 0 or above
 * GAMUT_UNIFORM_MAX_DRAWS. They are exact where a perfect sampler's counts are
 * one of GAMUT_TARGET_MAX_STATES at most, of GAMUT_TARGET_MAX_FORMS forms at
 * most: two forms always, three up to 198 draws, six up to 15. Otherwise they
 * are those of GAMUT_UNIFORM_REPLICATES samples R, with p = (1 + e)/(R + 1), e
 * of them being as far (Davison and Hinkley 1997, 4.2.1). Their seed follows
 * from V and the number of forms: the same counts have the same p. A die and
 * 100 draws take 2 ms, 100 forms 12; 10,000 draws over many forms a second.
 */
struct gamut_target_distance gamut_target_distance_of(
	const struct gamut_target_sample *sample);

#define GAMUT_TARGET_MAX_STATES 20000
#define GAMUT_TARGET_MAX_FORMS 8

#endif
