/* gamut run: sample, store, score, report; and go on where it stopped. */
#include "base/clock.h"
#include "runner/cli/advice.h"
#include "runner/cli/command.h"
#include "runner/cli/condition.h"
#include "runner/cli/dry_run.h"
#include "runner/cli/interrupt.h"
#include "runner/cli/scoring.h"
#include "runner/cli/sweep.h"

/* The command as it was given, and what it has used up. */
struct command {
	struct gamut_run_values values;
	enum gamut_format format;
	struct gamut_prices *prices;
	struct gamut_spending spending;
};

static struct gamut_condition condition_of(struct command *command)
{
	return (struct gamut_condition){
		.values = &command->values,
		.prices = command->prices,
		.spending = &command->spending,
		.stop = &gamut_interrupts,
	};
}

static enum gamut_status begin(struct command *command,
                               const struct gamut_operands *words,
                               struct gamut_err *err)
{
	const struct gamut_run_values *values = &command->values;
	enum gamut_status status = gamut_command_format(&command->format,
	                                                values->format, err);

	if (!status && words->count > 0)
		status = gamut_error(err, GAMUT_EINVAL,
		                     "'%s' is not an option: run takes no "
		                     "operands; a run directory is given by "
		                     "--out",
		                     words->items[0]);
	if (!status && values->prices)
		status = gamut_prices_read(&command->prices, values->prices,
		                           err);
	command->spending.started_us = gamut_clock_us();
	return status;
}

/* --------------------------------------------------------------- sampling */

/* Did sampling stop where a later run can go on? A full disk is such a case. */
static bool is_resumable(enum gamut_status sampled)
{
	return sampled == GAMUT_EINCOMPLETE || sampled == GAMUT_EENDPOINT ||
	       sampled == GAMUT_EIO;
}

/* Sample the condition; what went wrong is told. */
static enum gamut_status sample(struct gamut_condition *condition,
                                enum gamut_exit *code)
{
	struct gamut_err err = { 0 };
	enum gamut_status status;

	gamut_interrupt_catch(true);
	status = gamut_condition_sample(condition, &err);
	gamut_interrupt_catch(false);
	if (status)
		*code = gamut_fail(status, &err);
	else if (condition->is_worse)
		*code = GAMUT_EXIT_CHECK_FAILED;
	/* Where no run was made there is none to go on with. */
	if (is_resumable(status) &&
	    gamut_store_exists(condition->session.folder)) {
		*code = GAMUT_EXIT_INCOMPLETE;
		gamut_advise(&condition->session, condition->values, status);
	}
	return status;
}

/* Score and print what there is. */
static enum gamut_status conclude(const struct gamut_condition *condition,
                                  enum gamut_format format,
                                  struct gamut_err *err)
{
	const struct gamut_session *session = &condition->session;
	struct gamut_scoring scoring = { .prices = condition->values->prices };
	enum gamut_status status;

	status = gamut_scoring_open(&scoring, session->suite, err);
	if (!status)
		status = gamut_scoring_add_run(&scoring, session->folder, err);
	if (!status)
		status = gamut_scoring_print(&scoring, format, err);
	gamut_scoring_close(&scoring);
	return status;
}

/* --------------------------------------------------------------- one run */

static enum gamut_exit foresee_one(struct command *command,
                                   struct gamut_condition *condition)
{
	struct gamut_dry_run dry = { 0 };
	struct gamut_err err = { 0 };
	enum gamut_status status;

	dry.currency = command->prices ?
	                       gamut_prices_currency(command->prices) :
	                       NULL;
	status = gamut_dry_run_add(&dry, condition,
	                           condition->session.manifest.model.ptr, &err);
	if (!status)
		status = gamut_dry_run_print(&dry, command->format, &err);
	gamut_dry_run_release(&dry);
	return status ? gamut_fail(status, &err) : GAMUT_EXIT_DONE;
}

static enum gamut_exit run_one(struct command *command)
{
	struct gamut_condition condition = condition_of(command);
	enum gamut_exit code = GAMUT_EXIT_DONE;
	struct gamut_err err = { 0 };
	enum gamut_status status = gamut_condition_open(&condition, &err);

	if (status) {
		code = gamut_fail(status, &err);
	} else if (command->values.is_dry_run) {
		code = foresee_one(command, &condition);
	} else {
		status = sample(&condition, &code);
		if (!status || status == GAMUT_EINCOMPLETE) {
			status = conclude(&condition, command->format, &err);
			if (status)
				code = gamut_fail(status, &err);
		}
	}
	gamut_condition_close(&condition);
	return code;
}

/* -------------------------------------------------------------- experiment */

static enum gamut_exit sweep(struct command *command, int argc, char **argv)
{
	const struct gamut_sweep sweep = {
		.given = &command->values,
		.argc = argc,
		.argv = argv,
		.format = command->format,
		.spending = &command->spending,
	};

	return gamut_sweep_run(&sweep);
}

/* ------------------------------------------------------------------ whole */

static enum gamut_exit run(int argc, char **argv)
{
	struct command command = { .values = gamut_run_defaults() };
	struct gamut_operands words;
	struct gamut_err err = { 0 };
	enum gamut_exit code = GAMUT_EXIT_DONE;
	enum gamut_status status;

	if (gamut_command_begin(&code, &command.values, &words,
	                        &gamut_command_run, argc, argv)) {
		status = begin(&command, &words, &err);
		if (status)
			code = gamut_fail(status, &err);
		else if (command.values.experiment)
			code = sweep(&command, argc, argv);
		else
			code = run_one(&command);
	}
	gamut_prices_free(command.prices);
	gamut_run_release(&command.values);
	return code;
}

const struct gamut_command gamut_command_run = {
	.name = "run",
	.synopsis = "[options]",
	.summary = "sample a model, score and report; resume a run",
	.details =
		"Without --endpoint, a simulated model answers: no key, no "
		"network. A run that\nstopped goes on with 'gamut run --out "
		"DIR'; a larger -n tops it up. The API key\nis read from the "
		"environment only. Exit status 3 where samples are missing, "
		"1 where the model\nis worse than that of "
		"--stop-if-worse-than.\n",
	.options = gamut_run_options,
	.run = run,
};
