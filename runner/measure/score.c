#include "runner/measure/score.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/text.h"
#include "runner/measure/notes.h"
#include "runner/measure/score_state.h"

/* What verifiers leave behind is dropped when it passes this. */
#define SCRATCH_BYTES ((size_t)64 * 1024)

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

bool gamut_score_is_full(struct gamut_score *score,
                         const struct gamut_cell *cell)
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

enum gamut_status gamut_score_find_cell(struct gamut_cell **out,
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

enum gamut_status gamut_score_take(struct gamut_score *score,
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

	return gamut_score_find_cell(cell, score, &key, err);
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
	if (status || gamut_score_is_full(score, cell))
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

	if (status || gamut_score_is_full(score, cell))
		return status;
	return gamut_score_take(score, cell, sample, err);
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
