#ifndef GAMUT_REPORT_FIGURE_OVERVIEW_H
#define GAMUT_REPORT_FIGURE_OVERVIEW_H

#include "runner/measure/compare/front.h"
#include "runner/report/figure/figure.h"
#include "runner/report/figure/legend.h"

/*
 * Pictures of all cells: tasks, settings and conditions
 * -----------------------------------------------------
 *	gamut_overview_open() -> gamut_figure_tasks() and so on, each into a
 *	{0} figure -> gamut_overview_close()
 */
struct gamut_overview {
	const struct gamut_front_input *input;
	/*
	 * Different ones. Tasks with the highest relative yield, on average
	 * over all their cells, stand first.
	 */
	struct gamut_str *tasks;
	size_t task_count;
	struct gamut_str *settings; /* as in reports, zero-shot first */
	size_t setting_count;
	/* By condition, task and setting; NULL: there is no such cell. */
	const struct gamut_cell_summary **cells;
	uint64_t absent; /* samples that are missing */
	struct gamut_arena arena;
};

/* The most columns of a name. */
#define GAMUT_OVERVIEW_LABEL 60

/* Settings of one picture: what marks tell apart. */
#define GAMUT_FIGURE_SETTINGS_MAX 6

/*
 * Sort the cells of `input`, which outlives `*overview`. GAMUT_EINVAL for more
 * than GAMUT_FIGURE_CONDITIONS_MAX conditions or GAMUT_FIGURE_SETTINGS_MAX
 * settings. Close it whatever comes of it.
 */
GAMUT_MUST_USE
enum gamut_status gamut_overview_open(struct gamut_overview *overview,
                                      const struct gamut_front_input *input,
                                      uint64_t absent, struct gamut_err *err);
void gamut_overview_close(struct gamut_overview *overview);

/* The cell, or NULL. */
const struct gamut_cell_summary *gamut_overview_cell(
	const struct gamut_overview *overview, size_t condition, size_t task,
	size_t setting);

/* What people call a condition; in the overview's arena. */
struct gamut_str gamut_overview_name(struct gamut_overview *overview,
                                     size_t condition);

/* Validity and relative yield of each task, with 95 % intervals. */
void gamut_figure_tasks(struct gamut_figure *figure,
                        struct gamut_overview *overview);

/* Canonical yield at k of each task, with 95 % bands and the ceiling. */
void gamut_figure_rarefaction(struct gamut_figure *figure,
                              struct gamut_overview *overview);

/* What became of all samples, as stacked bars. */
void gamut_figure_fates(struct gamut_figure *figure,
                        struct gamut_overview *overview);

/* Which share of valid answers the five most frequent have. */
void gamut_figure_answers(struct gamut_figure *figure,
                          struct gamut_overview *overview);

/* -------------------------------------------- what these pictures share */

/* The numbers that a row has before its own; 0 is none. */
struct gamut_overview_row {
	const char *kind;
	size_t condition; /* from 1 */
	size_t task;
	size_t setting;
	struct gamut_str label;
	const double *of; /* its own, NaN: undefined */
};

/*
 * Begin the data: "kind", "condition", "task", "setting", "label", then `count`
 * `columns`, and a row for each name of a condition, a task and a setting.
 */
void gamut_overview_begin(struct gamut_figure *figure,
                          struct gamut_overview *overview,
                          const char *const *columns, size_t count);

/* `row->of` has as many numbers as there are columns of its own. */
void gamut_overview_add(struct gamut_figure *figure,
                        const struct gamut_overview_row *row);

/*
 * Begin the data, and add what `add` adds for each cell that there is, by
 * condition, task and setting; `row` has the numbers of the three, and `kind`.
 */
typedef void gamut_overview_cell_fn(struct gamut_figure *figure,
                                    const struct gamut_overview *overview,
                                    const struct gamut_cell_summary *cell,
                                    const struct gamut_overview_row *row);
struct gamut_overview_data {
	const char *kind;
	const char *const *columns;
	size_t column_count;
	gamut_overview_cell_fn *add;
};
void gamut_overview_each(struct gamut_figure *figure,
                         struct gamut_overview *overview,
                         const struct gamut_overview_data *data);

/* Has any cell of that task a sample? */
bool gamut_overview_has_samples(const struct gamut_overview *overview,
                                size_t task);

/* The commands that read the names, into conditions[], tasks[], settings[]. */
void gamut_overview_script(struct gamut_figure *figure,
                           const struct gamut_overview *overview);

/*
 * Add items for conditions, by colour, and by shape where `shapes` names an
 * array of the script; where that is NULL, marks are in their order, from
 * above.
 */
void gamut_overview_legend(struct gamut_legend *legend,
                           struct gamut_overview *overview, const char *shapes);

/* The same for settings by the shape of marks. */
void gamut_overview_legend_settings(struct gamut_legend *legend,
                                    const struct gamut_overview *overview);

/* "set multiplot", with a title where samples are missing; add to drawing. */
void gamut_overview_multiplot(struct gamut_figure *figure,
                              const struct gamut_overview *overview);

/* What that takes above the plots, in points. */
double gamut_overview_top(const struct gamut_overview *overview);

/*
 * Begin what a panel of bars plots: with its own rows, those of condition c and
 * setting s whose column `rank` is a number, put apart first, as that is
 * quicker. GAMUT_OVERVIEW_BAR then is one plot: what stands before it, a number
 * that the column has, and how its part of the bars is filled.
 */
void gamut_overview_panel(struct gamut_buf *bars, const char *rank);
#define GAMUT_OVERVIEW_BAR                                                  \
	"%s $panel using ($1 == %zu ? ($3 + $4)/2 : NaN):2:3:4:($2 - 0.4):" \
	"($2 + 0.4) \\\n        with boxxyerror %s notitle"

/*
 * Panels of bars: a column of panels a setting, a row of panels a condition, in
 * each a bar a task; `bars` is what is plotted in one, of condition c and
 * setting s. `side` points beside each panel are kept free.
 */
void gamut_overview_bars(struct gamut_figure *figure,
                         const struct gamut_overview *overview,
                         const struct gamut_legend *legend, const char *bars,
                         double side);

#endif
