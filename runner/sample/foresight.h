#ifndef GAMUT_SAMPLE_FORESIGHT_H
#define GAMUT_SAMPLE_FORESIGHT_H

#include "runner/sample/budget.h"

/*
 * What completing a run will take, without asking anyone: as many requests as
 * there are gaps, if each is answered at once; prompts as
 * gamut_budget_estimate() has them; answers that are all as long as their
 * limit.
 */
struct gamut_foresight {
	uint64_t samples; /* that are not there */
	uint64_t requests;
	struct gamut_tokens tokens; /* of completions, at most */
	/* The cells asked of whose prompts no sample told the length. */
	size_t guessed_prompts;
	size_t cells; /* that lack samples */
	double cost;  /* by the prices of the limits */
};

/*
 * `run` was read, or holds a manifest, `prompt_tokens` of 0 and no `index`;
 * requests are for `samples_per_request` at most, at least 1. Of `limits` only
 * the prices are looked at.
 */
void gamut_foresee(struct gamut_foresight *out, const struct gamut_run *run,
                   uint32_t samples_per_request,
                   const struct gamut_budget_limits *limits);

#endif
