#ifndef GAMUT_COMPARE_OVERLAP_H
#define GAMUT_COMPARE_OVERLAP_H

#include <stdbool.h>

#include "runner/measure/counts.h"
#include "runner/measure/estimate/share.h"
#include "runner/measure/summary.h"

/*
 * Do models share their modes?
 * ----------------------------
 * The valid answers of several conditions, by canonical form, cell by cell:
 * how much their distributions have in common, and which answers several of
 * them over-produce. Exact matches; nothing is embedded. docs/overlap.md has
 * sources and an example by hand. Undefined is GAMUT_UNDEFINED.
 */

/*
 * Two samples of V_A and V_B valid answers, of which answer j came a_j and b_j
 * times; D_A = sum a(a - 1)/(V_A(V_A - 1)), the chance that two draws of A
 * agree.
 */
struct gamut_overlap_measure {
	/*
	 * The chance that a draw of A is one of B, P = sum a b/(V_A V_B);
	 * unbiased, in [0, 1]. Undefined where nothing is valid on a side.
	 */
	double agreement;
	/*
	 * The same in units of how often each agrees with itself, by Morisita
	 * (1959): 2 P/(D_A + D_B); 1 on average for two samples of one
	 * distribution, 0 where no answer is shared; at least 0, not clipped
	 * to 1. Undefined where a side has fewer than two valid answers, or
	 * where neither says anything twice.
	 */
	double morisita;
	/*
	 * Its standard error by the delta method: with S = D_A + D_B, a draw
	 * of A that gave j moves the index by
	 *
	 *	2/S (b_j/V_B - P) - 4P/S^2 ((a_j - 1)/(V_A - 1) - D_A)
	 *
	 * over V_A, and the variance is the sum of the squares of these over
	 * the V_A draws, divided by V_A(V_A - 1), and the same of B. 0 where
	 * the samples show no noise: no answer is shared, or all are one.
	 */
	double se;
	/* Index -+ 1.96 se, from 0; undefined for a `se` of 0. */
	struct gamut_interval ci95;
	/*
	 * What the observed shares have in common, sum min(a/V_A, b/V_B), 1
	 * minus the total variation; in [0, 1]. Biased: it is below 1 for two
	 * samples of one distribution, far below for diverse ones.
	 */
	double shared;
	/*
	 * What that would be on average if both were samples of one
	 * distribution: the mean of `shared` over all ways to part the pooled
	 * answers into V_A and V_B. Exact.
	 */
	double shared_if_same;
	/* Pairs of equal answers within A and within B: what the index rests
	 * on. */
	uint64_t equal_pairs;
};

/*
 * `a` and `b` are counts of the same `count` answers; either may hold zeros.
 * O(count log count + V_A + V_B).
 */
struct gamut_overlap_measure gamut_overlap_measure_of(const uint64_t *a,
                                                      const uint64_t *b,
                                                      size_t count);

/*
 * Is an answer that came `count` times among `valid` valid ones over-produced?
 * Its share is tested against r = 1/M, what each of the M answers has of a
 * uniform model, or against 1 % where that is less or the space unbounded:
 *
 *	P(Binomial(valid, r) >= count) <= 0.05 r.
 *
 * If no answer has a share above r, the chance that any of a cell passes is at
 * most 5 %, however many there are: below its threshold the tail is convex in
 * the share, so the sum over the answers is at most 1/r times the tail at r.
 */
bool gamut_overlap_is_mode(uint64_t count, uint64_t valid, uint64_t space);

/* One condition: cells of one model and run, by gamut_cell_key_cmp(). */
struct gamut_overlap_side {
	const struct gamut_cell_summary *cells;
	size_t count;
};

/* One task and setting of which at least two conditions have completions. */
struct gamut_overlap_place {
	struct gamut_str task;
	struct gamut_str setting; /* empty: not told */
	uint64_t space;           /* or GAMUT_UNBOUNDED */
	struct gamut_str *texts;  /* valid answers, by their bytes */
	size_t answer_count;
	/* For each condition: */
	const struct gamut_cell_summary **cells; /* NULL: it has none */
	uint64_t **counts;                       /* of `texts` */
	uint64_t *valid;
};

/* Two conditions over the cells that both have. */
struct gamut_overlap_pair {
	size_t a; /* index of a condition, below `b` */
	size_t b;
	/* For each place; all undefined where a side lacks it. */
	struct gamut_overlap_measure *of;
	size_t cells; /* both have valid answers here: see the means */
	double agreement;
	double shared;
	double shared_if_same;
	/*
	 * The mean index over the cells that tell: of their valid answers at
	 * least GAMUT_OVERLAP_PAIRS pairs are equal. Its error is that of
	 * sampling.
	 */
	size_t telling;
	double morisita;
	double se;
	struct gamut_interval ci95;
};

/* With fewer, the division by D_A + D_B alone would add some percent. */
#define GAMUT_OVERLAP_PAIRS 30

/* An answer that several conditions over-produce. */
struct gamut_overlap_mode {
	const struct gamut_overlap_place *place;
	size_t answer;          /* in the place's lists */
	struct gamut_str shown; /* for people: how it was spelt most often */
	bool *is_mode;          /* for each condition */
	size_t modes;           /* of how many it is one */
	double share;           /* mean over these */
	bool is_example;        /* a prompt of theirs shows it */
};

struct gamut_overlap {
	size_t condition_count;
	struct gamut_overlap_place *places; /* by task and setting */
	size_t place_count;
	struct gamut_overlap_pair *pairs; /* by a, b */
	size_t pair_count;
	/* By place; of a place by `modes` and `share`, the most first. */
	struct gamut_overlap_mode *modes;
	size_t mode_count;
};

/* Each two are compared: with thousands that would take minutes. */
#define GAMUT_OVERLAP_CONDITIONS_MAX 200

/*
 * Compare `count` conditions, 2 to GAMUT_OVERLAP_CONDITIONS_MAX; modes are
 * those of `at_least` of them. All of it lives in `arena`, and in the cells.
 * There may be no place at all.
 */
struct gamut_overlap gamut_overlap_of(const struct gamut_overlap_side *sides,
                                      size_t count, size_t at_least,
                                      struct gamut_arena *arena);

#endif
