#ifndef GAMUT_REPORT_TABLES_H
#define GAMUT_REPORT_TABLES_H

#include "runner/measure/summary.h"
#include "runner/report/grid.h"

/* The tables that a terminal and Markdown both show, for one model. */

/* "sim:base (simulated), run 0123456789abcdef", in `arena`. */
struct gamut_str gamut_tables_title(const struct gamut_summary_part *part,
                                    struct gamut_arena *arena);

/*
 * Does the part have a single row of means, without a setting, as foreign
 * completions do? Such parts are shown together, a row a model.
 */
bool gamut_tables_is_plain(const struct gamut_summary_part *part);

/*
 * Means over tasks, of validity and yield with half of the 95 % interval of
 * sampling the same tasks again (the wider half, where they differ): a row a
 * setting of `part`, and one for all where there are several; or, of
 * `summary`, a row for each plain part. Fill `*grid`, which the caller
 * releases.
 */
void gamut_tables_means(struct gamut_grid *grid,
                        const struct gamut_summary_part *part);
void gamut_tables_plain_means(struct gamut_grid *grid,
                              const struct gamut_summary *summary);

/*
 * What became of the wanted samples, all tasks of a setting together, in
 * percent: the fates that every completion can have, and of the others those
 * that occur. Rows as above. Fill `*grid`, which the caller releases.
 */
void gamut_tables_fates(struct gamut_grid *grid,
                        const struct gamut_summary_part *part);
void gamut_tables_plain_fates(struct gamut_grid *grid,
                              const struct gamut_summary *summary);

/*
 * What the completions took: a row a setting of `part`, and their sum where
 * there are several. Only a header where the endpoint told no tokens. Fills
 * `*grid`, which the caller releases.
 */
void gamut_tables_bill(struct gamut_grid *grid,
                       const struct gamut_summary_part *part);

/* The model of a part, or words for it. */
struct gamut_str gamut_tables_model(const struct gamut_summary_part *part);

/* The setting of a row, or words for it. */
struct gamut_str gamut_tables_setting(const struct gamut_aggregate *aggregate);

/* What a table of tasks tells of the most frequent answer. */
struct gamut_tables_top {
	bool has_share;      /* in percent of the valid ones */
	size_t answer_width; /* columns of it, as mostly spelt; 0: not told */
};

/*
 * One row a task; for each of the settings [first, first + count) of `part`,
 * which are those of its aggregates, validity and uniqueness in percent, the
 * yield, and what `top` wants. Fills `*grid`, which the caller releases.
 */
void gamut_tables_tasks(struct gamut_grid *grid,
                        const struct gamut_summary_part *part, size_t first,
                        size_t count, const struct gamut_tables_top *top);

/* What a run is called where several are shown together. */
struct gamut_run_title {
	struct gamut_str run; /* its id */
	struct gamut_str title;
};

/*
 * A row for each setting of each run, in the order of `titles`, with the means
 * of gamut_tables_means(). Runs that the summary does not have are left out.
 * Fills `*grid`, which the caller releases.
 */
void gamut_tables_overview(struct gamut_grid *grid,
                           const struct gamut_summary *summary,
                           const struct gamut_run_title *titles, size_t count);

/* What these numbers are, one line each, NULL at the end. */
extern const char *const gamut_tables_legend[];

#endif
