#include "runner/store/store.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/lines.h"
#include "runner/store/cells.h"
#include "runner/store/failure.h"
#include "runner/store/listing.h"

/*
 * Longer lines are damaged. Far above what a reply may have, written with
 * every byte escaped.
 */
#define LINE_MAX_BYTES ((size_t)512 * 1024 * 1024)

/* A good record of the run. */
struct entry {
	size_t cell;
	size_t place; /* among all records read: by shard, then offset */
	struct gamut_sample sample;
};

/* Samples begin <= index < end of a cell that a failure names. */
struct gap {
	size_t cell;
	uint64_t begin;
	uint64_t end;
};

/* A run that is being read. */
struct reading {
	struct gamut_run *run;
	struct gamut_cells cells;
	struct entry *entries;
	size_t count;
	size_t size; /* of `entries`, in items */
	struct gap *gaps;
	size_t gap_count;
	size_t gap_size;
};

static enum gamut_status take_sample(struct reading *reading,
                                     struct gamut_str line)
{
	struct gamut_run *run = reading->run;
	struct gamut_sample sample;
	size_t cell;

	if (gamut_sample_decode(&sample, line, &run->arena, NULL))
		return GAMUT_EPARSE;
	cell = gamut_cells_find(&reading->cells, sample.task, sample.setting);
	if (cell == GAMUT_MAP_ABSENT || sample.index >= run->manifest.n) {
		run->foreign++;
		return GAMUT_OK;
	}
	reading->entries = gamut_grow_array(reading->entries, &reading->size,
	                                    reading->count,
	                                    sizeof(struct entry));
	reading->entries[reading->count] = (struct entry){
		.cell = cell,
		.place = reading->count,
		.sample = sample,
	};
	reading->count++;
	return GAMUT_OK;
}

static enum gamut_status take_failure(struct reading *reading,
                                      struct gamut_str line)
{
	struct gamut_arena scratch = { 0 };
	struct gamut_failure failure;
	uint64_t end;
	size_t cell;

	if (gamut_failure_decode(&failure, line, &scratch, NULL)) {
		gamut_arena_clear(&scratch);
		return GAMUT_EPARSE;
	}
	cell = gamut_cells_find(&reading->cells, failure.task, failure.setting);
	gamut_arena_clear(&scratch);
	end = (uint64_t)failure.index + failure.count;
	if (end > reading->run->manifest.n)
		end = reading->run->manifest.n;
	if (cell == GAMUT_MAP_ABSENT || failure.index >= end)
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

static enum gamut_status read_file(struct reading *reading, const char *path,
                                   take_fn take, struct gamut_err *err)
{
	struct gamut_lines *lines;
	struct gamut_line line;
	enum gamut_status status;
	bool has_more;

	status = gamut_lines_open(&lines, path, LINE_MAX_BYTES, err);
	if (status)
		return status;
	for (;;) {
		status = gamut_lines_next(lines, &line, &has_more, err);
		if (status || !has_more)
			break;
		if (!line.is_ended)
			reading->run->torn++;
		else if (line.is_too_long || take(reading, line.text))
			reading->run->damaged++;
	}
	gamut_lines_close(lines);
	return status;
}

/* Read all of the run's files under `what`, in the order of their names. */
static enum gamut_status read_files(struct reading *reading, const char *folder,
                                    const char *what, take_fn take,
                                    struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	const char *path = gamut_arena_strf(&arena, "%s/%s", folder, what).ptr;
	struct gamut_listing listing;
	enum gamut_status status;

	status = gamut_listing_read(&listing, path, ".jsonl", &arena, err);
	for (size_t i = 0; i < listing.count && !status; i++)
		status = read_file(reading, listing.paths[i], take, err);
	gamut_arena_clear(&arena);
	return status;
}

/* By cell, index, time of arrival, place: the first of equals counts. */
static int compare_entries(const void *left, const void *right)
{
	const struct entry *a = left;
	const struct entry *b = right;

	if (a->cell != b->cell)
		return a->cell < b->cell ? -1 : 1;
	if (a->sample.index != b->sample.index)
		return a->sample.index < b->sample.index ? -1 : 1;
	if (a->sample.created_ms != b->sample.created_ms)
		return a->sample.created_ms < b->sample.created_ms ? -1 : 1;
	return (a->place > b->place) - (a->place < b->place);
}

/* Move the samples that count to the run. */
static void keep_earliest(struct reading *reading)
{
	struct gamut_run *run = reading->run;
	const struct entry *last = NULL;
	size_t cell = 0;

	if (reading->count > 0)
		qsort(reading->entries, reading->count, sizeof(struct entry),
		      compare_entries);
	run->samples = gamut_alloc_array(reading->count, sizeof(*run->samples));
	for (size_t i = 0; i < reading->count; i++) {
		const struct entry *entry = &reading->entries[i];

		if (last && last->cell == entry->cell &&
		    last->sample.index == entry->sample.index) {
			run->duplicates++;
			continue;
		}
		last = entry;
		while (cell < entry->cell)
			run->first[++cell] = run->count;
		run->samples[run->count++] = entry->sample;
	}
	while (cell < run->manifest.cell_count)
		run->first[++cell] = run->count;
}

static int compare_gaps(const void *left, const void *right)
{
	const struct gap *a = left;
	const struct gap *b = right;

	if (a->cell != b->cell)
		return a->cell < b->cell ? -1 : 1;
	return (a->begin > b->begin) - (a->begin < b->begin);
}

/* The place of the first sample of `cell` whose index is at least `index`. */
static size_t lower_bound(const struct gamut_run *run, size_t cell,
                          uint64_t index)
{
	size_t low = run->first[cell];
	size_t high = run->first[cell + 1];

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (run->samples[middle].index < index)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
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
		size_t there;

		if (i == 0 || reading->gaps[i - 1].cell != gap.cell)
			done = 0;
		if (gap.begin < done)
			gap.begin = done;
		if (gap.begin >= gap.end)
			continue;
		there = lower_bound(run, gap.cell, gap.end) -
		        lower_bound(run, gap.cell, gap.begin);
		run->failed[gap.cell] +=
			(uint32_t)(gap.end - gap.begin - there);
		done = gap.end;
	}
	for (size_t c = 0; c < run->manifest.cell_count; c++)
		run->missing[c] =
			(uint32_t)(run->manifest.n - run->failed[c] -
		                   (run->first[c + 1] - run->first[c]));
}

static enum gamut_status read_run(struct reading *reading, const char *folder,
                                  struct gamut_err *err)
{
	struct gamut_run *run = reading->run;
	enum gamut_status status;
	size_t count;

	status = gamut_store_read_manifest(&run->manifest, folder, &run->arena,
	                                   err);
	if (status)
		return status;
	count = run->manifest.cell_count;
	run->first = gamut_alloc_array(count + 1, sizeof(*run->first));
	run->failed = gamut_alloc_array(count, sizeof(*run->failed));
	run->missing = gamut_alloc_array(count, sizeof(*run->missing));
	gamut_cells_init(&reading->cells, &run->manifest);
	status = read_files(reading, folder, "shards", take_sample, err);
	if (!status)
		status = read_files(reading, folder, "failures", take_failure,
		                    err);
	if (status)
		return status;
	keep_earliest(reading);
	count_absent(reading);
	return GAMUT_OK;
}

enum gamut_status gamut_run_read(struct gamut_run **out, const char *folder,
                                 struct gamut_err *err)
{
	struct reading reading = { .run = gamut_alloc(sizeof(**out)) };
	enum gamut_status status = read_run(&reading, folder, err);

	gamut_cells_release(&reading.cells);
	free(reading.entries);
	free(reading.gaps);
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
	free(run->samples);
	free(run->first);
	free(run->failed);
	free(run->missing);
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

const struct gamut_sample *gamut_run_find(const struct gamut_run *run,
                                          size_t cell, uint32_t index)
{
	size_t place = lower_bound(run, cell, index);

	if (place == run->first[cell + 1] || run->samples[place].index != index)
		return NULL;
	return &run->samples[place];
}
