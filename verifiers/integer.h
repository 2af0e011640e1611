#ifndef GAMUT_VERIFIERS_INTEGER_H
#define GAMUT_VERIFIERS_INTEGER_H

#include "verifiers/verifier.h"

/*
 * Is the answer a decimal integer in a range?
 *
 * ASCII digits and nothing else: no sign, space, separator or exponent. The
 * canonical form is the value without leading zeros. Any number of digits is
 * read, in time linear in them, and nothing is allocated.
 *
 * Members: the whole range, in order.
 */
struct gamut_integer_rule {
	uint64_t min;
	uint64_t max; /* at least `min` */
	bool allows_leading_zeros;
};

extern const struct gamut_verifier gamut_verifier_integer;

#endif
