#ifndef GAMUT_COMPARE_FRONT_H
#define GAMUT_COMPARE_FRONT_H

#include "runner/measure/compare/dominance.h"
#include "runner/measure/compare/front_axis.h"
#include "runner/measure/estimate/share.h"
#include "runner/measure/summary.h"

/*
 * The front of right and diverse models
 * -------------------------------------
 * A point is what a condition shows over its cells: its mean on two axes. All
 * points stand on the same tasks. Two kinds of error, never mixed: that of
 * sampling (these tasks asked again) decides which point dominates which; that
 * of choosing tasks (other tasks of this kind) is in every interval named
 * `over_tasks`. docs/fronts.md has the formulas and their sources.
 */

/* What is one point. */
enum gamut_front_by {
	GAMUT_FRONT_BY_SETTING,  /* a setting of a condition */
	GAMUT_FRONT_BY_CONDITION /* a condition, all its settings together */
};

/* What was sampled in one way: a run, or a model of a file. */
struct gamut_front_condition {
	struct gamut_str label;    /* for people; a stranger's bytes */
	struct gamut_str model;    /* empty: not told */
	struct gamut_str run;      /* its id; empty: foreign completions */
	struct gamut_str path;     /* where it is from */
	struct gamut_str sampling; /* a JSON object; empty: not told */
	double temperature;        /* undefined: not told */
	bool is_simulated;
	/* Which of the lines it belongs to. */
	size_t line;
	/* Its cells, by gamut_cell_key_cmp(). */
	const struct gamut_cell_summary *cells;
	size_t cell_count;
};

/*
 * Conditions of one model that differ in their sampling only: a sweep. Many
 * lines have one condition.
 */
struct gamut_front_model {
	struct gamut_str label; /* for people; a stranger's bytes */
};

struct gamut_front_input {
	const struct gamut_front_condition *conditions;
	size_t count; /* at least 1 */
	const struct gamut_front_model *lines;
	size_t line_count; /* each with one condition at least */
};

struct gamut_front_options {
	enum gamut_axis axes[2]; /* x, y */
	enum gamut_front_by by;
	double level; /* of one-sided bounds: 0.05 */
	/* What is a small loss on each axis, at least 0. */
	struct gamut_place tolerance;
	/* Leave out tasks that not all points have. */
	bool takes_common;
	/* Let cells of a task have different n. */
	bool takes_uneven;
};

/*
 * What `gamut pareto` draws unless something else is asked for: a point for
 * each setting, a level of 0.05, and a tolerance of 2 points of a share or of
 * 2. Points must stand on the same cells.
 */
struct gamut_front_options gamut_front_defaults(enum gamut_axis x,
                                                enum gamut_axis y);

/* A mean on one axis. */
struct gamut_front_mean {
	double value;
	double se;                  /* of sampling */
	struct gamut_interval ci95; /* of sampling; within the axis */
	/*
	 * Over tasks, each of them the mean of its settings: sd/sqrt(tasks),
	 * dividing by one task less, and Student's interval. Undefined for one
	 * task.
	 */
	double over_tasks_se;
	struct gamut_interval over_tasks_ci95;
};

/*
 * Where the true means are in 95 % of cases: an ellipse around the point with
 * these semi-axes, the larger one at `angle` from the x axis, in radians,
 * counter-clockwise, in (-pi/2, pi/2]. Semi-axis: sqrt(5.991 eigenvalue).
 */
struct gamut_front_ellipse {
	double major;
	double minor;
	double angle;
};

struct gamut_front_betters {
	const size_t *list;
	size_t count;
};

struct gamut_front_point {
	char id[4]; /* "A" ... "Z", "AA" ...: by place in the list */
	const struct gamut_front_condition *condition;
	struct gamut_str setting; /* empty: not told, or all together */
	uint64_t n;               /* completions, of all its cells */
	struct gamut_front_mean x;
	struct gamut_front_mean y;
	struct gamut_measured_place place; /* the same, with their covariance */
	struct gamut_front_ellipse ellipse;
	bool is_on_front;
	/* Points that dominate this one beyond noise, by place in the list. */
	struct gamut_front_betters worse_than;
	/*
	 * Others that are better beyond noise on one axis, and on the other
	 * not worse than tolerable; of two points one only can be so.
	 */
	struct gamut_front_betters about_worse_than;
};

enum gamut_front_verdict {
	GAMUT_FRONT_FIRST,        /* the first dominates, beyond noise */
	GAMUT_FRONT_SECOND,       /* the second does */
	GAMUT_FRONT_ABOUT_FIRST,  /* as `about_worse_than` has it */
	GAMUT_FRONT_ABOUT_SECOND, /* likewise */
	GAMUT_FRONT_INCOMPARABLE  /* the data show none of it */
};

struct gamut_front_pair {
	size_t first; /* place in the list of points; first < second */
	size_t second;
	struct gamut_place difference; /* first - second */
	double first_dominates;        /* probabilities */
	double second_dominates;
	enum gamut_front_verdict verdict;
};

/* What a line attains at each of `count` levels of x. */
struct gamut_front_attainment {
	size_t count; /* 0: the line has one point, or there is one task */
	const double *x;
	/* y that 5, 50 and 95 % of resamples stay at or below; undefined where
	 * they do not reach x. */
	const double *low;
	const double *median;
	const double *high;
};

/* All points of a model's line: its settings and temperatures together. */
struct gamut_front_line {
	struct gamut_str label;
	const size_t *points; /* by setting, then temperature */
	size_t count;
	double hypervolume;               /* from (0, 0) */
	struct gamut_interval over_tasks; /* undefined for one task */
	double difference;                /* to the first line */
	struct gamut_interval difference_over_tasks;
	struct gamut_front_attainment attainment;
};

/* A place that is drawn and not ranked. */
struct gamut_front_reference {
	struct gamut_str label;
	struct gamut_place at;
};

struct gamut_front_task {
	struct gamut_str name;
	size_t cells; /* of it in each point */
	uint64_t n;   /* completions, of its first cell in the first point */
};

struct gamut_front {
	struct gamut_front_options options;
	const struct gamut_front_condition *conditions;
	size_t condition_count;
	struct gamut_front_point *points; /* by condition, then setting */
	size_t count;
	/* Of points on the front, by x, the smallest first. */
	const size_t *front;
	size_t front_count;
	/* All pairs; NULL where they would be above GAMUT_FRONT_PAIRS_MAX. */
	const struct gamut_front_pair *pairs;
	size_t pair_count; /* how many there are, in the list or not */
	size_t incomparable_count;
	const struct gamut_front_line *lines;
	size_t line_count;
	size_t cells; /* that each point is a mean of */
	const struct gamut_front_task *tasks;
	size_t task_count;
	const struct gamut_str *left_out; /* tasks that not all points have */
	size_t left_out_count;
	/* Some task was not asked equally often of all points. */
	bool is_uneven;
};

#define GAMUT_FRONT_POINTS_MAX 1000
#define GAMUT_FRONT_PAIRS_MAX 20000

/* Resamples of tasks behind all that is over tasks but the means. */
#define GAMUT_FRONT_RESAMPLES 2000

/*
 * Measure what `input` holds; all of it lives in `arena`, in `input`, and in
 * the cells. GAMUT_EMISMATCH where points stand on different tasks or on
 * different numbers of completions, and the options do not let that pass;
 * GAMUT_EINVAL where no task is left, or for too many points. The message
 * names what differs. Deterministic.
 */
GAMUT_MUST_USE
enum gamut_status gamut_front_make(struct gamut_front *front,
                                   const struct gamut_front_input *input,
                                   const struct gamut_front_options *options,
                                   struct gamut_arena *arena,
                                   struct gamut_err *err);

/*
 * What points would have on the y axis if they sampled uniformly and never
 * erred, in the axis' units: 1 for relative yield; for the yields the mean
 * ceiling of the tasks that points stand on, each asked n times; undefined for
 * other axes, and where points are of different n.
 */
double gamut_front_ceiling(const struct gamut_front *front);

#endif
