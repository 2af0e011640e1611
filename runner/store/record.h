#ifndef GAMUT_STORE_RECORD_H
#define GAMUT_STORE_RECORD_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/status.h"
#include "base/str.h"
#include "runner/store/value.h"

/*
 * One line of a shard
 * -------------------
 * A JSON object whose last member, "crc", is the CRC-32 of all bytes before
 * `,"crc"`, as 8 lower-case hexadecimal digits. Private to the store.
 */

/* ---------------------------------------------------------------- writing */

/* `value`, with U+FFFD for NUL and for each byte that is not UTF-8. */
void gamut_record_put_str(struct gamut_json *json, const char *key,
                          struct gamut_str value);

/* The same, but null where `value` is empty: not told. */
void gamut_record_put_told(struct gamut_json *json, const char *key,
                           struct gamut_str value);

/* Null for GAMUT_UNKNOWN and whatever else is not in [0, 2^53]. */
void gamut_record_put_number(struct gamut_json *json, const char *key,
                             int64_t value);

/* RFC 3339 with milliseconds, in UTC; kept within the years 1970 to 9999. */
void gamut_record_put_time(struct gamut_json *json, const char *key,
                           int64_t wall_ms);

/*
 * End the object that begins at byte `start` of `line` with its "crc", and the
 * line with a line feed.
 */
void gamut_record_seal(struct gamut_buf *line, size_t start);

/* ---------------------------------------------------------------- reading */

/* Has `line`, without its line feed, a "crc" at its end that fits? */
bool gamut_record_is_sealed(struct gamut_str line);

/*
 * Read `line`, without its line feed, and enter its object; strings will live
 * in `arena`. GAMUT_EPARSE where it is no sealed record; nothing is to be
 * closed then.
 */
GAMUT_MUST_USE
enum gamut_status gamut_record_open(struct gamut_value *record,
                                    struct gamut_str line,
                                    struct gamut_arena *arena,
                                    struct gamut_err *err);

/* Release the record; did all members read? */
GAMUT_MUST_USE
enum gamut_status gamut_record_close(struct gamut_value *record);

/* A time as gamut_record_put_time() writes it, that must be there; in ms. */
int64_t gamut_record_time(struct gamut_value *record, const char *key);

#endif
