#ifndef GAMUT_MEASURE_SCORE_NOTES_H
#define GAMUT_MEASURE_SCORE_NOTES_H

#include "runner/measure/score.h"

/*
 * What is to be said of a run that is scored, as notes of the score; texts are
 * put together in `scratch`.
 */

/* Under which condition it was made, and what was left out of it. */
void gamut_score_note_run(struct gamut_score *score,
                          const struct gamut_run *run,
                          struct gamut_arena *scratch);

/* That a task is not what it was when `wanted` was sampled, if so. */
void gamut_score_note_task(struct gamut_score *score,
                           const struct gamut_manifest_cell *wanted,
                           const struct gamut_checker *checker,
                           struct gamut_arena *scratch);

#endif
