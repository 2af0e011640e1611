#ifndef GAMUT_TASKS_REGISTRY_H
#define GAMUT_TASKS_REGISTRY_H

#include "base/str.h"
#include "tasks/builtin.h"

/* Number of tasks built in. */
size_t gamut_task_count(void);

/* All of them, in alphabetical order. */
const struct gamut_task *const *gamut_task_all(void);

/* The i-th task in alphabetical order; `i` must be below gamut_task_count(). */
const struct gamut_task *gamut_task_at(size_t i);

/* The task of that name, or NULL. */
const struct gamut_task *gamut_task_find(struct gamut_str name);

/*
 * Check a descriptor against every promise in task.h that can be checked
 * without opening its verifier. GAMUT_EABI for another ABI, GAMUT_EINVAL for
 * a broken descriptor.
 */
GAMUT_MUST_USE
enum gamut_status gamut_task_validate(const struct gamut_task *task,
                                      struct gamut_err *err);

#endif
