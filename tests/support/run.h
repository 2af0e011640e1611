#ifndef GAMUT_TESTS_RUN_H
#define GAMUT_TESTS_RUN_H

#include "runner/store/store.h"

/*
 * A small run to store things in: the tasks "prime" and "state", zero-shot,
 * ten samples each. The cells are shared by all that it returns.
 */
struct gamut_manifest gamut_unit_manifest(void);

/* The sample `index` of `task`, zero-shot, without what is optional. */
struct gamut_sample gamut_unit_sample(struct gamut_str task, uint32_t index,
                                      const char *text);

/* Create a run with that manifest and `n` in gamut_temp_folder(). */
void gamut_unit_create_run(uint32_t n);

/* Read the run in gamut_temp_folder(); the caller frees it. */
struct gamut_run *gamut_unit_read_run(void);

#endif
