/*
 * inspect_ai: a log for each cell, as its metrics are those of a log: yield and
 * uniqueness are no means over samples, and would be lost in a log of several.
 */
#include "runner/exchange/export/inspect.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "runner/exchange/export/format.h"
#include "runner/exchange/export/name.h"

/*
 * "2026-11-23T12-51-07+00-00_gamut-rng-1-10-zero-shot_<id>.json", the pattern
 * that its viewer looks for and takes the task from.
 */
static struct gamut_str path_of(const struct gamut_export_run *run,
                                const struct gamut_cell_key *key,
                                int64_t began_ms, struct gamut_arena *arena)
{
	struct gamut_str name = gamut_arena_strf(
		arena, "%s_%s", gamut_inspect_time(began_ms, arena).ptr,
		gamut_export_name_cell(key->task, key->setting, arena).ptr);
	char *made = gamut_alloc(name.len + 1);
	struct gamut_str path;

	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];

		/* Behind the time, which is 25 bytes, stands one that stays. */
		made[i] = c == ':' || (c == '_' && i != 25) ? '-' : c;
	}
	path = gamut_arena_strf(arena, "%s_%s.json", made,
	                        gamut_inspect_id(run, key, "task", arena).ptr);
	free(made);
	return path;
}

/* The log that is being written. */
struct logs {
	struct gamut_str dir;
	int64_t began_ms;
	int64_t *last_ms;         /* per cell of the manifest */
	struct gamut_arena arena; /* of the open cell */
	struct gamut_inspect_log log;
	struct gamut_export_file file;
	struct gamut_export_cell cell;
};

static enum gamut_status begin(void *context,
                               const struct gamut_export_cell *cell,
                               struct gamut_err *err)
{
	struct logs *logs = context;
	enum gamut_status status;

	logs->cell = *cell;
	status = gamut_export_open(&logs->file, logs->dir,
	                           path_of(cell->run, &cell->summary->key,
	                                   logs->began_ms, &logs->arena),
	                           err);
	if (status)
		return status;
	gamut_inspect_log_open(&logs->log, &logs->cell, &logs->arena);
	logs->log.began_ms = logs->began_ms;
	logs->log.last_ms = logs->last_ms[cell->place];
	gamut_inspect_head(&logs->file.text, &logs->log, &logs->arena);
	return GAMUT_OK;
}

static void sample(void *context, const struct gamut_export_cell *cell,
                   const struct gamut_sample *sample,
                   const struct gamut_judgement *judged)
{
	struct logs *logs = context;
	struct gamut_json json = { .out = &logs->file.text };

	(void)cell;
	gamut_buf_add(&logs->file.text, logs->file.rows++ > 0 ?
	                                        GAMUT_STR(",\n") :
	                                        GAMUT_STR("\n"));
	gamut_inspect_sample(&json, &logs->log, sample, judged);
	gamut_export_file_step(&logs->file);
}

static enum gamut_status end(void *context,
                             const struct gamut_export_cell *cell,
                             struct gamut_err *err)
{
	struct logs *logs = context;
	enum gamut_status status;

	(void)cell;
	gamut_buf_add(&logs->file.text, GAMUT_STR("]\n}\n"));
	status = gamut_export_file_publish(&logs->file, NULL, err);
	gamut_export_file_close(&logs->file);
	gamut_arena_reset(&logs->arena);
	return status;
}

static enum gamut_status write_run(const struct gamut_export_run *run,
                                   const struct gamut_suite *suite,
                                   struct gamut_str dir, struct gamut_err *err)
{
	struct logs logs = { .dir = dir };
	const struct gamut_export_visitor visitor = { &logs, begin, sample,
		                                      end };
	enum gamut_status status = gamut_export_began(&logs.began_ms, run->run,
	                                              err);

	logs.last_ms = gamut_alloc_array(run->run->manifest.cell_count,
	                                 sizeof(logs.last_ms[0]));
	if (!status)
		status = gamut_export_last(logs.last_ms, run->run, err);
	if (!status)
		status = gamut_export_walk(run, suite, &visitor, err);
	gamut_export_file_close(&logs.file);
	gamut_arena_clear(&logs.arena);
	free(logs.last_ms);
	return status;
}

static enum gamut_status write_all(const struct gamut_export *export,
                                   struct gamut_str dir, struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < export->count && !status; i++)
		status = write_run(&export->runs[i], export->suite, dir, err);
	return status;
}

static enum gamut_status plan(struct gamut_export_plan *plan,
                              const struct gamut_export *export,
                              struct gamut_err *err)
{
	for (size_t i = 0; i < export->count; i++) {
		const struct gamut_export_run *run = &export->runs[i];
		int64_t began;
		enum gamut_status status = gamut_export_began(&began, run->run,
		                                              err);

		if (status)
			return status;
		for (size_t c = 0; c < run->summary->cell_count; c++)
			gamut_export_plan_add(
				plan,
				path_of(run, &run->summary->cells[c].key, began,
			                &plan->arena),
				run->label);
	}
	return GAMUT_OK;
}

const struct gamut_export_format gamut_export_inspect = {
	.name = "inspect",
	.plan = plan,
	.write = write_all,
};
