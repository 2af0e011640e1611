#ifndef GAMUT_CLI_CONDITION_H
#define GAMUT_CLI_CONDITION_H

#include <signal.h>

#include "runner/cli/run_options.h"
#include "runner/plan/price.h"
#include "runner/sample/foresight.h"

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

/*
 * Work out the condition of `condition->values`; the other members are set.
 * Writes and sends nothing. GAMUT_EINVAL for options that do not go together;
 * else as gamut_session_open(). gamut_condition_close() releases it, also after
 * a failure.
 */
GAMUT_MUST_USE
enum gamut_status gamut_condition_open(struct gamut_condition *condition,
                                       struct gamut_err *err);
void gamut_condition_close(struct gamut_condition *condition);

/*
 * Sample until the run is complete, stopped early, or cannot be. Sets
 * `is_worse`, which is no failure. GAMUT_EINCOMPLETE and others as
 * gamut_engine_run().
 */
GAMUT_MUST_USE
enum gamut_status gamut_condition_sample(struct gamut_condition *condition,
                                         struct gamut_err *err);

/* Does the price list say what the model's tokens cost? */
bool gamut_condition_has_price(const struct gamut_condition *condition);

/* What that will take, if nothing fails. */
GAMUT_MUST_USE
enum gamut_status gamut_condition_foresee(struct gamut_foresight *out,
                                          struct gamut_condition *condition,
                                          struct gamut_err *err);

/* Is a bound of the user's reached, so that no other condition can begin? */
bool gamut_condition_is_used_up(const struct gamut_condition *condition);

#endif
