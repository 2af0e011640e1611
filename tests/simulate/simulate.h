#ifndef GAMUT_SIMULATE_SIMULATE_H
#define GAMUT_SIMULATE_SIMULATE_H

#include "tests/support/models.h"

/*
 * Do intervals cover, and do tests hold their level?
 * --------------------------------------------------
 * Tables for docs/metrics.md, of `runs` simulated experiments a row, from fixed
 * seeds. Shares are printed as percentages.
 */

#define DRAWS 100 /* a cell */

/* The intervals of one cell: ours, and what they stand in place of. */
void gamut_simulate_intervals(int runs);

/* The tests of one cell, where there is nothing to find. */
void gamut_simulate_cells(int runs);

/* Means over the cells of one run, with MOVER and naive ones beside them. */
void gamut_simulate_means(int runs);

/* Two runs of 66 cells: the gate, the aggregate tests and their intervals. */
void gamut_simulate_suites(int runs);

#endif
