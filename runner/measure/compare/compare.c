#include "runner/measure/compare/compare_parts.h"

#include <stdlib.h>

/* Pair the answers of each cell, and say what changed. */
static struct gamut_compare_set align_cells(struct gamut_compare_cell *cells,
                                            size_t count, enum gamut_form form,
                                            struct gamut_arena *arena)
{
	struct gamut_stratum *shares =
		gamut_arena_new(arena, struct gamut_stratum, count);
	struct gamut_pair *yields = gamut_arena_new(arena, struct gamut_pair,
	                                            count);
	struct gamut_spectrum *spectra =
		gamut_arena_new(arena, struct gamut_spectrum, count);
	struct gamut_spectrum *base_spectra =
		gamut_arena_new(arena, struct gamut_spectrum, count);

	for (size_t i = 0; i < count; i++) {
		const struct gamut_tally *base = &cells[i].base->cell->tally;
		const struct gamut_tally *candidate =
			&cells[i].candidate->cell->tally;
		struct gamut_alignment alignment = gamut_answers_align(
			cells[i].base->cell, cells[i].candidate->cell, form,
			arena);

		shares[i].first.part = candidate->valid;
		shares[i].first.whole = candidate->n;
		shares[i].second.part = base->valid;
		shares[i].second.whole = base->n;
		yields[i] = gamut_alignment_pair(&alignment);
		spectra[i] = gamut_counts_spectrum(&alignment.candidate, arena);
		base_spectra[i] = gamut_counts_spectrum(&alignment.base, arena);
		gamut_compare_changes_of(&cells[i], &alignment, arena);
	}
	return (struct gamut_compare_set){ shares, yields, spectra,
		                           base_spectra, count };
}

/* Those of `pairs` that can be compared; `*count` of them at last. */
static struct gamut_compare_cell *take_cells(
	const struct gamut_cell_pair *pairs, size_t *count,
	struct gamut_arena *arena)
{
	struct gamut_compare_cell *cells =
		gamut_arena_new(arena, struct gamut_compare_cell, *count);
	size_t taken = 0;

	for (size_t i = 0; i < *count; i++)
		if (pairs[i].base && pairs[i].candidate &&
		    pairs[i].base->cell->tally.n > 0 &&
		    pairs[i].candidate->cell->tally.n > 0)
			cells[taken++] = (struct gamut_compare_cell){
				.base = pairs[i].base,
				.candidate = pairs[i].candidate,
			};
	*count = taken;
	return cells;
}

static int by_setting(const void *left, const void *right)
{
	const struct gamut_compare_setting *a = left;
	const struct gamut_compare_setting *b = right;

	return gamut_cell_key_cmp_by_setting(
		&(struct gamut_cell_key){ .setting = a->setting },
		&(struct gamut_cell_key){ .setting = b->setting });
}

static bool is_listed(const struct gamut_compare_setting *settings,
                      size_t count, struct gamut_str setting)
{
	for (size_t i = 0; i < count; i++)
		if (gamut_str_eq(settings[i].setting, setting))
			return true;
	return false;
}

/* The different settings of the cells, in the order of aggregates. */
static struct gamut_compare_setting *list_settings(
	const struct gamut_comparison *comparison, size_t *count,
	struct gamut_arena *arena)
{
	struct gamut_compare_setting *settings = gamut_arena_new(
		arena, struct gamut_compare_setting, comparison->cell_count);

	*count = 0;
	for (size_t i = 0; i < comparison->cell_count; i++) {
		struct gamut_str setting =
			comparison->cells[i].base->key.setting;

		if (!is_listed(settings, *count, setting))
			settings[(*count)++].setting = setting;
	}
	if (*count > 0)
		qsort(settings, *count, sizeof(*settings), by_setting);
	return settings;
}

static void compare_settings(struct gamut_comparison *comparison,
                             const struct gamut_compare_set *set,
                             struct gamut_arena *arena)
{
	struct gamut_compare_setting *settings =
		list_settings(comparison, &comparison->setting_count, arena);
	bool *is_wanted = gamut_arena_new(arena, bool, set->count);
	struct gamut_arena scratch = { 0 };

	for (size_t i = 0; i < comparison->setting_count; i++) {
		struct gamut_compare_set of;

		for (size_t k = 0; k < set->count; k++)
			is_wanted[k] = gamut_str_eq(
				comparison->cells[k].base->key.setting,
				settings[i].setting);
		of = gamut_compare_select(set, is_wanted, &scratch);
		for (size_t k = 0; k < GAMUT_COMPARE_METRICS; k++)
			settings[i].of[k] = gamut_compare_mean_of(
				&of, (enum gamut_compare_metric)k,
				comparison->options.level);
		gamut_arena_reset(&scratch);
	}
	gamut_arena_clear(&scratch);
	comparison->settings = settings;
}

static void compare_cells(struct gamut_comparison *comparison,
                          struct gamut_compare_cell *cells,
                          const struct gamut_compare_set *set,
                          struct gamut_arena *arena)
{
	for (size_t i = 0; i < set->count; i++)
		for (size_t k = 0; k < GAMUT_COMPARE_METRICS; k++)
			cells[i].of[k] = gamut_compare_test_of(
				set, i, (enum gamut_compare_metric)k);
	gamut_compare_mark_cells(cells, set->count, comparison->options.level,
	                         arena);
}

static void compare_means(struct gamut_comparison *comparison,
                          const struct gamut_compare_set *set,
                          struct gamut_arena *arena)
{
	for (size_t i = 0; i < GAMUT_COMPARE_METRICS; i++) {
		enum gamut_compare_metric metric = (enum gamut_compare_metric)i;

		comparison->of[i].mean = gamut_compare_mean_of(
			set, metric, comparison->options.level);
		comparison->of[i].over_tasks = gamut_compare_tasks_of(
			set, comparison->cells, metric, arena);
	}
	gamut_compare_judge(comparison->of, set, &comparison->options);
}

static bool has_failed(const struct gamut_compare_cell *cell)
{
	for (size_t i = 0; i < GAMUT_COMPARE_METRICS; i++)
		if (cell->of[i].mark == GAMUT_MARK_FAIL)
			return true;
	return false;
}

static enum gamut_gate verdict_of(const struct gamut_comparison *comparison)
{
	enum gamut_gate verdict = GAMUT_GATE_PASS;

	for (size_t i = 0; i < GAMUT_COMPARE_METRICS; i++) {
		if (comparison->of[i].verdict == GAMUT_GATE_REGRESSION)
			return GAMUT_GATE_REGRESSION;
		if (comparison->of[i].verdict == GAMUT_GATE_UNDECIDED)
			verdict = GAMUT_GATE_UNDECIDED;
	}
	for (size_t i = 0; i < comparison->cell_count; i++)
		if (has_failed(&comparison->cells[i]))
			return GAMUT_GATE_REGRESSION;
	return verdict;
}

struct gamut_comparison gamut_compare(
	const struct gamut_cell_pair *pairs, size_t count,
	const struct gamut_compare_options *options, struct gamut_arena *arena)
{
	struct gamut_comparison comparison = { .options = *options };
	struct gamut_compare_cell *cells = take_cells(pairs, &count, arena);
	struct gamut_compare_set set = align_cells(cells, count, options->form,
	                                           arena);

	comparison.cells = cells;
	comparison.cell_count = count;
	compare_cells(&comparison, cells, &set, arena);
	compare_means(&comparison, &set, arena);
	compare_settings(&comparison, &set, arena);
	comparison.verdict = verdict_of(&comparison);
	return comparison;
}
