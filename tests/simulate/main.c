/* Simulations of the estimators, the tests and the gate: tables for people. */
#include <stdio.h>
#include <stdlib.h>

#include "tests/simulate/simulate.h"

int main(int argc, char **argv)
{
	long runs = argc > 1 ? strtol(argv[1], NULL, 10) : 200;

	if (argc > 2 || runs < 1 || runs > 1000000) {
		fprintf(stderr, "usage: gamut_simulate [RUNS]\n");
		return 2;
	}
	gamut_simulate_intervals((int)runs);
	gamut_simulate_means((int)runs);
	gamut_simulate_cells((int)runs);
	/* A run of 66 cells with all its exact tests costs a tenth of a second.
	 */
	gamut_simulate_suites((int)runs / 4 + 1);
	return 0;
}
