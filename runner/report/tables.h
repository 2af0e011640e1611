#ifndef GAMUT_REPORT_TABLES_H
#define GAMUT_REPORT_TABLES_H

#include "runner/measure/summary.h"
#include "runner/report/grid.h"
#include "runner/report/report.h"

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

/*
 * Leave out of a table of means what others follow from, where lines would be
 * longer than `max_columns`: the tasks, then what is unique, then the canonical
 * yield.
 */
void gamut_tables_narrow_means(struct gamut_grid *grid, size_t max_columns);

/*
 * A row for each setting of each part that is not plain, named by its model,
 * and by gamut_report_label_of() its run where others are of that model. Fills
 * `*grid`, which the caller releases.
 */
void gamut_tables_headline(struct gamut_grid *grid,
                           const struct gamut_summary *summary,
                           const struct gamut_report_options *options);

/* The parts that are not plain. */
size_t gamut_tables_settled(const struct gamut_summary *summary);

/* What a table of tasks tells beside validity and yield, in percent. */
struct gamut_tables_look {
	bool has_ceiling;    /* what as many uniform draws would give */
	bool has_intervals;  /* of 95 %, of both */
	bool has_uniqueness; /* S/V */
	bool has_share;      /* of the most frequent answer among valid ones */
	size_t bars;         /* columns of the shape of the answers; 0: none */
	size_t answer_width; /* of the most frequent answer, as mostly spelt */
};

/* The widest shape. */
#define GAMUT_TABLES_BARS_MAX ((size_t)8)

/*
 * How many of the settings of `part` fit side by side into `columns`, 1 at
 * least and `left` at most, and `*look` of as much as there is room for.
 */
size_t gamut_tables_fit(struct gamut_tables_look *look,
                        const struct gamut_summary_part *part, size_t left,
                        size_t columns);

/*
 * One row a task; for each of the settings [first, first + count) of `part`,
 * which are those of its aggregates, validity in percent, the yield, and what
 * `look` wants. A yield within 5 % of its ceiling is marked "^". Fills `*grid`,
 * which the caller releases.
 */
void gamut_tables_tasks(struct gamut_grid *grid,
                        const struct gamut_summary_part *part, size_t first,
                        size_t count, const struct gamut_tables_look *look);

/*
 * One sentence on the tasks of `part` that are furthest from their ceiling and
 * those that are least valid, of means over settings; empty where none is below
 * 90 %. In `arena`; holds strangers' bytes.
 */
struct gamut_str gamut_tables_weakest(const struct gamut_summary_part *part,
                                      struct gamut_arena *arena);

/*
 * How far the answers of `part` are from the target that their task has: a row
 * for each cell of such a task, only a header where there is none. Fills
 * `*grid`, which the caller releases.
 */
void gamut_tables_targets(struct gamut_grid *grid,
                          const struct gamut_summary_part *part);

/* What the columns of that are; no full stop. */
extern const char gamut_tables_targets_legend[];

/* Is there such a cell? */
bool gamut_tables_has_targets(const struct gamut_summary_part *part);

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
