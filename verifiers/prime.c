#include "verifiers/prime.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <gmp.h>

#include "base/alloc.h"

/* The primes below this are in a table. */
#define SIEVE_BELOW 1000000u

/* The longest number that always fits 64 bits. */
#define SHORT_DIGITS 19

/*
 * GMP manual, "Number Theoretic Functions": the first 24 repetitions are one
 * Baillie-PSW test, each further one a round of Miller-Rabin. A round costs a
 * quarter of the Baillie-PSW test; at 10,000 digits that is 3 s.
 */
#define REPS_LONG 24
#define REPS 30
#define DIGITS_OF_REPS 1000

/* 128 bits: an extension that gcc and clang share. */
__extension__ typedef unsigned __int128 wide;

struct sieve {
	const struct gamut_prime_rule *rule;
	uint32_t below;     /* how far it reaches */
	uint32_t *primes;   /* those below that, in order */
	size_t count;       /* of them */
	bool *is_composite; /* of 2 * i + 1 */
};

/*
 * Bases to which no composite below `below` is a strong probable prime:
 * G. Jaeschke, "On strong pseudoprimes to several bases", Math. Comp. 61
 * (1993), the first two; J. Sinclair (2011), as checked against J. Feitsma's
 * list of the base-2 pseudoprimes below 2^64, the third.
 */
static const struct base_set {
	uint64_t below; /* 0: 2^64 */
	uint64_t bases[7];
} base_sets[] = {
	{ UINT64_C(4759123141), { 2, 7, 61 } },
	{ UINT64_C(2152302898747), { 2, 3, 5, 7, 11 } },
	{ 0, { 2, 325, 9375, 28178, 450775, 9780504, 1795265022 } },
};

/* Arithmetic modulo an odd number, in Montgomery's form (x stands as x 2^64) */
struct modulus {
	uint64_t n;
	uint64_t inverse; /* n * inverse = 1 modulo 2^64 */
	uint64_t one;
};

static struct modulus modulus_of(uint64_t n)
{
	uint64_t inverse = n; /* right to 3 bits, and each step doubles them */

	for (int bits = 3; bits < 64; bits *= 2)
		inverse *= 2 - n * inverse;
	return (struct modulus){
		.n = n,
		.inverse = inverse,
		.one = (UINT64_MAX - n + 1) % n,
	};
}

static uint64_t multiply(const struct modulus *m, uint64_t a, uint64_t b)
{
	wide product = (wide)a * b;
	uint64_t high = (uint64_t)(product >> 64);
	uint64_t q = (uint64_t)product * m->inverse;
	uint64_t excess = (uint64_t)(((wide)q * m->n) >> 64);

	return high >= excess ? high - excess : high - excess + m->n;
}

static uint64_t add(const struct modulus *m, uint64_t a, uint64_t b)
{
	return a >= m->n - b ? a - (m->n - b) : a + b;
}

/* `base`, below 2^31, in Montgomery's form: by doubling and adding. */
static uint64_t to_form(const struct modulus *m, uint64_t base)
{
	uint64_t bit = 1;
	uint64_t x = 0;

	while (bit <= base / 2)
		bit *= 2;
	for (; bit; bit /= 2) {
		x = add(m, x, x);
		if (base & bit)
			x = add(m, x, m->one);
	}
	return x;
}

static uint64_t power(const struct modulus *m, uint64_t x, uint64_t exponent)
{
	uint64_t result = m->one;

	for (; exponent; exponent >>= 1) {
		if (exponent & 1)
			result = multiply(m, result, x);
		x = multiply(m, x, x);
	}
	return result;
}

/* Is m->n, with n - 1 = odd * 2^twos, a strong probable prime to `base`? */
static bool is_probable(const struct modulus *m, uint64_t odd, int twos,
                        uint64_t base)
{
	uint64_t minus_one = m->n - m->one;
	uint64_t x = power(m, to_form(m, base), odd);

	if (x == m->one || x == minus_one)
		return true;
	for (int i = 1; i < twos; i++) {
		x = multiply(m, x, x);
		if (x == minus_one)
			return true;
	}
	return false;
}

/* Miller-Rabin for an odd number that is greater than all the bases. */
static bool survives_bases(uint64_t n)
{
	const struct base_set *set = base_sets;
	struct modulus m = modulus_of(n);
	uint64_t odd = n - 1;
	int twos = 0;

	while (set->below && n >= set->below)
		set++;
	for (; odd % 2 == 0; odd /= 2)
		twos++;
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(set->bases) && set->bases[i];
	     i++)
		if (!is_probable(&m, odd, twos, set->bases[i]))
			return false;
	return true;
}

static bool is_prime_short(const struct sieve *sieve, uint64_t n)
{
	static const uint32_t divisors[] = { 2,  3,  5,  7,  11, 13, 17, 19,
		                             23, 29, 31, 37, 41, 43, 47, 53 };

	if (n < sieve->below)
		return n == 2 || (n % 2 == 1 && !sieve->is_composite[n / 2]);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(divisors); i++)
		if (n % divisors[i] == 0)
			return false;
	return survives_bases(n);
}

static bool is_prime_long(struct gamut_str digits, struct gamut_arena *arena)
{
	char *text = gamut_arena_new(arena, char, digits.len + 1);
	int reps = digits.len > DIGITS_OF_REPS ? REPS_LONG : REPS;
	bool is_prime;
	mpz_t n;

	memcpy(text, digits.ptr, digits.len);
	if (mpz_init_set_str(n, text, 10))
		GAMUT_BUG("GMP does not read '%.40s'", text);
	is_prime = mpz_probab_prime_p(n, reps) > 0;
	mpz_clear(n);
	return is_prime;
}

static uint64_t value_of(struct gamut_str digits)
{
	uint64_t value = 0;

	for (size_t i = 0; i < digits.len; i++)
		value = value * 10 + (uint64_t)(digits.ptr[i] - '0');
	return value;
}

/* Why `answer` is no number to be tested, or GAMUT_REASON_VALID. */
static enum gamut_reason misread(struct gamut_str answer)
{
	if (answer.len == 0)
		return GAMUT_REASON_EMPTY;
	for (size_t i = 0; i < answer.len; i++)
		if (!gamut_ascii_is_digit(answer.ptr[i]))
			return GAMUT_REASON_NOT_INTEGER;
	if (answer.ptr[0] == '0' && answer.len > 1)
		return GAMUT_REASON_LEADING_ZERO;
	return GAMUT_REASON_VALID;
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	const struct sieve *sieve = state;
	uint64_t bound = sieve->rule->below;
	enum gamut_reason reason = misread(answer);
	bool is_short = answer.len <= SHORT_DIGITS;
	bool is_prime;

	if (reason != GAMUT_REASON_VALID)
		return gamut_verdict_reject(reason);
	if (answer.len > GAMUT_PRIME_DIGITS_MAX)
		return gamut_verdict_reject(bound ? GAMUT_REASON_OUT_OF_RANGE :
		                                    GAMUT_REASON_TOO_LONG);
	if (bound && (!is_short || value_of(answer) >= bound))
		return gamut_verdict_reject(GAMUT_REASON_OUT_OF_RANGE);
	is_prime = is_short ? is_prime_short(sieve, value_of(answer)) :
	                      is_prime_long(answer, arena);
	return is_prime ? gamut_verdict_accept(answer) :
	                  gamut_verdict_reject(GAMUT_REASON_NOT_PRIME);
}

/* Of odd numbers only; the others would be most of the work. */
static void strike_out(struct sieve *sieve)
{
	uint32_t half = sieve->below / 2;

	sieve->is_composite[0] = true; /* 1 is no prime */
	for (uint32_t p = 3; (uint64_t)p * p < sieve->below; p += 2)
		if (!sieve->is_composite[p / 2])
			for (uint32_t i = p * p / 2; i < half; i += p)
				sieve->is_composite[i] = true;

	sieve->primes[0] = 2;
	sieve->count = 1;
	/* Without a branch, which would be mispredicted at every prime. */
	for (uint32_t i = 1; i < half; i++) {
		sieve->primes[sieve->count] = 2 * i + 1;
		sieve->count += !sieve->is_composite[i];
	}
}

static enum gamut_status open_rule(void **state, const void *rule,
                                   struct gamut_lexicon *lexicon,
                                   struct gamut_err *err)
{
	const struct gamut_prime_rule *prime = rule;
	struct sieve *sieve;

	(void)lexicon;
	if (prime->below && prime->below < 3)
		return gamut_error(err, GAMUT_EINVAL, "no prime is below %u",
		                   (unsigned)prime->below);
	sieve = gamut_alloc(sizeof(*sieve));
	sieve->rule = prime;
	sieve->below = prime->below && prime->below < SIEVE_BELOW ?
	                       (uint32_t)prime->below :
	                       SIEVE_BELOW;
	sieve->is_composite = gamut_alloc_array(sieve->below / 2, sizeof(bool));
	/* More than there are: what is not touched takes no memory. */
	sieve->primes = gamut_alloc_array(sieve->below / 2 + 1,
	                                  sizeof(*sieve->primes));
	strike_out(sieve);
	*state = sieve;
	return GAMUT_OK;
}

static uint64_t member_count(const void *state)
{
	const struct sieve *sieve = state;

	return sieve->count;
}

static struct gamut_str member(const void *state, uint64_t i,
                               struct gamut_arena *arena)
{
	const struct sieve *sieve = state;

	return gamut_arena_strf(arena, "%" PRIu32, sieve->primes[i]);
}

static void close_rule(void *state)
{
	struct sieve *sieve = state;

	free(sieve->is_composite);
	free(sieve->primes);
	free(sieve);
}

const struct gamut_verifier gamut_verifier_prime = {
	.name = "prime",
	.revision = 1,
	.open = open_rule,
	.verify = verify,
	.member_count = member_count,
	.member = member,
	.close = close_rule,
};
