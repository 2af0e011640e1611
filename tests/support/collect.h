#ifndef GAMUT_TESTS_COLLECT_H
#define GAMUT_TESTS_COLLECT_H

#include "runner/store/store.h"

/*
 * Read the run in `folder`, of which nothing is torn, damaged or of another
 * run; the caller frees it.
 */
struct gamut_run *gamut_collect_run(const char *folder);

/* All samples of a run, by (cell in the manifest's order, index). */
struct gamut_collection {
	const struct gamut_run *run;
	struct gamut_sample *samples;
	size_t *cells; /* of each */
	size_t count;
	struct gamut_arena arena;
};

/*
 * Read the samples of `run`, which outlives the collection; that both ways of
 * reading them give the same is checked. Release with gamut_collect_release().
 */
void gamut_collect(struct gamut_collection *all, const struct gamut_run *run);
void gamut_collect_release(struct gamut_collection *all);

/* The sample `index` of `cell`, or NULL. */
const struct gamut_sample *gamut_collect_find(
	const struct gamut_collection *all, size_t cell, uint32_t index);

#endif
