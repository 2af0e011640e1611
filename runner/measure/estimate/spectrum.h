#ifndef GAMUT_ESTIMATE_SPECTRUM_H
#define GAMUT_ESTIMATE_SPECTRUM_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/*
 * How often answers came
 * ----------------------
 * Estimators do not care which answer came how often, only how many came once,
 * twice, and so on. Of V valid completions at most sqrt(2 V) steps are left.
 */

/* `answers` different answers that came `count` times each, both above 0. */
struct gamut_step {
	uint64_t count;
	uint64_t answers;
};

struct gamut_spectrum {
	const struct gamut_step *steps; /* in ascending order of the count */
	size_t len;
	uint64_t n;     /* draws, invalid ones too */
	uint64_t valid; /* V, the sum of the counts */
	uint64_t yield; /* S, the answers that came at all */
	uint64_t once;  /* f1, the answers that came once */
	uint64_t twice; /* f2 */
};

/* The most draws that estimators take. */
#define GAMUT_SPECTRUM_MAX_DRAWS (UINT64_C(1) << 31)

/*
 * The spectrum of `counts`, which may hold zeros, and of `invalid` draws
 * besides; together at most GAMUT_SPECTRUM_MAX_DRAWS. Steps live in `arena`.
 * O(count log count).
 */
struct gamut_spectrum gamut_spectrum_of(const uint64_t *counts, size_t count,
                                        uint64_t invalid,
                                        struct gamut_arena *arena);

#endif
