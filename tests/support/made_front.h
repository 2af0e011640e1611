#ifndef GAMUT_TESTS_MADE_FRONT_H
#define GAMUT_TESTS_MADE_FRONT_H

#include "runner/measure/compare/front.h"

/* Validity and yield, a point a setting. */
extern const struct gamut_front_options gamut_made_front_options;

/*
 * A condition of zero-shot and few-shot of the tasks t1, t2 and t3. In each
 * cell `valid` of 10 answers are, and `different` of them: as even as can be.
 * Lives in `arena`; `label` is kept.
 */
struct gamut_front_condition gamut_made_condition(const char *label,
                                                  uint64_t valid,
                                                  size_t different,
                                                  struct gamut_arena *arena);

/* The front of `conditions`, whose lines are called as their last one is. */
GAMUT_MUST_USE
enum gamut_status gamut_made_front(
	struct gamut_front *front,
	const struct gamut_front_condition *conditions, size_t count,
	const struct gamut_front_options *options, struct gamut_arena *arena,
	struct gamut_err *err);

#endif
