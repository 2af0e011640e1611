#ifndef GAMUT_EXCHANGE_EXPORT_EVERY_H
#define GAMUT_EXCHANGE_EXPORT_EVERY_H

#include "base/digest.h"
#include "base/json.h"
#include "runner/exchange/export/walk.h"

/*
 * A run for Every Eval Ever, schema 0.3.0: one document of results, and one
 * line for each sample. Private to the format: the samples are in
 * every_samples.c.
 */
#define GAMUT_EVERY_SCHEMA "0.3.0"

struct gamut_every {
	const struct gamut_export_run *run;
	int64_t began_ms;
	struct gamut_str id;      /* of the evaluation */
	struct gamut_str path;    /* of the results, below the folder */
	struct gamut_str samples; /* of the samples */
	/* Of the samples, once they are written; no rows: there is no file. */
	uint64_t rows;
	char checksum[GAMUT_DIGEST_SIZE];
};

/* "rng_1_10/zero-shot/validity": what a result is called. In `arena`. */
struct gamut_str gamut_every_result_id(const struct gamut_export_cell *cell,
                                       const char *metric,
                                       struct gamut_arena *arena);

/* "gamut/rng_1_10/zero-shot". In `arena`. */
struct gamut_str gamut_every_name(const struct gamut_export_cell *cell,
                                  struct gamut_arena *arena);

/* Write the samples, and fill in what is said of the file. */
GAMUT_MUST_USE
enum gamut_status gamut_every_write_samples(struct gamut_every *every,
                                            const struct gamut_suite *suite,
                                            struct gamut_str dir,
                                            struct gamut_err *err);

#endif
