#ifndef GAMUT_PLAN_OVERRIDES_H
#define GAMUT_PLAN_OVERRIDES_H

#include "runner/plan/dialect.h"

/*
 * What the user puts over a profile: --set KEY=JSON and --unset KEY. A set
 * adds a member to each request, or replaces it; an unset leaves it out.
 */
struct gamut_overrides {
	const char *const *set;
	size_t set_count;
	const char *const *unset; /* taken out after all is set */
	size_t unset_count;
};

/*
 * Apply `overrides` to what `profile` says: to `*sampling`, a JSON object,
 * whose new text lives in `arena`, and to `dialect`, where the stop strings,
 * the seed and the token limit stand. GAMUT_EINVAL names an item that is no
 * KEY=JSON, a key that has an option of its own or is never anybody's, stop
 * strings that the endpoint does not take, and an --unset of what is not sent.
 */
GAMUT_MUST_USE
enum gamut_status gamut_overrides_apply(struct gamut_str *sampling,
                                        struct gamut_dialect *dialect,
                                        const struct gamut_overrides *overrides,
                                        const struct gamut_profile *profile,
                                        struct gamut_arena *arena,
                                        struct gamut_err *err);

#endif
