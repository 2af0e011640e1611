#include "runner/measure/summary.h"

#include <stdlib.h>
#include <string.h>

#include "runner/measure/counts.h"
#include "runner/measure/warning.h"

static int cell_cmp(const void *a, const void *b)
{
	const struct gamut_cell_summary *cell_a = a;
	const struct gamut_cell_summary *cell_b = b;

	return gamut_cell_key_cmp(&cell_a->key, &cell_b->key);
}

static int setting_cmp(const void *a, const void *b)
{
	const struct gamut_cell_summary *cell_a = a;
	const struct gamut_cell_summary *cell_b = b;

	return gamut_cell_key_cmp_by_setting(&cell_a->key, &cell_b->key);
}

static bool is_one_part(const struct gamut_cell_key *a,
                        const struct gamut_cell_key *b)
{
	return gamut_str_eq(a->model, b->model) && gamut_str_eq(a->run, b->run);
}

static bool is_one_aggregate(const struct gamut_cell_key *a,
                             const struct gamut_cell_key *b)
{
	return is_one_part(a, b) && gamut_str_eq(a->setting, b->setting);
}

void gamut_bill_add(struct gamut_bill *sum, const struct gamut_bill *more)
{
	gamut_usage_add(&sum->usage, &more->usage);
	sum->cost += more->cost;
	sum->currency = more->currency;
}

/* The mean of `count` cells of one model, run and setting. */
static void average(struct gamut_aggregate *aggregate,
                    const struct gamut_cell_summary *cells, size_t count,
                    struct gamut_arena *arena)
{
	double *values = gamut_arena_new(arena, double, count);

	*aggregate = (struct gamut_aggregate){
		.key = cells[0].key,
		.is_simulated = cells[0].is_simulated,
		.tasks = count,
	};
	aggregate->key.task = GAMUT_STR_EMPTY;
	for (size_t i = 0; i < count; i++) {
		for (size_t f = 0; f < GAMUT_FATE_COUNT; f++)
			aggregate->fates[f] += cells[i].fates[f];
		gamut_bill_add(&aggregate->bill, &cells[i].bill);
	}
	aggregate->is_complete = aggregate->fates[GAMUT_FATE_FAILED] == 0 &&
	                         aggregate->fates[GAMUT_FATE_MISSING] == 0;
	for (size_t m = 0; m < GAMUT_AGGREGATED_COUNT; m++) {
		for (size_t i = 0; i < count; i++) {
			const double *of = cells[i].metrics.of;

			/*
			 * Without completions there is nothing to average,
			 * though uniqueness and others are defined as 0.
			 */
			values[i] = of[GAMUT_METRIC_N] > 0 ?
			                    of[gamut_aggregated[m]] :
			                    GAMUT_UNDEFINED;
		}
		aggregate->of[m] = gamut_spread_of(values, count);
	}
}

static void make_aggregates(struct gamut_summary *summary,
                            struct gamut_arena *arena)
{
	size_t count = summary->cell_count;
	struct gamut_cell_summary *cells =
		gamut_arena_new(arena, struct gamut_cell_summary, count);
	size_t first = 0;

	memcpy(cells, summary->cells, count * sizeof(cells[0]));
	qsort(cells, count, sizeof(cells[0]), setting_cmp);
	summary->aggregates = gamut_arena_new(arena, struct gamut_aggregate,
	                                      count);
	while (first < count) {
		size_t end = first + 1;

		while (end < count &&
		       is_one_aggregate(&cells[first].key, &cells[end].key))
			end++;
		average(&summary->aggregates[summary->aggregate_count++],
		        &cells[first], end - first, arena);
		first = end;
	}
}

static struct gamut_bill bill_of(const struct gamut_cell *cell,
                                 const struct gamut_summary_prices *prices)
{
	const struct gamut_usage_price *price = NULL;

	for (size_t i = 0; i < prices->count; i++)
		if (gamut_str_eq(prices->list[i].model, cell->key.model))
			price = &prices->list[i].price;
	return (struct gamut_bill){
		.usage = cell->usage,
		.cost = gamut_usage_cost(&cell->usage, price),
		.currency = price ? price->currency : GAMUT_STR_EMPTY,
	};
}

static const struct gamut_target_distance *target_of(
	const struct gamut_cell *cell, struct gamut_arena *arena)
{
	struct gamut_target_distance *distance;
	struct gamut_target_sample sample;

	if (!gamut_counts_at_target(&sample, cell, arena))
		return NULL;
	distance = gamut_arena_new(arena, struct gamut_target_distance, 1);
	*distance = gamut_target_distance_of(&sample);
	return distance;
}

void gamut_summary_make(struct gamut_summary *summary,
                        const struct gamut_cell *const *cells, size_t count,
                        const struct gamut_summary_prices *prices,
                        struct gamut_arena *arena)
{
	*summary = (struct gamut_summary){ .cell_count = count };
	summary->cells = gamut_arena_new(arena, struct gamut_cell_summary,
	                                 count);
	for (size_t i = 0; i < count; i++) {
		struct gamut_cell_summary *cell = &summary->cells[i];

		cell->key = cells[i]->key;
		cell->is_simulated = cells[i]->is_simulated;
		cell->is_imported = cells[i]->is_imported;
		cell->metrics = gamut_metrics_of(&cells[i]->tally);
		memcpy(cell->fates, cells[i]->fates, sizeof(cell->fates));
		cell->bill = bill_of(cells[i], prices);
		cell->stop = cells[i]->stop;
		cell->target = target_of(cells[i], arena);
		cell->cell = cells[i];
	}
	qsort(summary->cells, count, sizeof(summary->cells[0]), cell_cmp);
	make_aggregates(summary, arena);
}

/* Those that belong to the part's model and run stand together. */
static void find_warnings(struct gamut_summary_part *part,
                          const struct gamut_summary *summary)
{
	part->warnings = summary->warnings;
	for (size_t i = 0; i < summary->warning_count; i++) {
		const struct gamut_warning *warning = &summary->warnings[i];

		if (!is_one_part(&part->cells[0].key, &warning->key))
			continue;
		if (part->warning_count++ == 0)
			part->warnings = warning;
	}
}

bool gamut_summary_next(const struct gamut_summary *summary,
                        struct gamut_summary_part *part)
{
	const struct gamut_cell_summary *cell = summary->cells;
	const struct gamut_aggregate *aggregate = summary->aggregates;
	const struct gamut_cell_summary *cells_end = cell + summary->cell_count;
	const struct gamut_aggregate *end = aggregate +
	                                    summary->aggregate_count;

	if (part->cells) {
		cell = part->cells + part->cell_count;
		aggregate = part->aggregates + part->aggregate_count;
	}
	if (cell == cells_end)
		return false;
	*part = (struct gamut_summary_part){ .cells = cell,
		                             .aggregates = aggregate };
	while (&cell[part->cell_count] < cells_end &&
	       is_one_part(&cell->key, &cell[part->cell_count].key))
		part->cell_count++;
	while (&aggregate[part->aggregate_count] < end &&
	       is_one_part(&cell->key, &aggregate[part->aggregate_count].key))
		part->aggregate_count++;
	find_warnings(part, summary);
	return true;
}
