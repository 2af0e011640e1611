#include "runner/report/figure/plane.h"

#include <math.h>
#include <stdlib.h>

#include "runner/report/figure/plane_parts.h"

#define RELATIVE_MOST 1.2

static size_t find_setting(const struct gamut_plane *plane,
                           struct gamut_str setting)
{
	size_t s = 0;

	while (s < plane->setting_count &&
	       !gamut_str_eq(plane->settings[s], setting))
		s++;
	return s;
}

static void find_settings(struct gamut_plane *plane)
{
	const struct gamut_front *front = plane->front;

	plane->settings = gamut_arena_new(&plane->arena, struct gamut_str,
	                                  front->count);
	plane->setting_of = gamut_arena_new(&plane->arena, size_t,
	                                    front->count);
	for (size_t i = 0; i < front->count; i++) {
		struct gamut_str setting = front->points[i].setting;

		if (find_setting(plane, setting) == plane->setting_count)
			plane->settings[plane->setting_count++] = setting;
	}
	qsort(plane->settings, plane->setting_count, sizeof(plane->settings[0]),
	      gamut_cell_setting_cmp);
	for (size_t i = 0; i < front->count; i++)
		plane->setting_of[i] =
			find_setting(plane, front->points[i].setting) + 1;
}

/* A setting's name for people; empty where there is one, not told. */
struct gamut_str gamut_plane_setting(const struct gamut_plane *plane, size_t s)
{
	if (plane->settings[s].len > 0)
		return plane->settings[s];
	return plane->setting_count > 1 ? GAMUT_STR("no setting") :
	                                  GAMUT_STR_EMPTY;
}

static void widen(struct gamut_plane_axis *axis, double low, double high)
{
	if (isnan(low) || isnan(high))
		return;
	axis->low = fmin(axis->low, low * axis->factor);
	axis->high = fmax(axis->high, high * axis->factor);
}

/* Room around what is drawn; a little above 100 %, so that marks are whole. */
static void finish_axis(struct gamut_plane_axis *axis)
{
	double range = fmax(axis->high - axis->low,
	                    fmax(fabs(axis->high) * 0.05, 1e-3));
	double room = range * 0.07;

	axis->low = fmax(axis->low - room, -0.03 * range);
	axis->high += room;
	if (isfinite(axis->most) && axis->most > 0)
		axis->high = fmin(axis->high, axis->most + 0.04 * range);
}

static struct gamut_plane_axis begin_axis(enum gamut_axis axis)
{
	double factor = gamut_axis_is_share(axis) ? 100 : 1;

	return (struct gamut_plane_axis){
		.factor = factor,
		.low = (double)INFINITY,
		.high = -(double)INFINITY,
		.most = factor * gamut_axis_most(axis),
	};
}

/*
 * Up to where an axis shows an ellipse. Few samples have large errors of
 * relative yield, next to which everything else would be small.
 */
static double reach(enum gamut_axis axis, double value, double away)
{
	if (axis != GAMUT_AXIS_RELATIVE_YIELD)
		return value + away;
	return fmax(value, fmin(value + away, RELATIVE_MOST));
}

static void find_ranges(struct gamut_plane *plane)
{
	const struct gamut_front *front = plane->front;

	plane->x = begin_axis(front->options.axes[0]);
	plane->y = begin_axis(front->options.axes[1]);
	for (size_t i = 0; i < front->count; i++) {
		const struct gamut_front_point *point = &front->points[i];
		double away_x = GAMUT_PLANE_ELLIPSE * fmax(point->x.se, 0);
		double away_y = GAMUT_PLANE_ELLIPSE * fmax(point->y.se, 0);

		widen(&plane->x, point->x.value - away_x,
		      reach(front->options.axes[0], point->x.value, away_x));
		widen(&plane->y, point->y.value - away_y,
		      reach(front->options.axes[1], point->y.value, away_y));
	}
	for (size_t i = 0; i < plane->document->reference_count; i++) {
		struct gamut_place at = plane->document->references[i].at;

		widen(&plane->x, at.x, at.x);
		widen(&plane->y, at.y, at.y);
	}
	widen(&plane->y, plane->ceiling / plane->y.factor,
	      plane->ceiling / plane->y.factor);
	finish_axis(&plane->x);
	finish_axis(&plane->y);
}

static void count_sweeps(struct gamut_plane *plane)
{
	const struct gamut_front *front = plane->front;
	size_t *conditions = gamut_arena_new(&plane->arena, size_t,
	                                     front->line_count);

	for (size_t i = 0; i < front->condition_count; i++)
		if (++conditions[front->conditions[i].line] == 2)
			plane->sweep_count++;
	plane->names_temperatures = plane->sweep_count == 1;
}

bool gamut_plane_is_sweep(const struct gamut_plane *plane, size_t line)
{
	const struct gamut_front *front = plane->front;
	size_t conditions = 0;

	for (size_t i = 0; i < front->condition_count; i++)
		conditions += front->conditions[i].line == line;
	return conditions > 1;
}

enum gamut_status gamut_figure_plane(
	struct gamut_figure *figure,
	const struct gamut_front_document *document, uint64_t absent,
	struct gamut_err *err)
{
	struct gamut_plane plane = {
		.figure = figure,
		.document = document,
		.front = document->front,
		.absent = absent,
	};

	if (plane.front->line_count > GAMUT_FIGURE_MODELS_MAX)
		return gamut_error(err, GAMUT_EINVAL,
		                   "a picture holds %d models, and these are "
		                   "%zu: name fewer runs",
		                   GAMUT_FIGURE_MODELS_MAX,
		                   plane.front->line_count);
	figure->what = "Validity and diversity";
	find_settings(&plane);
	count_sweeps(&plane);
	plane.ceiling = gamut_front_ceiling(plane.front) * plane.y.factor;
	find_ranges(&plane);
	gamut_plane_script(&plane, gamut_plane_data(&plane));
	gamut_arena_clear(&plane.arena);
	return GAMUT_OK;
}
