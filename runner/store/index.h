#ifndef GAMUT_STORE_INDEX_H
#define GAMUT_STORE_INDEX_H

#include "runner/store/cells.h"
#include "runner/store/store.h"

/*
 * Longer lines are damaged. Far above what a reply may have, written with
 * every byte escaped.
 */
#define GAMUT_STORE_LINE_MAX_BYTES ((size_t)512 * 1024 * 1024)

/*
 * Where the samples of a run are
 * ------------------------------
 * One bit for each sample of the plan, and, for those that several records
 * hold, which of these counts. So shards are read twice, first for the index
 * and then for the samples, and memory does not grow with what they say.
 * Private to the store.
 */

/* A shard, as it was when the run was read: what is appended later is new. */
struct gamut_index_shard {
	const char *path;
	uint64_t end;   /* bytes of its lines that had an end */
	uint64_t count; /* of its good records of samples that are wanted */
};

/* The record that counts of a sample that several hold. */
struct gamut_index_pick {
	size_t cell;
	uint32_t index;
	bool is_set;
	size_t shard;
	uint64_t at; /* bytes before it */
	int64_t created_ms;
};

struct gamut_run_index {
	struct gamut_cells cells;
	size_t cell_count;
	size_t last;       /* cell that was found */
	uint32_t n;        /* samples of each */
	uint64_t **held;   /* bits of each cell, NULL where it has none */
	uint32_t *present; /* how many are set */
	struct gamut_index_shard *shards; /* by name */
	size_t shard_count;
	struct gamut_index_pick *picks; /* by cell, index */
	size_t pick_count;
	size_t pick_size;
	struct gamut_arena arena; /* for the paths */
};

/* `manifest` outlives the index. Never NULL. */
GAMUT_NONNULL
struct gamut_run_index *gamut_index_new(const struct gamut_manifest *manifest);
void gamut_index_free(struct gamut_run_index *index); /* NULL is a no-op */

/* The cell of `sample`, or GAMUT_MAP_ABSENT where the run does not want it. */
size_t gamut_index_cell(struct gamut_run_index *index,
                        const struct gamut_manifest *manifest,
                        const struct gamut_sample *sample);

/* Note that a record holds it; false where another one does, too. */
bool gamut_index_put(struct gamut_run_index *index, size_t cell,
                     uint32_t number);

/* Does a record hold it? */
bool gamut_index_has(const struct gamut_run_index *index, size_t cell,
                     uint32_t number);

/* Of the picks, each once, in their order. */
void gamut_index_sort_picks(struct gamut_run_index *index);

/* The pick of a sample, or NULL: then the only record counts. */
struct gamut_index_pick *gamut_index_find_pick(
	const struct gamut_run_index *index, size_t cell, uint32_t number);

/* Say that the shard `path` is not what it was: GAMUT_EIO. */
enum gamut_status gamut_index_changed(const char *path, struct gamut_err *err);

/* A good record of a sample that is wanted; valid until the next one. */
struct gamut_index_record {
	size_t cell;
	struct gamut_sample sample;
	size_t shard;
	uint64_t at;
	size_t len; /* without the line feed */
};

typedef enum gamut_status gamut_index_fn(
	void *context, const struct gamut_index_record *record,
	struct gamut_err *err);

/*
 * Call `fn` for every one, also where several hold a sample: by shard, then
 * place. Ends with the first status that is not GAMUT_OK; GAMUT_EIO where a
 * shard is not what it was when the index was made.
 */
GAMUT_MUST_USE
enum gamut_status gamut_index_walk(struct gamut_run_index *index,
                                   const struct gamut_manifest *manifest,
                                   gamut_index_fn *fn, void *context,
                                   struct gamut_err *err);

#endif
