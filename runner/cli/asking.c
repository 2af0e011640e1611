#include "runner/cli/asking.h"

#include <math.h>

#include "base/clock.h"
#include "runner/cli/command.h"
#include "runner/cli/progress.h"

/* ----------------------------------------------------------------- bounds */

enum gamut_status gamut_condition_find_prices(
	struct gamut_budget_limits *limits,
	const struct gamut_condition *condition, struct gamut_err *err)
{
	const char *model = condition->session.manifest.model.ptr;
	struct gamut_price price = { 0 };
	double max_cost = condition->values->bounds.max_cost;

	if (!isnan(max_cost) && !(max_cost > 0))
		return gamut_error(err, GAMUT_EINVAL,
		                   "--max-cost %g: a number above 0 is needed",
		                   max_cost);
	if (condition->prices &&
	    gamut_prices_find(condition->prices, model, &price)) {
		limits->prompt_price = price.input;
		limits->completion_price = price.output;
		return GAMUT_OK;
	}
	if (isnan(max_cost) || condition->session.manifest.is_simulated)
		return GAMUT_OK;
	if (!condition->prices)
		return gamut_error(err, GAMUT_EINVAL,
		                   "--max-cost needs --prices FILE: what "
		                   "tokens cost is not known");
	return gamut_error(err, GAMUT_EINVAL,
	                   "--max-cost: %s has no price for model '%s'",
	                   condition->values->prices, model);
}

bool gamut_condition_has_price(const struct gamut_condition *condition)
{
	struct gamut_price price;

	return condition->prices &&
	       gamut_prices_find(condition->prices,
	                         condition->session.manifest.model.ptr, &price);
}

static uint64_t less(uint64_t bound, uint64_t used)
{
	return bound > used ? bound - used : 0;
}

bool gamut_condition_is_used_up(const struct gamut_condition *condition)
{
	const struct gamut_bounds_options *bounds = &condition->values->bounds;
	const struct gamut_spending *used = condition->spending;
	int64_t now_us = gamut_clock_us();

	return (bounds->max_requests > 0 &&
	        less(bounds->max_requests, used->requests) == 0) ||
	       (bounds->max_tokens > 0 &&
	        less(bounds->max_tokens,
	             used->tokens.prompt + used->tokens.completion) == 0) ||
	       (!isnan(bounds->max_cost) && used->cost >= bounds->max_cost) ||
	       (bounds->max_time_s > 0 &&
	        now_us - used->started_us >=
	                bounds->max_time_s * INT64_C(1000000));
}

/* What is left of the bounds; none is used up. */
static struct gamut_budget_limits left_of(
	const struct gamut_condition *condition)
{
	const struct gamut_bounds_options *bounds = &condition->values->bounds;
	const struct gamut_spending *used = condition->spending;
	struct gamut_budget_limits left = { 0 };

	left.max_requests = less(bounds->max_requests, used->requests);
	left.max_tokens = less(bounds->max_tokens,
	                       used->tokens.prompt + used->tokens.completion);
	if (!isnan(bounds->max_cost))
		left.max_cost = bounds->max_cost - used->cost;
	return left;
}

static int64_t time_left_ms(const struct gamut_condition *condition)
{
	int64_t used_us = gamut_clock_us() - condition->spending->started_us;
	int64_t bound_us = condition->values->bounds.max_time_s *
	                   INT64_C(1000000);

	if (bound_us == 0)
		return 0;
	return bound_us > used_us ? (bound_us - used_us + 999) / 1000 : 1;
}

static void spend(struct gamut_spending *spending,
                  const struct gamut_account *account,
                  const struct gamut_budget_limits *limits)
{
	spending->requests += account->requests;
	spending->tokens.prompt += account->spent.prompt;
	spending->tokens.completion += account->spent.completion;
	spending->cost += gamut_budget_cost(limits, account->spent);
}

/* --------------------------------------------------------------- sampling */

static void announce(struct gamut_asking *asking, const struct gamut_run *run)
{
	const struct gamut_condition *condition = asking->condition;
	const struct gamut_session *session = &condition->session;

	if (asking->is_announced)
		return;
	asking->is_announced = true;
	gamut_connection_announce(session, run);
	if (condition->prices && !gamut_condition_has_price(condition))
		gamut_tell("%s has no price for model '%s': what it costs is "
		           "not known",
		           condition->values->prices,
		           session->manifest.model.ptr);
}

enum gamut_status gamut_condition_ask(struct gamut_asking *asking,
                                      const struct gamut_run *run,
                                      struct gamut_err *err)
{
	struct gamut_condition *condition = asking->condition;
	const struct gamut_run_values *values = condition->values;
	const struct gamut_session *session = &condition->session;
	struct gamut_watch watch;
	struct gamut_engine_options engine = {
		.concurrency = values->connection.concurrency,
		.samples_per_request = gamut_connection_samples_per_request(
			session, &values->connection),
		.max_attempts = values->bounds.max_attempts,
		.requests_per_minute = values->bounds.requests_per_minute,
		.tokens_per_minute = values->bounds.tokens_per_minute,
		.budget = left_of(condition),
		.max_time_ms = time_left_ms(condition),
		.repeat_percent = values->bounds.retry_budget,
		.max_failures_in_row = 10,
		.stop = condition->stop,
		.grace_ms = 2000,
		.watch = &watch,
	};
	struct gamut_progress progress;
	enum gamut_status status = gamut_condition_find_prices(&engine.budget,
	                                                       condition, err);

	asking->account = (struct gamut_account){ 0 };
	if (!status && !asking->shard)
		status = gamut_shard_open(&asking->shard, session->folder, err);
	if (status)
		return status;
	announce(asking, run);
	status = gamut_progress_begin(&progress, session->suite, run,
	                              condition->stop, err);
	watch = gamut_progress_watch(&progress);
	if (!status)
		status = gamut_engine_run(&asking->account, run,
		                          asking->backend, asking->shard,
		                          &engine, err);
	gamut_progress_end(&progress, &asking->account);
	spend(condition->spending, &asking->account, &engine.budget);
	return status;
}
