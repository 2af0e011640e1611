#include "runner/report/figure/legend.h"

#include <stdlib.h>

#include "base/alloc.h"

/* A column of 8-point type, of fonts that are rather wide. */
#define COLUMN 4.75
#define SAMPLE 13.0 /* before a text: the mark */
#define LINE 9.0    /* that a line is longer */
#define GAP 9.0     /* behind it */
#define EDGE 7.0

struct cursor {
	double x;
	size_t row;
};

void gamut_legend_add(struct gamut_legend *legend,
                      const struct gamut_legend_item *item)
{
	legend->items = gamut_grow_array(legend->items, &legend->size,
	                                 legend->count,
	                                 sizeof(legend->items[0]));
	legend->items[legend->count++] = *item;
}

void gamut_legend_release(struct gamut_legend *legend)
{
	free(legend->items);
	gamut_arena_clear(&legend->arena);
	*legend = (struct gamut_legend){ 0 };
}

/* Where `item` stands; `*cursor` goes behind it. */
static struct cursor take_place(struct cursor *cursor, double width,
                                const struct gamut_legend_item *item)
{
	double needs = SAMPLE + (item->line ? LINE : 0) +
	               (double)item->columns * COLUMN;
	struct cursor at;

	if (cursor->x > EDGE &&
	    (item->begins_row || cursor->x + needs > width)) {
		cursor->x = EDGE;
		cursor->row++;
	}
	at = *cursor;
	cursor->x += needs + GAP;
	return at;
}

static size_t count_rows(const struct gamut_legend *legend)
{
	struct cursor cursor = { .x = EDGE };

	for (size_t i = 0; i < legend->count; i++)
		take_place(&cursor, legend->width, &legend->items[i]);
	return legend->count > 0 ? cursor.row + 1 : 0;
}

double gamut_legend_height(const struct gamut_legend *legend)
{
	return (double)count_rows(legend) * GAMUT_LEGEND_ROW;
}

static void add_sample(struct gamut_buf *out,
                       const struct gamut_legend_item *item, double x, double y)
{
	if (item->line)
		gamut_buf_addf(out,
		               "set arrow from screen %.1f/W, screen %.1f/H "
		               "to screen %.1f/W, screen %.1f/H nohead %s\n",
		               x - 4, y, x + 7 + LINE, y, item->line);
	if (item->box)
		gamut_buf_addf(out,
		               "set object rectangle from screen %.1f/W, "
		               "screen %.1f/H to screen %.1f/W, screen %.1f/H "
		               "%s\n",
		               x - 3, y - 3, x + 6, y + 3, item->box);
	for (size_t i = 0; i < 2; i++) {
		const char *mark = i == 0 ? item->mark : item->core;

		if (mark)
			gamut_buf_addf(out,
			               "set label '' at screen %.1f/W, screen "
			               "%.1f/H point %s\n",
			               x + 1.5 + (item->line ? LINE / 2 : 0), y,
			               mark);
	}
}

void gamut_legend_script(struct gamut_buf *out,
                         const struct gamut_legend *legend)
{
	size_t rows = count_rows(legend);
	struct cursor cursor = { .x = EDGE };

	if (rows > 0)
		gamut_buf_add(
			out, GAMUT_STR("\n# The legend, below the plot; in "
		                       "points from the lower left corner.\n"));
	for (size_t i = 0; i < legend->count; i++) {
		const struct gamut_legend_item *item = &legend->items[i];
		struct cursor at = take_place(&cursor, legend->width, item);
		double y = ((double)(rows - at.row) - 0.35) * GAMUT_LEGEND_ROW;

		add_sample(out, item, at.x, y);
		gamut_buf_addf(out,
		               "set label %s at screen %.1f/W, screen %.1f/H "
		               "left noenhanced\n",
		               item->text,
		               at.x + SAMPLE - 3 + (item->line ? LINE : 0), y);
	}
}
