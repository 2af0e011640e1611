#include <math.h>

#include "runner/report/figure/plane_parts.h"

/* X(NAME, "column"): the numbers of a row. */
#define COLUMN_MAP(X)                 \
	X(X, "x")                     \
	X(Y, "y")                     \
	X(X_SE, "x_se")               \
	X(Y_SE, "y_se")               \
	X(CORRELATION, "correlation") \
	X(X_LOW, "x_low")             \
	X(X_HIGH, "x_high")           \
	X(Y_LOW, "y_low")             \
	X(Y_HIGH, "y_high")           \
	X(LABEL_X, "label_x")         \
	X(LABEL_Y, "label_y")         \
	X(LINE_X, "line_x")           \
	X(LINE_Y, "line_y")

enum column {
#define X(name, text) GAMUT_COLUMN_##name,
	COLUMN_MAP(X)
#undef X
	GAMUT_COLUMN_COUNT
};

struct row {
	const char *kind;
	size_t number;
	size_t model;   /* from 1; 0: none */
	size_t setting; /* likewise */
	struct gamut_str label;
	double of[GAMUT_COLUMN_COUNT];
};

static struct row make_row(const char *kind)
{
	struct row row = { .kind = kind };

	for (size_t i = 0; i < GAMUT_COLUMN_COUNT; i++)
		row.of[i] = GAMUT_UNDEFINED;
	return row;
}

static void add_number(struct gamut_grid *grid, size_t number)
{
	if (number > 0)
		gamut_figure_add_count(grid, number);
	else
		gamut_figure_add_empty(grid, 1);
}

static void add_row(struct gamut_plane *plane, const struct row *row)
{
	struct gamut_grid *grid = &plane->figure->data;

	gamut_grid_add(grid, gamut_str_of(row->kind));
	add_number(grid, row->number);
	add_number(grid, row->model);
	add_number(grid, row->setting);
	gamut_figure_add_label(grid, row->label, GAMUT_PLANE_LABEL);
	for (size_t i = 0; i < GAMUT_COLUMN_COUNT; i++)
		gamut_grid_add_double(grid, row->of[i]);
}

static void add_columns(struct gamut_plane *plane)
{
	static const char *const names[] = { "kind",       "number", "model",
		                             "setting",    "label",
#define X(name, text) text,
		                             COLUMN_MAP(X)
#undef X
	};

	gamut_figure_columns(plane->figure, names, GAMUT_ARRAY_LEN(names));
}

static void put_at(struct row *row, const struct gamut_plane *plane, double x,
                   double y)
{
	row->of[GAMUT_COLUMN_X] = x * plane->x.factor;
	row->of[GAMUT_COLUMN_Y] = y * plane->y.factor;
}

/* "A-C, G": the ids of the points of `line`. */
static struct gamut_str list_ids(struct gamut_plane *plane, size_t line)
{
	const struct gamut_front *front = plane->front;
	struct gamut_buf ids = { 0 };
	struct gamut_str list;
	size_t i = 0;

	while (i < front->count) {
		size_t begin = i;

		while (i < front->count &&
		       front->points[i].condition->line == line)
			i++;
		if (i > begin)
			gamut_buf_addf(&ids, "%s%s", ids.len > 0 ? ", " : "",
			               front->points[begin].id);
		if (i > begin + 1)
			gamut_buf_addf(&ids, "\u2013%s",
			               front->points[i - 1].id);
		i += i == begin;
	}
	list = gamut_arena_copy(&plane->arena, gamut_buf_view(&ids));
	gamut_buf_release(&ids);
	return list;
}

/* What the legend calls a line, or a sweep. */
struct gamut_str gamut_plane_model(struct gamut_plane *plane, size_t line)
{
	const struct gamut_front *front = plane->front;
	bool is_simulated = false;
	struct gamut_str ids = GAMUT_STR_EMPTY;

	for (size_t i = 0; i < front->condition_count; i++)
		if (front->conditions[i].line == line)
			is_simulated = front->conditions[i].is_simulated;
	if (front->count <= GAMUT_PLANE_NAMES_MAX &&
	    !(plane->names_temperatures && gamut_plane_is_sweep(plane, line)))
		ids = list_ids(plane, line);
	return gamut_arena_strf(&plane->arena, "%.*s%s%.*s%s",
	                        GAMUT_STR_ARG(ids), ids.len > 0 ? ": " : "",
	                        GAMUT_STR_ARG(front->lines[line].label),
	                        is_simulated ? " (simulated)" : "");
}

/* In the units of the axes, as data have it. */
static void put_name(struct row *row, const struct gamut_plane *plane,
                     const struct gamut_place_mark *mark)
{
	double width = plane->x.high - plane->x.low;
	double height = plane->y.high - plane->y.low;

	if (!mark->has_name)
		return;
	row->of[GAMUT_COLUMN_LABEL_X] =
		plane->x.low + mark->name_x / GAMUT_PLANE_WIDTH * width;
	row->of[GAMUT_COLUMN_LABEL_Y] =
		plane->y.low + mark->name_y / GAMUT_PLANE_HEIGHT * height;
	if (!mark->has_line)
		return;
	row->of[GAMUT_COLUMN_LINE_X] = plane->x.low +
	                               mark->line_x / GAMUT_PLANE_WIDTH * width;
	row->of[GAMUT_COLUMN_LINE_Y] =
		plane->y.low + mark->line_y / GAMUT_PLANE_HEIGHT * height;
}

static double or_zero(double value)
{
	return isfinite(value) && value > 0 ? value : 0;
}

static void add_point(struct gamut_plane *plane, size_t i,
                      const struct gamut_place_mark *mark)
{
	const struct gamut_front_point *point = &plane->front->points[i];
	double both = point->x.se * point->y.se;
	double correlation = both > 0 ? point->place.cov / both : 0;
	struct row row = make_row("point");

	row.number = i + 1;
	row.model = point->condition->line + 1;
	row.setting = plane->setting_of[i];
	row.label = gamut_plane_point(plane, i);
	put_at(&row, plane, point->x.value, point->y.value);
	row.of[GAMUT_COLUMN_X_SE] = or_zero(point->x.se) * plane->x.factor;
	row.of[GAMUT_COLUMN_Y_SE] = or_zero(point->y.se) * plane->y.factor;
	row.of[GAMUT_COLUMN_CORRELATION] = fmax(-1, fmin(1, correlation));
	row.of[GAMUT_COLUMN_X_LOW] = point->x.ci95.low * plane->x.factor;
	row.of[GAMUT_COLUMN_X_HIGH] = point->x.ci95.high * plane->x.factor;
	row.of[GAMUT_COLUMN_Y_LOW] = point->y.ci95.low * plane->y.factor;
	row.of[GAMUT_COLUMN_Y_HIGH] = point->y.ci95.high * plane->y.factor;
	put_name(&row, plane, mark);
	add_row(plane, &row);
}

/* A line of one setting through the points of a sweep, by temperature. */
static size_t add_sweeps(struct gamut_plane *plane)
{
	const struct gamut_front *front = plane->front;
	size_t number = 0;

	for (size_t l = 0; l < front->line_count; l++) {
		const struct gamut_front_line *line = &front->lines[l];
		size_t setting = 0;

		if (!gamut_plane_is_sweep(plane, l))
			continue;
		for (size_t i = 0; i < line->count; i++) {
			size_t p = line->points[i];
			struct row row = make_row("sweep");

			if (plane->setting_of[p] != setting)
				number++;
			setting = plane->setting_of[p];
			row.number = number;
			row.model = l + 1;
			row.setting = setting;
			put_at(&row, plane, front->points[p].x.value,
			       front->points[p].y.value);
			add_row(plane, &row);
		}
	}
	return number;
}

/* The corners of the staircase, from the left to the bottom. */
static void add_front(struct gamut_plane *plane)
{
	const struct gamut_front *front = plane->front;
	double x = plane->x.low / plane->x.factor;

	for (size_t i = 0; i <= front->front_count; i++) {
		double y = i < front->front_count ?
		                   front->points[front->front[i]].y.value :
		                   plane->y.low / plane->y.factor;
		struct row row = make_row("front");

		put_at(&row, plane, x, y);
		add_row(plane, &row);
		if (i == front->front_count)
			break;
		x = front->points[front->front[i]].x.value;
		put_at(&row, plane, x, y);
		add_row(plane, &row);
	}
}

static void add_names(struct gamut_plane *plane)
{
	for (size_t l = 0; l < plane->front->line_count; l++) {
		struct row row = make_row("model");

		row.model = l + 1;
		row.label = gamut_plane_model(plane, l);
		add_row(plane, &row);
	}
	for (size_t s = 0; s < plane->setting_count; s++) {
		struct row row = make_row("setting");

		row.setting = s + 1;
		row.label = gamut_plane_setting(plane, s);
		add_row(plane, &row);
	}
}

/* Returns how many lines of sweeps there are. */
size_t gamut_plane_data(struct gamut_plane *plane)
{
	const struct gamut_front_document *document = plane->document;
	const struct gamut_place_mark *marks = gamut_plane_names(plane);
	struct row row;

	add_columns(plane);
	add_names(plane);
	for (size_t i = 0; i < plane->front->count; i++)
		add_point(plane, i, &marks[i]);
	add_front(plane);
	for (size_t i = 0; i < document->reference_count; i++) {
		row = make_row("reference");
		row.number = i + 1;
		row.label = document->references[i].label;
		put_at(&row, plane, document->references[i].at.x,
		       document->references[i].at.y);
		put_name(&row, plane, &marks[plane->front->count + i]);
		add_row(plane, &row);
	}
	if (!isnan(plane->ceiling)) {
		row = make_row("ceiling");
		row.of[GAMUT_COLUMN_Y] = plane->ceiling;
		add_row(plane, &row);
	}
	return add_sweeps(plane);
}
