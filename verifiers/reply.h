#ifndef GAMUT_VERIFIERS_REPLY_H
#define GAMUT_VERIFIERS_REPLY_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/status.h"
#include "verifiers/verdict.h"

/*
 * The lines that are exchanged with a checker; see command.h for what they say.
 */

/* The longest line that a checker may reply, without its line feed. */
#define GAMUT_REPLY_MAX ((size_t)1 << 20)

/* The longest canonical form that it may give. */
#define GAMUT_REPLY_CANONICAL_MAX ((size_t)64 << 10)

/* Add the request for `answer`, which is UTF-8, with its line feed. */
void gamut_request_add(struct gamut_buf *out, uint64_t id,
                       struct gamut_str answer);

/*
 * What `line`, untrusted, without its line feed, says of `answer`, which was
 * asked as request `id`; the canonical form is in `arena` or the answer itself.
 * GAMUT_EPARSE for a line that is no verdict, with what is wrong with it:
 * "no \"valid\"".
 */
GAMUT_MUST_USE
enum gamut_status gamut_reply_read(struct gamut_verdict *out,
                                   struct gamut_str line, uint64_t id,
                                   struct gamut_str answer,
                                   struct gamut_arena *arena,
                                   struct gamut_err *err);

#endif
