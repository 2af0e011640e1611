#include <stdlib.h>

#include "base/alloc.h"
#include "runner/measure/score_notes.h"
#include "runner/measure/score_state.h"

static enum gamut_status check_run(struct gamut_score *score,
                                   const struct gamut_run *run,
                                   struct gamut_err *err)
{
	const struct gamut_manifest *manifest = &run->manifest;
	const struct gamut_checker *checker;
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < manifest->cell_count && !status; i++)
		status = gamut_suite_require(&checker, score->suite,
		                             manifest->cells[i].task, err);
	if (!status &&
	    gamut_map_find(&score->runs, manifest->run_id) != GAMUT_MAP_ABSENT)
		status = gamut_error(err, GAMUT_EINVAL,
		                     "the run %.*s was given twice",
		                     GAMUT_STR_ARG(manifest->run_id));
	return status;
}

/* A run that is being scored. */
struct scoring {
	struct gamut_score *score;
	const struct gamut_run *run;
	struct gamut_cell **cells; /* of the score, as the manifest has them */
	struct gamut_usages usages;
	struct gamut_finder *finder;
};

static struct gamut_cell_stop stop_of(const struct scoring *scoring, size_t i)
{
	const struct gamut_stop *stop = gamut_run_stop(scoring->run, i);

	if (!stop)
		return (struct gamut_cell_stop){ 0 };
	return (struct gamut_cell_stop){
		.planned = scoring->run->manifest.n,
		.reason = gamut_arena_copy(&scoring->score->arena,
		                           stop->reason),
	};
}

static enum gamut_status open_run_cell(struct scoring *scoring, size_t i,
                                       struct gamut_err *err)
{
	const struct gamut_run *run = scoring->run;
	const struct gamut_manifest_cell *wanted = &run->manifest.cells[i];
	struct gamut_cell_key key = {
		.model = run->manifest.model,
		.run = run->manifest.run_id,
		.task = wanted->task,
		.setting = wanted->setting,
	};
	struct gamut_cell *cell;
	enum gamut_status status = gamut_score_find_cell(&cell, scoring->score,
	                                                 &key, err);

	if (status)
		return status;
	scoring->cells[i] = cell;
	cell->is_simulated = run->manifest.is_simulated;
	cell->is_imported = run->manifest.imported.len > 0;
	cell->usage = (struct gamut_usage){ 0 };
	cell->stop = stop_of(scoring, i);
	if (!scoring->score->has_caps) {
		gamut_cell_add_absent(cell, GAMUT_FATE_FAILED, run->failed[i]);
		gamut_cell_add_absent(cell, GAMUT_FATE_MISSING,
		                      run->missing[i]);
	}
	gamut_score_note_task(scoring->score, wanted, cell->checker,
	                      &scoring->score->scratch);
	return GAMUT_OK;
}

static enum gamut_status add_stored(void *context, size_t cell,
                                    const struct gamut_sample *sample,
                                    struct gamut_err *err)
{
	struct scoring *scoring = context;

	if (gamut_score_is_full(scoring->score, scoring->cells[cell]))
		return GAMUT_OK;
	gamut_usages_add(&scoring->usages, cell, sample);
	gamut_finder_add(scoring->finder, cell, sample);
	return gamut_score_take(scoring->score, scoring->cells[cell], sample,
	                        err);
}

static enum gamut_status add_sorted(struct scoring *scoring,
                                    struct gamut_err *err)
{
	size_t count = scoring->run->manifest.cell_count;
	uint32_t *ranks = gamut_alloc_array(count, sizeof(*ranks));
	enum gamut_status status;

	gamut_cell_rank(ranks, scoring->cells, count);
	status = gamut_run_each_sorted(scoring->run, ranks, add_stored, scoring,
	                               err);
	free(ranks);
	return status;
}

/* Counts do not depend on the order, but what is new for a watcher does. */
static enum gamut_status add_samples(struct scoring *scoring,
                                     struct gamut_err *err)
{
	const struct gamut_run *run = scoring->run;
	struct gamut_score *score = scoring->score;
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < run->manifest.cell_count && !status; i++)
		status = open_run_cell(scoring, i, err);
	if (!status)
		status = score->judged || score->has_caps ?
		                 add_sorted(scoring, err) :
		                 gamut_run_each(run, add_stored, scoring, err);
	if (!status)
		status = gamut_score_flush(score, err);
	if (status)
		return status;
	gamut_usages_finish(&scoring->usages);
	for (size_t i = 0; i < run->manifest.cell_count; i++)
		gamut_usage_add(&scoring->cells[i]->usage,
		                &scoring->usages.of[i]);
	return gamut_finder_finish(scoring->finder, &score->flags,
	                           &score->arena, err);
}

enum gamut_status gamut_score_run(struct gamut_score *score,
                                  const struct gamut_run *run,
                                  struct gamut_err *err)
{
	size_t count = run->manifest.cell_count;
	struct scoring scoring = { .score = score, .run = run };
	enum gamut_status status = check_run(score, run, err);

	if (status)
		return status;
	scoring.cells = gamut_alloc_array(count, sizeof(struct gamut_cell *));
	scoring.finder = gamut_finder_new(run);
	gamut_usages_init(&scoring.usages, count);
	status = add_samples(&scoring, err);
	gamut_usages_release(&scoring.usages);
	gamut_finder_free(scoring.finder);
	free(scoring.cells);
	if (!status) {
		gamut_map_put(&score->runs, run->manifest.run_id, 0);
		gamut_score_note_run(score, run, &score->scratch);
	}
	return status;
}
