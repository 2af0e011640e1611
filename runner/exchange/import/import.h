#ifndef GAMUT_EXCHANGE_IMPORT_IMPORT_H
#define GAMUT_EXCHANGE_IMPORT_IMPORT_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"
#include "tasks/catalog/catalog.h"

/*
 * Generations that others made, as a run directory
 * ------------------------------------------------
 * They are read from the files of other programs (docs/exchange.md has each
 * format), given to our tasks by name, and stored as they came, so that they
 * can be judged anew. What the source does not tell stays unknown.
 */
struct gamut_import_options {
	const char *format;  /* "lm-eval"; NULL: told from the content */
	const char *model;   /* what to call the model; NULL: as there */
	const char *only;    /* the one model to take, as there; NULL: all */
	const char *setting; /* where the source tells none; NULL: none */
	const char *map;     /* a mapping file, or NULL */
	struct gamut_catalog *catalog; /* the tasks that there are */
	bool skips_unknown; /* leave out what is of no task of ours */
	/* Give up, and leave nothing, once this is not 0; or NULL. */
	const volatile sig_atomic_t *stop;
};

/* What came of it. Texts live in `arena`, the caller's to clear. */
struct gamut_import_report {
	const char *format;
	bool was_there; /* the folder held this very import already */
	struct gamut_str model;
	struct gamut_str run_id;
	size_t files;
	size_t cells;
	uint64_t completions;
	uint64_t failures;
	uint64_t unended;      /* completions that do not say why they ended */
	uint64_t missing;      /* wanted in the source, and not there */
	uint64_t skipped;      /* generations left out because it was asked */
	uint64_t other_models; /* generations of others than `only` */
	/* One line each, for people: what was skipped; or, where the import
	 * failed for them, all names that are not known. May hold strangers'
	 * bytes. */
	struct gamut_str *lines;
	size_t line_count;
	struct gamut_arena arena;
};

/* "lm-eval, inspect, ... or csv": the formats there are. */
#define GAMUT_IMPORT_FORMATS                                             \
	"lm-eval, inspect, spectrum, noveltybench, promptfoo, jsonl or " \
	"csv"

/*
 * Import `paths`, files or folders of them, into the new run directory `out`.
 * Nothing is there before all is; on failure nothing is left. Where `out` holds
 * this very import, nothing is done. The same input gives the same run id, on
 * every machine.
 *
 * GAMUT_EINVAL where formats, names, models or indices do not fit, GAMUT_EPARSE
 * with file, line and column for what cannot be read, GAMUT_EMISMATCH where
 * `out` holds something else. `*report` is filled in either case.
 */
GAMUT_MUST_USE
enum gamut_status gamut_import(struct gamut_import_report *report,
                               const struct gamut_import_options *options,
                               const char *const *paths, size_t count,
                               const char *out, struct gamut_err *err);

void gamut_import_report_release(struct gamut_import_report *report);

#endif
