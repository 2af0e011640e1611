#ifndef GAMUT_EXCHANGE_IMPORT_FILES_H
#define GAMUT_EXCHANGE_IMPORT_FILES_H

#include "runner/exchange/import/parts.h"

/* The files to import, in the order in which they are read. */
struct gamut_import_files {
	const struct gamut_import_map *map; /* the caller's, set before */
	const char **paths;
	size_t count;
	size_t size;
	const struct gamut_import_format *format;
};

/*
 * The files among `paths`, and those of the format that folders among them
 * hold, by their names; all of one format, which is `name`'s, or where that is
 * NULL told from the first file. What is in folders lives in `arena`.
 * GAMUT_ENOTFOUND and GAMUT_EINVAL name what is not there. Release with
 * gamut_import_files_release(), whatever comes of it.
 */
GAMUT_MUST_USE
enum gamut_status gamut_import_files_find(struct gamut_import_files *files,
                                          const char *name,
                                          const char *const *paths,
                                          size_t count,
                                          struct gamut_arena *arena,
                                          struct gamut_err *err);

/*
 * A run is no part of what it was made from: GAMUT_EINVAL where `out`, which
 * need not be there, is one of `paths` or in a folder of them.
 */
GAMUT_MUST_USE
enum gamut_status gamut_import_files_apart(const char *const *paths,
                                           size_t count, const char *out,
                                           struct gamut_err *err);

void gamut_import_files_release(struct gamut_import_files *files);

#endif
