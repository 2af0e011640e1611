#ifndef GAMUT_PLAN_DIALECT_H
#define GAMUT_PLAN_DIALECT_H

#include "base/arena.h"
#include "base/status.h"
#include "runner/plan/profile.h"

/*
 * How each request of a run looks
 * -------------------------------
 * What of a profile and of the user's wishes bears on every request, beside
 * the sampling members. It stands in the manifest (`request`), which thereby
 * says all: a run goes on as it was begun, whatever its profile says since. A
 * file's is named again all the same: where the key is, a manifest cannot say.
 */
struct gamut_dialect {
	enum gamut_request_form form;
	enum gamut_auth auth;
	/*
	 * {"name":"value"}, none of them secret, nor Host, Authorization,
	 * Cookie, Content-Length, Transfer-Encoding or any Proxy-*.
	 */
	struct gamut_str headers;
	const char *max_tokens_field; /* NULL: is not sent */
	const char *seed_field;       /* NULL: is not sent */
	struct gamut_str stop;        /* array of strings; empty: not sent */
	const char *stop_field;
	const char *reasoning_field; /* as in struct gamut_profile */
};

/*
 * How `profile` asks for chats, or for completions. Strings are the profile's,
 * or live in `arena`.
 */
struct gamut_dialect gamut_dialect_of(const struct gamut_profile *profile,
                                      bool is_chat, struct gamut_arena *arena);

/* `dialect` as a JSON object in `arena`, as the manifest holds it. */
struct gamut_str gamut_dialect_encode(const struct gamut_dialect *dialect,
                                      struct gamut_arena *arena);

/*
 * The reverse; strings live in `arena`. What is not there is as the profile
 * `generic` has it, without a stop; an empty text is an empty object.
 * GAMUT_EPARSE names a member that is of no form known (the manifest is of
 * another version, or was changed), or a header that may not be there.
 */
GAMUT_MUST_USE
enum gamut_status gamut_dialect_decode(struct gamut_dialect *dialect,
                                       struct gamut_str text,
                                       struct gamut_arena *arena,
                                       struct gamut_err *err);

#endif
