#include "runner/cli/condition.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "runner/cli/command.h"
#include "runner/cli/progress.h"

/* ----------------------------------------------------------------- bounds */

/* The prices of the condition's model, 0 where there are none. */
static enum gamut_status find_prices(struct gamut_budget_limits *limits,
                                     const struct gamut_condition *condition,
                                     struct gamut_err *err)
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

/* Ask `backend` for what `run` lacks. */
static enum gamut_status ask(struct gamut_condition *condition,
                             const struct gamut_run *run,
                             struct gamut_backend *backend,
                             struct gamut_err *err)
{
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
	struct gamut_account account = { 0 };
	struct gamut_progress progress;
	struct gamut_shard *shard;
	enum gamut_status status = find_prices(&engine.budget, condition, err);

	if (!status)
		status = gamut_shard_open(&shard, session->folder, err);
	if (status)
		return status;
	gamut_connection_announce(session, run);
	if (condition->prices && !gamut_condition_has_price(condition))
		gamut_tell("%s has no price for model '%s': what it costs is "
		           "not known",
		           values->prices, session->manifest.model.ptr);
	status = gamut_progress_begin(&progress, session->suite, run,
	                              condition->stop, err);
	watch = gamut_progress_watch(&progress);
	if (!status)
		status = gamut_engine_run(&account, run, backend, shard,
		                          &engine, err);
	gamut_progress_end(&progress, &account);
	gamut_shard_close(shard);
	spend(condition->spending, &account, &engine.budget);
	return status;
}

/* Reach the model, and have the run directory there. */
static enum gamut_status prepare(struct gamut_backend **backend,
                                 struct gamut_condition *condition,
                                 struct gamut_err *err)
{
	struct gamut_session *session = &condition->session;
	const struct gamut_run_values *values = condition->values;
	bool was_new = session->is_new;
	enum gamut_status status;

	status = gamut_connection_open(backend, session, &values->connection,
	                               err);
	if (status)
		return status;
	status = gamut_session_commit(session, err);
	if (!status)
		return GAMUT_OK;
	(*backend)->ops->free(*backend);
	if (!was_new || status != GAMUT_EMISMATCH)
		return status;

	/* Another process made the run meanwhile: see whether to join it. */
	gamut_session_close(session);
	status = gamut_session_open(session, &values->session, err);
	return status ? status : prepare(backend, condition, err);
}

enum gamut_status gamut_condition_sample(struct gamut_condition *condition,
                                         struct gamut_err *err)
{
	struct gamut_backend *backend;
	struct gamut_run *run;
	enum gamut_status status = prepare(&backend, condition, err);

	if (status)
		return status;
	status = gamut_run_read(&run, condition->session.folder, err);
	if (!status) {
		if (gamut_run_is_complete(run))
			gamut_tell("%s is complete", condition->session.folder);
		else
			status = ask(condition, run, backend, err);
		gamut_run_free(run);
	}
	backend->ops->free(backend);
	return status;
}

/* ---------------------------------------------------------------- opening */

enum gamut_status gamut_condition_open(struct gamut_condition *condition,
                                       struct gamut_err *err)
{
	const struct gamut_run_values *values = condition->values;
	struct gamut_budget_limits limits = { 0 };
	enum gamut_status status;

	status = gamut_session_open(&condition->session, &values->session, err);
	if (!status)
		status = find_prices(&limits, condition, err);
	return status;
}

void gamut_condition_close(struct gamut_condition *condition)
{
	gamut_session_close(&condition->session);
}

enum gamut_status gamut_condition_foresee(struct gamut_foresight *out,
                                          struct gamut_condition *condition,
                                          struct gamut_err *err)
{
	const struct gamut_session *session = &condition->session;
	struct gamut_budget_limits limits = { 0 };
	struct gamut_run *run;
	enum gamut_status status = find_prices(&limits, condition, err);
	uint32_t samples_per_request = gamut_connection_samples_per_request(
		session, &condition->values->connection);

	if (!status && session->is_new) {
		struct gamut_run none = { .manifest = session->manifest };

		none.prompt_tokens = gamut_alloc_array(
			none.manifest.cell_count, sizeof(*none.prompt_tokens));
		gamut_foresee(out, &none, samples_per_request, &limits);
		free(none.prompt_tokens);
		return GAMUT_OK;
	}
	if (!status)
		status = gamut_run_read(&run, session->folder, err);
	if (status)
		return status;
	/* The n that is asked for, where the run is to be topped up. */
	run->manifest.n = session->manifest.n;
	gamut_foresee(out, run, samples_per_request, &limits);
	gamut_run_free(run);
	return GAMUT_OK;
}
