#ifndef GAMUT_EXCHANGE_EXPORT_CSV_H
#define GAMUT_EXCHANGE_EXPORT_CSV_H

#include "runner/exchange/export/export.h"

/*
 * cells.csv: a row for each cell of all runs, with all its numbers. Private to
 * this layer.
 */
GAMUT_MUST_USE
enum gamut_status gamut_export_cells_csv(const struct gamut_export *export,
                                         struct gamut_str dir,
                                         struct gamut_err *err);

/*
 * answers.csv: a row for each distinct answer of each cell, the most frequent
 * ones of a cell first, of equally frequent ones by their bytes.
 */
GAMUT_MUST_USE
enum gamut_status gamut_export_answers_csv(const struct gamut_export *export,
                                           struct gamut_str dir,
                                           struct gamut_err *err);

#endif
