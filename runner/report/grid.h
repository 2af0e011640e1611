#ifndef GAMUT_REPORT_GRID_H
#define GAMUT_REPORT_GRID_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

struct gamut_grid_cell {
	struct gamut_str text;
	bool is_number; /* from gamut_grid_add_double() */
};

/*
 * Rows of texts
 * -------------
 * What a table says, before it is drawn. The first row is its header, the
 * first column its labels. Columns behind it may stand in groups of
 * `group_columns`, each with a title. `{0}` with `columns` set is an empty
 * grid; texts may be a stranger's.
 */
struct gamut_grid {
	size_t columns;
	/*
	 * Column 1 tells rows of one label apart: it stands to the left and
	 * beside the labels wherever they are drawn, and is cut only where it
	 * is longer than 31 columns or half a line. Not with groups.
	 */
	bool has_keys;
	size_t group_columns; /* 0: no groups */
	struct gamut_str *groups;
	size_t group_count;
	struct gamut_grid_cell *cells; /* row by row */
	size_t count; /* of cells, a multiple of `columns` when done */
	size_t size;
	struct gamut_arena arena; /* of the texts */
};

/* Add a cell with a copy of `text`. */
void gamut_grid_add(struct gamut_grid *grid, struct gamut_str text);

GAMUT_PRINTF(2, 3)
void gamut_grid_addf(struct gamut_grid *grid, const char *fmt, ...);

/*
 * Add a number as in JSON, the shortest decimal that reads back, or an empty
 * cell where it is undefined. For CSV: there a text that begins with a minus
 * is kept from being taken for a formula, and a number is not.
 */
void gamut_grid_add_double(struct gamut_grid *grid, double value);

void gamut_grid_release(struct gamut_grid *grid);

/*
 * Of a grid that is done: what is not whole rows is a bug, as all that is drawn
 * or written of it would stand in other columns.
 */
size_t gamut_grid_rows(const struct gamut_grid *grid);
struct gamut_str gamut_grid_at(const struct gamut_grid *grid, size_t row,
                               size_t column);

/* Was that cell added as a number? */
bool gamut_grid_is_number(const struct gamut_grid *grid, size_t row,
                          size_t column);

/*
 * Draw it for a terminal: labels to the left, numbers to the right, header
 * bold where `is_bold`. Where a line would be longer than `max_columns`, labels
 * are cut, as gamut_labels_fit() does; of a table without groups, columns are
 * drawn below the others, with labels of their own, before these are cut to
 * less than 18, or 12 beside keys. Numbers never are cut.
 */
void gamut_grid_draw(struct gamut_buf *out, const struct gamut_grid *grid,
                     size_t max_columns, bool is_bold);

/*
 * Leave columns out, as long as lines would be longer than `max_columns` with
 * whole labels: the `count` ones of `order`, one after another, each counted in
 * the grid as it then is; not labels nor keys. Of a grid without groups.
 */
void gamut_grid_narrow(struct gamut_grid *grid, size_t max_columns,
                       const size_t *order, size_t count);

#endif
