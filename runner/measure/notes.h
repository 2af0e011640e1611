#ifndef GAMUT_MEASURE_NOTES_H
#define GAMUT_MEASURE_NOTES_H

#include "runner/measure/summary.h"

/*
 * What a reader of the numbers must know: which models are simulated, which
 * cells lack samples, and the summary's warnings, with what to change. One line
 * a model, run and matter, which names the cells that it concerns most, behind
 * the `given` ones; all in `arena`.
 */
void gamut_notes_make(struct gamut_summary *summary,
                      const struct gamut_str *given, size_t given_count,
                      struct gamut_arena *arena);

#endif
