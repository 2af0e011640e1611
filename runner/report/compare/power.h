#ifndef GAMUT_REPORT_COMPARE_POWER_H
#define GAMUT_REPORT_COMPARE_POWER_H

#include "runner/measure/compare/power.h"
#include "runner/report/report.h"

/*
 * What a comparison could find, as text
 * -------------------------------------
 * These functions compute nothing. Output is UTF-8 and deterministic; strings
 * of strangers can neither act on a terminal nor break out of a field.
 */
struct gamut_power_document {
	const struct gamut_power *power;
	struct gamut_str path;  /* of the base, as given; may be a stranger's */
	struct gamut_str model; /* likewise; empty: not told */
	struct gamut_str run;   /* its id; empty: foreign completions */
	bool is_simulated;
	uint64_t absent; /* samples of the base that are failed or missing */
};

/*
 * Add `document` to `out`; the last byte is a line feed.
 *
 * table     for a terminal: what it comes to in a sentence, the means, the
 *           cells that see the least and the most
 * json      all of it, docs/power.md has its members
 * csv       a row each for what is found, by means and by cells
 * markdown  as the table
 */
void gamut_power_write(struct gamut_buf *out,
                       const struct gamut_power_document *document,
                       enum gamut_format format,
                       const struct gamut_report_options *options);

/* The four, as gamut_power_write() calls them. */
void gamut_power_table(struct gamut_buf *out,
                       const struct gamut_power_document *document,
                       const struct gamut_report_options *options);
void gamut_power_json(struct gamut_buf *out,
                      const struct gamut_power_document *document);
void gamut_power_csv(struct gamut_buf *out,
                     const struct gamut_power_document *document);
void gamut_power_markdown(struct gamut_buf *out,
                          const struct gamut_power_document *document);

/*
 * What it comes to, for somebody who releases models; in `arena`. One sentence
 * and one for each drop that was asked for; the n-th, or false.
 */
bool gamut_power_sentence(struct gamut_str *sentence, size_t n,
                          const struct gamut_power_document *document,
                          struct gamut_arena *arena);

/* What else is worth knowing, in `arena`: the n-th line, or false. */
bool gamut_power_note(struct gamut_str *note, size_t n,
                      const struct gamut_power_document *document,
                      struct gamut_arena *arena);

/*
 * Rows of texts that the table and Markdown both show: the means; and of one
 * metric the cells that see the least, then those that see the most, or all
 * where they are few. Each fills `*grid`, which the caller releases.
 */
void gamut_power_means(struct gamut_grid *grid,
                       const struct gamut_power_document *document);
void gamut_power_cells(struct gamut_grid *grid,
                       const struct gamut_power_document *document,
                       enum gamut_compare_metric metric);

/* "look", "fail": names of strictnesses. */
extern const char *const gamut_power_strictness_names[GAMUT_POWER_STRICTNESSES];

/* What the tables say, one line each, NULL at the end. */
extern const char *const gamut_power_legend[];

#endif
