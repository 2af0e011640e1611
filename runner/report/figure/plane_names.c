#include <math.h>

#include "base/text.h"
#include "runner/report/figure/plane_parts.h"

struct gamut_str gamut_plane_point(struct gamut_plane *plane, size_t i)
{
	const struct gamut_front *front = plane->front;
	const struct gamut_front_point *point = &front->points[i];

	if (front->count > GAMUT_PLANE_NAMES_MAX)
		return GAMUT_STR_EMPTY;
	if (!plane->names_temperatures ||
	    !gamut_plane_is_sweep(plane, point->condition->line))
		return gamut_str_of(point->id);
	if (i > 0 && front->points[i - 1].condition == point->condition)
		return GAMUT_STR_EMPTY;
	return gamut_arena_strf(&plane->arena, "%g",
	                        point->condition->temperature);
}

/* A place of the front in points of type. */
static struct gamut_place_mark mark_at(const struct gamut_plane *plane,
                                       struct gamut_place at)
{
	return (struct gamut_place_mark){
		.x = (at.x * plane->x.factor - plane->x.low) /
		     (plane->x.high - plane->x.low) * GAMUT_PLANE_WIDTH,
		.y = (at.y * plane->y.factor - plane->y.low) /
		     (plane->y.high - plane->y.low) * GAMUT_PLANE_HEIGHT,
		.half = GAMUT_PLACE_MARK,
	};
}

static struct gamut_place place_of(const struct gamut_front_point *point)
{
	return (struct gamut_place){ point->x.value, point->y.value };
}

/* Small marks along a line, so that no name stands on it. */
#define STEPS ((size_t)24)

static size_t mark_line(struct gamut_place_mark *marks,
                        const struct gamut_place_mark *from,
                        const struct gamut_place_mark *to)
{
	for (size_t i = 0; i < STEPS; i++) {
		double part = ((double)i + 0.5) / (double)STEPS;

		marks[i] = (struct gamut_place_mark){
			.x = from->x + part * (to->x - from->x),
			.y = from->y + part * (to->y - from->y),
			.half = 0.8,
		};
	}
	return STEPS;
}

/* Returns how many marks the lines of sweeps are. */
static size_t mark_sweeps(struct gamut_place_mark *marks,
                          const struct gamut_plane *plane,
                          const struct gamut_place_mark *points)
{
	const struct gamut_front *front = plane->front;
	size_t count = 0;

	for (size_t l = 0; l < front->line_count; l++) {
		const struct gamut_front_line *line = &front->lines[l];

		if (!gamut_plane_is_sweep(plane, l))
			continue;
		for (size_t i = 1; i < line->count; i++)
			if (plane->setting_of[line->points[i]] ==
			    plane->setting_of[line->points[i - 1]])
				count += mark_line(marks + count,
				                   &points[line->points[i - 1]],
				                   &points[line->points[i]]);
	}
	return count;
}

/* Those of the staircase and of the ceiling. */
static size_t mark_front(struct gamut_place_mark *marks,
                         const struct gamut_plane *plane,
                         const struct gamut_place_mark *points)
{
	const struct gamut_front *front = plane->front;
	struct gamut_place_mark from = { .x = 0 };
	struct gamut_place_mark corner;
	size_t count = 0;

	for (size_t i = 0; i < front->front_count; i++) {
		const struct gamut_place_mark *to = &points[front->front[i]];

		corner = (struct gamut_place_mark){ .x = from.x, .y = to->y };
		if (i > 0)
			count += mark_line(marks + count, &from, &corner);
		count += mark_line(marks + count, &corner, to);
		from = *to;
	}
	corner = (struct gamut_place_mark){ .x = from.x };
	count += mark_line(marks + count, &from, &corner);
	if (!isnan(plane->ceiling)) {
		const struct gamut_place at = { .y = plane->ceiling /
			                             plane->y.factor };

		from = mark_at(plane, at);
		from.x = 0;
		corner = from;
		corner.x = GAMUT_PLANE_WIDTH;
		count += mark_line(marks + count, &from, &corner);
	}
	return count;
}

struct gamut_place_mark *gamut_plane_names(struct gamut_plane *plane)
{
	const struct gamut_front *front = plane->front;
	const struct gamut_front_document *document = plane->document;
	size_t count = front->count + document->reference_count;
	struct gamut_place_mark *marks =
		gamut_arena_new(&plane->arena, struct gamut_place_mark,
	                        count + 3 * STEPS * (front->count + 2));

	for (size_t i = 0; i < front->count; i++) {
		marks[i] = mark_at(plane, place_of(&front->points[i]));
		marks[i].columns =
			gamut_text_columns(gamut_plane_point(plane, i));
	}
	for (size_t i = 0; i < document->reference_count; i++) {
		struct gamut_place_mark *mark = &marks[front->count + i];

		*mark = mark_at(plane, document->references[i].at);
		mark->half = 4.8;
		mark->columns =
			gamut_text_columns(document->references[i].label);
	}
	if (front->count <= GAMUT_PLANE_NAMES_MAX) {
		count += mark_sweeps(marks + count, plane, marks);
		count += mark_front(marks + count, plane, marks);
	}
	gamut_place_names(marks, count, GAMUT_PLANE_WIDTH, GAMUT_PLANE_HEIGHT);
	return marks;
}
