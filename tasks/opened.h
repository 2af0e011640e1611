#ifndef GAMUT_TASKS_OPENED_H
#define GAMUT_TASKS_OPENED_H

#include "tasks/task.h"

/*
 * A task whose verifier is open: what a checker and its members judge by. Who
 * fills it closes it.
 */
struct gamut_opened {
	const struct gamut_task *task;
	void *state;                       /* what its verifier was opened to */
	struct gamut_canonical *canonical; /* NULL: forms stay as they are */
};

/* Hold the verifier to its promises, and make its form what the task wants. */
struct gamut_verdict gamut_opened_finish(const struct gamut_opened *opened,
                                         struct gamut_verdict verdict,
                                         struct gamut_arena *arena);

/* As gamut_checker_verify() of checker.h. */
struct gamut_verdict gamut_opened_verify(const struct gamut_opened *opened,
                                         struct gamut_str answer,
                                         struct gamut_arena *arena);

/*
 * As gamut_checker_fault(), without the task's name: for those whose callers
 * have it.
 */
GAMUT_MUST_USE
enum gamut_status gamut_opened_why(const struct gamut_opened *opened,
                                   struct gamut_err *err);

#endif
