#ifndef GAMUT_STORE_FAILURE_H
#define GAMUT_STORE_FAILURE_H

#include "base/arena.h"
#include "base/buf.h"
#include "runner/store/store.h"

/* Add `failure` to `line` as a record. Private to the store. */
void gamut_failure_encode(struct gamut_buf *line,
                          const struct gamut_failure *failure);

/* Read such a record, as gamut_sample_decode() does. */
GAMUT_MUST_USE
enum gamut_status gamut_failure_decode(struct gamut_failure *failure,
                                       struct gamut_str line,
                                       struct gamut_arena *arena,
                                       struct gamut_err *err);

#endif
