#ifndef GAMUT_REPORT_TABLES_H
#define GAMUT_REPORT_TABLES_H

#include "runner/measure/summary.h"
#include "runner/report/grid.h"

/* The two tables that a terminal and Markdown both show, for one model. */

/* "sim:base (simulated), run 0123456789abcdef", in `arena`. */
struct gamut_str gamut_tables_title(const struct gamut_summary_part *part,
                                    struct gamut_arena *arena);

/*
 * Means over tasks: two rows a setting, mean and standard error, and below
 * them the 95 % interval. Fills `*grid`, which the caller releases.
 */
void gamut_tables_means(struct gamut_grid *grid,
                        const struct gamut_summary_part *part);

/*
 * One row a task; for each of the settings [first, first + count) of `part`,
 * which are those of its aggregates, validity and uniqueness in percent and
 * the yield. Fills `*grid`, which the caller releases.
 */
void gamut_tables_tasks(struct gamut_grid *grid,
                        const struct gamut_summary_part *part, size_t first,
                        size_t count);

/* What these numbers are, one line each, NULL at the end. */
extern const char *const gamut_tables_legend[];

#endif
