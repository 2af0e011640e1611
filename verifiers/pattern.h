#ifndef GAMUT_VERIFIERS_PATTERN_H
#define GAMUT_VERIFIERS_PATTERN_H

#include "verifiers/verifier.h"

/*
 * Is the answer a regular expression that tells two sets of texts apart?
 *
 * A pattern of PCRE2, in UTF mode, of at most GAMUT_PATTERN_ANSWER_MAX bytes:
 * it must match each of `matches` from end to end, and none of `rejects` so.
 * BAD_PATTERN: it does not compile, or has "(?C", or \C. WRONG_MATCH: it
 * matches what it must not, or not what it must, or takes too long to tell.
 *
 * The canonical form is the answer. No members.
 */
struct gamut_pattern_rule {
	const char *const *matches; /* UTF-8 */
	size_t match_count;
	const char *const *rejects;
	size_t reject_count;
};

#define GAMUT_PATTERN_ANSWER_MAX 200

/* The most texts of each kind, and bytes of a text. */
#define GAMUT_PATTERN_TEXTS_MAX 100
#define GAMUT_PATTERN_TEXT_MAX 1000

extern const struct gamut_verifier gamut_verifier_pattern;

#endif
