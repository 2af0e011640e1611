#ifndef GAMUT_ESTIMATE_TARGET_NULL_H
#define GAMUT_ESTIMATE_TARGET_NULL_H

#include <math.h>

#include "base/arena.h"
#include "runner/measure/estimate/target.h"

/*
 * The null of a distance from a target
 * ------------------------------------
 * What target.c and its two ways to a null share. Distances are sums of
 * |c - Vq|, in draws: 2V times the total variation.
 */

/* What a perfect sampler draws from. */
struct gamut_target_law {
	size_t count;         /* of forms */
	const double *shares; /* q of each; they add up to 1 */
	const double *rests;  /* `count` + 1: of form i and those behind it */
	uint64_t draws;       /* V, from 1 to GAMUT_UNIFORM_MAX_DRAWS */
};

/* Distances that differ by less are one: what rounding has left. */
#define GAMUT_TARGET_TIE 1e-9

/* The share of cases that `null_q95` holds in. */
#define GAMUT_TARGET_SURE 0.95

/* |count - Vq| of form `i`; here, as samples ask for it a million times. */
static inline double gamut_target_deviation(const struct gamut_target_law *law,
                                            size_t i, uint64_t count)
{
	return fabs((double)count - (double)law->draws * law->shares[i]);
}

/* Chances of `first` and what follows. */
struct gamut_target_row {
	uint64_t first;
	size_t count;
	double *chances;
};

/*
 * The binomial law of how many of `left` draws are of form `i`, where they are
 * of this or a later one: outwards from the mode, as far as chances are more
 * than `least` of that. Without logarithms, which machines round each in their
 * way. The chances are in `room`, of V + 1 doubles.
 */
struct gamut_target_row gamut_target_row(const struct gamut_target_law *law,
                                         size_t i, uint64_t left, double least,
                                         double *room);

/*
 * Set `null_q95` and `p` of `out`, `observed` being the sample's distance: over
 * all samples that there are, or over GAMUT_UNIFORM_REPLICATES that are drawn.
 */
void gamut_target_enumerate(struct gamut_target_distance *out,
                            const struct gamut_target_law *law,
                            double observed);
void gamut_target_simulate(struct gamut_target_distance *out,
                           const struct gamut_target_law *law, double observed);

#endif
