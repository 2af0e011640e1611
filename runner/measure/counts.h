#ifndef GAMUT_MEASURE_COUNTS_H
#define GAMUT_MEASURE_COUNTS_H

#include "runner/measure/cell.h"
#include "runner/measure/estimate/spectrum.h"
#include "runner/measure/estimate/target.h"

/*
 * How often each valid answer of a cell came
 * ------------------------------------------
 * The bridge from cells to estimators.
 */

/* When two valid answers are one. */
enum gamut_form {
	GAMUT_FORM_RAW,      /* byte for byte, as in the paper */
	GAMUT_FORM_CANONICAL /* they are the same thing */
};

struct gamut_counted {
	struct gamut_str text;
	uint64_t count; /* valid completions, at least 1 */
};

struct gamut_counts {
	struct gamut_counted *of; /* different, by their bytes */
	size_t count;
	uint64_t n;       /* completions scored */
	uint64_t invalid; /* of these, not valid */
	uint64_t space;   /* forms or strings there are, or GAMUT_UNBOUNDED */
};

/*
 * The counts of `cell`. The list lives in `arena`, its texts as long as the
 * cell. O(answers log answers).
 */
struct gamut_counts gamut_counts_of(const struct gamut_cell *cell,
                                    enum gamut_form form,
                                    struct gamut_arena *arena);

/*
 * How each canonical form of `cell` was spelt most often, of equally often the
 * first by its bytes, for people: canonical forms may be numbers of things. In
 * the order of `forms`, in `arena`; empty where no valid completion means it.
 */
struct gamut_str *gamut_counts_spellings(const struct gamut_cell *cell,
                                         struct gamut_arena *arena);

/* That of the form `text`; itself where `cell` has no such form. */
struct gamut_str gamut_counts_spelling(const struct gamut_cell *cell,
                                       const struct gamut_str *spellings,
                                       struct gamut_str text);

/*
 * How often each form of the target came that `cell`'s task has, in the order
 * of the target; the counts live in `arena`. False, leaving `*out` alone, where
 * the task has none. O(forms of both).
 */
bool gamut_counts_at_target(struct gamut_target_sample *out,
                            const struct gamut_cell *cell,
                            struct gamut_arena *arena);

/* Their spectrum, in `arena`. */
struct gamut_spectrum gamut_counts_spectrum(const struct gamut_counts *counts,
                                            struct gamut_arena *arena);

#endif
