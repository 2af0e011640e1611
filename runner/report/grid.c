#include "runner/report/grid.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/json.h"
#include "base/status.h"
#include "base/text.h"
#include "runner/report/inert.h"
#include "runner/report/labels.h"

/* The narrowest that labels are cut to. */
#define LABEL_MIN 8

/*
 * And where no columns stand in groups: of a table that would need less the
 * columns that do not fit are drawn below the others.
 */
#define LABEL_KEPT 18

/* Beside a column of keys, which tells the rows of one label apart. */
#define LABEL_KEPT_BESIDE_KEYS 12

/* Any setting of ours with a remark; a stranger's may be longer. */
#define KEY_MAX ((size_t)31)

/* Where things stand in a line. */
struct layout {
	size_t *widths;   /* of the columns, `grid->columns` of them */
	size_t gap;       /* before a column */
	size_t group_gap; /* before the first column of a group */
	size_t first;     /* column behind labels and keys that is drawn */
	size_t end;       /* and behind the last one */
	struct gamut_str *labels; /* as they are drawn, a row each */
};

/* Add a cell with `text`, which lives as long as the grid. */
static void add_kept(struct gamut_grid *grid, struct gamut_str text,
                     bool is_number)
{
	grid->cells = gamut_grow_array(grid->cells, &grid->size, grid->count,
	                               sizeof(grid->cells[0]));
	grid->cells[grid->count++] = (struct gamut_grid_cell){
		.text = text, .is_number = is_number
	};
}

void gamut_grid_add(struct gamut_grid *grid, struct gamut_str text)
{
	add_kept(grid, gamut_arena_copy(&grid->arena, text), false);
}

void gamut_grid_add_double(struct gamut_grid *grid, double value)
{
	struct gamut_buf text = { 0 };
	struct gamut_json json = { .out = &text };

	if (!isnan(value))
		gamut_json_double(&json, value);
	add_kept(grid, gamut_arena_copy(&grid->arena, gamut_buf_view(&text)),
	         true);
	gamut_buf_release(&text);
}

void gamut_grid_addf(struct gamut_grid *grid, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	add_kept(grid, gamut_arena_vstrf(&grid->arena, fmt, args), false);
	va_end(args);
}

void gamut_grid_release(struct gamut_grid *grid)
{
	free(grid->cells);
	gamut_arena_clear(&grid->arena);
	*grid = (struct gamut_grid){ 0 };
}

size_t gamut_grid_rows(const struct gamut_grid *grid)
{
	if (grid->count % grid->columns != 0)
		GAMUT_BUG("%zu cells are no rows of %zu columns", grid->count,
		          grid->columns);
	return grid->count / grid->columns;
}

static const struct gamut_grid_cell *cell_at(const struct gamut_grid *grid,
                                             size_t row, size_t column)
{
	if (row >= gamut_grid_rows(grid) || column >= grid->columns)
		GAMUT_BUG("no cell %zu, %zu", row, column);
	return &grid->cells[row * grid->columns + column];
}

struct gamut_str gamut_grid_at(const struct gamut_grid *grid, size_t row,
                               size_t column)
{
	return cell_at(grid, row, column)->text;
}

bool gamut_grid_is_number(const struct gamut_grid *grid, size_t row,
                          size_t column)
{
	return cell_at(grid, row, column)->is_number;
}

static size_t columns_of(struct gamut_str text)
{
	struct gamut_buf shown = { 0 };
	size_t columns;

	gamut_inert_show(&shown, text, 0);
	columns = gamut_text_columns(gamut_buf_view(&shown));
	gamut_buf_release(&shown);
	return columns;
}

/* Columns that are drawn again wherever others are. */
static size_t label_columns(const struct gamut_grid *grid)
{
	return grid->has_keys ? 2 : 1;
}

static bool begins_group(const struct gamut_grid *grid, size_t column)
{
	return grid->group_columns == 0 ||
	       (column - 1) % grid->group_columns == 0;
}

static size_t gap_before(const struct gamut_grid *grid,
                         const struct layout *layout, size_t column)
{
	return begins_group(grid, column) ? layout->group_gap : layout->gap;
}

static size_t total_of(const struct gamut_grid *grid,
                       const struct layout *layout)
{
	size_t total = layout->widths[0];

	for (size_t i = 1; i < label_columns(grid); i++)
		total += layout->gap + layout->widths[i];
	for (size_t i = layout->first; i < layout->end; i++)
		total += gap_before(grid, layout, i) + layout->widths[i];
	return total;
}

/* Make room for titles that are wider than their columns, where there is. */
static void widen_groups(struct layout *layout, const struct gamut_grid *grid,
                         size_t max_columns)
{
	for (size_t g = 0; g < grid->group_count; g++) {
		size_t first = 1 + g * grid->group_columns;
		size_t wanted = columns_of(grid->groups[g]);
		size_t width = (grid->group_columns - 1) * layout->gap;

		for (size_t i = 0; i < grid->group_columns; i++)
			width += layout->widths[first + i];
		if (wanted > width &&
		    total_of(grid, layout) + wanted - width <= max_columns)
			layout->widths[first] += wanted - width;
	}
}

static void measure(struct layout *layout, const struct gamut_grid *grid,
                    size_t max_columns)
{
	size_t most = KEY_MAX < max_columns / 2 ? KEY_MAX : max_columns / 2;

	for (size_t i = 0; i < grid->count; i++) {
		size_t width = columns_of(grid->cells[i].text);
		size_t *widest = &layout->widths[i % grid->columns];

		if (width > *widest)
			*widest = width;
	}
	if (grid->has_keys && layout->widths[1] > most)
		layout->widths[1] = most;
}

/* What of `width` is left where a line is that much too long. */
static size_t cut(size_t width, size_t over, size_t least)
{
	size_t spare = width > least ? width - least : 0;

	return width - (over < spare ? over : spare);
}

/* Leave columns at the end to the next draw, where lines become too long. */
static void fold(struct layout *layout, const struct gamut_grid *grid,
                 size_t max_columns)
{
	size_t label = layout->widths[0];
	size_t kept = grid->has_keys ? LABEL_KEPT_BESIDE_KEYS : LABEL_KEPT;

	while (layout->end > layout->first + 1) {
		size_t total = total_of(grid, layout);

		layout->widths[0] = cut(
			label, total > max_columns ? total - max_columns : 0,
			kept);
		if (total_of(grid, layout) <= max_columns)
			return;
		layout->widths[0] = label;
		layout->end--;
	}
}

/* For columns from `layout->first` on; sets `layout->end`. */
static void lay_out(struct layout *layout, const struct gamut_grid *grid,
                    size_t max_columns)
{
	size_t total;

	layout->end = grid->columns;
	layout->gap = 1;
	layout->group_gap = 2;
	if (total_of(grid, layout) > max_columns)
		layout->group_gap = 1;
	if (grid->group_columns == 0)
		fold(layout, grid, max_columns);
	total = total_of(grid, layout);
	if (total > max_columns)
		layout->widths[0] = cut(layout->widths[0], total - max_columns,
		                        LABEL_MIN);
	widen_groups(layout, grid, max_columns);
}

static void add_spaces(struct gamut_buf *out, size_t count)
{
	for (size_t i = 0; i < count; i++)
		gamut_buf_add_char(out, ' ');
}

/* `text` in `width` columns, to the left or to the right. */
static void add_padded(struct gamut_buf *out, struct gamut_str text,
                       size_t width, bool is_right)
{
	struct gamut_buf shown = { 0 };
	size_t columns;

	/* 0 would stand for no limit */
	if (width > 0)
		gamut_inert_show(&shown, text, width);
	columns = gamut_text_columns(gamut_buf_view(&shown));
	if (is_right && columns < width)
		add_spaces(out, width - columns);
	gamut_buf_add(out, gamut_buf_view(&shown));
	if (!is_right && columns < width)
		add_spaces(out, width - columns);
	gamut_buf_release(&shown);
}

static void end_line(struct gamut_buf *out)
{
	while (out->len > 0 && out->ptr[out->len - 1] == ' ')
		out->len--;
	gamut_buf_add_char(out, '\n');
}

static void draw_groups(struct gamut_buf *out, const struct gamut_grid *grid,
                        const struct layout *layout)
{
	add_spaces(out, layout->widths[0]);
	for (size_t g = 0; g < grid->group_count; g++) {
		size_t first = 1 + g * grid->group_columns;
		size_t width = 0;

		for (size_t i = 0; i < grid->group_columns; i++)
			width += layout->widths[first + i] + layout->gap;
		add_spaces(out, layout->group_gap);
		add_padded(out, grid->groups[g], width - layout->gap, false);
	}
	end_line(out);
}

static void draw_row(struct gamut_buf *out, const struct gamut_grid *grid,
                     const struct layout *layout, size_t row)
{
	gamut_buf_add(out, layout->labels[row]);
	add_spaces(out,
	           layout->widths[0] - gamut_text_columns(layout->labels[row]));
	if (grid->has_keys) {
		add_spaces(out, layout->gap);
		add_padded(out, gamut_grid_at(grid, row, 1), layout->widths[1],
		           false);
	}
	for (size_t i = layout->first; i < layout->end; i++) {
		add_spaces(out, gap_before(grid, layout, i));
		add_padded(out, gamut_grid_at(grid, row, i), layout->widths[i],
		           true);
	}
	end_line(out);
}

/* The header apart: it is no name among the others. */
static void fit_labels(struct layout *layout, const struct gamut_grid *grid,
                       struct gamut_arena *arena)
{
	size_t rows = gamut_grid_rows(grid);

	layout->labels = gamut_arena_new(arena, struct gamut_str, rows);
	/* Of no columns nothing is shown. */
	if (layout->widths[0] == 0)
		return;
	for (size_t row = 0; row < rows; row++)
		layout->labels[row] = gamut_grid_at(grid, row, 0);
	gamut_labels_fit(layout->labels, 1, layout->widths[0], arena);
	gamut_labels_fit(layout->labels + 1, rows - 1, layout->widths[0],
	                 arena);
}

/* All rows, and the columns that fit. */
static void draw_part(struct gamut_buf *out, const struct gamut_grid *grid,
                      const struct layout *layout, bool is_bold)
{
	if (is_bold)
		gamut_buf_add(out, GAMUT_STR("\x1b[1m"));
	if (grid->group_count > 0)
		draw_groups(out, grid, layout);
	draw_row(out, grid, layout, 0);
	if (is_bold)
		gamut_buf_add(out, GAMUT_STR("\x1b[0m"));
	for (size_t row = 1; row < gamut_grid_rows(grid); row++)
		draw_row(out, grid, layout, row);
}

void gamut_grid_draw(struct gamut_buf *out, const struct gamut_grid *grid,
                     size_t max_columns, bool is_bold)
{
	struct layout layout = {
		.widths = gamut_alloc_array(grid->columns, sizeof(size_t)),
		.first = label_columns(grid),
	};
	struct gamut_arena arena = { 0 };
	size_t label;

	measure(&layout, grid, max_columns);
	label = layout.widths[0];
	do {
		layout.widths[0] = label;
		lay_out(&layout, grid, max_columns);
		fit_labels(&layout, grid, &arena);
		draw_part(out, grid, &layout, is_bold);
		gamut_arena_reset(&arena);
		layout.first = layout.end;
	} while (layout.first < grid->columns);
	gamut_arena_clear(&arena);
	free(layout.widths);
}

void gamut_grid_narrow(struct gamut_grid *grid, size_t max_columns,
                       const size_t *order, size_t count)
{
	struct layout layout = {
		.widths = gamut_alloc_array(grid->columns, sizeof(size_t)),
		.gap = 1,
		.group_gap = 1,
		.first = label_columns(grid),
		.end = grid->columns,
	};

	measure(&layout, grid, max_columns);
	for (size_t i = 0; i < count; i++) {
		size_t kept = 0;

		if (total_of(grid, &layout) <= max_columns)
			break;
		if (order[i] < label_columns(grid) || order[i] >= grid->columns)
			GAMUT_BUG("no column %zu to leave out", order[i]);
		for (size_t k = 0; k < grid->count; k++)
			if (k % grid->columns != order[i])
				grid->cells[kept++] = grid->cells[k];
		grid->count = kept;
		grid->columns--;
		layout.end--;
		for (size_t k = order[i]; k < grid->columns; k++)
			layout.widths[k] = layout.widths[k + 1];
	}
	free(layout.widths);
}
