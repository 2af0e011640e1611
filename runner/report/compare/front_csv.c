#include <inttypes.h>
#include <math.h>

#include "base/json.h"
#include "runner/report/compare/front.h"

/* The shortest decimal that reads back; empty where undefined. */
static void add_number(struct gamut_grid *grid, double value)
{
	struct gamut_buf text = { 0 };
	struct gamut_json json = { .out = &text };

	if (!isnan(value))
		gamut_json_double(&json, value);
	gamut_grid_add(grid, gamut_buf_view(&text));
	gamut_buf_release(&text);
}

static void add_header(struct gamut_grid *grid, const enum gamut_axis axes[2])
{
	static const char *const first[] = {
		"kind", "id",      "label",     "model",       "run",
		"path", "setting", "simulated", "temperature", "completions"
	};
	static const char *const of_axis[] = { "",
		                               "_se",
		                               "_low",
		                               "_high",
		                               "_over_tasks_se",
		                               "_over_tasks_low",
		                               "_over_tasks_high" };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(first); i++)
		gamut_grid_add(grid, gamut_str_of(first[i]));
	for (size_t a = 0; a < 2; a++)
		for (size_t i = 0; i < GAMUT_ARRAY_LEN(of_axis); i++)
			gamut_grid_addf(grid, "%s%s", gamut_axis_name(axes[a]),
			                of_axis[i]);
	gamut_grid_add(grid, GAMUT_STR("covariance"));
	gamut_grid_add(grid, GAMUT_STR("on_front"));
	gamut_grid_add(grid, GAMUT_STR("worse_than"));
	gamut_grid_add(grid, GAMUT_STR("about_worse_than"));
}

#define COLUMNS (10 + 2 * 7 + 4)

static void add_mean(struct gamut_grid *grid,
                     const struct gamut_front_mean *mean)
{
	add_number(grid, mean->value);
	add_number(grid, mean->se);
	add_number(grid, mean->ci95.low);
	add_number(grid, mean->ci95.high);
	add_number(grid, mean->over_tasks_se);
	add_number(grid, mean->over_tasks_ci95.low);
	add_number(grid, mean->over_tasks_ci95.high);
}

static void add_ids(struct gamut_grid *grid, const struct gamut_front *front,
                    const struct gamut_front_betters *betters)
{
	struct gamut_buf ids = { 0 };

	for (size_t i = 0; i < betters->count; i++)
		gamut_buf_addf(&ids, "%s%s", i > 0 ? " " : "",
		               front->points[betters->list[i]].id);
	gamut_grid_add(grid, gamut_buf_view(&ids));
	gamut_buf_release(&ids);
}

static void add_point(struct gamut_grid *grid, const struct gamut_front *front,
                      const struct gamut_front_point *point)
{
	const struct gamut_front_condition *condition = point->condition;

	gamut_grid_add(grid, GAMUT_STR("point"));
	gamut_grid_add(grid, gamut_str_of(point->id));
	gamut_grid_add(grid, condition->label);
	gamut_grid_add(grid, condition->model);
	gamut_grid_add(grid, condition->run);
	gamut_grid_add(grid, condition->path);
	gamut_grid_add(grid, point->setting);
	gamut_grid_add(grid, condition->is_simulated ? GAMUT_STR("true") :
	                                               GAMUT_STR("false"));
	add_number(grid, condition->temperature);
	gamut_grid_addf(grid, "%" PRIu64, point->n);
	add_mean(grid, &point->x);
	add_mean(grid, &point->y);
	add_number(grid, point->place.cov);
	gamut_grid_add(grid, point->is_on_front ? GAMUT_STR("true") :
	                                          GAMUT_STR("false"));
	add_ids(grid, front, &point->worse_than);
	add_ids(grid, front, &point->about_worse_than);
}

static void add_empty(struct gamut_grid *grid, size_t count)
{
	for (size_t i = 0; i < count; i++)
		gamut_grid_add(grid, GAMUT_STR_EMPTY);
}

static void add_reference(struct gamut_grid *grid,
                          const struct gamut_front_reference *reference)
{
	gamut_grid_add(grid, GAMUT_STR("reference"));
	add_empty(grid, 1);
	gamut_grid_add(grid, reference->label);
	gamut_grid_add(grid, reference->label);
	add_empty(grid, 3);
	gamut_grid_add(grid, GAMUT_STR("true"));
	add_number(grid, 1);
	add_empty(grid, 1);
	add_number(grid, reference->at.x);
	add_empty(grid, 6);
	add_number(grid, reference->at.y);
	add_empty(grid, 6 + 4);
}

void gamut_front_csv(struct gamut_buf *out,
                     const struct gamut_front_document *document)
{
	const struct gamut_front *front = document->front;
	struct gamut_grid grid = { .columns = COLUMNS };

	add_header(&grid, front->options.axes);
	for (size_t i = 0; i < front->count; i++)
		add_point(&grid, front, &front->points[i]);
	for (size_t i = 0; i < document->reference_count; i++)
		add_reference(&grid, &document->references[i]);
	gamut_report_grid_csv(out, &grid);
	gamut_grid_release(&grid);
}
