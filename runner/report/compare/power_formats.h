#ifndef GAMUT_REPORT_COMPARE_POWER_FORMATS_H
#define GAMUT_REPORT_COMPARE_POWER_FORMATS_H

#include "runner/report/compare/power.h"

/* The formats, as gamut_power_write() calls them. */

void gamut_power_table(struct gamut_buf *out,
                       const struct gamut_power_document *document,
                       const struct gamut_report_options *options);
void gamut_power_json(struct gamut_buf *out,
                      const struct gamut_power_document *document);
void gamut_power_csv(struct gamut_buf *out,
                     const struct gamut_power_document *document);
void gamut_power_markdown(struct gamut_buf *out,
                          const struct gamut_power_document *document);

#endif
