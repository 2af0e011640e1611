#include "runner/measure/estimate/yield.h"

#include <math.h>
#include <stdbool.h>

#include "runner/measure/estimate/math.h"
#include "runner/measure/estimate/metrics.h"
#include "runner/measure/estimate/normal.h"
#include "tasks/task.h"

/* Of a pair of steps, over the terms of its sum: the logarithms at its head. */
#define PAIR_COST 8

/* Larger terms are scaled, so that a double for a long double would do. */
#define MAX_TERM 1e200L

/* Of the square of the answers missed: a thousand times what rounding does. */
#define NOISE 1e-15L

double gamut_yield_variance_jackknife(const struct gamut_spectrum *spectrum)
{
	double n = (double)spectrum->n;
	double once = (double)spectrum->once;

	if (spectrum->n == 0)
		return GAMUT_UNDEFINED;
	return (n - 1) / n * once * (1 - once / n);
}

double gamut_yield_variance_guarded(const struct gamut_spectrum *spectrum)
{
	double n = (double)spectrum->n;
	double once = (double)spectrum->once;

	if (spectrum->n == 0)
		return GAMUT_UNDEFINED;
	return (once + 1) * (n - once + 2) / (n + 3);
}

struct gamut_interval gamut_yield_interval(
	const struct gamut_spectrum *spectrum, uint64_t space)
{
	double yield = (double)spectrum->yield;
	double half = GAMUT_NORMAL_95 *
	              sqrt(gamut_yield_variance_guarded(spectrum));
	bool is_bounded = space != GAMUT_UNBOUNDED && space < spectrum->n;
	double most = (double)(is_bounded ? space : spectrum->n);

	/* fmax() would pass over what is undefined. */
	if (spectrum->n == 0)
		return (struct gamut_interval){ GAMUT_UNDEFINED,
			                        GAMUT_UNDEFINED };
	return (struct gamut_interval){ .low = fmax(0, yield - half),
		                        .high = fmin(most, yield + half) };
}

double gamut_yield_variance_good_toulmin(const struct gamut_spectrum *spectrum)
{
	double n = (double)spectrum->n;
	double once = (double)spectrum->once;
	double sum = 0;

	if (spectrum->n == 0)
		return GAMUT_UNDEFINED;
	for (size_t i = 0; i < spectrum->len; i++) {
		double answers = (double)spectrum->steps[i].answers;

		sum += spectrum->steps[i].count % 2 ? answers : -answers;
	}
	return sum - once * once / n;
}

/* The yield at k of the valid draws and so many invalid ones that n is met. */
static double rarefied(const struct gamut_spectrum *spectrum, uint64_t n,
                       uint64_t k)
{
	long double sum = 0;

	for (size_t i = 0; i < spectrum->len; i++) {
		const struct gamut_step *step = &spectrum->steps[i];

		sum += (long double)step->answers *
		       (1 - gamut_math_missed(n, step->count, k));
	}
	return (double)sum;
}

double gamut_yield_at(const struct gamut_spectrum *spectrum, uint64_t k)
{
	if (spectrum->n == 0 || k > spectrum->n)
		return GAMUT_UNDEFINED;
	return rarefied(spectrum, spectrum->n, k);
}

/* Sums over the draws of a sample of what leaving one out costs. */
struct losses {
	long double sum;
	long double squares;
};

static void add_losses(struct losses *losses, uint64_t n, uint64_t k,
                       const struct gamut_step *step)
{
	long double draws = (long double)step->answers *
	                    (long double)step->count;
	long double loss = gamut_math_missed(n - 1, step->count - 1, k) -
	                   gamut_math_missed(n - 1, step->count, k);

	losses->sum += draws * loss;
	losses->squares += draws * loss * loss;
}

/* The variance of the yield at k by the jackknife, guarded as above. */
static double variance_at(const struct gamut_spectrum *spectrum, uint64_t k)
{
	static const struct gamut_step guard[] = { { 1, 1 }, { 2, 1 } };
	uint64_t n = spectrum->n + 3;
	long double draws = (long double)n;
	struct losses losses = { 0 };

	for (size_t i = 0; i < spectrum->len; i++)
		add_losses(&losses, n, k, &spectrum->steps[i]);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(guard); i++)
		add_losses(&losses, n, k, &guard[i]);
	return (double)((draws - 1) / draws *
	                (losses.squares - losses.sum * losses.sum / draws));
}

struct gamut_interval gamut_yield_at_interval(
	const struct gamut_spectrum *spectrum, uint64_t k, uint64_t space)
{
	bool is_bounded = space != GAMUT_UNBOUNDED && space < k;
	double yield = gamut_yield_at(spectrum, k);
	double half;

	if (isnan(yield))
		return (struct gamut_interval){ yield, yield };
	if (k == spectrum->n)
		return gamut_yield_interval(spectrum, space);
	half = GAMUT_NORMAL_95 * sqrt(fmax(0, variance_at(spectrum, k)));
	return (struct gamut_interval){
		.low = fmax(0, yield - half),
		.high = fmin((double)(is_bounded ? space : k), yield + half),
	};
}

double gamut_uniqueness_at(const struct gamut_spectrum *spectrum, uint64_t k)
{
	if (k == 0 || k > spectrum->valid)
		return GAMUT_UNDEFINED;
	return rarefied(spectrum, spectrum->valid, k) / (double)k;
}

/*
 * The mean, over sets U of k draws that miss `more` draws of one answer, of
 * the chance that a set W of k of the others misses another answer with
 * `fewer`: the sum over t of P(t of these are in U) P(W misses fewer - t).
 * With more + k <= n. From the largest t down, both factors follow from the
 * ones before.
 */
static long double missed_after(uint64_t n, uint64_t k, uint64_t more,
                                uint64_t fewer)
{
	struct gamut_urn urn = { .marked = fewer,
		                 .rest = n - more - fewer,
		                 .drawn = k };
	uint64_t first = k > urn.rest ? k - urn.rest : 0;
	uint64_t t = fewer < k ? fewer : k;
	long double scale = gamut_math_log_hypergeometric(&urn, t);
	long double term = 1;
	long double missed = gamut_math_missed(n - k, fewer - t, k);
	long double sum = missed;

	for (; t > first && missed > 0; t--) {
		uint64_t left = fewer - t;

		term *= (long double)t * (long double)(urn.rest + t - k) /
		        ((long double)(left + 1) * (long double)(k - t + 1));
		missed *= (long double)(n - k - k - left) /
		          (long double)(n - k - left);
		sum += term * missed;
		if (term > MAX_TERM) {
			term /= MAX_TERM;
			sum /= MAX_TERM;
			scale += logl(MAX_TERM);
		}
	}
	return sum * expl(scale);
}

static bool is_too_costly(const struct gamut_spectrum *spectrum)
{
	uint64_t cost = 0;

	for (size_t i = 0; i < spectrum->len; i++) {
		cost += (spectrum->steps[i].count + PAIR_COST) *
		        (spectrum->len - i);
		if (cost > GAMUT_YIELD_AT_MAX_COST)
			return true;
	}
	return false;
}

/* The sum of q_i q_j - q_ij over the pairs with an answer of this step. */
static long double covariance(const struct gamut_spectrum *spectrum, uint64_t k,
                              size_t larger)
{
	const struct gamut_step *more = &spectrum->steps[larger];
	uint64_t n = spectrum->n;
	long double missed = gamut_math_missed(n, more->count, k);
	long double sum = missed * missed -
	                  gamut_math_missed(n, more->count, 2 * k);

	for (size_t i = 0; i <= larger && missed > 0; i++) {
		const struct gamut_step *fewer = &spectrum->steps[i];
		/* Both orders of a pair; no answer is a pair with itself. */
		long double others = i == larger ?
		                             (long double)(more->answers - 1) :
		                             2 * (long double)fewer->answers;

		if (others > 0)
			sum += others * missed *
			       (gamut_math_missed(n, fewer->count, k) -
			        missed_after(n, k, more->count, fewer->count));
	}
	return sum * (long double)more->answers;
}

/* Do all sets of k draws yield alike, whatever the sample? */
static bool is_constant(const struct gamut_spectrum *spectrum, uint64_t k)
{
	bool is_all_valid = spectrum->valid == spectrum->n;

	return k == 0 ||
	       (is_all_valid && (k == 1 || spectrum->once == spectrum->n));
}

double gamut_yield_at_variance(const struct gamut_spectrum *spectrum,
                               uint64_t k)
{
	long double missed = 0;
	long double sum = 0;

	if (spectrum->n == 0 || k > spectrum->n / 2 || is_too_costly(spectrum))
		return GAMUT_UNDEFINED;
	if (is_constant(spectrum, k))
		return 0;
	for (size_t i = 0; i < spectrum->len; i++) {
		const struct gamut_step *step = &spectrum->steps[i];

		missed += (long double)step->answers *
		          gamut_math_missed(spectrum->n, step->count, k);
		sum += covariance(spectrum, k, i);
	}
	/* Below this the sum is what rounding left. */
	if (sum != 0 && fabsl(sum) < NOISE * missed * missed)
		return GAMUT_UNDEFINED;
	return (double)sum;
}

double gamut_yield_chao1(const struct gamut_spectrum *spectrum)
{
	double once = (double)spectrum->once;

	if (spectrum->once == 0)
		return (double)spectrum->yield;
	return (double)spectrum->yield +
	       once * (once - 1) / (2 * ((double)spectrum->twice + 1));
}

double gamut_yield_seen_mass(const struct gamut_spectrum *spectrum)
{
	double n = (double)spectrum->n;
	double once = (double)spectrum->once;
	double twice = (double)spectrum->twice;
	double rare;

	if (spectrum->valid == 0)
		return GAMUT_UNDEFINED;
	if (spectrum->once == 0)
		return 1;
	if (spectrum->twice > 0)
		rare = (n - 1) * once / ((n - 1) * once + 2 * twice);
	else
		rare = (n - 1) * (once - 1) / ((n - 1) * (once - 1) + 2);
	return 1 - once / n * rare;
}
