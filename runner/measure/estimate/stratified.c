#include "runner/measure/estimate/stratified.h"

#include <math.h>

#include "base/arena.h"
#include "runner/measure/estimate/math.h"
#include "runner/measure/estimate/metrics.h"
#include "runner/measure/estimate/spectrum.h"

/* Answers that are missed less often than so are as good as never missed. */
#define NEVER 1e-36L

/* Of the square of the answers that may be missed: what rounding leaves. */
#define NOISE 1e-15L

double gamut_stratified_shares(const struct gamut_stratum *strata, size_t count)
{
	double sum = 0;
	double variance = 0;
	size_t used = 0;

	for (size_t i = 0; i < count; i++) {
		const struct gamut_stratum *of = &strata[i];
		double n1 = (double)of->first.whole;
		double n2 = (double)of->second.whole;
		double part = (double)(of->first.part + of->second.part);
		double n = n1 + n2;

		if (of->first.whole == 0 || of->second.whole == 0)
			continue;
		used++;
		sum += (double)of->first.part - n1 * part / n;
		variance += n1 * n2 * part * (n - part) / (n * n * (n - 1));
	}
	if (used == 0)
		return GAMUT_UNDEFINED;
	return variance > 0 ? sum / sqrt(variance) : 0;
}

struct gamut_interval gamut_stratified_interval(
	const struct gamut_stratum *strata, size_t count, double z)
{
	double cells = (double)count;
	double difference = 0;
	double below = 0;
	double above = 0;

	if (count == 0)
		return (struct gamut_interval){ GAMUT_UNDEFINED,
			                        GAMUT_UNDEFINED };
	for (size_t i = 0; i < count; i++) {
		struct gamut_interval one =
			gamut_share_wilson_at(strata[i].first, z);
		struct gamut_interval two =
			gamut_share_wilson_at(strata[i].second, z);
		double p1 = gamut_share_value(strata[i].first);
		double p2 = gamut_share_value(strata[i].second);

		difference += p1 - p2;
		below += (p1 - one.low) * (p1 - one.low) +
		         (two.high - p2) * (two.high - p2);
		above += (one.high - p1) * (one.high - p1) +
		         (p2 - two.low) * (p2 - two.low);
	}
	return (struct gamut_interval){
		.low = (difference - sqrt(below)) / cells,
		.high = (difference + sqrt(above)) / cells,
	};
}

/* A pool of draws, and how many of them are the one sample's. */
struct pool {
	struct gamut_spectrum spectrum;
	uint64_t draws;
	uint64_t base_draws;
	int64_t difference;
};

/* What an answer that came `count` times in all adds to D. */
struct chance {
	uint64_t count;
	long double answers;
	long double up;   /* P(the base has none of it) */
	long double down; /* P(the sample has none of it) */
};

static struct pool pool_of(const struct gamut_pair *pair,
                           struct gamut_arena *arena)
{
	uint64_t *counts = gamut_arena_new(arena, uint64_t, pair->count);
	struct pool pool = { .draws = pair->invalid,
		             .base_draws = pair->base_invalid };

	for (size_t i = 0; i < pair->count; i++) {
		counts[i] = pair->counts[i] + pair->base_counts[i];
		pool.draws += pair->counts[i];
		pool.base_draws += pair->base_counts[i];
		pool.difference += (pair->counts[i] > 0) -
		                   (pair->base_counts[i] > 0);
	}
	pool.spectrum = gamut_spectrum_of(
		counts, pair->count, pair->invalid + pair->base_invalid, arena);
	return pool;
}

/*
 * The chances of the pool's answers from the rarest on, up to those that are
 * never missed. Returns how many.
 */
static size_t chances_of(struct chance *chances, const struct pool *pool)
{
	uint64_t n = pool->spectrum.n;
	size_t used = 0;

	for (size_t i = 0; i < pool->spectrum.len; i++) {
		const struct gamut_step *step = &pool->spectrum.steps[i];
		struct chance chance = {
			.count = step->count,
			.answers = (long double)step->answers,
			.up = gamut_math_missed(n, step->count,
			                        pool->base_draws),
			.down = gamut_math_missed(n, step->count, pool->draws),
		};

		if (chance.up + chance.down <= NEVER)
			break;
		chances[used++] = chance;
	}
	return used;
}

/* P(all of the one answer is the sample's, and all of the other the base's) */
static long double parted(const struct pool *pool, const struct chance *one,
                          const struct chance *other)
{
	if (one->up == 0)
		return 0;
	return one->up * gamut_math_missed(pool->spectrum.n - one->count,
	                                   other->count,
	                                   pool->draws - one->count);
}

/* The covariance of what two answers of these counts add to D. */
static long double covariance(const struct pool *pool, const struct chance *a,
                              const struct chance *b)
{
	uint64_t n = pool->spectrum.n;
	uint64_t both = a->count + b->count;

	return gamut_math_missed(n, both, pool->base_draws) +
	       gamut_math_missed(n, both, pool->draws) - parted(pool, a, b) -
	       parted(pool, b, a) - (a->up - a->down) * (b->up - b->down);
}

static struct gamut_moments moments_of(const struct pool *pool,
                                       const struct chance *chances,
                                       size_t count)
{
	long double mean = 0;
	long double variance = 0;
	long double missed = 0;

	for (size_t i = 0; i < count; i++) {
		const struct chance *a = &chances[i];
		long double up = a->up - a->down;

		mean += a->answers * up;
		missed += a->answers * (a->up + a->down);
		variance += a->answers * (a->up + a->down - up * up);
		if (a->answers > 1)
			variance += a->answers * (a->answers - 1) *
			            covariance(pool, a, a);
		for (size_t j = 0; j < i; j++)
			variance += 2 * a->answers * chances[j].answers *
			            covariance(pool, a, &chances[j]);
	}
	/* Such as where every draw is another answer, and D is a constant. */
	if (variance < NOISE * missed * missed)
		variance = 0;
	return (struct gamut_moments){ .mean = (double)mean,
		                       .variance = (double)variance };
}

static struct gamut_moments judge(const struct pool *pool,
                                  struct gamut_arena *arena)
{
	struct gamut_moments none = { .mean = GAMUT_UNDEFINED,
		                      .variance = GAMUT_UNDEFINED };
	struct chance *chances;
	size_t count;

	if (pool->draws == 0 || pool->base_draws == 0)
		return none;
	chances = gamut_arena_new(arena, struct chance, pool->spectrum.len);
	count = chances_of(chances, pool);
	if (count > GAMUT_STRATIFIED_MAX_STEPS)
		return none;
	return moments_of(pool, chances, count);
}

struct gamut_moments gamut_stratified_moments(const struct gamut_pair *pair)
{
	struct gamut_arena arena = { 0 };
	struct pool pool = pool_of(pair, &arena);
	struct gamut_moments moments = judge(&pool, &arena);

	moments.observed = (double)pool.difference;
	gamut_arena_clear(&arena);
	return moments;
}

double gamut_stratified_yields(const struct gamut_pair *pairs, size_t count)
{
	double sum = 0;
	double variance = 0;
	size_t used = 0;

	for (size_t i = 0; i < count; i++) {
		struct gamut_moments moments =
			gamut_stratified_moments(&pairs[i]);

		if (isnan(moments.variance))
			continue;
		used++;
		sum += moments.observed - moments.mean;
		variance += moments.variance;
	}
	if (used == 0)
		return GAMUT_UNDEFINED;
	return variance > 0 ? sum / sqrt(variance) : 0;
}
