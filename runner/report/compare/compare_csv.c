#include <inttypes.h>

#include "runner/report/compare/compare_formats.h"
#include "runner/report/compare/compare_words.h"

static void add_row(struct gamut_grid *grid,
                    const struct gamut_compare_cell *cell,
                    enum gamut_compare_metric metric)
{
	const struct gamut_compare_test *test = &cell->of[metric];

	gamut_grid_add(grid, cell->candidate->key.task);
	gamut_grid_add(grid, cell->candidate->key.setting);
	gamut_grid_add(grid, gamut_str_of(gamut_words_metric(metric)));
	gamut_grid_addf(grid, "%" PRIu64, gamut_words_n(cell));
	gamut_grid_add_double(grid, test->base);
	gamut_grid_add_double(grid, test->candidate);
	gamut_grid_add_double(grid, test->difference);
	gamut_grid_add_double(grid, test->ci95.low);
	gamut_grid_add_double(grid, test->ci95.high);
	gamut_grid_add_double(grid, test->p);
	gamut_grid_add_double(grid, test->holm);
	gamut_grid_add_double(grid, test->benjamini_hochberg);
	gamut_grid_add(grid, gamut_str_of(gamut_words_mark(test->mark)));
	gamut_grid_addf(grid, "%zu", cell->vanished);
	gamut_grid_addf(grid, "%zu", cell->appeared);
}

void gamut_compare_csv(struct gamut_buf *out,
                       const struct gamut_compare_document *document)
{
	static const char *const titles[] = {
		"task",      "setting",   "metric",     "n",
		"base",      "candidate", "difference", "ci95_low",
		"ci95_high", "p",         "holm",       "benjamini_hochberg",
		"mark",      "vanished",  "appeared",
	};
	const struct gamut_comparison *comparison = document->comparison;
	struct gamut_grid grid = { .columns = GAMUT_ARRAY_LEN(titles) };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(titles); i++)
		gamut_grid_add(&grid, gamut_str_of(titles[i]));
	for (size_t i = 0; i < comparison->cell_count; i++)
		for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++)
			add_row(&grid, &comparison->cells[i],
			        (enum gamut_compare_metric)m);
	gamut_report_grid_csv(out, &grid);
	gamut_grid_release(&grid);
}
