#ifndef GAMUT_VERIFIERS_JSON_MULTIPLE_H
#define GAMUT_VERIFIERS_JSON_MULTIPLE_H

#include <stdbool.h>

/*
 * Is `number` a multiple of `divisor`, which is above 0, both finite?
 *
 * Of what they are as the shortest decimals that read back: 4.35 is one of
 * 0.01, which the quotient of the doubles is not, and 9007199254740991 is none
 * of 3. Exact; some microseconds where either is no whole number up to 2^53.
 */
bool gamut_json_is_multiple(double number, double divisor);

#endif
