#include "runner/report/tables.h"

#include <math.h>

#include "base/text.h"
#include "runner/measure/shape.h"
#include "runner/measure/spreads.h"

#define PLUS_MINUS "\xc2\xb1"

/*
 * The columns of the table of means; all but yields are percentages. There is
 * room for two intervals.
 */
static const struct {
	const char *title;
	double factor;
	enum gamut_metric metric;
	bool has_interval;
} means[] = {
	{ "validity %", 100, GAMUT_METRIC_VALIDITY, true },
	{ "unique %", 100, GAMUT_METRIC_UNIQUENESS, false },
	{ "yield", 1, GAMUT_METRIC_YIELD, true },
	{ "canonical", 1, GAMUT_METRIC_CANONICAL_YIELD, false },
	{ "relative %", 100, GAMUT_METRIC_RELATIVE_YIELD, false },
};

const char *const gamut_tables_legend[] = {
	"means over tasks; " PLUS_MINUS " 95 %: the noise of sampling these "
	"same tasks",
	"other tasks may differ by far more: over_tasks in summary.json",
	"yield: distinct valid answers; canonical: spellings of one thing "
	"count once",
	"relative: canonical yield, of what as many uniform draws would give",
	"fates: what became of all wanted samples; valid ones are new or "
	"repeated",
	NULL,
};

struct gamut_str gamut_tables_model(const struct gamut_summary_part *part)
{
	struct gamut_str model = part->cells[0].key.model;

	return model.len ? model : GAMUT_STR("(no model named)");
}

struct gamut_str gamut_tables_setting(const struct gamut_aggregate *aggregate)
{
	struct gamut_str setting = aggregate->key.setting;

	return setting.len ? setting : GAMUT_STR("(no setting)");
}

struct gamut_str gamut_tables_title(const struct gamut_summary_part *part,
                                    struct gamut_arena *arena)
{
	const struct gamut_cell_summary *cell = &part->cells[0];

	return gamut_arena_strf(arena, "%.*s%s%s%.*s",
	                        GAMUT_STR_ARG(gamut_tables_model(part)),
	                        cell->is_simulated ? " (simulated)" : "",
	                        cell->key.run.len ? ", run " : "",
	                        GAMUT_STR_ARG(cell->key.run));
}

static void begin_means(struct gamut_grid *grid, const char *title)
{
	*grid = (struct gamut_grid){ .columns = 2 + GAMUT_ARRAY_LEN(means) };
	gamut_grid_add(grid, gamut_str_of(title));
	gamut_grid_add(grid, GAMUT_STR("tasks"));
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(means); i++)
		gamut_grid_add(grid, gamut_str_of(means[i].title));
}

/* The wider side, where the interval is not symmetric. */
static double half_width(const struct gamut_suite_mean *mean)
{
	return fmax(mean->mean - mean->ci95.low, mean->ci95.high - mean->mean);
}

static void add_means(struct gamut_grid *grid, struct gamut_str label,
                      const struct gamut_summary_part *part,
                      const struct gamut_str *setting)
{
	struct gamut_spreads spreads = gamut_spreads_of(part, setting);

	gamut_grid_add(grid, label);
	gamut_grid_addf(grid, "%zu", spreads.tasks);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(means); i++) {
		const struct gamut_spreads_of *of =
			&spreads.of[gamut_spreads_index(means[i].metric)];
		double factor = means[i].factor;

		if (of->tasks == 0)
			gamut_grid_add(grid, GAMUT_STR("-"));
		else if (!means[i].has_interval)
			gamut_grid_addf(grid, "%.1f", factor * of->mean);
		else
			gamut_grid_addf(grid, "%.1f " PLUS_MINUS " %.1f",
			                factor * of->mean,
			                factor * half_width(&of->fixed_suite));
	}
}

bool gamut_tables_is_plain(const struct gamut_summary_part *part)
{
	return part->aggregate_count == 1 &&
	       part->aggregates[0].key.setting.len == 0;
}

void gamut_tables_means(struct gamut_grid *grid,
                        const struct gamut_summary_part *part)
{
	begin_means(grid, "setting");
	for (size_t i = 0; i < part->aggregate_count; i++)
		add_means(grid, gamut_tables_setting(&part->aggregates[i]),
		          part, &part->aggregates[i].key.setting);
	if (part->aggregate_count > 1)
		add_means(grid, GAMUT_STR("all settings"), part, NULL);
}

void gamut_tables_plain_means(struct gamut_grid *grid,
                              const struct gamut_summary *summary)
{
	struct gamut_summary_part part = { 0 };

	begin_means(grid, "model");
	while (gamut_summary_next(summary, &part))
		if (gamut_tables_is_plain(&part))
			add_means(grid, gamut_tables_model(&part), &part, NULL);
}

static void add_run(struct gamut_grid *grid,
                    const struct gamut_summary *summary,
                    const struct gamut_run_title *run)
{
	struct gamut_summary_part part = { 0 };

	while (gamut_summary_next(summary, &part))
		for (size_t i = 0; i < part.aggregate_count; i++) {
			const struct gamut_aggregate *a = &part.aggregates[i];
			struct gamut_str label;

			if (!gamut_str_eq(a->key.run, run->run))
				continue;
			label = gamut_arena_strf(
				&grid->arena, "%.*s, %.*s",
				GAMUT_STR_ARG(run->title),
				GAMUT_STR_ARG(gamut_tables_setting(a)));
			add_means(grid, label, &part, &a->key.setting);
		}
}

void gamut_tables_overview(struct gamut_grid *grid,
                           const struct gamut_summary *summary,
                           const struct gamut_run_title *titles, size_t count)
{
	begin_means(grid, "condition");
	for (size_t i = 0; i < count; i++)
		add_run(grid, summary, &titles[i]);
}

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

static size_t columns_of(const struct gamut_tables_top *top)
{
	return (size_t)3 + top->has_share + (top->answer_width > 0);
}

/* The most frequent answer, where there is a valid one, as far as it fits. */
static void add_top(struct gamut_grid *grid, const struct gamut_tables_top *top,
                    const struct gamut_cell *cell)
{
	struct gamut_counted forms[GAMUT_SHAPE_TOP];
	size_t count = gamut_shape_top(forms, cell);
	struct gamut_buf shown = { 0 };

	if (top->has_share)
		add_percent(grid, count ? (double)forms[0].count /
		                                  (double)cell->tally.valid :
		                          GAMUT_UNDEFINED);
	if (top->answer_width == 0)
		return;
	if (count > 0)
		gamut_text_show(&shown,
		                gamut_shape_spelling(cell, forms[0].text),
		                top->answer_width);
	gamut_grid_add(grid, count ? gamut_buf_view(&shown) : GAMUT_STR("-"));
	gamut_buf_release(&shown);
}

static void add_cell(struct gamut_grid *grid,
                     const struct gamut_tables_top *top,
                     const struct gamut_cell_summary *cell)
{
	if (!cell || !(cell->metrics.of[GAMUT_METRIC_N] > 0)) {
		for (size_t i = 0; i < columns_of(top); i++)
			gamut_grid_add(grid, GAMUT_STR("-"));
		return;
	}
	add_percent(grid, cell->metrics.of[GAMUT_METRIC_VALIDITY]);
	add_percent(grid, cell->metrics.of[GAMUT_METRIC_UNIQUENESS]);
	gamut_grid_addf(grid, "%.0f", cell->metrics.of[GAMUT_METRIC_YIELD]);
	add_top(grid, top, cell->cell);
}

static void add_task_header(struct gamut_grid *grid,
                            const struct gamut_tables_top *top,
                            const struct gamut_summary_part *part, size_t first)
{
	grid->groups = gamut_arena_new(&grid->arena, struct gamut_str,
	                               grid->group_count);
	gamut_grid_add(grid, GAMUT_STR("task"));
	for (size_t i = 0; i < grid->group_count; i++) {
		grid->groups[i] =
			gamut_tables_setting(&part->aggregates[first + i]);
		gamut_grid_add(grid, GAMUT_STR("val%"));
		gamut_grid_add(grid, GAMUT_STR("uniq%"));
		gamut_grid_add(grid, GAMUT_STR("yield"));
		if (top->has_share)
			gamut_grid_add(grid, GAMUT_STR("top%"));
		if (top->answer_width > 0)
			gamut_grid_add(grid, GAMUT_STR("top"));
	}
}

void gamut_tables_tasks(struct gamut_grid *grid,
                        const struct gamut_summary_part *part, size_t first,
                        size_t count, const struct gamut_tables_top *top)
{
	size_t i = 0;

	*grid = (struct gamut_grid){
		.columns = 1 + count * columns_of(top),
		.group_columns = columns_of(top),
		.group_count = count,
	};
	add_task_header(grid, top, part, first);
	while (i < part->cell_count) {
		struct gamut_str task = part->cells[i].key.task;

		gamut_grid_add(grid, task);
		for (size_t s = first; s < first + count; s++)
			add_cell(grid, top,
			         find_cell(part, i, task,
			                   part->aggregates[s].key.setting));
		while (i < part->cell_count &&
		       gamut_str_eq(part->cells[i].key.task, task))
			i++;
	}
}
