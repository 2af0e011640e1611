#ifndef GAMUT_VERIFIERS_INTEGER_BOUNDS_H
#define GAMUT_VERIFIERS_INTEGER_BOUNDS_H

#include <stdbool.h>

#include <gmp.h>

#include "verifiers/integer_rules.h"

/*
 * Plain integers, and how far rules let them go
 * ---------------------------------------------
 * What integer_rules.c needs beyond its own header. "Plain" is as
 * gamut_integer_is_plain() has it.
 */
bool gamut_integer_is_negative(struct gamut_str plain);

/* Without its "-". */
struct gamut_str gamut_integer_digits(struct gamut_str plain);

/* Make `n`, and set it to what `plain` says; the caller clears it. */
void gamut_integer_init(mpz_t n, const char *plain);

/* rules->min, which is 0 where it is not given; plain. */
const char *gamut_integer_least(const struct gamut_integer_rules *rules);

/*
 * Make `low` and `high`, which the caller clears: the least and the greatest
 * integer that range and number of digits leave. False where there is no
 * greatest.
 */
bool gamut_integer_bounds(mpz_t low, mpz_t high,
                          const struct gamut_integer_rules *rules);

#endif
