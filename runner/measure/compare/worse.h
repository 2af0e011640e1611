#ifndef GAMUT_COMPARE_WORSE_H
#define GAMUT_COMPARE_WORSE_H

#include "base/arena.h"
#include "runner/measure/summary.h"

/*
 * How surely is a candidate worse than its base?
 * ----------------------------------------------
 * Over all cells that both have: standard normal where both are samples of the
 * same models, large where the candidate has dropped. 0 where all is equal.
 */
struct gamut_worse {
	double validity_z; /* Cochran, Mantel and Haenszel */
	double yield_z;    /* pooled permutation; of canonical answers */
};

/*
 * See stratified.h for the statistics. Each cell has equally many completions
 * in both, so that yields are of the same k. Scratch goes into `arena`.
 */
struct gamut_worse gamut_worse_of(const struct gamut_summary *base,
                                  const struct gamut_summary *candidate,
                                  struct gamut_arena *arena);

#endif
