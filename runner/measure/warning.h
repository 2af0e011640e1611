#ifndef GAMUT_MEASURE_WARNING_H
#define GAMUT_MEASURE_WARNING_H

#include "runner/measure/summary.h"

/*
 * What speaks against the numbers
 * -------------------------------
 * Signs that completions are not independent draws of one model, and fates
 * that say more about the set-up than about the model. docs/metrics.md says
 * what to do about each.
 *
 * X(NAME, "code"): append only; the codes are written to summary.json and read
 * by scripts.
 */
#define GAMUT_WARNING_MAP(X)                                   \
	X(DUPLICATE_RESPONSE_IDS, "duplicate-response-ids")    \
	X(IDENTICAL_COMPLETIONS, "identical-long-completions") \
	X(SEVERAL_MODELS, "several-models")                    \
	X(SEVERAL_FINGERPRINTS, "several-fingerprints")        \
	X(CACHED, "cached-completions")                        \
	X(REPEATED_SEEDS, "repeated-seeds")                    \
	X(SERVER, "server")                                    \
	X(TRUNCATED, "truncated")                              \
	X(REASONING_ONLY, "reasoning-only")                    \
	X(EMPTY, "empty")                                      \
	X(REFUSAL, "refusal")                                  \
	X(FAILED, "failed")

enum gamut_warning_code {
#define X(name, text) GAMUT_WARNING_##name,
	GAMUT_WARNING_MAP(X)
#undef X
	GAMUT_WARNING_COUNT
};

/* One matter in one cell. */
struct gamut_warning {
	enum gamut_warning_code code;
	/* Without a task where it concerns the whole run. */
	struct gamut_cell_key key;
	uint64_t count;          /* what it concerns: completions, ... */
	uint64_t of;             /* of how many that could be concerned */
	struct gamut_str detail; /* "12 of 100", "2: 'a' 60, 'b' 40" */
	/*
	 * One line without a full stop, what it is and what to do: for people.
	 * It can be printed as it is.
	 */
	struct gamut_str text;
};

/* "truncated"; never NULL. */
const char *gamut_warning_code_name(enum gamut_warning_code code);

/* "completions cut off by the token limit"; empty for GAMUT_WARNING_SERVER. */
const char *gamut_warning_headline(enum gamut_warning_code code);

/* "allow more with --max-tokens, ..."; empty for GAMUT_WARNING_SERVER. */
const char *gamut_warning_advice(enum gamut_warning_code code);

/*
 * Make the summary's warnings: the `given` ones, which need no text, and those
 * of the cells' fates, of which more than 2 % of a cell is worth one. By model
 * and run, code, and cell. All in `arena`.
 */
void gamut_warnings_make(struct gamut_summary *summary,
                         const struct gamut_warning *given, size_t given_count,
                         struct gamut_arena *arena);

#endif
