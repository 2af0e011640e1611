#ifndef GAMUT_PLAN_EXACT_H
#define GAMUT_PLAN_EXACT_H

#include "base/status.h"

/*
 * Does `text`, JSON that gamut_json_parse() took, still say the same when the
 * tree is written again? GAMUT_EINVAL names what does not: a number that
 * is written as another (1e999, one of 16 digits and more), a NUL or half of a
 * surrogate pair in a text, bytes that are not UTF-8, a key that comes twice.
 */
GAMUT_MUST_USE
enum gamut_status gamut_exact_check(const char *text, struct gamut_err *err);

#endif
