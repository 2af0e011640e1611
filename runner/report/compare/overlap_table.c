#include <math.h>

#include "base/text.h"
#include "runner/report/compare/overlap_grids.h"

#define COLUMNS_DEFAULT 80
#define ANSWER_COLUMNS 24

/* More pairs than these are in the matrix alone. */
#define PAIRS_MAX 15

static void draw(struct gamut_buf *out, struct gamut_grid *grid,
                 const struct gamut_report_options *options)
{
	gamut_grid_draw(out, grid,
	                options->columns ? options->columns : COLUMNS_DEFAULT,
	                options->has_colour);
	gamut_buf_add_char(out, '\n');
	gamut_grid_release(grid);
}

static void add_pairs(struct gamut_buf *out,
                      const struct gamut_overlap_document *document,
                      const struct gamut_report_options *options)
{
	struct gamut_grid grid;

	gamut_overlap_matrix(&grid, document);
	draw(out, &grid, options);
	if (document->overlap->pair_count <= PAIRS_MAX) {
		gamut_overlap_pairs(&grid, document);
		draw(out, &grid, options);
	}
	for (size_t i = 0; gamut_overlap_legend[i]; i++)
		gamut_buf_addf(out, "%s\n", gamut_overlap_legend[i]);
	gamut_buf_add_char(out, '\n');
}

static void add_place(struct gamut_buf *out,
                      const struct gamut_overlap_place *place)
{
	gamut_text_show(out, place->task, 0);
	if (place->setting.len > 0) {
		gamut_buf_add(out, GAMUT_STR(", "));
		gamut_text_show(out, place->setting, 0);
	}
	gamut_buf_add_char(out, '\n');
}

/* "  7          A 62 %, B 48 %" */
static void add_mode(struct gamut_buf *out,
                     const struct gamut_overlap_mode *mode, size_t conditions)
{
	const struct gamut_overlap_place *place = mode->place;
	struct gamut_buf shown = { 0 };
	bool has_one = false;

	gamut_text_show(&shown, mode->shown, ANSWER_COLUMNS);
	gamut_buf_add(out, GAMUT_STR("  "));
	gamut_buf_add(out, gamut_buf_view(&shown));
	for (size_t i = gamut_text_columns(gamut_buf_view(&shown));
	     i < ANSWER_COLUMNS; i++)
		gamut_buf_add_char(out, ' ');
	gamut_buf_release(&shown);
	for (size_t k = 0; k < conditions; k++) {
		if (!mode->is_mode[k])
			continue;
		gamut_buf_addf(out, "%s%s %.0f %%", has_one ? ", " : "  ",
		               gamut_overlap_letters(k).text,
		               100 * (double)place->counts[k][mode->answer] /
		                       (double)place->valid[k]);
		has_one = true;
	}
	gamut_buf_addf(out, "%s\n",
	               mode->is_example ? " (an example of the prompt)" : "");
}

static void add_modes(struct gamut_buf *out,
                      const struct gamut_overlap_document *document,
                      bool is_bold)
{
	const struct gamut_overlap *overlap = document->overlap;

	gamut_buf_addf(out,
	               "%sanswers that at least %zu over-produce, in percent "
	               "of valid ones%s\n",
	               is_bold ? "\x1b[1m" : "", document->at_least,
	               is_bold ? "\x1b[0m" : "");
	if (overlap->mode_count == 0)
		gamut_buf_add(out, GAMUT_STR("  none\n"));
	for (size_t i = 0; i < overlap->mode_count; i++) {
		const struct gamut_overlap_mode *mode = &overlap->modes[i];

		if (i == 0 || mode->place != overlap->modes[i - 1].place)
			add_place(out, mode->place);
		add_mode(out, mode, overlap->condition_count);
	}
}

void gamut_overlap_table(struct gamut_buf *out,
                         const struct gamut_overlap_document *document,
                         const struct gamut_report_options *options)
{
	struct gamut_arena arena = { 0 };
	struct gamut_grid grid;
	struct gamut_str note;

	gamut_overlap_parties(&grid, document);
	draw(out, &grid, options);
	if (document->show != GAMUT_OVERLAP_SHOW_MODES)
		add_pairs(out, document, options);
	if (document->show != GAMUT_OVERLAP_SHOW_PAIRS)
		add_modes(out, document, options->has_colour);
	for (size_t n = 0; gamut_overlap_note(&note, n, document, &arena); n++)
		gamut_buf_addf(out, "%s- %.*s\n", n == 0 ? "\n" : "",
		               GAMUT_STR_ARG(note));
	gamut_arena_clear(&arena);
}
