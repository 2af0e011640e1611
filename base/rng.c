#include "base/rng.h"

#include <errno.h>
#include <sys/random.h>

static uint64_t mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

enum gamut_status gamut_rng_draw_seed(uint64_t *seed, struct gamut_err *err)
{
	ssize_t n;

	do
		n = getrandom(seed, sizeof(*seed), 0);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return gamut_error_errno(err, errno, "cannot draw random bits");
	if ((size_t)n != sizeof(*seed))
		return gamut_error(err, GAMUT_EIO,
		                   "cannot draw random bits: %zd bytes of %zu",
		                   n, sizeof(*seed));
	return GAMUT_OK;
}

uint64_t gamut_rng_next(struct gamut_rng *rng)
{
	rng->state += UINT64_C(0x9e3779b97f4a7c15);
	return mix(rng->state);
}

uint64_t gamut_rng_below(struct gamut_rng *rng, uint64_t bound)
{
	uint64_t unbiased;
	uint64_t x;

	if (bound == 0)
		GAMUT_BUG("a random number below 0");

	/* 2^64 modulo bound: draws under it would favour small remainders. */
	unbiased = (0 - bound) % bound;
	do
		x = gamut_rng_next(rng);
	while (x < unbiased);
	return x % bound;
}

double gamut_rng_unit(struct gamut_rng *rng)
{
	return (double)(gamut_rng_next(rng) >> 11) * 0x1p-53;
}

uint64_t gamut_rng_hash(uint64_t seed, struct gamut_str s)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325) ^ mix(seed);

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * UINT64_C(0x100000001b3);
	return mix(h ^ s.len);
}
