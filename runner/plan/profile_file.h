#ifndef GAMUT_PLAN_PROFILE_FILE_H
#define GAMUT_PLAN_PROFILE_FILE_H

#include <stdbool.h>

#include "base/arena.h"
#include "runner/plan/profile.h"

/*
 * Profiles of the user's own
 * --------------------------
 * A YAML (or JSON) mapping with the members of struct gamut_profile by their
 * names, as docs/endpoints.md describes them, and `base`, the profile whose
 * values stand where the file says nothing; `generic` unless it does.
 */

/* Is `name` a file's: has it a '/', or ends it in .yaml, .yml or .json? */
bool gamut_profile_is_file(const char *name);

/*
 * The profile that `name` names, a constant, or that stands in the file `name`
 * is the path of: it lives in `arena` then, and is called as the file is,
 * without its folders. GAMUT_EINVAL for a name that there is not, with the
 * nearest; GAMUT_EPARSE with file, line and column for what a file must not
 * say; and what reading a file gives.
 */
GAMUT_MUST_USE
enum gamut_status gamut_profile_load(const struct gamut_profile **out,
                                     const char *name,
                                     struct gamut_arena *arena,
                                     struct gamut_err *err);

#endif
