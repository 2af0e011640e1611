#ifndef GAMUT_CLI_RUN_OPTIONS_H
#define GAMUT_CLI_RUN_OPTIONS_H

#include "runner/cli/connection.h"
#include "runner/cli/options.h"
#include "runner/cli/session.h"
#include "runner/cli/stopping.h"

/* How far a run may go, and how fast; 0, or NAN, where there is no bound. */
struct gamut_bounds_options {
	uint32_t max_attempts;
	uint32_t retry_budget; /* percent */
	uint32_t requests_per_minute;
	uint32_t tokens_per_minute;
	uint32_t max_requests;
	uint64_t max_tokens;
	double max_cost; /* NAN: none */
	uint32_t max_time_s;
};

/* What the words of `gamut run`, or of an experiment's file, say. */
struct gamut_run_values {
	struct gamut_session_options session;
	struct gamut_connection_options connection;
	struct gamut_bounds_options bounds;
	struct gamut_stopping_options stopping;
	const char *prices;     /* file, or NULL */
	const char *experiment; /* file, or NULL */
	const char *format;
	bool is_dry_run;
};

/* The table for gamut_options_read(): offsets into struct gamut_run_values. */
extern const struct gamut_option gamut_run_options[];

/* Where nothing is said. */
struct gamut_run_values gamut_run_defaults(void);

/* Release what the table's lists hold. */
void gamut_run_release(struct gamut_run_values *values);

#endif
