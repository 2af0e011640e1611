#include <math.h>

#include "base/text.h"
#include "runner/measure/shape.h"
#include "runner/report/inert.h"
#include "runner/report/tables.h"

/* The narrowest that names of tasks are cut to for settings side by side. */
#define LABEL_WIDTH ((size_t)20)

/*
 * Columns of what a setting can have, with the spaces before them: "val%" and
 * "yield", a shape without and with all its bars, and the others.
 */
#define PLAIN_WIDTH ((size_t)12)
#define BARS_MIN ((size_t)5)
#define CEILING_WIDTH ((size_t)5)
#define SHARE_WIDTH ((size_t)5)
#define UNIQUENESS_WIDTH ((size_t)6)
#define INTERVALS_WIDTH ((size_t)14)
#define ANSWER_MIN ((size_t)7)
#define ANSWER_MAX ((size_t)25)

/* What is as good as all that chance would give. */
#define AT_CEILING 0.95

/* The cell of `task` under `setting` from `first` on, or NULL. */
static const struct gamut_cell_summary *find_cell(
	const struct gamut_summary_part *part, size_t first,
	struct gamut_str task, struct gamut_str setting)
{
	for (size_t i = first; i < part->cell_count; i++) {
		const struct gamut_cell_summary *cell = &part->cells[i];

		if (!gamut_str_eq(cell->key.task, task))
			break;
		if (gamut_str_eq(cell->key.setting, setting))
			return cell;
	}
	return NULL;
}

/* Four characters at most, as 100.0 says no more than 100. */
static void add_percent(struct gamut_grid *grid, double share)
{
	if (isnan(share))
		gamut_grid_add(grid, GAMUT_STR("-"));
	else if (share >= 0.9995)
		gamut_grid_add(grid, GAMUT_STR("100"));
	else
		gamut_grid_addf(grid, "%.1f", 100 * share);
}

/* Two whole numbers, rounded to the outside. */
static void add_interval(struct gamut_grid *grid, struct gamut_interval of,
                         double factor)
{
	if (isnan(of.low) || isnan(of.high))
		gamut_grid_add(grid, GAMUT_STR("-"));
	else
		gamut_grid_addf(grid, "%.0f-%.0f", floor(factor * of.low),
		                ceil(factor * of.high));
}

static size_t columns_of(const struct gamut_tables_look *look)
{
	return (size_t)2 + look->has_ceiling + (look->has_intervals ? 2 : 0) +
	       look->has_uniqueness + look->has_share + (look->bars > 0) +
	       (look->answer_width > 0);
}

/* The yield, with room for the mark of a ceiling behind it. */
static void add_yield(struct gamut_grid *grid,
                      const struct gamut_cell_summary *cell)
{
	double relative = cell->metrics.of[GAMUT_METRIC_RELATIVE_YIELD];

	gamut_grid_addf(grid, "%.0f%s", cell->metrics.of[GAMUT_METRIC_YIELD],
	                relative >= AT_CEILING ? "^" : " ");
}

/*
 * Eighths of a column for each of the most frequent forms: the root of its
 * share, so that one in a hundred is seen beside one in two.
 */
static void add_bars(struct gamut_grid *grid, const struct gamut_cell *cell,
                     size_t bars)
{
	static const char *const eighths[] = {
		" ",      "\u2581", "\u2582", "\u2583", "\u2584",
		"\u2585", "\u2586", "\u2587", "\u2588",
	};
	uint64_t top[GAMUT_TABLES_BARS_MAX] = { 0 };
	struct gamut_buf text = { 0 };

	for (size_t i = 0; i < cell->form_count; i++) {
		uint64_t count = cell->forms[i].valid;

		for (size_t k = 0; k < bars && count > 0; k++)
			if (count > top[k]) {
				uint64_t less = top[k];

				top[k] = count;
				count = less;
			}
	}
	for (size_t k = 0; k < bars; k++) {
		double share = cell->tally.valid ?
		                       (double)top[k] /
		                               (double)cell->tally.valid :
		                       0;

		gamut_buf_addf(&text, "%s",
		               eighths[(size_t)ceil(8 * sqrt(fmin(share, 1)))]);
	}
	gamut_grid_add(grid, gamut_buf_view(&text));
	gamut_buf_release(&text);
}

/* The most frequent answer, where there is a valid one, as far as it fits. */
static void add_top(struct gamut_grid *grid,
                    const struct gamut_tables_look *look,
                    const struct gamut_cell *cell)
{
	struct gamut_counted forms[GAMUT_SHAPE_TOP];
	size_t count = gamut_shape_top(forms, cell);
	struct gamut_buf shown = { 0 };

	if (look->has_share)
		add_percent(grid, count ? (double)forms[0].count /
		                                  (double)cell->tally.valid :
		                          GAMUT_UNDEFINED);
	if (look->answer_width == 0)
		return;
	if (count > 0)
		gamut_inert_show(&shown,
		                 gamut_shape_spelling(cell, forms[0].text),
		                 look->answer_width);
	gamut_grid_add(grid, count ? gamut_buf_view(&shown) : GAMUT_STR("-"));
	gamut_buf_release(&shown);
}

static void add_cell(struct gamut_grid *grid,
                     const struct gamut_tables_look *look,
                     const struct gamut_cell_summary *cell)
{
	struct gamut_shape shape = { 0 };

	if (!cell || !(cell->metrics.of[GAMUT_METRIC_N] > 0)) {
		for (size_t i = 0; i < columns_of(look); i++)
			gamut_grid_add(grid, GAMUT_STR("-"));
		return;
	}
	if (look->has_intervals)
		shape = gamut_shape_of(cell->cell);
	add_percent(grid, cell->metrics.of[GAMUT_METRIC_VALIDITY]);
	if (look->has_intervals)
		add_interval(grid, shape.validity_ci95, 100);
	if (look->has_uniqueness)
		add_percent(grid, cell->metrics.of[GAMUT_METRIC_UNIQUENESS]);
	add_yield(grid, cell);
	if (look->has_intervals)
		add_interval(grid, shape.raw.yield_ci95, 1);
	if (look->has_ceiling)
		gamut_grid_addf(grid, "%.0f",
		                cell->metrics.of[GAMUT_METRIC_CEILING]);
	if (look->bars > 0)
		add_bars(grid, cell->cell, look->bars);
	add_top(grid, look, cell->cell);
}

static void add_titles(struct gamut_grid *grid,
                       const struct gamut_tables_look *look)
{
	gamut_grid_add(grid, GAMUT_STR("val%"));
	if (look->has_intervals)
		gamut_grid_add(grid, GAMUT_STR("95%"));
	if (look->has_uniqueness)
		gamut_grid_add(grid, GAMUT_STR("uniq%"));
	gamut_grid_add(grid, GAMUT_STR("yield"));
	if (look->has_intervals)
		gamut_grid_add(grid, GAMUT_STR("95%"));
	if (look->has_ceiling)
		gamut_grid_add(grid, GAMUT_STR("ceil"));
	if (look->bars > 0)
		gamut_grid_addf(grid, "%-*s", (int)look->bars, "shape");
	if (look->has_share)
		gamut_grid_add(grid, GAMUT_STR("top%"));
	if (look->answer_width > 0)
		gamut_grid_add(grid, GAMUT_STR("top"));
}

void gamut_tables_tasks(struct gamut_grid *grid,
                        const struct gamut_summary_part *part, size_t first,
                        size_t count, const struct gamut_tables_look *look)
{
	size_t i = 0;

	*grid = (struct gamut_grid){
		.columns = 1 + count * columns_of(look),
		.group_columns = columns_of(look),
		.group_count = count,
	};
	grid->groups = gamut_arena_new(&grid->arena, struct gamut_str, count);
	gamut_grid_add(grid, GAMUT_STR("task"));
	for (size_t s = 0; s < count; s++) {
		grid->groups[s] =
			gamut_tables_setting(&part->aggregates[first + s]);
		add_titles(grid, look);
	}
	while (i < part->cell_count) {
		struct gamut_str task = part->cells[i].key.task;

		gamut_grid_add(grid, task);
		for (size_t s = first; s < first + count; s++)
			add_cell(grid, look,
			         find_cell(part, i, task,
			                   part->aggregates[s].key.setting));
		while (i < part->cell_count &&
		       gamut_str_eq(part->cells[i].key.task, task))
			i++;
	}
}

/* -------------------------------------------------------------------- fit */

/* The columns of the longest name of a task. */
static size_t label_of(const struct gamut_summary_part *part)
{
	size_t widest = 4; /* of its title */

	for (size_t i = 0; i < part->cell_count; i++) {
		struct gamut_buf shown = { 0 };
		size_t width;

		gamut_inert_show(&shown, part->cells[i].key.task, 0);
		width = gamut_text_columns(gamut_buf_view(&shown));
		widest = width > widest ? width : widest;
		gamut_buf_release(&shown);
	}
	return widest;
}

/* Take `width` of `*spare`, where there is so much. */
static bool take(size_t *spare, size_t width)
{
	if (*spare < width)
		return false;
	*spare -= width;
	return true;
}

static size_t spare_of(size_t columns, size_t label, size_t count)
{
	size_t used = label + count * PLAIN_WIDTH;

	return count > 0 && columns > used ? (columns - used) / count : 0;
}

size_t gamut_tables_fit(struct gamut_tables_look *look,
                        const struct gamut_summary_part *part, size_t left,
                        size_t columns)
{
	size_t each = PLAIN_WIDTH + BARS_MIN + 1;
	size_t fit = columns > LABEL_WIDTH + each ?
	                     (columns - LABEL_WIDTH) / each :
	                     1;
	size_t count = left < fit ? left : fit;
	size_t label = label_of(part);
	size_t spare = spare_of(columns, label, count);

	if (spare < BARS_MIN + 1 && label > LABEL_WIDTH)
		spare = spare_of(columns, LABEL_WIDTH, count);
	*look = (struct gamut_tables_look){ 0 };
	if (take(&spare, BARS_MIN + 1))
		look->bars = BARS_MIN;
	while (look->bars > 0 && look->bars < GAMUT_TABLES_BARS_MAX &&
	       take(&spare, 1))
		look->bars++;
	look->has_ceiling = take(&spare, CEILING_WIDTH);
	look->has_intervals = take(&spare, INTERVALS_WIDTH);
	look->has_share = take(&spare, SHARE_WIDTH);
	look->has_uniqueness = take(&spare, UNIQUENESS_WIDTH);
	if (spare >= ANSWER_MIN)
		look->answer_width = (spare < ANSWER_MAX ? spare : ANSWER_MAX) -
		                     1;
	return count;
}
