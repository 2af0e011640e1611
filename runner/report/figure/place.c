#include "runner/report/figure/place.h"

#include <math.h>

/* A box around a middle. */
struct box {
	double x;
	double y;
	double half_width;
	double half_height;
};

static bool overlap(const struct box *a, const struct box *b)
{
	return fabs(a->x - b->x) < a->half_width + b->half_width &&
	       fabs(a->y - b->y) < a->half_height + b->half_height;
}

static struct box name_box(const struct gamut_place_mark *mark, double x,
                           double y)
{
	return (struct box){
		.x = x,
		.y = y,
		.half_width = (double)mark->columns * GAMUT_PLACE_COLUMN / 2,
		.half_height = GAMUT_PLACE_HEIGHT / 2,
	};
}

static bool is_free(const struct gamut_place_mark *marks, size_t count,
                    const struct box *box)
{
	for (size_t i = 0; i < count; i++) {
		const struct box mark = { marks[i].x, marks[i].y, marks[i].half,
			                  marks[i].half };
		const struct box name = name_box(&marks[i], marks[i].name_x,
		                                 marks[i].name_y);

		if (overlap(box, &mark) ||
		    (marks[i].has_name && overlap(box, &name)))
			return false;
	}
	return true;
}

static bool is_within(const struct box *box, double width, double height)
{
	return box->x - box->half_width >= 0 &&
	       box->x + box->half_width <= width &&
	       box->y - box->half_height >= 0 &&
	       box->y + box->half_height <= height;
}

/* Where a line from `mark` comes to `box`. */
static void end_line(struct gamut_place_mark *mark, const struct box *box)
{
	mark->line_x = fmax(box->x - box->half_width,
	                    fmin(box->x + box->half_width, mark->x));
	mark->line_y = fmax(box->y - box->half_height,
	                    fmin(box->y + box->half_height, mark->y));
}

/* Is the line of marks[of] clear of other marks of that size? */
static bool is_line_free(const struct gamut_place_mark *marks, size_t count,
                         size_t of)
{
	const struct gamut_place_mark *mark = &marks[of];

	for (size_t i = 0; i < count; i++)
		for (size_t k = 1; k <= 8; k++) {
			double part = (double)k / 8;
			const struct box point = {
				.x = mark->x + part * (mark->line_x - mark->x),
				.y = mark->y + part * (mark->line_y - mark->y),
			};
			const struct box other = { marks[i].x, marks[i].y,
				                   marks[i].half,
				                   marks[i].half };

			if (i != of && marks[i].half >= mark->half &&
			    overlap(&point, &other))
				return false;
		}
	return true;
}

static void put(struct gamut_place_mark *marks, size_t count, size_t i,
                double width, double height)
{
	/* Right above first, as maps have it; then further away. */
	static const signed char sides[][2] = { { 1, 1 },  { -1, 1 },
		                                { 1, -1 }, { -1, -1 },
		                                { 1, 0 },  { -1, 0 },
		                                { 0, 1 },  { 0, -1 } };
	static const double gaps[] = { 0.3, 4, 8, 13 };
	struct gamut_place_mark *mark = &marks[i];
	const size_t count_sides = sizeof(sides) / sizeof(sides[0]);

	for (size_t k = 0; k < 4 * count_sides; k++) {
		double away = mark->half + gaps[k / count_sides];
		const signed char *side = sides[k % count_sides];
		struct box box = name_box(mark, mark->x, mark->y);

		box.x += side[0] *
		         (away + box.half_width - (side[1] != 0 ? 1.5 : 0));
		box.y += side[1] *
		         (away + box.half_height - (side[0] != 0 ? 1.5 : 0));
		if (!is_within(&box, width, height) ||
		    !is_free(marks, count, &box))
			continue;
		end_line(mark, &box);
		mark->has_line = k >= count_sides;
		if (mark->has_line && !is_line_free(marks, count, i))
			continue;
		mark->name_x = box.x;
		mark->name_y = box.y;
		mark->has_name = true;
		return;
	}
}

void gamut_place_names(struct gamut_place_mark *marks, size_t count,
                       double width, double height)
{
	for (size_t i = 0; i < count; i++)
		marks[i].has_name = marks[i].has_line = false;
	for (size_t i = 0; i < count; i++)
		if (marks[i].columns > 0)
			put(marks, count, i, width, height);
}
