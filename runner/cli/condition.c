#include "runner/cli/condition.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "runner/cli/command.h"
#include "runner/cli/progress.h"
#include "runner/cli/stages.h"

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
	enum gamut_status status = find_prices(&engine.budget, condition, err);

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

static void tell_complete(const char *folder, const struct gamut_run *run)
{
	size_t stopped = gamut_run_stopped(run);

	if (stopped == 0)
		gamut_tell("%s is complete", folder);
	else
		gamut_tell("%s is complete; %zu of %zu cells were stopped "
		           "early (--resume-stopped goes on with them)",
		           folder, stopped, run->manifest.cell_count);
}

/* Read the run, with nothing stopped where that is asked for. */
static enum gamut_status read_run(struct gamut_run **run,
                                  const struct gamut_condition *condition,
                                  struct gamut_err *err)
{
	const char *folder = condition->session.folder;
	enum gamut_status status = gamut_run_read(run, folder, err);

	if (status || !condition->values->stopping.resumes ||
	    gamut_run_stopped(*run) == 0)
		return status;
	status = gamut_store_lift(folder, *run, err);
	gamut_run_free(*run);
	return status ? status : gamut_run_read(run, folder, err);
}

enum gamut_status gamut_condition_sample(struct gamut_condition *condition,
                                         struct gamut_err *err)
{
	struct gamut_asking asking = { .condition = condition };
	struct gamut_run *run;
	enum gamut_status status = prepare(&asking.backend, condition, err);

	if (status)
		return status;
	status = read_run(&run, condition, err);
	if (!status) {
		bool is_complete = gamut_run_is_complete(run);

		if (is_complete)
			tell_complete(condition->session.folder, run);
		if (gamut_stopping_is_on(&condition->values->stopping))
			status = gamut_stages_run(&asking, run, err);
		else if (!is_complete)
			status = gamut_condition_ask(&asking, run, err);
		gamut_run_free(run);
	}
	gamut_shard_close(asking.shard);
	asking.backend->ops->free(asking.backend);
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
		status = gamut_stopping_check(&values->stopping,
		                              &condition->session, err);
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
	bool is_all;
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
	is_all = condition->values->stopping.resumes ||
	         run->manifest.n < session->manifest.n;
	run->manifest.n = session->manifest.n;
	for (size_t i = 0; is_all && i < run->manifest.cell_count; i++)
		run->wanted[i] = run->manifest.n;
	gamut_foresee(out, run, samples_per_request, &limits);
	gamut_run_free(run);
	return GAMUT_OK;
}
