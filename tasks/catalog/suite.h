#ifndef GAMUT_TASKS_SUITE_H
#define GAMUT_TASKS_SUITE_H

#include "tasks/catalog/catalog.h"
#include "tasks/checker.h"

/*
 * A set of tasks, ready to judge
 * ------------------------------
 * The checkers of several tasks with the word lists they share.
 */
struct gamut_suite;

/*
 * Open `count` `tasks`, with the word lists of `lexicon`, which outlives the
 * suite; NULL: lists of its own. All or nothing, so that nothing is scored
 * wrongly for want of a word list: GAMUT_ENOTFOUND and the like name all tasks
 * that cannot be judged, by what they lack, as far as a message goes:
 * "car_brand, car_make_model: the word list '...' is missing". On GAMUT_OK the
 * caller owns `*out`.
 */
GAMUT_MUST_USE
enum gamut_status gamut_suite_open(struct gamut_suite **out,
                                   const struct gamut_task *const *tasks,
                                   size_t count, struct gamut_lexicon *lexicon,
                                   struct gamut_err *err);

/*
 * All tasks of `catalog`, which outlives the suite, each opened when
 * gamut_suite_require() first asks for it; none is there before. Never NULL.
 */
GAMUT_NONNULL
struct gamut_suite *gamut_suite_of(struct gamut_catalog *catalog);

void gamut_suite_free(struct gamut_suite *suite); /* NULL is a no-op */

size_t gamut_suite_count(const struct gamut_suite *suite);

/* The i-th checker, in the order of `tasks`, or that of asking. */
const struct gamut_checker *gamut_suite_at(const struct gamut_suite *suite,
                                           size_t i);

/* The checker of the task of that name, of those that are open; or NULL. */
const struct gamut_checker *gamut_suite_find(const struct gamut_suite *suite,
                                             struct gamut_str name);

/*
 * The same for a name that a stranger gave: GAMUT_EPARSE, with the nearest
 * name, where there is none. A suite of a catalog opens the checker: what
 * gamut_checker_open() fails with, with the task's name, but GAMUT_EINVAL for
 * its GAMUT_EPARSE, so that this is the stranger's fault only. Not thread-safe
 * then.
 */
GAMUT_MUST_USE
enum gamut_status gamut_suite_require(const struct gamut_checker **out,
                                      const struct gamut_suite *suite,
                                      struct gamut_str name,
                                      struct gamut_err *err);

#endif
