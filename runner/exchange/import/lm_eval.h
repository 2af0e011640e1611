#ifndef GAMUT_EXCHANGE_IMPORT_LM_EVAL_H
#define GAMUT_EXCHANGE_IMPORT_LM_EVAL_H

#include "runner/exchange/import/parts.h"

/*
 * What results_*.json tells of the samples at `path`, beside it. Private to the
 * format. Results that are not there, or cannot be read, tell nothing.
 */

/*
 * The one model of all results in the folder, in `arena`; empty where there are
 * none or they differ: then the user says it.
 */
struct gamut_str gamut_lm_eval_model(const char *path,
                                     struct gamut_arena *arena);

/* How much there is of a task; 0: not told. */
struct gamut_lm_eval_counts {
	bool is_ours; /* gamut exported it: these are completions */
	uint32_t original;
	uint32_t effective;
};

/*
 * The counts of `task`, as its file is called, in the results that were written
 * at the time `date` of the same name.
 */
struct gamut_lm_eval_counts gamut_lm_eval_counts(const char *path,
                                                 struct gamut_str task,
                                                 struct gamut_str date,
                                                 struct gamut_arena *arena);

#endif
