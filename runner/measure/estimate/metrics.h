#ifndef GAMUT_ESTIMATE_METRICS_H
#define GAMUT_ESTIMATE_METRICS_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The metrics of one cell
 * -----------------------
 * Pure functions of counts. Undefined is GAMUT_UNDEFINED, a NaN, and null or
 * empty in reports. docs/metrics.md has sources and a worked example.
 *
 * X(NAME, "name"): in the order of summary.json; the names are a contract.
 *
 *   n         completions scored: all fates but failed and missing
 *   valid     of these, how many are valid
 *   validity  valid / n, in [0, 1]; undefined where n = 0
 *   yield     S, the distinct valid answers, byte for byte; in [0, valid]
 *   uniqueness  S / valid, in [0, 1]; 0 where nothing is valid
 *   distinct  distinct answers, valid or not, the empty one included
 *   collision   share of pairs of valid answers that are equal,
 *             sum c(c - 1) / (valid (valid - 1)) over the counts c of the
 *             valid answers, in [0, 1]; 0 where valid < 2. Unbiased for the
 *             chance that two draws agree (Simpson 1949)
 *   coverage  S / number of accepted strings, in [0, 1]; undefined where
 *             these are not a finite list
 *   canonical_yield, canonical_uniqueness  as yield and uniqueness, over
 *             canonical forms
 *   canonical_coverage  canonical yield / size M of the space, in [0, 1];
 *             undefined where the space is unbounded
 *   ceiling   see gamut_metrics_ceiling()
 *   relative_yield  canonical yield / ceiling, at least 0; above 1 where the
 *             model repeats itself less than chance would; undefined where
 *             n = 0
 *   copied    completions whose answer is one of the prompt's examples
 */
#define GAMUT_METRIC_MAP(X)                             \
	X(N, "n")                                       \
	X(VALID, "valid")                               \
	X(VALIDITY, "validity")                         \
	X(YIELD, "yield")                               \
	X(UNIQUENESS, "uniqueness")                     \
	X(DISTINCT, "distinct")                         \
	X(COLLISION, "collision")                       \
	X(COVERAGE, "coverage")                         \
	X(CANONICAL_YIELD, "canonical_yield")           \
	X(CANONICAL_UNIQUENESS, "canonical_uniqueness") \
	X(CANONICAL_COVERAGE, "canonical_coverage")     \
	X(CEILING, "ceiling")                           \
	X(RELATIVE_YIELD, "relative_yield")             \
	X(COPIED, "copied")

#define GAMUT_UNDEFINED ((double)NAN)

enum gamut_metric {
#define X(name, text) GAMUT_METRIC_##name,
	GAMUT_METRIC_MAP(X)
#undef X
	GAMUT_METRIC_COUNT
};

/* "canonical_yield"; never NULL. */
const char *gamut_metric_name(enum gamut_metric metric);

/* What the metrics of a cell are made from. */
struct gamut_tally {
	uint64_t n;
	uint64_t valid;
	uint64_t yield;
	uint64_t canonical_yield;
	uint64_t distinct;
	uint64_t copied;
	/* Pairs of valid answers that are equal: sum c(c - 1) / 2. */
	uint64_t equal_pairs;
	uint64_t space;   /* of the task, or GAMUT_UNBOUNDED */
	uint64_t strings; /* of the task, or GAMUT_UNBOUNDED */
};

/* metrics.of[GAMUT_METRIC_YIELD]; counts are exact below 2^53. */
struct gamut_metrics {
	double of[GAMUT_METRIC_COUNT];
};

struct gamut_metrics gamut_metrics_of(const struct gamut_tally *tally);

/*
 * The distinct values that `n` independent uniform draws from `space` values
 * are expected to have, M(1 - (1 - 1/M)^n): in [0, min(n, M)], `n` where the
 * space is GAMUT_UNBOUNDED. To a relative error of about 1e-15 for every M up
 * to 2^64 (by way of log1p and expm1: with M = 2^63, 1 - 1/M rounds to 1).
 * The classical occupancy problem.
 */
double gamut_metrics_ceiling(uint64_t space, uint64_t n);

#endif
