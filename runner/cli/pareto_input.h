#ifndef GAMUT_CLI_PARETO_INPUT_H
#define GAMUT_CLI_PARETO_INPUT_H

#include "runner/cli/sides.h"
#include "runner/measure/compare/front.h"

/*
 * What `gamut pareto` draws, from what was read: a condition for each run and
 * for each model of a file, and which of them are one model at several
 * temperatures.
 *
 * Runs are of one line where model, template, family, profile and preset are
 * the same, and no two of them were sampled alike: a second run of one
 * condition begins a line of its own. Of a file, which does not tell how it was
 * sampled, models are of one line where their names differ only in what stands
 * behind the last '@', a temperature: "NAME@T=0.7".
 *
 * All of it lives in `arena` and `sides`. GAMUT_EINVAL for more than
 * GAMUT_FRONT_POINTS_MAX conditions.
 */
GAMUT_MUST_USE
enum gamut_status gamut_pareto_input(struct gamut_front_input *input,
                                     const struct gamut_sides *sides,
                                     struct gamut_arena *arena,
                                     struct gamut_err *err);

struct gamut_pareto_notes {
	struct gamut_str *list;
	size_t count;
};

/*
 * What readers of a front of `sides` should know of its runs, one line each, in
 * `arena`: samples that they lack, and tasks whose texts or rules were others.
 */
struct gamut_pareto_notes gamut_pareto_notes(const struct gamut_sides *sides,
                                             struct gamut_arena *arena);

/* How many samples the runs lack, failed or missing. */
uint64_t gamut_pareto_absent(const struct gamut_sides *sides);

/*
 * Has each run all its samples? GAMUT_EINCOMPLETE names those that have not.
 */
GAMUT_MUST_USE
enum gamut_status gamut_pareto_check_complete(const struct gamut_sides *sides,
                                              struct gamut_err *err);

#endif
