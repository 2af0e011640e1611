#include "runner/report/compare/overlap_grids.h"
#include "runner/report/inert.h"

static void add_grid(struct gamut_buf *out, struct gamut_grid *grid)
{
	gamut_report_grid_markdown(out, grid);
	gamut_buf_add_char(out, '\n');
	gamut_grid_release(grid);
}

/* Notes quote what strangers called their models and runs. */
static void add_line(struct gamut_buf *out, const char *head,
                     struct gamut_str text)
{
	gamut_buf_add(out, gamut_str_of(head));
	gamut_inert_line(out, text, 0);
	gamut_buf_add_char(out, '\n');
}

/* A row an answer, a column a condition; empty where it is no mode. */
static void fill_modes(struct gamut_grid *grid,
                       const struct gamut_overlap *overlap)
{
	size_t conditions = overlap->condition_count;

	*grid = (struct gamut_grid){ .columns = 4 + conditions };
	gamut_grid_add(grid, GAMUT_STR("answer"));
	gamut_grid_add(grid, GAMUT_STR("task"));
	gamut_grid_add(grid, GAMUT_STR("setting"));
	gamut_grid_add(grid, GAMUT_STR("example"));
	for (size_t k = 0; k < conditions; k++)
		gamut_grid_addf(grid, "%s %%", gamut_overlap_letters(k).text);
	for (size_t i = 0; i < overlap->mode_count; i++) {
		const struct gamut_overlap_mode *mode = &overlap->modes[i];
		const struct gamut_overlap_place *place = mode->place;

		gamut_grid_add(grid, mode->shown);
		gamut_grid_add(grid, place->task);
		gamut_grid_add(grid, gamut_overlap_setting(place->setting));
		gamut_grid_addf(grid, "%s", mode->is_example ? "yes" : "");
		for (size_t k = 0; k < conditions; k++)
			if (mode->is_mode[k])
				gamut_grid_addf(
					grid, "%.0f",
					100 *
						(double)place
							->counts[k]
								[mode->answer] /
						(double)place->valid[k]);
			else
				gamut_grid_add(grid, GAMUT_STR_EMPTY);
	}
}

static void add_pairs(struct gamut_buf *out,
                      const struct gamut_overlap_document *document)
{
	struct gamut_grid grid;

	gamut_overlap_matrix(&grid, document);
	add_grid(out, &grid);
	gamut_overlap_pairs(&grid, document);
	add_grid(out, &grid);
	for (size_t i = 0; gamut_overlap_legend[i]; i++)
		gamut_buf_addf(out, "%s\n", gamut_overlap_legend[i]);
	gamut_buf_add_char(out, '\n');
}

static void add_modes(struct gamut_buf *out,
                      const struct gamut_overlap_document *document)
{
	struct gamut_grid grid;

	gamut_buf_addf(out,
	               "Answers that at least %zu over-produce, in percent of "
	               "valid ones:\n\n",
	               document->at_least);
	if (document->overlap->mode_count == 0) {
		gamut_buf_add(out, GAMUT_STR("none\n\n"));
		return;
	}
	fill_modes(&grid, document->overlap);
	add_grid(out, &grid);
}

void gamut_overlap_markdown(struct gamut_buf *out,
                            const struct gamut_overlap_document *document)
{
	struct gamut_arena arena = { 0 };
	struct gamut_grid grid;
	struct gamut_str note;

	gamut_overlap_parties(&grid, document);
	add_grid(out, &grid);
	if (document->show != GAMUT_OVERLAP_SHOW_MODES)
		add_pairs(out, document);
	if (document->show != GAMUT_OVERLAP_SHOW_PAIRS)
		add_modes(out, document);
	for (size_t n = 0; gamut_overlap_note(&note, n, document, &arena); n++)
		add_line(out, "- ", note);
	gamut_arena_clear(&arena);
}
