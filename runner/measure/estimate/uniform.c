#include "runner/measure/estimate/uniform.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/rng.h"
#include "runner/measure/estimate/metrics.h"
#include "tasks/task.h"

/* Of a sum: what adds less is lost in rounding. */
#define NEGLIGIBLE 1e-20L

const char *gamut_null_method_name(enum gamut_null_method method)
{
	switch (method) {
	case GAMUT_NULL_NONE:
		return NULL;
	case GAMUT_NULL_EXACT:
		return "exact";
	case GAMUT_NULL_MONTE_CARLO:
		return "monte-carlo";
	}
	GAMUT_BUG("no method %d", (int)method);
}

/* V draws over M values, of which `pairs` pairs agreed. */
struct sample {
	uint64_t draws;
	uint64_t space;
	uint64_t pairs;
};

/* Pairs among `count` equal draws. */
static uint64_t pairs_of(uint64_t count)
{
	return count * (count - 1) / 2;
}

static struct sample sample_of(const struct gamut_spectrum *spectrum,
                               uint64_t space)
{
	struct sample sample = { .draws = spectrum->valid, .space = space };

	for (size_t i = 0; i < spectrum->len; i++)
		sample.pairs += spectrum->steps[i].answers *
		                pairs_of(spectrum->steps[i].count);
	return sample;
}

/* What draws that are spread as evenly as can be have. */
static uint64_t least_pairs(const struct sample *sample)
{
	uint64_t each = sample->draws / sample->space;
	uint64_t more = sample->draws % sample->space;

	return each == 0 ? 0 :
	                   more * pairs_of(each + 1) +
	                           (sample->space - more) * pairs_of(each);
}

/* P(T >= 1): not all draws differ. */
static double any_pair(const struct sample *sample)
{
	long double log_none = 0;

	for (uint64_t i = 1; i < sample->draws; i++)
		log_none +=
			log1pl(-(long double)i / (long double)sample->space);
	return (double)-expm1l(log_none);
}

/* ------------------------------------------------------------------- exact */

/* The largest count whose pairs alone are fewer than `pairs`. */
static uint64_t most_of_one(const struct sample *sample)
{
	uint64_t count = 1;

	while (count < sample->draws && pairs_of(count + 1) < sample->pairs)
		count++;
	return count;
}

/*
 * The law of what is open: chances[left * pairs + t], the chance that `left`
 * draws belong to the values still to come and that t pairs were seen. Where
 * they have become `pairs`, the chance has gone to `p`.
 */
struct table {
	double *chances;
	uint64_t pairs;
	double p;
	/* Of a binomial law: P(X = c), P(X >= c), for c up to most + 1 */
	double *law;
	double *tail;
	uint64_t most;
};

/* The law of how many of `left` draws a value has: each with chance q. */
static void make_law(struct table *table, uint64_t left, long double q)
{
	long double odds = q / (1 - q);
	long double chance = expl((long double)left * log1pl(-q));
	long double sum = 0;
	uint64_t c = 0;

	for (; c <= table->most && c <= left; c++) {
		table->law[c] = (double)chance;
		chance *= odds * (long double)(left - c) / (long double)(c + 1);
	}
	/* What is added to the tail falls from the mean on. */
	for (uint64_t i = c;
	     i <= left && (chance > sum * NEGLIGIBLE ||
	                   (long double)i < (long double)left * q);
	     i++) {
		sum += chance;
		chance *= odds * (long double)(left - i) / (long double)(i + 1);
	}
	table->tail[c] = (double)sum;
	for (; c > 0; c--) {
		sum += (long double)table->law[c - 1];
		table->tail[c - 1] = (double)sum;
	}
}

/* Give the next value what it has of `left` draws. */
static void step_row(struct table *table, uint64_t left)
{
	double *row = table->chances + left * table->pairs;
	uint64_t most = left < table->most ? left : table->most;

	for (uint64_t t = 0; t < table->pairs; t++) {
		double chance = row[t];
		uint64_t c = 1;

		if (chance == 0)
			continue;
		for (; c <= most && t + pairs_of(c) < table->pairs; c++)
			row[t + pairs_of(c) - c * table->pairs] +=
				chance * table->law[c];
		table->p += chance * table->tail[c];
		row[t] = chance * table->law[0];
	}
}

/* All draws that are left fall to the last value. */
static void finish(struct table *table, uint64_t draws)
{
	for (uint64_t left = 0; left <= draws; left++)
		for (uint64_t t = 0; t < table->pairs; t++)
			if (t + pairs_of(left) >= table->pairs)
				table->p +=
					table->chances[left * table->pairs + t];
}

/*
 * A row goes into rows with fewer draws left only, so from the least on one
 * table is enough.
 */
static double exact(const struct sample *sample)
{
	struct table table = {
		.chances = gamut_alloc_array(
			(sample->draws + 1) * sample->pairs, sizeof(double)),
		.pairs = sample->pairs,
		.law = gamut_alloc_array(sample->draws + 1, sizeof(double)),
		.tail = gamut_alloc_array(sample->draws + 2, sizeof(double)),
		.most = most_of_one(sample),
	};

	table.chances[sample->draws * sample->pairs] = 1;
	for (uint64_t values = sample->space; values > 1; values--)
		for (uint64_t left = 1; left <= sample->draws; left++) {
			make_law(&table, left, 1 / (long double)values);
			step_row(&table, left);
		}
	finish(&table, sample->draws);
	free(table.chances);
	free(table.law);
	free(table.tail);
	return fmin(1, table.p);
}

static bool is_too_costly(const struct sample *sample)
{
	return (double)sample->space * (double)sample->draws *
	               (double)sample->pairs *
	               (double)(most_of_one(sample) + 1) >
	       GAMUT_UNIFORM_MAX_COST;
}

/* ------------------------------------------------------------- Monte Carlo */

/*
 * Does a uniform sample have as many pairs? Values are numbered as they turn
 * up, so that no table of all values is needed; `counts` has room for `draws`.
 */
static bool is_as_far(const struct sample *sample, uint32_t *counts,
                      struct gamut_rng *rng)
{
	uint64_t seen = 0;
	uint64_t pairs = 0;

	for (uint64_t i = 0; i < sample->draws && pairs < sample->pairs; i++) {
		uint64_t value = gamut_rng_below(rng, sample->space);

		if (value < seen)
			pairs += counts[value]++;
		else
			counts[seen++] = 1;
	}
	return pairs >= sample->pairs;
}

static double simulate(const struct sample *sample)
{
	uint32_t *counts = gamut_alloc_array(sample->draws, sizeof(*counts));
	char words[64];
	struct gamut_rng rng;
	unsigned as_far = 0;

	snprintf(words, sizeof(words), "%" PRIu64 " draws over %" PRIu64,
	         sample->draws, sample->space);
	rng.state = gamut_rng_hash(0, gamut_str_of(words));
	for (int i = 0; i < GAMUT_UNIFORM_REPLICATES; i++)
		as_far += is_as_far(sample, counts, &rng);
	free(counts);
	return (1.0 + as_far) / (1.0 + GAMUT_UNIFORM_REPLICATES);
}

struct gamut_null gamut_uniform_null(const struct gamut_spectrum *spectrum,
                                     uint64_t space)
{
	struct sample sample = sample_of(spectrum, space);
	struct gamut_null null = { GAMUT_UNDEFINED, GAMUT_NULL_NONE };

	if (spectrum->valid < 2 || space == GAMUT_UNBOUNDED ||
	    spectrum->valid > GAMUT_UNIFORM_MAX_DRAWS)
		return null;
	null.method = GAMUT_NULL_EXACT;
	if (sample.pairs == least_pairs(&sample)) {
		null.p = 1;
	} else if (sample.pairs == 1) {
		null.p = any_pair(&sample);
	} else if (!is_too_costly(&sample)) {
		null.p = exact(&sample);
	} else {
		null.method = GAMUT_NULL_MONTE_CARLO;
		null.p = simulate(&sample);
	}
	return null;
}
