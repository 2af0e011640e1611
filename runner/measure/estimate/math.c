#include "runner/measure/estimate/math.h"

#include <math.h>

/* From here on the asymptotic series below are exact to rounding. */
#define SERIES_FROM 32

/* Up to so many factors a product is as exact as logarithms, and faster. */
#define MAX_FACTORS 32

#define TWO_PI 6.283185307179586476925286766559005768L
#define EULER 0.577215664901532860606512090082402431L

/*
 * ln x! - ln(sqrt(2 pi x) (x/e)^x), x at least 1: what Stirling's formula
 * leaves (Abramowitz and Stegun 6.1.41).
 */
static long double stirling_rest(uint64_t x)
{
	long double y = (long double)x;
	long double square = y * y;
	long double factorial = 1;

	if (x >= SERIES_FROM)
		return (1 / 12.0L -
		        (1 / 360.0L -
		         (1 / 1260.0L -
		          (1 / 1680.0L -
		           (1 / 1188.0L - 691 / 360360.0L / square) / square) /
		                  square) /
		                 square) /
		                square) /
		       y;
	for (uint64_t i = 2; i <= x; i++)
		factorial *= (long double)i;
	return logl(factorial) - (y * logl(y) - y + logl(TWO_PI * y) / 2);
}

/* x ln(x / mean) - (x - mean), at least 0: how far x is from its mean. */
static long double deviance(uint64_t x, long double mean)
{
	long double by = (long double)x - mean;

	return (long double)x * log1pl(by / mean) - by;
}

/* ln(a / (a + b)) for a, b > 0. */
static long double log_share(uint64_t a, uint64_t b)
{
	long double all = (long double)a + (long double)b;

	return a > b ? log1pl(-(long double)b / all) :
	               logl((long double)a / all);
}

long double gamut_math_log_binomial(uint64_t n, uint64_t x, uint64_t a,
                                    uint64_t b)
{
	long double all = (long double)a + (long double)b;
	uint64_t y;

	if (x > n || (a == 0 && x > 0) || (b == 0 && x < n))
		return -(long double)INFINITY;
	y = n - x;
	if (n == 0 || a == 0 || b == 0)
		return 0;
	if (x == 0)
		return (long double)n * log_share(b, a);
	if (y == 0)
		return (long double)n * log_share(a, b);
	return stirling_rest(n) - stirling_rest(x) - stirling_rest(y) -
	       deviance(x, (long double)n * (long double)a / all) -
	       deviance(y, (long double)n * (long double)b / all) +
	       logl((long double)n /
	            (TWO_PI * (long double)x * (long double)y)) /
	               2;
}

long double gamut_math_log_hypergeometric(const struct gamut_urn *urn,
                                          uint64_t x)
{
	uint64_t all = urn->marked + urn->rest;
	uint64_t kept = all - urn->drawn;

	if (x > urn->marked || x > urn->drawn || urn->drawn - x > urn->rest)
		return -(long double)INFINITY;
	return gamut_math_log_binomial(urn->marked, x, urn->drawn, kept) +
	       gamut_math_log_binomial(urn->rest, urn->drawn - x, urn->drawn,
	                               kept) -
	       gamut_math_log_binomial(all, urn->drawn, urn->drawn, kept);
}

long double gamut_math_missed(uint64_t n, uint64_t c, uint64_t k)
{
	uint64_t fewer = c < k ? c : k;
	uint64_t more = c < k ? k : c;
	struct gamut_urn urn = { .marked = c, .rest = n - c, .drawn = k };
	long double missed = 1;

	if (more > n - fewer)
		return 0;
	if (fewer > MAX_FACTORS)
		return expl(gamut_math_log_hypergeometric(&urn, 0));
	for (uint64_t i = 0; i < fewer; i++)
		missed *= (long double)(n - more - i) / (long double)(n - i);
	return missed;
}

long double gamut_math_digamma(uint64_t x)
{
	long double y = (long double)x;
	long double square = y * y;
	long double sum = -EULER;

	if (x >= SERIES_FROM)
		return logl(y) - 1 / (2 * y) -
		       (1 / 12.0L -
		        (1 / 120.0L -
		         (1 / 252.0L -
		          (1 / 240.0L -
		           (1 / 132.0L - 691 / 32760.0L / square) / square) /
		                  square) /
		                 square) /
		                square) /
		               square;
	for (uint64_t i = 1; i < x; i++)
		sum += 1 / (long double)i;
	return sum;
}
