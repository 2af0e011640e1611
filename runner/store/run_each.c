#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "runner/store/index.h"

/* A sample that is looked for among the records. */
struct each {
	struct gamut_run_index *index;
	gamut_run_fn *fn;
	void *context;
};

static bool is_loser(const struct gamut_run_index *index,
                     const struct gamut_index_record *record)
{
	const struct gamut_index_pick *pick = gamut_index_find_pick(
		index, record->cell, record->sample.index);

	return pick && (pick->shard != record->shard || pick->at != record->at);
}

static enum gamut_status pass_on(void *context,
                                 const struct gamut_index_record *record,
                                 struct gamut_err *err)
{
	const struct each *each = context;

	if (is_loser(each->index, record))
		return GAMUT_OK;
	return each->fn(each->context, record->cell, &record->sample, err);
}

enum gamut_status gamut_run_each(const struct gamut_run *run, gamut_run_fn *fn,
                                 void *context, struct gamut_err *err)
{
	struct each each = { .index = run->index,
		             .fn = fn,
		             .context = context };

	return gamut_index_walk(run->index, &run->manifest, pass_on, &each,
	                        err);
}

/* ----------------------------------------------------------------- sorted */

/* So many shards are open at a time, though a run may have more. */
#define OPEN_MAX_COUNT 64

/* Where a sample is. */
struct place {
	uint32_t rank;
	uint32_t index;
	uint32_t shard;
	uint32_t len;
	uint64_t at;
};

struct sorted {
	const struct gamut_run *run;
	const uint32_t *ranks;
	size_t *cells; /* by rank */
	struct place *places;
	size_t count;
	int *fds; /* of each shard, or -1 */
	size_t open_count;
	struct gamut_buf line; /* that is read */
	struct gamut_arena arena;
};

static enum gamut_status note_place(void *context,
                                    const struct gamut_index_record *record,
                                    struct gamut_err *err)
{
	struct sorted *sorted = context;

	(void)err;
	if (!is_loser(sorted->run->index, record) &&
	    sorted->count < sorted->run->count)
		sorted->places[sorted->count++] = (struct place){
			.rank = sorted->ranks[record->cell],
			.index = record->sample.index,
			.shard = (uint32_t)record->shard,
			.len = (uint32_t)record->len,
			.at = record->at,
		};
	return GAMUT_OK;
}

static int compare_places(const void *left, const void *right)
{
	const struct place *a = left;
	const struct place *b = right;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

static void close_shards(struct sorted *sorted)
{
	for (size_t i = 0; i < sorted->run->index->shard_count; i++) {
		if (sorted->fds[i] >= 0)
			close(sorted->fds[i]);
		sorted->fds[i] = -1;
	}
	sorted->open_count = 0;
}

static int open_shard(struct sorted *sorted, size_t shard)
{
	if (sorted->fds[shard] < 0) {
		if (sorted->open_count == OPEN_MAX_COUNT)
			close_shards(sorted);
		sorted->open_count++;
		sorted->fds[shard] = gamut_file_open(
			sorted->run->index->shards[shard].path, O_RDONLY);
	}
	return sorted->fds[shard];
}

/* As much as there is of the record at `place`, in `line`; or -1 and errno. */
static ssize_t read_line(struct sorted *sorted, const struct place *place)
{
	int fd = open_shard(sorted, place->shard);
	size_t done = 0;
	ssize_t n = 1;
	char *line;

	if (fd < 0)
		return -1;
	gamut_buf_clear(&sorted->line);
	line = gamut_buf_extend(&sorted->line, place->len);
	while (n > 0 && done < place->len) {
		do
			n = pread(fd, line + done, place->len - done,
			          (off_t)(place->at + done));
		while (n < 0 && errno == EINTR);
		done += n > 0 ? (size_t)n : 0;
	}
	return n < 0 ? -1 : (ssize_t)done;
}

static enum gamut_status read_place(struct sorted *sorted,
                                    const struct place *place,
                                    struct gamut_sample *sample,
                                    struct gamut_err *err)
{
	const char *path = sorted->run->index->shards[place->shard].path;
	ssize_t n = read_line(sorted, place);

	if (n < 0)
		return gamut_error_errno(err, errno, "cannot read '%s'", path);
	gamut_arena_reset(&sorted->arena);
	if ((size_t)n < place->len ||
	    gamut_sample_decode(sample, gamut_buf_view(&sorted->line),
	                        &sorted->arena, NULL) ||
	    sample->index != place->index)
		return gamut_index_changed(path, err);
	return GAMUT_OK;
}

static enum gamut_status read_places(struct sorted *sorted, gamut_run_fn *fn,
                                     void *context, struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;
	struct gamut_sample sample;

	if (sorted->count > 0)
		qsort(sorted->places, sorted->count, sizeof(struct place),
		      compare_places);
	for (size_t i = 0; i < sorted->count && !status; i++) {
		const struct place *place = &sorted->places[i];

		status = read_place(sorted, place, &sample, err);
		if (!status)
			status = fn(context, sorted->cells[place->rank],
			            &sample, err);
	}
	return status;
}

enum gamut_status gamut_run_each_sorted(const struct gamut_run *run,
                                        const uint32_t *ranks, gamut_run_fn *fn,
                                        void *context, struct gamut_err *err)
{
	size_t cell_count = run->manifest.cell_count;
	size_t shard_count = run->index->shard_count;
	struct sorted sorted = {
		.run = run,
		.ranks = ranks,
		.cells = gamut_alloc_array(cell_count, sizeof(size_t)),
		.places = gamut_alloc_array(run->count, sizeof(struct place)),
		.fds = gamut_alloc_array(shard_count, sizeof(int)),
	};
	enum gamut_status status;

	for (size_t i = 0; i < cell_count; i++)
		sorted.cells[ranks[i]] = i;
	for (size_t i = 0; i < shard_count; i++)
		sorted.fds[i] = -1;
	status = gamut_index_walk(run->index, &run->manifest, note_place,
	                          &sorted, err);
	if (!status)
		status = read_places(&sorted, fn, context, err);
	close_shards(&sorted);
	gamut_buf_release(&sorted.line);
	gamut_arena_clear(&sorted.arena);
	free(sorted.cells);
	free(sorted.places);
	free(sorted.fds);
	return status;
}
