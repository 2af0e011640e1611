#ifndef GAMUT_COMPARE_DIFF_H
#define GAMUT_COMPARE_DIFF_H

#include "runner/measure/compare/align.h"

/*
 * Which answers came and went between two runs
 * --------------------------------------------
 * For reading, cell by cell; whether one is worse is for compare.h to say.
 * Valid answers are one where their canonical form is; invalid ones where their
 * bytes are. The sides may have different n: what is set against each other are
 * shares of a cell's completions, valid or not. docs/diff.md has an example by
 * hand.
 */
enum gamut_diff_change {
	GAMUT_DIFF_APPEARED, /* not in the base */
	GAMUT_DIFF_VANISHED, /* not in the candidate */
	GAMUT_DIFF_ROSE,
	GAMUT_DIFF_FELL,
	GAMUT_DIFF_SAME, /* the same share in both */
};

/* "appeared"; never NULL. */
const char *gamut_diff_change_name(enum gamut_diff_change change);

struct gamut_diff_answer {
	struct gamut_str text;  /* a form, or an invalid answer: strangers' */
	struct gamut_str shown; /* for people: how it was spelt most often */
	bool is_valid;
	/* Why not; VALID: it would do, but the completion was cut, refused. */
	enum gamut_reason reason;
	enum gamut_diff_change change;
	uint64_t base; /* completions */
	uint64_t candidate;
	double shift; /* share in the candidate minus share in the base */
	/*
	 * Fisher's exact test of the two shares, two-sided, and that corrected
	 * by Benjamini and Hochberg for all that are tested, in all cells.
	 * Undefined for an answer so rare that no way to part it between the
	 * sides would have a p of the level or less: that depends on how often
	 * it came in all, not on where, so that leaving it out is fair (Tarone
	 * 1990).
	 */
	double p;
	double adjusted;
	bool is_marked; /* `adjusted` is at most the level */
};

struct gamut_diff_cell {
	const struct gamut_cell_summary *base;
	const struct gamut_cell_summary *candidate;
	/* The marked first; then by the size of the shift, the largest first.
	 */
	struct gamut_diff_answer *answers;
	size_t answer_count;
	/* Valid ones: in the candidate only, in the base only, in both. */
	size_t appeared;
	size_t vanished;
	size_t shared;
	size_t marked; /* answers, valid or not */
	double moved;  /* the sizes of their shifts, added up; in [0, 2] */
};

/* The cells of one task, in a row. */
struct gamut_diff_task {
	struct gamut_str task;
	const struct gamut_diff_cell *cells;
	size_t count;
	size_t marked;
	double moved; /* the most of its cells */
};

struct gamut_diff {
	double level;
	const struct gamut_diff_cell *cells; /* as gamut_cells_align() has them
	                                      */
	size_t cell_count;
	/* Those that moved most first; of equal ones by name. */
	const struct gamut_diff_task *tasks;
	size_t task_count;
	size_t only_base; /* cells with completions there alone */
	size_t only_candidate;
	size_t tested; /* answers */
	size_t marked;
	size_t marked_cells;
	size_t appeared; /* of all cells */
	size_t vanished;
	size_t shared;
};

/*
 * Of those `count` `pairs` that have completions on both sides, of which there
 * may be none; `level` in (0, 1), of the share of false marks among the marks.
 * All of it lives in `arena`, and in the cells. O(answers log answers), and a
 * test takes the root of the draws.
 */
struct gamut_diff gamut_diff_of(const struct gamut_cell_pair *pairs,
                                size_t count, double level,
                                struct gamut_arena *arena);

#endif
