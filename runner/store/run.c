#include "runner/store/store.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/lines.h"
#include "runner/store/failure.h"
#include "runner/store/index.h"
#include "runner/store/listing.h"
#include "runner/store/stop.h"

/* Samples begin <= index < end of a cell that a failure names. */
struct gap {
	size_t cell;
	uint64_t begin;
	uint64_t end;
};

/* A run that is being read. */
struct reading {
	struct gamut_run *run;
	struct gamut_index_shard *shard; /* NULL among failures */
	uint32_t *told_by; /* per cell, the sample that told of its prompt */
	struct gamut_arena scratch; /* for one line */
	struct gap *gaps;
	size_t gap_count;
	size_t gap_size;
};

/* Of the samples that tell how long their prompt is, the first is believed. */
static void note_prompt(struct reading *reading, size_t cell,
                        const struct gamut_sample *sample)
{
	struct gamut_run *run = reading->run;

	if (sample->prompt_tokens <= 0 || sample->prompt_tokens > UINT32_MAX ||
	    (run->prompt_tokens[cell] > 0 &&
	     reading->told_by[cell] <= sample->index))
		return;
	run->prompt_tokens[cell] = (uint32_t)sample->prompt_tokens;
	reading->told_by[cell] = sample->index;
}

static enum gamut_status take_sample(struct reading *reading,
                                     struct gamut_str line)
{
	struct gamut_run *run = reading->run;
	struct gamut_sample sample;
	size_t cell;

	if (gamut_sample_decode(&sample, line, &reading->scratch, NULL))
		return GAMUT_EPARSE;
	cell = gamut_index_cell(run->index, &run->manifest, &sample);
	if (cell == GAMUT_MAP_ABSENT) {
		run->foreign++;
		return GAMUT_OK;
	}
	if (sample.index >= gamut_run_wanted(run, cell)) {
		run->beyond++;
		return GAMUT_OK;
	}
	reading->shard->count++;
	if (gamut_index_put(run->index, cell, sample.index))
		run->count++;
	else
		run->duplicates++;
	note_prompt(reading, cell, &sample);
	return GAMUT_OK;
}

static enum gamut_status take_failure(struct reading *reading,
                                      struct gamut_str line)
{
	struct gamut_run_index *index = reading->run->index;
	struct gamut_sample first;
	struct gamut_failure failure;
	uint64_t end;
	size_t cell;

	if (gamut_failure_decode(&failure, line, &reading->scratch, NULL))
		return GAMUT_EPARSE;
	first = (struct gamut_sample){ .task = failure.task,
		                       .setting = failure.setting,
		                       .index = failure.index };
	cell = gamut_index_cell(index, &reading->run->manifest, &first);
	if (cell == GAMUT_MAP_ABSENT)
		return GAMUT_OK;
	end = (uint64_t)failure.index + failure.count;
	if (end > gamut_run_wanted(reading->run, cell))
		end = gamut_run_wanted(reading->run, cell);
	if (failure.index >= end)
		return GAMUT_OK;
	reading->gaps = gamut_grow_array(reading->gaps, &reading->gap_size,
	                                 reading->gap_count,
	                                 sizeof(struct gap));
	reading->gaps[reading->gap_count++] = (struct gap){
		.cell = cell,
		.begin = failure.index,
		.end = end,
	};
	return GAMUT_OK;
}

/* What becomes of a line: GAMUT_EPARSE says that it is damaged. */
typedef enum gamut_status (*take_fn)(struct reading *reading,
                                     struct gamut_str line);

/* `*end` is how many bytes of its lines had an end. */
static enum gamut_status read_file(struct reading *reading, const char *path,
                                   take_fn take, uint64_t *end,
                                   struct gamut_err *err)
{
	struct gamut_lines *lines;
	struct gamut_line line;
	enum gamut_status status;
	bool has_more;

	status = gamut_lines_open(&lines, path, GAMUT_STORE_LINE_MAX_BYTES,
	                          err);
	if (status)
		return status;
	*end = 0;
	for (;;) {
		status = gamut_lines_next(lines, &line, &has_more, err);
		if (status || !has_more)
			break;
		if (!line.is_ended) {
			reading->run->torn++;
			break;
		}
		gamut_arena_reset(&reading->scratch);
		if (line.is_too_long || take(reading, line.text))
			reading->run->damaged++;
		*end = line.at + line.text.len + 1;
	}
	gamut_lines_close(lines);
	return status;
}

/* List the run's files under `what`, by their names. */
static enum gamut_status list(struct gamut_listing *listing, const char *folder,
                              const char *what, struct gamut_arena *arena,
                              struct gamut_err *err)
{
	const char *path = gamut_arena_strf(arena, "%s/%s", folder, what).ptr;

	return gamut_listing_read(listing, path, ".jsonl", arena, err);
}

static enum gamut_status read_shards(struct reading *reading,
                                     const char *folder, struct gamut_err *err)
{
	struct gamut_run_index *index = reading->run->index;
	struct gamut_listing listing;
	enum gamut_status status = list(&listing, folder, "shards",
	                                &index->arena, err);

	if (status)
		return status;
	index->shards = gamut_alloc_array(listing.count,
	                                  sizeof(index->shards[0]));
	for (size_t i = 0; !status && i < listing.count; i++) {
		reading->shard = &index->shards[index->shard_count++];
		reading->shard->path = listing.paths[i];
		status = read_file(reading, listing.paths[i], take_sample,
		                   &reading->shard->end, err);
	}
	return status;
}

static enum gamut_status read_failures(struct reading *reading,
                                       const char *folder,
                                       struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	struct gamut_listing listing;
	enum gamut_status status = list(&listing, folder, "failures", &arena,
	                                err);
	uint64_t end;

	for (size_t i = 0; !status && i < listing.count; i++)
		status = read_file(reading, listing.paths[i], take_failure,
		                   &end, err);
	gamut_arena_clear(&arena);
	return status;
}

/* By time of arrival, then shard, then place: the first of equals counts. */
static enum gamut_status choose(void *context,
                                const struct gamut_index_record *record,
                                struct gamut_err *err)
{
	struct gamut_index_pick *pick = gamut_index_find_pick(
		context, record->cell, record->sample.index);

	(void)err;
	if (!pick ||
	    (pick->is_set && pick->created_ms <= record->sample.created_ms))
		return GAMUT_OK;
	pick->is_set = true;
	pick->shard = record->shard;
	pick->at = record->at;
	pick->created_ms = record->sample.created_ms;
	return GAMUT_OK;
}

/* Find out which record counts where there are several. */
static enum gamut_status choose_records(struct gamut_run *run,
                                        struct gamut_err *err)
{
	gamut_index_sort_picks(run->index);
	if (run->index->pick_count == 0)
		return GAMUT_OK;
	return gamut_index_walk(run->index, &run->manifest, choose, run->index,
	                        err);
}

static int compare_gaps(const void *left, const void *right)
{
	const struct gap *a = left;
	const struct gap *b = right;

	if (a->cell != b->cell)
		return a->cell < b->cell ? -1 : 1;
	return (a->begin > b->begin) - (a->begin < b->begin);
}

/* Tell what failed from what is missing; failures may overlap. */
static void count_absent(struct reading *reading)
{
	struct gamut_run *run = reading->run;
	uint64_t done = 0; /* failures of this cell were counted up to here */

	if (reading->gap_count > 0)
		qsort(reading->gaps, reading->gap_count, sizeof(struct gap),
		      compare_gaps);
	for (size_t i = 0; i < reading->gap_count; i++) {
		struct gap gap = reading->gaps[i];
		if (i == 0 || reading->gaps[i - 1].cell != gap.cell)
			done = 0;
		if (gap.begin < done)
			gap.begin = done;
		if (gap.begin >= gap.end)
			continue;
		done = gap.end;
		for (uint64_t k = gap.begin; k < gap.end; k++)
			run->failed[gap.cell] += !gamut_run_has(run, gap.cell,
			                                        (uint32_t)k);
	}
	for (size_t c = 0; c < run->manifest.cell_count; c++)
		run->missing[c] = run->wanted[c] - run->failed[c] -
		                  run->index->present[c];
}

/* What was stopped early, and so how many samples are wanted of each cell. */
static enum gamut_status read_wanted(struct gamut_run *run, const char *folder,
                                     struct gamut_err *err)
{
	struct gamut_stops stops;
	enum gamut_status status = gamut_stops_read(
		&stops, folder, &run->manifest, &run->arena, err);

	if (status)
		return status;
	run->stops = stops.of;
	run->round = stops.round;
	run->wanted = gamut_alloc_array(run->manifest.cell_count,
	                                sizeof(*run->wanted));
	for (size_t c = 0; c < run->manifest.cell_count; c++) {
		const struct gamut_stop *stop = gamut_run_stop(run, c);

		const struct gamut_manifest_cell *cell =
			&run->manifest.cells[c];

		run->wanted[c] = stop    ? stop->n :
		                 cell->n ? cell->n :
		                           run->manifest.n;
	}
	return GAMUT_OK;
}

static enum gamut_status read_run(struct reading *reading, const char *folder,
                                  struct gamut_err *err)
{
	struct gamut_run *run = reading->run;
	enum gamut_status status;
	size_t count;

	status = gamut_store_read_manifest(&run->manifest, folder, &run->arena,
	                                   err);
	if (!status)
		status = read_wanted(run, folder, err);
	if (status)
		return status;
	count = run->manifest.cell_count;
	run->failed = gamut_alloc_array(count, sizeof(*run->failed));
	run->missing = gamut_alloc_array(count, sizeof(*run->missing));
	run->prompt_tokens = gamut_alloc_array(count,
	                                       sizeof(*run->prompt_tokens));
	reading->told_by = gamut_alloc_array(count, sizeof(*reading->told_by));
	run->index = gamut_index_new(&run->manifest);
	status = read_shards(reading, folder, err);
	if (!status)
		status = choose_records(run, err);
	if (!status)
		status = read_failures(reading, folder, err);
	if (!status)
		count_absent(reading);
	return status;
}

enum gamut_status gamut_run_read(struct gamut_run **out, const char *folder,
                                 struct gamut_err *err)
{
	struct reading reading = { .run = gamut_alloc(sizeof(**out)) };
	enum gamut_status status = read_run(&reading, folder, err);

	free(reading.told_by);
	free(reading.gaps);
	gamut_arena_clear(&reading.scratch);
	if (status)
		gamut_run_free(reading.run);
	else
		*out = reading.run;
	return status;
}

void gamut_run_free(struct gamut_run *run)
{
	if (!run)
		return;
	gamut_index_free(run->index);
	free(run->failed);
	free(run->missing);
	free(run->wanted);
	free(run->prompt_tokens);
	gamut_arena_clear(&run->arena);
	free(run);
}

bool gamut_run_is_complete(const struct gamut_run *run)
{
	for (size_t c = 0; c < run->manifest.cell_count; c++)
		if (run->failed[c] || run->missing[c])
			return false;
	return true;
}

bool gamut_run_has(const struct gamut_run *run, size_t cell, uint32_t index)
{
	return run->index && gamut_index_has(run->index, cell, index);
}
