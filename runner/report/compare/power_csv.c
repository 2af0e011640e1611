#include <inttypes.h>
#include <math.h>

#include "base/json.h"
#include "runner/report/compare/power_formats.h"
#include "runner/report/compare/power_grids.h"

/* One row: what is found, by which test, how often. */
struct row {
	struct gamut_str task;
	struct gamut_str setting;
	enum gamut_compare_metric metric;
	const char *test;
	double level;
	double power;
	uint64_t n; /* 0: that of the cells */
	double base;
	double drop;
};

/* As in JSON, or nothing where it is undefined. */
static void add_double(struct gamut_grid *grid, double value)
{
	struct gamut_buf text = { 0 };
	struct gamut_json json = { .out = &text };

	if (!isnan(value))
		gamut_json_double(&json, value);
	gamut_grid_add(grid, gamut_buf_view(&text));
	gamut_buf_release(&text);
}

static void add_row(struct gamut_grid *grid, const struct row *row)
{
	gamut_grid_add(grid, row->task);
	gamut_grid_add(grid, row->setting);
	gamut_grid_addf(grid, "%s",
	                row->metric == GAMUT_COMPARE_VALIDITY ? "validity" :
	                                                        "yield");
	gamut_grid_addf(grid, "%s", row->test);
	add_double(grid, row->level);
	add_double(grid, row->power);
	if (row->n > 0)
		gamut_grid_addf(grid, "%" PRIu64, row->n);
	else
		gamut_grid_add(grid, GAMUT_STR_EMPTY);
	add_double(grid, row->base);
	add_double(grid, row->drop);
}

static void add_mean(struct gamut_grid *grid, const struct gamut_power *power,
                     enum gamut_compare_metric metric)
{
	const struct gamut_power_metric *of = &power->of[metric];
	struct row row = {
		.metric = metric,
		.level = power->options.level,
		.n = power->options.samples,
		.base = of->noise.mean,
	};

	if (row.n == 0 && power->smallest_n == power->largest_n)
		row.n = power->smallest_n;
	row.test = "mean";
	for (size_t i = 0; i < power->options.power_count; i++) {
		row.power = power->options.powers[i];
		row.drop = of->drops[i];
		add_row(grid, &row);
	}
	row.test = "gate";
	for (size_t i = 0; i < GAMUT_POWER_PASSES; i++) {
		row.power = gamut_power_passes[i];
		row.drop = of->margins[i];
		add_row(grid, &row);
	}
	row.test = "asked";
	for (size_t i = 0; i < power->options.power_count; i++) {
		if (isnan(power->options.drops[metric]))
			break;
		row.power = power->options.powers[i];
		row.drop = power->options.drops[metric];
		row.n = of->samples[i];
		add_row(grid, &row);
	}
}

static void add_cell(struct gamut_grid *grid, const struct gamut_power *power,
                     const struct gamut_power_cell *cell,
                     enum gamut_compare_metric metric)
{
	bool is_share = metric == GAMUT_COMPARE_VALIDITY;
	double levels[GAMUT_POWER_STRICTNESSES] = {
		[GAMUT_POWER_LOOK] = 0.05,
		[GAMUT_POWER_FAIL] = 0.05 / (GAMUT_COMPARE_METRICS *
		                             (double)power->cell_count),
	};

	for (size_t i = 0; i < GAMUT_POWER_STRICTNESSES; i++)
		add_row(grid,
		        &(struct row){
				.task = cell->of->key.task,
				.setting = cell->of->key.setting,
				.metric = metric,
				.test = gamut_power_strictness_names[i],
				.level = levels[i],
				.power = power->options.powers[0],
				.n = cell->n,
				.base = is_share ? cell->validity : cell->yield,
				.drop = is_share ? cell->validity_drops[i] :
		                                   cell->yield_drops[i],
			});
}

void gamut_power_csv(struct gamut_buf *out,
                     const struct gamut_power_document *document)
{
	static const char *const titles[] = { "task", "setting", "metric",
		                              "test", "level",   "power",
		                              "n",    "base",    "drop" };
	const struct gamut_power *power = document->power;
	struct gamut_grid grid = { .columns = GAMUT_ARRAY_LEN(titles) };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(titles); i++)
		gamut_grid_add(&grid, gamut_str_of(titles[i]));
	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++)
		add_mean(&grid, power, (enum gamut_compare_metric)m);
	for (size_t i = 0; i < power->cell_count; i++)
		for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++)
			add_cell(&grid, power, &power->cells[i],
			         (enum gamut_compare_metric)m);
	gamut_report_grid_csv(out, &grid);
	gamut_grid_release(&grid);
}
