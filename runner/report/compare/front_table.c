#include <string.h>

#include "base/text.h"
#include "runner/report/compare/front_grids.h"

#define COLUMNS_DEFAULT 80
#define COLUMNS_MIN 60

/* Where sentences are broken. */
#define LINE_COLUMNS 78

/* The first word of `*rest`, cut off with the space behind it. */
static struct gamut_str take_word(struct gamut_str *rest)
{
	size_t n = gamut_str_find(*rest, GAMUT_STR(" "));
	struct gamut_str word = gamut_str_head(*rest, n);

	*rest = gamut_str_skip(*rest, n < rest->len ? n + 1 : n);
	return word;
}

static void add_wrapped(struct gamut_buf *out, struct gamut_str line,
                        size_t columns)
{
	struct gamut_buf shown = { 0 };
	struct gamut_str rest;
	size_t used = 0;

	gamut_text_show(&shown, line, 0);
	rest = gamut_buf_view(&shown);
	while (rest.len > 0) {
		struct gamut_str word = take_word(&rest);
		size_t width = gamut_text_columns(word);

		if (used > 0 && used + 1 + width > columns) {
			gamut_buf_add_char(out, '\n');
			used = 0;
		} else if (used > 0) {
			gamut_buf_add_char(out, ' ');
			used++;
		}
		gamut_buf_add(out, word);
		used += width;
	}
	gamut_buf_add_char(out, '\n');
	gamut_buf_release(&shown);
}

static void say_wide(struct gamut_buf *out, struct gamut_str line)
{
	add_wrapped(out, line, LINE_COLUMNS);
}

static void say_narrow(struct gamut_buf *out, struct gamut_str line)
{
	add_wrapped(out, line, COLUMNS_MIN);
}

static void draw(struct gamut_buf *out, struct gamut_grid *grid, size_t columns,
                 bool is_bold)
{
	gamut_buf_add_char(out, '\n');
	gamut_grid_draw(out, grid, columns, is_bold);
	gamut_grid_release(grid);
}

void gamut_front_table(struct gamut_buf *out,
                       const struct gamut_front_document *document,
                       const struct gamut_report_options *options)
{
	size_t columns = options->columns ? options->columns : COLUMNS_DEFAULT;
	struct gamut_grid grid;

	if (columns < COLUMNS_MIN)
		columns = COLUMNS_MIN;
	gamut_front_plot(out, document, columns);
	gamut_front_points_grid(&grid, document);
	draw(out, &grid, columns, options->has_colour);
	gamut_front_lines_grid(&grid, document);
	draw(out, &grid, columns, options->has_colour);
	gamut_buf_add_char(out, '\n');
	gamut_front_say(out, document,
	                columns < LINE_COLUMNS ? say_narrow : say_wide);
}

/* ------------------------------------------------------------- for GitHub */

/* As an item of a list, with no character left that Markdown knows. */
static void say_item(struct gamut_buf *out, struct gamut_str line)
{
	struct gamut_buf shown = { 0 };
	struct gamut_str rest;

	gamut_text_show(&shown, line, 0);
	rest = gamut_buf_view(&shown);
	gamut_buf_add(out, GAMUT_STR("- "));
	for (size_t i = 0; i < rest.len; i++) {
		if (strchr("\\`*_{}[]<>#|~!@&$", rest.ptr[i]))
			gamut_buf_addf(out, "&#%d;", rest.ptr[i]);
		else
			gamut_buf_add_char(out, rest.ptr[i]);
	}
	gamut_buf_add_char(out, '\n');
	gamut_buf_release(&shown);
}

void gamut_front_markdown(struct gamut_buf *out,
                          const struct gamut_front_document *document)
{
	struct gamut_grid grid;

	gamut_buf_add(out, GAMUT_STR("```text\n"));
	gamut_front_plot(out, document, COLUMNS_DEFAULT);
	gamut_buf_add(out, GAMUT_STR("```\n\n"));
	gamut_front_points_grid(&grid, document);
	gamut_report_grid_markdown(out, &grid);
	gamut_grid_release(&grid);
	gamut_buf_add_char(out, '\n');
	gamut_front_lines_grid(&grid, document);
	gamut_report_grid_markdown(out, &grid);
	gamut_grid_release(&grid);
	gamut_buf_add_char(out, '\n');
	gamut_front_say(out, document, say_item);
}
