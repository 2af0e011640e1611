#ifndef GAMUT_VERIFIERS_PRIME_H
#define GAMUT_VERIFIERS_PRIME_H

#include "verifiers/verifier.h"

/*
 * Is the answer a prime number?
 *
 * ASCII digits and nothing else: no sign, no leading zero, no space or
 * separator. The canonical form is the number as it stands.
 *
 * Up to 19 digits the verdict is proven: a table of the primes below
 * 1,000,000, then Miller-Rabin to bases that are known to leave no composite
 * in doubt (see prime.c). Above it is GMP's mpz_probab_prime_p(): trial
 * division and Baillie-PSW, to which no composite is known that passes; up to
 * 1,000 digits six rounds of Miller-Rabin come on top.
 *
 * Time for a prime, which takes longest, as measured on one core: 1 us at 12
 * digits, 0.1 s at 1,000, 11 s at 10,000. Longer answers are TOO_LONG, so
 * that is the bound. Allocates from the arena, and in GMP, 10 KiB or so.
 *
 * Members: the primes below 1,000,000, in order, or those below the bound.
 */
struct gamut_prime_rule {
	uint64_t below; /* primes below this only; at least 3, or 0: no bound */
};

/* The longest number that is tested. */
#define GAMUT_PRIME_DIGITS_MAX 10000

extern const struct gamut_verifier gamut_verifier_prime;

#endif
