/* gamut run: sample, store, score, report; and go on where it stopped. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "runner/cli/command.h"
#include "runner/cli/connection.h"
#include "runner/cli/progress.h"
#include "runner/cli/scoring.h"
#include "runner/cli/session.h"

struct values {
	struct gamut_session_options session;
	struct gamut_connection_options connection;
	const char *format;
	uint32_t max_attempts;
};

#define SESSION(member) offsetof(struct values, session.member)
#define CONNECTION(member) offsetof(struct values, connection.member)

static const struct gamut_option options[] = {
	{ .name = "endpoint",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "URL",
	  .help = "base URL, such as http://127.0.0.1:8000/v1",
	  .offset = SESSION(endpoint) },
	{ .name = "model",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "NAME",
	  .help = "the endpoint's name for it, or sim:uniform, sim:base "
	          "(default), sim:instruct",
	  .offset = SESSION(model) },
	{ .name = "template",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "NAME",
	  .help = "chat (default), completion, spectrum, or a file",
	  .offset = SESSION(template) },
	{ .name = "family",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "NAME",
	  .help = "of a Spectrum model: gemma-3, llama-3.1, qwen3",
	  .offset = SESSION(family) },
	{ .name = "profile",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "NAME",
	  .help = "how to speak to the endpoint: generic (default), openai, "
	          "vllm, llama.cpp, ...",
	  .offset = SESSION(profile) },
	{ .name = "tasks",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "GLOB,...",
	  .help = "only these tasks",
	  .offset = SESSION(tasks) },
	{ .name = "settings",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "NAME,...",
	  .help = "of zero-shot, few-shot and few-shot-described; all by "
	          "default",
	  .offset = SESSION(settings) },
	{ .name = "samples",
	  .letter = 'n',
	  .kind = GAMUT_OPTION_COUNT,
	  .argument = "N",
	  .help = "completions of each task and setting (100)",
	  .offset = SESSION(n),
	  .given_offset = SESSION(has_n) },
	{ .name = "out",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "DIR",
	  .help = "run directory (one in results/, named after the condition)",
	  .offset = SESSION(out) },
	{ .name = "temperature",
	  .kind = GAMUT_OPTION_NUMBER,
	  .argument = "T",
	  .help = "sampling temperature (1)",
	  .offset = SESSION(sampling.temperature) },
	{ .name = "top-p",
	  .kind = GAMUT_OPTION_NUMBER,
	  .argument = "P",
	  .help = "nucleus sampling; off (1) by default",
	  .offset = SESSION(sampling.top_p) },
	{ .name = "top-k",
	  .kind = GAMUT_OPTION_WHOLE,
	  .argument = "K",
	  .help = "sample from the K likeliest tokens; off by default",
	  .offset = SESSION(sampling.top_k),
	  .max = 1000000 },
	{ .name = "min-p",
	  .kind = GAMUT_OPTION_NUMBER,
	  .argument = "P",
	  .help = "drop tokens below P of the likeliest; off by default",
	  .offset = SESSION(sampling.min_p) },
	{ .name = "preset",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "NAME",
	  .help = "pure (default): every truncation off; hf-default: top_k 50",
	  .offset = SESSION(sampling.preset) },
	{ .name = "seed",
	  .kind = GAMUT_OPTION_SEED,
	  .argument = "N",
	  .help = "of the run; each sample's seed follows from it (random)",
	  .offset = SESSION(seed),
	  .given_offset = SESSION(has_seed) },
	{ .name = "samples-per-request",
	  .kind = GAMUT_OPTION_COUNT,
	  .argument = "N",
	  .help = "completions to ask for at once, by the field n (the "
	          "profile's)",
	  .offset = CONNECTION(samples_per_request) },
	{ .name = "concurrency",
	  .kind = GAMUT_OPTION_COUNT,
	  .argument = "N",
	  .help = "requests under way at once (16)",
	  .offset = CONNECTION(concurrency),
	  .max = 4096 },
	{ .name = "max-attempts",
	  .kind = GAMUT_OPTION_COUNT,
	  .argument = "N",
	  .help = "tries of one request before it is given up (8); waiting as "
	          "told at a rate limit is none",
	  .offset = offsetof(struct values, max_attempts),
	  .max = 1000 },
	{ .name = "timeout",
	  .kind = GAMUT_OPTION_COUNT,
	  .argument = "SECONDS",
	  .help = "for one request (600)",
	  .offset = CONNECTION(timeout_s),
	  .max = 86400 },
	{ .name = "connect-timeout",
	  .kind = GAMUT_OPTION_COUNT,
	  .argument = "SECONDS",
	  .help = "to reach the endpoint (5)",
	  .offset = CONNECTION(connect_timeout_s),
	  .max = 3600 },
	{ .name = "key-env",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "VAR",
	  .help = "environment variable that holds the API key "
	          "(OPENAI_API_KEY)",
	  .offset = CONNECTION(key_env) },
	{ .name = "header",
	  .kind = GAMUT_OPTION_TEXTS,
	  .argument = "'K: V'",
	  .help = "send this header too, over https or to this machine; may "
	          "be repeated",
	  .offset = CONNECTION(headers) },
	{ .name = "format",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "NAME",
	  .help = "of the result: table (default), json, csv or markdown",
	  .offset = offsetof(struct values, format) },
	GAMUT_OPTION_END,
};

/* How often the user asked to stop. */
static volatile sig_atomic_t stop;

static void on_signal(int signal)
{
	(void)signal;
	stop = stop + 1;
}

/* Have the engine stop at an interrupt; or let it end the program again. */
static void catch_signals(bool is_caught)
{
	/* Writes and syncs go on; the engine's waits are interrupted anyway. */
	const struct sigaction action = {
		.sa_handler = is_caught ? on_signal : SIG_DFL,
		.sa_flags = SA_RESTART,
	};

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
}

/* Ask `backend` for what `run` lacks. */
static enum gamut_status sample(const struct gamut_session *session,
                                const struct gamut_run *run,
                                struct gamut_backend *backend,
                                const struct values *values,
                                struct gamut_err *err)
{
	struct gamut_watch watch;
	const struct gamut_engine_options engine = {
		.concurrency = values->connection.concurrency,
		.samples_per_request = gamut_connection_samples_per_request(
			session, &values->connection),
		.max_attempts = values->max_attempts,
		.max_failures_in_row = 10,
		.stop = &stop,
		.grace_ms = 2000,
		.watch = &watch,
	};
	struct gamut_account account = { 0 };
	struct gamut_progress progress;
	struct gamut_shard *shard;
	enum gamut_status status;

	status = gamut_shard_open(&shard, session->folder, err);
	if (status)
		return status;
	gamut_connection_announce(session, run);
	gamut_progress_begin(&progress, session->suite, run, &stop);
	watch = gamut_progress_watch(&progress);
	catch_signals(true);
	status = gamut_engine_run(&account, run, backend, shard, &engine, err);
	catch_signals(false);
	gamut_progress_end(&progress, &account);
	gamut_shard_close(shard);
	return status;
}

/* Reach the model, and have the run directory there. */
static enum gamut_status prepare(struct gamut_backend **backend,
                                 struct gamut_session *session,
                                 const struct values *values,
                                 struct gamut_err *err)
{
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
	return status ? status : prepare(backend, session, values, err);
}

/* Sample until the run in the session's folder is complete or cannot be. */
static enum gamut_status complete(struct gamut_session *session,
                                  const struct values *values,
                                  struct gamut_err *err)
{
	struct gamut_backend *backend;
	struct gamut_run *run;
	enum gamut_status status = prepare(&backend, session, values, err);

	if (status)
		return status;
	status = gamut_run_read(&run, session->folder, err);
	if (!status) {
		if (gamut_run_is_complete(run))
			gamut_tell("%s is complete", session->folder);
		else
			status = sample(session, run, backend, values, err);
		gamut_run_free(run);
	}
	backend->ops->free(backend);
	return status;
}

/* Score and print what there is. */
static enum gamut_status conclude(const struct gamut_session *session,
                                  enum gamut_format format,
                                  struct gamut_err *err)
{
	struct gamut_scoring scoring = { 0 };
	enum gamut_status status;

	status = gamut_scoring_open(&scoring, session->suite, err);
	if (!status)
		status = gamut_scoring_add_run(&scoring, session->folder, err);
	if (!status)
		status = gamut_scoring_print(&scoring, format, err);
	gamut_scoring_close(&scoring);
	return status;
}

static enum gamut_status begin(struct gamut_session *session,
                               enum gamut_format *format, struct values *values,
                               const struct gamut_operands *words,
                               struct gamut_err *err)
{
	enum gamut_status status = gamut_command_format(format, values->format,
	                                                err);

	if (!status && words->count > 0)
		status = gamut_error(err, GAMUT_EINVAL,
		                     "'%s' is not an option: run takes no "
		                     "operands; a run directory is given by "
		                     "--out",
		                     words->items[0]);
	if (status)
		return status;
	return gamut_session_open(session, &values->session, err);
}

/* Did sampling stop where a later run can go on? A full disk is such a case. */
static bool is_resumable(enum gamut_status sampled)
{
	return sampled == GAMUT_EINCOMPLETE || sampled == GAMUT_EENDPOINT ||
	       sampled == GAMUT_EIO;
}

static enum gamut_exit run(int argc, char **argv)
{
	struct values values = {
		.session = { .sampling = gamut_sampling_default() },
		.connection = { .concurrency = 16,
		                .timeout_s = 600,
		                .connect_timeout_s = 5 },
		.max_attempts = 8,
	};
	struct gamut_session session = { 0 };
	struct gamut_operands words;
	struct gamut_err err = { 0 };
	enum gamut_exit code = GAMUT_EXIT_DONE;
	enum gamut_format format;
	enum gamut_status sampled;
	enum gamut_status status;

	if (!gamut_command_begin(&code, &values, &words, &gamut_command_run,
	                         argc, argv))
		goto out;
	status = begin(&session, &format, &values, &words, &err);
	if (status) {
		code = gamut_fail(status, &err);
		goto out;
	}
	sampled = complete(&session, &values, &err);
	if (sampled)
		code = gamut_fail(sampled, &err);
	if (is_resumable(sampled)) {
		code = GAMUT_EXIT_INCOMPLETE;
		gamut_connection_advise(&session, &values.connection);
	}
	if (!sampled || sampled == GAMUT_EINCOMPLETE) {
		status = conclude(&session, format, &err);
		if (status)
			code = gamut_fail(status, &err);
	}
out:
	gamut_session_close(&session);
	free(values.connection.headers.items);
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
		"environment only. Exit status 3 where samples are missing.\n",
	.options = options,
	.run = run,
};
