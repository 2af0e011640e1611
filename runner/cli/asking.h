#ifndef GAMUT_CLI_ASKING_H
#define GAMUT_CLI_ASKING_H

#include <signal.h>

#include "runner/cli/run_options.h"
#include "runner/plan/price.h"
#include "runner/sample/backend.h"
#include "runner/sample/engine.h"

/*
 * Asking a model within the bounds of a command
 * ---------------------------------------------
 * What a condition is, and one round of requests for it. condition.h has all
 * of its way, stages.h that with looks between.
 */

/*
 * What one command has used up so far, over all of its conditions: the bounds
 * of the user are the command's.
 */
struct gamut_spending {
	uint64_t requests;
	struct gamut_tokens tokens;
	double cost;
	int64_t started_us; /* gamut_clock_us() */
};

/* Sampling one run: what to ask, whom, and within which bounds. */
struct gamut_condition {
	const struct gamut_run_values *values;
	const struct gamut_prices *prices; /* NULL: none were given */
	struct gamut_spending *spending;
	const volatile sig_atomic_t *stop; /* see engine.h */
	struct gamut_session session;
	/* Sampled, and worse than the baseline that was given. */
	bool is_worse;
};

/* Does the price list say what the model's tokens cost? */
bool gamut_condition_has_price(const struct gamut_condition *condition);

/* Is a bound of the user's reached, so that no other condition can begin? */
bool gamut_condition_is_used_up(const struct gamut_condition *condition);

/*
 * What tokens of the condition's model cost, into the prices of `*limits`,
 * which stay as they are where that is not told. GAMUT_EINVAL where a bound on
 * the cost is none, or needs a price that is not there.
 */
GAMUT_MUST_USE
enum gamut_status gamut_condition_find_prices(
	struct gamut_budget_limits *limits,
	const struct gamut_condition *condition, struct gamut_err *err);

/* Whom to ask, and where the answers go. */
struct gamut_asking {
	struct gamut_condition *condition;
	struct gamut_backend *backend;
	struct gamut_shard *shard;    /* NULL until it is needed */
	struct gamut_account account; /* of the last time */
	bool is_announced;
};

/* Ask for what `run` lacks of what it wants; as gamut_engine_run(). */
GAMUT_MUST_USE
enum gamut_status gamut_condition_ask(struct gamut_asking *asking,
                                      const struct gamut_run *run,
                                      struct gamut_err *err);

#endif
