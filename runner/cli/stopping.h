#ifndef GAMUT_CLI_STOPPING_H
#define GAMUT_CLI_STOPPING_H

#include "runner/cli/session.h"
#include "runner/cli/sides.h"

/*
 * Stopping early
 * --------------
 * A run that may stop early is sampled in stages, each up to a look: a quarter,
 * a half and three quarters of n, and n. At a look every cell has just so many
 * samples, and it is decided which need no more. A look that was passed, with
 * samples behind it, is not taken again. docs/sampling.md has the rules.
 */
struct gamut_stopping_options {
	double halfwidth;     /* of validity's interval; NAN: not given */
	const char *baseline; /* a run directory, or NULL */
	bool resumes;         /* cells that were stopped are gone on with */
};

/* Is there a rule by which cells are stopped? */
bool gamut_stopping_is_on(const struct gamut_stopping_options *options);

#define GAMUT_STOPPING_LOOKS 4

/*
 * The looks of a run of `n` samples a cell, 1 or more, increasing, the last one
 * n; returns how many they are.
 */
size_t gamut_stopping_looks(uint32_t looks[GAMUT_STOPPING_LOOKS], uint32_t n);

/*
 * Do the options fit the session? GAMUT_EINVAL for values out of range or two
 * rules at once; GAMUT_EMISMATCH where the baseline is not of the same cells,
 * prompts and tasks, or has fewer samples.
 */
GAMUT_MUST_USE
enum gamut_status gamut_stopping_check(
	const struct gamut_stopping_options *options,
	const struct gamut_session *session, struct gamut_err *err);

/* Decides at the looks of one run. */
struct gamut_stopping {
	const struct gamut_stopping_options *options;
	const struct gamut_session *session;
	uint32_t looks[GAMUT_STOPPING_LOOKS];
	size_t look_count;
	double bounds[GAMUT_STOPPING_LOOKS]; /* of z, with a baseline */
	struct gamut_sides base;             /* the baseline, where given */
	bool is_worse; /* than the baseline; the user was told */
};

/*
 * Ready to look at the run of `session`, which is open; both outlive it. Fails
 * as gamut_sides_open() does. Release with gamut_stopping_close(), whatever
 * comes of it.
 */
GAMUT_MUST_USE
enum gamut_status gamut_stopping_open(
	struct gamut_stopping *stopping,
	const struct gamut_stopping_options *options,
	const struct gamut_session *session, struct gamut_err *err);
void gamut_stopping_close(struct gamut_stopping *stopping);

/*
 * See what `run` was stopped for before. GAMUT_EINVAL where cells were stopped
 * by another rule, so that they cannot be held against the baseline.
 */
GAMUT_MUST_USE
enum gamut_status gamut_stopping_recall(struct gamut_stopping *stopping,
                                        const struct gamut_run *run,
                                        struct gamut_err *err);

/*
 * Decide at the look number `look` what of `run`, which was read just now, is
 * stopped; that goes into its folder, and to the user.
 */
GAMUT_MUST_USE
enum gamut_status gamut_stopping_look(struct gamut_stopping *stopping,
                                      const struct gamut_run *run, size_t look,
                                      struct gamut_err *err);

#endif
