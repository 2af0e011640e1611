#ifndef GAMUT_TASKS_TASK_H
#define GAMUT_TASKS_TASK_H

#include <stddef.h>
#include <stdint.h>

#include "verifiers/canonical.h"
#include "verifiers/verdict.h"
#include "verifiers/verifier.h"

/*
 * The task plugin contract
 * ========================
 *
 * A task is data: texts, a verifier with a rule that says what it accepts, and
 * cases that test it. There are three ways to bring one, and this struct is
 * what each comes to:
 *
 *   - a file of this folder, built into the program (builtin.h);
 *   - a YAML file (tasks/catalog/task_file.h), which may have a program of its
 *     own check the answers;
 *   - a shared object built against these headers (plugin.h).
 *
 * The contract, which tests and `gamut check-task` hold every task to: it
 * accepts its own examples and accept cases, rejects its reject cases for the
 * stated reason, and its stated space is the one that its verifier has.
 */

/*
 * Bump when a member changes meaning or is removed. Appending a member does
 * not need a bump: `size` tells the core how much of the struct a plugin was
 * built with, and what lies beyond reads as zero.
 */
#define GAMUT_TASK_ABI 1u

/* Examples that every task has, and that few-shot prompts show. */
#define GAMUT_TASK_EXAMPLES 3

/*
 * The fewest accept cases, and reject cases, that a task brings; a task that
 * accepts fewer strings than that brings all of them.
 */
#define GAMUT_TASK_CASES_MIN 12

/* `space` or `strings` of a task whose valid answers are not finitely many. */
#define GAMUT_UNBOUNDED UINT64_C(0)

/* An answer that the task accepts, and the canonical form that it has. */
struct gamut_accept_case {
	const char *answer;
	const char *canonical; /* NULL: whichever; not in built-in tasks */
};

/* An answer that the task rejects, and why. */
struct gamut_reject_case {
	const char *answer;
	/* GAMUT_REASON_UNSET: whichever; not in built-in tasks. */
	enum gamut_reason reason;
};

/*
 * How often each canonical form ought to come, where the task has an answer to
 * that: a die, a coin, an urn. Weights are positive and need not add up to 1.
 * Every form that can be valid has one.
 */
struct gamut_target {
	const char *const *forms; /* `count` canonical forms, all different */
	const double *weights;    /* of each */
	size_t count;             /* at least 2 */
};

struct gamut_task {
	uint32_t abi;  /* GAMUT_TASK_ABI */
	uint32_t size; /* sizeof(struct gamut_task) as the plugin saw it */

	/*
	 * [a-z][a-z0-9_]*, at most 64 bytes: the file, the symbol, the command
	 * line and the records in results/ all spell it alike. Never renamed
	 * or reused.
	 */
	const char *name;

	/* What is asked for: goes into prompts word for word. */
	const char *description;
	const char *examples[GAMUT_TASK_EXAMPLES]; /* likewise */

	/* The most tokens that a completion may have, at least 1. */
	uint32_t max_tokens;

	/*
	 * Bumped whenever a text above, the token limit or the rule changes;
	 * a verifier that changes bumps its own. The cases need no bump: they
	 * are in the hash of the task, as these revisions are, and
	 * tests/data/task_hashes.tsv remembers it.
	 */
	uint32_t revision;

	const struct gamut_verifier *verifier;
	const void *rule; /* the verifier's own kind of rule, or NULL */

	/*
	 * How many canonical forms valid answers have, and how many different
	 * strings are accepted where these are a finite list;
	 * GAMUT_UNBOUNDED elsewhere.
	 */
	uint64_t space;
	uint64_t strings;

	/*
	 * The task's own tests, each ended by an entry whose answer is NULL;
	 * at least GAMUT_TASK_CASES_MIN of each (see there).
	 */
	const struct gamut_accept_case *accepts;
	const struct gamut_reject_case *rejects;

	/* What follows was appended: zero in tasks that were built before. */

	/*
	 * Answers for simulated models to draw from, where the verifier lists
	 * none: ended by NULL. NULL: the examples and accept cases serve.
	 */
	const char *const *members;

	/*
	 * What becomes of the canonical form that the verifier gives, before it
	 * is compared with others; NULL: it stays.
	 */
	const struct gamut_canonical_rule *canonical;

	/* How often each canonical form ought to come; NULL: nobody says. */
	const struct gamut_target *target;

	/*
	 * All that the verdict depends on beyond what stands above, as text,
	 * where the rule is data: it goes into the content hash. NULL where
	 * revisions stand for the rule.
	 */
	const char *definition;
};

/* The least size of a descriptor: what ABI 1 began with. */
#define GAMUT_TASK_SIZE_MIN offsetof(struct gamut_task, members)

/* First line of every descriptor. */
#define GAMUT_TASK_HEADER \
	.abi = GAMUT_TASK_ABI, .size = sizeof(struct gamut_task)

#endif
