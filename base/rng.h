#ifndef GAMUT_BASE_RNG_H
#define GAMUT_BASE_RNG_H

#include <stdint.h>

#include "base/status.h"
#include "base/str.h"

/*
 * Reproducible random numbers
 * ---------------------------
 * SplitMix64 (Steele, Lea, Flood 2014): a 64-bit counter and a mixing
 * function, so any seed is a good one and streams are cheap to make. For
 * simulation and jitter, not for secrets. Not thread-safe: one a stream.
 */
struct gamut_rng {
	uint64_t state;
};

/*
 * 64 bits that nobody can foresee, from the kernel: the seed of what shall not
 * repeat. GAMUT_EIO where it gives none.
 */
GAMUT_MUST_USE
enum gamut_status gamut_rng_draw_seed(uint64_t *seed, struct gamut_err *err);

/* The next 64 bits. */
uint64_t gamut_rng_next(struct gamut_rng *rng);

/* Uniform in [0, bound), exactly; `bound` at least 1. */
uint64_t gamut_rng_below(struct gamut_rng *rng, uint64_t bound);

/* Uniform in [0, 1), a multiple of 2^-53. */
double gamut_rng_unit(struct gamut_rng *rng);

/*
 * A hash of `s` on top of `seed`, the same on every machine (FNV-1a, then
 * SplitMix64's mixer): for deriving seeds from names, not for hostile input.
 */
uint64_t gamut_rng_hash(uint64_t seed, struct gamut_str s);

#endif
