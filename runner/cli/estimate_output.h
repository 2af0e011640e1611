#ifndef GAMUT_CLI_ESTIMATE_OUTPUT_H
#define GAMUT_CLI_ESTIMATE_OUTPUT_H

#include "runner/measure/estimate/estimates.h"
#include "runner/report/report.h"

/*
 * Add what was estimated of `input` to `out`: an object on one line for JSON,
 * in which what is undefined is null; else a row for each number. The names
 * are a contract.
 */
void gamut_estimate_write(struct gamut_buf *out, enum gamut_format format,
                          const struct gamut_estimate_input *input,
                          const struct gamut_estimates *estimates);

#endif
