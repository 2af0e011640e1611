#ifndef GAMUT_CLI_CHECKING_H
#define GAMUT_CLI_CHECKING_H

#include <stdbool.h>
#include <stdint.h>

#include "tasks/catalog/catalog.h"
#include "tasks/checker.h"

/*
 * What there is to say against a task
 * -----------------------------------
 * A fault breaks the contract of task.h or verifier.h: scores of such a task
 * mean nothing. What is weak may be meant so, and often is not: answers that
 * are accepted and should not be, or that count as two and are one. A note is
 * good to know. All that is tried is the same every time; only the figures of
 * speed differ.
 */
enum gamut_finding_level {
	GAMUT_FINDING_FAULT,
	GAMUT_FINDING_WEAK,
	GAMUT_FINDING_NOTE,
	GAMUT_FINDING_LEVELS,
};

struct gamut_finding {
	enum gamut_finding_level level;
	const char *text; /* one line, safe to show */
};

/* The first bytes of what is being judged: for who must tell of a crash. */
#define GAMUT_WATCH_BYTES 512

struct gamut_watch {
	bool is_judging;
	size_t len; /* of the whole text */
	char text[GAMUT_WATCH_BYTES];
};

/* Share of random texts above which a task accepts anything. */
#define GAMUT_CHECKING_ANY 0.2

struct gamut_checking {
	const struct gamut_task *task;
	const char *origin; /* its file, or NULL */

	/* NULL where the task could not be judged at all. */
	const struct gamut_checker *checker;

	/* For other tasks with the same description, and for crashes; or NULL.
	 */
	const struct gamut_catalog *catalog;
	struct gamut_watch *watch;

	struct gamut_finding *findings;
	size_t count;
	size_t size;
	size_t counts[GAMUT_FINDING_LEVELS];

	size_t accepts; /* its cases */
	size_t rejects;
	uint64_t members;   /* that simulated models have */
	double covered;     /* the share of accept cases that these have
	                       the forms of; NAN where not counted */
	size_t tried;       /* texts that the contract was tried on */
	double rate;        /* answers a second, of one thread; 0: unknown */
	int64_t slowest_us; /* of all that was judged */
	const char *slowest_on; /* NULL: nothing yet */

	/* Nothing further can be asked of the verifier. */
	bool is_broken;    /* it broke its contract, which is a fault */
	bool is_unchecked; /* it failed; see gamut_checker_fault() */

	struct gamut_arena arena; /* of texts */
	struct gamut_arena scratch;
};

/*
 * Try everything on `checking->checker`, which with `task` is to be set; the
 * rest is zero, or as the members say. What gamut_checker_fault() says where a
 * checker of the user's fails.
 */
GAMUT_MUST_USE
enum gamut_status gamut_checking_run(struct gamut_checking *checking,
                                     struct gamut_err *err);
void gamut_checking_release(struct gamut_checking *checking);

GAMUT_PRINTF(3, 4)
void gamut_checking_add(struct gamut_checking *checking,
                        enum gamut_finding_level level, const char *fmt, ...);

/* ------------------------------------------------------- for its own parts */

/* A text and what became of it. */
struct gamut_trial {
	struct gamut_str text;
	struct gamut_verdict verdict; /* its form is in `scratch` */
};

/*
 * Judge them, each twice, and hold the verifier to its contract. False where
 * that was the end of it: verdicts are void then.
 */
bool gamut_checking_judge(struct gamut_checking *checking,
                          struct gamut_trial *trials, size_t count);

/* `text`, short and safe to show; in the arena. */
const char *gamut_checking_show(struct gamut_checking *checking,
                                struct gamut_str text);

/*
 * How many trials of one sort to make, at most `most`: fewer where each is a
 * round trip to a program.
 */
size_t gamut_checking_bound(const struct gamut_checking *checking, size_t most);

/* The task's examples and accept cases, and how many, in the arena. */
struct gamut_trial *gamut_checking_good(struct gamut_checking *checking,
                                        size_t *count);

/* What texts and numbers of the task show, without a question asked. */
void gamut_checking_texts(struct gamut_checking *checking);

/* What is accepted, or told apart, and should not be. */
void gamut_checking_weak(struct gamut_checking *checking);

/* The contract, on mutations of the task's own texts from a fixed seed. */
void gamut_checking_fuzz(struct gamut_checking *checking);

/* Members, coverage and speed. */
void gamut_checking_figures(struct gamut_checking *checking);

/* ------------------------------------------------------------------ output */

/* Prompts whole, and not their beginning alone, where `has_prompts`. */
void gamut_checking_text(struct gamut_buf *out,
                         const struct gamut_checking *checking,
                         bool has_prompts);

/* As one JSON object. */
void gamut_checking_json(struct gamut_buf *out,
                         const struct gamut_checking *checking);

#endif
