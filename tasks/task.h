#ifndef GAMUT_TASKS_TASK_H
#define GAMUT_TASKS_TASK_H

#include <stddef.h>
#include <stdint.h>

#include "verifiers/verdict.h"
#include "verifiers/verifier.h"

/*
 * The task plugin contract
 * ========================
 *
 * A task is one file, tasks/<name>.c, that defines one symbol: a constant
 * `struct gamut_task` named gamut_task_<name>. To add one:
 *
 *   1. write tasks/<name>.c (copy tasks/rng_1_10.c);
 *   2. add GAMUT_TASK(<name>) to tasks/tasks.def, in alphabetical order;
 *   3. put the hash that unit.tasks prints into tests/data/task_hashes.tsv.
 *
 * Nothing else lists tasks: the build, the registry and the declarations below
 * are made from tasks.def, and configuring fails when it and the folder
 * disagree. The contract test runs over every task in the list: it accepts its
 * own examples and accept cases, rejects its reject cases for the stated
 * reason, and its stated space is the one that its verifier has.
 *
 * A task is data. What it accepts is a rule of one of the kinds of check in
 * verifiers/; a task that needs a new kind of check brings a verifier.
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
	const char *canonical;
};

/* An answer that the task rejects, and why. */
struct gamut_reject_case {
	const char *answer;
	enum gamut_reason reason;
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
};

/* First line of every descriptor. */
#define GAMUT_TASK_HEADER \
	.abi = GAMUT_TASK_ABI, .size = sizeof(struct gamut_task)

/* A declaration of every task, for each to be checked against. */
#define GAMUT_TASK(name) extern const struct gamut_task gamut_task_##name;
#include "tasks/tasks.def"
#undef GAMUT_TASK

#endif
