#ifndef GAMUT_EXCHANGE_EXPORT_EXPORT_H
#define GAMUT_EXCHANGE_EXPORT_EXPORT_H

#include "runner/measure/summary.h"
#include "runner/store/store.h"
#include "tasks/catalog/suite.h"

/*
 * Runs, as other tools read them
 * ------------------------------
 * docs/exchange.md says what stands where. All of it follows from what the runs
 * hold: the same runs give the same bytes, and a run is only read.
 */

/* A run that was scored; all of it outlives the export. */
struct gamut_export_run {
	const struct gamut_run *run;
	const struct gamut_summary *summary; /* of this run alone */
	struct gamut_str label;              /* the name of its folder */
	/* The command that repeats it, but for --out; empty: there is none. */
	struct gamut_str command;
};

struct gamut_export {
	const struct gamut_export_run *runs;
	size_t count;
	const struct gamut_suite *suite; /* that they were scored with */
};

/* A format; see format.h. */
struct gamut_export_format;

/*
 * The format called `name`; GAMUT_EINVAL names those there are where it is
 * NULL or none of them.
 */
GAMUT_MUST_USE
enum gamut_status gamut_export_find(const struct gamut_export_format **out,
                                    const char *name, struct gamut_err *err);

/* "lm-eval, inspect, ...": the names of all. */
const char *gamut_export_names(void);

/*
 * Write the runs in that format into the folder `dir`, which is made. Nothing
 * is written, and GAMUT_EMISMATCH returned, where a file of that name exists
 * and `may_replace` is not set. GAMUT_EINVAL where two runs would be one file,
 * or where `dir` is in a run directory. A file is there whole or not at all;
 * what fails later leaves those that were written. Samples are judged and
 * written one by one. `*written` is how many files there are.
 */
GAMUT_MUST_USE
enum gamut_status gamut_export_write(const struct gamut_export *export,
                                     const struct gamut_export_format *format,
                                     const char *dir, bool may_replace,
                                     size_t *written, struct gamut_err *err);

#endif
