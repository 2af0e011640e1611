#ifndef GAMUT_COMPARE_POWER_H
#define GAMUT_COMPARE_POWER_H

#include "runner/measure/compare/compare.h"

/*
 * What could a comparison with this base find?
 * --------------------------------------------
 * Before a candidate is sampled: how large a drop must be to be found, how
 * often an unchanged candidate passes the gate of compare.h, how many samples
 * it takes. Noise is that of the base's own cells, estimated from it, so all of
 * this is as good as the base. docs/power.md has sources and an example by
 * hand. Undefined is GAMUT_UNDEFINED.
 *
 * A drop is that of a mean over the cells: of validity as a share, of the
 * canonical yield in answers. Base and candidate are both of n draws a cell.
 *
 * `level` is that of compare.h, everywhere: one-sided of its bounds, two-sided
 * and for both metrics together of its tests.
 *
 * A drop is found where gamut_compare() shows the candidate to be worse in that
 * metric: where its p, corrected by Holm, is `level` or less. The other metric
 * is taken to be as it was, so that Holm's first step decides, and |z| has to
 * reach the quantile of 1 - level/4: 2.24 for 0.05. That is a regression unless
 * the drop is shown to be within the margin, see gamut_power_may_pass().
 *
 * What "for tests" stands at has no other callers than power*.c and tests.
 */

/* One cell of the base: its draws, at least one. */
struct gamut_power_sample {
	const struct gamut_cell_summary *of; /* NULL in tests */
	struct gamut_spectrum spectrum;      /* of canonical forms */
};

struct gamut_power_base {
	const struct gamut_power_sample *cells;
	size_t count; /* at least one */
};

/*
 * The cells of `summary` that have completions, in `arena`; there may be none.
 */
struct gamut_power_base gamut_power_base_of(const struct gamut_summary *summary,
                                            struct gamut_arena *arena);

/*
 * The mean of a metric over the cells at `samples` draws a cell, and what the
 * difference of two runs of an unchanged model has for noise.
 *
 * validity  variance of a cell p(1 - p)/n with p = (V + 1/2)/(n + 1), so that
 *           a cell that was always right is not taken to be without noise
 * yield     Good and Toulmin's variances summed over the cells, not below a
 *           third of the sum of the guarded ones, which take their place
 *           for fewer than GAMUT_SUITE_CELLS cells (suite.h). Below the base's
 *           n, mean and spectrum are rarefied. Above it is undefined: where
 *           answers hardly repeat, the noise of a yield grows with n, and the
 *           base does not tell how far.
 *
 * Each cell has its own n where `samples` is 0.
 */
struct gamut_power_noise {
	double mean;
	double se; /* of the difference of two means */
};

struct gamut_power_noise gamut_power_noise_of(
	const struct gamut_power_base *base, enum gamut_compare_metric metric,
	uint64_t samples);

/*
 * The chance to find that the mean has dropped by `drop`:
 * P(Z > (z se - drop)/se'), in [0, 1], with z the quantile of 1 - level/4.
 * Validity by the test of Cochran, Mantel and Haenszel where each cell loses
 * the same number of points as far as it has them: `se` is of pooled shares,
 * `se'` of two different ones. Yield with one se for both, that of the base,
 * which compare.h takes where the permutation test would say more; where it
 * says less, fewer are found. Undefined where the noise is, and for a drop of
 * more than the mean. For tests.
 */
double gamut_power_detection(const struct gamut_power_base *base,
                             enum gamut_compare_metric metric, uint64_t samples,
                             double drop, double level);

/*
 * The smallest drop found with a chance of `power`, to 1e-9; undefined where
 * none is, not even one to nothing.
 */
double gamut_power_drop(const struct gamut_power_base *base,
                        enum gamut_compare_metric metric, uint64_t samples,
                        double power, double level);

/*
 * The fewest samples a cell with which a drop of `drop` is found with a chance
 * of `power`; 0 where not even GAMUT_COMPARE_N_MAX, for yield the base's
 * smallest n, will do. A drop of yield is that at the base's n; at fewer draws
 * it is the same part of what these yield.
 */
uint64_t gamut_power_samples(const struct gamut_power_base *base,
                             enum gamut_compare_metric metric, double drop,
                             double power, double level);

/*
 * The chance that an unchanged candidate passes the gate with this margin:
 * that the one-sided bound at `level` of its drop is below it,
 * P(Z < margin/se - quantile of 1 - level).
 */
double gamut_power_pass(const struct gamut_power_noise *noise, double margin,
                        double level);

/*
 * May a drop that is found pass all the same? It does where the bound shows it
 * to be within the margin, for which there is room only where the margin is
 * above (quantile of 1 - level/4 + quantile of 1 - level) se: 3.89 se for 0.05.
 */
bool gamut_power_may_pass(const struct gamut_power_noise *noise, double margin,
                          double level);

/* The margin that an unchanged candidate passes with a chance of `pass`. */
double gamut_power_margin(const struct gamut_power_noise *noise, double pass,
                          double level);

/*
 * Of a single cell: two samples of n draws, Fisher's exact test two-sided at
 * `level` as in compare.h, and the candidate's share the lower.
 */
struct gamut_power_fisher {
	uint64_t n; /* of each, 1 to GAMUT_POWER_EXACT_MAX */
	/*
	 * What the base may well have: `count` numbers of valid draws from
	 * `first` on, and the chance of each.
	 */
	uint64_t first;
	size_t count;
	double *chances;
	/*
	 * most[i] - 1 is the most valid draws of the candidate that are found
	 * a drop from the base's first + i; 0: none are.
	 */
	uint64_t *most;
	double base; /* the share */
};

#define GAMUT_POWER_EXACT_MAX 10000

/*
 * For a base whose share is `base`. O(sqrt n) thresholds, and as many tests of
 * O(sqrt n) each; memory in `arena`. For tests, as are the two that follow.
 */
struct gamut_power_fisher gamut_power_fisher_of(uint64_t n, double level,
                                                double base,
                                                struct gamut_arena *arena);

/*
 * The chance to find that the share fell to `candidate`: the sum over all
 * outcomes of both binomials; in [0, 1]. Error below 1e-12. O(sqrt n).
 */
double gamut_power_fisher_detection(const struct gamut_power_fisher *fisher,
                                    double candidate);

/*
 * The smallest drop found with a chance of `power`, to 1e-6; undefined where
 * none is. O(sqrt n).
 */
double gamut_power_fisher_drop(const struct gamut_power_fisher *fisher,
                               double power);

/* ------------------------------------------------------------- all of it */

struct gamut_power_options {
	double level;         /* of compare.h: 0.05 */
	const double *powers; /* chances to find a drop, in (level, 1) */
	size_t power_count;   /* 1 to GAMUT_POWER_MAX */
	uint64_t samples;     /* a cell; 0: as many as the base has */
	double margins[GAMUT_COMPARE_METRICS]; /* of the gate */
	/* Ask for the samples for these; undefined: do not. */
	double drops[GAMUT_COMPARE_METRICS];
};

#define GAMUT_POWER_MAX 2

/* For which chances to pass margins are given: 0.8, 0.9, 0.95. */
#define GAMUT_POWER_PASSES 3
extern const double gamut_power_passes[GAMUT_POWER_PASSES];

struct gamut_power_metric {
	struct gamut_power_noise noise;
	double drops[GAMUT_POWER_MAX]; /* smallest found, for each power */
	double margins[GAMUT_POWER_PASSES];
	double pass; /* with the margin of the options */
	/* For each power; all 0 where it was not asked. */
	uint64_t samples[GAMUT_POWER_MAX];
};

/* Per cell: at the level itself, and at what Holm asks of the first one. */
enum gamut_power_strictness {
	GAMUT_POWER_LOOK, /* 0.05, two-sided */
	GAMUT_POWER_FAIL, /* 0.05/(2 cells) */
	GAMUT_POWER_STRICTNESSES
};

/*
 * Smallest drops that are found with the first of the powers; undefined where
 * none is.
 */
struct gamut_power_cell {
	const struct gamut_cell_summary *of;
	uint64_t n; /* draws that this is for */
	double validity;
	double yield;
	/*
	 * From p = (V + 1/2)/(n + 1), exact; undefined for more draws than
	 * GAMUT_POWER_EXACT_MAX, too.
	 */
	double validity_drops[GAMUT_POWER_STRICTNESSES];
	/*
	 * (z of level + z of power) sqrt(2 guarded variance): approximate, and
	 * with noise of a single cell.
	 */
	double yield_drops[GAMUT_POWER_STRICTNESSES];
};

struct gamut_power {
	struct gamut_power_options options;
	uint64_t smallest_n; /* of the base's cells */
	uint64_t largest_n;
	struct gamut_power_metric of[GAMUT_COMPARE_METRICS];
	struct gamut_power_cell *cells; /* in the base's order */
	size_t cell_count;
};

/*
 * All of it lives in `arena`, and in the base. Fisher's tests take O(n) a cell,
 * whether cells are of one n or of many: some hundredths of a second for 10,000
 * draws.
 */
struct gamut_power gamut_power_of(const struct gamut_power_base *base,
                                  const struct gamut_power_options *options,
                                  struct gamut_arena *arena);

#endif
