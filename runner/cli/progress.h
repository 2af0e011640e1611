#ifndef GAMUT_CLI_PROGRESS_H
#define GAMUT_CLI_PROGRESS_H

#include "runner/measure/score.h"
#include "runner/sample/engine.h"

/*
 * What a run looks like from outside: on a terminal one line that changes, at
 * most ten times a second; elsewhere a plain line every ten seconds. Both on
 * standard error. Samples are judged as they come, so that validity and yield
 * are seen while there is time to stop.
 */
struct gamut_progress {
	struct gamut_score *score;
	bool is_terminal;                  /* one whose cursor can be moved */
	const volatile sig_atomic_t *stop; /* see engine.h */
	bool is_stopping;                  /* the user was told so */
	bool is_blind;    /* a checker failed; so it was told */
	int64_t shown_us; /* when the last line was written */
	uint64_t cells;   /* of the run */
	uint64_t judged;  /* completions so far, those there before too */
	uint64_t valid;
	uint64_t valid_new; /* of these, new in their cell */
};

/*
 * Ready to show the sampling of `run`, whose samples count from the start.
 * `suite` and `stop` outlive the progress. Released by gamut_progress_end(),
 * whatever comes of it; fails as gamut_run_each() does.
 */
GAMUT_MUST_USE
enum gamut_status gamut_progress_begin(struct gamut_progress *progress,
                                       const struct gamut_suite *suite,
                                       const struct gamut_run *run,
                                       const volatile sig_atomic_t *stop,
                                       struct gamut_err *err);

/* The watch to give to the engine; `progress` is its context. */
struct gamut_watch gamut_progress_watch(struct gamut_progress *progress);

/* Show the last state and end the line. */
void gamut_progress_end(struct gamut_progress *progress,
                        const struct gamut_account *account);

#endif
