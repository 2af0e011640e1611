#ifndef GAMUT_REPORT_COMPARE_GRIDS_H
#define GAMUT_REPORT_COMPARE_GRIDS_H

#include "runner/report/compare/compare.h"
#include "runner/report/grid.h"

/*
 * The tables that a terminal and Markdown both show. Each function fills
 * `*grid`, which the caller releases.
 */

/* All cells: a row for each number, a column for each metric. */
void gamut_grids_aggregates(struct gamut_grid *grid,
                            const struct gamut_comparison *comparison);

/* A row a setting, of the first `most` of them. */
void gamut_grids_settings(struct gamut_grid *grid,
                          const struct gamut_comparison *comparison,
                          size_t most);

/* A row for each metric of a cell that is to be looked at, at most `most`. */
void gamut_grids_looks(struct gamut_grid *grid,
                       const struct gamut_comparison *comparison, size_t most);

/* The rows that gamut_grids_looks() has without a limit. */
size_t gamut_grids_look_count(const struct gamut_comparison *comparison);

#endif
