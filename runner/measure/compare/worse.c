#include "runner/measure/compare/worse.h"

#include <math.h>

#include "runner/measure/compare/align.h"
#include "runner/measure/estimate/stratified.h"

static struct gamut_share validity_of(const struct gamut_cell_summary *cell)
{
	const struct gamut_tally *tally = &cell->cell->tally;

	return (struct gamut_share){ tally->valid, tally->n };
}

/* Of a z with the sign of a difference: how far it speaks of a drop. */
static double drop_of(double z)
{
	return isnan(z) ? 0 : -z;
}

struct gamut_worse gamut_worse_of(const struct gamut_summary *base,
                                  const struct gamut_summary *candidate,
                                  struct gamut_arena *arena)
{
	size_t cells;
	const struct gamut_cell_pair *pairs = gamut_cells_align(base, candidate,
	                                                        &cells, arena);
	struct gamut_stratum *shares =
		gamut_arena_new(arena, struct gamut_stratum, cells);
	struct gamut_pair *yields = gamut_arena_new(arena, struct gamut_pair,
	                                            cells);
	struct gamut_alignment alignment;
	size_t count = 0;

	for (size_t i = 0; i < cells; i++) {
		if (!pairs[i].base || !pairs[i].candidate)
			continue;
		shares[count] = (struct gamut_stratum){
			.first = validity_of(pairs[i].candidate),
			.second = validity_of(pairs[i].base),
		};
		alignment = gamut_answers_align(pairs[i].base->cell,
		                                pairs[i].candidate->cell,
		                                GAMUT_FORM_CANONICAL, arena);
		yields[count++] = gamut_alignment_pair(&alignment);
	}
	return (struct gamut_worse){
		.validity_z = drop_of(gamut_stratified_shares(shares, count)),
		.yield_z = drop_of(gamut_stratified_yields(yields, count)),
	};
}
