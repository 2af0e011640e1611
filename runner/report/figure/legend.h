#ifndef GAMUT_REPORT_FIGURE_LEGEND_H
#define GAMUT_REPORT_FIGURE_LEGEND_H

#include "base/arena.h"
#include "base/buf.h"

/*
 * The legend below a picture
 * --------------------------
 * In rows, outside of the plot, so that it covers nothing; a script puts its
 * parts by points of type from the lower left corner, where an author can move
 * them. Its texts are expressions of the script: a stranger's are elements of
 * an array that the script reads from the data.
 */
struct gamut_legend_item {
	const char *text; /* "models[1]", "'front'" */
	const char *mark; /* of a label: "pt 7 lc rgb colour[1]"; or NULL */
	const char *core; /* a second mark upon it, or NULL */
	const char *line; /* of an arrow: "lc rgb grey dt 2"; or NULL */
	const char *box;  /* of a rectangle: "fs solid fc rgb 0"; or NULL */
	size_t columns;   /* of the text */
	bool begins_row;
};

/* A row's height, in points. */
#define GAMUT_LEGEND_ROW 10.5

struct gamut_legend {
	struct gamut_legend_item *items;
	size_t count;
	size_t size;
	double width; /* that there is, in points */
	struct gamut_arena arena;
};

/* Strings are kept as they are: literals, or in `legend->arena`. */
void gamut_legend_add(struct gamut_legend *legend,
                      const struct gamut_legend_item *item);

/* What it takes, in points. */
double gamut_legend_height(const struct gamut_legend *legend);

/* Add the commands that draw it. */
void gamut_legend_script(struct gamut_buf *out,
                         const struct gamut_legend *legend);

void gamut_legend_release(struct gamut_legend *legend);

#endif
