#ifndef GAMUT_REPORT_SAMPLES_H
#define GAMUT_REPORT_SAMPLES_H

#include "runner/measure/score.h"

/*
 * samples.jsonl: every completion with its judgement, one line each, sorted by
 * cell (see gamut_cell_key_cmp()) and index. See docs/formats.md.
 *
 *	gamut_samples_open(&samples, path, &err)
 *	gamut_score_watch(score, gamut_samples_add, samples);
 *	... gamut_score_run(score, run, &err) ...
 *	gamut_samples_publish(samples, &err)
 *	gamut_samples_close(samples);
 *
 * Lines are written in the order in which they are added, which for one run is
 * the right one; memory is that of some of them.
 */
struct gamut_samples;

/* Begin the file that will be at `path`. On GAMUT_OK the caller owns `*out`. */
GAMUT_MUST_USE
enum gamut_status gamut_samples_open(struct gamut_samples **out,
                                     const char *path, struct gamut_err *err);

/* A gamut_judged_fn; `samples` is the struct gamut_samples. */
void gamut_samples_add(void *samples, const struct gamut_cell_key *key,
                       const struct gamut_sample *sample,
                       const struct gamut_judgement *judgement);

/*
 * Put the file at its path, as gamut_file_replace() does; fails also where a
 * line could not be written. Nothing may be added afterwards.
 */
GAMUT_MUST_USE
enum gamut_status gamut_samples_publish(struct gamut_samples *samples,
                                        struct gamut_err *err);

/* What was not published leaves no file behind. NULL is a no-op. */
void gamut_samples_close(struct gamut_samples *samples);

#endif
