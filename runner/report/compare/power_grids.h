#ifndef GAMUT_REPORT_COMPARE_POWER_GRIDS_H
#define GAMUT_REPORT_COMPARE_POWER_GRIDS_H

#include "runner/report/compare/power.h"
#include "runner/report/grid.h"

/*
 * The tables that a terminal and Markdown both show. Each function fills
 * `*grid`, which the caller releases.
 */

/* The means: a row a metric. */
void gamut_power_means(struct gamut_grid *grid,
                       const struct gamut_power_document *document);

/*
 * Of one metric the cells that see the least, then those that see the most, or
 * all where they are few.
 */
void gamut_power_cells(struct gamut_grid *grid,
                       const struct gamut_power_document *document,
                       enum gamut_compare_metric metric);

/* "look", "fail": names of strictnesses. */
extern const char *const gamut_power_strictness_names[GAMUT_POWER_STRICTNESSES];

#endif
