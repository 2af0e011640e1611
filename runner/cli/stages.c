#include "runner/cli/stages.h"

/* Want no more than `look` samples of each cell; is one of them not there? */
static bool want_up_to(struct gamut_run *run, uint32_t look)
{
	bool lacks = false;

	for (size_t c = 0; c < run->manifest.cell_count; c++) {
		if (run->wanted[c] > look)
			run->wanted[c] = look;
		for (uint32_t i = 0; i < run->wanted[c]; i++)
			if (!gamut_run_has(run, c, i))
				lacks = true;
	}
	return lacks;
}

/* Was all that was asked for tried, so that later samples can be, too? */
static bool was_tried(const struct gamut_asking *asking,
                      enum gamut_status status)
{
	const struct gamut_account *account = &asking->account;

	return status == GAMUT_EINCOMPLETE &&
	       account->had + account->sampled + account->failed ==
	               account->wanted;
}

/* Ask for what the run lacks up to the look number `at`. */
static enum gamut_status sample_up_to(struct gamut_asking *asking,
                                      const struct gamut_stopping *stopping,
                                      size_t at, struct gamut_err *err)
{
	const struct gamut_condition *condition = asking->condition;
	bool is_last = at + 1 == stopping->look_count;
	struct gamut_run *run;
	enum gamut_status status =
		gamut_run_read(&run, condition->session.folder, err);

	if (status)
		return status;
	if (want_up_to(run, stopping->looks[at])) {
		/* What is left of a bound is 0, which would be no bound. */
		if (asking->is_announced &&
		    gamut_condition_is_used_up(condition))
			status = gamut_error(err, GAMUT_EINCOMPLETE,
			                     "samples are missing: a bound of "
			                     "this command is used up");
		else
			status = gamut_condition_ask(asking, run, err);
		if (!is_last && was_tried(asking, status))
			status = GAMUT_OK;
	}
	gamut_run_free(run);
	return status;
}

static enum gamut_status look_at(struct gamut_condition *condition,
                                 struct gamut_stopping *stopping, size_t at,
                                 struct gamut_err *err)
{
	struct gamut_run *run;
	enum gamut_status status =
		gamut_run_read(&run, condition->session.folder, err);

	if (status)
		return status;
	/* Another process may have stopped it meanwhile. */
	status = gamut_stopping_recall(stopping, run, err);
	if (!status && !stopping->is_worse)
		status = gamut_stopping_look(stopping, run, at, err);
	gamut_run_free(run);
	return status;
}

enum gamut_status gamut_stages_run(struct gamut_asking *asking,
                                   const struct gamut_run *run,
                                   struct gamut_err *err)
{
	struct gamut_condition *condition = asking->condition;
	struct gamut_stopping stopping;
	enum gamut_status status =
		gamut_stopping_open(&stopping, &condition->values->stopping,
	                            &condition->session, err);

	if (!status)
		status = gamut_stopping_recall(&stopping, run, err);
	for (size_t i = 0;
	     !status && !stopping.is_worse && i < stopping.look_count; i++) {
		status = sample_up_to(asking, &stopping, i, err);
		if (!status)
			status = look_at(condition, &stopping, i, err);
	}
	condition->is_worse = stopping.is_worse;
	gamut_stopping_close(&stopping);
	return status;
}
