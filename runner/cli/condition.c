#include "runner/cli/condition.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "runner/cli/command.h"
#include "runner/cli/stages.h"

/* --------------------------------------------------------------- sampling */

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

/* A run that was found to be worse stays so, whoever goes on with it. */
static void tell_worse(struct gamut_condition *condition,
                       const struct gamut_run *run)
{
	for (size_t i = 0; i < run->manifest.cell_count; i++) {
		const struct gamut_stop *stop = gamut_run_stop(run, i);

		if (!stop || stop->rule != GAMUT_STOP_WORSE)
			continue;
		condition->is_worse = true;
		gamut_tell("%.*s", GAMUT_STR_ARG(stop->reason));
		return;
	}
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
		if (!condition->is_worse)
			tell_worse(condition, run);
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
		status = gamut_condition_find_prices(&limits, condition, err);
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
	enum gamut_status status = gamut_condition_find_prices(&limits,
	                                                       condition, err);
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
