#ifndef GAMUT_CLI_SCORING_H
#define GAMUT_CLI_SCORING_H

#include "runner/cli/command.h"
#include "runner/cli/known.h"
#include "runner/plan/price.h"
#include "runner/report/report.h"
#include "runner/store/store.h"

/*
 * Scoring and reporting, as `run`, `score` and `report` share it.
 */
struct gamut_scoring {
	struct gamut_texts task_files; /* those of --task-file, borrowed */
	const struct gamut_suite *suite;
	struct gamut_suite *owned_suite; /* the same, or NULL: borrowed */
	struct gamut_catalog *owned_catalog;
	struct gamut_score *score;
	const char *prices; /* the file of a price list, or NULL: no costs */
	struct gamut_prices *owned_prices;
	bool writes_samples;
	bool skips_bad_lines;
	bool is_incomplete; /* a run that was added lacks samples */
	/* What the report is told of those that were added. */
	struct gamut_report_run *runs;
	size_t run_count;
	size_t run_size;
	struct gamut_arena arena; /* of these */
};

/*
 * Begin scoring with `suite`, which outlives it, or with all tasks where that
 * is NULL, and read the price list. `*scoring` is {0} but for `prices`,
 * `task_files` and the flags. Release with gamut_scoring_close(), whatever
 * comes of it; fails as gamut_known_open() and gamut_prices_read() do.
 */
GAMUT_MUST_USE
enum gamut_status gamut_scoring_open(struct gamut_scoring *scoring,
                                     const struct gamut_suite *suite,
                                     struct gamut_err *err);
void gamut_scoring_close(struct gamut_scoring *scoring);

/*
 * Score the run in `folder`: write its summary.json, and samples.jsonl where
 * that is asked for, and add it to the score.
 */
GAMUT_MUST_USE
enum gamut_status gamut_scoring_add_run(struct gamut_scoring *scoring,
                                        const char *folder,
                                        struct gamut_err *err);

/* Add the foreign completions of the file `path`. */
GAMUT_MUST_USE
enum gamut_status gamut_scoring_add_file(struct gamut_scoring *scoring,
                                         const char *path,
                                         struct gamut_err *err);

/* Print all that was added to standard output. */
GAMUT_MUST_USE
enum gamut_status gamut_scoring_print(struct gamut_scoring *scoring,
                                      enum gamut_format format,
                                      struct gamut_err *err);

/* How a command adds one of its operands. */
typedef enum gamut_status gamut_scoring_add_fn(struct gamut_scoring *scoring,
                                               const char *path,
                                               struct gamut_err *err);

/*
 * The body of a command that scores its operands: begin, `add` each, print in
 * the format named `format`, end. `missing` is what to say where there are no
 * operands. Returns the exit status.
 */
enum gamut_exit gamut_scoring_command(struct gamut_scoring *scoring,
                                      const struct gamut_operands *paths,
                                      gamut_scoring_add_fn *add,
                                      const char *format, const char *missing);

#endif
