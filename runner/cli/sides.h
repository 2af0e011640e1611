#ifndef GAMUT_CLI_SIDES_H
#define GAMUT_CLI_SIDES_H

#include "runner/cli/known.h"
#include "runner/measure/score.h"
#include "runner/store/store.h"

/*
 * Several runs or files, each scored by itself
 * --------------------------------------------
 * For commands that set one against others: compare, power, pareto, overlap.
 * Nothing is written; summary.json of a run stays as it is.
 */
struct gamut_side {
	/* As given; of a folder that is no run, its completions.jsonl. */
	const char *path;
	struct gamut_str
		label; /* for people: the last part of what was given */
	/* NULL where the path is a file of foreign completions. */
	const struct gamut_run *run;
	/*
	 * Of a run: one model. Of a file: a model for each that its lines
	 * name. Owned by `score`.
	 */
	const struct gamut_summary *summary;
	struct gamut_score *score;
	struct gamut_run *owned_run;
};

/* A file's models and settings are free: what is not, is a mistake. */
#define GAMUT_SIDE_CELLS_MAX 20000

struct gamut_sides {
	struct gamut_side *list;
	size_t count;
	/* Wanted: those of --task-file, borrowed. */
	struct gamut_texts task_files;
	/* All tasks that are known. Wanted: somebody's; or NULL. */
	struct gamut_catalog *catalog;
	struct gamut_catalog *owned_catalog; /* the same, or NULL: borrowed */
	struct gamut_suite *suite;
	/* Wanted: called with each completion, as of gamut_score_watch(). */
	gamut_judged_fn *judged;
	void *context;
	struct gamut_arena arena; /* of paths */
};

/* The last part of `path`, whatever slashes stand behind it; borrowed. */
struct gamut_str gamut_side_label(const char *path);

/*
 * Read and score each of `paths`: run directories, JSONL files as `gamut score`
 * takes them, or folders that hold such a file, completions.jsonl, as those of
 * results/baselines do. `*sides` is {0} but for what is
 * wanted. Torn, damaged and doubled records are
 * told. Fails as gamut_known_open(), reading and scoring do, the message naming
 * the path; GAMUT_EINVAL where one has nothing, or more than
 * GAMUT_SIDE_CELLS_MAX cells. Release with gamut_sides_close(), whatever comes
 * of it.
 */
GAMUT_MUST_USE
enum gamut_status gamut_sides_open(struct gamut_sides *sides,
                                   const char *const *paths, size_t count,
                                   struct gamut_err *err);
void gamut_sides_close(struct gamut_sides *sides);

/*
 * GAMUT_EINVAL where two of `paths`, as gamut_sides_open() takes them, are the
 * same samples: runs of one id, or one file. Reads no samples, so it is best
 * asked first, before all are scored. A path that cannot be read is left to
 * gamut_sides_open() to refuse.
 */
GAMUT_MUST_USE
enum gamut_status gamut_sides_require_different(const char *const *paths,
                                                size_t count,
                                                struct gamut_err *err);

/* GAMUT_EINVAL where `side` holds more than one model of one run. */
GAMUT_MUST_USE
enum gamut_status gamut_side_require_single(const struct gamut_side *side,
                                            struct gamut_err *err);

/*
 * Score `side` anew with no more of each cell than the cell of the same task
 * and setting has in `other`: the first ones by index, or by line.
 */
GAMUT_MUST_USE
enum gamut_status gamut_side_cut(struct gamut_side *side,
                                 const struct gamut_side *other,
                                 const struct gamut_suite *suite,
                                 struct gamut_err *err);

#endif
