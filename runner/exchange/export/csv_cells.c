#include <inttypes.h>

#include "runner/exchange/export/csv.h"
#include "runner/exchange/export/format.h"
#include "runner/exchange/export/imported.h"
#include "runner/exchange/export/walk.h"
#include "runner/measure/shape.h"
#include "runner/report/report.h"

/*
 * Columns are named where their values are made, so that the two cannot
 * differ: the header is a row of which only the names are taken.
 */
struct table {
	struct gamut_grid grid;
	bool is_header;
};

static void put_text(struct table *table, const char *name,
                     struct gamut_str text)
{
	gamut_grid_add(&table->grid,
	               table->is_header ? gamut_str_of(name) : text);
}

static void put_number(struct table *table, const char *name, double value)
{
	if (table->is_header)
		gamut_grid_add(&table->grid, gamut_str_of(name));
	else
		gamut_grid_add_double(&table->grid, value);
}

/* A count, or nothing for GAMUT_UNKNOWN. */
static void put_count(struct table *table, const char *name, int64_t count)
{
	put_number(table, name,
	           count == GAMUT_UNKNOWN ? GAMUT_UNDEFINED : (double)count);
}

static void put_bool(struct table *table, const char *name, bool value)
{
	put_text(table, name, value ? GAMUT_STR("true") : GAMUT_STR("false"));
}

/* "<prefix><name>_low" and "..._high". */
static void put_interval(struct table *table, const char *prefix,
                         const char *name, struct gamut_interval interval)
{
	struct gamut_arena arena = { 0 };

	put_number(table,
	           gamut_arena_strf(&arena, "%s%s_ci95_low", prefix, name).ptr,
	           interval.low);
	put_number(table,
	           gamut_arena_strf(&arena, "%s%s_ci95_high", prefix, name).ptr,
	           interval.high);
	gamut_arena_clear(&arena);
}

static void put_prefixed(struct table *table, const char *prefix,
                         const char *name, double value)
{
	struct gamut_arena arena = { 0 };

	put_number(table, gamut_arena_strf(&arena, "%s%s", prefix, name).ptr,
	           value);
	gamut_arena_clear(&arena);
}

/* What is estimated over raw texts, or over canonical forms. */
static void put_form(struct table *table, const char *prefix,
                     const struct gamut_shape_form *form)
{
	struct gamut_arena arena = { 0 };

	put_prefixed(table, prefix, "yield_se", form->yield_se);
	put_interval(table, prefix, "yield", form->yield_ci95);
	for (size_t i = 0; i < GAMUT_SHAPE_AT; i++) {
		const char *name = gamut_arena_strf(&arena, "yield_at_%" PRIu64,
		                                    gamut_shape_at[i])
		                           .ptr;

		put_prefixed(table, prefix, name, form->yield_at[i]);
		put_interval(table, prefix, name, form->yield_at_ci95[i]);
	}
	put_prefixed(table, prefix, "uniqueness_at_10", form->uniqueness_at);
	put_prefixed(table, prefix, "collision_se", form->collision_se);
	put_interval(table, prefix, "collision", form->collision_ci95);
	put_prefixed(table, prefix, "entropy", form->entropy);
	put_prefixed(table, prefix, "effective_number", form->effective_number);
	put_prefixed(table, prefix, "seen_mass", form->seen_mass);
	put_prefixed(table, prefix, "chao1", form->chao1);
	put_prefixed(table, prefix, "distance_to_uniform",
	             form->distance_to_uniform);
	for (size_t i = 0; i < GAMUT_ESTIMATES_TOPS; i++)
		put_prefixed(table, prefix,
		             gamut_arena_strf(&arena, "top_%" PRIu64 "_share",
		                              gamut_estimates_tops[i])
		                     .ptr,
		             form->top_share[i]);
	gamut_arena_clear(&arena);
}

static void put_bill(struct table *table, const struct gamut_bill *bill)
{
	put_count(table, "requests", bill->usage.requests);
	put_count(table, "prompt_tokens", bill->usage.prompt_tokens);
	put_count(table, "completion_tokens", bill->usage.completion_tokens);
	put_count(table, "reasoning_tokens", bill->usage.reasoning_tokens);
}

static void put_condition(struct table *table,
                          const struct gamut_export_cell *cell)
{
	const struct gamut_manifest *manifest = &cell->run->run->manifest;
	struct gamut_arena arena = { 0 };

	put_text(table, "model", manifest->model);
	put_text(table, "run", manifest->run_id);
	put_text(table, "task", cell->asked->task);
	put_text(table, "setting", cell->asked->setting);
	put_text(table, "template", manifest->template);
	put_text(table, "preset", manifest->preset);
	put_bool(table, "simulated", manifest->is_simulated);
	put_text(table, "imported",
	         gamut_export_imported_line(manifest, &arena));
	put_count(table, "wanted", (int64_t)gamut_export_cell_wanted(cell));
	put_bool(table, "complete", gamut_export_cell_absent(cell) == 0);
	put_bool(table, "stopped", cell->summary->stop.planned > 0);
	gamut_arena_clear(&arena);
}

static void put_row(struct table *table, const struct gamut_export_cell *cell)
{
	const struct gamut_cell_summary *summary = cell->summary;
	const struct gamut_shape shape = gamut_shape_of(summary->cell);

	put_condition(table, cell);
	for (size_t i = 0; i < GAMUT_METRIC_COUNT; i++)
		put_number(table, gamut_metric_name((enum gamut_metric)i),
		           summary->metrics.of[i]);
	for (size_t i = 0; i < GAMUT_FATE_COUNT; i++)
		put_count(table, gamut_fate_name((enum gamut_fate)i),
		          (int64_t)summary->fates[i]);
	put_interval(table, "", "validity", shape.validity_ci95);
	put_form(table, "", &shape.raw);
	put_form(table, "canonical_", &shape.canonical);
	put_bill(table, &summary->bill);
}

/* A row, and a header before the first one. */
static void add_row(struct gamut_export_file *file,
                    const struct gamut_export_cell *cell)
{
	for (int is_header = file->rows == 0; is_header >= 0; is_header--) {
		struct table table = { .is_header = is_header == 1 };

		put_row(&table, cell);
		table.grid.columns = table.grid.count;
		gamut_report_grid_csv(&file->text, &table.grid);
		gamut_grid_release(&table.grid);
	}
	file->rows++;
	gamut_export_file_step(file);
}

enum gamut_status gamut_export_cells_csv(const struct gamut_export *export,
                                         struct gamut_str dir,
                                         struct gamut_err *err)
{
	struct gamut_export_file file;
	enum gamut_status status =
		gamut_export_open(&file, dir, GAMUT_STR("cells.csv"), err);

	for (size_t i = 0; i < export->count && !status; i++) {
		const struct gamut_export_run *run = &export->runs[i];

		for (size_t c = 0; c < run->summary->cell_count; c++) {
			struct gamut_export_cell cell =
				gamut_export_cell_at(run, c);

			add_row(&file, &cell);
		}
	}
	if (!status)
		status = gamut_export_file_publish(&file, NULL, err);
	gamut_export_file_close(&file);
	return status;
}
