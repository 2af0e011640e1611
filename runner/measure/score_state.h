#ifndef GAMUT_MEASURE_SCORE_STATE_H
#define GAMUT_MEASURE_SCORE_STATE_H

#include "runner/measure/ahead.h"
#include "runner/measure/flags.h"
#include "runner/measure/score.h"

/*
 * What a score is, for the files that make it up: score.c, of single samples,
 * and score_run.c, of runs.
 */
struct gamut_score {
	const struct gamut_suite *suite;

	struct gamut_cell **cells; /* each its own allocation: they are lent */
	size_t cell_count;
	size_t cell_size;
	struct gamut_map cell_of; /* packed key -> index of `cells` */
	struct gamut_cell *last;  /* the one that the last sample was of */
	struct gamut_map runs;    /* ids of those that were added */
	struct gamut_map cap_of;  /* packed task and setting -> most */
	bool has_caps;

	struct gamut_str *notes;
	size_t note_count;
	size_t note_size;
	struct gamut_map note_of;

	struct gamut_flags flags; /* of all runs */
	struct gamut_summary_prices prices;

	gamut_judged_fn *judged;
	void *context;
	struct gamut_ahead ahead; /* samples of slow checkers */

	struct gamut_buf key;         /* reused for packing */
	struct gamut_arena arena;     /* as long as the score */
	struct gamut_arena scratch;   /* for verifiers */
	struct gamut_arena finishing; /* the summary's */
	struct gamut_summary summary;
};

/* The cell of `key`, which is made where there is none. */
GAMUT_MUST_USE
enum gamut_status gamut_score_find_cell(struct gamut_cell **out,
                                        struct gamut_score *score,
                                        const struct gamut_cell_key *key,
                                        struct gamut_err *err);

/* Is the cell, with those of its samples that wait, as large as it may be? */
bool gamut_score_is_full(struct gamut_score *score,
                         const struct gamut_cell *cell);

/*
 * Count `sample`: now, or in line with those of slow checkers. A watcher sees
 * all of them in order.
 */
GAMUT_MUST_USE
enum gamut_status gamut_score_take(struct gamut_score *score,
                                   struct gamut_cell *cell,
                                   const struct gamut_sample *sample,
                                   struct gamut_err *err);

#endif
