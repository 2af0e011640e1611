#include "runner/measure/estimate/evenness.h"

#include <math.h>

#include "runner/measure/estimate/math.h"
#include "runner/measure/estimate/metrics.h"
#include "runner/measure/estimate/normal.h"
#include "tasks/task.h"

/*
 * Steps of the trapezoidal rule below. The integrand is analytic for imaginary
 * parts up to pi/2, so the rule's error is about exp(-pi^2 / 0.2), 4e-22.
 */
#define STEP 0.2L

/* exp(-46) is 1e-20: what lies beyond is lost in rounding. */
#define NEGLIGIBLE 46

/* What an interval of 95 % leaves out on either side. */
#define TAIL 0.025

double gamut_evenness_collision(const struct gamut_spectrum *spectrum)
{
	double valid = (double)spectrum->valid;
	double pairs = 0;

	if (spectrum->valid < 2)
		return GAMUT_UNDEFINED;
	for (size_t i = 0; i < spectrum->len; i++) {
		double count = (double)spectrum->steps[i].count;

		pairs += (double)spectrum->steps[i].answers * count *
		         (count - 1);
	}
	return pairs / (valid * (valid - 1));
}

double gamut_evenness_effective_number_2(const struct gamut_spectrum *spectrum)
{
	double collision = gamut_evenness_collision(spectrum);

	return collision > 0 ? 1 / collision : GAMUT_UNDEFINED;
}

/* The jackknife's, of a sample with so many singletons more; V above 2. */
static double collision_se(const struct gamut_spectrum *spectrum,
                           uint64_t singletons)
{
	long double more = (long double)singletons;
	long double valid = (long double)spectrum->valid + more;
	long double squares = more;
	long double sum;
	long double mean;

	for (size_t i = 0; i < spectrum->len; i++) {
		long double count = (long double)spectrum->steps[i].count;

		squares += (long double)spectrum->steps[i].answers * count *
		           count;
	}
	mean = squares / valid;
	sum = more * (1 - mean) * (1 - mean);
	for (size_t i = 0; i < spectrum->len; i++) {
		long double count = (long double)spectrum->steps[i].count;

		sum += (long double)spectrum->steps[i].answers * count *
		       (count - mean) * (count - mean);
	}
	return (double)(2 * sqrtl(sum / (valid * (valid - 1))) / (valid - 2));
}

double gamut_evenness_collision_se(const struct gamut_spectrum *spectrum)
{
	return spectrum->valid < 3 ? GAMUT_UNDEFINED :
	                             collision_se(spectrum, 0);
}

struct gamut_interval gamut_evenness_collision_interval(
	const struct gamut_spectrum *spectrum)
{
	double valid = (double)spectrum->valid;
	double collision = gamut_evenness_collision(spectrum);
	double odds = collision / (1 - collision);
	double factor;

	if (spectrum->valid < 3)
		return (struct gamut_interval){ GAMUT_UNDEFINED,
			                        GAMUT_UNDEFINED };
	if (spectrum->once == spectrum->valid)
		return (struct gamut_interval){
			0, fmin(1, -2 * log(TAIL) / (valid * (valid - 1)))
		};
	if (spectrum->yield == 1)
		return (struct gamut_interval){ pow(TAIL, 2 / valid), 1 };
	factor =
		exp(GAMUT_NORMAL_95 *
	            fmax(collision_se(spectrum, 0), collision_se(spectrum, 1)) /
	            (collision * (1 - collision)));
	return (struct gamut_interval){
		.low = odds / (odds + factor),
		.high = odds * factor / (1 + odds * factor),
	};
}

/* A of the header, the estimated mean share of the answers that came once. */
static long double singleton_share(const struct gamut_spectrum *spectrum)
{
	long double once = (long double)spectrum->once;
	long double twice = (long double)spectrum->twice;
	long double others = (long double)spectrum->valid - 1;

	if (spectrum->twice > 0)
		return 2 * twice / (others * once + 2 * twice);
	return 2 / (others * (once - 1) + 2);
}

/*
 * The integral of the header with t = exp(-exp(u)), over all u: it falls like
 * exp(u) / A to the left, like exp(-V exp(u)) to the right.
 */
static long double unseen_part(long double share, long double valid)
{
	long double seen = 1 - share;
	long double low = -logl(fmaxl(valid, 1 / share)) - NEGLIGIBLE;
	long double high = logl((NEGLIGIBLE + 4) / valid);
	int steps = (int)ceill((high - low) / STEP);
	long double s = expl(low);
	long double next = expl(STEP);
	long double sum = 0;

	for (int i = 0; i < steps; i++) {
		sum += seen * s * expl(-valid * s) /
		       (share - seen * expm1l(-s));
		s *= next;
	}
	return sum * STEP;
}

double gamut_evenness_entropy(const struct gamut_spectrum *spectrum)
{
	long double valid = (long double)spectrum->valid;
	long double entropy = 0;
	long double top;

	if (spectrum->valid == 0)
		return GAMUT_UNDEFINED;
	top = gamut_math_digamma(spectrum->valid);
	for (size_t i = 0; i < spectrum->len; i++) {
		const struct gamut_step *step = &spectrum->steps[i];

		entropy += (long double)step->answers *
		           (long double)step->count / valid *
		           (top - gamut_math_digamma(step->count));
	}
	if (spectrum->once > 0)
		entropy += (long double)spectrum->once / valid *
		           unseen_part(singleton_share(spectrum), valid);
	return (double)entropy;
}

double gamut_evenness_distance(const struct gamut_spectrum *spectrum,
                               uint64_t space)
{
	if (space == GAMUT_UNBOUNDED)
		return GAMUT_UNDEFINED;
	return (double)space * gamut_evenness_collision(spectrum) - 1;
}

double gamut_evenness_top_share(const struct gamut_spectrum *spectrum,
                                uint64_t k)
{
	uint64_t top = 0;

	if (spectrum->valid == 0)
		return GAMUT_UNDEFINED;
	for (size_t i = spectrum->len; i > 0 && k > 0; i--) {
		const struct gamut_step *step = &spectrum->steps[i - 1];
		uint64_t taken = k < step->answers ? k : step->answers;

		top += taken * step->count;
		k -= taken;
	}
	return (double)top / (double)spectrum->valid;
}
