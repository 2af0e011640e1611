#ifndef GAMUT_CLI_ESTIMATE_WEIGHTS_H
#define GAMUT_CLI_ESTIMATE_WEIGHTS_H

#include "base/arena.h"
#include "base/json.h"

/* The target that `gamut estimate` is given. Weights are finite and above 0. */
struct gamut_estimate_weights {
	double *items; /* NULL: there is no target */
	size_t count;
};

/*
 * Read `words`, "1,1,0.5", the argument of --target; NULL leaves `*weights`
 * alone. Memory is `arena`'s. GAMUT_EINVAL names the option and the weight.
 */
GAMUT_MUST_USE
enum gamut_status gamut_estimate_read_weights(
	struct gamut_estimate_weights *weights, const char *words,
	struct gamut_arena *arena, struct gamut_err *err);

/*
 * The same for `array`, the member "target" of an object; NULL is absent.
 * GAMUT_EPARSE names the member and the place in it.
 */
GAMUT_MUST_USE
enum gamut_status gamut_estimate_read_target(
	struct gamut_estimate_weights *weights, const cJSON *array,
	struct gamut_arena *arena, struct gamut_err *err);

#endif
