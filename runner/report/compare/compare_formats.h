#ifndef GAMUT_REPORT_COMPARE_FORMATS_H
#define GAMUT_REPORT_COMPARE_FORMATS_H

#include "runner/report/compare/compare.h"

/* The formats, as gamut_compare_write() calls them. */

void gamut_compare_table(struct gamut_buf *out,
                         const struct gamut_compare_document *document,
                         const struct gamut_report_options *options);
void gamut_compare_json(struct gamut_buf *out,
                        const struct gamut_compare_document *document);
void gamut_compare_csv(struct gamut_buf *out,
                       const struct gamut_compare_document *document);
void gamut_compare_markdown(struct gamut_buf *out,
                            const struct gamut_compare_document *document);
void gamut_compare_junit(struct gamut_buf *out,
                         const struct gamut_compare_document *document);
void gamut_compare_github(struct gamut_buf *out,
                          const struct gamut_compare_document *document);

#endif
