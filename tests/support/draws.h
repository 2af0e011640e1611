#ifndef GAMUT_TESTS_DRAWS_H
#define GAMUT_TESTS_DRAWS_H

#include "runner/measure/score.h"
#include "runner/measure/warning.h"
#include "tests/support/fake_run.h"

/*
 * A run of 100 samples each of two tasks, "prime" and "state", under zero-shot
 * and few-shot, in this order, that nothing speaks against: tests spoil it.
 */
#define GAMUT_DRAWS_CELLS 4
#define GAMUT_DRAWS_SAMPLES 100 /* of each */

/* 160 bytes */
#define GAMUT_DRAWS_TEN "0123456789"
#define GAMUT_DRAWS_FORTY \
	GAMUT_DRAWS_TEN GAMUT_DRAWS_TEN GAMUT_DRAWS_TEN GAMUT_DRAWS_TEN
#define GAMUT_DRAWS_LONG \
	GAMUT_DRAWS_FORTY GAMUT_DRAWS_FORTY GAMUT_DRAWS_FORTY GAMUT_DRAWS_FORTY

/* Where the run's samples are, and how many count. */
extern struct gamut_run_index gamut_draws_held;
extern struct gamut_run gamut_draws_run;
extern struct gamut_score *gamut_draws_score;

/* Two functions for tcase_add_checked_fixture(). */
void gamut_draws_make(void);
void gamut_draws_remove(void);

/* Sample `index` of `cell`. */
struct gamut_sample *gamut_draws_at(size_t cell, size_t index);

/* Score the run; once. */
const struct gamut_summary *gamut_draws_summary(void);

/* Score the run: it has just this warning, in `task` and `setting`; or none. */
void gamut_draws_expect(enum gamut_warning_code code, const char *task,
                        const char *setting, const char *detail);
void gamut_draws_expect_none(void);

#endif
