#include "tests/support/sides.h"

static void add_answer(struct gamut_cell *cell, struct gamut_str text,
                       uint64_t count, uint64_t valid)
{
	gamut_map_put(&cell->answer_of, text, cell->answer_count);
	cell->answers[cell->answer_count++] = (struct gamut_cell_answer){
		.text = text,
		.reason = valid ? GAMUT_REASON_VALID : GAMUT_REASON_NOT_LISTED,
		.form = cell->form_count,
		.count = count,
		.valid = valid,
	};
	cell->tally.n += count;
	cell->tally.valid += valid;
	if (valid > 0)
		cell->forms[cell->form_count++] =
			(struct gamut_cell_form){ text, valid };
}

void gamut_made_side_add(struct gamut_made_side *side, const char *task,
                         const char *setting, const uint64_t *counts,
                         size_t count, uint64_t invalid)
{
	size_t i = side->summary.cell_count++;
	struct gamut_cell *cell = &side->cells[i];

	if (i >= GAMUT_MADE_SIDE_CELLS)
		GAMUT_BUG("more than %d cells", GAMUT_MADE_SIDE_CELLS);
	*cell = (struct gamut_cell){
		.key = { .task = gamut_arena_strf(&side->arena, "%s", task),
		         .setting = gamut_arena_strf(&side->arena, "%s",
		                                     setting) },
		.answers = gamut_arena_new(&side->arena,
		                           struct gamut_cell_answer, count + 1),
		.forms = gamut_arena_new(&side->arena, struct gamut_cell_form,
		                         count + 1),
	};
	for (size_t k = 0; k < count; k++)
		if (counts[k] > 0)
			add_answer(cell,
			           gamut_arena_strf(&side->arena, "a%04zu", k),
			           counts[k], counts[k]);
	if (invalid > 0)
		add_answer(cell, GAMUT_STR("none of it"), invalid, 0);
	side->summaries[i] = (struct gamut_cell_summary){
		.key = cell->key,
		.cell = cell,
	};
	side->summary.cells = side->summaries;
}

void gamut_made_side_add_next(struct gamut_made_side *side,
                              const uint64_t *counts, size_t count,
                              uint64_t invalid)
{
	static const char *const settings[] = { "zero-shot", "few-shot",
		                                "few-shot-described" };
	size_t i = side->summary.cell_count;

	gamut_made_side_add(
		side, gamut_arena_strf(&side->arena, "task-%02zu", i / 3).ptr,
		settings[i % 3], counts, count, invalid);
}

struct gamut_comparison gamut_made_compare(
	const struct gamut_made_side *base,
	const struct gamut_made_side *candidate, double validity_margin,
	double yield_margin, struct gamut_arena *arena)
{
	const struct gamut_compare_options options = {
		.margins = { validity_margin, yield_margin },
		.level = 0.05,
		.form = GAMUT_FORM_CANONICAL,
	};
	size_t count;
	struct gamut_cell_pair *pairs = gamut_cells_align(
		&base->summary, &candidate->summary, &count, arena);

	return gamut_compare(pairs, count, &options, arena);
}

void gamut_made_side_reset(struct gamut_made_side *side)
{
	for (size_t i = 0; i < side->summary.cell_count; i++)
		gamut_map_clear(&side->cells[i].answer_of);
	side->summary.cell_count = 0;
	gamut_arena_reset(&side->arena);
}

void gamut_made_side_clear(struct gamut_made_side *side)
{
	gamut_made_side_reset(side);
	gamut_arena_clear(&side->arena);
}
