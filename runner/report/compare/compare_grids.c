#include "runner/report/compare/compare_grids.h"

#include <inttypes.h>

#include <stddef.h>

#include "runner/report/compare/compare_words.h"

/* Columns of a setting that is not the first in its row. */
#define SETTING_COLUMNS 20

/* How a number of the table of all cells is said. */
enum kind {
	GAMUT_ROW_VALUE,
	GAMUT_ROW_SIGNED,
	GAMUT_ROW_INTERVAL,
	GAMUT_ROW_P
};

#define MEMBER(name) offsetof(struct gamut_compare_aggregate, name)
static const struct {
	const char *label;
	size_t offset;
	enum kind kind;
} rows[] = {
	{ "base", MEMBER(mean.base), GAMUT_ROW_VALUE },
	{ "candidate", MEMBER(mean.candidate), GAMUT_ROW_VALUE },
	{ "difference", MEMBER(mean.difference), GAMUT_ROW_SIGNED },
	{ "95 % interval", MEMBER(mean.ci95), GAMUT_ROW_INTERVAL },
	{ "at worst", MEMBER(mean.worst), GAMUT_ROW_SIGNED },
	{ "margin", MEMBER(margin), GAMUT_ROW_VALUE },
	{ "p", MEMBER(mean.p), GAMUT_ROW_P },
	{ "p, Holm over both", MEMBER(holm), GAMUT_ROW_P },
};
#undef MEMBER

static struct gamut_str say(const void *value, enum kind kind,
                            enum gamut_compare_metric metric,
                            struct gamut_arena *arena)
{
	const double *number = value;
	const struct gamut_interval *interval = value;

	switch (kind) {
	case GAMUT_ROW_VALUE:
		return gamut_words_value(metric, GAMUT_WORDS_MEAN, *number,
		                         arena);
	case GAMUT_ROW_SIGNED:
		return gamut_words_signed(metric, GAMUT_WORDS_MEAN, *number,
		                          arena);
	case GAMUT_ROW_INTERVAL:
		return gamut_words_interval(metric, GAMUT_WORDS_MEAN, *interval,
		                            arena);
	case GAMUT_ROW_P:
		break;
	}
	return gamut_words_p(*number, arena);
}

static void add_title(struct gamut_grid *grid, enum gamut_compare_metric metric,
                      enum gamut_form form)
{
	gamut_grid_addf(grid, "%s%s", gamut_words_title(metric, form),
	                metric == GAMUT_COMPARE_VALIDITY ? " %" : "");
}

/* "mean of 66 cells, n = 100": what yields and margins are about. */
static void add_cells(struct gamut_grid *grid,
                      const struct gamut_comparison *comparison)
{
	uint64_t least = UINT64_MAX;
	uint64_t most = 0;

	for (size_t i = 0; i < comparison->cell_count; i++) {
		uint64_t n = gamut_words_n(&comparison->cells[i]);

		least = n < least ? n : least;
		most = n > most ? n : most;
	}
	if (least < most)
		gamut_grid_addf(
			grid, "mean of %zu cells, n = %" PRIu64 " to %" PRIu64,
			comparison->cell_count, least, most);
	else
		gamut_grid_addf(grid, "mean of %zu cell%s, n = %" PRIu64,
		                comparison->cell_count,
		                GAMUT_S(comparison->cell_count), most);
}

void gamut_grids_aggregates(struct gamut_grid *grid,
                            const struct gamut_comparison *comparison)
{
	*grid = (struct gamut_grid){ .columns = 1 + GAMUT_COMPARE_METRICS };
	add_cells(grid, comparison);
	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++)
		add_title(grid, (enum gamut_compare_metric)m,
		          comparison->options.form);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rows); i++) {
		gamut_grid_add(grid, gamut_str_of(rows[i].label));
		for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++)
			gamut_grid_add(grid,
			               say((const char *)&comparison->of[m] +
			                           rows[i].offset,
			                   rows[i].kind,
			                   (enum gamut_compare_metric)m,
			                   &grid->arena));
	}
	gamut_grid_add(grid, GAMUT_STR("verdict"));
	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++)
		gamut_grid_add(grid, gamut_str_of(gamut_gate_name(
					     comparison->of[m].verdict)));
}

static void add_numbers(struct gamut_grid *grid,
                        enum gamut_compare_metric metric,
                        enum gamut_words_scale scale, const double values[3],
                        double p)
{
	struct gamut_arena *arena = &grid->arena;

	gamut_grid_add(grid,
	               gamut_words_value(metric, scale, values[0], arena));
	gamut_grid_add(grid,
	               gamut_words_value(metric, scale, values[1], arena));
	gamut_grid_add(grid,
	               gamut_words_signed(metric, scale, values[2], arena));
	gamut_grid_add(grid, gamut_words_p(p, arena));
}

void gamut_grids_settings(struct gamut_grid *grid,
                          const struct gamut_comparison *comparison,
                          size_t most)
{
	static const char *const titles[] = { "base", "cand.", "diff.", "p" };
	size_t columns = GAMUT_ARRAY_LEN(titles);

	*grid = (struct gamut_grid){
		.columns = 1 + GAMUT_COMPARE_METRICS * columns,
		.group_columns = columns,
		.group_count = GAMUT_COMPARE_METRICS,
	};
	grid->groups = gamut_arena_new(&grid->arena, struct gamut_str,
	                               grid->group_count);
	gamut_grid_add(grid, GAMUT_STR("setting"));
	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++) {
		enum gamut_compare_metric metric = (enum gamut_compare_metric)m;

		grid->groups[m] = gamut_arena_strf(
			&grid->arena, "%s%s",
			gamut_words_title(metric, comparison->options.form),
			metric == GAMUT_COMPARE_VALIDITY ? " %" : "");
		for (size_t i = 0; i < columns; i++)
			gamut_grid_add(grid, gamut_str_of(titles[i]));
	}
	for (size_t i = 0; i < comparison->setting_count && i < most; i++) {
		const struct gamut_compare_setting *setting =
			&comparison->settings[i];

		gamut_grid_add(
			grid,
			gamut_words_show(gamut_words_setting(setting->setting),
		                         SETTING_COLUMNS, &grid->arena));
		for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++) {
			const struct gamut_compare_mean *mean = &setting->of[m];
			const double values[] = { mean->base, mean->candidate,
				                  mean->difference };

			add_numbers(grid, (enum gamut_compare_metric)m,
			            GAMUT_WORDS_GROUP, values, mean->p);
		}
	}
}

size_t gamut_grids_look_count(const struct gamut_comparison *comparison)
{
	size_t count = 0;

	for (size_t i = 0; i < comparison->cell_count; i++)
		for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++)
			count += comparison->cells[i].of[m].mark ==
			         GAMUT_MARK_LOOK;
	return count;
}

static void add_look(struct gamut_grid *grid,
                     const struct gamut_compare_cell *cell,
                     enum gamut_compare_metric metric)
{
	const struct gamut_compare_test *test = &cell->of[metric];
	const struct gamut_cell_key *key = &cell->candidate->key;
	const double values[] = { test->base, test->candidate,
		                  test->difference };

	gamut_grid_add(grid,
	               gamut_words_show(key->task, GAMUT_WORDS_NAME_COLUMNS,
	                                &grid->arena));
	gamut_grid_add(grid, gamut_words_show(gamut_words_setting(key->setting),
	                                      SETTING_COLUMNS, &grid->arena));
	/* In percent, as its title says elsewhere. */
	gamut_grid_add(grid, metric == GAMUT_COMPARE_VALIDITY ?
	                             GAMUT_STR("validity %") :
	                             GAMUT_STR("yield"));
	add_numbers(grid, metric, GAMUT_WORDS_CELL, values,
	            test->benjamini_hochberg);
}

void gamut_grids_looks(struct gamut_grid *grid,
                       const struct gamut_comparison *comparison, size_t most)
{
	static const char *const titles[] = { "task",  "setting", "metric",
		                              "base",  "cand.",   "diff.",
		                              "p (BH)" };
	size_t count = 0;

	*grid = (struct gamut_grid){ .columns = GAMUT_ARRAY_LEN(titles) };
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(titles); i++)
		gamut_grid_add(grid, gamut_str_of(titles[i]));
	for (size_t i = 0; i < comparison->cell_count; i++)
		for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++)
			if (comparison->cells[i].of[m].mark ==
			            GAMUT_MARK_LOOK &&
			    count++ < most)
				add_look(grid, &comparison->cells[i],
				         (enum gamut_compare_metric)m);
}
