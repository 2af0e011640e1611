#ifndef GAMUT_VERIFIERS_COMBINE_VERDICT_H
#define GAMUT_VERIFIERS_COMBINE_VERDICT_H

#include "verifiers/combine.h"

/*
 * What checks say together: a part of combine.c, apart for its length.
 */
struct gamut_combined {
	enum gamut_combine mode;
	const struct gamut_combine_rule *rule;
	void **states; /* of each part */
	size_t open_count;
	struct gamut_arena arena; /* the members' */
	struct gamut_str *members;
	size_t member_count;
	bool lists_all;
};

/* What part `part` says by itself. */
struct gamut_verdict gamut_combined_ask(const struct gamut_combined *c,
                                        size_t part, struct gamut_str answer,
                                        struct gamut_arena *arena);

/* verify(), verify_all() and fault() of verifier.h; a state is a combined. */
struct gamut_verdict gamut_combined_verify(const void *state,
                                           struct gamut_str answer,
                                           struct gamut_arena *arena);
void gamut_combined_verify_all(const void *state,
                               struct gamut_verdict *verdicts,
                               const struct gamut_str *answers, size_t count,
                               struct gamut_arena *arena);
enum gamut_status gamut_combined_fault(const void *state,
                                       struct gamut_err *err);

#endif
