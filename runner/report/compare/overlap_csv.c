#include <inttypes.h>

#include "runner/report/compare/overlap_grids.h"

static void begin(struct gamut_grid *grid, const char *const *titles,
                  size_t count)
{
	*grid = (struct gamut_grid){ .columns = count };
	for (size_t i = 0; i < count; i++)
		gamut_grid_add(grid, gamut_str_of(titles[i]));
}

static void add_cell(struct gamut_grid *grid,
                     const struct gamut_overlap_document *document,
                     const struct gamut_overlap_place *place,
                     const struct gamut_overlap_pair *pair,
                     const struct gamut_overlap_measure *of)
{
	const struct gamut_overlap_party *a = &document->parties[pair->a];
	const struct gamut_overlap_party *b = &document->parties[pair->b];

	gamut_grid_add(grid, place->task);
	gamut_grid_add(grid, place->setting);
	gamut_grid_addf(grid, "%s", gamut_overlap_letters(pair->a).text);
	gamut_grid_add(grid, a->model);
	gamut_grid_add(grid, a->path);
	gamut_grid_addf(grid, "%s", gamut_overlap_letters(pair->b).text);
	gamut_grid_add(grid, b->model);
	gamut_grid_add(grid, b->path);
	gamut_grid_add_double(grid, of->morisita);
	gamut_grid_add_double(grid, of->se);
	gamut_grid_add_double(grid, of->ci95.low);
	gamut_grid_add_double(grid, of->ci95.high);
	gamut_grid_add_double(grid, of->agreement);
	gamut_grid_add_double(grid, of->shared);
	gamut_grid_add_double(grid, of->shared_if_same);
	gamut_grid_addf(grid, "%" PRIu64, of->equal_pairs);
}

static void fill_pairs(struct gamut_grid *grid,
                       const struct gamut_overlap_document *document)
{
	static const char *const titles[] = {
		"task",       "setting",     "first",           "first_model",
		"first_path", "second",      "second_model",    "second_path",
		"morisita",   "morisita_se", "morisita_low",    "morisita_high",
		"agreement",  "overlap",     "overlap_if_same", "equal_pairs",
	};
	const struct gamut_overlap *overlap = document->overlap;

	begin(grid, titles, GAMUT_ARRAY_LEN(titles));
	for (size_t p = 0; p < overlap->place_count; p++)
		for (size_t i = 0; i < overlap->pair_count; i++) {
			const struct gamut_overlap_place *place =
				&overlap->places[p];
			const struct gamut_overlap_pair *pair =
				&overlap->pairs[i];

			if (place->cells[pair->a] && place->cells[pair->b])
				add_cell(grid, document, place, pair,
				         &pair->of[p]);
		}
}

static void add_share(struct gamut_grid *grid,
                      const struct gamut_overlap_party *party,
                      const struct gamut_overlap_mode *mode, size_t k)
{
	const struct gamut_overlap_place *place = mode->place;
	uint64_t count = place->counts[k][mode->answer];

	gamut_grid_add(grid, place->task);
	gamut_grid_add(grid, place->setting);
	gamut_grid_add(grid, place->texts[mode->answer]);
	gamut_grid_addf(grid, "%s", mode->is_example ? "true" : "false");
	gamut_grid_addf(grid, "%s", gamut_overlap_letters(k).text);
	gamut_grid_add(grid, party->model);
	gamut_grid_add(grid, party->path);
	gamut_grid_addf(grid, "%" PRIu64, count);
	gamut_grid_addf(grid, "%" PRIu64, place->valid[k]);
	gamut_grid_add_double(grid, (double)count / (double)place->valid[k]);
	gamut_grid_addf(grid, "%s", mode->is_mode[k] ? "true" : "false");
}

static void fill_modes(struct gamut_grid *grid,
                       const struct gamut_overlap_document *document)
{
	static const char *const titles[] = {
		"task",      "setting", "answer",        "example",
		"condition", "model",   "path",          "count",
		"valid",     "share",   "over_produced",
	};
	const struct gamut_overlap *overlap = document->overlap;

	begin(grid, titles, GAMUT_ARRAY_LEN(titles));
	for (size_t i = 0; i < overlap->mode_count; i++)
		for (size_t k = 0; k < overlap->condition_count; k++)
			if (overlap->modes[i].place->cells[k])
				add_share(grid, &document->parties[k],
				          &overlap->modes[i], k);
}

void gamut_overlap_csv(struct gamut_buf *out,
                       const struct gamut_overlap_document *document)
{
	struct gamut_grid grid;

	if (document->show == GAMUT_OVERLAP_SHOW_MODES)
		fill_modes(&grid, document);
	else
		fill_pairs(&grid, document);
	gamut_report_grid_csv(out, &grid);
	gamut_grid_release(&grid);
}
