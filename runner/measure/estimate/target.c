#include "runner/measure/estimate/target.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "runner/measure/estimate/math.h"
#include "runner/measure/estimate/metrics.h"
#include "runner/measure/estimate/target_null.h"

/* Shares as whole numbers of this: exact from 2^-9 on, to 1e-10 from 1e-9. */
#define WHOLE (UINT64_C(1) << 62)

/* C(V + K - 1, K - 1) samples, in any order, are not too many. */
static bool is_small(const struct gamut_target_law *law)
{
	double states = 1;

	for (size_t i = 1; i < law->count; i++)
		states *= (double)(law->draws + i) / (double)i;
	return law->count <= GAMUT_TARGET_MAX_FORMS &&
	       states <= GAMUT_TARGET_MAX_STATES;
}

static void find_null(struct gamut_target_distance *out,
                      const struct gamut_target_law *law, double observed)
{
	if (is_small(law)) {
		out->method = GAMUT_NULL_EXACT;
		gamut_target_enumerate(out, law, observed);
	} else {
		out->method = GAMUT_NULL_MONTE_CARLO;
		gamut_target_simulate(out, law, observed);
	}
}

/* By way of the largest, so that no sum of weights is beyond a double. */
static void make_shares(double *shares, double *rests,
                        const struct gamut_target_sample *sample)
{
	double most = 0;
	double sum = 0;

	for (size_t i = 0; i < sample->count; i++)
		most = fmax(most, sample->weights[i]);
	for (size_t i = 0; i < sample->count; i++)
		sum += sample->weights[i] / most;
	for (size_t i = 0; i < sample->count; i++)
		shares[i] = sample->weights[i] / most / sum;
	rests[sample->count] = 0;
	for (size_t i = sample->count; i > 0; i--)
		rests[i - 1] = rests[i] + shares[i - 1];
}

/* De Moivre's E|X - nq|. */
static double mean_deviation(uint64_t n, double q)
{
	uint64_t more = (uint64_t)((double)n * q) + 1;
	uint64_t part = (uint64_t)(q * (double)WHOLE);

	/* X is n. */
	if (more > n)
		return 0;
	return (double)(2 * (long double)more * (1 - (long double)q) *
	                expl(gamut_math_log_binomial(n, more, part,
	                                             WHOLE - part)));
}

struct gamut_target_distance gamut_target_distance_of(
	const struct gamut_target_sample *sample)
{
	struct gamut_target_distance out = {
		.valid = sample->outside,
		.outside = sample->outside,
		.total_variation = GAMUT_UNDEFINED,
		.null_mean = GAMUT_UNDEFINED,
		.null_q95 = GAMUT_UNDEFINED,
		.p = GAMUT_UNDEFINED,
	};
	double apart = (double)sample->outside;
	double by_chance = 0;
	struct gamut_target_law law = { .count = sample->count };
	double *shares;
	double *rests;

	for (size_t i = 0; i < sample->count; i++)
		out.valid += sample->counts[i];
	if (out.valid == 0)
		return out;
	shares = gamut_alloc_array(sample->count, sizeof(*shares));
	rests = gamut_alloc_array(sample->count + 1, sizeof(*rests));
	make_shares(shares, rests, sample);
	law.shares = shares;
	law.rests = rests;
	law.draws = out.valid;
	for (size_t i = 0; i < sample->count; i++) {
		apart += gamut_target_deviation(&law, i, sample->counts[i]);
		by_chance += mean_deviation(out.valid, shares[i]);
	}
	out.total_variation = apart / 2 / (double)out.valid;
	out.null_mean = by_chance / 2 / (double)out.valid;
	if (out.valid <= GAMUT_UNIFORM_MAX_DRAWS)
		find_null(&out, &law, apart);
	free(shares);
	free(rests);
	return out;
}
