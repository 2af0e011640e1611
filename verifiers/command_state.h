#ifndef GAMUT_VERIFIERS_COMMAND_STATE_H
#define GAMUT_VERIFIERS_COMMAND_STATE_H

#include <pthread.h>

#include "base/buf.h"
#include "verifiers/command.h"
#include "verifiers/talk.h"

/*
 * What a checker is, for the files that make it up: command.c, which asks it,
 * and command_why.c, which says why there is no verdict.
 */
struct gamut_command_checker {
	const struct gamut_command_rule *rule;
	pthread_mutex_t mutex; /* of all below */
	struct gamut_talk talk;
	bool has_replied;     /* since it was started */
	uint64_t next_id;     /* of the next request, from 1 */
	struct gamut_err why; /* of the last fault */
};

/* What is asked at once: the answers that are not judged without asking. */
struct gamut_command_batch {
	struct gamut_command_checker *checker;
	struct gamut_verdict *verdicts;
	const struct gamut_str *answers;
	const size_t *places; /* in both, of those to ask; `count` of them */
	size_t count;
	size_t asked;
	size_t replied;    /* the next one is at the head */
	unsigned attempts; /* at the head that failed */
	uint64_t head_id;
	int64_t head_us; /* since when it is at the head */
	int64_t end_us;  /* of the batch */
	struct gamut_arena *arena;
};

/* What it is asked for, of which no reply has come. */
struct gamut_str gamut_command_head(const struct gamut_command_batch *batch);

/* Add "the checker './x y'". */
void gamut_command_add_words(struct gamut_buf *out,
                             const struct gamut_command_rule *rule);

/* What to do about most failures. */
#define GAMUT_COMMAND_TRY "run 'gamut check-task FILE' to try it"

/*
 * There is no verdict on what is asked: remember why, in the words of `what`
 * ("replied too late"), and end the program, which cannot be trusted any more.
 * GAMUT_EIO.
 */
enum gamut_status gamut_command_fail(struct gamut_command_batch *batch,
                                     const char *what, const char *remedy);

/* The same: it has been silent for so long. */
enum gamut_status gamut_command_fail_late(struct gamut_command_batch *batch,
                                          double seconds);

/* The same: it has ended, `how` as waitpid() has it. */
enum gamut_status gamut_command_fail_ended(struct gamut_command_batch *batch,
                                           int how);

/* The same: it replied `line`, which is `wrong`. */
enum gamut_status gamut_command_fail_reply(struct gamut_command_batch *batch,
                                           struct gamut_str line,
                                           const struct gamut_err *wrong);

#endif
