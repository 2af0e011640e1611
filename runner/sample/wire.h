#ifndef GAMUT_SAMPLE_WIRE_H
#define GAMUT_SAMPLE_WIRE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "runner/plan/dialect.h"
#include "runner/sample/backend.h"
#include "runner/sample/secrets.h"
#include "runner/store/manifest.h"

/*
 * What endpoints are told and say, without the network
 * ----------------------------------------------------
 * Bodies of requests and of replies, in the forms of wire_form.h: OpenAI's chat
 * completions and completions, and Anthropic's messages. Pure functions of
 * their arguments. What a server sends is not trusted: every body ends in an
 * outcome, with one line that says what it was.
 */
struct gamut_wire {
	const struct gamut_manifest *manifest;
	struct gamut_dialect dialect;        /* of the manifest */
	const struct gamut_secrets *secrets; /* kept out of all text; or NULL */
	struct gamut_arena kept;             /* what `dialect` lives in */
	/* What the last reply's strings live in. */
	cJSON *root;
	struct gamut_arena arena;
	/* Room for choices, kept from reply to reply. */
	struct gamut_choice *choices;
	const cJSON **slots;
	uint32_t size;
};

/*
 * Read how requests look from `manifest`, which outlives `wire`, as `secrets`
 * does, which may be NULL. GAMUT_EPARSE names what is not understood; there is
 * nothing to clear then.
 */
GAMUT_MUST_USE
enum gamut_status gamut_wire_open(struct gamut_wire *wire,
                                  const struct gamut_manifest *manifest,
                                  const struct gamut_secrets *secrets,
                                  struct gamut_err *err);

/* Is this cell asked as a chat? Otherwise its prompt is continued. */
bool gamut_wire_is_chat(const struct gamut_manifest_cell *cell);

/*
 * What to put behind the base URL to ask for chats, or for completions:
 * "/completions"; NULL where the form has none of these.
 */
const char *gamut_wire_path(const struct gamut_wire *wire, bool is_chat);

/*
 * Add the body of `request` to `body`: the model, the prompt verbatim, the
 * members of the manifest's `sampling`, and what its `request` says.
 */
void gamut_wire_encode(const struct gamut_wire *wire, struct gamut_buf *body,
                       const struct gamut_request *request);

/*
 * What `body` says about reply->request, given reply->http_status: sets the
 * outcome and everything that goes with it but `retry_after_ms`, `is_cached`
 * and `latency_ms`. Strings live until the next call, or gamut_wire_clear(),
 * and as long as `body`.
 *
 * A choice's offset is its "index", where all of them have one, distinct and
 * below the count asked for; otherwise its place. Choices beyond the count, and
 * those without a text, or cut off by the server, are dropped, and `message`
 * says so. A prompt that the server's filter refuses is answered, by a choice
 * for each sample with no text and the finish reason "content_filter". Distinct
 * secrets are overwritten in every string.
 */
void gamut_wire_decode(struct gamut_wire *wire, struct gamut_reply *reply,
                       struct gamut_str body);

/* Make `reply` say nothing, and release the memory of the last one. */
void gamut_wire_reset(struct gamut_wire *wire, struct gamut_reply *reply);

/* Release all memory. */
void gamut_wire_clear(struct gamut_wire *wire);

#endif
