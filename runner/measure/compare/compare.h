#ifndef GAMUT_COMPARE_COMPARE_H
#define GAMUT_COMPARE_COMPARE_H

#include "runner/measure/compare/align.h"
#include "runner/measure/estimate/share.h"

/*
 * Is a candidate worse than its base?
 * -----------------------------------
 * Two runs of the same cells: the same tasks, settings, prompts and n. The
 * question is about these cells, so what counts is the noise of sampling, not
 * that of choosing tasks. docs/comparing.md has formulas and sources.
 *
 * Differences are candidate minus base: below 0 is worse.
 */

/* What is compared. Yields are of the form that the options name. */
enum gamut_compare_metric {
	GAMUT_COMPARE_VALIDITY, /* a share, in [0, 1] */
	GAMUT_COMPARE_YIELD,    /* distinct valid answers of a cell's n */
	GAMUT_COMPARE_METRICS
};

/* Points that a share of 1 has: people speak of validities in these. */
#define GAMUT_COMPARE_POINTS 100.0

struct gamut_compare_options {
	double margins[GAMUT_COMPARE_METRICS]; /* tolerated drops of a mean */
	double level; /* of all tests and bounds: 0.05 */
	enum gamut_form form;
};

enum gamut_gate {
	GAMUT_GATE_PASS,       /* no worse than by the margin */
	GAMUT_GATE_REGRESSION, /* worse, and not shown to be within it */
	GAMUT_GATE_UNDECIDED   /* the data cannot tell */
};

/* "pass", "regression", "undecided". */
const char *gamut_gate_name(enum gamut_gate verdict);

/* A mean over `cells` cells of both runs. Undefined is GAMUT_UNDEFINED. */
struct gamut_compare_mean {
	size_t cells;
	double base;
	double candidate;
	double difference;
	double se; /* of the difference, of sampling alone */
	struct gamut_interval ci95;
	/*
	 * The one-sided bound at `level`: the candidate is not worse than this
	 * difference.
	 */
	double worst;
	/*
	 * Two-sided p that nothing but chance tells the two apart: validity by
	 * Cochran, Mantel and Haenszel, yield by the pooled permutation over
	 * all cells or, where that says less, by `se`. `z` has the sign of the
	 * difference.
	 */
	double z;
	double p;
};

/* The same over tasks: would it be so on other tasks of this kind? */
struct gamut_compare_tasks {
	size_t tasks; /* each the mean of its settings */
	double difference;
	double se;
	/* Paired t, tasks - 1 degrees of freedom; undefined below 2 tasks. */
	struct gamut_interval ci95;
	/* Two-sided; undefined where all tasks differ by the same. */
	double p;
};

/* One metric over all cells, and what it means for the gate. */
struct gamut_compare_aggregate {
	struct gamut_compare_mean mean;
	struct gamut_compare_tasks over_tasks;
	double margin;
	double holm; /* `mean.p`, corrected for two metrics */
	enum gamut_gate verdict;
	/*
	 * Undecided: the samples a cell that would decide in four of five
	 * cases, if the difference is what was seen. Errors of validity fall
	 * like 1/sqrt(n); of yields, differences and errors go on as they did
	 * from half of the base's draws to all. 0 otherwise, where it would be
	 * above GAMUT_COMPARE_N_MAX, and of yields above so many times what
	 * there is: where answers hardly repeat, more samples tell no more.
	 */
	uint64_t n_needed;
};

#define GAMUT_COMPARE_N_MAX 1000000
#define GAMUT_COMPARE_YIELD_TIMES 10

/* What a test of a single cell says. */
enum gamut_compare_mark {
	GAMUT_MARK_NONE,
	GAMUT_MARK_LOOK, /* different, by Benjamini and Hochberg */
	GAMUT_MARK_FAIL  /* worse, by Holm: fails the gate */
};

struct gamut_compare_test {
	double base;
	double candidate;
	double difference;
	struct gamut_interval ci95;
	double p; /* two-sided */
	/* Corrected for the tests of all cells, both metrics. */
	double holm;
	double benjamini_hochberg;
	enum gamut_compare_mark mark;
};

/* An answer that came more or less often. */
struct gamut_compare_change {
	struct gamut_str text;  /* a stranger's bytes */
	struct gamut_str shown; /* for people: how it was spelt most often */
	uint64_t base;          /* completions */
	uint64_t candidate;
};

/* An answer, in completions that are not valid, and why they are not. */
struct gamut_compare_invalid {
	struct gamut_compare_change change;
	/* VALID: the answer would do, but the completion was cut or refused. */
	enum gamut_reason reason;
};

struct gamut_compare_cell {
	const struct gamut_cell_summary *base;
	const struct gamut_cell_summary *candidate;
	struct gamut_compare_test of[GAMUT_COMPARE_METRICS];
	/*
	 * Valid answers whose number changed, by candidate - base, the largest
	 * fall first; those in equal numbers by their bytes.
	 */
	const struct gamut_compare_change *changes;
	size_t change_count;
	size_t vanished; /* of these, not in the candidate */
	size_t appeared; /* and not in the base */
	/* Invalid answers that came more often, the largest rise first. */
	const struct gamut_compare_invalid *invalid;
	size_t invalid_count;
};

/* The cells of one setting. */
struct gamut_compare_setting {
	struct gamut_str setting; /* empty: not told */
	struct gamut_compare_mean of[GAMUT_COMPARE_METRICS];
};

struct gamut_comparison {
	struct gamut_compare_options options;
	enum gamut_gate verdict;
	struct gamut_compare_aggregate of[GAMUT_COMPARE_METRICS];
	const struct gamut_compare_setting *settings;
	size_t setting_count;
	const struct gamut_compare_cell *cells;
	size_t cell_count;
};

/*
 * Compare the cells of `pairs` that both runs have and that have completions in
 * both; there is one at least. Each pair has the same n on both sides. All of
 * it lives in `arena`, and in the cells.
 *
 * The verdict is a regression where that of a metric is or a cell fails;
 * undecided where that of a metric is, else a pass. 66 cells of 100 take some
 * tenths of a second.
 */
struct gamut_comparison gamut_compare(
	const struct gamut_cell_pair *pairs, size_t count,
	const struct gamut_compare_options *options, struct gamut_arena *arena);

#endif
