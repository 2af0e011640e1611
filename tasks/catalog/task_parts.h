#ifndef GAMUT_TASKS_CATALOG_TASK_PARTS_H
#define GAMUT_TASKS_CATALOG_TASK_PARTS_H

#include "tasks/catalog/kind.h"
#include "tasks/checker.h"

/*
 * Parts of a task file, each from its node: for task_file.c. GAMUT_EPARSE with
 * the place; what they give lives in the context's arena.
 */

/*
 * All of `map`, which has the keys that a task must have, but for what is said
 * of the check, canonical forms and the target: texts, numbers, cases, members.
 */
GAMUT_MUST_USE
enum gamut_status gamut_task_read_texts(struct gamut_task *task,
                                        const struct gamut_yaml_node *map,
                                        struct gamut_kind_context *context,
                                        struct gamut_err *err);

/* [ANSWER, {answer: ANSWER, canonical: FORM}, ...], ended by an entry of NULL.
 */
GAMUT_MUST_USE
enum gamut_status gamut_task_read_accepts(const struct gamut_accept_case **out,
                                          const struct gamut_yaml_node *node,
                                          struct gamut_kind_context *context,
                                          struct gamut_err *err);

/* [ANSWER, {answer: ANSWER, reason: NAME}, ...], likewise. */
GAMUT_MUST_USE
enum gamut_status gamut_task_read_rejects(const struct gamut_reject_case **out,
                                          const struct gamut_yaml_node *node,
                                          struct gamut_kind_context *context,
                                          struct gamut_err *err);

/* [lower, {replace: {pattern: P, with: W}}, {map: {FROM: TO}}, ...] */
GAMUT_MUST_USE
enum gamut_status gamut_task_read_canonical(
	const struct gamut_canonical_rule **out,
	const struct gamut_yaml_node *node, struct gamut_kind_context *context,
	struct gamut_err *err);

/*
 * "uniform", which gives a target of no forms yet, or {FORM: WEIGHT, ...} of at
 * least two forms.
 */
GAMUT_MUST_USE
enum gamut_status gamut_task_read_target(const struct gamut_target **out,
                                         const struct gamut_yaml_node *node,
                                         struct gamut_kind_context *context,
                                         struct gamut_err *err);

/*
 * Where the checker lists all that is valid: give a uniform `*target` its
 * forms, and see that another has a weight for every form, and for no other.
 */
GAMUT_MUST_USE
enum gamut_status gamut_task_settle_target(const struct gamut_target **target,
                                           const struct gamut_checker *checker,
                                           const struct gamut_yaml_node *node,
                                           struct gamut_kind_context *context,
                                           struct gamut_err *err);

#endif
