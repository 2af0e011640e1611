#ifndef GAMUT_MEASURE_FLAGS_H
#define GAMUT_MEASURE_FLAGS_H

#include "runner/measure/warning.h"
#include "runner/store/store.h"

/* Warnings, more of which can be added; `{0}` is empty. Released by free(). */
struct gamut_flags {
	struct gamut_warning *list;
	size_t count;
	size_t size;
};

/* Completions beyond these are long: independent draws hardly agree on one. */
#define GAMUT_FLAGS_LONG_TOKENS 40
#define GAMUT_FLAGS_LONG_BYTES ((size_t)160) /* where tokens are not told */

/* So many of what the server said of itself are passed on. */
#define GAMUT_FLAGS_SERVER_MAX 16

/*
 * What in a run speaks against independent draws of one model
 * -----------------------------------------------------------
 *	gamut_finder_new(run) -> gamut_finder_add() each sample, once ->
 *	gamut_finder_finish() -> gamut_finder_free()
 *
 *   duplicate-response-ids  requests whose response id another request of the
 *           run has, of those that have one
 *   identical-long-completions  long completions (text and reasoning, as they
 *           came) that are not the only ones of their text in the cell, of the
 *           long ones; not at temperature 0
 *   several-models, several-fingerprints  where a cell has more than one: how
 *           many, of the completions that tell theirs
 *   cached-completions  completions, of all
 *   repeated-seeds  samples whose seed one of another index has anywhere in
 *           the run, of those that have one
 *   server  what is listed in "warnings" of the manifest's `server`
 *
 * A pure function of what the run holds. Memory is 4 bytes for each sample's
 * id, seed and long text, and some words for each that is equal to another.
 */
struct gamut_finder;

/* `run` outlives it. Never NULL. */
GAMUT_NONNULL
struct gamut_finder *gamut_finder_new(const struct gamut_run *run);
void gamut_finder_free(struct gamut_finder *finder); /* NULL is a no-op */

/* Look at a sample of the manifest's cell `cell`. */
void gamut_finder_add(struct gamut_finder *finder, size_t cell,
                      const struct gamut_sample *sample);

/*
 * Add what was found to `flags`; texts are left to gamut_warnings_make(), all
 * else is copied into `arena`. Where something seems to be equal, the run is
 * read once more to make sure; fails as gamut_run_each() does.
 */
GAMUT_MUST_USE
enum gamut_status gamut_finder_finish(struct gamut_finder *finder,
                                      struct gamut_flags *flags,
                                      struct gamut_arena *arena,
                                      struct gamut_err *err);

#endif
