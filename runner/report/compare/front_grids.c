#include "runner/report/compare/front_grids.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* Points that are named in one sentence. */
#define NAMED_MAX 20

static void add_axis_title(struct gamut_grid *grid, enum gamut_axis axis)
{
	gamut_grid_addf(grid, "%s%s", gamut_axis_title(axis),
	                gamut_axis_is_share(axis) ? " %" : "");
}

static void add_mean(struct gamut_grid *grid,
                     const struct gamut_front_mean *mean, enum gamut_axis axis)
{
	double factor = gamut_axis_is_share(axis) ? 100 : 1;

	gamut_grid_addf(grid, "%.1f (%.1f–%.1f)", factor * mean->value,
	                factor * mean->ci95.low, factor * mean->ci95.high);
}

/* "below A +2" */
static void add_below(struct gamut_grid *grid, const struct gamut_front *front,
                      const struct gamut_front_betters *betters,
                      const char *mark)
{
	const char *id = front->points[betters->list[0]].id;

	if (betters->count == 1)
		gamut_grid_addf(grid, "below %s%s", id, mark);
	else
		gamut_grid_addf(grid, "below %s +%zu%s", id, betters->count - 1,
		                mark);
}

static void add_standing(struct gamut_grid *grid,
                         const struct gamut_front *front,
                         const struct gamut_front_point *point)
{
	if (point->is_on_front)
		gamut_grid_add(grid, GAMUT_STR("front"));
	else if (point->worse_than.count > 0)
		add_below(grid, front, &point->worse_than, "");
	else if (point->about_worse_than.count > 0)
		add_below(grid, front, &point->about_worse_than, " ~");
	else
		gamut_grid_add(grid, GAMUT_STR("unclear"));
}

static void add_reference(struct gamut_grid *grid, int width, size_t i,
                          const struct gamut_front_reference *reference,
                          const enum gamut_axis axes[2])
{
	const double values[2] = { reference->at.x, reference->at.y };

	gamut_grid_addf(grid, "%-*zu %.*s", width, i + 1,
	                GAMUT_STR_ARG(reference->label));
	for (size_t a = 0; a < 2; a++)
		gamut_grid_addf(
			grid, "%.1f",
			values[a] * (gamut_axis_is_share(axes[a]) ? 100 : 1));
	gamut_grid_add(grid, GAMUT_STR("reference"));
}

void gamut_front_points_grid(struct gamut_grid *grid,
                             const struct gamut_front_document *document)
{
	const struct gamut_front *front = document->front;
	const enum gamut_axis *axes = front->options.axes;

	/* The last id is as long as any. */
	int width = (int)strlen(front->points[front->count - 1].id) + 1;

	*grid = (struct gamut_grid){ .columns = 4 };
	gamut_grid_add(grid, GAMUT_STR("point"));
	add_axis_title(grid, axes[0]);
	add_axis_title(grid, axes[1]);
	gamut_grid_add(grid, GAMUT_STR("standing"));
	for (size_t i = 0; i < front->count; i++) {
		const struct gamut_front_point *point = &front->points[i];

		gamut_grid_addf(
			grid, "%-*s %.*s%s%.*s%s", width, point->id,
			GAMUT_STR_ARG(point->condition->label),
			point->setting.len > 0 ? ", " : "",
			GAMUT_STR_ARG(point->setting),
			point->condition->is_simulated ? " (simulated)" : "");
		add_mean(grid, &point->x, axes[0]);
		add_mean(grid, &point->y, axes[1]);
		add_standing(grid, front, point);
	}
	for (size_t i = 0; i < document->reference_count; i++)
		add_reference(grid, width, i, &document->references[i], axes);
}

static void add_area(struct gamut_grid *grid, double area,
                     struct gamut_interval over_tasks)
{
	if (isnan(over_tasks.low))
		gamut_grid_addf(grid, "%.3f", area);
	else
		gamut_grid_addf(grid, "%.3f (%.3f to %.3f)", area,
		                over_tasks.low, over_tasks.high);
}

void gamut_front_lines_grid(struct gamut_grid *grid,
                            const struct gamut_front_document *document)
{
	const struct gamut_front *front = document->front;

	*grid = (struct gamut_grid){ .columns = 4 };
	gamut_grid_add(grid, GAMUT_STR("model"));
	gamut_grid_add(grid, GAMUT_STR("points"));
	gamut_grid_add(grid, GAMUT_STR("hypervolume"));
	gamut_grid_add(grid, GAMUT_STR("minus the first"));
	for (size_t i = 0; i < front->line_count; i++) {
		const struct gamut_front_line *line = &front->lines[i];

		gamut_grid_add(grid, line->label);
		gamut_grid_addf(grid, "%zu", line->count);
		add_area(grid, line->hypervolume, line->over_tasks);
		if (i == 0)
			gamut_grid_add(grid, GAMUT_STR("-"));
		else
			add_area(grid, line->difference,
			         line->difference_over_tasks);
	}
}

/* -------------------------------------------------------------- sentences */

static void say_front(struct gamut_buf *line, const struct gamut_front *front)
{
	gamut_buf_addf(line, "On the front: ");
	for (size_t i = 0; i < front->front_count && i < NAMED_MAX; i++)
		gamut_buf_addf(line, "%s%s", i > 0 ? ", " : "",
		               front->points[front->front[i]].id);
	if (front->front_count > NAMED_MAX)
		gamut_buf_addf(line, " and %zu more",
		               front->front_count - NAMED_MAX);
	gamut_buf_addf(line, ". No point is better on both axes.");
}

static void say_pairs(struct gamut_buf *line, const struct gamut_front *front)
{
	gamut_buf_addf(line,
	               "Of %zu pair%s, %zu %s incomparable: the data do not "
	               "show that one is better on both axes beyond the "
	               "noise of sampling (one-sided %g %% on each).",
	               front->pair_count, front->pair_count == 1 ? "" : "s",
	               front->incomparable_count,
	               front->incomparable_count == 1 ? "is" : "are",
	               100 * front->options.level);
}

static void say_about(struct gamut_buf *line, const struct gamut_front *front)
{
	const struct gamut_front_options *options = &front->options;
	const double tolerance[2] = { options->tolerance.x,
		                      options->tolerance.y };

	gamut_buf_addf(line, "~: better on one axis beyond noise, and on the "
	                     "other not worse by more than ");
	for (size_t a = 0; a < 2; a++) {
		bool is_share = gamut_axis_is_share(options->axes[a]);

		gamut_buf_addf(line, "%s%g %sof %s", a > 0 ? " or " : "",
		               tolerance[a] * (is_share ? 100 : 1),
		               is_share ? "points " : "",
		               gamut_axis_title(options->axes[a]));
	}
	gamut_buf_addf(line, ".");
}

static bool has_about(const struct gamut_front *front)
{
	for (size_t i = 0; i < front->count; i++)
		if (front->points[i].about_worse_than.count > 0)
			return true;
	return false;
}

static void say_basis(struct gamut_buf *line, const struct gamut_front *front)
{
	gamut_buf_addf(line,
	               "Means over %zu cell%s of %zu task%s, with the 95 %% "
	               "interval of sampling.",
	               front->cells, front->cells == 1 ? "" : "s",
	               front->task_count, front->task_count == 1 ? "" : "s");
}

static void flush(struct gamut_buf *out, struct gamut_buf *line,
                  gamut_front_say_fn *add)
{
	add(out, gamut_buf_view(line));
	gamut_buf_clear(line);
}

static void say_left_out(struct gamut_buf *line,
                         const struct gamut_front *front)
{
	gamut_buf_addf(line, "Left out, as not all have them: ");
	for (size_t i = 0; i < front->left_out_count && i < NAMED_MAX; i++)
		gamut_buf_addf(line, "%s%.*s", i > 0 ? ", " : "",
		               GAMUT_STR_ARG(front->left_out[i]));
	if (front->left_out_count > NAMED_MAX)
		gamut_buf_addf(line, " and %zu more",
		               front->left_out_count - NAMED_MAX);
	gamut_buf_addf(line, ".");
}

static void say_warnings(struct gamut_buf *out,
                         const struct gamut_front_document *document,
                         gamut_front_say_fn *add)
{
	const struct gamut_front *front = document->front;
	struct gamut_buf line = { 0 };

	if (front->left_out_count > 0) {
		say_left_out(&line, front);
		flush(out, &line, add);
	}
	if (front->is_uneven)
		add(out, GAMUT_STR("Some cells have more completions than "
		                   "others of their task: yields grow with n, "
		                   "so mind the difference."));
	for (size_t i = 0; i < document->note_count; i++) {
		gamut_buf_add(&line, document->notes[i]);
		gamut_buf_add_char(&line, '.');
		flush(out, &line, add);
	}
	gamut_buf_release(&line);
}

void gamut_front_say(struct gamut_buf *out,
                     const struct gamut_front_document *document,
                     gamut_front_say_fn *add)
{
	const struct gamut_front *front = document->front;
	struct gamut_buf line = { 0 };

	say_front(&line, front);
	flush(out, &line, add);
	if (front->pair_count > 0) {
		say_pairs(&line, front);
		flush(out, &line, add);
	}
	if (has_about(front)) {
		say_about(&line, front);
		flush(out, &line, add);
	}
	say_basis(&line, front);
	flush(out, &line, add);
	add(out,
	    GAMUT_STR("Hypervolume is the area below a model's points, "
	              "from (0, 0); its 95 % intervals are over tasks: how it "
	              "might be on others of this kind. More points "
	              "and more noise make it larger."));
	if (document->reference_count > 0)
		add(out,
		    GAMUT_STR("References are expected values of simulated "
		              "models: drawn, not ranked."));
	say_warnings(out, document, add);
	gamut_buf_release(&line);
}
