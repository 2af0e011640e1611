#include "runner/measure/ahead.h"

#include <stdlib.h>

#include "base/alloc.h"

/* Beyond that a batch gains no more; and what it may keep in memory. */
#define SAMPLES_MAX 512
#define BYTES_MAX ((size_t)8 << 20)

void gamut_ahead_add(struct gamut_ahead *ahead, struct gamut_cell *cell,
                     const struct gamut_sample *sample)
{
	struct gamut_sample copy = *sample;
	struct gamut_str *const strings[] = {
		&copy.task,          &copy.setting,     &copy.text,
		&copy.reasoning,     &copy.model,       &copy.response_id,
		&copy.finish_reason, &copy.fingerprint,
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(strings); i++)
		*strings[i] = gamut_arena_copy(&ahead->arena, *strings[i]);
	ahead->list = gamut_grow_array(ahead->list, &ahead->size, ahead->count,
	                               sizeof(ahead->list[0]));
	ahead->list[ahead->count++] = (struct gamut_waiting){
		.cell = cell,
		.sample = copy,
	};
	cell->waiting++;
}

bool gamut_ahead_is_full(const struct gamut_ahead *ahead)
{
	return ahead->count >= SAMPLES_MAX || ahead->arena.total > BYTES_MAX;
}

/* Answers of one checker that are new, and where their verdicts belong. */
struct batch {
	struct gamut_str *texts;
	struct gamut_cell **cells;
	size_t *places;
	struct gamut_verdict *verdicts;
	size_t count;
};

static void collect(struct batch *batch, struct gamut_ahead *ahead,
                    const struct gamut_checker *checker,
                    struct gamut_arena *arena)
{
	for (size_t i = 0; i < ahead->count; i++) {
		struct gamut_waiting *waiting = &ahead->list[i];
		struct gamut_str text;

		if (waiting->cell->checker != checker)
			continue;
		waiting->is_judged = true;
		text = gamut_extract(waiting->sample.text).text;
		if (!gamut_cell_expect(waiting->cell, text,
		                       &batch->places[batch->count], arena))
			continue;
		batch->texts[batch->count] = text;
		batch->cells[batch->count++] = waiting->cell;
	}
}

static enum gamut_status judge(struct batch *batch,
                               const struct gamut_checker *checker,
                               struct gamut_arena *arena,
                               struct gamut_arena *scratch,
                               struct gamut_err *err)
{
	gamut_checker_verify_all(checker, batch->verdicts, batch->texts,
	                         batch->count, scratch);
	for (size_t i = 0; i < batch->count; i++) {
		if (batch->verdicts[i].reason == GAMUT_REASON_UNCHECKED)
			return gamut_checker_fault(checker, err);
		gamut_cell_settle(batch->cells[i], batch->places[i],
		                  batch->verdicts[i], arena);
	}
	return GAMUT_OK;
}

static struct batch open_batch(size_t most)
{
	return (struct batch){
		.texts = gamut_alloc_array(most, sizeof(struct gamut_str)),
		.cells = gamut_alloc_array(most, sizeof(struct gamut_cell *)),
		.places = gamut_alloc_array(most, sizeof(size_t)),
		.verdicts = gamut_alloc_array(most,
		                              sizeof(struct gamut_verdict)),
	};
}

static void release_batch(struct batch *batch)
{
	free(batch->texts);
	free(batch->cells);
	free(batch->places);
	free(batch->verdicts);
}

enum gamut_status gamut_ahead_judge(struct gamut_ahead *ahead,
                                    struct gamut_arena *arena,
                                    struct gamut_arena *scratch,
                                    struct gamut_err *err)
{
	struct batch batch = open_batch(ahead->count);
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < ahead->count && !status; i++) {
		const struct gamut_waiting *waiting = &ahead->list[i];

		if (waiting->is_judged || !waiting->cell->is_slow)
			continue;
		batch.count = 0;
		collect(&batch, ahead, waiting->cell->checker, arena);
		status = judge(&batch, waiting->cell->checker, arena, scratch,
		               err);
	}
	release_batch(&batch);
	return status;
}

void gamut_ahead_clear(struct gamut_ahead *ahead)
{
	for (size_t i = 0; i < ahead->count; i++)
		ahead->list[i].cell->waiting--;
	ahead->count = 0;
	gamut_arena_reset(&ahead->arena);
}

void gamut_ahead_release(struct gamut_ahead *ahead)
{
	free(ahead->list);
	gamut_arena_clear(&ahead->arena);
	*ahead = (struct gamut_ahead){ 0 };
}
