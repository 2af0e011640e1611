/* A Hugging Face dataset: a card, and a file of samples for each run. */
#include "runner/exchange/export/dataset.h"

#include "runner/exchange/export/csv.h"
#include "runner/exchange/export/format.h"
#include "runner/exchange/export/name.h"
#include "runner/exchange/export/walk.h"
#include "runner/report/samples.h"

/* What the run's folder is called; its id where that says nothing. */
static struct gamut_str stem_of(const struct gamut_export_run *run,
                                struct gamut_arena *arena)
{
	struct gamut_str label = run->label;
	bool is_name = label.len > 0 && label.ptr[0] != '.' &&
	               label.ptr[0] != '/';

	return gamut_export_name_portable(
		is_name ? label : run->run->manifest.run_id, arena);
}

static struct gamut_str path_of(const struct gamut_export_run *run,
                                struct gamut_arena *arena)
{
	return gamut_arena_strf(arena, "data/%s.jsonl",
	                        stem_of(run, arena).ptr);
}

static enum gamut_status plan(struct gamut_export_plan *plan,
                              const struct gamut_export *export,
                              struct gamut_err *err)
{
	(void)err;
	for (size_t i = 0; i < export->count; i++)
		gamut_export_plan_add(plan,
		                      path_of(&export->runs[i], &plan->arena),
		                      export->runs[i].label);
	gamut_export_plan_add(plan, GAMUT_STR("cells.csv"), GAMUT_STR_EMPTY);
	gamut_export_plan_add(plan, GAMUT_STR("README.md"), GAMUT_STR_EMPTY);
	return GAMUT_OK;
}

static void add_sample(void *context, const struct gamut_export_cell *cell,
                       const struct gamut_sample *sample,
                       const struct gamut_judgement *judged)
{
	gamut_samples_add(context, &cell->summary->key, sample, judged);
}

static enum gamut_status write_samples(const struct gamut_export_run *run,
                                       const struct gamut_suite *suite,
                                       struct gamut_str dir,
                                       struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	struct gamut_samples *samples = NULL;
	struct gamut_export_visitor visitor = { .sample = add_sample };
	enum gamut_status status = gamut_samples_open(
		&samples,
		gamut_arena_strf(&arena, "%.*s/%s", GAMUT_STR_ARG(dir),
	                         path_of(run, &arena).ptr)
			.ptr,
		err);

	visitor.context = samples;
	if (!status)
		status = gamut_export_walk(run, suite, &visitor, err);
	if (!status)
		status = gamut_samples_publish(samples, err);
	gamut_samples_close(samples);
	gamut_arena_clear(&arena);
	return status;
}

static enum gamut_status write_card(const struct gamut_export *export,
                                    struct gamut_str dir, struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	struct gamut_str *stems = gamut_arena_new(&arena, struct gamut_str,
	                                          export->count);
	struct gamut_export_file file;
	enum gamut_status status =
		gamut_export_open(&file, dir, GAMUT_STR("README.md"), err);

	for (size_t i = 0; i < export->count; i++)
		stems[i] = stem_of(&export->runs[i], &arena);
	if (!status) {
		gamut_export_card(&file.text, export, stems);
		status = gamut_export_file_publish(&file, NULL, err);
	}
	gamut_export_file_close(&file);
	gamut_arena_clear(&arena);
	return status;
}

/* The card last: it names the others. */
static enum gamut_status write_all(const struct gamut_export *export,
                                   struct gamut_str dir, struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	enum gamut_status status = gamut_file_make_folder(
		gamut_arena_strf(&arena, "%.*s/data", GAMUT_STR_ARG(dir)).ptr,
		err);

	for (size_t i = 0; i < export->count && !status; i++)
		status = write_samples(&export->runs[i], export->suite, dir,
		                       err);
	if (!status)
		status = gamut_export_cells_csv(export, dir, err);
	if (!status)
		status = write_card(export, dir, err);
	gamut_arena_clear(&arena);
	return status;
}

const struct gamut_export_format gamut_export_dataset = {
	.name = "hf-dataset",
	.plan = plan,
	.write = write_all,
};
