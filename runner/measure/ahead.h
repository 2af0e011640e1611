#ifndef GAMUT_MEASURE_AHEAD_H
#define GAMUT_MEASURE_AHEAD_H

#include "runner/measure/cell.h"

/*
 * Samples that wait until they are many
 * -------------------------------------
 * A checker that is slow to ask (see tasks/checker.h) is asked for many answers
 * at once. So samples of its cells are kept, copied, until there are enough;
 * then all that is new is judged, and they are counted in the order in which
 * they came, with the same result as one by one. `{0}` is empty.
 */
struct gamut_waiting {
	struct gamut_cell *cell;
	struct gamut_sample sample;
	bool is_judged;
};

struct gamut_ahead {
	struct gamut_waiting *list;
	size_t count;
	size_t size;
	struct gamut_arena arena; /* of the copies */
};

/* Keep a copy of `sample`, of `cell`, which outlives it. */
void gamut_ahead_add(struct gamut_ahead *ahead, struct gamut_cell *cell,
                     const struct gamut_sample *sample);

/* Is it time to judge them? */
bool gamut_ahead_is_full(const struct gamut_ahead *ahead);

/*
 * Judge all answers that are new to their cells, of slow checkers only, so that
 * gamut_cell_add() finds them known. `arena` and `scratch` as there. Fails with
 * what gamut_checker_fault() says.
 */
GAMUT_MUST_USE
enum gamut_status gamut_ahead_judge(struct gamut_ahead *ahead,
                                    struct gamut_arena *arena,
                                    struct gamut_arena *scratch,
                                    struct gamut_err *err);

/* Forget all of them. */
void gamut_ahead_clear(struct gamut_ahead *ahead);

/* The same, and release the memory. */
void gamut_ahead_release(struct gamut_ahead *ahead);

#endif
