#ifndef GAMUT_PLAN_PROFILE_CHECK_H
#define GAMUT_PLAN_PROFILE_CHECK_H

#include "runner/plan/profile.h"

/*
 * What users must not say in a profile's name
 * -------------------------------------------
 * A request has each member once: servers differ in which of two they take.
 * And what is written down for everyone to read is no place for a key.
 */

/* What a header's name, in any case, tells of it. */
enum gamut_header_kind {
	GAMUT_HEADER_PLAIN,
	GAMUT_HEADER_SECRET,  /* Authorization, x-api-key, Cookie, Proxy-*, ...
	                       */
	GAMUT_HEADER_FRAMING, /* Host, Content-Length, Transfer-Encoding */
};

enum gamut_header_kind gamut_header_kind(struct gamut_str name);

/* A member that has an option of its own, which checks and records it. */
struct gamut_owned_member {
	const char *key;    /* as OpenAI calls it */
	const char *remedy; /* "use --seed" */
	bool can_be_unset;
};

/* The name that `key` goes by elsewhere: "seed" for Mistral's random_seed. */
const char *gamut_profile_common_name(const struct gamut_profile *profile,
                                      const char *key);

/* The member that `key` is in requests of `profile`; NULL: anybody's. */
const struct gamut_owned_member *gamut_profile_owner(
	const struct gamut_profile *profile, const char *key);

/*
 * Can requests be made as `profile`, of a file, says? Not where
 *
 *   headers   holds a key, which stands in run.json then, or what belongs to
 *             each request;
 *   *_field   two members have one name, or one has another member's;
 *   pure      has a member that is somebody else's, or a value that is not sent
 *             as it stands;
 *   omit      names what would not be sent anyway; looked at where `has_omit`,
 *             as a base's may be of a use that the file has ended;
 *
 * nor where anthropic has no token limit, or more choices are asked for than
 * may be. GAMUT_EINVAL says what, and sets `*field` to the member at fault.
 */
GAMUT_MUST_USE
enum gamut_status gamut_profile_check(const struct gamut_profile *profile,
                                      bool has_omit, const char **field,
                                      struct gamut_err *err);

#endif
