#include "runner/measure/compare/front.h"

/* A small loss, in the axis' units. */
static double tolerance_of(enum gamut_axis axis)
{
	return gamut_axis_is_share(axis) ? 0.02 : 2;
}

struct gamut_front_options gamut_front_defaults(enum gamut_axis x,
                                                enum gamut_axis y)
{
	return (struct gamut_front_options){
		.axes = { x, y },
		.by = GAMUT_FRONT_BY_SETTING,
		.level = 0.05,
		.tolerance = { tolerance_of(x), tolerance_of(y) },
	};
}

static const struct gamut_cell *find_cell(const struct gamut_front *front,
                                          struct gamut_str task)
{
	const struct gamut_front_condition *first = &front->conditions[0];

	for (size_t i = 0; i < first->cell_count; i++)
		if (gamut_str_eq(first->cells[i].key.task, task))
			return first->cells[i].cell;
	return NULL;
}

double gamut_front_ceiling(const struct gamut_front *front)
{
	enum gamut_axis y = front->options.axes[1];
	double sum = 0;
	double cells = 0;

	if (y == GAMUT_AXIS_RELATIVE_YIELD)
		return 1;
	if ((y != GAMUT_AXIS_YIELD && y != GAMUT_AXIS_CANONICAL_YIELD) ||
	    front->is_uneven)
		return GAMUT_UNDEFINED;
	for (size_t t = 0; t < front->task_count; t++) {
		const struct gamut_front_task *task = &front->tasks[t];
		const struct gamut_cell *cell = find_cell(front, task->name);

		if (!cell)
			return GAMUT_UNDEFINED;
		sum += (double)task->cells *
		       gamut_metrics_ceiling(y == GAMUT_AXIS_YIELD ?
		                                     cell->tally.strings :
		                                     cell->tally.space,
		                             task->n);
		cells += (double)task->cells;
	}
	return cells > 0 ? sum / cells : GAMUT_UNDEFINED;
}
