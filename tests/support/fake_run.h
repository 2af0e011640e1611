#ifndef GAMUT_TESTS_FAKE_RUN_H
#define GAMUT_TESTS_FAKE_RUN_H

#include "runner/store/store.h"

/*
 * gamut_run_each() and gamut_run_each_sorted(), in place of the store's own,
 * for runs whose samples are in memory: in the order in which they are there.
 */
struct gamut_run_index {
	const struct gamut_sample *samples;
	size_t count;
};

/* What a run with these samples has for an index; they outlive it. */
struct gamut_run_index gamut_fake_run_index(const struct gamut_sample *samples,
                                            size_t count);

#endif
