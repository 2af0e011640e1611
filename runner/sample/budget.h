#ifndef GAMUT_SAMPLE_BUDGET_H
#define GAMUT_SAMPLE_BUDGET_H

#include "runner/sample/backend.h"
#include "runner/store/store.h"

/*
 * What a run may use up
 * ---------------------
 * Requests, tokens and money of one process. What is under way is counted in
 * advance, by an estimate, so that a bound is not passed; only an answer that
 * is longer than its token limit, as reasoning can be, passes it.
 */
struct gamut_budget_limits {
	uint64_t max_requests; /* retries included; 0: no bound, as below */
	uint64_t max_tokens;   /* of prompts and completions together */
	double max_cost;       /* in the unit of the prices */
	double prompt_price;   /* of one token */
	double completion_price;
};

struct gamut_tokens {
	uint64_t prompt;
	uint64_t completion;
};

/* More than any reply has: what is told beyond it is not believed. */
#define GAMUT_BUDGET_TOKENS_MAX (INT64_C(1) << 30)

struct gamut_budget {
	struct gamut_budget_limits limits;
	const struct gamut_manifest *manifest;
	uint32_t *prompt_tokens; /* of each cell: told, or estimated */
	uint64_t requests;
	struct gamut_tokens spent;
	struct gamut_tokens reserved; /* for what is under way */
};

enum gamut_budget_verdict {
	GAMUT_BUDGET_FITS,
	GAMUT_BUDGET_WAITS,   /* not before what is under way has ended */
	GAMUT_BUDGET_USED_UP, /* not any more */
};

/*
 * The tokens of a prompt of which nothing is known: a quarter of its bytes as
 * they are sent, rounded up. OpenAI's rule of thumb for English
 * (platform.openai.com/tokenizer); other scripts take more.
 */
uint64_t gamut_budget_guess_tokens(struct gamut_str prompt);

/* `run` outlives the budget; the tokens that its samples told are known. */
void gamut_budget_init(struct gamut_budget *budget,
                       const struct gamut_budget_limits *limits,
                       const struct gamut_run *run);
void gamut_budget_release(struct gamut_budget *budget);

/*
 * What `request` will take at most: its prompt once, for each of its samples
 * the cell's token limit. Exact for the prompt where an answer of the cell told
 * how long it is, gamut_budget_guess_tokens() before.
 */
struct gamut_tokens gamut_budget_estimate(const struct gamut_budget *budget,
                                          const struct gamut_request *request);

/* What was spent, and what is under way by its estimate. */
struct gamut_tokens gamut_budget_total(const struct gamut_budget *budget);

/* What `tokens` cost. */
double gamut_budget_cost(const struct gamut_budget_limits *limits,
                         struct gamut_tokens tokens);

/* May `request` begin? */
enum gamut_budget_verdict gamut_budget_judge(
	const struct gamut_budget *budget, const struct gamut_request *request);

/* The option whose bound `request` would pass: "--max-cost"; never NULL. */
const char *gamut_budget_bound(const struct gamut_budget *budget,
                               const struct gamut_request *request);

void gamut_budget_begin(struct gamut_budget *budget,
                        struct gamut_request *request);

/*
 * The request has ended. An answer costs what it told, else the estimate; so
 * does a request that broke off or timed out, for the server may have worked on
 * it. One that the server refused costs nothing.
 */
void gamut_budget_end(struct gamut_budget *budget,
                      const struct gamut_reply *reply);

#endif
