#include <inttypes.h>

#include "runner/report/compare/diff_formats.h"

static const char *const titles[] = {
	"task",        "setting", "answer", "form",       "change",
	"valid",       "reason",  "base",   "base_n",     "candidate",
	"candidate_n", "shift",   "p",      "adjusted_p", "beyond_noise",
};

static void add_row(struct gamut_grid *grid, const struct gamut_diff_cell *cell,
                    const struct gamut_diff_answer *answer)
{
	gamut_grid_add(grid, cell->base->key.task);
	gamut_grid_add(grid, cell->base->key.setting);
	gamut_grid_add(grid, answer->shown);
	gamut_grid_add(grid, answer->is_valid ? answer->text : GAMUT_STR_EMPTY);
	gamut_grid_addf(grid, "%s", gamut_diff_change_name(answer->change));
	gamut_grid_addf(grid, "%s", answer->is_valid ? "true" : "false");
	gamut_grid_addf(grid, "%s", gamut_diff_reason(answer));
	gamut_grid_addf(grid, "%" PRIu64, answer->base);
	gamut_grid_addf(grid, "%" PRIu64, cell->base->cell->tally.n);
	gamut_grid_addf(grid, "%" PRIu64, answer->candidate);
	gamut_grid_addf(grid, "%" PRIu64, cell->candidate->cell->tally.n);
	gamut_grid_add_double(grid, answer->shift);
	gamut_grid_add_double(grid, answer->p);
	gamut_grid_add_double(grid, answer->adjusted);
	gamut_grid_addf(grid, "%s", answer->is_marked ? "true" : "false");
}

void gamut_diff_csv(struct gamut_buf *out,
                    const struct gamut_diff_document *document)
{
	struct gamut_grid grid = { .columns = GAMUT_ARRAY_LEN(titles) };
	const struct gamut_diff *diff = document->diff;

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(titles); i++)
		gamut_grid_add(&grid, gamut_str_of(titles[i]));
	for (size_t i = 0; i < diff->cell_count; i++) {
		const struct gamut_diff_cell *cell = &diff->cells[i];

		for (size_t k = 0; k < cell->answer_count; k++)
			if (document->is_all ||
			    cell->answers[k].change != GAMUT_DIFF_SAME)
				add_row(&grid, cell, &cell->answers[k]);
	}
	gamut_report_grid_csv(out, &grid);
	gamut_grid_release(&grid);
}
