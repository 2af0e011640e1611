#ifndef GAMUT_VERIFIERS_VERDICT_H
#define GAMUT_VERIFIERS_VERDICT_H

#include <stdbool.h>

#include "base/str.h"

/*
 * What a verifier says of one answer
 * ----------------------------------
 *
 * Valid, with the canonical form of the answer, or not valid, with the reason.
 * A wrong answer is a verdict and never an error.
 */

/*
 * X(NAME, "name", "sentence"): append only, as plugins are built with the
 * numbers. The names are written to results
 * and read by scripts; the sentences complete "not valid: ...".
 */
#define GAMUT_REASON_MAP(X)                                                   \
	X(UNSET, "unset", "the verifier gave no verdict")                     \
	X(VALID, "valid", "the answer is valid")                              \
	X(EMPTY, "empty", "the answer is empty")                              \
	X(TOO_LONG, "too-long", "longer than any valid answer may be")        \
	X(NOT_UTF8, "not-utf8", "not valid UTF-8 text")                       \
	X(NOT_LISTED, "not-listed", "not in the task's list")                 \
	X(WRONG_CASE, "wrong-case", "in the list, but under other case")      \
	X(BAD_FORMAT, "bad-format", "not of the form that the task asks for") \
	X(NOT_INTEGER, "not-an-integer", "not a plain decimal integer")       \
	X(LEADING_ZERO, "leading-zero", "an integer with a leading zero")     \
	X(OUT_OF_RANGE, "out-of-range", "outside the task's range")           \
	X(NOT_PRIME, "not-prime", "not a prime number")                       \
	X(BAD_LOCAL_PART, "bad-local-part", "the part before @ is malformed") \
	X(BAD_DOMAIN, "bad-domain", "the domain is malformed")                \
	X(BAD_TLD, "bad-tld", "the top-level domain is not accepted")         \
	X(UNASSIGNED_CODE, "unassigned-code", "no such country code")         \
	X(DIGIT_COUNT, "digit-count", "too few or too many digits")           \
	X(UNKNOWN_MAKE, "unknown-make", "does not begin with a known make")   \
	X(NO_MODEL, "no-model", "a make without a model")                     \
	X(UNKNOWN_MODEL, "unknown-model", "not a known model of that make")   \
	X(EXTRA_TEXT, "extra-text", "a valid answer with something added")    \
	X(NOT_ING_FORM, "not-an-ing-form", "not one word that ends in -ing")  \
	X(NOT_A_VERB, "not-a-verb", "no English verb has this -ing form")     \
	X(MISSPELT, "misspelt", "the -ing form of a verb, wrongly spelled")   \
	X(TOO_SHORT, "too-short", "shorter than any valid answer may be")     \
	X(NO_MATCH, "no-match", "does not match the task's pattern")          \
	X(NOT_NUMBER, "not-a-number", "not a plain decimal number")           \
	X(BAD_DIVISOR, "bad-divisor", "not divisible as the task asks")       \
	X(BAD_DIGITS, "bad-digits", "its digits are not as the task asks")    \
	X(NOT_SQUARE, "not-a-square", "not a perfect square")                 \
	X(NO_SUCH_DATE, "no-such-date", "a date that no calendar has")        \
	X(BAD_ADDRESS, "bad-address", "not an address of that kind")          \
	X(NOT_JSON, "not-json", "not one JSON value")                         \
	X(BAD_SCHEMA, "bad-schema", "JSON that the schema does not allow")    \
	X(BAD_PATTERN, "bad-pattern", "not a regular expression")             \
	X(WRONG_MATCH, "wrong-match",                                         \
	  "matches what it must not, or not what it must")                    \
	X(BAD_SYNTAX, "bad-syntax", "does not parse")                         \
	X(WRONG_VALUE, "wrong-value", "does not come to what is asked for")   \
	X(WRONG_NUMBERS, "wrong-numbers", "does not use the numbers given")   \
	X(ILLEGAL_MOVE, "illegal-move", "a move that the rules forbid")       \
	X(UNKNOWN_ELEMENT, "unknown-element", "no such chemical element")     \
	X(BAD_VALENCE, "bad-valence", "its valences do not balance")          \
	X(LINE_COUNT, "line-count", "too few or too many lines")              \
	X(SYLLABLES, "syllables", "a line of too few or too many syllables")  \
	X(NOT_A_WORD, "not-a-word", "not a word of the dictionary")           \
	X(WRONG_LETTERS, "wrong-letters", "not the letters asked for")        \
	X(NOT_PALINDROME, "not-a-palindrome", "reads otherwise backwards")    \
	X(EXCLUDED, "excluded", "what the task excludes")                     \
	X(REFUSED, "refused", "the task's checker says no")                   \
	X(UNCHECKED, "unchecked", "the checker failed: no verdict")

enum gamut_reason {
#define X(name, text, sentence) GAMUT_REASON_##name,
	GAMUT_REASON_MAP(X)
#undef X
};

struct gamut_verdict {
	/*
	 * GAMUT_REASON_VALID, or why not. GAMUT_REASON_UNSET, which is zero,
	 * never leaves a verifier, so that a forgotten field is caught.
	 * GAMUT_REASON_UNCHECKED says that the environment failed, and nothing
	 * of the answer: see fault() in verifier.h.
	 */
	enum gamut_reason reason;
	/*
	 * One spelling for all answers that mean the same thing: UTF-8, not
	 * empty when valid, empty when not. Static, or in the arena that the
	 * verifier was given, or a view into the answer.
	 */
	struct gamut_str canonical;
};

struct gamut_verdict gamut_verdict_accept(struct gamut_str canonical);
struct gamut_verdict gamut_verdict_reject(enum gamut_reason reason);
bool gamut_verdict_is_valid(struct gamut_verdict verdict);

/* "not-prime"; never NULL. */
const char *gamut_reason_name(enum gamut_reason reason);

/* "not a prime number": a phrase without capital or full stop; never NULL. */
const char *gamut_reason_text(enum gamut_reason reason);

#endif
