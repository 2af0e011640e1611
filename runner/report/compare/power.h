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

#endif
