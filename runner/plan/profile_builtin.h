#ifndef GAMUT_PLAN_PROFILE_BUILTIN_H
#define GAMUT_PLAN_PROFILE_BUILTIN_H

#include "runner/plan/profile.h"

/* The profiles that Gamut brings along, in alphabetical order. */
extern const struct gamut_profile gamut_profile_builtin[];
extern const size_t gamut_profile_builtin_count;

#endif
