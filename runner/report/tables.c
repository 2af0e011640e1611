#include "runner/report/tables.h"

#include <math.h>

#include "base/text.h"
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
	"shape: shares of the most frequent answers, the first one left; flat is "
	"diverse",
	"^: at its ceiling, about as many as uniform draws would give",
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

static void add_titles(struct gamut_grid *grid)
{
	gamut_grid_add(grid, GAMUT_STR("tasks"));
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(means); i++)
		gamut_grid_add(grid, gamut_str_of(means[i].title));
}

static void begin_means(struct gamut_grid *grid, const char *title)
{
	*grid = (struct gamut_grid){ .columns = 2 + GAMUT_ARRAY_LEN(means) };
	gamut_grid_add(grid, gamut_str_of(title));
	add_titles(grid);
}

/* The setting apart, for names are long. */
static void begin_conditions(struct gamut_grid *grid)
{
	*grid = (struct gamut_grid){
		.columns = 3 + GAMUT_ARRAY_LEN(means),
		.has_keys = true,
	};
	gamut_grid_add(grid, GAMUT_STR("condition"));
	gamut_grid_add(grid, GAMUT_STR("setting"));
	add_titles(grid);
}

/* The wider side, where the interval is not symmetric. */
static double half_width(const struct gamut_suite_mean *mean)
{
	return fmax(mean->mean - mean->ci95.low, mean->ci95.high - mean->mean);
}

static void add_values(struct gamut_grid *grid,
                       const struct gamut_summary_part *part,
                       const struct gamut_str *setting)
{
	struct gamut_spreads spreads = gamut_spreads_of(part, setting);

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

static void add_means(struct gamut_grid *grid, struct gamut_str label,
                      const struct gamut_summary_part *part,
                      const struct gamut_str *setting)
{
	gamut_grid_add(grid, label);
	add_values(grid, part, setting);
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

void gamut_tables_narrow_means(struct gamut_grid *grid, size_t max_columns)
{
	/* The tasks, then what is unique, then the canonical yield. */
	static const size_t orders[][3] = { { 1, 2, 3 }, { 2, 3, 4 } };
	const size_t *order = orders[grid->has_keys];

	gamut_grid_narrow(grid, max_columns, order, GAMUT_ARRAY_LEN(orders[0]));
}

/* Does another part of `summary` have that model? */
static bool is_repeated(const struct gamut_summary *summary,
                        const struct gamut_summary_part *part)
{
	struct gamut_summary_part other = { 0 };

	while (gamut_summary_next(summary, &other))
		if (other.cells != part->cells &&
		    gamut_str_eq(other.cells[0].key.model,
		                 part->cells[0].key.model))
			return true;
	return false;
}

/* The model, and the run where that says too little. */
static struct gamut_str name_of(const struct gamut_summary *summary,
                                const struct gamut_summary_part *part,
                                const struct gamut_report_options *options,
                                struct gamut_arena *arena)
{
	struct gamut_str run = part->cells[0].key.run;

	if (run.len == 0 || !is_repeated(summary, part))
		return gamut_tables_model(part);
	return gamut_arena_strf(
		arena, "%.*s %.*s", GAMUT_STR_ARG(gamut_tables_model(part)),
		GAMUT_STR_ARG(gamut_report_label_of(options, run)));
}

static void add_condition(struct gamut_grid *grid, struct gamut_str name,
                          const struct gamut_summary_part *part, size_t i)
{
	const struct gamut_aggregate *a = &part->aggregates[i];

	gamut_grid_add(grid, name);
	gamut_grid_addf(grid, "%.*s%s", GAMUT_STR_ARG(gamut_tables_setting(a)),
	                a->is_complete ? "" : " (incomplete)");
	add_values(grid, part, &a->key.setting);
}

void gamut_tables_headline(struct gamut_grid *grid,
                           const struct gamut_summary *summary,
                           const struct gamut_report_options *options)
{
	struct gamut_summary_part part = { 0 };

	begin_conditions(grid);
	while (gamut_summary_next(summary, &part)) {
		struct gamut_str name;

		if (gamut_tables_is_plain(&part))
			continue;
		name = name_of(summary, &part, options, &grid->arena);
		for (size_t i = 0; i < part.aggregate_count; i++)
			add_condition(grid, name, &part, i);
	}
}

size_t gamut_tables_settled(const struct gamut_summary *summary)
{
	struct gamut_summary_part part = { 0 };
	size_t count = 0;

	while (gamut_summary_next(summary, &part))
		count += !gamut_tables_is_plain(&part);
	return count;
}

static void add_run(struct gamut_grid *grid,
                    const struct gamut_summary *summary,
                    const struct gamut_run_title *run)
{
	struct gamut_summary_part part = { 0 };

	while (gamut_summary_next(summary, &part))
		for (size_t i = 0; i < part.aggregate_count; i++)
			if (gamut_str_eq(part.aggregates[i].key.run, run->run))
				add_condition(grid, run->title, &part, i);
}

void gamut_tables_overview(struct gamut_grid *grid,
                           const struct gamut_summary *summary,
                           const struct gamut_run_title *titles, size_t count)
{
	begin_conditions(grid);
	for (size_t i = 0; i < count; i++)
		add_run(grid, summary, &titles[i]);
}
