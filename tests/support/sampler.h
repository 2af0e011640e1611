#ifndef GAMUT_TESTS_SAMPLER_H
#define GAMUT_TESTS_SAMPLER_H

#include "base/rng.h"
#include "runner/measure/estimate/spectrum.h"

/*
 * Models whose distribution is known, to see whether estimators find out about
 * it. Answer i has a share of the valid draws that goes like (i + 1)^-exponent.
 */
#define GAMUT_SAMPLER_MAX_SPACE 10000

struct gamut_sampler_model {
	const char *name;
	size_t space;
	double exponent;
	double validity;
};

/* The model's law, added up, and counts of what was drawn last. */
struct gamut_sampler {
	const struct gamut_sampler_model *model;
	double up_to[GAMUT_SAMPLER_MAX_SPACE];
	uint64_t counts[GAMUT_SAMPLER_MAX_SPACE];
	uint64_t invalid;
};

void gamut_sampler_make(struct gamut_sampler *sampler,
                        const struct gamut_sampler_model *model);

/* Draw `n` times, anew. */
void gamut_sampler_draw(struct gamut_sampler *sampler, size_t n,
                        struct gamut_rng *rng);

/* The spectrum of these, in `arena`. */
struct gamut_spectrum gamut_sampler_spectrum(
	const struct gamut_sampler *sampler, struct gamut_arena *arena);

/* The chance that a draw is answer i. */
double gamut_sampler_share(const struct gamut_sampler *sampler, size_t i);

/* How many different valid answers `n` draws have on average. */
double gamut_sampler_yield(const struct gamut_sampler *sampler, double n);

#endif
