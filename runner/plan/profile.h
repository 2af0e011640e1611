#ifndef GAMUT_PLAN_PROFILE_H
#define GAMUT_PLAN_PROFILE_H

#include <stddef.h>
#include <stdint.h>

/*
 * How one kind of endpoint is spoken to
 * -------------------------------------
 * Servers differ in what a field is called, in what they do unasked (a top_k
 * of 40), and in what they refuse. A profile is that knowledge as data; the
 * sources are named in docs/endpoints.md.
 */
struct gamut_profile {
	const char *name;
	const char *max_tokens_field; /* of chats; completions: "max_tokens" */
	const char *seed_field;       /* NULL: no seed is sent */
	/*
	 * Members that switch off every truncation and penalty, beyond
	 * temperature and top_p: "\"top_k\":0,\"min_p\":0", or "".
	 */
	const char *pure;
	/* NULL: has none, so that hf-default and --top-k are refused. */
	const char *top_k_field;
	/*
	 * Choices that one request may ask for by `n`; 1: `n` is not sent. Only
	 * a default for --samples-per-request: servers that return fewer are
	 * met by asking again.
	 */
	uint32_t samples_per_request;
	/*
	 * What is in the way of pure sampling, to tell the user: one line,
	 * where the server's own truncation cannot be, or is not known to be,
	 * switched off. NULL: nothing is.
	 */
	const char *impurity;
};

/* What ends a completion, as JSON; chats are never sent a stop. */
#define GAMUT_COMPLETION_STOP "[\"\\n\"]"

size_t gamut_profile_count(void);
const struct gamut_profile *gamut_profile_at(size_t i);

/* The profile of that name, or NULL. */
const struct gamut_profile *gamut_profile_find(const char *name);

#endif
