#ifndef GAMUT_PLAN_SAMPLING_H
#define GAMUT_PLAN_SAMPLING_H

#include "base/arena.h"
#include "base/status.h"
#include "runner/plan/profile.h"

/*
 * How answers are drawn from the model's distribution
 * ---------------------------------------------------
 * A diversity measurement wants the distribution itself: preset `pure` is
 * temperature 1 with every truncation that the profile knows switched off in
 * so many words, for many servers truncate unless told not to. Preset
 * `hf-default` truncates to the top 50, which is what the paper's code in
 * effect ran with. What is asked for beside the preset replaces its part.
 */
struct gamut_sampling {
	const char *preset; /* NULL: "pure" */
	double temperature; /* at least 0; NAN: the preset's, 1 */
	double top_p;       /* in (0, 1]; NAN: the preset's */
	double min_p;       /* in [0, 1); NAN: the preset's */
	int64_t top_k;      /* 0: all; -1: the preset's */
};

/* All of them the preset's. */
struct gamut_sampling gamut_sampling_default(void);

/*
 * The sampling members of each request, as a JSON object in `arena`, in the
 * field names of `profile` and without what it omits. GAMUT_EINVAL for an
 * unknown preset, a value out of range, a top_k or min_p where the profile has
 * none, and for a value that is asked for but omitted.
 */
GAMUT_MUST_USE
enum gamut_status gamut_sampling_encode(struct gamut_str *out,
                                        const struct gamut_sampling *sampling,
                                        const struct gamut_profile *profile,
                                        struct gamut_arena *arena,
                                        struct gamut_err *err);

#endif
