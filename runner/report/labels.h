#ifndef GAMUT_REPORT_LABELS_H
#define GAMUT_REPORT_LABELS_H

#include "base/arena.h"
#include "base/str.h"

/*
 * Names cut so that they stay apart
 * ---------------------------------
 * Names of models are long and alike, and differ at their ends. A plain cut
 * would leave the same words of all of them.
 *
 * Put in place of each of the `count` texts of `labels`, a stranger's, what
 * gamut_inert_show() shows of it, in no more than `columns`. What is too long
 * loses its middle, or its head where it has to, and has "…" there: what parts
 * it from the one that is most alike stays. `columns` is above 0; memory is
 * `arena`'s.
 */
void gamut_labels_fit(struct gamut_str *labels, size_t count, size_t columns,
                      struct gamut_arena *arena);

#endif
