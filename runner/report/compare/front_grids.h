#ifndef GAMUT_REPORT_COMPARE_FRONT_GRIDS_H
#define GAMUT_REPORT_COMPARE_FRONT_GRIDS_H

#include "runner/report/compare/front.h"

/* What the terminal and Markdown both show of a front. */

/* A row a point and a reference. Fills `*grid`, which the caller releases. */
void gamut_front_points_grid(struct gamut_grid *grid,
                             const struct gamut_front_document *document);

/* A row a line; likewise. */
void gamut_front_lines_grid(struct gamut_grid *grid,
                            const struct gamut_front_document *document);

/*
 * Call `add` with each line of what there is to say besides: what the front
 * is, how many pairs are incomparable, what the numbers are, then the notes,
 * which may hold strangers' bytes.
 */
typedef void gamut_front_say_fn(struct gamut_buf *out, struct gamut_str line);
void gamut_front_say(struct gamut_buf *out,
                     const struct gamut_front_document *document,
                     gamut_front_say_fn *add);

#endif
