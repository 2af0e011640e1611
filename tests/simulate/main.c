/* Simulations of the estimators, the tests and the gate: tables for people. */
#include <stdio.h>
#include <stdlib.h>

#include "tests/simulate/simulate.h"

int main(int argc, char **argv)
{
	int runs = argc > 1 ? atoi(argv[1]) : 200;

	if (argc > 2 || runs < 1) {
		fprintf(stderr, "usage: gamut_simulate [RUNS]\n");
		return 2;
	}
	simulate_intervals(runs);
	simulate_means(runs);
	simulate_cells(runs);
	/* A run of 66 cells with all its exact tests costs a tenth of a second.
	 */
	simulate_suites(runs / 4 + 1);
	return 0;
}
