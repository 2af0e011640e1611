#ifndef GAMUT_REPORT_SAMPLES_H
#define GAMUT_REPORT_SAMPLES_H

#include "base/buf.h"
#include "runner/measure/score.h"

/*
 * samples.jsonl: every completion with its judgement, one line each, sorted by
 * cell (see gamut_cell_key_cmp()) and index. See docs/formats.md.
 *
 *	struct gamut_samples *samples = gamut_samples_new();
 *
 *	gamut_score_watch(score, gamut_samples_add, samples);
 *	... gamut_score_run(score, run, &err) ...
 *	gamut_samples_write(samples, &text);
 *	gamut_samples_free(samples);
 *
 * All lines are held until they are written; the score outlives that.
 */
struct gamut_samples;

/* Never NULL. */
GAMUT_NONNULL
struct gamut_samples *gamut_samples_new(void);
void gamut_samples_free(struct gamut_samples *samples); /* NULL is a no-op */

/* A gamut_judged_fn; `samples` is the struct gamut_samples. */
void gamut_samples_add(void *samples, const struct gamut_cell_key *key,
                       const struct gamut_sample *sample,
                       const struct gamut_judgement *judgement);

/* Add all lines, sorted, to `out`. */
void gamut_samples_write(struct gamut_samples *samples, struct gamut_buf *out);

#endif
