#ifndef GAMUT_ESTIMATE_ESTIMATES_H
#define GAMUT_ESTIMATE_ESTIMATES_H

#include "base/arena.h"
#include "runner/measure/estimate/share.h"
#include "runner/measure/estimate/target.h"

/*
 * All estimators at once
 * ----------------------
 * What `gamut estimate` prints, from how often each valid answer came. Each
 * is documented where its function is: share.h, yield.h,
 * evenness.h, uniform.h, permutation.h. docs/metrics.md has an example by hand
 * of each.
 */
struct gamut_estimate_input {
	const uint64_t *counts; /* of each valid answer; may hold zeros */
	size_t count;
	uint64_t invalid;
	uint64_t space; /* or GAMUT_UNBOUNDED */
	const uint64_t *at;
	size_t at_count;
	/* Of the same answers in another sample; NULL: there is none. */
	const uint64_t *base_counts;
	uint64_t base_invalid;
	/* How often each of them ought to come; NULL: nobody says. */
	const double *target;
};

/* The shares of how many of the most frequent answers are told. */
#define GAMUT_ESTIMATES_TOPS 3
extern const uint64_t gamut_estimates_tops[GAMUT_ESTIMATES_TOPS]; /* 1, 3, 5 */

/* Undefined is GAMUT_UNDEFINED. */
struct gamut_estimates {
	uint64_t n;     /* draws: completions, valid or not */
	uint64_t valid; /* V */
	uint64_t yield; /* S */
	double validity;
	struct gamut_interval validity_ci95;
	double yield_se;     /* by the jackknife */
	double *yield_at;    /* for each of `at` */
	double *yield_at_se; /* undefined where the variance is negative, too */
	double uniqueness;   /* S/V; undefined for V = 0 */
	double collision;
	double collision_se;
	double entropy;          /* nats */
	double effective_number; /* exp(entropy), Hill's number of order 1 */
	double seen_mass;
	double chao1;
	double ceiling; /* gamut_metrics_ceiling(); undefined for n = 0 */
	double relative_yield; /* S / ceiling; undefined for n = 0 */
	double distance_to_uniform;
	/* Of this sample and the base; undefined without one. */
	double validity_fisher_p;
	struct gamut_interval validity_newcombe_ci95; /* this minus base */
	double yield_permutation_p;
	double yield_permutation_midp;
	struct gamut_interval yield_ci95;
	double yield_variance_good_toulmin; /* may be negative */
	double *uniqueness_at;              /* for each of `at`, valid draws */
	struct gamut_interval *yield_at_ci95; /* for each of `at` */
	struct gamut_interval collision_ci95;
	double effective_number_2; /* 1/collision; undefined where that is 0 */
	double top_share[GAMUT_ESTIMATES_TOPS];
	double distance_to_uniform_p;
	const char *distance_to_uniform_p_method; /* NULL: undefined */
	struct gamut_target_distance target;      /* undefined without one */
};

/*
 * `input`, of at most GAMUT_SPECTRUM_MAX_DRAWS draws on either side. Memory is
 * `arena`'s.
 */
struct gamut_estimates gamut_estimates_of(
	const struct gamut_estimate_input *input, struct gamut_arena *arena);

#endif
