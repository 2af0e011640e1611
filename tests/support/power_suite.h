#ifndef GAMUT_TESTS_POWER_SUITE_H
#define GAMUT_TESTS_POWER_SUITE_H

#include "tests/support/models.h"
#include "tests/support/sides.h"

/* A suite of cells that are small, large, collapsed, flat, often wrong. */
#define GAMUT_POWER_SUITE_CELLS 24
#define GAMUT_POWER_SUITE_DRAWS 100 /* of each cell */

/*
 * The laws of its cells, in `arena`; exponents are `sharper` times what they
 * are, validities less by `drop`.
 */
void gamut_power_suite_laws(struct gamut_law laws[GAMUT_POWER_SUITE_CELLS],
                            double sharper, double drop,
                            struct gamut_arena *arena);

/* One run of it, in place of what `side` had. */
void gamut_power_suite_draw(
	struct gamut_made_side *side,
	const struct gamut_law laws[GAMUT_POWER_SUITE_CELLS],
	struct gamut_rng *rng, struct gamut_arena *scratch);

#endif
