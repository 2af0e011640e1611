#ifndef GAMUT_CLI_COMPARING_H
#define GAMUT_CLI_COMPARING_H

#include "runner/cli/sides.h"
#include "runner/measure/compare/compare.h"
#include "runner/measure/compare/fit.h"
#include "runner/measure/compare/flips.h"
#include "runner/report/compare/compare.h"

/* What is tolerated unless something else is asked for: 2 points, 2 answers. */
#define GAMUT_COMPARING_DEFAULTS                              \
	((struct gamut_compare_options){                      \
		.margins = { [GAMUT_COMPARE_VALIDITY] = 0.02, \
	                     [GAMUT_COMPARE_YIELD] = 2 },     \
		.level = 0.05,                                \
		.form = GAMUT_FORM_CANONICAL })

/* From two paths to a comparison. */
struct gamut_comparing {
	/* Wanted. */
	struct gamut_compare_options options;
	bool is_allowed[GAMUT_MISFIT_COUNT];
	bool rescores; /* look for verdicts that changed */
	bool is_quiet; /* what is refused stands in `differences`, untold */

	/* Found. */
	struct gamut_sides sides; /* the base, the candidate */
	struct gamut_differences differences;
	struct gamut_flips flips;
	struct gamut_comparison result;
	struct gamut_arena arena;
};

/*
 * Score and compare the runs or files at `paths`, base first; `*comparing` is
 * {0} but for what is wanted. Where n differs, or samples are missing, and that
 * is allowed, both are cut to the same size, cell by cell.
 *
 * What differs and is not allowed is told, line by line, and refused:
 * GAMUT_EINVAL, or GAMUT_EINCOMPLETE where nothing but samples is amiss. Fails
 * also as gamut_sides_open() does. Release with gamut_comparing_close(),
 * whatever comes of it.
 */
GAMUT_MUST_USE
enum gamut_status gamut_comparing_open(struct gamut_comparing *comparing,
                                       const char *const paths[2],
                                       struct gamut_err *err);

/* What was found, to be written; valid as long as `comparing` is. */
struct gamut_compare_document gamut_comparing_document(
	const struct gamut_comparing *comparing);

void gamut_comparing_close(struct gamut_comparing *comparing);

/* Who `side` is, for people. */
struct gamut_compare_party gamut_comparing_party(const struct gamut_side *side);

#endif
