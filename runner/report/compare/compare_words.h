#ifndef GAMUT_REPORT_COMPARE_WORDS_H
#define GAMUT_REPORT_COMPARE_WORDS_H

#include "runner/report/compare/compare.h"

/*
 * The words of a comparison
 * -------------------------
 * What several formats say alike. Strings live in `arena`, in what they are
 * about, or are static. Those that say "raw" may hold strangers' bytes, which
 * the format has to make harmless; the others do nothing in a terminal or log.
 */

/* Columns of an answer, and of a name, that are shown. */
#define GAMUT_WORDS_ANSWER_COLUMNS ((size_t)40)
#define GAMUT_WORDS_NAME_COLUMNS ((size_t)60)

/* Of who is compared, and of a difference; and the differences shown. */
#define GAMUT_WORDS_LINE_COLUMNS ((size_t)300)
#define GAMUT_WORDS_DIFFERENCES ((size_t)20)

/*
 * `raw` as gamut_text_show() shows it, and so that nothing in it is a command
 * to the runner of GitHub's jobs, which looks for "##[" anywhere in a line.
 */
struct gamut_str gamut_words_show(struct gamut_str raw, size_t columns,
                                  struct gamut_arena *arena);

/* "validity" and "yield": members of documents. */
const char *gamut_words_metric(enum gamut_compare_metric metric);

/* "validity", and "canonical yield" or "raw yield" by `form`: for people. */
const char *gamut_words_title(enum gamut_compare_metric metric,
                              enum gamut_form form);

/* "canonical" or "raw". */
const char *gamut_words_form(enum gamut_form form);

/* "none", "look" or "fail". */
const char *gamut_words_mark(enum gamut_compare_mark mark);

/* What a number is rounded to. */
enum gamut_words_scale {
	GAMUT_WORDS_MEAN,  /* means over all cells: two digits */
	GAMUT_WORDS_GROUP, /* means over some: one */
	GAMUT_WORDS_CELL   /* one, and none for a yield, which is whole */
};

/* "85.20": validity in percent. "-" where it is undefined. */
struct gamut_str gamut_words_value(enum gamut_compare_metric metric,
                                   enum gamut_words_scale scale, double value,
                                   struct gamut_arena *arena);

/* The same with a sign, for differences: "+0.30", but "0.00". */
struct gamut_str gamut_words_signed(enum gamut_compare_metric metric,
                                    enum gamut_words_scale scale, double value,
                                    struct gamut_arena *arena);

/* "-1.20 to +0.60", or "-". */
struct gamut_str gamut_words_interval(enum gamut_compare_metric metric,
                                      enum gamut_words_scale scale,
                                      struct gamut_interval interval,
                                      struct gamut_arena *arena);

/* "0.012", "<0.001", or "-". */
struct gamut_str gamut_words_p(double p, struct gamut_arena *arena);

/* "1 cell", "2 cells". */
struct gamut_str gamut_words_count(uint64_t count, const char *one,
                                   struct gamut_arena *arena);

/* The completions of a cell's sides. */
uint64_t gamut_words_n(const struct gamut_compare_cell *cell);

/* Cells of which a metric is marked so, and none is marked more. */
size_t gamut_words_marked(const struct gamut_comparison *comparison,
                          enum gamut_compare_mark mark);

/* The most that a metric of the cell is marked with. */
enum gamut_compare_mark gamut_words_mark_of(
	const struct gamut_compare_cell *cell);

/* "pass: ...", "regression: ...", "undecided: ..."; without a full stop. */
struct gamut_str gamut_words_verdict(const struct gamut_comparison *comparison,
                                     struct gamut_arena *arena);

/*
 * One metric of all cells: "canonical yield fell by 4.10 (95 % interval -5.20
 * to -3.00, at worst -5.02, margin 2.00)".
 */
struct gamut_str gamut_words_aggregate(
	const struct gamut_comparison *comparison,
	enum gamut_compare_metric metric, struct gamut_arena *arena);

/* What would decide an undecided one: "about n = 400 samples a cell would
 * decide". */
struct gamut_str gamut_words_needed(
	const struct gamut_compare_aggregate *aggregate,
	struct gamut_arena *arena);

/* "on other tasks of this kind (22 tasks, ...): validity ...; ...". */
struct gamut_str gamut_words_other_tasks(
	const struct gamut_comparison *comparison, struct gamut_arena *arena);

/* One metric of a cell: "canonical yield fell from 45 to 12 (...)". */
struct gamut_str gamut_words_cell(const struct gamut_comparison *comparison,
                                  const struct gamut_compare_cell *cell,
                                  enum gamut_compare_metric metric,
                                  struct gamut_arena *arena);

/* "us_states, zero-shot": raw. */
struct gamut_str gamut_words_cell_name(struct gamut_str task,
                                       struct gamut_str setting,
                                       struct gamut_arena *arena);

/* The setting, or words where it was not told: raw. */
struct gamut_str gamut_words_setting(struct gamut_str setting);

/* "sim:base (simulated), run 0123456789abcdef, 2026-...": raw, and cut. */
struct gamut_str gamut_words_party(const struct gamut_compare_party *party,
                                   struct gamut_arena *arena);

/* "prompts differ in 3 cells (let pass: prompts)": raw. */
struct gamut_str gamut_words_difference(
	const struct gamut_difference *difference, struct gamut_arena *arena);

/* "differs" where that was let pass, "note" where it is worth knowing only. */
const char *gamut_words_difference_label(
	const struct gamut_difference *difference);

/* "is valid now, and was not (4 completions)", of an answer. */
struct gamut_str gamut_words_flip(const struct gamut_flip *flip,
                                  struct gamut_arena *arena);

/* Of what nothing is known, or that nothing flipped; else empty. */
struct gamut_str gamut_words_flips(const struct gamut_flips *flips,
                                   struct gamut_arena *arena);

#endif
