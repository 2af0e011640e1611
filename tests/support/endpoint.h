#ifndef GAMUT_TESTS_ENDPOINT_H
#define GAMUT_TESTS_ENDPOINT_H

#include "runner/store/store.h"
#include "tests/support/program.h"
#include "tests/support/server.h"

/*
 * Runs of the real program against the test server
 * ------------------------------------------------
 * In the folder "r", of the model "m", with the run's seed 1.
 */

/* The line of `gamut run` against `server`, which ends in `rest`. */
const char *gamut_endpoint_line(struct gamut_arena *arena,
                                const struct gamut_server *server,
                                const char *rest);

/* Run that line, for the task rng_1_100 only. */
struct gamut_output gamut_endpoint_run(struct gamut_arena *arena,
                                       const struct gamut_server *server,
                                       const char *rest);

/* Read the run in "r", which must be readable; the caller frees it. */
struct gamut_run *gamut_endpoint_read(void);

/* Nothing in `run` is damaged, doubled, or of another run. */
void gamut_endpoint_check_clean(const struct gamut_run *run);

/*
 * The run in "r" has `n` samples a cell, each once, with the answer that the
 * server gives for its seed.
 */
void gamut_endpoint_check_whole(uint32_t n);

/* Do the bytes of `text` stand in any file below `folder`? */
bool gamut_endpoint_has(const char *folder, const char *text);

#endif
