#ifndef GAMUT_VERIFIERS_EXPRESSION_H
#define GAMUT_VERIFIERS_EXPRESSION_H

#include "verifiers/verifier.h"

/*
 * Does the answer, an arithmetic expression, come to a value?
 *
 * Whole numbers in ASCII digits without leading zeros, "+", "-", "*", "/" (and
 * "×", "÷", "−"), parentheses, and spaces between these; * and / bind tighter,
 * and operators of one kind from the left. Nothing is implied: "2(3)" and a
 * trailing "= 24" are BAD_SYNTAX, as are parentheses within more than
 * GAMUT_EXPRESSION_DEPTH_MAX others. Computed in fractions, exactly. What
 * divides by zero has WRONG_VALUE. At most GAMUT_EXPRESSION_BYTES_MAX bytes.
 *
 * Of what is wrong, in this order: BAD_SYNTAX, WRONG_NUMBERS, too few
 * (TOO_SHORT) or too many (TOO_LONG) operators, WRONG_VALUE.
 *
 * The canonical form is in ASCII without spaces or needless parentheses.
 * Sums within sums are one sum, each term of which is added or subtracted:
 * a-(b-c) is a+c-b; products, with each factor multiplied or divided by,
 * likewise: a/(b/c) is a*c/b. Terms that are added come first, and factors
 * that are multiplied; among each, the shorter first and then by bytes.
 * A negative factor makes the product negative. Nothing is computed or
 * multiplied out: 2*3 and 6, a*1 and a, (a-b)*(c-d) and (b-a)*(d-c) differ.
 *
 * No members.
 */
#define GAMUT_EXPRESSION_BYTES_MAX 200
#define GAMUT_EXPRESSION_DEPTH_MAX 32
#define GAMUT_EXPRESSION_NUMBERS_MAX 32

struct gamut_expression_rule {
	const char *value; /* decimal digits, "-" before them or not */

	/*
	 * The numbers to use, each as often as it stands here; NULL: any.
	 * 1 to GAMUT_EXPRESSION_NUMBERS_MAX of them.
	 */
	const uint64_t *numbers;
	size_t number_count;

	uint64_t min_operators; /* with two operands; signs do not count */
	uint64_t max_operators; /* 0: no limit */
	bool allows_signs;      /* "-" before a number or parenthesis */
};

extern const struct gamut_verifier gamut_verifier_expression;

#endif
