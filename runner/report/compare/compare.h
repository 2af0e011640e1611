#ifndef GAMUT_REPORT_COMPARE_COMPARE_H
#define GAMUT_REPORT_COMPARE_COMPARE_H

#include "runner/measure/compare/compare.h"
#include "runner/measure/compare/fit.h"
#include "runner/measure/compare/flips.h"
#include "runner/report/report.h"

/*
 * A comparison as text
 * --------------------
 * These functions compute nothing. Output is UTF-8 and deterministic; strings
 * of strangers can neither act on a terminal nor break out of a field, a tag,
 * a code span or an annotation.
 */

/* X(NAME, "name", "what parts it from the next") */
#define GAMUT_COMPARE_FORMAT_MAP(X)   \
	X(TABLE, "table", ", ")       \
	X(JSON, "json", ", ")         \
	X(CSV, "csv", ", ")           \
	X(MARKDOWN, "markdown", ", ") \
	X(JUNIT, "junit", " or ")     \
	X(GITHUB, "github", "")

enum gamut_compare_format {
#define X(name, text, separator) GAMUT_COMPARE_FORMAT_##name,
	GAMUT_COMPARE_FORMAT_MAP(X)
#undef X
};

/* The format of that name; false, leaving `*out` alone, for another. */
bool gamut_compare_format_find(enum gamut_compare_format *out,
                               struct gamut_str name);

/* "table, json, csv, markdown, junit or github": for messages, static. */
const char *gamut_compare_format_list(void);

/* Who is compared. */
struct gamut_compare_party {
	struct gamut_str label;   /* the last part of its path */
	struct gamut_str model;   /* empty: not told */
	struct gamut_str run;     /* its id; empty: foreign completions */
	struct gamut_str created; /* RFC 3339; empty likewise */
	bool is_simulated;
};

struct gamut_compare_document {
	const struct gamut_comparison *comparison;
	struct gamut_compare_party base;
	struct gamut_compare_party candidate;
	/* Those that were let pass, and those that are worth knowing. */
	const struct gamut_differences *differences;
	/* What verifying anew changed; empty unless it was asked for. */
	const struct gamut_flips *flips;
};

/*
 * Add `document` to `out`; the last byte is a line feed.
 *
 * table     for a terminal, `options->columns` wide
 * json      docs/formats.md has its members
 * csv       one row a cell and metric
 * markdown  for a pull request or a step summary; less than 60,000 bytes, so
 *           that it fits into a comment
 * junit     a test suite of a case for each metric of each cell and of all;
 *           failures are those of the gate, what is undecided is an error
 * github    workflow commands: an error for each failure, a warning for what is
 *           undecided or worse in a cell, a notice with the verdict
 */
void gamut_compare_write(struct gamut_buf *out,
                         const struct gamut_compare_document *document,
                         enum gamut_compare_format format,
                         const struct gamut_report_options *options);

#endif
