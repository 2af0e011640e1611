#ifndef GAMUT_STORE_LISTING_H
#define GAMUT_STORE_LISTING_H

#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"

/* The files of a folder, such as those of a run directory. */
struct gamut_listing {
	const char **names; /* without the folder; sorted by their bytes */
	const char **paths; /* with it */
	size_t count;
};

/*
 * The regular files in `folder` whose name ends in `suffix` and does not begin
 * with a dot; all in `arena`. A folder that is not there has none. Fails
 * where it, or such a file's type, cannot be read: better no answer than
 * samples overlooked.
 */
GAMUT_MUST_USE
enum gamut_status gamut_listing_read(struct gamut_listing *listing,
                                     const char *folder, const char *suffix,
                                     struct gamut_arena *arena,
                                     struct gamut_err *err);

#endif
