#ifndef GAMUT_CLI_SWEEP_H
#define GAMUT_CLI_SWEEP_H

#include "runner/cli/command.h"
#include "runner/cli/condition.h"

/*
 * Every condition of an experiment, one after the other: those that lack
 * samples are sampled, then all are scored and printed.
 */
struct gamut_sweep {
	/* What stands on the command line beside the file, and the file. */
	const struct gamut_run_values *given;
	int argc;
	char **argv;
	enum gamut_format format;
	struct gamut_spending *spending;
};

/*
 * Do it; the exit status. The whole file is checked, and each run directory
 * that is there compared with it, before the first request. One endpoint that
 * refuses ends its condition only. Options of a condition beside the file are
 * refused, but for `-n`, `--tasks`, `--settings` and `--out`.
 */
enum gamut_exit gamut_sweep_run(const struct gamut_sweep *sweep);

#endif
