#ifndef GAMUT_REPORT_COMPARE_DIFF_H
#define GAMUT_REPORT_COMPARE_DIFF_H

#include "runner/measure/compare/diff.h"
#include "runner/measure/compare/fit.h"
#include "runner/report/compare/compare.h"

/*
 * A diff as text
 * --------------
 * These functions compute nothing. Output is UTF-8 and deterministic; strings
 * of strangers can neither act nor break out.
 */
struct gamut_diff_document {
	const struct gamut_diff *diff;
	struct gamut_compare_party base;
	struct gamut_compare_party candidate;
	/* All that there are: none of them is refused. */
	const struct gamut_differences *differences;
	size_t top;  /* answers that are told of a cell, at least 1 */
	bool is_all; /* all answers of all cells, moved or not */
};

/*
 * Add `document` to `out`; the last byte is a line feed.
 *
 * table     for a terminal: a block a task, with the cells that have an answer
 *           beyond noise, and of each `top` answers
 * markdown  the same, in blocks that open; less than 60,000 bytes
 * json      docs/formats.md has its members: all cells, and all answers whose
 *           share changed
 * csv       one row an answer, likewise
 */
void gamut_diff_write(struct gamut_buf *out,
                      const struct gamut_diff_document *document,
                      enum gamut_format format,
                      const struct gamut_report_options *options);

#endif
