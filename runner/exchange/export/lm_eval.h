#ifndef GAMUT_EXCHANGE_EXPORT_LM_EVAL_H
#define GAMUT_EXCHANGE_EXPORT_LM_EVAL_H

#include "base/digest.h"
#include "base/json.h"
#include "runner/exchange/export/metric.h"
#include "runner/exchange/export/walk.h"

/*
 * The files of one run for lm-evaluation-harness. Private to the format: the
 * plan of paths is in lm_eval.c.
 */

/* SHA-256 in hexadecimal, made as the harness makes its own. */
struct gamut_lm_eval_hashes {
	char doc[GAMUT_DIGEST_SIZE];
	char prompt[GAMUT_DIGEST_SIZE];
	char target[GAMUT_DIGEST_SIZE];
	char task[GAMUT_DIGEST_SIZE]; /* of the three, one behind the other */
};

/* Those of the one document that `cell` is. */
void gamut_lm_eval_hash(struct gamut_lm_eval_hashes *hashes,
                        const struct gamut_export_cell *cell);

/* The members of generation_kwargs, with braces. */
void gamut_lm_eval_kwargs(struct gamut_json *json,
                          const struct gamut_export_cell *cell);

/*
 * "model/samples_gamut_rng_1_10_zero_shot_2026-11-23T12-51-07.123000.jsonl",
 * or for a `cell` of NULL "model/results_2026-11-23T12-51-07.123000.json". In
 * `arena`.
 */
struct gamut_str gamut_lm_eval_samples_path(const struct gamut_export_run *run,
                                            const struct gamut_cell_key *cell,
                                            int64_t began_ms,
                                            struct gamut_arena *arena);

/* Write the samples of all cells, a file each. */
GAMUT_MUST_USE
enum gamut_status gamut_lm_eval_write_samples(
	const struct gamut_export_run *run, const struct gamut_suite *suite,
	struct gamut_str dir, int64_t began_ms, struct gamut_err *err);

/* Write the results of all cells, one file. */
GAMUT_MUST_USE
enum gamut_status gamut_lm_eval_write_results(
	const struct gamut_export_run *run, struct gamut_str dir,
	int64_t began_ms, struct gamut_err *err);

#endif
