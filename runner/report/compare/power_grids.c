#include "runner/report/compare/power_grids.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"

/* Cells at either end of the list. */
#define CELLS_SHOWN 4

const char *const gamut_power_strictness_names[GAMUT_POWER_STRICTNESSES] = {
	[GAMUT_POWER_LOOK] = "look",
	[GAMUT_POWER_FAIL] = "fail",
};

static double scale_of(enum gamut_compare_metric metric)
{
	return metric == GAMUT_COMPARE_VALIDITY ? 100 : 1;
}

static void add_number(struct gamut_grid *grid, double value, int digits)
{
	if (isnan(value))
		gamut_grid_add(grid, GAMUT_STR("-"));
	else
		gamut_grid_addf(grid, "%.*f", digits, value);
}

static void add_mean(struct gamut_grid *grid, const struct gamut_power *power,
                     enum gamut_compare_metric metric)
{
	const struct gamut_power_metric *of = &power->of[metric];
	double scale = scale_of(metric);

	gamut_grid_addf(grid, "%s",
	                metric == GAMUT_COMPARE_VALIDITY ? "validity %" :
	                                                   "yield");
	add_number(grid, of->noise.mean * scale, 1);
	for (size_t i = 0; i < power->options.power_count; i++)
		add_number(grid, of->drops[i] * scale, 2);
	for (size_t i = 0; i < GAMUT_POWER_PASSES; i++)
		add_number(grid, of->margins[i] * scale, 2);
	add_number(grid, power->options.margins[metric] * scale, 2);
	add_number(grid, of->pass * 100, 1);
}

void gamut_power_means(struct gamut_grid *grid,
                       const struct gamut_power_document *document)
{
	const struct gamut_power *power = document->power;
	size_t powers = power->options.power_count;

	*grid = (struct gamut_grid){ .columns = 4 + powers +
		                                GAMUT_POWER_PASSES };
	gamut_grid_addf(grid, "mean of %zu cell%s", power->cell_count,
	                power->cell_count == 1 ? "" : "s");
	gamut_grid_add(grid, GAMUT_STR("base"));
	for (size_t i = 0; i < powers; i++)
		gamut_grid_addf(grid, "found %.0f %%",
		                100 * power->options.powers[i]);
	for (size_t i = 0; i < GAMUT_POWER_PASSES; i++)
		gamut_grid_addf(grid, "margin %.0f %%",
		                100 * gamut_power_passes[i]);
	gamut_grid_add(grid, GAMUT_STR("gate"));
	gamut_grid_add(grid, GAMUT_STR("passes %"));
	add_mean(grid, power, GAMUT_COMPARE_VALIDITY);
	add_mean(grid, power, GAMUT_COMPARE_YIELD);
}

/* How much a cell overlooks: of its yield the part, of validity the points. */
static double blindness_of(const struct gamut_power_cell *cell,
                           enum gamut_compare_metric metric)
{
	double drop = metric == GAMUT_COMPARE_VALIDITY ?
	                      cell->validity_drops[GAMUT_POWER_LOOK] :
	                      cell->yield_drops[GAMUT_POWER_LOOK] / cell->yield;

	return isnan(drop) ? (double)INFINITY : drop;
}

struct ranked {
	const struct gamut_power_cell *cell;
	double blindness;
};

static int ranked_cmp(const void *a, const void *b)
{
	const struct ranked *ranked_a = a;
	const struct ranked *ranked_b = b;

	if (ranked_a->blindness != ranked_b->blindness)
		return ranked_a->blindness > ranked_b->blindness ? -1 : 1;
	return ranked_a->cell < ranked_b->cell ? -1 : 1;
}

static void add_cell(struct gamut_grid *grid,
                     const struct gamut_power_cell *cell,
                     enum gamut_compare_metric metric)
{
	bool is_share = metric == GAMUT_COMPARE_VALIDITY;
	const double *drops = is_share ? cell->validity_drops :
	                                 cell->yield_drops;
	const struct gamut_cell_key *key = &cell->of->key;

	if (key->setting.len > 0)
		gamut_grid_addf(grid, "%.*s, %.*s", GAMUT_STR_ARG(key->task),
		                GAMUT_STR_ARG(key->setting));
	else
		gamut_grid_add(grid, key->task);
	gamut_grid_addf(grid, "%" PRIu64, cell->n);
	add_number(grid,
	           (is_share ? cell->validity : cell->yield) * scale_of(metric),
	           1);
	for (size_t i = 0; i < GAMUT_POWER_STRICTNESSES; i++)
		add_number(grid, drops[i] * scale_of(metric), 1);
}

static void add_gap(struct gamut_grid *grid)
{
	gamut_grid_add(grid, GAMUT_STR("..."));
	for (size_t i = 1; i < grid->columns; i++)
		gamut_grid_add(grid, GAMUT_STR_EMPTY);
}

void gamut_power_cells(struct gamut_grid *grid,
                       const struct gamut_power_document *document,
                       enum gamut_compare_metric metric)
{
	const struct gamut_power *power = document->power;
	size_t count = power->cell_count;
	struct ranked *ranked = gamut_alloc_array(count, sizeof(ranked[0]));

	for (size_t i = 0; i < count; i++)
		ranked[i] = (struct ranked){
			.cell = &power->cells[i],
			.blindness = blindness_of(&power->cells[i], metric),
		};
	qsort(ranked, count, sizeof(ranked[0]), ranked_cmp);
	*grid = (struct gamut_grid){ .columns = 3 + GAMUT_POWER_STRICTNESSES };
	gamut_grid_add(grid, GAMUT_STR("cell"));
	gamut_grid_add(grid, GAMUT_STR("n"));
	gamut_grid_add(grid, metric == GAMUT_COMPARE_VALIDITY ?
	                             GAMUT_STR("validity %") :
	                             GAMUT_STR("yield"));
	for (size_t i = 0; i < GAMUT_POWER_STRICTNESSES; i++)
		gamut_grid_addf(grid, "%s", gamut_power_strictness_names[i]);
	for (size_t i = 0; i < count; i++) {
		bool is_shown = count <= 2 * CELLS_SHOWN + 1 ||
		                i < CELLS_SHOWN || i >= count - CELLS_SHOWN;

		if (is_shown)
			add_cell(grid, ranked[i].cell, metric);
		else if (i == CELLS_SHOWN)
			add_gap(grid);
	}
	free(ranked);
}
