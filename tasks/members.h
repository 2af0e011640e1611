#ifndef GAMUT_TASKS_MEMBERS_H
#define GAMUT_TASKS_MEMBERS_H

#include "tasks/opened.h"

/*
 * What simulated models draw from, where the verifier cannot say
 * ---------------------------------------------------------------
 * It lists none, or several of those it lists have one form after the task's
 * canonical rules. Then these are, in this order, the verifier's members (where
 * there are at most GAMUT_MEMBERS_MAX of them), else the task's own members,
 * else its examples and accept cases: those that are valid, the first of each
 * canonical form.
 */
struct gamut_members;

#define GAMUT_MEMBERS_MAX UINT64_C(200000)

/*
 * GAMUT_EINVAL where no answer that the task brings is valid; what
 * gamut_opened_why() says where that cannot be told. On GAMUT_OK the caller
 * frees `*out`, which `opened` outlives, and which is NULL where the verifier
 * lists more than can be looked through: they serve as they are.
 */
GAMUT_MUST_USE
enum gamut_status gamut_members_make(struct gamut_members **out,
                                     const struct gamut_opened *opened,
                                     struct gamut_err *err);
void gamut_members_free(struct gamut_members *members); /* NULL is a no-op */

uint64_t gamut_members_count(const struct gamut_members *members);
struct gamut_str gamut_members_at(const struct gamut_members *members,
                                  uint64_t i, struct gamut_arena *arena);

#endif
