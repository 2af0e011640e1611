#ifndef GAMUT_VERIFIERS_REGEX_H
#define GAMUT_VERIFIERS_REGEX_H

#include <stdbool.h>

#include "verifiers/verifier.h"

/*
 * Does the answer as a whole match a regular expression?
 *
 * Patterns are PCRE2's, in UTF mode, and matching has limits: see pcre.h. An
 * answer on which a limit is reached is NO_MATCH, after some milliseconds.
 *
 * The canonical form is the answer, or what the group named `form` matched
 * where the pattern has one, (?<form>...), and that is not empty.
 *
 * Members: none.
 */
struct gamut_regex_rule {
	const char *pattern;
	bool any_case;
	uint64_t max_length; /* of answers, in bytes; 0: the default */
};

/* The longest answer, in bytes, where the rule does not say, and may say. */
#define GAMUT_REGEX_LENGTH 1000
#define GAMUT_REGEX_LENGTH_MAX 10000

/* open() fails with GAMUT_EINVAL where the pattern does not compile. */
extern const struct gamut_verifier gamut_verifier_regex;

#endif
