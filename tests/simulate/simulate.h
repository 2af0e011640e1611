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

struct named {
	const char *name;
	struct gamut_model model;
};

/* The intervals of one cell: ours, and what they stand in place of. */
void simulate_intervals(int runs);

/* The tests of one cell, where there is nothing to find. */
void simulate_cells(int runs);

/* Two runs of 66 cells: the gate, the aggregate tests and their intervals. */
void simulate_suites(int runs);

#endif
