#ifndef GAMUT_REPORT_FIGURE_PLACE_H
#define GAMUT_REPORT_FIGURE_PLACE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Where names of points stand
 * ---------------------------
 * In points of type (1/72 inch) from the lower left corner of a plot.
 */
struct gamut_place_mark {
	double x;
	double y;
	double half; /* of what it takes, in either direction */
	/* Columns of its name; 0: it has none, and is only in the way. */
	size_t columns;
	/* Where the name's middle is to stand, if it does. */
	double name_x;
	double name_y;
	bool has_name;
	/* It is so far away that a line is to lead there, ending here. */
	bool has_line;
	double line_x;
	double line_y;
};

/* The usual `half`. */
#define GAMUT_PLACE_MARK 3.2

/* What a column of 7-point type takes, and its height. */
#define GAMUT_PLACE_COLUMN 4.4
#define GAMUT_PLACE_HEIGHT 7.0

/*
 * Put each name beside its mark, within `width` times `height`, where it covers
 * neither a mark nor a name that was put before; names that find no place have
 * none. A line to a name crosses no mark. O(count^2).
 */
void gamut_place_names(struct gamut_place_mark *marks, size_t count,
                       double width, double height);

#endif
