#ifndef GAMUT_REPORT_COMPARE_OVERLAP_H
#define GAMUT_REPORT_COMPARE_OVERLAP_H

#include "runner/measure/compare/overlap.h"
#include "runner/report/report.h"

/*
 * What models share, as text
 * --------------------------
 * These functions compute nothing. Output is UTF-8 and deterministic; strings
 * of strangers can neither act on a terminal nor break out of a field.
 */

/* Who is compared: a condition of `overlap`. Strings may be strangers'. */
struct gamut_overlap_party {
	struct gamut_str path;  /* as given */
	struct gamut_str model; /* empty: not told */
	struct gamut_str run;   /* its id; empty: foreign completions */
	bool is_simulated;
	bool is_imported; /* others drew its samples */
	uint64_t absent;  /* samples that are failed or missing */
};

/* What to show. */
enum gamut_overlap_show {
	GAMUT_OVERLAP_SHOW_ALL,
	GAMUT_OVERLAP_SHOW_PAIRS,
	GAMUT_OVERLAP_SHOW_MODES
};

struct gamut_overlap_document {
	const struct gamut_overlap *overlap;
	const struct gamut_overlap_party *parties; /* a condition each */
	size_t at_least; /* of how many conditions modes are shown */
	enum gamut_overlap_show show;
};

/*
 * Add `document` to `out`; the last byte is a line feed.
 *
 * table     for a terminal: who is who, the index of each two as a matrix, the
 *           answers that several over-produce
 * json      all of it, docs/overlap.md has its members
 * csv       a row each for two conditions and a cell, or with modes alone for
 *           an answer and a condition
 * markdown  as the table
 */
void gamut_overlap_write(struct gamut_buf *out,
                         const struct gamut_overlap_document *document,
                         enum gamut_format format,
                         const struct gamut_report_options *options);

/* The four, as gamut_overlap_write() calls them. */
void gamut_overlap_table(struct gamut_buf *out,
                         const struct gamut_overlap_document *document,
                         const struct gamut_report_options *options);
void gamut_overlap_json(struct gamut_buf *out,
                        const struct gamut_overlap_document *document);
void gamut_overlap_csv(struct gamut_buf *out,
                       const struct gamut_overlap_document *document);
void gamut_overlap_markdown(struct gamut_buf *out,
                            const struct gamut_overlap_document *document);

#endif
