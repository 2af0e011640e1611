#ifndef GAMUT_TESTS_MODELS_H
#define GAMUT_TESTS_MODELS_H

#include "base/arena.h"
#include "base/rng.h"
#include "runner/measure/estimate/spectrum.h"

/*
 * Models that are nothing but a law of their answers
 * --------------------------------------------------
 * Answer i of `space` has a share of the valid draws that goes like
 * (i + 1)^-exponent; a draw is valid with the chance `validity`.
 */
struct gamut_model {
	size_t space;
	double exponent;
	double validity;
};

struct gamut_named_model {
	const char *name;
	struct gamut_model model;
};

/* The law, added up. */
struct gamut_law {
	size_t space;
	double validity;
	double *up_to;
};

/* The draws of one cell. */
struct gamut_law_draws {
	uint64_t *counts; /* of each answer of the space */
	uint64_t invalid;
};

/* All of it lives in `arena`. */
struct gamut_law gamut_law_of(const struct gamut_model *model,
                              struct gamut_arena *arena);

/* `n` draws of it, the counts in `arena`. */
struct gamut_law_draws gamut_law_draw(const struct gamut_law *law, size_t n,
                                      struct gamut_rng *rng,
                                      struct gamut_arena *arena);

/* What estimators see of them, in `arena`. */
struct gamut_spectrum gamut_law_spectrum(const struct gamut_law *law,
                                         const struct gamut_law_draws *draws,
                                         struct gamut_arena *arena);

/* Both at once. */
struct gamut_spectrum gamut_law_sample(const struct gamut_law *law, size_t n,
                                       struct gamut_rng *rng,
                                       struct gamut_arena *arena);

/* The share that answer i has of the valid draws. */
double gamut_law_share(const struct gamut_law *law, size_t i);

/* How many different valid answers `n` draws are expected to have. */
double gamut_law_yield(const struct gamut_law *law, double n);

#endif
