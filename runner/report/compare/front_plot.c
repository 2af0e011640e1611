#include "runner/report/compare/front.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

#define ROWS 17
#define COLUMNS_MIN 60
#define COLUMNS_MAX 100

/* Ticks that an axis has room for. */
#define TICKS_Y 5
#define TICKS_X 6

/* From low to high, both of them ticks, `step` apart. */
struct scale {
	double low;
	double high;
	double step;
	double factor; /* 100 where the axis is shown in percent */
	int decimals;
};

/* A column of the terminal: "" is empty. */
struct mark {
	char text[4]; /* a character, UTF-8 */
	bool is_taken;
};

struct canvas {
	struct scale x;
	struct scale y;
	size_t width;
	struct mark *marks; /* ROWS rows of `width`, the top one first */
};

struct spot {
	size_t row;
	size_t column;
};

/* ----------------------------------------------------------------- scales */

/* The smallest of 1, 2, 5, 10, 20, ... that is at least `least`. */
static double round_up(double least)
{
	double ten = pow(10, floor(log10(least)));
	double part = least / ten;

	if (part <= 1)
		return ten;
	if (part <= 2)
		return 2 * ten;
	return part <= 5 ? 5 * ten : 10 * ten;
}

static struct scale make_scale(double low, double high, size_t ticks,
                               enum gamut_axis axis)
{
	struct scale scale = { .factor = gamut_axis_is_share(axis) ? 100 : 1 };
	double range;

	low *= scale.factor;
	high *= scale.factor;
	/* A single place, or nearly so, stands in the middle. */
	range = fmax(high - low, fmax(fabs(high) * 0.02, 1e-3));
	scale.step = round_up(range / (double)ticks);
	scale.low = floor(low / scale.step) * scale.step;
	scale.high = ceil(high / scale.step) * scale.step;
	if (scale.high <= scale.low)
		scale.high = scale.low + scale.step;
	scale.decimals = (int)fmax(0, ceil(-log10(scale.step) - 1e-9));
	return scale;
}

static void widen(struct gamut_place *low, struct gamut_place *high,
                  const struct gamut_place *at)
{
	low->x = fmin(low->x, at->x);
	low->y = fmin(low->y, at->y);
	high->x = fmax(high->x, at->x);
	high->y = fmax(high->y, at->y);
}

static void set_scales(struct canvas *canvas,
                       const struct gamut_front_document *document)
{
	const struct gamut_front *front = document->front;
	struct gamut_place low = front->points[0].place.at;
	struct gamut_place high = low;

	for (size_t i = 1; i < front->count; i++)
		widen(&low, &high, &front->points[i].place.at);
	for (size_t i = 0; i < document->reference_count; i++)
		widen(&low, &high, &document->references[i].at);
	canvas->x = make_scale(low.x, high.x, TICKS_X, front->options.axes[0]);
	canvas->y = make_scale(low.y, high.y, TICKS_Y, front->options.axes[1]);
}

static size_t offset(const struct scale *scale, double value, size_t size)
{
	double share = (value - scale->low) / (scale->high - scale->low);

	return (size_t)lround(fmin(1, fmax(0, share)) * (double)(size - 1));
}

static struct spot spot_of(const struct canvas *canvas,
                           const struct gamut_place *at)
{
	return (struct spot){
		.row = ROWS - 1 -
		       offset(&canvas->y, at->y * canvas->y.factor, ROWS),
		.column = offset(&canvas->x, at->x * canvas->x.factor,
		                 canvas->width),
	};
}

/* ---------------------------------------------------------------- drawing */

static void put(struct canvas *canvas, size_t row, size_t column,
                const char *text)
{
	struct mark *mark = &canvas->marks[row * canvas->width + column];

	memcpy(mark->text, text, strlen(text) + 1);
}

/* All that the points of the front leave to others. */
static void draw_front(struct canvas *canvas, const struct gamut_front *front)
{
	struct spot last = { 0 };

	for (size_t i = 0; i < front->front_count; i++) {
		struct spot spot = spot_of(
			canvas, &front->points[front->front[i]].place.at);
		size_t column = last.column;

		if (i > 0) {
			put(canvas, last.row, column, "╮");
			for (size_t r = last.row + 1; r < spot.row; r++)
				put(canvas, r, column, "│");
			put(canvas, spot.row, column,
			    spot.row > last.row ? "╰" : "─");
			column++;
		}
		for (; column < spot.column; column++)
			put(canvas, spot.row, column, "─");
		last = spot;
	}
	put(canvas, last.row, last.column, "╮");
	for (size_t r = last.row + 1; r < ROWS; r++)
		put(canvas, r, last.column, "│");
}

/* Is there room for an id, with nothing but the front around it? */
static bool is_free(const struct canvas *canvas, size_t row, size_t column,
                    size_t width)
{
	if (row >= ROWS || column >= canvas->width ||
	    column + width > canvas->width)
		return false;
	for (size_t i = column > 0 ? column - 1 : 0;
	     i <= column + width && i < canvas->width; i++)
		if (canvas->marks[row * canvas->width + i].is_taken)
			return false;
	return true;
}

/* Write `id` at `spot`, or beside it; false where there is no place. */
static bool place_id(struct canvas *canvas, struct spot spot, const char *id)
{
	static const struct {
		int rows;
		int columns; /* in widths of the id */
	} beside[] = { { 0, 0 },  { 0, 1 },  { 0, -1 }, { -1, 0 },
		       { 1, 0 },  { -1, 1 }, { 1, 1 },  { -1, -1 },
		       { 1, -1 }, { 0, 2 },  { 0, -2 } };
	size_t width = strlen(id);

	/* An id at the right border begins before its point. */
	if (spot.column + width > canvas->width)
		spot.column = canvas->width - width;
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(beside); i++) {
		size_t row = spot.row + (size_t)beside[i].rows;
		size_t column = spot.column +
		                (size_t)beside[i].columns * (width + 1);

		if (!is_free(canvas, row, column, width))
			continue;
		for (size_t k = 0; k < width; k++) {
			const char text[2] = { id[k], '\0' };

			put(canvas, row, column + k, text);
			canvas->marks[row * canvas->width + column + k]
				.is_taken = true;
		}
		return true;
	}
	return false;
}

/* Those on the front, or the others; how many found no place. */
static size_t place_points(struct canvas *canvas,
                           const struct gamut_front *front, bool is_on_front)
{
	size_t hidden = 0;

	for (size_t i = 0; i < front->count; i++) {
		const struct gamut_front_point *point = &front->points[i];

		if (point->is_on_front == is_on_front)
			hidden += !place_id(canvas,
			                    spot_of(canvas, &point->place.at),
			                    point->id);
	}
	return hidden;
}

static size_t place_all(struct canvas *canvas,
                        const struct gamut_front_document *document)
{
	/* Those of the front first: they stand where they are. */
	size_t hidden = place_points(canvas, document->front, true);

	hidden += place_points(canvas, document->front, false);
	for (size_t i = 0; i < document->reference_count; i++) {
		const char id[2] = { (char)('1' + i % 9), '\0' };

		hidden += !place_id(
			canvas, spot_of(canvas, &document->references[i].at),
			id);
	}
	return hidden;
}

/* ---------------------------------------------------------------- writing */

/* The label of tick `i`. */
static struct gamut_str tick_label(const struct scale *scale, size_t i,
                                   struct gamut_arena *arena)
{
	double value = scale->low + (double)i * scale->step;

	/* Not "-0". */
	if (fabs(value) < scale->step / 2)
		value = 0;
	return gamut_arena_strf(arena, "%.*f", scale->decimals, value);
}

static size_t tick_count(const struct scale *scale)
{
	return (size_t)lround((scale->high - scale->low) / scale->step) + 1;
}

static size_t tick_place(const struct scale *scale, size_t i, size_t size)
{
	return offset(scale, scale->low + (double)i * scale->step, size);
}

static size_t widest_label(const struct scale *scale)
{
	struct gamut_arena arena = { 0 };
	size_t widest = 0;

	for (size_t i = 0; i < tick_count(scale); i++) {
		size_t len = tick_label(scale, i, &arena).len;

		if (len > widest)
			widest = len;
	}
	gamut_arena_clear(&arena);
	return widest;
}

static void add_spaces(struct gamut_buf *out, size_t count)
{
	for (size_t i = 0; i < count; i++)
		gamut_buf_add_char(out, ' ');
}

static void end_line(struct gamut_buf *out)
{
	while (out->len > 0 && out->ptr[out->len - 1] == ' ')
		out->len--;
	gamut_buf_add_char(out, '\n');
}

static void add_title(struct gamut_buf *out, enum gamut_axis axis)
{
	gamut_buf_addf(out, "%s%s", gamut_axis_title(axis),
	               gamut_axis_is_share(axis) ? " %" : "");
}

static void add_rows(struct gamut_buf *out, const struct canvas *canvas,
                     size_t margin)
{
	struct gamut_arena arena = { 0 };

	for (size_t row = 0; row < ROWS; row++) {
		struct gamut_str label = { 0 };

		for (size_t i = 0; i < tick_count(&canvas->y); i++)
			if (ROWS - 1 - tick_place(&canvas->y, i, ROWS) == row)
				label = tick_label(&canvas->y, i, &arena);
		add_spaces(out, margin - label.len);
		gamut_buf_add(out, label);
		gamut_buf_add(out, label.len > 0 ? GAMUT_STR(" ┤") :
		                                   GAMUT_STR(" │"));
		for (size_t column = 0; column < canvas->width; column++) {
			const char *text =
				canvas->marks[row * canvas->width + column]
					.text;

			gamut_buf_add(out, gamut_str_of(*text ? text : " "));
		}
		end_line(out);
	}
	gamut_arena_clear(&arena);
}

static bool has_tick(const struct scale *scale, size_t place, size_t size)
{
	for (size_t i = 0; i < tick_count(scale); i++)
		if (tick_place(scale, i, size) == place)
			return true;
	return false;
}

static void add_x_axis(struct gamut_buf *out, const struct canvas *canvas,
                       size_t margin)
{
	struct gamut_arena arena = { 0 };
	size_t used = 0;

	add_spaces(out, margin + 1);
	gamut_buf_add(out, GAMUT_STR("└"));
	for (size_t i = 0; i < canvas->width; i++)
		gamut_buf_add(out, has_tick(&canvas->x, i, canvas->width) ?
		                           GAMUT_STR("┬") :
		                           GAMUT_STR("─"));
	gamut_buf_add_char(out, '\n');
	for (size_t i = 0; i < tick_count(&canvas->x); i++) {
		struct gamut_str label = tick_label(&canvas->x, i, &arena);
		/* The middle of the label, as far as the line goes. */
		size_t at = margin + 2 +
		            tick_place(&canvas->x, i, canvas->width);
		size_t begin = at - label.len / 2;
		size_t last = margin + 2 + canvas->width;

		if (begin + label.len > last)
			begin = last - label.len;
		/* Labels that would run together are left out. */
		if (i > 0 && begin < used + 1)
			continue;
		add_spaces(out, begin - used);
		gamut_buf_add(out, label);
		used = begin + label.len;
	}
	end_line(out);
	gamut_arena_clear(&arena);
}

static size_t within(size_t value, size_t low, size_t high)
{
	if (value < low)
		return low;
	return value > high ? high : value;
}

void gamut_front_plot(struct gamut_buf *out,
                      const struct gamut_front_document *document,
                      size_t columns)
{
	const enum gamut_axis *axes = document->front->options.axes;
	struct canvas canvas = { 0 };
	size_t margin;
	size_t hidden;
	size_t before;

	columns = within(columns, COLUMNS_MIN, COLUMNS_MAX);
	set_scales(&canvas, document);
	margin = widest_label(&canvas.y);
	/* Tick labels of a double take no more than 20 columns. */
	canvas.width = columns - margin - 2;
	canvas.marks = gamut_alloc_array(ROWS * canvas.width,
	                                 sizeof(canvas.marks[0]));
	draw_front(&canvas, document->front);
	hidden = place_all(&canvas, document);
	add_title(out, axes[1]);
	gamut_buf_add_char(out, '\n');
	add_rows(out, &canvas, margin);
	add_x_axis(out, &canvas, margin);
	before = strlen(gamut_axis_title(axes[0])) +
	         (gamut_axis_is_share(axes[0]) ? 2 : 0);
	add_spaces(out, columns - before);
	add_title(out, axes[0]);
	gamut_buf_add_char(out, '\n');
	if (hidden > 0)
		gamut_buf_addf(out, "%zu %s not drawn: others stand there\n",
		               hidden, hidden == 1 ? "point is" : "points are");
	free(canvas.marks);
}
