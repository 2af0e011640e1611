#ifndef GAMUT_PLAN_PROFILE_H
#define GAMUT_PLAN_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/str.h"

/*
 * How one kind of endpoint is spoken to
 * -------------------------------------
 * Servers differ in what a field is called, in what they do unasked (a top_k
 * of 40), and in what they refuse. A profile is that knowledge as data; the
 * sources are named in docs/endpoints.md. There are constants, and files that
 * change one of them (profile_file.h).
 */

/* The shape of bodies and replies. */
enum gamut_request_form {
	GAMUT_REQUEST_FORM_OPENAI,    /* chat completions, or completions */
	GAMUT_REQUEST_FORM_ANTHROPIC, /* messages */
	GAMUT_REQUEST_FORM_COUNT,
};

/* The header that the key travels in. */
enum gamut_auth {
	GAMUT_AUTH_BEARER,    /* Authorization: Bearer KEY */
	GAMUT_AUTH_API_KEY,   /* api-key: KEY */
	GAMUT_AUTH_X_API_KEY, /* x-api-key: KEY */
	GAMUT_AUTH_COUNT,
};

/* What becomes of one request that is sent twice with one seed. */
enum gamut_seed_effect {
	GAMUT_SEED_UNKNOWN,
	GAMUT_SEED_REPEATS,     /* the same text, on the same machine */
	GAMUT_SEED_BEST_EFFORT, /* often the same text; nothing is promised */
	GAMUT_SEED_NONE,        /* the seed is ignored, or cannot be sent */
	GAMUT_SEED_EFFECT_COUNT,
};

/* No number of stop strings is known to be too many. */
#define GAMUT_STOP_ANY UINT32_MAX

struct gamut_profile {
	const char *name;
	enum gamut_request_form form;
	enum gamut_auth auth;
	/*
	 * Members of a JSON object: headers that every request wants, none of
	 * them secret; or "".
	 */
	const char *headers;
	const char *key_env; /* where the key is, unless the user says */
	/* Of chats; completions call it "max_tokens". NULL: is not sent. */
	const char *max_tokens_field;
	const char *seed_field; /* NULL: no seed is sent */
	enum gamut_seed_effect seed_effect;
	/*
	 * Choices that one request asks for by `n` where the user does not
	 * say; 1: `n` is not sent. Servers that return fewer are met by asking
	 * again.
	 */
	uint32_t samples_per_request;
	uint32_t n_max; /* the most that may be asked for; 0: not known */
	/*
	 * Added to each cell's token limit, as what the model thinks counts
	 * against it and does not show.
	 */
	uint32_t thinking_tokens;
	/*
	 * Members that switch off every truncation and penalty, beyond
	 * temperature and top_p: "\"top_k\":0,\"min_p\":0", or "".
	 */
	const char *pure;
	/*
	 * Sampling members that are never sent, with commas between: they are
	 * an error there. "top_p=1" is one that is left out where it has that
	 * value. "" for none.
	 */
	const char *omit;
	/* NULL: has none, so that hf-default and --top-k are refused. */
	const char *top_k_field;
	const char *min_p_field; /* NULL: has none, and --min-p is refused */
	const char *stop_field;
	uint32_t stop_limit; /* stop strings in a request; 0: none may be */
	/*
	 * Member of a message that holds reasoning. NULL: wherever it is known
	 * to come: reasoning_content, reasoning, parts of the content.
	 */
	const char *reasoning_field;
	/*
	 * What is in the way of pure sampling, to tell the user: one line,
	 * where the server's own truncation cannot be, or is not known to be,
	 * switched off. NULL: nothing is.
	 */
	const char *impurity;
};

/* What ends a completion, as JSON; chats are sent no stop unasked. */
#define GAMUT_COMPLETION_STOP "[\"\\n\"]"

size_t gamut_profile_count(void);
const struct gamut_profile *gamut_profile_at(size_t i);

/* The profile of that name, or NULL. */
const struct gamut_profile *gamut_profile_find(const char *name);

/*
 * GAMUT_EINVAL: there is no profile `name`. The message has the nearest, or
 * where none is near, all that there are.
 */
GAMUT_MUST_USE
enum gamut_status gamut_profile_unknown(const char *name,
                                        struct gamut_err *err);

/* As they stand in files: "openai", "x-api-key", "best effort". */
const char *gamut_request_form_name(enum gamut_request_form form);
const char *gamut_auth_name(enum gamut_auth auth);
const char *gamut_seed_effect_name(enum gamut_seed_effect effect);

/* What `name` names; false, leaving the first argument alone, for others. */
bool gamut_request_form_find(enum gamut_request_form *form,
                             struct gamut_str name);
bool gamut_auth_find(enum gamut_auth *auth, struct gamut_str name);
bool gamut_seed_effect_find(enum gamut_seed_effect *effect,
                            struct gamut_str name);

/*
 * Does `profile` leave the sampling member `key` out, whatever its value? A
 * rule for one value ("top_p=1") does not count.
 */
bool gamut_profile_omits(const struct gamut_profile *profile, const char *key);

/*
 * May one request ask for `n` choices? GAMUT_EINVAL names the profile, the
 * most that it allows, and --samples-per-request.
 */
GAMUT_MUST_USE
enum gamut_status gamut_profile_check_n(const struct gamut_profile *profile,
                                        uint32_t n, struct gamut_err *err);

#endif
