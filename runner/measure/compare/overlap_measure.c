#include <stdlib.h>

#include "base/alloc.h"
#include "runner/measure/compare/overlap.h"
#include "runner/measure/estimate/math.h"
#include "runner/measure/estimate/normal.h"
#include "tasks/task.h"

#define MODE_LEVEL 0.05L
#define MODE_SPACE 100 /* modes have a share above 1/100 */

/* What is needed of one of two samples. */
struct sample {
	const uint64_t *counts;
	uint64_t valid;
	double equal_pairs; /* sum c(c - 1), each pair twice */
	double collision;   /* D */
};

static struct sample sample_of(const uint64_t *counts, size_t count)
{
	struct sample sample = { .counts = counts };
	double valid;

	for (size_t i = 0; i < count; i++) {
		double c = (double)counts[i];

		sample.valid += counts[i];
		sample.equal_pairs += c * (c - 1);
	}
	valid = (double)sample.valid;
	sample.collision = sample.valid < 2 ?
	                           GAMUT_UNDEFINED :
	                           sample.equal_pairs / (valid * (valid - 1));
	return sample;
}

/* What the draws of `one` add to the variance of the index. */
static double variance_of(const struct sample *one, const struct sample *other,
                          size_t count, double agreement)
{
	double sum = one->collision + other->collision;
	double valid = (double)one->valid;
	double variance = 0;

	for (size_t i = 0; i < count; i++) {
		double c = (double)one->counts[i];
		double toward = (double)other->counts[i] /
		                        (double)other->valid -
		                agreement;
		double within = (c - 1) / (valid - 1) - one->collision;
		double moves = 2 / sum * toward -
		               4 * agreement / (sum * sum) * within;

		variance += c * moves * moves;
	}
	return variance / (valid * (valid - 1));
}

static struct gamut_interval around(double value, double se)
{
	double z = gamut_normal_quantile(0.975);
	struct gamut_interval interval = { GAMUT_UNDEFINED, GAMUT_UNDEFINED };

	if (!(se > 0))
		return interval;
	interval.low = value - z * se > 0 ? value - z * se : 0;
	interval.high = value + z * se;
	return interval;
}

static int count_cmp(const void *a, const void *b)
{
	uint64_t count_a = *(const uint64_t *)a;
	uint64_t count_b = *(const uint64_t *)b;

	return count_a < count_b ? -1 : count_a > count_b;
}

/* The mean of min(t/V_A, (c - t)/V_B) over which draws are A's. */
static long double shared_of(uint64_t c, uint64_t valid_a, uint64_t valid_b)
{
	const struct gamut_urn urn = {
		.marked = c,
		.rest = valid_a + valid_b - c,
		.drawn = valid_a,
	};
	uint64_t first = c > valid_b ? c - valid_b : 0;
	uint64_t last = c < valid_a ? c : valid_a;
	long double sum = 0;

	for (uint64_t t = first; t <= last; t++) {
		long double in_a = (long double)t / (long double)valid_a;
		long double in_b = (long double)(c - t) / (long double)valid_b;

		sum += expl(gamut_math_log_hypergeometric(&urn, t)) *
		       (in_a < in_b ? in_a : in_b);
	}
	return sum;
}

/* Answers that came equally often in all are worth one computation. */
static double shared_if_same(const struct sample *a, const struct sample *b,
                             size_t count)
{
	uint64_t *pooled = gamut_alloc_array(count, sizeof(pooled[0]));
	long double each = 0;
	long double sum = 0;

	for (size_t i = 0; i < count; i++)
		pooled[i] = a->counts[i] + b->counts[i];
	qsort(pooled, count, sizeof(pooled[0]), count_cmp);
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || pooled[i] != pooled[i - 1])
			each = shared_of(pooled[i], a->valid, b->valid);
		sum += each;
	}
	free(pooled);
	return (double)sum;
}

static const struct gamut_overlap_measure undefined = {
	.agreement = GAMUT_UNDEFINED,
	.morisita = GAMUT_UNDEFINED,
	.se = GAMUT_UNDEFINED,
	.ci95 = { GAMUT_UNDEFINED, GAMUT_UNDEFINED },
	.shared = GAMUT_UNDEFINED,
	.shared_if_same = GAMUT_UNDEFINED,
};

struct gamut_overlap_measure gamut_overlap_measure_of(const uint64_t *a,
                                                      const uint64_t *b,
                                                      size_t count)
{
	struct gamut_overlap_measure measure = undefined;
	struct sample of_a = sample_of(a, count);
	struct sample of_b = sample_of(b, count);
	double collisions = of_a.collision + of_b.collision;

	if (of_a.valid == 0 || of_b.valid == 0)
		return measure;
	measure.agreement = 0;
	measure.shared = 0;
	for (size_t i = 0; i < count; i++) {
		double p = (double)a[i] / (double)of_a.valid;
		double q = (double)b[i] / (double)of_b.valid;

		measure.agreement += p * q;
		measure.shared += p < q ? p : q;
	}
	measure.shared_if_same = shared_if_same(&of_a, &of_b, count);
	measure.equal_pairs =
		(uint64_t)((of_a.equal_pairs + of_b.equal_pairs) / 2);
	if (!(collisions > 0))
		return measure;
	measure.morisita = 2 * measure.agreement / collisions;
	measure.se = sqrt(variance_of(&of_a, &of_b, count, measure.agreement) +
	                  variance_of(&of_b, &of_a, count, measure.agreement));
	measure.ci95 = around(measure.morisita, measure.se);
	return measure;
}

bool gamut_overlap_is_mode(uint64_t count, uint64_t valid, uint64_t space)
{
	uint64_t parts = space == GAMUT_UNBOUNDED || space > MODE_SPACE ?
	                         MODE_SPACE :
	                         space;
	long double tail = 0;

	/* Below the mean nothing is a mode; the tail is long there. */
	if (parts < 2 || count == 0 || count <= valid / parts)
		return false;
	for (uint64_t x = count; x <= valid; x++) {
		long double part =
			expl(gamut_math_log_binomial(valid, x, 1, parts - 1));

		tail += part;
		if (part <= tail * 1e-15L)
			break;
	}
	return tail * (long double)parts <= MODE_LEVEL;
}
