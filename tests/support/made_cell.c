#include "tests/support/made_cell.h"

static void add(struct gamut_cell *cell, size_t i,
                const struct gamut_made *made, struct gamut_arena *arena)
{
	size_t form = made->forms ? made->forms[i] : i;
	uint64_t count = made->counts[i];

	if (form >= cell->form_count)
		cell->form_count = form + 1;
	cell->answers[cell->answer_count++] = (struct gamut_cell_answer){
		.text = gamut_arena_strf(arena, "answer %zu", i),
		.form = form,
		.count = count,
		.valid = count,
	};
	cell->forms[form].text = gamut_arena_strf(arena, "form %zu", form);
	cell->tally.canonical_yield += cell->forms[form].valid == 0 &&
	                               count > 0;
	cell->forms[form].valid += count;
	cell->tally.n += count;
	cell->tally.valid += count;
	cell->tally.yield += count > 0;
	cell->tally.equal_pairs += count * (count - (count > 0)) / 2;
}

struct gamut_cell_summary gamut_made_cell(const char *task, const char *setting,
                                          const struct gamut_made *made,
                                          struct gamut_arena *arena)
{
	struct gamut_cell *cell = gamut_arena_new(arena, struct gamut_cell, 1);

	*cell = (struct gamut_cell){
		.key = { .task = gamut_str_of(task),
		         .setting = gamut_str_of(setting) },
		.answers = gamut_arena_new(arena, struct gamut_cell_answer,
		                           made->count),
		.forms = gamut_arena_new(arena, struct gamut_cell_form,
		                         made->count),
		.tally = { .n = made->invalid,
		           .space = made->space,
		           .strings = made->space },
	};
	for (size_t i = 0; i < made->count; i++)
		add(cell, i, made, arena);
	return (struct gamut_cell_summary){
		.key = cell->key,
		.metrics = gamut_metrics_of(&cell->tally),
		.cell = cell,
	};
}
