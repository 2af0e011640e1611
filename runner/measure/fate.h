#ifndef GAMUT_MEASURE_FATE_H
#define GAMUT_MEASURE_FATE_H

#include "runner/measure/extract.h"
#include "runner/store/sample.h"

/*
 * What became of one wanted sample: exactly one of these.
 *
 * X(NAME, "name"): append only; the names are written to results and read by
 * scripts. The first seven are fates of completions, and count in n.
 */
#define GAMUT_FATE_MAP(X)                                                \
	X(VALID_NEW, "valid-new")             /* first of its kind */    \
	X(VALID_DUPLICATE, "valid-duplicate") /* byte for byte, again */ \
	X(INVALID, "invalid")                                            \
	X(EMPTY, "empty")                   /* nothing was said */       \
	X(REFUSAL, "refusal")               /* so the endpoint says */   \
	X(TRUNCATED, "truncated")           /* by the token limit */     \
	X(REASONING_ONLY, "reasoning-only") /* thoughts, no answer */    \
	X(FAILED, "failed")                 /* the request, given up */  \
	X(MISSING, "missing")               /* not asked for yet */

enum gamut_fate {
#define X(name, text) GAMUT_FATE_##name,
	GAMUT_FATE_MAP(X)
#undef X
	GAMUT_FATE_COUNT
};

/* "valid-new"; never NULL. */
const char *gamut_fate_name(enum gamut_fate fate);

/*
 * The fate of a completion, the first of these that fits:
 *
 *   refusal         finish reason "refusal" or "content_filter"
 *   truncated       finish reason "length" (or "max_tokens") and the answer
 *                   is empty, or nothing stands behind it that ends it: it may
 *                   be a stump, "8392" of "8392013", and is never valid
 *   reasoning-only  empty answer, but there was reasoning: a <think> block,
 *                   closed or not, reasoning apart from the text, or a count
 *                   of reasoning tokens above 0
 *   empty           empty answer
 *   valid-new       `is_valid`, and not `is_known`
 *   valid-duplicate `is_valid`, and the same bytes were valid before
 *   invalid         the rest
 */
enum gamut_fate gamut_fate_of(const struct gamut_sample *sample,
                              const struct gamut_answer *answer, bool is_valid,
                              bool is_known);

#endif
