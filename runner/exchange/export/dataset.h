#ifndef GAMUT_EXCHANGE_EXPORT_DATASET_H
#define GAMUT_EXCHANGE_EXPORT_DATASET_H

#include "base/buf.h"
#include "runner/exchange/export/export.h"

/*
 * The card of a dataset of runs, README.md: what the Hugging Face Hub reads, in
 * YAML, and what people do, in Markdown. `stems` are the runs' names without
 * "data/" and ".jsonl", ASCII without a character that YAML, a path or a glob
 * takes for more. Private to the format.
 */
void gamut_export_card(struct gamut_buf *out, const struct gamut_export *export,
                       const struct gamut_str *stems);

#endif
