#include "runner/measure/score.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/text.h"
#include "runner/measure/ahead.h"
#include "runner/measure/flags.h"
#include "runner/measure/notes.h"
#include "runner/measure/score_notes.h"

/* What verifiers leave behind is dropped when it passes this. */
#define SCRATCH_BYTES ((size_t)64 * 1024)

struct gamut_score {
	const struct gamut_suite *suite;

	struct gamut_cell **cells; /* each its own allocation: they are lent */
	size_t cell_count;
	size_t cell_size;
	struct gamut_map cell_of; /* packed key -> index of `cells` */
	struct gamut_cell *last;  /* the one that the last sample was of */
	struct gamut_map runs;    /* ids of those that were added */
	struct gamut_map cap_of;  /* packed task and setting -> most */
	bool has_caps;

	struct gamut_str *notes;
	size_t note_count;
	size_t note_size;
	struct gamut_map note_of;

	struct gamut_flags flags; /* of all runs */
	struct gamut_summary_prices prices;

	gamut_judged_fn *judged;
	void *context;
	struct gamut_ahead ahead; /* samples of slow checkers */

	struct gamut_buf key;         /* reused for packing */
	struct gamut_arena arena;     /* as long as the score */
	struct gamut_arena scratch;   /* for verifiers */
	struct gamut_arena finishing; /* the summary's */
	struct gamut_summary summary;
};

struct gamut_score *gamut_score_open(const struct gamut_suite *suite)
{
	struct gamut_score *score = gamut_alloc(sizeof(*score));

	score->suite = suite;
	return score;
}

void gamut_score_free(struct gamut_score *score)
{
	if (!score)
		return;
	for (size_t i = 0; i < score->cell_count; i++) {
		gamut_cell_release(score->cells[i]);
		free(score->cells[i]);
	}
	free(score->cells);
	gamut_ahead_release(&score->ahead);
	free(score->notes);
	free(score->flags.list);
	free(score->prices.list);
	gamut_map_clear(&score->cell_of);
	gamut_map_clear(&score->runs);
	gamut_map_clear(&score->cap_of);
	gamut_map_clear(&score->note_of);
	gamut_buf_release(&score->key);
	gamut_arena_clear(&score->arena);
	gamut_arena_clear(&score->scratch);
	gamut_arena_clear(&score->finishing);
	free(score);
}

void gamut_score_watch(struct gamut_score *score, gamut_judged_fn *judged,
                       void *context)
{
	score->judged = judged;
	score->context = context;
}

/* Add `s` so that no two lists of strings give the same bytes. */
static void pack(struct gamut_buf *key, struct gamut_str s)
{
	gamut_buf_add(key, (struct gamut_str){ .ptr = (const char *)&s.len,
	                                       .len = sizeof(s.len) });
	gamut_buf_add(key, s);
}

/* The same of a task and a setting, in the score's own buffer. */
static struct gamut_str pack_place(struct gamut_score *score,
                                   struct gamut_str task,
                                   struct gamut_str setting)
{
	gamut_buf_clear(&score->key);
	pack(&score->key, task);
	pack(&score->key, setting);
	return gamut_buf_view(&score->key);
}

void gamut_score_cap(struct gamut_score *score, struct gamut_str task,
                     struct gamut_str setting, uint64_t most)
{
	gamut_map_put(&score->cap_of, pack_place(score, task, setting),
	              (size_t)most);
	score->has_caps = true;
}

/* Is the cell as large as it may be? */
static bool is_full(struct gamut_score *score, const struct gamut_cell *cell)
{
	size_t most;

	if (!score->has_caps)
		return false;
	most = gamut_map_find(&score->cap_of, pack_place(score, cell->key.task,
	                                                 cell->key.setting));
	return most != GAMUT_MAP_ABSENT &&
	       cell->tally.n + cell->waiting >= most;
}

static bool is_key_of(const struct gamut_cell *cell,
                      const struct gamut_cell_key *key)
{
	return gamut_str_eq(cell->key.task, key->task) &&
	       gamut_str_eq(cell->key.setting, key->setting) &&
	       gamut_str_eq(cell->key.model, key->model) &&
	       gamut_str_eq(cell->key.run, key->run);
}

static void add_cell(struct gamut_score *score,
                     const struct gamut_cell_key *key,
                     const struct gamut_checker *checker)
{
	struct gamut_cell *cell = gamut_alloc(sizeof(*cell));

	score->cells = gamut_grow_array(score->cells, &score->cell_size,
	                                score->cell_count,
	                                sizeof(struct gamut_cell *));
	gamut_cell_init(cell, key, checker, &score->arena);
	score->cells[score->cell_count++] = cell;
}

/* The cell of `key`, which is made where there is none. */
static enum gamut_status find_cell(struct gamut_cell **out,
                                   struct gamut_score *score,
                                   const struct gamut_cell_key *key,
                                   struct gamut_err *err)
{
	const struct gamut_checker *checker;
	enum gamut_status status;
	size_t i;

	if (score->last && is_key_of(score->last, key)) {
		*out = score->last;
		return GAMUT_OK;
	}
	gamut_buf_clear(&score->key);
	pack(&score->key, key->model);
	pack(&score->key, key->run);
	pack(&score->key, key->task);
	pack(&score->key, key->setting);
	i = gamut_map_find(&score->cell_of, gamut_buf_view(&score->key));
	if (i == GAMUT_MAP_ABSENT) {
		status = gamut_suite_require(&checker, score->suite, key->task,
		                             err);
		if (status)
			return status;
		i = gamut_map_put(&score->cell_of, gamut_buf_view(&score->key),
		                  score->cell_count);
		add_cell(score, key, checker);
	}
	score->last = score->cells[i];
	*out = score->last;
	return GAMUT_OK;
}

static enum gamut_status add(struct gamut_judgement *judgement,
                             struct gamut_score *score, struct gamut_cell *cell,
                             const struct gamut_sample *sample,
                             struct gamut_err *err)
{
	enum gamut_status status = gamut_cell_add(
		judgement, cell, sample, &score->arena, &score->scratch, err);

	if (status)
		return status;
	if (score->scratch.total > SCRATCH_BYTES)
		gamut_arena_reset(&score->scratch);
	if (score->judged)
		score->judged(score->context, &cell->key, sample, judgement);
	return GAMUT_OK;
}

enum gamut_status gamut_score_flush(struct gamut_score *score,
                                    struct gamut_err *err)
{
	struct gamut_ahead *ahead = &score->ahead;
	struct gamut_judgement judgement;
	enum gamut_status status;

	if (ahead->count == 0)
		return GAMUT_OK;
	status = gamut_ahead_judge(ahead, &score->arena, &score->scratch, err);
	for (size_t i = 0; i < ahead->count && !status; i++)
		status = add(&judgement, score, ahead->list[i].cell,
		             &ahead->list[i].sample, err);
	gamut_ahead_clear(ahead);
	return status;
}

/* Now, or in line with those of slow checkers; a watcher sees all in order. */
static enum gamut_status add_later(struct gamut_score *score,
                                   struct gamut_cell *cell,
                                   const struct gamut_sample *sample,
                                   struct gamut_err *err)
{
	struct gamut_judgement judgement;

	if (!cell->is_slow && (score->ahead.count == 0 || !score->judged))
		return add(&judgement, score, cell, sample, err);
	gamut_ahead_add(&score->ahead, cell, sample);
	return gamut_ahead_is_full(&score->ahead) ?
	               gamut_score_flush(score, err) :
	               GAMUT_OK;
}

/* The cell of a sample that belongs to no run. */
static enum gamut_status find_loose(struct gamut_cell **cell,
                                    struct gamut_score *score,
                                    struct gamut_str model,
                                    const struct gamut_sample *sample,
                                    struct gamut_err *err)
{
	const struct gamut_cell_key key = {
		.model = model,
		.run = GAMUT_STR_EMPTY,
		.task = sample->task,
		.setting = sample->setting,
	};

	return find_cell(cell, score, &key, err);
}

enum gamut_status gamut_score_add(struct gamut_score *score,
                                  struct gamut_str model,
                                  const struct gamut_sample *sample,
                                  struct gamut_judgement *judgement,
                                  struct gamut_err *err)
{
	struct gamut_judgement made;
	struct gamut_cell *cell;
	enum gamut_status status = gamut_score_flush(score, err);

	if (!status)
		status = find_loose(&cell, score, model, sample, err);
	if (status || is_full(score, cell))
		return status;
	return add(judgement ? judgement : &made, score, cell, sample, err);
}

enum gamut_status gamut_score_add_later(struct gamut_score *score,
                                        struct gamut_str model,
                                        const struct gamut_sample *sample,
                                        struct gamut_err *err)
{
	struct gamut_cell *cell;
	enum gamut_status status = find_loose(&cell, score, model, sample, err);

	if (status || is_full(score, cell))
		return status;
	return add_later(score, cell, sample, err);
}

void gamut_score_set_price(struct gamut_score *score, struct gamut_str model,
                           const struct gamut_usage_price *price)
{
	struct gamut_summary_prices *prices = &score->prices;
	size_t i = 0;

	while (i < prices->count && !gamut_str_eq(prices->list[i].model, model))
		i++;
	if (i == prices->count) {
		prices->list = gamut_grow_array(prices->list, &prices->size,
		                                prices->count,
		                                sizeof(prices->list[0]));
		prices->list[prices->count++].model =
			gamut_arena_copy(&score->arena, model);
	}
	prices->list[i].price = *price;
	prices->list[i].price.currency = gamut_arena_copy(&score->arena,
	                                                  price->currency);
}

void gamut_score_note(struct gamut_score *score, struct gamut_str text)
{
	if (gamut_map_put(&score->note_of, text, score->note_count) !=
	    score->note_count)
		return;
	score->notes = gamut_grow_array(score->notes, &score->note_size,
	                                score->note_count,
	                                sizeof(score->notes[0]));
	score->notes[score->note_count++] = gamut_arena_copy(&score->arena,
	                                                     text);
}

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
	enum gamut_status status = find_cell(&cell, scoring->score, &key, err);

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

	if (is_full(scoring->score, scoring->cells[cell]))
		return GAMUT_OK;
	gamut_usages_add(&scoring->usages, cell, sample);
	gamut_finder_add(scoring->finder, cell, sample);
	return add_later(scoring->score, scoring->cells[cell], sample, err);
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

const struct gamut_summary *gamut_score_finish(struct gamut_score *score)
{
	const struct gamut_cell **cells;

	gamut_arena_clear(&score->finishing);
	cells = gamut_arena_new(&score->finishing, const struct gamut_cell *,
	                        score->cell_count);
	for (size_t i = 0; i < score->cell_count; i++)
		cells[i] = score->cells[i];
	gamut_summary_make(&score->summary, cells, score->cell_count,
	                   &score->prices, &score->finishing);
	gamut_warnings_make(&score->summary, score->flags.list,
	                    score->flags.count, &score->finishing);
	gamut_notes_make(&score->summary, score->notes, score->note_count,
	                 &score->finishing);
	return &score->summary;
}
