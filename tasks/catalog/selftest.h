#ifndef GAMUT_TASKS_CATALOG_SELFTEST_H
#define GAMUT_TASKS_CATALOG_SELFTEST_H

#include "tasks/checker.h"

/*
 * A task's own tests
 * ------------------
 * It accepts its examples and accept cases, in the stated canonical form, and
 * rejects its reject cases for the stated reason; the members that it lists are
 * valid, and no two have one form; its space is not smaller than what it lists;
 * a target has a weight for every form that came up.
 */

/* Called for each that does not hold, with one line; what strangers wrote is
 * shown in it. */
typedef void gamut_selftest_fn(void *context, const char *fault);

/* Members that are looked at; a space that is larger is probed by as many. */
#define GAMUT_SELFTEST_MEMBERS UINT64_C(2000)

/*
 * Do them all; `*faults` becomes how many do not hold. `tell` may be NULL.
 * Fails only as gamut_checker_fault() does.
 */
GAMUT_MUST_USE
enum gamut_status gamut_selftest(size_t *faults,
                                 const struct gamut_checker *checker,
                                 gamut_selftest_fn *tell, void *context,
                                 struct gamut_err *err);

/*
 * GAMUT_EINVAL where one does not hold, with the first and how many there are:
 * before a run is sampled with a task that the program did not bring.
 */
GAMUT_MUST_USE
enum gamut_status gamut_selftest_require(const struct gamut_checker *checker,
                                         struct gamut_err *err);

#endif
