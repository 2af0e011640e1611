#ifndef GAMUT_BASE_STATUS_H
#define GAMUT_BASE_STATUS_H

#include "base/compiler.h"

/*
 * How failure is reported
 * -----------------------
 *
 * Three things can go wrong, and each has one channel:
 *
 *  - the environment (file missing, network down, malformed input file):
 *    the function returns an `enum gamut_status` and writes one line of
 *    context to the caller's `struct gamut_err`;
 *  - the program (a caller broke a stated precondition): GAMUT_BUG() aborts;
 *  - the model's answer: not an error at all, see verifiers/verdict.h.
 *
 * Running out of memory is fatal and is handled in base/alloc.c, so it never
 * appears in a signature.
 */

/* X(name, text): append only; the names are written to results/. */
#define GAMUT_STATUS_MAP(X)             \
	X(OK, "success")                \
	X(EINVAL, "invalid argument")   \
	X(EIO, "input/output error")    \
	X(EPARSE, "malformed input")    \
	X(ENOTFOUND, "not found")       \
	X(EABI, "incompatible plugin")  \
	X(EENDPOINT, "endpoint failed") \
	X(EMISMATCH, "does not match")  \
	X(EINCOMPLETE, "incomplete")    \
	X(EPIPE, "nobody reads what is written")

enum gamut_status {
#define X(name, text) GAMUT_##name,
	GAMUT_STATUS_MAP(X)
#undef X
};

/*
 * Context for a failure; `{0}` on the caller's stack. `msg` is one line,
 * lower case, without a full stop or newline, and says what was attempted
 * and on what: "cannot open 'wordlists/nouns.txt': permission denied".
 */
struct gamut_err {
	enum gamut_status status;
	char msg[1024];
};

/* The status' stable name ("EPARSE"); never NULL, never freed. */
const char *gamut_status_name(enum gamut_status status);

/*
 * Record a failure and return `status`, so that reporting and returning are
 * one statement and cannot disagree:
 *
 *	return gamut_error(err, GAMUT_EPARSE, "line %zu: missing ':'", line);
 *
 * `err` may be NULL when the caller does not want the text. The message is
 * truncated, never overrun, and never within a UTF-8 character.
 */
#define gamut_error(err, status, ...) \
	(gamut_error_set((err), (status), __VA_ARGS__), (status))

/* What gamut_error() calls; a macro, so that analyzers see what it returns. */
GAMUT_PRINTF(3, 4)
void gamut_error_set(struct gamut_err *err, enum gamut_status status,
                     const char *fmt, ...);

/*
 * As gamut_error(), for a failed system call: appends ": " and the text of
 * `errnum`, and returns GAMUT_ENOTFOUND for ENOENT, GAMUT_EIO for anything
 * else.
 */
GAMUT_PRINTF(3, 4)
enum gamut_status gamut_error_errno(struct gamut_err *err, int errnum,
                                    const char *fmt, ...);

/*
 * Put "prefix: " before the message already in `err` and return its status;
 * for a caller that knows where, above a callee that knows what.
 */
GAMUT_PRINTF(2, 3)
enum gamut_status gamut_error_at(struct gamut_err *err, const char *fmt, ...);

#define GAMUT_BUG(...) gamut_bug(__FILE__, __LINE__, __VA_ARGS__)
GAMUT_PRINTF(3, 4)
_Noreturn void gamut_bug(const char *file, int line, const char *fmt, ...);

#endif
