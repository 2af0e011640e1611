#include "runner/measure/compare/power.h"

#include <math.h>

#include "runner/measure/estimate/math.h"
#include "runner/measure/estimate/normal.h"
#include "runner/measure/estimate/yield.h"

const double gamut_power_passes[GAMUT_POWER_PASSES] = { 0.8, 0.9, 0.95 };

/* Of the tests of single cells. */
#define CELL_LEVEL 0.05

/* What is left out of the binomials: less than 1e-13 of them. */
#define REACH 9

struct gamut_power_base gamut_power_base_of(const struct gamut_summary *summary,
                                            struct gamut_arena *arena)
{
	struct gamut_power_sample *cells = gamut_arena_new(
		arena, struct gamut_power_sample, summary->cell_count);
	struct gamut_power_base base = { .cells = cells };

	for (size_t i = 0; i < summary->cell_count; i++) {
		const struct gamut_cell_summary *cell = &summary->cells[i];
		struct gamut_counts counts;

		if (cell->cell->tally.n == 0)
			continue;
		counts = gamut_counts_of(cell->cell, GAMUT_FORM_CANONICAL,
		                         arena);
		cells[base.count++] = (struct gamut_power_sample){
			.of = cell,
			.spectrum = gamut_counts_spectrum(&counts, arena),
		};
	}
	return base;
}

/* ------------------------------------------------------------- single cells */

static bool is_found(uint64_t n, uint64_t base, uint64_t candidate,
                     double level)
{
	const struct gamut_share one = { .part = base, .whole = n };
	const struct gamut_share other = { .part = candidate, .whole = n };

	return candidate < base && gamut_share_fisher(one, other) <= level;
}

/* P(x) of Binomial(n, p); p in [0, 1]. */
static double binomial(uint64_t n, uint64_t x, double p)
{
	double a = (double)x;
	double b = (double)(n - x);

	if (p <= 0)
		return x == 0;
	if (p >= 1)
		return x == n;
	/* ln C(n, x) is that of the fair coin, less n ln 1/2. */
	return (double)expl(gamut_math_log_binomial(n, x, 1, 1) +
	                    (long double)n * logl(2) +
	                    (long double)a * logl((long double)p) +
	                    (long double)b * log1pl(-(long double)p));
}

/* How many valid draws are to be expected, from and to. */
static void range_of(uint64_t *first, uint64_t *last, uint64_t n, double p)
{
	double draws = (double)n;
	double mean = draws * p;
	double reach = REACH * sqrt(mean * (1 - p)) + REACH * REACH;

	*first = mean > reach ? (uint64_t)(mean - reach) : 0;
	*last = mean + reach < draws ? (uint64_t)(mean + reach) : n;
}

/* How many valid draws of the candidate, from 0 on, are found a drop. */
static uint64_t found_from(uint64_t n, uint64_t base, double level)
{
	uint64_t low = 0;
	uint64_t high = base;

	while (low < high) {
		uint64_t middle = low + (high - low) / 2;

		if (is_found(n, base, middle, level))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct gamut_power_fisher gamut_power_fisher_of(uint64_t n, double level,
                                                double base,
                                                struct gamut_arena *arena)
{
	struct gamut_power_fisher fisher = { .n = n, .base = base };
	uint64_t last;
	uint64_t most;

	if (n == 0 || n > GAMUT_POWER_EXACT_MAX)
		GAMUT_BUG("%ju draws", (uintmax_t)n);
	range_of(&fisher.first, &last, n, base);
	fisher.count = (size_t)(last - fisher.first) + 1;
	fisher.most = gamut_arena_new(arena, uint64_t, fisher.count);
	fisher.chances = gamut_arena_new(arena, double, fisher.count);
	most = found_from(n, fisher.first, level);
	for (size_t i = 0; i < fisher.count; i++) {
		uint64_t x = fisher.first + i;

		/* More valid draws of the base find no less. */
		while (is_found(n, x, most, level))
			most++;
		fisher.most[i] = most;
		fisher.chances[i] = binomial(n, x, base);
	}
	return fisher;
}

double gamut_power_fisher_detection(const struct gamut_power_fisher *fisher,
                                    double candidate)
{
	double below = 0; /* P(the candidate has fewer than `at`) */
	double sum = 0;
	uint64_t at;
	uint64_t end;

	range_of(&at, &end, fisher->n, candidate);
	for (size_t i = 0; i < fisher->count; i++) {
		for (; at < fisher->most[i] && at <= end; at++)
			below += binomial(fisher->n, at, candidate);
		sum += fisher->chances[i] * below;
	}
	return fmin(sum, 1);
}

double gamut_power_fisher_drop(const struct gamut_power_fisher *fisher,
                               double power)
{
	double low = 0;
	double high = fisher->base;

	if (!(gamut_power_fisher_detection(fisher, 0) >= power))
		return GAMUT_UNDEFINED;
	while (high - low > 1e-6) {
		double drop = (low + high) / 2;

		if (gamut_power_fisher_detection(fisher, fisher->base - drop) <
		    power)
			low = drop;
		else
			high = drop;
	}
	return high;
}

static double validity_drop(uint64_t n, double level, double p, double power,
                            struct gamut_arena *arena)
{
	struct gamut_power_fisher fisher;

	if (n > GAMUT_POWER_EXACT_MAX)
		return GAMUT_UNDEFINED;
	fisher = gamut_power_fisher_of(n, level, p, arena);
	return gamut_power_fisher_drop(&fisher, power);
}

/* The spectrum's noise is that of one cell: its guarded variance. */
static double yield_drop(const struct gamut_power_noise *noise, double level,
                         double power)
{
	double drop = (gamut_normal_quantile(1 - level / 2) +
	               gamut_normal_quantile(power)) *
	              noise->se;

	return drop <= noise->mean ? drop : GAMUT_UNDEFINED;
}

static void measure(struct gamut_power_cell *cell,
                    const struct gamut_power_sample *sample,
                    const double *levels,
                    const struct gamut_power_options *options,
                    struct gamut_arena *arena)
{
	const struct gamut_power_base alone = { .cells = sample, .count = 1 };
	const struct gamut_spectrum *spectrum = &sample->spectrum;
	struct gamut_power_noise noise = gamut_power_noise_of(
		&alone, GAMUT_COMPARE_YIELD, options->samples);
	double p = ((double)spectrum->valid + 0.5) / ((double)spectrum->n + 1);
	double power = options->powers[0];

	cell->of = sample->of;
	cell->n = options->samples ? options->samples : spectrum->n;
	cell->validity = (double)spectrum->valid / (double)spectrum->n;
	cell->yield = noise.mean;
	for (size_t i = 0; i < GAMUT_POWER_STRICTNESSES; i++) {
		cell->yield_drops[i] = yield_drop(&noise, levels[i], power);
		cell->validity_drops[i] = validity_drop(cell->n, levels[i], p,
		                                        power, arena);
	}
}

/* -------------------------------------------------------------- all of it */

static void measure_all(struct gamut_power_metric *of,
                        const struct gamut_power_base *base,
                        enum gamut_compare_metric metric,
                        const struct gamut_power_options *options)
{
	of->noise = gamut_power_noise_of(base, metric, options->samples);
	for (size_t i = 0; i < options->power_count; i++) {
		of->drops[i] = gamut_power_drop(base, metric, options->samples,
		                                options->powers[i],
		                                options->level);
		if (!isnan(options->drops[metric]))
			of->samples[i] = gamut_power_samples(
				base, metric, options->drops[metric],
				options->powers[i], options->level);
	}
	for (size_t i = 0; i < GAMUT_POWER_PASSES; i++)
		of->margins[i] = gamut_power_margin(
			&of->noise, gamut_power_passes[i], options->level);
	of->pass = gamut_power_pass(&of->noise, options->margins[metric],
	                            options->level);
}

struct gamut_power gamut_power_of(const struct gamut_power_base *base,
                                  const struct gamut_power_options *options,
                                  struct gamut_arena *arena)
{
	const double levels[GAMUT_POWER_STRICTNESSES] = {
		[GAMUT_POWER_LOOK] = CELL_LEVEL,
		[GAMUT_POWER_FAIL] = CELL_LEVEL / (GAMUT_COMPARE_METRICS *
		                                   (double)base->count),
	};
	struct gamut_power power = {
		.options = *options,
		.smallest_n = UINT64_MAX,
		.cell_count = base->count,
	};

	if (options->power_count < 1 || options->power_count > GAMUT_POWER_MAX)
		GAMUT_BUG("%zu powers", options->power_count);
	power.cells = gamut_arena_new(arena, struct gamut_power_cell,
	                              base->count);
	for (size_t i = 0; i < base->count; i++) {
		uint64_t n = base->cells[i].spectrum.n;

		power.smallest_n = n < power.smallest_n ? n : power.smallest_n;
		power.largest_n = n > power.largest_n ? n : power.largest_n;
		measure(&power.cells[i], &base->cells[i], levels, options,
		        arena);
	}
	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++)
		measure_all(&power.of[m], base, (enum gamut_compare_metric)m,
		            options);
	return power;
}
