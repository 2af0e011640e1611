#ifndef GAMUT_REPORT_COMPARE_DIFF_FORMATS_H
#define GAMUT_REPORT_COMPARE_DIFF_FORMATS_H

#include "runner/report/compare/diff.h"

/* The formats, as gamut_diff_write() calls them. */

void gamut_diff_table(struct gamut_buf *out,
                      const struct gamut_diff_document *document,
                      const struct gamut_report_options *options);
void gamut_diff_json(struct gamut_buf *out,
                     const struct gamut_diff_document *document);
void gamut_diff_csv(struct gamut_buf *out,
                    const struct gamut_diff_document *document);
void gamut_diff_markdown(struct gamut_buf *out,
                         const struct gamut_diff_document *document);

/*
 * What several of them say alike. Sentences live in `arena`, have no full stop
 * and may hold strangers' bytes.
 */

/* "312 answers in 66 cells moved beyond noise; of valid answers ...". */
struct gamut_str gamut_diff_head(const struct gamut_diff *diff,
                                 struct gamut_arena *arena);

/* "mean of 66 cells: validity 74.3 -> 98.1 %, yield ...". */
struct gamut_str gamut_diff_means(const struct gamut_diff *diff,
                                  struct gamut_arena *arena);

/* "zero-shot: n = 100, validity 71.0 -> 97.0 %, ...". */
struct gamut_str gamut_diff_cell_line(const struct gamut_diff_cell *cell,
                                      struct gamut_arena *arena);

/* How it was marked: one sentence. */
struct gamut_str gamut_diff_rule(const struct gamut_diff *diff,
                                 struct gamut_arena *arena);

/* Cells that one side has alone; empty where there are none. */
struct gamut_str gamut_diff_unpaired(const struct gamut_diff *diff,
                                     struct gamut_arena *arena);

/* Why it is not valid; "" of one that is. */
const char *gamut_diff_reason(const struct gamut_diff_answer *answer);

/* Is the cell told at all? */
bool gamut_diff_tells_cell(const struct gamut_diff_document *document,
                           const struct gamut_diff_cell *cell);

/*
 * Is the answer, within `top`? What is not valid is told where it rose: that
 * it went is what the validity says.
 */
bool gamut_diff_tells(const struct gamut_diff_document *document,
                      const struct gamut_diff_answer *answer);

#endif
