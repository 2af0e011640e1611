#ifndef GAMUT_SAMPLE_HEADERS_H
#define GAMUT_SAMPLE_HEADERS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* What the headers of a reply say, however they are got at. */

/*
 * The value of the reply's header `name`, which stands in lower case; empty
 * where it was not sent.
 */
typedef struct gamut_str gamut_header_fn(void *ctx, const char *name);

/*
 * How long they ask to wait, in milliseconds, 1 to GAMUT_RETRY_AFTER_MAX_MS;
 * GAMUT_UNKNOWN where they do not. Where there is neither retry-after-ms nor
 * Retry-After, and `is_limit`, the limits that are named do: the last of those
 * of which nothing remains to be lifted, or of all where none is said to be
 * used up (a request can be larger than what remains).
 */
int64_t gamut_headers_retry_after_ms(gamut_header_fn *header, void *ctx,
                                     bool is_limit, int64_t now_wall_ms);

/* Do they say that the reply was not made for this request? */
bool gamut_headers_are_cached(gamut_header_fn *header, void *ctx);

#endif
