#ifndef GAMUT_VERIFIERS_TALK_H
#define GAMUT_VERIFIERS_TALK_H

#include "base/buf.h"
#include "verifiers/sandbox.h"

/*
 * Lines to a program and from it
 * ------------------------------
 * All that it can do meanwhile is seen to: it may reply before it has read,
 * read without a reply, say anything on standard error, end, or be silent.
 * Memory is bounded: a little more than the longest line in each direction.
 */

/* What is kept of what it says on standard error: the end. */
#define GAMUT_TALK_SAID_MAX ((size_t)4096)

enum gamut_talk_event {
	GAMUT_TALK_LINE,
	GAMUT_TALK_LATE,     /* no line by then */
	GAMUT_TALK_TOO_LONG, /* a line over GAMUT_REPLY_MAX */
	GAMUT_TALK_CLOSED,   /* no more will come, but it lives */
	GAMUT_TALK_ENDED,    /* nor does it */
};

struct gamut_talk {
	struct gamut_sandboxed process; /* pid 0: none runs */
	struct gamut_buf unsent;
	size_t sent; /* of them, after all */
	struct gamut_buf heard;
	size_t taken;   /* of what was heard, in whole lines */
	size_t scanned; /* where no line feed is up to */
	struct gamut_buf said;
	bool is_closed; /* its standard output */
};

/* Start the program; what gamut_sandbox_start() fails with. */
GAMUT_MUST_USE
enum gamut_status gamut_talk_begin(struct gamut_talk *talk,
                                   const struct gamut_sandbox *sandbox,
                                   struct gamut_err *err);

/*
 * End it; how it ended, as waitpid() has it. What it said on standard error
 * stays until the next one begins.
 */
int gamut_talk_end(struct gamut_talk *talk);

/* End it and release all. */
void gamut_talk_release(struct gamut_talk *talk);

/*
 * Where to add what is to be sent; NULL while enough waits to be. It is sent
 * while lines are waited for.
 */
struct gamut_buf *gamut_talk_room(struct gamut_talk *talk);

/*
 * Does anything wait to be sent? A last line feed does not count: what is
 * before it is a whole request for those who can tell.
 */
bool gamut_talk_has_unsent(const struct gamut_talk *talk);

/*
 * The next line, without its line feed, by `deadline_us` of gamut_clock_us();
 * it is valid until the next call.
 */
enum gamut_talk_event gamut_talk_line(struct gamut_talk *talk,
                                      struct gamut_str *line,
                                      int64_t deadline_us);

/* Has it said anything that was not taken, as far as can be told at once? */
bool gamut_talk_has_more(struct gamut_talk *talk);

/* The last line on standard error that holds anything; may be empty. */
struct gamut_str gamut_talk_last_words(const struct gamut_talk *talk);

#endif
