#ifndef GAMUT_VERIFIERS_INTEGER_RULES_H
#define GAMUT_VERIFIERS_INTEGER_RULES_H

#include <stdbool.h>

#include "verifiers/verifier.h"

/*
 * Is the answer an integer that all of several rules allow?
 *
 * ASCII digits, with a "-" before them where `min` is below zero; no "-0". The
 * canonical form is the value without leading zeros. For a plain range of 64
 * bits integer.h has a faster verifier.
 *
 * Numbers have at most GAMUT_INTEGER_DIGITS_MAX digits: longer ones are
 * TOO_LONG, or OUT_OF_RANGE where the rule has a bound on that side. Digits are
 * looked at before arithmetic is done, and primes last: prime.h says how they
 * are tested, and that it takes 11 s at most.
 *
 * Members: see below.
 */
struct gamut_integer_list {
	const char **list;
	size_t count;
};

struct gamut_integer_rules {
	/* Plain, as gamut_integer_is_plain() has it. */
	const char *min; /* NULL: 0 */
	const char *max; /* NULL: no bound */
	bool allows_leading_zeros;

	bool is_prime;
	bool is_square;
	bool is_palindrome; /* its digits, a sign left aside */

	/* Plain, none of them "0". */
	struct gamut_integer_list divisors; /* all divide it */
	struct gamut_integer_list excluded; /* none divides it */

	/* How many digits; 0: no bound. */
	uint64_t digits_min;
	uint64_t digits_max;

	bool has_digit_sum;
	uint64_t digit_sum;
};

#define GAMUT_INTEGER_DIGITS_MAX 10000

/* The most integers of a range that are looked through for its members. */
#define GAMUT_INTEGER_LISTED_MAX 200000

/* And their most bits: looking at 200,000 longer ones would take long. */
#define GAMUT_INTEGER_LISTED_BITS 64

/*
 * Is it decimal digits, without a leading zero, and with a "-" before them or
 * not: "0", "-12", "340"?
 */
bool gamut_integer_is_plain(struct gamut_str text);

/* Two plain ones: negative, 0 or positive as a is less than b, equal, more. */
int gamut_integer_compare(struct gamut_str a, struct gamut_str b);

/*
 * Are the integers from `min` to `max` that have as many digits as they may so
 * few, and so short, that they are looked through?
 */
bool gamut_integer_rules_are_listed(const struct gamut_integer_rules *rules);

/*
 * open() of both fails with GAMUT_EINVAL where a bound or divisor has more than
 * GAMUT_INTEGER_DIGITS_MAX digits.
 *
 * Without members: for rules that leave too many integers to look at.
 */
extern const struct gamut_verifier gamut_verifier_integer_rules;

/*
 * Members: all that the rules allow, in order; for rules of which
 * gamut_integer_rules_are_listed() is true. open() fails with GAMUT_EINVAL
 * where there are none.
 */
extern const struct gamut_verifier gamut_verifier_integer_listed;

#endif
