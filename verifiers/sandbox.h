#ifndef GAMUT_VERIFIERS_SANDBOX_H
#define GAMUT_VERIFIERS_SANDBOX_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/status.h"

/*
 * A program of somebody else's, held
 * ----------------------------------
 * No shell, an empty environment, no open files but its three streams, a
 * session of its own, and limits on memory, CPU time, files and processes. By
 * default it may start threads but no processes, open no sockets and signal
 * nobody: a seccomp filter sees to that, for root too, whom limits do not bind.
 * It dies when the thread that started it does.
 *
 * What it may read, and which empty files it may make or remove, is as the user
 * may: this contains accidents and careless programs, and does not jail a
 * hostile one.
 */
struct gamut_sandbox {
	const char *const *words; /* ended by NULL; the first is a path */
	const char *folder;       /* that it works in, and paths start from */
	uint64_t memory_mib;      /* of address space */
	uint64_t cpu_seconds;     /* of its whole life */
	/*
	 * No filter: it may start processes, about 64 (where it does not run
	 * as root), and use the network.
	 */
	bool allows_processes;
};

/* A program that runs. Its streams are pipes, and do not block. */
struct gamut_sandboxed {
	pid_t pid; /* and process group; 0: none */
	int in;    /* to be written */
	int out;   /* to be read */
	int errors;
	int end; /* can be read once it has ended; -1: the kernel cannot */
};

/*
 * Start it. GAMUT_ENOTFOUND where the program is not there, GAMUT_EIO where it
 * or the limits cannot be had, with the remedy. On GAMUT_OK the caller ends
 * `*out` by gamut_sandbox_end().
 */
GAMUT_MUST_USE
enum gamut_status gamut_sandbox_start(struct gamut_sandboxed *out,
                                      const struct gamut_sandbox *sandbox,
                                      struct gamut_err *err);

/*
 * Kill it and its process group, wait for it and close its streams. How it
 * ended, as waitpid() has it; 0 where `*process` is none.
 */
int gamut_sandbox_end(struct gamut_sandboxed *process);

/*
 * Install the filter in this process, for good: the last thing that a child
 * does before it becomes the program. 0, or an errno: ENOSYS where it is not
 * known for this architecture. Async-signal-safe.
 */
int gamut_sandbox_filter(void);

#endif
