#ifndef GAMUT_REPORT_REPORT_H
#define GAMUT_REPORT_REPORT_H

#include "base/buf.h"
#include "runner/measure/score.h"
#include "runner/report/grid.h"

/*
 * A summary as text
 * -----------------
 * These functions compute nothing. Output is UTF-8 and deterministic; strings
 * of strangers (models, settings) can neither move a terminal's cursor nor
 * break out of a field.
 */

/* X(NAME, "name", "what parts it from the next"): the values of --format. */
#define GAMUT_FORMAT_MAP(X)     \
	X(TABLE, "table", ", ") \
	X(JSON, "json", ", ")   \
	X(CSV, "csv", " or ")   \
	X(MARKDOWN, "markdown", "")

enum gamut_format {
#define X(name, text, separator) GAMUT_FORMAT_##name,
	GAMUT_FORMAT_MAP(X)
#undef X
};

/* The format of that name; false, leaving `*out` alone, for another. */
bool gamut_format_find(enum gamut_format *out, struct gamut_str name);

/* "table, json, csv or markdown": for messages, static. */
const char *gamut_format_list(void);

struct gamut_report_options {
	size_t columns;  /* of the terminal; 0: 80. The table only */
	bool has_colour; /* bold headings. The table only */
};

/* Add `summary` to `out`; the last byte is a line feed. */
void gamut_report_write(struct gamut_buf *out,
                        const struct gamut_summary *summary,
                        enum gamut_format format,
                        const struct gamut_report_options *options);

/*
 * The four, as gamut_report_write() calls them.
 *
 * table     for a terminal: means over tasks, then the cells, then the notes
 * json      the document summary.json; see docs/formats.md
 * csv       one row a cell, a header, lines ended by \n; text that a
 *           spreadsheet would take for a formula gets a ' in front
 * markdown  as the table, for GitHub's renderer
 */
void gamut_report_table(struct gamut_buf *out,
                        const struct gamut_summary *summary,
                        const struct gamut_report_options *options);
void gamut_report_json(struct gamut_buf *out,
                       const struct gamut_summary *summary);
void gamut_report_csv(struct gamut_buf *out,
                      const struct gamut_summary *summary);
void gamut_report_markdown(struct gamut_buf *out,
                           const struct gamut_summary *summary);

/* Any rows of texts in these formats, as safe as the above. */
void gamut_report_grid_csv(struct gamut_buf *out,
                           const struct gamut_grid *grid);
void gamut_report_grid_markdown(struct gamut_buf *out,
                                const struct gamut_grid *grid);

#endif
