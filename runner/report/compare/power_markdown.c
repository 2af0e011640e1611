#include "runner/report/compare/power_formats.h"
#include "runner/report/compare/power_grids.h"
#include "runner/report/compare/power_text.h"
#include "runner/report/inert.h"

static void add_grid(struct gamut_buf *out, struct gamut_grid *grid)
{
	gamut_report_grid_markdown(out, grid);
	gamut_buf_add_char(out, '\n');
	gamut_grid_release(grid);
}

/* Sentences may quote them, too. */
static void add_line(struct gamut_buf *out, const char *head,
                     struct gamut_str text)
{
	gamut_buf_add(out, gamut_str_of(head));
	gamut_inert_line(out, text, 0);
	gamut_buf_add_char(out, '\n');
}

/* Names of strangers are at home in cells, where they cannot break out. */
static void add_base(struct gamut_buf *out,
                     const struct gamut_power_document *document)
{
	struct gamut_grid grid = { .columns = 3 };

	gamut_grid_add(&grid, GAMUT_STR("base"));
	gamut_grid_add(&grid, GAMUT_STR("model"));
	gamut_grid_add(&grid, GAMUT_STR("run"));
	gamut_grid_add(&grid, document->path);
	gamut_grid_add(&grid, document->model);
	gamut_grid_add(&grid, document->run);
	add_grid(out, &grid);
}

void gamut_power_markdown(struct gamut_buf *out,
                          const struct gamut_power_document *document)
{
	struct gamut_arena arena = { 0 };
	struct gamut_grid grid;
	struct gamut_str text;

	for (size_t n = 0; gamut_power_sentence(&text, n, document, &arena);
	     n++)
		add_line(out, "", text);
	gamut_buf_add_char(out, '\n');
	add_base(out, document);
	gamut_power_means(&grid, document);
	add_grid(out, &grid);
	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++) {
		gamut_power_cells(&grid, document,
		                  (enum gamut_compare_metric)m);
		add_grid(out, &grid);
	}
	for (size_t i = 0; gamut_power_legend[i]; i++)
		gamut_buf_addf(out, "- %s\n", gamut_power_legend[i]);
	for (size_t n = 0; gamut_power_note(&text, n, document, &arena); n++)
		add_line(out, "- ", text);
	gamut_arena_clear(&arena);
}
