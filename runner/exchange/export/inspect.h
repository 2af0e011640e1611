#ifndef GAMUT_EXCHANGE_EXPORT_INSPECT_H
#define GAMUT_EXCHANGE_EXPORT_INSPECT_H

#include "base/json.h"
#include "runner/exchange/export/walk.h"

/*
 * One log of inspect_ai: a cell of a run, whose one sample has an epoch for
 * each completion. Private to the format: the log around the samples is in
 * inspect.c, a sample in inspect_sample.c.
 */
struct gamut_inspect_log {
	const struct gamut_export_cell *cell;
	struct gamut_str id;    /* of the sample: "rng_1_10/zero-shot" */
	struct gamut_str input; /* JSON: a string, or a list of messages */
	struct gamut_str
		messages; /* JSON: the same as a list, open at its end */
	int64_t began_ms; /* the run, in ms since 1970 */
	int64_t last_ms;  /* when the last sample came; 0: none did */
};

/* "2026-11-23T12:51:07+00:00": as inspect_ai writes times. */
struct gamut_str gamut_inspect_time(int64_t ms, struct gamut_arena *arena);

/* The id of a cell in a run; `what` keeps ids of different kinds apart. */
struct gamut_str gamut_inspect_id(const struct gamut_export_run *run,
                                  const struct gamut_cell_key *key,
                                  const char *what, struct gamut_arena *arena);

/* Fill `log` for `cell`, which outlives it, but for the times. In `arena`. */
void gamut_inspect_log_open(struct gamut_inspect_log *log,
                            const struct gamut_export_cell *cell,
                            struct gamut_arena *arena);

/*
 * Write all that stands before the samples, in the order that the reader of
 * heads relies on, and open their list.
 */
void gamut_inspect_head(struct gamut_buf *out,
                        const struct gamut_inspect_log *log,
                        struct gamut_arena *arena);

/* Write one sample. */
void gamut_inspect_sample(struct gamut_json *json,
                          const struct gamut_inspect_log *log,
                          const struct gamut_sample *sample,
                          const struct gamut_judgement *judged);

/* Write {"model":{"input_tokens":...}}, or {} where they are not all known. */
void gamut_inspect_usage(struct gamut_json *json, struct gamut_str model,
                         int64_t input, int64_t output, int64_t reasoning);

#endif
