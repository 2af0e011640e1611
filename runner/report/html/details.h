#ifndef GAMUT_REPORT_HTML_DETAILS_H
#define GAMUT_REPORT_HTML_DETAILS_H

#include "base/json.h"
#include "runner/report/html/completions.h"

/*
 * What the page shows of one cell beyond its summary: distinct answers,
 * canonical forms, the yield at k, each completion. docs/report.md has the
 * members.
 */

/*
 * Add the object to `json`. `completions` may be NULL: then none are listed.
 * Texts of strangers are cut at `max_bytes`, and say so.
 */
void gamut_details_write(struct gamut_json *json, const struct gamut_cell *cell,
                         const struct gamut_completions_cell *completions,
                         size_t max_bytes);

/* A string, or {"cut": its beginning, "bytes": n} where it is longer. */
void gamut_details_text(struct gamut_json *json, struct gamut_str text,
                        size_t bytes, size_t max_bytes);

#endif
