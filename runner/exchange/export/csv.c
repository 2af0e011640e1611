/* samples.csv, cells.csv and answers.csv: for spreadsheets and data frames. */
#include "runner/exchange/csv.h"
#include "runner/exchange/export/csv.h"

#include <inttypes.h>

#include "runner/exchange/export/format.h"
#include "runner/exchange/export/walk.h"
#include "runner/report/report.h"

#define COLUMNS 18

/* Nothing for GAMUT_UNKNOWN. */
static void add_count(struct gamut_grid *grid, int64_t count)
{
	if (count == GAMUT_UNKNOWN)
		gamut_grid_add(grid, GAMUT_STR_EMPTY);
	else
		gamut_grid_addf(grid, "%" PRIi64, count);
}

static void add_bool(struct gamut_grid *grid, bool value)
{
	gamut_grid_add(grid, value ? GAMUT_STR("true") : GAMUT_STR("false"));
}

static void add_row(struct gamut_grid *grid,
                    const struct gamut_export_cell *cell,
                    const struct gamut_sample *sample,
                    const struct gamut_judgement *judged)
{
	const struct gamut_manifest *manifest = &cell->run->run->manifest;

	gamut_grid_add(grid, manifest->model);
	gamut_grid_add(grid, manifest->run_id);
	gamut_grid_add(grid, cell->asked->task);
	gamut_grid_add(grid, cell->asked->setting);
	add_count(grid, sample->index);
	gamut_grid_add(grid, judged->answer.text);
	add_bool(grid, gamut_export_is_valid(judged));
	gamut_grid_add(grid,
	               gamut_str_of(gamut_reason_name(judged->verdict.reason)));
	gamut_grid_add(grid, judged->verdict.canonical);
	gamut_grid_add(grid, gamut_str_of(gamut_fate_name(judged->fate)));
	add_bool(grid, judged->is_copied);
	gamut_grid_add(grid, sample->text);
	gamut_grid_add(grid, sample->finish_reason);
	add_count(grid, sample->seed);
	add_count(grid, sample->latency_ms);
	add_count(grid, sample->prompt_tokens);
	add_count(grid, sample->completion_tokens);
	add_count(grid, sample->reasoning_tokens);
}

static void add_sample(void *context, const struct gamut_export_cell *cell,
                       const struct gamut_sample *sample,
                       const struct gamut_judgement *judged)
{
	struct gamut_export_file *file = context;
	struct gamut_grid grid = { .columns = COLUMNS };

	add_row(&grid, cell, sample, judged);
	gamut_report_grid_csv(&file->text, &grid);
	gamut_grid_release(&grid);
	gamut_export_file_step(file);
}

static enum gamut_status write_samples(const struct gamut_export *export,
                                       struct gamut_str dir,
                                       struct gamut_err *err)
{
	struct gamut_export_file file;
	const struct gamut_export_visitor visitor = { &file, NULL, add_sample,
		                                      NULL };
	enum gamut_status status =
		gamut_export_open(&file, dir, GAMUT_STR("samples.csv"), err);

	gamut_buf_add(&file.text, GAMUT_STR(GAMUT_EXCHANGE_CSV_SAMPLES "\n"));
	for (size_t i = 0; i < export->count && !status; i++)
		status = gamut_export_walk(&export->runs[i], export->suite,
		                           &visitor, err);
	if (!status)
		status = gamut_export_file_publish(&file, NULL, err);
	gamut_export_file_close(&file);
	return status;
}

static enum gamut_status plan(struct gamut_export_plan *plan,
                              const struct gamut_export *export,
                              struct gamut_err *err)
{
	(void)export;
	(void)err;
	/* All runs stand in them. */
	gamut_export_plan_add(plan, GAMUT_STR("samples.csv"), GAMUT_STR_EMPTY);
	gamut_export_plan_add(plan, GAMUT_STR("cells.csv"), GAMUT_STR_EMPTY);
	gamut_export_plan_add(plan, GAMUT_STR("answers.csv"), GAMUT_STR_EMPTY);
	return GAMUT_OK;
}

static enum gamut_status write_all(const struct gamut_export *export,
                                   struct gamut_str dir, struct gamut_err *err)
{
	enum gamut_status status = write_samples(export, dir, err);

	if (!status)
		status = gamut_export_answers_csv(export, dir, err);
	if (!status)
		status = gamut_export_cells_csv(export, dir, err);
	return status;
}

const struct gamut_export_format gamut_export_csv = {
	.name = "csv",
	.plan = plan,
	.write = write_all,
};
