#ifndef GAMUT_EXCHANGE_IMPORT_FOLDER_H
#define GAMUT_EXCHANGE_IMPORT_FOLDER_H

#include "base/arena.h"
#include "base/status.h"

/*
 * A run directory that is filled beside the place where it is to be, so that
 * nobody sees it before it is whole.
 */

/* Make it, beside `out`; its path lives in `arena`. */
GAMUT_MUST_USE
enum gamut_status gamut_import_folder_make(const char **path, const char *out,
                                           struct gamut_arena *arena,
                                           struct gamut_err *err);

/*
 * Move `path` to `out`, which is not there or is empty, and durably.
 * GAMUT_EMISMATCH where something else is there.
 */
GAMUT_MUST_USE
enum gamut_status gamut_import_folder_publish(const char *path, const char *out,
                                              struct gamut_arena *arena,
                                              struct gamut_err *err);

/* Remove `path` with what a run directory has in it. */
void gamut_import_folder_remove(const char *path);

#endif
