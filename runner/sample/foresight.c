#include "runner/sample/foresight.h"

#include "runner/sample/outstanding.h"

void gamut_foresee(struct gamut_foresight *out, const struct gamut_run *run,
                   uint32_t samples_per_request,
                   const struct gamut_budget_limits *limits)
{
	struct gamut_outstanding todo;
	struct gamut_budget budget;
	struct gamut_span span;
	size_t last_cell = SIZE_MAX;

	*out = (struct gamut_foresight){ 0 };
	gamut_budget_init(&budget, limits, run);
	out->samples = gamut_outstanding_init(&todo, run);
	/* Gaps come cell by cell; each is cut into requests by itself. */
	while (gamut_outstanding_take(&todo, &span, UINT32_MAX)) {
		const struct gamut_request request = { .cell = span.cell,
			                               .count = span.count };
		struct gamut_tokens tokens = gamut_budget_estimate(&budget,
		                                                   &request);
		uint64_t requests =
			(span.count - UINT64_C(1)) / samples_per_request + 1;

		out->requests += requests;
		out->tokens.prompt += tokens.prompt * requests;
		out->tokens.completion += tokens.completion;
		if (span.cell == last_cell)
			continue;
		last_cell = span.cell;
		out->cells++;
		out->guessed_prompts += run->prompt_tokens[span.cell] == 0;
	}
	out->cost = gamut_budget_cost(limits, out->tokens);
	gamut_outstanding_release(&todo);
	gamut_budget_release(&budget);
}
