#ifndef GAMUT_SAMPLE_WIRE_H
#define GAMUT_SAMPLE_WIRE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "runner/plan/profile.h"
#include "runner/sample/backend.h"
#include "runner/sample/secrets.h"
#include "runner/store/manifest.h"

/*
 * OpenAI's protocol, without the network
 * --------------------------------------
 * Bodies of requests and of replies, of chat completions and of completions.
 * Pure functions of their arguments. What a server sends is not trusted: every
 * body ends in an outcome, with one line that says what it was.
 */
struct gamut_wire {
	const struct gamut_manifest *manifest;
	const struct gamut_profile *profile;
	const struct gamut_secrets *secrets; /* kept out of all text; or NULL */
	/* What the last reply's strings live in. */
	cJSON *root;
	struct gamut_arena arena;
	/* Room for choices, kept from reply to reply. */
	struct gamut_choice *choices;
	const cJSON **slots;
	uint32_t size;
};

/* Is this cell asked as a chat? Otherwise its prompt is continued. */
bool gamut_wire_is_chat(const struct gamut_manifest_cell *cell);

/*
 * Add the body of `request` to `body`. A chat sends the profile's field for
 * the token limit, a completion always "max_tokens", and "stop" at a line
 * feed; never a chat, for models that open with an empty line or think first
 * would fall silent.
 */
void gamut_wire_encode(const struct gamut_wire *wire, struct gamut_buf *body,
                       const struct gamut_request *request);

/*
 * What `body` says about reply->request, given reply->http_status: sets the
 * outcome and everything that goes with it but `retry_after_ms` and
 * `latency_ms`. Strings live until the next call, or gamut_wire_clear().
 *
 * A choice's offset is its "index", where all of them have one, distinct and
 * below the count asked for; otherwise its place. Choices beyond the count, and
 * those without a text, are dropped, and `message` says so. Distinct secrets
 * are overwritten in every string.
 */
void gamut_wire_decode(struct gamut_wire *wire, struct gamut_reply *reply,
                       struct gamut_str body);

/* Make `reply` say nothing, and release the memory of the last one. */
void gamut_wire_reset(struct gamut_wire *wire, struct gamut_reply *reply);

/* Release all memory. */
void gamut_wire_clear(struct gamut_wire *wire);

#endif
