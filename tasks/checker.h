#ifndef GAMUT_TASKS_CHECKER_H
#define GAMUT_TASKS_CHECKER_H

#include "base/digest.h"
#include "tasks/task.h"

/*
 * A task made ready to judge answers: its verifier opened with its rule. The
 * one place that calls verifiers, and holds them to their promises.
 */
struct gamut_checker;

/*
 * On GAMUT_OK the caller owns `*out`; `task` and `lexicon` outlive it.
 * Otherwise the message names the word list or dictionary that is missing or
 * malformed, or says why the task's own answers cannot be judged, and does not
 * name the task: several may want the same list.
 */
GAMUT_MUST_USE
enum gamut_status gamut_checker_open(struct gamut_checker **out,
                                     const struct gamut_task *task,
                                     struct gamut_lexicon *lexicon,
                                     struct gamut_err *err);
void gamut_checker_free(struct gamut_checker *checker); /* NULL is a no-op */

const struct gamut_task *gamut_checker_task(
	const struct gamut_checker *checker);

/*
 * The verdict on `answer`, untrusted bytes. Total, deterministic and
 * thread-safe. The canonical form lives in `arena`, in the checker or in
 * `answer`.
 */
struct gamut_verdict gamut_checker_verify(const struct gamut_checker *checker,
                                          struct gamut_str answer,
                                          struct gamut_arena *arena);

/*
 * The same of `count` answers at once, in order: for a checker that is slow to
 * ask, gamut_checker_is_slow(), it takes far less time than one by one.
 */
void gamut_checker_verify_all(const struct gamut_checker *checker,
                              struct gamut_verdict *verdicts,
                              const struct gamut_str *answers, size_t count,
                              struct gamut_arena *arena);
bool gamut_checker_is_slow(const struct gamut_checker *checker);

/*
 * Why the last verdict was GAMUT_REASON_UNCHECKED: a failure of the
 * environment, which no count of answers may hide.
 */
GAMUT_MUST_USE
enum gamut_status gamut_checker_fault(const struct gamut_checker *checker,
                                      struct gamut_err *err);

/*
 * The members that simulated models draw from; see verifier.h and, for tasks
 * whose verifier knows none or whose forms are folded further, members.h.
 */
uint64_t gamut_checker_member_count(const struct gamut_checker *checker);
struct gamut_str gamut_checker_member(const struct gamut_checker *checker,
                                      uint64_t i, struct gamut_arena *arena);

/* What the task's verifier was opened to. */
const void *gamut_checker_state(const struct gamut_checker *checker);

/*
 * SHA-256 over what stands for all that a score of this task depends on: its
 * texts, numbers, cases and definition, the verifier's name and revision, how
 * many members it lists, and the word lists and dictionaries that it reads. A
 * rule is not read where it is no data: it shows in the cases, in the numbers
 * and, by the contract of task.h, in the revision. Two runs whose hashes differ
 * must not be compared.
 */
const char *gamut_checker_hash(const struct gamut_checker *checker);

#endif
