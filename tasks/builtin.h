#ifndef GAMUT_TASKS_BUILTIN_H
#define GAMUT_TASKS_BUILTIN_H

#include "tasks/task.h"

/*
 * The tasks that are part of the program: one file, tasks/<name>.c, and one
 * line of tasks.def each. To add one, copy tasks/rng_1_10.c, add its line in
 * alphabetical order, and put the hash that unit.tasks prints into
 * tests/data/task_hashes.tsv. Nothing else lists them: configuring fails when
 * tasks.def and the folder disagree.
 */
#define GAMUT_TASK(name) extern const struct gamut_task gamut_task_##name;
#include "tasks/tasks.def"
#undef GAMUT_TASK

#endif
