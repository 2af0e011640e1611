#include <inttypes.h>
#include <math.h>

#include "runner/report/tables.h"

/* No sample of a simulated null is needed to tell what is less. */
#define P_LEAST 0.0001

const char gamut_tables_targets_legend[] =
	"against the target: total variation is half the sum of what the "
	"shares of valid answers are off; by chance: what as many draws of a "
	"perfect sampler have on average, and at most in 95 % of cases; p: how "
	"often chance alone takes one as far";

static void add_distance(struct gamut_grid *grid, double distance)
{
	if (isnan(distance))
		gamut_grid_add(grid, GAMUT_STR("-"));
	else
		gamut_grid_addf(grid, "%.3f", distance);
}

static void add_p(struct gamut_grid *grid, double p)
{
	if (isnan(p))
		gamut_grid_add(grid, GAMUT_STR("-"));
	else if (p < P_LEAST)
		gamut_grid_add(grid, GAMUT_STR("<0.0001"));
	else
		gamut_grid_addf(grid, "%.4f", p);
}

void gamut_tables_targets(struct gamut_grid *grid,
                          const struct gamut_summary_part *part)
{
	static const char *const titles[] = {
		"against the target", "setting", "valid", "total variation",
		"by chance",          "95 %",    "p"
	};

	*grid = (struct gamut_grid){
		.columns = GAMUT_ARRAY_LEN(titles),
		.has_keys = true,
	};
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(titles); i++)
		gamut_grid_add(grid, gamut_str_of(titles[i]));
	for (size_t i = 0; i < part->cell_count; i++) {
		const struct gamut_cell_summary *cell = &part->cells[i];
		struct gamut_str setting = cell->key.setting;

		if (!cell->target)
			continue;
		gamut_grid_add(grid, cell->key.task);
		gamut_grid_add(grid, setting.len ? setting :
		                                   GAMUT_STR("(no setting)"));
		gamut_grid_addf(grid, "%" PRIu64, cell->target->valid);
		add_distance(grid, cell->target->total_variation);
		add_distance(grid, cell->target->null_mean);
		add_distance(grid, cell->target->null_q95);
		add_p(grid, cell->target->p);
	}
}

bool gamut_tables_has_targets(const struct gamut_summary_part *part)
{
	for (size_t i = 0; i < part->cell_count; i++)
		if (part->cells[i].target)
			return true;
	return false;
}
