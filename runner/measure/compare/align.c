#include "runner/measure/compare/align.h"

static int place_cmp(const struct gamut_cell_summary *a,
                     const struct gamut_cell_summary *b)
{
	/* Where one list has ended, the other's is next. */
	if (!a || !b)
		return a ? -1 : 1;
	return gamut_cell_key_cmp(
		&(struct gamut_cell_key){ .task = a->key.task,
	                                  .setting = a->key.setting },
		&(struct gamut_cell_key){ .task = b->key.task,
	                                  .setting = b->key.setting });
}

struct gamut_cell_pair *gamut_cells_align(const struct gamut_summary *base,
                                          const struct gamut_summary *candidate,
                                          size_t *count,
                                          struct gamut_arena *arena)
{
	size_t most = base->cell_count + candidate->cell_count;
	struct gamut_cell_pair *pairs =
		gamut_arena_new(arena, struct gamut_cell_pair, most);
	size_t b = 0;
	size_t c = 0;

	*count = 0;
	while (b < base->cell_count || c < candidate->cell_count) {
		struct gamut_cell_pair pair = {
			.base = b < base->cell_count ? &base->cells[b] : NULL,
			.candidate = c < candidate->cell_count ?
			                     &candidate->cells[c] :
			                     NULL,
		};
		int order = place_cmp(pair.base, pair.candidate);

		if (order < 0)
			pair.candidate = NULL;
		else if (order > 0)
			pair.base = NULL;
		b += pair.base != NULL;
		c += pair.candidate != NULL;
		pairs[(*count)++] = pair;
	}
	return pairs;
}

struct gamut_alignment gamut_answers_align(const struct gamut_cell *base,
                                           const struct gamut_cell *candidate,
                                           enum gamut_form form,
                                           struct gamut_arena *arena)
{
	struct gamut_alignment all = {
		.candidate = gamut_counts_of(candidate, form, arena),
		.base = gamut_counts_of(base, form, arena),
		.form = form,
	};
	const struct gamut_counts *of[] = { &all.base, &all.candidate };
	size_t most = all.base.count + all.candidate.count;
	size_t at[2] = { 0 };

	all.texts = gamut_arena_new(arena, struct gamut_str, most);
	all.counts = gamut_arena_new(arena, uint64_t, most);
	all.base_counts = gamut_arena_new(arena, uint64_t, most);
	while (at[0] < of[0]->count || at[1] < of[1]->count) {
		size_t i = all.count++;
		int order;

		if (at[0] == of[0]->count)
			order = 1;
		else if (at[1] == of[1]->count)
			order = -1;
		else
			order = gamut_str_cmp(of[0]->of[at[0]].text,
			                      of[1]->of[at[1]].text);
		all.texts[i] = order <= 0 ? of[0]->of[at[0]].text :
		                            of[1]->of[at[1]].text;
		all.base_counts[i] = order <= 0 ? of[0]->of[at[0]++].count : 0;
		all.counts[i] = order >= 0 ? of[1]->of[at[1]++].count : 0;
	}
	return all;
}

struct gamut_pair gamut_alignment_pair(const struct gamut_alignment *alignment)
{
	return (struct gamut_pair){
		.counts = alignment->counts,
		.base_counts = alignment->base_counts,
		.count = alignment->count,
		.invalid = alignment->candidate.invalid,
		.base_invalid = alignment->base.invalid,
	};
}
