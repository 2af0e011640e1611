#ifndef GAMUT_STORE_STORE_H
#define GAMUT_STORE_STORE_H

#include "runner/store/manifest.h"
#include "runner/store/sample.h"

/*
 * The run directory
 * -----------------
 *	run.json                 the manifest: durable before any request
 *	topups/<n>.json          n raised to <n> later; the largest counts
 *	shards/<writer>.jsonl    completions, one file per writing process
 *	failures/<writer>.jsonl  requests given up, likewise
 *
 * Other files in it disturb nobody. A shard is created exclusively and only
 * ever appended to, by one process. So after kill -9 at any moment at most its
 * last line is torn; readers skip and count it, and nobody repairs it, for its
 * owner may still live. Several processes on several machines may write one
 * run.
 */

/* ------------------------------------------------------------- the folder */

/*
 * Create `folder` and its run.json, of which the run id is the hash, whatever
 * `manifest` has for one. GAMUT_EMISMATCH where a run is there already (also
 * when another process was faster): read that and match it. GAMUT_EINVAL where
 * there are samples without a run.json: nobody knows of what.
 */
GAMUT_MUST_USE
enum gamut_status gamut_store_create(const char *folder,
                                     const struct gamut_manifest *manifest,
                                     struct gamut_err *err);

/* Is there a run.json in `folder`? */
bool gamut_store_exists(const char *folder);

/*
 * Read run.json; strings live in `arena`. `manifest->n` is the largest n that
 * the run was ever raised to. GAMUT_ENOTFOUND where `folder` holds no run,
 * GAMUT_EPARSE where a file of it was changed.
 */
GAMUT_MUST_USE
enum gamut_status gamut_store_read_manifest(struct gamut_manifest *manifest,
                                            const char *folder,
                                            struct gamut_arena *arena,
                                            struct gamut_err *err);

/*
 * Raise the n of the run in `folder` to at least `n`. Idempotent and durable;
 * nothing happens where it is that large already. GAMUT_EINVAL where `n` is
 * above GAMUT_SAMPLES_MAX.
 */
GAMUT_MUST_USE
enum gamut_status gamut_store_raise(const char *folder, uint32_t n,
                                    struct gamut_err *err);

struct gamut_run;
struct gamut_stop;

/*
 * Note that `count` cells of `run`, which was read from `folder`, are stopped
 * early: of each, only the first samples are wanted from now on. Idempotent and
 * durable; several processes may do so, and the smallest n of a cell counts.
 * What is stored beyond it stays, and is not used. A larger n of the run lifts
 * all its stops. GAMUT_EINVAL where so much was noted before that it could not
 * be read any more.
 */
GAMUT_MUST_USE
enum gamut_status gamut_store_stop(const char *folder,
                                   const struct gamut_run *run,
                                   const struct gamut_stop *stops, size_t count,
                                   struct gamut_err *err);

/*
 * Want all n samples again of each cell of `run` that was stopped, also where
 * another process stops it under the impression of what was before.
 * GAMUT_EINVAL after a million times; else as gamut_store_stop().
 */
GAMUT_MUST_USE
enum gamut_status gamut_store_lift(const char *folder,
                                   const struct gamut_run *run,
                                   struct gamut_err *err);

/* ---------------------------------------------------------------- writing */

/* This process' own files in a run directory. Not thread-safe. */
struct gamut_shard;

/*
 * Ready to write into `folder`; files are created when there is something to
 * put into them, but whether they can be is found out now. On GAMUT_OK the
 * caller owns `*out`. A child process must not use its parent's shard.
 */
GAMUT_MUST_USE
enum gamut_status gamut_shard_open(struct gamut_shard **out, const char *folder,
                                   struct gamut_err *err);

/* Queue `sample` for the next sync; it is copied. */
void gamut_shard_append(struct gamut_shard *shard,
                        const struct gamut_sample *sample);

/* A request that was given up: its samples stay wanted. */
struct gamut_failure {
	struct gamut_str task;
	struct gamut_str setting;
	uint32_t index;          /* the first sample of the request */
	uint32_t count;          /* how many it asked for */
	struct gamut_str reason; /* one line */
	int64_t http_status;     /* or GAMUT_UNKNOWN */
	int64_t attempts;
	int64_t created_ms;
};

/* Queue `failure` likewise. */
void gamut_shard_fail(struct gamut_shard *shard,
                      const struct gamut_failure *failure);

/*
 * Put all that is queued on disk: whole lines by write(2), then fdatasync(2).
 * Only then do these samples count as done. On failure (a full disk) nothing
 * that was acknowledged before is lost; the shard must not be used further.
 */
GAMUT_MUST_USE
enum gamut_status gamut_shard_sync(struct gamut_shard *shard,
                                   struct gamut_err *err);

/* Release; what was not synced is dropped. NULL is a no-op. */
void gamut_shard_close(struct gamut_shard *shard);

/* ---------------------------------------------------------------- reading */

/* Where the samples of a run are. Private to the store. */
struct gamut_run_index;

/* X(NAME, "name"): by what a cell was decided before it had n samples. */
#define GAMUT_STOP_RULE_MAP(X)     \
	X(HALFWIDTH, "half-width") \
	X(WORSE, "worse-than-base")

enum gamut_stop_rule {
#define X(name, text) GAMUT_STOP_##name,
	GAMUT_STOP_RULE_MAP(X)
#undef X
};

/* "half-width"; never NULL. */
const char *gamut_stop_rule_name(enum gamut_stop_rule rule);

/* A cell that was stopped early: it has less than the run's n. */
struct gamut_stop {
	size_t cell; /* of the manifest */
	uint32_t n;  /* its first samples, which are all that is wanted; >= 1 */
	enum gamut_stop_rule rule;
	struct gamut_str reason; /* one line, at most 1000 bytes */
};

/* What a run holds, but for the samples themselves. */
struct gamut_run {
	struct gamut_manifest manifest;
	size_t count; /* samples, each counted once */
	/*
	 * Good records beyond the one that counts: the earliest by (created,
	 * shard's name, place in it).
	 */
	size_t duplicates;
	size_t torn;    /* last lines without an end */
	size_t damaged; /* other lines that do not read or have a wrong CRC */
	size_t foreign; /* samples of no cell of the manifest, or beyond n */
	size_t beyond;  /* samples behind those that a stopped cell wants */
	/*
	 * Per cell, how many samples are wanted: the manifest's n, or less
	 * where the cell was stopped early. NULL: n of each.
	 */
	uint32_t *wanted;
	/* Per cell, `n` 0 where it was not stopped. NULL: none was. */
	const struct gamut_stop *stops;
	uint32_t round; /* how often stops were lifted; for the store itself */
	/*
	 * Per cell of the manifest, how many samples are not there: those that
	 * a failure names count as failed, the rest as missing.
	 */
	uint32_t *failed;
	uint32_t *missing;
	/*
	 * Per cell, the tokens of its prompt, as its first sample by index has
	 * them that tells; 0 where none does.
	 */
	uint32_t *prompt_tokens;
	struct gamut_run_index *index; /* NULL: no sample is there */
	struct gamut_arena arena;
};

/*
 * Read the run in `folder`, all of it, to know what is there. Samples at or
 * beyond the run's n, which a run can only hold when it was tampered with, do
 * not count. On GAMUT_OK the caller owns `*out`. Deterministic: the same files
 * give the same result. Writers may be at work meanwhile. Memory is a bit for
 * each sample that is wanted of a cell that has any, and some words for each
 * that several records hold.
 */
GAMUT_MUST_USE
enum gamut_status gamut_run_read(struct gamut_run **out, const char *folder,
                                 struct gamut_err *err);
void gamut_run_free(struct gamut_run *run); /* NULL is a no-op */

/* How many samples are wanted of cell `cell`. */
static inline uint32_t gamut_run_wanted(const struct gamut_run *run,
                                        size_t cell)
{
	return run->wanted ? run->wanted[cell] : run->manifest.n;
}

/* How `cell` was stopped early, or NULL where it was not. */
static inline const struct gamut_stop *gamut_run_stop(
	const struct gamut_run *run, size_t cell)
{
	return run->stops && run->stops[cell].n ? &run->stops[cell] : NULL;
}

/* How many cells were. */
static inline size_t gamut_run_stopped(const struct gamut_run *run)
{
	size_t count = 0;

	for (size_t i = 0; i < run->manifest.cell_count; i++)
		count += gamut_run_stop(run, i) != NULL;
	return count;
}

/* Is every sample there, as many for each cell as are wanted? O(cells). */
bool gamut_run_is_complete(const struct gamut_run *run);

/* Is the sample `index` of cell `cell` there? O(1). */
bool gamut_run_has(const struct gamut_run *run, size_t cell, uint32_t index);

/*
 * Called with a sample and its cell in the manifest; the sample is valid
 * during the call. What is not GAMUT_OK ends the reading.
 */
typedef enum gamut_status gamut_run_fn(void *context, size_t cell,
                                       const struct gamut_sample *sample,
                                       struct gamut_err *err);

/*
 * Read the shards again and call `fn` once for every sample of `run`, in the
 * order in which they are stored: by shard's name, then place. What was added
 * since the run was read is left out. Fails with what `fn` returned, or with
 * GAMUT_EIO where a shard cannot be read or has lost something. Memory is that
 * of the longest record. Not thread-safe.
 */
GAMUT_MUST_USE
enum gamut_status gamut_run_each(const struct gamut_run *run, gamut_run_fn *fn,
                                 void *context, struct gamut_err *err);

/*
 * The same by (rank of the cell, index): `ranks` has a different number below
 * the number of cells for each cell. Memory is 24 bytes a sample besides, and
 * each record is read by itself.
 */
GAMUT_MUST_USE
enum gamut_status gamut_run_each_sorted(const struct gamut_run *run,
                                        const uint32_t *ranks, gamut_run_fn *fn,
                                        void *context, struct gamut_err *err);

#endif
