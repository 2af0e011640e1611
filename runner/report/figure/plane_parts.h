#ifndef GAMUT_REPORT_FIGURE_PLANE_PARTS_H
#define GAMUT_REPORT_FIGURE_PLANE_PARTS_H

#include "runner/report/figure/place.h"
#include "runner/report/figure/plane.h"

/*
 * The steps of gamut_figure_plane()
 * ---------------------------------
 * Nothing else includes this.
 */

/* In points: the plot, and what is around it. */
#define GAMUT_PLANE_HEIGHT 165.0
#define GAMUT_PLANE_LEFT 36.0
#define GAMUT_PLANE_RIGHT 7.0
#define GAMUT_PLANE_ALL (GAMUT_FIGURE_COLUMN_MM * GAMUT_FIGURE_PT_PER_MM)
#define GAMUT_PLANE_WIDTH \
	(GAMUT_PLANE_ALL - GAMUT_PLANE_LEFT - GAMUT_PLANE_RIGHT)

/* An ellipse that holds 95 %: the root of chi squared's quantile, of two. */
#define GAMUT_PLANE_ELLIPSE 2.447747

/* More marks than this go without names. */
#define GAMUT_PLANE_NAMES_MAX 60

/* The most columns of a name in the legend. */
#define GAMUT_PLANE_LABEL 47

/* What is drawn of one axis, in its own units: percent for a share. */
struct gamut_plane_axis {
	double factor;
	double low;
	double high;
	double most; /* INFINITY: nothing bounds it */
};

struct gamut_plane {
	struct gamut_figure *figure;
	const struct gamut_front_document *document;
	const struct gamut_front *front;
	uint64_t absent;
	struct gamut_str *settings; /* different ones */
	size_t setting_count;
	size_t *setting_of; /* of each point, from 1 */
	struct gamut_plane_axis x;
	struct gamut_plane_axis y;
	double ceiling; /* undefined: none */
	size_t sweep_count;
	bool names_temperatures; /* instead of ids, at the one sweep */
	struct gamut_arena arena;
};

/* Have several conditions that line? */
bool gamut_plane_is_sweep(const struct gamut_plane *plane, size_t line);

/* A setting's name for people; empty where there is one, not told. */
struct gamut_str gamut_plane_setting(const struct gamut_plane *plane, size_t s);

/* What the legend calls a line; in the plane's arena. */
struct gamut_str gamut_plane_model(struct gamut_plane *plane, size_t line);

/*
 * What stands beside point `i`: its id, or a sweep's temperature at one point
 * of each of its conditions; empty: nothing. In the plane's arena.
 */
struct gamut_str gamut_plane_point(struct gamut_plane *plane, size_t i);

/*
 * Marks of points, then of references, with the places of their names; in the
 * plane's arena.
 */
struct gamut_place_mark *gamut_plane_names(struct gamut_plane *plane);

/* Fill the figure's data; returns how many lines of sweeps there are. */
size_t gamut_plane_data(struct gamut_plane *plane);

/* Fill its script. */
void gamut_plane_script(struct gamut_plane *plane, size_t sweeps);

#endif
