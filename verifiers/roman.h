#ifndef GAMUT_VERIFIERS_ROMAN_H
#define GAMUT_VERIFIERS_ROMAN_H

#include "verifiers/verifier.h"

/*
 * Is the answer a Roman numeral in a range?
 *
 * The standard subtractive form of ASCII letters, so that each number has one
 * numeral: "IV", not "IIII", and "XCIX", not "IC"; others are BAD_FORMAT, and
 * OUT_OF_RANGE where the number is not in the range. Capitals, or either case
 * alone where that is allowed, WRONG_CASE elsewhere; "iV" is BAD_FORMAT. The
 * canonical form is in capitals.
 *
 * Members: the whole range, in order.
 */
#define GAMUT_ROMAN_MAX 3999u

struct gamut_roman_rule {
	uint64_t min; /* at least 1 */
	uint64_t max; /* at least `min`, at most GAMUT_ROMAN_MAX */
	bool allows_lower;
};

extern const struct gamut_verifier gamut_verifier_roman;

#endif
