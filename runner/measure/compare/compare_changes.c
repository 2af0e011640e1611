#include "runner/measure/compare/compare_parts.h"

#include <stdlib.h>

/* By candidate - base, then by their bytes. Counts are below 2^32. */
static int by_fall(const void *left, const void *right)
{
	const struct gamut_compare_change *a = left;
	const struct gamut_compare_change *b = right;
	int64_t rise_a = (int64_t)a->candidate - (int64_t)a->base;
	int64_t rise_b = (int64_t)b->candidate - (int64_t)b->base;

	if (rise_a != rise_b)
		return rise_a < rise_b ? -1 : 1;
	return gamut_str_cmp(a->text, b->text);
}

static int by_rise(const void *left, const void *right)
{
	const struct gamut_compare_invalid *a = left;
	const struct gamut_compare_invalid *b = right;
	uint64_t rise_a = a->change.candidate - a->change.base;
	uint64_t rise_b = b->change.candidate - b->change.base;

	if (rise_a != rise_b)
		return rise_a > rise_b ? -1 : 1;
	return gamut_str_cmp(a->change.text, b->change.text);
}

/* Let people read what the changes are about. */
static void find_spellings(const struct gamut_compare_cell *cell,
                           struct gamut_compare_change *changes,
                           struct gamut_arena *arena)
{
	const struct gamut_cell *of[] = { cell->base->cell,
		                          cell->candidate->cell };
	const struct gamut_str *spellings[] = {
		gamut_counts_spellings(of[0], arena),
		gamut_counts_spellings(of[1], arena),
	};

	for (size_t i = 0; i < cell->change_count; i++) {
		size_t more = changes[i].candidate > changes[i].base;

		changes[i].shown = gamut_counts_spelling(
			of[more], spellings[more], changes[i].text);
	}
}

static void find_changes(struct gamut_compare_cell *cell,
                         const struct gamut_alignment *alignment,
                         struct gamut_arena *arena)
{
	struct gamut_compare_change *changes = gamut_arena_new(
		arena, struct gamut_compare_change, alignment->count);

	for (size_t i = 0; i < alignment->count; i++) {
		struct gamut_compare_change change = {
			.text = alignment->texts[i],
			.shown = alignment->texts[i],
			.base = alignment->base_counts[i],
			.candidate = alignment->counts[i],
		};

		if (change.base == change.candidate)
			continue;
		cell->vanished += change.candidate == 0;
		cell->appeared += change.base == 0;
		changes[cell->change_count++] = change;
	}
	if (cell->change_count > 0)
		qsort(changes, cell->change_count, sizeof(*changes), by_fall);
	if (alignment->form == GAMUT_FORM_CANONICAL)
		find_spellings(cell, changes, arena);
	cell->changes = changes;
}

/* The completions of `cell` that gave `text` and are not valid. */
static uint64_t invalid_in(const struct gamut_cell *cell, struct gamut_str text)
{
	size_t i = gamut_map_find(&cell->answer_of, text);

	return i == GAMUT_MAP_ABSENT ?
	               0 :
	               cell->answers[i].count - cell->answers[i].valid;
}

static void find_invalid(struct gamut_compare_cell *cell,
                         struct gamut_arena *arena)
{
	const struct gamut_cell *candidate = cell->candidate->cell;
	struct gamut_compare_invalid *invalid = gamut_arena_new(
		arena, struct gamut_compare_invalid, candidate->answer_count);

	for (size_t i = 0; i < candidate->answer_count; i++) {
		const struct gamut_cell_answer *answer = &candidate->answers[i];
		struct gamut_compare_invalid found = {
			.change = { .text = answer->text,
			            .shown = answer->text,
			            .base = invalid_in(cell->base->cell,
			                               answer->text),
			            .candidate = answer->count -
			                         answer->valid },
			.reason = answer->reason,
		};

		if (found.change.candidate > found.change.base)
			invalid[cell->invalid_count++] = found;
	}
	if (cell->invalid_count > 0)
		qsort(invalid, cell->invalid_count, sizeof(*invalid), by_rise);
	cell->invalid = invalid;
}

void gamut_compare_changes_of(struct gamut_compare_cell *cell,
                              const struct gamut_alignment *alignment,
                              struct gamut_arena *arena)
{
	find_changes(cell, alignment, arena);
	find_invalid(cell, arena);
}
