#ifndef GAMUT_CLI_CHECKING_APART_H
#define GAMUT_CLI_CHECKING_APART_H

#include "tasks/catalog/catalog.h"

/* How a task is to be checked, and what is to be printed of it. */
struct gamut_checking_plan {
	const struct gamut_catalog *catalog;
	struct gamut_lexicon *lexicon;
	bool is_json;
	bool has_prompts;
	bool is_strict; /* what is weak is held against it, too */
};

/*
 * Seconds that one task may take: of the processor, in all, and in all where
 * its answers are checked by a program.
 */
#define GAMUT_CHECKING_CPU_S 30
#define GAMUT_CHECKING_S 60
#define GAMUT_CHECKING_SLOW_S 600

/*
 * Check `task` in a process of its own, as a plugin may crash, hang or end the
 * program: that is a fault then, with the text that it was judging. What is to
 * be printed is added to `out`; `faults` and `weak` are how many there are.
 * What gamut_checker_open() and gamut_checker_fault() say where the task
 * cannot be judged; GAMUT_EIO where no process can be had.
 */
GAMUT_MUST_USE
enum gamut_status gamut_checking_apart(struct gamut_buf *out, size_t *faults,
                                       size_t *weak,
                                       const struct gamut_task *task,
                                       const struct gamut_checking_plan *plan,
                                       struct gamut_err *err);

#endif
