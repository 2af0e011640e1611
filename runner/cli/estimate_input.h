#ifndef GAMUT_CLI_ESTIMATE_INPUT_H
#define GAMUT_CLI_ESTIMATE_INPUT_H

#include "base/json.h"
#include "runner/measure/estimate/estimates.h"

/*
 * What `gamut estimate` is given
 * ------------------------------
 * The same numbers as options and as members of a JSON object, with the same
 * limits. Messages name the option or the member, and the place in a list.
 */

/* As on the command line; NULL is absent. */
struct gamut_estimate_words {
	const char *counts; /* "18,12,9": whole numbers */
	const char *invalid;
	const char *space;
	const char *at;
	const char *base_counts;
	const char *base_invalid;
	const char *target; /* "1,1,0.5": positive numbers */
};

/*
 * The input that these words, with `counts` among them, stand for. Memory is
 * `arena`'s. GAMUT_EINVAL names the option.
 */
GAMUT_MUST_USE
enum gamut_status gamut_estimate_read_words(
	struct gamut_estimate_input *input,
	const struct gamut_estimate_words *words, struct gamut_arena *arena,
	struct gamut_err *err);

/*
 * The same for an object: "counts" must be there; null is absent. Other
 * members are passed over. GAMUT_EPARSE or GAMUT_EINVAL names the member.
 */
GAMUT_MUST_USE
enum gamut_status gamut_estimate_read_object(struct gamut_estimate_input *input,
                                             const cJSON *object,
                                             struct gamut_arena *arena,
                                             struct gamut_err *err);

/* The most values of `at`: each may cost a quarter of a second. */
#define GAMUT_ESTIMATE_MAX_AT 1000

#endif
