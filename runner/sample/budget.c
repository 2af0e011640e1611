#include "runner/sample/budget.h"

#include <stdlib.h>

#include "base/alloc.h"

uint64_t gamut_budget_guess_tokens(struct gamut_str prompt)
{
	return (prompt.len + 3) / 4;
}

/* Can `tokens` be a number of them? */
static bool is_count(int64_t tokens)
{
	return tokens > 0 && tokens <= GAMUT_BUDGET_TOKENS_MAX;
}

/* What a sample of `cell` told of its prompt, else what can be guessed. */
static uint32_t know_prompt(const struct gamut_run *run, size_t cell)
{
	if (is_count(run->prompt_tokens[cell]))
		return run->prompt_tokens[cell];
	return (uint32_t)gamut_budget_guess_tokens(
		run->manifest.cells[cell].prompt);
}

void gamut_budget_init(struct gamut_budget *budget,
                       const struct gamut_budget_limits *limits,
                       const struct gamut_run *run)
{
	size_t count = run->manifest.cell_count;

	*budget = (struct gamut_budget){
		.limits = *limits,
		.manifest = &run->manifest,
		.prompt_tokens = gamut_alloc_array(count, sizeof(uint32_t)),
	};
	for (size_t i = 0; i < count; i++)
		budget->prompt_tokens[i] = know_prompt(run, i);
}

void gamut_budget_release(struct gamut_budget *budget)
{
	free(budget->prompt_tokens);
}

struct gamut_tokens gamut_budget_estimate(const struct gamut_budget *budget,
                                          const struct gamut_request *request)
{
	uint64_t limit = budget->manifest->cells[request->cell].max_tokens;

	return (struct gamut_tokens){
		.prompt = budget->prompt_tokens[request->cell],
		.completion = limit * request->count,
	};
}

double gamut_budget_cost(const struct gamut_budget_limits *limits,
                         struct gamut_tokens tokens)
{
	return (double)tokens.prompt * limits->prompt_price +
	       (double)tokens.completion * limits->completion_price;
}

static struct gamut_tokens add(struct gamut_tokens a, struct gamut_tokens b)
{
	return (struct gamut_tokens){
		.prompt = a.prompt + b.prompt,
		.completion = a.completion + b.completion,
	};
}

struct gamut_tokens gamut_budget_total(const struct gamut_budget *budget)
{
	return add(budget->spent, budget->reserved);
}

/* The bound that `tokens` and one more request would pass, or NULL. */
static const char *find_bound(const struct gamut_budget *budget,
                              struct gamut_tokens tokens)
{
	const struct gamut_budget_limits *limits = &budget->limits;

	if (limits->max_requests && budget->requests >= limits->max_requests)
		return "--max-requests";
	if (limits->max_tokens &&
	    tokens.prompt + tokens.completion > limits->max_tokens)
		return "--max-tokens-total";
	if (limits->max_cost > 0 &&
	    gamut_budget_cost(limits, tokens) > limits->max_cost)
		return "--max-cost";
	return NULL;
}

enum gamut_budget_verdict gamut_budget_judge(
	const struct gamut_budget *budget, const struct gamut_request *request)
{
	struct gamut_tokens wanted = gamut_budget_estimate(budget, request);
	struct gamut_tokens least = add(budget->spent, wanted);

	if (find_bound(budget, least))
		return GAMUT_BUDGET_USED_UP;
	if (find_bound(budget, add(least, budget->reserved)))
		return GAMUT_BUDGET_WAITS;
	return GAMUT_BUDGET_FITS;
}

const char *gamut_budget_bound(const struct gamut_budget *budget,
                               const struct gamut_request *request)
{
	const char *bound = find_bound(
		budget,
		add(budget->spent, gamut_budget_estimate(budget, request)));

	if (!bound)
		GAMUT_BUG("a request that fits passes no bound");
	return bound;
}

void gamut_budget_begin(struct gamut_budget *budget,
                        struct gamut_request *request)
{
	struct gamut_tokens tokens = gamut_budget_estimate(budget, request);

	budget->requests++;
	budget->reserved = add(budget->reserved, tokens);
	request->prompt_tokens = (uint32_t)tokens.prompt;
}

/* What the request took, by `estimate` where its reply is silent. */
static struct gamut_tokens judge_reply(const struct gamut_reply *reply,
                                       struct gamut_tokens estimate)
{
	struct gamut_tokens spent = estimate;

	if (reply->outcome != GAMUT_ANSWERED)
		return reply->http_status >= 300 ? (struct gamut_tokens){ 0 } :
		                                   spent;
	if (is_count(reply->prompt_tokens))
		spent.prompt = (uint64_t)reply->prompt_tokens;
	if (is_count(reply->completion_tokens) || reply->completion_tokens == 0)
		spent.completion = (uint64_t)reply->completion_tokens;
	return spent;
}

void gamut_budget_end(struct gamut_budget *budget,
                      const struct gamut_reply *reply)
{
	const struct gamut_request *request = &reply->request;
	uint32_t *known = &budget->prompt_tokens[request->cell];
	struct gamut_tokens reserved = gamut_budget_estimate(budget, request);

	budget->requests += reply->resends;
	reserved.prompt = request->prompt_tokens;
	budget->reserved.prompt -= reserved.prompt;
	budget->reserved.completion -= reserved.completion;
	budget->spent = add(budget->spent, judge_reply(reply, reserved));
	if (is_count(reply->prompt_tokens))
		*known = (uint32_t)reply->prompt_tokens;
}
