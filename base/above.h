#ifndef GAMUT_BASE_ABOVE_H
#define GAMUT_BASE_ABOVE_H

#include <stdbool.h>

#include "base/arena.h"

/* Is `path` the folder that is looked for? */
typedef bool gamut_above_fn(const char *path, void *context);

/*
 * The nearest folder at or above `dir` that is looked for, in `arena`; NULL
 * where there is none. `dir` need not be there yet: what it will be in is
 * looked at.
 */
const char *gamut_above_find(const char *dir, gamut_above_fn *is_it,
                             void *context, struct gamut_arena *arena);

/* Are both there, and one and the same? */
bool gamut_above_is_same(const char *one, const char *other);

#endif
