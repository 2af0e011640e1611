#ifndef GAMUT_CLI_COMPARING_H
#define GAMUT_CLI_COMPARING_H

#include "runner/cli/sides.h"
#include "runner/measure/compare/compare.h"
#include "runner/measure/compare/fit.h"
#include "runner/measure/compare/flips.h"

/* From two paths to a comparison. */
struct gamut_comparing {
	/* Wanted. */
	struct gamut_compare_options options;
	bool is_allowed[GAMUT_MISFIT_COUNT];
	bool rescores; /* look for verdicts that changed */

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
void gamut_comparing_close(struct gamut_comparing *comparing);

#endif
