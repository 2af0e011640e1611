#ifndef GAMUT_MEASURE_NOTES_H
#define GAMUT_MEASURE_NOTES_H

#include "runner/measure/score.h"

/*
 * What a reader of the numbers must know: which models are simulated, which
 * cells lack samples, and where more than 2 % of a cell's completions were
 * truncated, empty, refused or all reasoning, with what to change. One line a
 * model and matter; texts live in `arena` and may hold strangers' bytes.
 */
void gamut_notes_make(struct gamut_summary *summary, struct gamut_arena *arena);

#endif
