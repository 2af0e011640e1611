#ifndef GAMUT_STORE_SAMPLE_H
#define GAMUT_STORE_SAMPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/status.h"
#include "base/str.h"

/* A number that the endpoint did not tell. */
#define GAMUT_UNKNOWN INT64_C(-1)

/* The largest number a record holds: up to here a double is exact. */
#define GAMUT_SAMPLE_NUMBER_MAX (INT64_C(1) << 53)

/*
 * One completion, as it came: a fact, written once and never changed. Which
 * sample of the plan it is: (task, setting, index). Strings are views; empty
 * ones among those marked with * stand for "not told" and are null in JSON.
 */
struct gamut_sample {
	struct gamut_str task;
	struct gamut_str setting; /* *: foreign completions may have none */
	uint32_t index;           /* from 0, within (task, setting) */
	bool is_cached; /* as the reply's headers said: it was not drawn anew */
	struct gamut_str text;      /* the raw completion, UTF-8 */
	struct gamut_str reasoning; /* *: where it came apart from the text */
	struct gamut_str
		finish_reason;        /* *: "stop", "length", "refusal", ... */
	int64_t seed;                 /* sent with the request, or unknown */
	struct gamut_str model;       /* *: as the endpoint resolved it */
	struct gamut_str response_id; /* * */
	struct gamut_str fingerprint; /* * */
	int64_t latency_ms;           /* of the request, retries not included */
	int64_t prompt_tokens;        /* of the request, which has one prompt */
	int64_t completion_tokens;    /* of this completion alone */
	int64_t reasoning_tokens;
	/*
	 * Where its request brought several completions, at least 2: how many,
	 * and the index of the first of them, which tells the requests of a
	 * cell apart. Otherwise 0, and what follows means nothing.
	 */
	uint32_t request_choices;
	uint32_t request_index;
	int64_t request_completion_tokens; /* of all of them together */
	int64_t request_reasoning_tokens;
	int64_t created_ms; /* wall clock, ms since 1970: when it arrived */
};

/*
 * Add `sample` to `line` as one JSON object and a line feed, in the form of
 * the run directory (docs/formats.md). Its last member, "crc", is the CRC-32
 * of all bytes of the line before `,"crc"`, as 8 hexadecimal digits.
 *
 * NUL and each byte that is not UTF-8 become U+FFFD, numbers outside [0, 2^53]
 * unknown, times outside the years 1970 to 9999 the nearest within. Beyond
 * that, and always for what was decoded, what is decoded is what was encoded.
 */
void gamut_sample_encode(struct gamut_buf *line,
                         const struct gamut_sample *sample);

/*
 * Read a line that gamut_sample_encode() wrote, without its line feed; the
 * strings of `*sample` are views of `line`, or live in `arena`. GAMUT_EPARSE
 * for anything else, a wrong CRC included.
 */
GAMUT_MUST_USE
enum gamut_status gamut_sample_decode(struct gamut_sample *sample,
                                      struct gamut_str line,
                                      struct gamut_arena *arena,
                                      struct gamut_err *err);

#endif
