#ifndef GAMUT_SAMPLE_FAULT_H
#define GAMUT_SAMPLE_FAULT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/json.h"
#include "runner/sample/backend.h"
#include "runner/sample/secrets.h"

/*
 * A reply that holds no completion: sets the outcome, by reply->http_status
 * and by what the body says, and a message of one line, which quotes the start
 * of the body. docs/sampling.md has the classes.
 *
 *   root       the body where it is JSON, or NULL
 *   complaint  what is wrong with a body whose status says success
 *   secrets    what the message must not repeat, or NULL
 */
void gamut_fault_decode(struct gamut_reply *reply, struct gamut_str body,
                        const cJSON *root, const char *complaint,
                        const struct gamut_secrets *secrets,
                        struct gamut_arena *arena);

/*
 * Does a reply of this status say that the prompt was refused by a filter?
 * Asking again would not help, and it is no fault: docs/sampling.md.
 */
bool gamut_fault_is_filtered(int64_t http_status, const cJSON *root);

/*
 * One line in `arena`: `what` and, where there is any, ": " and the start of
 * `text`, without secrets and made safe for a terminal.
 */
struct gamut_str gamut_fault_quote(const char *what, struct gamut_str text,
                                   const struct gamut_secrets *secrets,
                                   struct gamut_arena *arena);

#endif
