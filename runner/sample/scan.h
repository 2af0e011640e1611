#ifndef GAMUT_SAMPLE_SCAN_H
#define GAMUT_SAMPLE_SCAN_H

#include <stdbool.h>

#include "base/arena.h"
#include "runner/sample/backend.h"

/*
 * Replies as nearly all of them are, read in one pass
 * ---------------------------------------------------
 * A chat completion (`is_chat`) or a completion whose choices have ascending
 * indices below reply->request.count and a text, or null for one, and all of
 * whose members that we read are of the type that they should be: read into
 * the ids, the token counts and the choices of `reply`, which are written to
 * `choices`, room for request.count; but not their seeds. Strings are views of
 * `body`, or in `arena`.
 *
 * False for any other body, with `reply` and `choices` in any state: cJSON is
 * to read it then (wire.h). Where it is true, that would read the same.
 */
bool gamut_scan_reply(struct gamut_reply *reply, struct gamut_choice *choices,
                      struct gamut_str body, bool is_chat,
                      struct gamut_arena *arena);

#endif
