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

/* "table". */
const char *gamut_format_name(enum gamut_format format);

/* "table, json, csv or markdown": for messages, static. */
const char *gamut_format_list(void);

/* What only the caller knows of a run; may hold strangers' bytes. */
struct gamut_report_run {
	struct gamut_str run;    /* its id */
	struct gamut_str label;  /* what people call it, such as its folder */
	struct gamut_str remedy; /* the command that gets what it lacks, for a
	                            shell; empty: nothing is lacking, or no
	                            command gets it */
};

struct gamut_report_options {
	size_t columns;  /* of the terminal; 0: 80. The table only */
	bool has_colour; /* bold headings. The table only */
	bool is_ascii;   /* what shows it knows no other. The table only */
	/* Told in all formats for people; of any, or none. */
	const struct gamut_report_run *runs;
	size_t run_count;
};

/* The command that gets what the run `run` lacks, or an empty string. */
struct gamut_str gamut_report_remedy_of(
	const struct gamut_report_options *options, struct gamut_str run);

/* The label of the run `run`, or its id where no label is its alone. */
struct gamut_str gamut_report_label_of(
	const struct gamut_report_options *options, struct gamut_str run);

/*
 * How a report is written, by the name of its format: those above, and "junit"
 * and "github" of reports alone. NULL for another.
 */
typedef void gamut_report_fn(struct gamut_buf *out,
                             const struct gamut_summary *summary,
                             const struct gamut_report_options *options);
gamut_report_fn *gamut_report_find(struct gamut_str name);

/* "table, json, csv, markdown, junit or github": for messages. */
#define GAMUT_REPORT_FORMATS "table, json, csv, markdown, junit or github"

/* Add `summary` to `out`; the last byte is a line feed. */
void gamut_report_write(struct gamut_buf *out,
                        const struct gamut_summary *summary,
                        enum gamut_format format,
                        const struct gamut_report_options *options);

/*
 * The formats. What does not name options needs none.
 *
 * table     for a terminal: what is wrong, means over tasks, then the cells,
 *           then the notes
 * json      the document summary.json; see docs/formats.md
 * csv       one row a cell, a header, lines ended by \n; text that a
 *           spreadsheet would take for a formula gets a ' in front
 * markdown  for a pull request: the means, what is wrong, the cells in blocks
 *           that open; less than 60,000 bytes, so that it fits into a comment
 * junit     a test suite for each setting of a run, a case for each task: an
 *           error where samples are missing, skipped where none was asked for.
 *           Nothing fails: what is too little is for a gate to say
 * github    workflow commands: an error for each run that lacks samples, a
 *           warning for each matter that speaks against the numbers, a notice
 *           with the means of each setting
 */
void gamut_report_table(struct gamut_buf *out,
                        const struct gamut_summary *summary,
                        const struct gamut_report_options *options);
void gamut_report_json(struct gamut_buf *out,
                       const struct gamut_summary *summary);
void gamut_report_csv(struct gamut_buf *out,
                      const struct gamut_summary *summary);
void gamut_report_markdown(struct gamut_buf *out,
                           const struct gamut_summary *summary,
                           const struct gamut_report_options *options);
void gamut_report_junit(struct gamut_buf *out,
                        const struct gamut_summary *summary,
                        const struct gamut_report_options *options);
void gamut_report_github(struct gamut_buf *out,
                         const struct gamut_summary *summary,
                         const struct gamut_report_options *options);

/* Any rows of texts in these formats, as safe as the above. */
void gamut_report_grid_csv(struct gamut_buf *out,
                           const struct gamut_grid *grid);
void gamut_report_grid_markdown(struct gamut_buf *out,
                                const struct gamut_grid *grid);

/* The same with no more than `most` rows below the header. */
void gamut_report_grid_markdown_head(struct gamut_buf *out,
                                     const struct gamut_grid *grid,
                                     size_t most);

#endif
