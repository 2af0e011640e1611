#ifndef GAMUT_REPORT_COMPARE_FRONT_H
#define GAMUT_REPORT_COMPARE_FRONT_H

#include "runner/measure/compare/front.h"
#include "runner/report/report.h"

/*
 * A front as text
 * ---------------
 * These functions compute no figures. Output is UTF-8 and deterministic;
 * strings of strangers can neither act on a terminal nor break out of a field.
 */
struct gamut_front_document {
	const struct gamut_front *front;
	/* Drawn, and not ranked. */
	const struct gamut_front_reference *references;
	size_t reference_count;
	/* One line each, without a full stop; they may hold strangers' bytes.
	 */
	const struct gamut_str *notes;
	size_t note_count;
};

/*
 * Add `document` to `out`; the last byte is a line feed.
 *
 * table     for a terminal, `options->columns` wide, 60 at least: a plot, its
 *           points, hypervolumes
 * json      all there is, to draw pictures from; docs/fronts.md
 * csv       one row a point, then one a reference
 * markdown  as the table, the plot in a block of code
 */
void gamut_front_write(struct gamut_buf *out,
                       const struct gamut_front_document *document,
                       enum gamut_format format,
                       const struct gamut_report_options *options);

/* The parts, as gamut_front_write() calls them. */
void gamut_front_table(struct gamut_buf *out,
                       const struct gamut_front_document *document,
                       const struct gamut_report_options *options);
void gamut_front_markdown(struct gamut_buf *out,
                          const struct gamut_front_document *document);
void gamut_front_json(struct gamut_buf *out,
                      const struct gamut_front_document *document);
void gamut_front_csv(struct gamut_buf *out,
                     const struct gamut_front_document *document);

/*
 * The scatter alone, `columns` wide (60 to 100; others are brought into that
 * range) and some 20 lines high: points by their ids, references as 1, 2, ...,
 * the front as a staircase. Ids that would stand on others move by a place;
 * those that find none are counted below the plot.
 */
void gamut_front_plot(struct gamut_buf *out,
                      const struct gamut_front_document *document,
                      size_t columns);

#endif
