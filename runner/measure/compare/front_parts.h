#ifndef GAMUT_COMPARE_FRONT_PARTS_H
#define GAMUT_COMPARE_FRONT_PARTS_H

#include "runner/measure/compare/front.h"

/* The parts of gamut_front_make(), for its own files. */

/* The cells behind one point, place by place. */
struct gamut_front_draft {
	const struct gamut_front_condition *condition;
	struct gamut_str setting;
	/* By task and, where a point has all settings, by setting. */
	const struct gamut_cell_summary **cells;
	size_t count;
};

struct gamut_front_drafts {
	struct gamut_front_draft *list;
	size_t count;
};

/*
 * The points there are, each with the cells that have completions, cut to the
 * same tasks for all. Fills in what `front` says of tasks; fails as
 * gamut_front_make() does.
 */
GAMUT_MUST_USE
enum gamut_status gamut_front_draft(struct gamut_front_drafts *drafts,
                                    struct gamut_front *front,
                                    const struct gamut_front_input *input,
                                    struct gamut_arena *arena,
                                    struct gamut_err *err);

/*
 * The sums of a point's values over the cells of each task, on both axes: what
 * resampling tasks needs to know.
 */
struct gamut_front_sums {
	struct gamut_place *of; /* a task each */
	size_t *cells;          /* likewise */
};

/* Measure one point; `*sums` has room for the front's tasks. */
void gamut_front_measure(struct gamut_front_point *point,
                         struct gamut_front_sums *sums,
                         const struct gamut_front_draft *draft,
                         const struct gamut_front *front,
                         struct gamut_arena *arena);

/* Set the lines of `front` from its points, and resample the tasks. */
void gamut_front_lines(struct gamut_front *front,
                       const struct gamut_front_input *input,
                       const struct gamut_front_sums *sums,
                       struct gamut_arena *arena);

#endif
