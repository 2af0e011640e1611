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
 * Add what in `run` speaks against independent draws of one model; texts are
 * left to gamut_warnings_make(), all else is copied into `arena`. A pure
 * function of what the run holds.
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
 * O(samples log samples) time, memory for some words a sample.
 */
void gamut_flags_find(struct gamut_flags *flags, const struct gamut_run *run,
                      struct gamut_arena *arena);

#endif
