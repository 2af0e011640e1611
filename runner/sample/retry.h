#ifndef GAMUT_SAMPLE_RETRY_H
#define GAMUT_SAMPLE_RETRY_H

#include <stdint.h>

#include "base/rng.h"
#include "base/str.h"

/* The longest pause that a server is granted, and that is taken unasked. */
#define GAMUT_RETRY_AFTER_MAX_MS INT64_C(600000)
#define GAMUT_RETRY_BACKOFF_MAX_MS INT64_C(60000)

/*
 * The upper end of what is drawn below: base_ms * 2^(attempts - 1), at most a
 * minute.
 */
int64_t gamut_retry_window_ms(uint32_t attempts, int64_t base_ms);

/*
 * How long to wait before a request that failed `attempts` times, at least
 * once, is sent again: uniform from 0 to the above ("full jitter": clients that
 * failed together do not come back together).
 *
 * Where the server names a time, `retry_after_ms`, and not GAMUT_UNKNOWN, that
 * time, and on top of it a random one as above: whoever was told the same does
 * not come back at once. A base longer than the time named counts as just as
 * long: a short wait stays short at first.
 */
int64_t gamut_retry_delay_ms(uint32_t attempts, int64_t base_ms,
                             int64_t retry_after_ms, struct gamut_rng *rng);

/*
 * What a server asks for, in milliseconds, 1 to GAMUT_RETRY_AFTER_MAX_MS; or
 * GAMUT_UNKNOWN where it asks for nothing, for nothing positive, or in no form
 * known. Longer pauses are shortened.
 *
 *   ms     value of "retry-after-ms", which wins; empty: not sent
 *   after  value of "Retry-After": seconds, also with decimals, or an HTTP
 *          date; empty: not sent
 */
int64_t gamut_retry_parse_after(struct gamut_str ms, struct gamut_str after,
                                int64_t now_wall_ms);

/*
 * When a limit is lifted, as "x-ratelimit-reset-*" and
 * "anthropic-ratelimit-*-reset" say it, in milliseconds from now; bounds as
 * above, and GAMUT_UNKNOWN likewise. Forms: "1m30s", "6m0s", "500ms" (Go's
 * durations), "12", "0.5" (seconds), "2026-11-23T12:00:07Z" (RFC 3339).
 */
int64_t gamut_retry_parse_reset(struct gamut_str reset, int64_t now_wall_ms);

#endif
