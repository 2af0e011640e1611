#include "tests/support/power_suite.h"

void gamut_power_suite_laws(struct gamut_law laws[GAMUT_POWER_SUITE_CELLS],
                            double sharper, double drop,
                            struct gamut_arena *arena)
{
	static const size_t spaces[] = { 7, 25, 50, 100, 200, 200 };

	for (size_t i = 0; i < GAMUT_POWER_SUITE_CELLS; i++)
		laws[i] = gamut_law_of(
			&(struct gamut_model){
				.space = spaces[i % GAMUT_ARRAY_LEN(spaces)],
				.exponent = sharper *
		                            (0.3 + 0.25 * (double)(i % 5)),
				.validity = 0.6 + 0.39 * (double)(i % 7) / 6 -
		                            drop,
			},
			arena);
}

void gamut_power_suite_draw(
	struct gamut_made_side *side,
	const struct gamut_law laws[GAMUT_POWER_SUITE_CELLS],
	struct gamut_rng *rng, struct gamut_arena *scratch)
{
	gamut_made_side_reset(side);
	for (size_t i = 0; i < GAMUT_POWER_SUITE_CELLS; i++) {
		struct gamut_law_draws draws = gamut_law_draw(
			&laws[i], GAMUT_POWER_SUITE_DRAWS, rng, scratch);

		gamut_made_side_add_next(side, draws.counts, laws[i].space,
		                         draws.invalid);
	}
}
