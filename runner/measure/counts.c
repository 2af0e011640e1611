#include "runner/measure/counts.h"

#include <stdlib.h>

static int counted_cmp(const void *a, const void *b)
{
	const struct gamut_counted *counted_a = a;
	const struct gamut_counted *counted_b = b;

	return gamut_str_cmp(counted_a->text, counted_b->text);
}

static void add(struct gamut_counts *counts, struct gamut_str text,
                uint64_t valid)
{
	if (valid > 0)
		counts->of[counts->count++] = (struct gamut_counted){
			.text = text,
			.count = valid,
		};
}

struct gamut_counts gamut_counts_of(const struct gamut_cell *cell,
                                    enum gamut_form form,
                                    struct gamut_arena *arena)
{
	const struct gamut_tally *tally = &cell->tally;
	bool is_raw = form == GAMUT_FORM_RAW;
	size_t most = is_raw ? cell->answer_count : cell->form_count;
	struct gamut_counts counts = {
		.of = gamut_arena_new(arena, struct gamut_counted, most),
		.n = tally->n,
		.invalid = tally->n - tally->valid,
		.space = is_raw ? tally->strings : tally->space,
	};

	for (size_t i = 0; i < most; i++)
		if (is_raw)
			add(&counts, cell->answers[i].text,
			    cell->answers[i].valid);
		else
			add(&counts, cell->forms[i].text, cell->forms[i].valid);
	qsort(counts.of, counts.count, sizeof(counts.of[0]), counted_cmp);
	return counts;
}

struct gamut_spectrum gamut_counts_spectrum(const struct gamut_counts *counts,
                                            struct gamut_arena *arena)
{
	uint64_t *of = gamut_arena_new(arena, uint64_t, counts->count);

	for (size_t i = 0; i < counts->count; i++)
		of[i] = counts->of[i].count;
	return gamut_spectrum_of(of, counts->count, counts->invalid, arena);
}

bool gamut_counts_at_target(struct gamut_target_sample *out,
                            const struct gamut_cell *cell,
                            struct gamut_arena *arena)
{
	const struct gamut_target *target =
		cell->checker ? gamut_checker_task(cell->checker)->target :
				NULL;
	uint64_t valid = 0;
	uint64_t *counts;

	if (!target)
		return false;
	counts = gamut_arena_new(arena, uint64_t, target->count);
	for (size_t i = 0; i < target->count; i++) {
		size_t form = gamut_map_find(&cell->form_of,
		                             gamut_str_of(target->forms[i]));

		if (form != GAMUT_MAP_ABSENT)
			counts[i] = cell->forms[form].valid;
		valid += counts[i];
	}
	*out = (struct gamut_target_sample){
		.counts = counts,
		.weights = target->weights,
		.count = target->count,
		.outside = cell->tally.valid - valid,
	};
	return true;
}

struct gamut_str *gamut_counts_spellings(const struct gamut_cell *cell,
                                         struct gamut_arena *arena)
{
	struct gamut_str *spellings = gamut_arena_new(arena, struct gamut_str,
	                                              cell->form_count);
	uint64_t *counts = gamut_arena_new(arena, uint64_t, cell->form_count);

	for (size_t i = 0; i < cell->answer_count; i++) {
		const struct gamut_cell_answer *answer = &cell->answers[i];
		size_t form = answer->form;

		if (answer->valid == 0 || answer->valid < counts[form] ||
		    (answer->valid == counts[form] &&
		     gamut_str_cmp(answer->text, spellings[form]) > 0))
			continue;
		spellings[form] = answer->text;
		counts[form] = answer->valid;
	}
	return spellings;
}

struct gamut_str gamut_counts_spelling(const struct gamut_cell *cell,
                                       const struct gamut_str *spellings,
                                       struct gamut_str text)
{
	size_t form = gamut_map_find(&cell->form_of, text);

	return form == GAMUT_MAP_ABSENT ? text : spellings[form];
}
