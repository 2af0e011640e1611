#include "runner/store/index.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/lines.h"

#define WORD_BITS 64

struct gamut_run_index *gamut_index_new(const struct gamut_manifest *manifest)
{
	struct gamut_run_index *index = gamut_alloc(sizeof(*index));

	gamut_cells_init(&index->cells, manifest);
	index->cell_count = manifest->cell_count;
	index->n = manifest->n;
	index->held = gamut_alloc_array(index->cell_count, sizeof(uint64_t *));
	index->present = gamut_alloc_array(index->cell_count, sizeof(uint32_t));
	return index;
}

void gamut_index_free(struct gamut_run_index *index)
{
	if (!index)
		return;
	for (size_t i = 0; i < index->cell_count; i++)
		free(index->held[i]);
	free(index->held);
	free(index->present);
	free(index->shards);
	free(index->picks);
	gamut_cells_release(&index->cells);
	gamut_arena_clear(&index->arena);
	free(index);
}

/* ------------------------------------------------------------------- bits */

static bool is_of(const struct gamut_sample *sample,
                  const struct gamut_manifest_cell *cell)
{
	return gamut_str_eq(cell->task, sample->task) &&
	       gamut_str_eq(cell->setting, sample->setting);
}

size_t gamut_index_cell(struct gamut_run_index *index,
                        const struct gamut_manifest *manifest,
                        const struct gamut_sample *sample)
{
	size_t cell = index->last;

	if (sample->index >= index->n || index->cell_count == 0)
		return GAMUT_MAP_ABSENT;
	/* It is of the same cell as the one before, or cells take turns. */
	if (is_of(sample, &manifest->cells[cell]))
		return cell;
	cell = (cell + 1) % index->cell_count;
	if (!is_of(sample, &manifest->cells[cell]))
		cell = gamut_cells_find(&index->cells, sample->task,
		                        sample->setting);
	if (cell != GAMUT_MAP_ABSENT)
		index->last = cell;
	return cell;
}

bool gamut_index_has(const struct gamut_run_index *index, size_t cell,
                     uint32_t number)
{
	const uint64_t *bits = index->held[cell];

	return bits && number < index->n &&
	       bits[number / WORD_BITS] >> number % WORD_BITS & 1;
}

bool gamut_index_put(struct gamut_run_index *index, size_t cell,
                     uint32_t number)
{
	uint64_t bit = UINT64_C(1) << number % WORD_BITS;
	uint64_t *word;

	if (!index->held[cell])
		index->held[cell] = gamut_alloc_array(index->n / WORD_BITS + 1,
		                                      sizeof(uint64_t));
	word = &index->held[cell][number / WORD_BITS];
	if (!(*word & bit)) {
		*word |= bit;
		index->present[cell]++;
		return true;
	}
	index->picks = gamut_grow_array(index->picks, &index->pick_size,
	                                index->pick_count,
	                                sizeof(index->picks[0]));
	index->picks[index->pick_count++] =
		(struct gamut_index_pick){ .cell = cell, .index = number };
	return false;
}

/* ------------------------------------------------------------------ picks */

static int compare_picks(const void *left, const void *right)
{
	const struct gamut_index_pick *a = left;
	const struct gamut_index_pick *b = right;

	if (a->cell != b->cell)
		return a->cell < b->cell ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

void gamut_index_sort_picks(struct gamut_run_index *index)
{
	size_t kept = 0;

	if (index->pick_count > 0)
		qsort(index->picks, index->pick_count, sizeof(index->picks[0]),
		      compare_picks);
	for (size_t i = 0; i < index->pick_count; i++)
		if (i == 0 ||
		    compare_picks(&index->picks[i - 1], &index->picks[i]) != 0)
			index->picks[kept++] = index->picks[i];
	index->pick_count = kept;
}

struct gamut_index_pick *gamut_index_find_pick(
	const struct gamut_run_index *index, size_t cell, uint32_t number)
{
	const struct gamut_index_pick key = { .cell = cell, .index = number };

	if (index->pick_count == 0)
		return NULL;
	return bsearch(&key, index->picks, index->pick_count,
	               sizeof(index->picks[0]), compare_picks);
}

/* ---------------------------------------------------------------- reading */

enum gamut_status gamut_index_changed(const char *path, struct gamut_err *err)
{
	return gamut_error(err, GAMUT_EIO,
	                   "'%s' has changed while it was read: nothing may "
	                   "happen to a shard but that its writer adds to it",
	                   path);
}

struct walk {
	struct gamut_run_index *index;
	const struct gamut_manifest *manifest;
	gamut_index_fn *fn;
	void *context;
	struct gamut_arena arena; /* what a sample has that is no view */
	struct gamut_index_record record;
	uint64_t count; /* in this shard */
};

/* Pass on the record that `line` is, if it is one. */
static enum gamut_status take(struct walk *walk, const struct gamut_line *line,
                              struct gamut_err *err)
{
	struct gamut_index_record *record = &walk->record;

	gamut_arena_reset(&walk->arena);
	if (!line->is_ended || line->is_too_long ||
	    gamut_sample_decode(&record->sample, line->text, &walk->arena,
	                        NULL))
		return GAMUT_OK;
	record->cell = gamut_index_cell(walk->index, walk->manifest,
	                                &record->sample);
	if (record->cell == GAMUT_MAP_ABSENT)
		return GAMUT_OK;
	if (!gamut_index_has(walk->index, record->cell, record->sample.index))
		return GAMUT_OK;
	record->at = line->at;
	record->len = line->text.len;
	walk->count++;
	return walk->fn(walk->context, record, err);
}

static enum gamut_status walk_shard(struct walk *walk, struct gamut_err *err)
{
	const struct gamut_index_shard *shard =
		&walk->index->shards[walk->record.shard];
	struct gamut_lines *lines;
	struct gamut_line line = { 0 };
	enum gamut_status status;
	bool has_more = true;

	walk->count = 0;
	status = gamut_lines_open(&lines, shard->path,
	                          GAMUT_STORE_LINE_MAX_BYTES, err);
	if (status)
		return status;
	while (!status) {
		status = gamut_lines_next(lines, &line, &has_more, err);
		if (status || !has_more || line.at >= shard->end)
			break;
		status = take(walk, &line, err);
	}
	gamut_lines_close(lines);
	if (!status && walk->count != shard->count)
		status = gamut_index_changed(shard->path, err);
	return status;
}

enum gamut_status gamut_index_walk(struct gamut_run_index *index,
                                   const struct gamut_manifest *manifest,
                                   gamut_index_fn *fn, void *context,
                                   struct gamut_err *err)
{
	struct walk walk = { .index = index,
		             .manifest = manifest,
		             .fn = fn,
		             .context = context };
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < index->shard_count && !status; i++) {
		walk.record.shard = i;
		if (index->shards[i].count > 0)
			status = walk_shard(&walk, err);
	}
	gamut_arena_clear(&walk.arena);
	return status;
}
