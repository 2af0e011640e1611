#ifndef GAMUT_COMPARE_FRONT_AXIS_H
#define GAMUT_COMPARE_FRONT_AXIS_H

#include "runner/measure/counts.h"

/*
 * What a front can be drawn of
 * ----------------------------
 * X(NAME, "name"): more is better on all of them. Where a cell's name is that
 * of a metric (metrics.h), it is that metric. A cell without valid answers is
 * at 0 on every axis.
 *
 *   validity              valid / n
 *   uniqueness            different valid answers / valid ones
 *   yield                 different valid answers
 *   canonical_uniqueness, canonical_yield  the same of canonical forms
 *   relative_yield        canonical yield / ceiling
 *   pairwise_uniqueness   1 - collision; 0 for less than two valid answers
 *   effective_number      exp(entropy) of canonical forms, evenness.h
 */
#define GAMUT_AXIS_MAP(X)                               \
	X(VALIDITY, "validity")                         \
	X(UNIQUENESS, "uniqueness")                     \
	X(YIELD, "yield")                               \
	X(CANONICAL_UNIQUENESS, "canonical_uniqueness") \
	X(CANONICAL_YIELD, "canonical_yield")           \
	X(RELATIVE_YIELD, "relative_yield")             \
	X(PAIRWISE_UNIQUENESS, "pairwise_uniqueness")   \
	X(EFFECTIVE_NUMBER, "effective_number")

enum gamut_axis {
#define X(name, text) GAMUT_AXIS_##name,
	GAMUT_AXIS_MAP(X)
#undef X
	GAMUT_AXIS_COUNT
};

/* "relative_yield", and "relative yield" for people; never NULL. */
const char *gamut_axis_name(enum gamut_axis axis);
const char *gamut_axis_title(enum gamut_axis axis);

/* The axis of that name; false, leaving `*out` alone, for another. */
bool gamut_axis_find(enum gamut_axis *out, struct gamut_str name);

/* "validity, uniqueness, ...": for messages, static. */
const char *gamut_axis_list(void);

/* Is it shown in percent? */
bool gamut_axis_is_share(enum gamut_axis axis);

/* The largest value there can be; INFINITY where nothing bounds it. */
double gamut_axis_most(enum gamut_axis axis);

/* One cell on two axes, with the noise of sampling. */
struct gamut_axis_cell {
	double value[2];
	double most[2]; /* that the value could be; INFINITY: no bound */
	/*
	 * The variance of each value: of yields by Good and Toulmin (right in
	 * sums over many cells, and of one it may be negative), of all others
	 * by the jackknife over the n draws, at least 0.
	 */
	double variance[2];
	/*
	 * The same for few cells, never too small on average: of yields by the
	 * guarded jackknife (yield.h); of validity with an answer more of
	 * either kind, p(1 - p)/(n + 2) with p = (V + 1)/(n + 2) (Agresti and
	 * Caffo 2000); of others by the larger one of the jackknife and that
	 * of a sample with one singleton and one pair more, which is above 0
	 * also where all answers came equally often.
	 */
	double guarded[2];
	/*
	 * By the jackknife over the same draws. Of validity and yield that is
	 * f1 (1 - V/n)/n.
	 */
	double covariance;
};

/*
 * `cell`, of one completion at least and at most GAMUT_SPECTRUM_MAX_DRAWS, on
 * `axes`. Scratch memory is `arena`'s. O(answers log answers).
 *
 * The jackknife: with theta_i the value without draw i, of which there are as
 * many different ones as counts that occur, the covariance of two values is
 * (n - 1)/n times the sum of the products of their distances from their means
 * (Efron and Stein 1981). Values that are divided by a ceiling keep that of n
 * draws.
 */
struct gamut_axis_cell gamut_axis_measure(const enum gamut_axis axes[2],
                                          const struct gamut_cell *cell,
                                          struct gamut_arena *arena);

#endif
