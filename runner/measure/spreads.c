#include "runner/measure/spreads.h"

#include <math.h>

#include "runner/measure/counts.h"
#include "tasks/task.h"

/* The cells that count, in their order: those of a task stand together. */
struct chosen {
	const struct gamut_cell_summary **cells;
	size_t count;
	/* Of each: of a task's mean. 0: it has no value of the metric */
	double *weights;
	double *values; /* of the tasks */
	size_t tasks;
	struct gamut_arena arena;
};

size_t gamut_spreads_index(enum gamut_metric metric)
{
	size_t i = 0;

	while (i < GAMUT_AGGREGATED_COUNT && gamut_aggregated[i] != metric)
		i++;
	if (i == GAMUT_AGGREGATED_COUNT)
		GAMUT_BUG("%s is not averaged", gamut_metric_name(metric));
	return i;
}

static void choose(struct chosen *chosen, const struct gamut_summary_part *part,
                   const struct gamut_str *setting)
{
	size_t most = part->cell_count;

	*chosen = (struct chosen){ 0 };
	chosen->cells = gamut_arena_new(
		&chosen->arena, const struct gamut_cell_summary *, most);
	chosen->weights = gamut_arena_new(&chosen->arena, double, most);
	chosen->values = gamut_arena_new(&chosen->arena, double, most);
	for (size_t i = 0; i < most; i++) {
		const struct gamut_cell_summary *cell = &part->cells[i];

		if (!setting || gamut_str_eq(cell->key.setting, *setting))
			chosen->cells[chosen->count++] = cell;
	}
}

/* Without completions there is nothing to average. */
static double value_of(const struct gamut_cell_summary *cell,
                       enum gamut_metric metric)
{
	return cell->metrics.of[GAMUT_METRIC_N] > 0 ? cell->metrics.of[metric] :
	                                              GAMUT_UNDEFINED;
}

static bool is_same_task(const struct chosen *chosen, size_t a, size_t b)
{
	return gamut_str_eq(chosen->cells[a]->key.task,
	                    chosen->cells[b]->key.task);
}

/* The mean of the cells [first, end), and what each weighs in it. */
static double average(struct chosen *chosen, size_t first, size_t end,
                      enum gamut_metric metric)
{
	size_t defined = 0;
	double sum = 0;

	for (size_t i = first; i < end; i++) {
		double value = value_of(chosen->cells[i], metric);

		chosen->weights[i] = isnan(value) ? 0 : 1;
		if (isnan(value))
			continue;
		sum += value;
		defined++;
	}
	for (size_t i = first; i < end; i++)
		chosen->weights[i] /= defined > 0 ? (double)defined : 1;
	return defined > 0 ? sum / (double)defined : GAMUT_UNDEFINED;
}

/* The means of the tasks, and what each cell weighs in their mean. */
static void average_tasks(struct chosen *chosen, enum gamut_metric metric)
{
	size_t defined = 0;
	size_t first = 0;

	chosen->tasks = 0;
	while (first < chosen->count) {
		size_t end = first + 1;
		double *value = &chosen->values[chosen->tasks++];

		while (end < chosen->count && is_same_task(chosen, first, end))
			end++;
		*value = average(chosen, first, end, metric);
		defined += isnan(*value) ? 0 : 1;
		first = end;
	}
	for (size_t i = 0; i < chosen->count; i++)
		chosen->weights[i] /= defined > 0 ? (double)defined : 1;
}

/* Of `cell`, without its texts. */
static struct gamut_spectrum spectrum_of(const struct gamut_cell *cell,
                                         enum gamut_form form,
                                         struct gamut_arena *arena)
{
	bool is_raw = form == GAMUT_FORM_RAW;
	size_t count = is_raw ? cell->answer_count : cell->form_count;
	uint64_t *valid = gamut_arena_new(arena, uint64_t, count);

	for (size_t i = 0; i < count; i++)
		valid[i] = is_raw ? cell->answers[i].valid :
		                    cell->forms[i].valid;
	return gamut_spectrum_of(valid, count,
	                         cell->tally.n - cell->tally.valid, arena);
}

static struct gamut_suite_mean suite_of_shares(struct chosen *chosen)
{
	struct gamut_suite_share *shares = gamut_arena_new(
		&chosen->arena, struct gamut_suite_share, chosen->count);
	size_t count = 0;

	for (size_t i = 0; i < chosen->count; i++)
		if (chosen->weights[i] > 0)
			shares[count++] = (struct gamut_suite_share){
				.share = { chosen->cells[i]->cell->tally.valid,
				           chosen->cells[i]->cell->tally.n },
				.weight = chosen->weights[i],
			};
	return gamut_suite_shares(shares, count);
}

static struct gamut_suite_mean suite_of_yields(struct chosen *chosen,
                                               enum gamut_metric metric)
{
	enum gamut_form form = metric == GAMUT_METRIC_YIELD ?
	                               GAMUT_FORM_RAW :
	                               GAMUT_FORM_CANONICAL;
	struct gamut_suite_yield *yields = gamut_arena_new(
		&chosen->arena, struct gamut_suite_yield, chosen->count);
	size_t count = 0;

	for (size_t i = 0; i < chosen->count; i++) {
		const struct gamut_cell *cell = chosen->cells[i]->cell;
		struct gamut_suite_yield *yield = &yields[count];

		if (!(chosen->weights[i] > 0))
			continue;
		*yield = (struct gamut_suite_yield){
			.spectrum = spectrum_of(cell, form, &chosen->arena),
			.space = form == GAMUT_FORM_RAW ? cell->tally.strings :
			                                  cell->tally.space,
			.weight = chosen->weights[i],
		};
		if (metric == GAMUT_METRIC_RELATIVE_YIELD)
			yield->weight /=
				chosen->cells[i]
					->metrics.of[GAMUT_METRIC_CEILING];
		count++;
	}
	return gamut_suite_yields(yields, count);
}

static struct gamut_suite_mean suite_of(struct chosen *chosen,
                                        enum gamut_metric metric)
{
	if (metric == GAMUT_METRIC_VALIDITY)
		return suite_of_shares(chosen);
	if (metric == GAMUT_METRIC_YIELD ||
	    metric == GAMUT_METRIC_CANONICAL_YIELD ||
	    metric == GAMUT_METRIC_RELATIVE_YIELD)
		return suite_of_yields(chosen, metric);
	/* Of no cells: undefined. */
	return gamut_suite_shares(NULL, 0);
}

struct gamut_spreads gamut_spreads_of(const struct gamut_summary_part *part,
                                      const struct gamut_str *setting)
{
	struct gamut_spreads spreads = { 0 };
	struct chosen chosen;

	choose(&chosen, part, setting);
	for (size_t i = 0; i < GAMUT_AGGREGATED_COUNT; i++) {
		struct gamut_spreads_of *of = &spreads.of[i];

		average_tasks(&chosen, gamut_aggregated[i]);
		of->over_tasks = gamut_over_tasks_of(chosen.values,
		                                     chosen.tasks);
		of->mean = of->over_tasks.mean;
		for (size_t t = 0; t < chosen.tasks; t++)
			of->tasks += isnan(chosen.values[t]) ? 0 : 1;
		of->fixed_suite = suite_of(&chosen, gamut_aggregated[i]);
	}
	spreads.tasks = chosen.tasks;
	spreads.cells = chosen.count;
	gamut_arena_clear(&chosen.arena);
	return spreads;
}
