#ifndef GAMUT_EXCHANGE_EXPORT_CSV_H
#define GAMUT_EXCHANGE_EXPORT_CSV_H

#include "runner/exchange/export.h"

/* The first line of samples.csv, by which an import knows it again. */
#define GAMUT_EXPORT_CSV_SAMPLES                                           \
	"model,run,task,setting,index,answer,valid,reason,canonical,fate," \
	"copied_example,text,finish_reason,seed,latency_ms,"               \
	"prompt_tokens,completion_tokens,reasoning_tokens"

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
