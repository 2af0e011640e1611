#ifndef GAMUT_STORE_FOREIGN_H
#define GAMUT_STORE_FOREIGN_H

#include <stdio.h>

#include "runner/store/sample.h"

/*
 * Completions that others made: JSON Lines with "task" and "text", and
 * optionally "setting", "model", "finish_reason"; other members are ignored.
 * A byte order mark, CRLF and blank lines are let pass; lines of more than 64
 * MiB are malformed. Read as a stream: memory is that of the longest line.
 */
struct gamut_foreign;

/*
 * Open `path`, "-" for standard input. With `skips_bad_lines`, malformed lines
 * are counted instead of ending the reading. On GAMUT_OK the caller owns
 * `*out`.
 */
GAMUT_MUST_USE
enum gamut_status gamut_foreign_open(struct gamut_foreign **out,
                                     const char *path, bool skips_bad_lines,
                                     struct gamut_err *err);
void gamut_foreign_close(struct gamut_foreign *foreign); /* NULL is a no-op */

/*
 * The next completion, its strings valid until the next call; `*has_more` is
 * false at the end. `index` is the number of its line, from 0, blank ones
 * included. GAMUT_EPARSE names file, line and reason; the next call goes on
 * behind that line.
 */
GAMUT_MUST_USE
enum gamut_status gamut_foreign_next(struct gamut_foreign *foreign,
                                     struct gamut_sample *sample,
                                     bool *has_more, struct gamut_err *err);

/*
 * The completion just read cannot be used after all; `err` says why. Counts as
 * a bad line: skipped and GAMUT_OK, or the status in `err`, with file and line.
 */
GAMUT_MUST_USE
enum gamut_status gamut_foreign_refuse(struct gamut_foreign *foreign,
                                       struct gamut_err *err);

/* How many bad lines were skipped so far. */
size_t gamut_foreign_skipped(const struct gamut_foreign *foreign);

#endif
