#include <inttypes.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "runner/exchange/export/csv.h"
#include "runner/exchange/export/format.h"
#include "runner/exchange/export/walk.h"
#include "runner/report/report.h"

static int by_count(const void *a, const void *b)
{
	const struct gamut_cell_answer *const *x = a;
	const struct gamut_cell_answer *const *y = b;

	if ((*x)->count != (*y)->count)
		return (*x)->count > (*y)->count ? -1 : 1;
	return gamut_str_cmp((*x)->text, (*y)->text);
}

/* A copy of the order only: of equal counts the cell's own is by chance. */
static const struct gamut_cell_answer **sort(const struct gamut_cell *cell)
{
	const struct gamut_cell_answer **sorted = gamut_alloc_array(
		cell->answer_count, sizeof(const struct gamut_cell_answer *));

	for (size_t i = 0; i < cell->answer_count; i++)
		sorted[i] = &cell->answers[i];
	if (cell->answer_count > 1)
		qsort(sorted, cell->answer_count,
		      sizeof(const struct gamut_cell_answer *), by_count);
	return sorted;
}

static void add_answer(struct gamut_grid *grid,
                       const struct gamut_export_cell *cell,
                       const struct gamut_cell_answer *answer)
{
	const struct gamut_manifest *manifest = &cell->run->run->manifest;
	bool is_valid = answer->reason == GAMUT_REASON_VALID;

	gamut_grid_add(grid, manifest->model);
	gamut_grid_add(grid, manifest->run_id);
	gamut_grid_add(grid, cell->asked->task);
	gamut_grid_add(grid, cell->asked->setting);
	gamut_grid_add(grid, answer->text);
	gamut_grid_add(
		grid, is_valid ? cell->summary->cell->forms[answer->form].text :
				 GAMUT_STR_EMPTY);
	gamut_grid_addf(grid, "%" PRIu64, answer->count);
	gamut_grid_addf(grid, "%" PRIu64, answer->valid);
	gamut_grid_add(grid, gamut_str_of(gamut_reason_name(answer->reason)));
}

static void add_cell(struct gamut_export_file *file,
                     const struct gamut_export_cell *cell)
{
	const struct gamut_cell_answer **sorted = sort(cell->summary->cell);

	for (size_t i = 0; i < cell->summary->cell->answer_count; i++) {
		struct gamut_grid grid = { .columns = 9 };

		add_answer(&grid, cell, sorted[i]);
		gamut_report_grid_csv(&file->text, &grid);
		gamut_grid_release(&grid);
		gamut_export_file_step(file);
	}
	free(sorted);
}

enum gamut_status gamut_export_answers_csv(const struct gamut_export *export,
                                           struct gamut_str dir,
                                           struct gamut_err *err)
{
	struct gamut_export_file file;
	enum gamut_status status =
		gamut_export_open(&file, dir, GAMUT_STR("answers.csv"), err);

	gamut_buf_add(&file.text,
	              GAMUT_STR("model,run,task,setting,answer,canonical,"
	                        "count,valid,reason\n"));
	for (size_t i = 0; i < export->count && !status; i++) {
		const struct gamut_export_run *run = &export->runs[i];

		for (size_t c = 0; c < run->summary->cell_count; c++) {
			struct gamut_export_cell cell =
				gamut_export_cell_at(run, c);

			add_cell(&file, &cell);
		}
	}
	if (!status)
		status = gamut_export_file_publish(&file, NULL, err);
	gamut_export_file_close(&file);
	return status;
}
