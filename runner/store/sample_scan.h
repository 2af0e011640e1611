#ifndef GAMUT_STORE_SAMPLE_SCAN_H
#define GAMUT_STORE_SAMPLE_SCAN_H

#include <stdbool.h>

#include "base/arena.h"
#include "runner/store/sample.h"

/*
 * Read `line`, a record whose seal fits (record.h), in one pass and without a
 * tree: the members that gamut_sample_encode() writes, in its order, and no
 * others. Strings are views of `line`, or live in `arena`. False, with
 * `*sample` in any state, for whatever else a record may be:
 * gamut_sample_decode() reads that by cJSON, which gives the same where this is
 * true. Private to the store.
 */
bool gamut_sample_scan(struct gamut_sample *sample, struct gamut_str line,
                       struct gamut_arena *arena);

#endif
