#ifndef GAMUT_CLI_READING_H
#define GAMUT_CLI_READING_H

#include "runner/measure/score.h"
#include "runner/store/store.h"

/* What commands read completions from: run directories and files. */

/*
 * Read the run in `folder` as gamut_run_read() does, and tell what is odd
 * about it: torn, damaged, doubled records. GAMUT_EINVAL for a file.
 */
GAMUT_MUST_USE
enum gamut_status gamut_reading_run(struct gamut_run **out, const char *folder,
                                    struct gamut_err *err);

/*
 * Add the foreign completions of the file `path` to `score`, see foreign.h.
 * How many bad lines were skipped is told.
 */
GAMUT_MUST_USE
enum gamut_status gamut_reading_file(struct gamut_score *score,
                                     const char *path, bool skips_bad_lines,
                                     struct gamut_err *err);

#endif
