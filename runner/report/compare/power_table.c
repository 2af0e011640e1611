#include "base/text.h"
#include "runner/report/compare/power_formats.h"
#include "runner/report/compare/power_grids.h"
#include "runner/report/compare/power_text.h"

#define COLUMNS_DEFAULT 80

/* A paragraph, its lines as long as they fit; `text` is our own. */
static void add_paragraph(struct gamut_buf *out, struct gamut_str text,
                          size_t columns)
{
	struct gamut_str word;
	size_t used = 0;

	while (gamut_str_take_field(&text, ' ', &word)) {
		if (used > 0 && used + 1 + word.len > columns) {
			gamut_buf_add_char(out, '\n');
			used = 0;
		}
		if (used > 0)
			gamut_buf_add_char(out, ' ');
		used += (used > 0) + word.len;
		gamut_buf_add(out, word);
	}
	gamut_buf_add_char(out, '\n');
}

static void draw(struct gamut_buf *out, struct gamut_grid *grid,
                 const struct gamut_report_options *options, size_t columns)
{
	gamut_buf_add_char(out, '\n');
	gamut_grid_draw(out, grid, columns, options->has_colour);
	gamut_grid_release(grid);
}

static void add_title(struct gamut_buf *out,
                      const struct gamut_power_document *document)
{
	gamut_buf_add(out, GAMUT_STR("base: "));
	gamut_text_show(out, document->path, 0);
	if (document->model.len > 0) {
		gamut_buf_add(out, GAMUT_STR(", "));
		gamut_text_show(out, document->model, 0);
	}
	gamut_buf_add(out, GAMUT_STR("\n\n"));
}

void gamut_power_table(struct gamut_buf *out,
                       const struct gamut_power_document *document,
                       const struct gamut_report_options *options)
{
	size_t columns = options->columns ? options->columns : COLUMNS_DEFAULT;
	struct gamut_arena arena = { 0 };
	struct gamut_grid grid;
	struct gamut_str text;

	add_title(out, document);
	for (size_t n = 0; gamut_power_sentence(&text, n, document, &arena);
	     n++)
		add_paragraph(out, text, columns);
	gamut_power_means(&grid, document);
	draw(out, &grid, options, columns);
	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++) {
		gamut_power_cells(&grid, document,
		                  (enum gamut_compare_metric)m);
		draw(out, &grid, options, columns);
	}
	gamut_buf_add_char(out, '\n');
	for (size_t i = 0; gamut_power_legend[i]; i++)
		gamut_buf_addf(out, "%s\n", gamut_power_legend[i]);
	for (size_t n = 0; gamut_power_note(&text, n, document, &arena); n++) {
		gamut_buf_add(out,
		              n == 0 ? GAMUT_STR("\n- ") : GAMUT_STR("- "));
		gamut_buf_addf(out, "%.*s\n", GAMUT_STR_ARG(text));
	}
	gamut_arena_clear(&arena);
}
