#include "runner/report/html/completions.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/text.h"

struct gamut_str gamut_completions_cut(struct gamut_str text, size_t max_bytes)
{
	if (text.len <= max_bytes)
		return text;
	/* Bytes 10xxxxxx go on a character; none has more than three. */
	for (size_t back = 0; back <= 3 && back <= max_bytes; back++)
		if (((unsigned char)text.ptr[max_bytes - back] & 0xc0) != 0x80)
			return (struct gamut_str){ text.ptr, max_bytes - back };
	return (struct gamut_str){ text.ptr, max_bytes };
}

/* With its length, so that no two keys are packed alike. */
static void pack(struct gamut_buf *out, struct gamut_str part)
{
	gamut_buf_addf(out, "%zu:", part.len);
	gamut_buf_add(out, part);
}

static struct gamut_str pack_key(struct gamut_buf *out,
                                 const struct gamut_cell_key *key)
{
	gamut_buf_clear(out);
	pack(out, key->model);
	pack(out, key->run);
	pack(out, key->task);
	pack(out, key->setting);
	return gamut_buf_view(out);
}

/* The cell of `key`, made where there is none. Samples come cell by cell. */
static struct gamut_completions_cell *find(struct gamut_completions *all,
                                           const struct gamut_cell_key *key)
{
	if (all->last_key != key) {
		all->last = gamut_map_put(&all->cell_of,
		                          pack_key(&all->key, key), all->count);
		all->last_key = key;
	}
	if (all->last == all->count) {
		all->cells = gamut_grow_array(all->cells, &all->size,
		                              all->count,
		                              sizeof(all->cells[0]));
		all->cells[all->count++] = (struct gamut_completions_cell){ 0 };
	}
	return &all->cells[all->last];
}

static uint8_t find_finish(struct gamut_completions_cell *cell,
                           struct gamut_str reason, struct gamut_arena *arena)
{
	if (reason.len == 0)
		return GAMUT_COMPLETIONS_UNTOLD;
	for (size_t i = 0; i < cell->finish_count; i++)
		if (gamut_str_eq(cell->finishes[i], reason))
			return (uint8_t)i;
	if (cell->finish_count == GAMUT_COMPLETIONS_FINISHES)
		return GAMUT_COMPLETIONS_UNTOLD;
	cell->finishes[cell->finish_count] = gamut_arena_copy(arena, reason);
	return (uint8_t)cell->finish_count++;
}

static void add_text(struct gamut_completions_cell *cell, struct gamut_str text,
                     struct gamut_arena *arena)
{
	cell->texts = gamut_grow_array(cell->texts, &cell->text_size,
	                               cell->text_count,
	                               sizeof(cell->texts[0]));
	cell->texts[cell->text_count++] = (struct gamut_completion_text){
		.position = cell->count,
		.text = gamut_arena_copy(
			arena, gamut_completions_cut(
				       text, GAMUT_COMPLETIONS_TEXT_MAX)),
		.bytes = text.len,
	};
}

void gamut_completions_add(void *completions, const struct gamut_cell_key *key,
                           const struct gamut_sample *sample,
                           const struct gamut_judgement *judgement)
{
	struct gamut_completions *all = completions;
	struct gamut_completions_cell *cell = find(all, key);

	if (!gamut_str_eq(sample->text, judgement->answer.text))
		add_text(cell, sample->text, &all->arena);
	cell->list = gamut_grow_array(cell->list, &cell->size, cell->count,
	                              sizeof(cell->list[0]));
	cell->list[cell->count++] = (struct gamut_completion){
		.index = sample->index,
		.answer = (uint32_t)judgement->place,
		.seed = sample->seed,
		.fate = (uint8_t)judgement->fate,
		.finish = find_finish(cell, sample->finish_reason, &all->arena),
	};
}

const struct gamut_completions_cell *gamut_completions_of(
	struct gamut_completions *completions, const struct gamut_cell_key *key)
{
	size_t i = gamut_map_find(&completions->cell_of,
	                          pack_key(&completions->key, key));

	return i == GAMUT_MAP_ABSENT ? NULL : &completions->cells[i];
}

void gamut_completions_release(struct gamut_completions *completions)
{
	for (size_t i = 0; i < completions->count; i++) {
		free(completions->cells[i].list);
		free(completions->cells[i].texts);
	}
	free(completions->cells);
	gamut_map_clear(&completions->cell_of);
	gamut_buf_release(&completions->key);
	gamut_arena_clear(&completions->arena);
	*completions = (struct gamut_completions){ 0 };
}
