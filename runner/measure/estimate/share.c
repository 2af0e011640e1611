#include "runner/measure/estimate/share.h"

#include <math.h>
#include <stdbool.h>

#include "runner/measure/estimate/math.h"
#include "runner/measure/estimate/metrics.h"
#include "runner/measure/estimate/normal.h"

#define Z GAMUT_NORMAL_95

/* Chances nearer than this, relatively, are those of tables that tie. */
#define TIE 1e-11L

double gamut_share_value(struct gamut_share share)
{
	if (share.whole == 0)
		return GAMUT_UNDEFINED;
	return (double)share.part / (double)share.whole;
}

/* Wilson's interval of p, the mean of n draws. */
static struct gamut_interval wilson(double p, double n, double z)
{
	double centre = p + z * z / (2 * n);
	double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
	double scale = 1 + z * z / n;

	return (struct gamut_interval){
		.low = fmax(0, (centre - half) / scale),
		.high = fmin(1, (centre + half) / scale),
	};
}

struct gamut_interval gamut_share_wilson_at(struct gamut_share share, double z)
{
	struct gamut_interval interval;

	if (share.whole == 0)
		return (struct gamut_interval){ GAMUT_UNDEFINED,
			                        GAMUT_UNDEFINED };
	interval = wilson(gamut_share_value(share), (double)share.whole, z);
	/* Exactly, where rounding would leave a little. */
	if (share.part == 0)
		interval.low = 0;
	if (share.part == share.whole)
		interval.high = 1;
	return interval;
}

struct gamut_interval gamut_share_wilson(struct gamut_share share)
{
	return gamut_share_wilson_at(share, Z);
}

struct gamut_interval gamut_share_wilson_mean(double p, double n)
{
	return wilson(p, n, Z);
}

struct gamut_interval gamut_share_newcombe(struct gamut_share first,
                                           struct gamut_share second)
{
	struct gamut_interval one = gamut_share_wilson(first);
	struct gamut_interval two = gamut_share_wilson(second);
	double p1 = gamut_share_value(first);
	double p2 = gamut_share_value(second);

	/* Undefined ends make undefined ends. */
	return (struct gamut_interval){
		.low = p1 - p2 - hypot(p1 - one.low, two.high - p2),
		.high = p1 - p2 + hypot(one.high - p1, p2 - two.low),
	};
}

/* P(x + 1) / P(x) of the hypergeometric law. */
static long double ratio_up(const struct gamut_urn *urn, uint64_t x)
{
	return (long double)(urn->marked - x) * (long double)(urn->drawn - x) /
	       ((long double)(x + 1) *
	        ((long double)urn->rest - (long double)urn->drawn +
	         (long double)x + 1));
}

/* Where the law begins and ends. */
static uint64_t first_of(const struct gamut_urn *urn)
{
	return urn->drawn > urn->rest ? urn->drawn - urn->rest : 0;
}

static uint64_t last_of(const struct gamut_urn *urn)
{
	return urn->marked < urn->drawn ? urn->marked : urn->drawn;
}

/* (P(x) + P(x - 1) + ...) / P(x), for x at or below the mode. */
static long double tail_down(const struct gamut_urn *urn, uint64_t x)
{
	long double term = 1;
	long double sum = 1;

	for (; x > first_of(urn) && term > sum * 1e-21L; x--) {
		term /= ratio_up(urn, x - 1);
		sum += term;
	}
	return sum;
}

/* (P(x) + P(x + 1) + ...) / P(x), for x at or above the mode. */
static long double tail_up(const struct gamut_urn *urn, uint64_t x)
{
	long double term = 1;
	long double sum = 1;

	for (; x < last_of(urn) && term > sum * 1e-21L; x++) {
		term *= ratio_up(urn, x);
		sum += term;
	}
	return sum;
}

/*
 * The chance of all values on the other side of the mode than `x` that are no
 * likelier than it, `limit` being the logarithm of its own.
 */
static long double other_side(const struct gamut_urn *urn, uint64_t mode,
                              uint64_t x, long double limit)
{
	bool is_up = x < mode;
	uint64_t near = 0; /* too likely, at this distance from the mode */
	uint64_t far = is_up ? last_of(urn) - mode : mode - first_of(urn);
	uint64_t found;

	/* far is unlikely enough, or it is just beyond the end. */
	far++;
	while (far - near > 1) {
		uint64_t middle = near + (far - near) / 2;
		uint64_t value = is_up ? mode + middle : mode - middle;

		if (gamut_math_log_hypergeometric(urn, value) > limit)
			near = middle;
		else
			far = middle;
	}
	if (is_up ? far > last_of(urn) - mode : far > mode - first_of(urn))
		return 0;
	found = is_up ? mode + far : mode - far;
	return expl(gamut_math_log_hypergeometric(urn, found)) *
	       (is_up ? tail_up(urn, found) : tail_down(urn, found));
}

double gamut_share_fisher(struct gamut_share first, struct gamut_share second)
{
	struct gamut_urn urn = {
		.marked = first.part + second.part,
		.rest = first.whole + second.whole - first.part - second.part,
		.drawn = first.whole,
	};
	uint64_t x = first.part;
	uint64_t mode;
	long double log_p;
	long double p;

	if (first.whole == 0 || second.whole == 0)
		return GAMUT_UNDEFINED;
	mode = (uint64_t)(((long double)urn.drawn + 1) *
	                  ((long double)urn.marked + 1) /
	                  ((long double)urn.marked + (long double)urn.rest +
	                   2));
	log_p = gamut_math_log_hypergeometric(&urn, x);
	if (log_p + TIE >= gamut_math_log_hypergeometric(&urn, mode))
		return 1;
	p = expl(log_p) * (x < mode ? tail_down(&urn, x) : tail_up(&urn, x)) +
	    other_side(&urn, mode, x, log_p + TIE);
	return fmin(1, (double)p);
}
