#ifndef GAMUT_BASE_PROCESS_H
#define GAMUT_BASE_PROCESS_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

/*
 * A program of somebody else's, run to its end. There is no shell: words reach
 * it as they are. It reads /dev/null, what it prints is thrown away, and of its
 * files it gets these alone, as all of ours are close-on-exec. It has our
 * environment, and signals that we ignore are as it expects them.
 */
struct gamut_process {
	/* argv, the last of them NULL; the first is looked for on PATH. */
	const char *const *words;
	/* The folder it works in; NULL: ours. */
	const char *folder;
	/* How to get it, for the message where it is not there. */
	const char *remedy;
};

/* What is kept of what a program says on standard error. */
#define GAMUT_PROCESS_SAID_MAX 4096

/*
 * Run it and wait for it. What it says on standard error, as far as that is
 * kept, is in `said`, which may be NULL, in `arena`; it may hold any bytes.
 *
 * GAMUT_ENOTFOUND where it is not installed, or `folder` is not there: "gnuplot
 * is not installed: " and the remedy. GAMUT_EIO where it ends with another
 * status than 0, or by a signal; the message has the last line that it said.
 */
GAMUT_MUST_USE
enum gamut_status gamut_process_run(const struct gamut_process *process,
                                    struct gamut_str *said,
                                    struct gamut_arena *arena,
                                    struct gamut_err *err);

#endif
