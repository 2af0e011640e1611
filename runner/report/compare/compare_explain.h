#ifndef GAMUT_REPORT_COMPARE_EXPLAIN_H
#define GAMUT_REPORT_COMPARE_EXPLAIN_H

#include "runner/report/compare/compare.h"

/*
 * Why a cell is worse
 * -------------------
 * For its yield the answers that vanished, appeared and rose; for its validity
 * the fates that grew and the invalid answers that came more often.
 */

/* Lines that one metric of a cell has at most. */
#define GAMUT_EXPLAIN_LINES 3

/* `answer` and what became of it. */
struct gamut_explain_item {
	struct gamut_str answer; /* a stranger's bytes */
	bool is_ours;            /* not an answer, but a word of ours */
	struct gamut_str tail;   /* behind it: " (4)", " 12 -> 88" */
};

struct gamut_explain_line {
	const char *head; /* "vanished" */
	struct gamut_explain_item *items;
	size_t count;
	size_t more; /* that are not in the list */
};

struct gamut_explanation {
	struct gamut_explain_line lines[GAMUT_EXPLAIN_LINES];
	size_t count; /* of lines, none of which is empty */
};

/*
 * Of `metric` of `cell`, `most` items a line, those that changed most first.
 * Lives in `arena`.
 */
struct gamut_explanation gamut_explain(const struct gamut_compare_cell *cell,
                                       enum gamut_compare_metric metric,
                                       size_t most, struct gamut_arena *arena);

/*
 * A line as text without anything that acts: `vanished: "Maine" (4), "Ohio"
 * (3), and 17 more`.
 */
struct gamut_str gamut_explain_text(const struct gamut_explain_line *line,
                                    struct gamut_arena *arena);

#endif
