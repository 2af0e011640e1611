#ifndef GAMUT_MEASURE_SHAPE_H
#define GAMUT_MEASURE_SHAPE_H

#include "runner/measure/counts.h"
#include "runner/measure/estimate/estimates.h"

/*
 * What can be said of one cell
 * ----------------------------
 * The estimators that reports show, over raw texts and over canonical forms.
 * Computed when a report is written; the costly ones, the error of a yield at k
 * and the null of the distance, are left to `gamut estimate`.
 */

/* The k of yields that are told, as far as there are so many draws. */
#define GAMUT_SHAPE_AT 3
extern const uint64_t gamut_shape_at[GAMUT_SHAPE_AT]; /* 10, 25, 50 */

/* The valid draws that uniqueness is told of. */
#define GAMUT_SHAPE_UNIQUENESS_AT 10

/* Of one form. Undefined is GAMUT_UNDEFINED. */
struct gamut_shape_form {
	double yield_se;
	struct gamut_interval yield_ci95;
	double yield_at[GAMUT_SHAPE_AT]; /* undefined above n */
	struct gamut_interval yield_at_ci95[GAMUT_SHAPE_AT];
	double uniqueness; /* undefined where nothing is valid */
	double uniqueness_at;
	double collision; /* undefined where fewer than two are */
	double collision_se;
	struct gamut_interval collision_ci95;
	double entropy;
	double effective_number;
	double seen_mass;
	double chao1;
	double distance_to_uniform;
	double top_share[GAMUT_ESTIMATES_TOPS];
};

/* The most frequent canonical forms that are named. */
#define GAMUT_SHAPE_TOP 5

struct gamut_shape {
	struct gamut_interval validity_ci95;
	/* By count, the largest first; of equal ones by their bytes. */
	struct gamut_counted top[GAMUT_SHAPE_TOP];
	size_t top_count;
	struct gamut_shape_form raw;
	struct gamut_shape_form canonical;
};

/* Texts are the cell's. */
struct gamut_shape gamut_shape_of(const struct gamut_cell *cell);

/* How `form`, which is one of its canonical forms, was spelt most often. */
struct gamut_str gamut_shape_spelling(const struct gamut_cell *cell,
                                      struct gamut_str form);

/* Fill `top` with the most frequent forms; returns how many there are. */
size_t gamut_shape_top(struct gamut_counted top[GAMUT_SHAPE_TOP],
                       const struct gamut_cell *cell);

#endif
