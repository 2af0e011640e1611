#include "runner/sample/engine.h"

#include <inttypes.h>

#include "base/clock.h"
#include "base/rng.h"
#include "runner/sample/ledger.h"
#include "runner/sample/outstanding.h"
#include "runner/sample/pace.h"
#include "runner/sample/retry.h"

#define DEFAULT_BACKOFF_MS 1000
#define DEFAULT_PATIENCE_MS 3600000

/* The loop turns at least this often, for whoever watches. */
#define TURN_US INT64_C(250000)

struct engine {
	struct gamut_backend *backend;
	const struct gamut_engine_options *options;
	const struct gamut_watch *watch;
	struct gamut_account *account;
	struct gamut_err *err;

	struct gamut_outstanding todo;
	struct gamut_ledger ledger;
	struct gamut_pace pace;
	struct gamut_rng rng;

	uint32_t failures_in_row;
	struct gamut_buf last_reason;  /* why the last request was given up */
	struct gamut_buf last_message; /* what the last report was about */
	int64_t stop_us;        /* end of the grace, 0 while not stopped */
	enum gamut_status end;  /* what ended the run before its time */
	const char *end_reason; /* of GAMUT_EINCOMPLETE */
};

/* --------------------------------------------------------------- reporting */

/*
 * Tell the watcher that `about` happened and what follows from it; silent
 * where the last report was about the same.
 */
static void report(struct engine *engine, struct gamut_str about,
                   const char *consequence, int64_t delay_ms)
{
	struct gamut_buf line = { 0 };

	if (!engine->watch->on_message ||
	    gamut_str_eq(about, gamut_buf_view(&engine->last_message)))
		return;
	gamut_buf_clear(&engine->last_message);
	gamut_buf_add(&engine->last_message, about);
	gamut_buf_add(&line, about);
	if (consequence)
		gamut_buf_addf(&line, "; %s %.1f s", consequence,
		               (double)delay_ms / 1000);
	engine->watch->on_message(engine->watch->ctx, gamut_buf_view(&line));
	gamut_buf_release(&line);
}

static void fail_run(struct engine *engine, const struct gamut_reply *reply)
{
	engine->end = gamut_error(engine->err, GAMUT_EENDPOINT,
	                          "the endpoint refuses: %.*s",
	                          GAMUT_STR_ARG(reply->message));
}

/* ----------------------------------------------------------------- replies */

/* Want samples [from, to) of a request, by their offsets, as before it. */
static void put_back(struct engine *engine, const struct gamut_request *request,
                     uint32_t from, uint32_t to)
{
	if (from < to)
		gamut_outstanding_put(&engine->todo,
		                      (struct gamut_span){
					      .cell = request->cell,
					      .index = request->index + from,
					      .count = to - from,
				      });
}

/* What did not come may lie before, between and behind what came. */
static void put_back_holes(struct engine *engine,
                           const struct gamut_reply *reply)
{
	const struct gamut_request *request = &reply->request;
	uint32_t next = 0;

	for (uint32_t i = 0; i < reply->choice_count; i++) {
		uint32_t offset = reply->choices[i].offset;

		if (offset < next || offset >= request->count)
			GAMUT_BUG("choice %u at offset %u of %u", (unsigned)i,
			          (unsigned)offset, (unsigned)request->count);
		put_back(engine, request, next, offset);
		next = offset + 1;
	}
	put_back(engine, request, next, request->count);
}

static void take_answer(struct engine *engine, const struct gamut_reply *reply)
{
	struct gamut_account *account = engine->account;

	if (reply->choice_count == 0)
		GAMUT_BUG("an answer without choices");
	put_back_holes(engine, reply);
	gamut_pace_answer(&engine->pace, gamut_clock_us());
	gamut_ledger_add(&engine->ledger, reply);
	engine->failures_in_row = 0;
	if (reply->prompt_tokens > 0)
		account->prompt_tokens += reply->prompt_tokens;
	if (reply->completion_tokens > 0)
		account->completion_tokens += reply->completion_tokens;
	if (reply->choice_count < reply->request.count)
		account->shortfalls++;
	if (reply->message.len > 0)
		report(engine, reply->message, NULL, 0);
}

static void give_up(struct engine *engine, const struct gamut_reply *reply)
{
	gamut_ledger_fail(&engine->ledger, reply);
	engine->account->failed += reply->request.count;
	gamut_buf_clear(&engine->last_reason);
	gamut_buf_add(&engine->last_reason, reply->message);
	engine->failures_in_row++;
	if (reply->outcome == GAMUT_RETRY && gamut_pace_lose(&engine->pace)) {
		engine->end = GAMUT_EINCOMPLETE;
		engine->end_reason = "the endpoint answered no request";
	} else if (engine->failures_in_row >=
	           engine->options->max_failures_in_row) {
		engine->end = GAMUT_EINCOMPLETE;
		engine->end_reason = "too many requests in a row failed";
	}
}

/* Does being refused in this way cost the request an attempt? */
static bool costs_attempt(const struct engine *engine,
                          struct gamut_request *request,
                          const struct gamut_reply *reply, int64_t now_us)
{
	int64_t patience_ms = engine->options->patience_ms;

	if (!reply->is_limit || reply->retry_after_ms <= 0)
		return true;
	if (!request->limited_us)
		request->limited_us = now_us;
	if (!patience_ms)
		patience_ms = DEFAULT_PATIENCE_MS;
	return now_us - request->limited_us >= patience_ms * 1000;
}

/*
 * How many attempts a request has that failed so. A rate limit and "come back
 * later" are signs of life: models take minutes to load.
 */
static uint32_t count_granted(const struct engine *engine,
                              const struct gamut_reply *reply)
{
	uint32_t granted = engine->options->max_attempts;

	if (engine->pace.has_answer || reply->is_limit ||
	    reply->http_status == 503 || granted < GAMUT_TRIAL_ATTEMPTS)
		return granted;
	return GAMUT_TRIAL_ATTEMPTS;
}

static void retry(struct engine *engine, const struct gamut_reply *reply)
{
	struct gamut_request request = reply->request;
	int64_t base_ms = engine->options->backoff_base_ms;
	int64_t named_ms = reply->retry_after_ms > 0 ? reply->retry_after_ms :
	                                               0;
	int64_t delay_ms = gamut_retry_delay_ms(
		request.attempts, base_ms ? base_ms : DEFAULT_BACKOFF_MS,
		reply->retry_after_ms, &engine->rng);
	int64_t now_us = gamut_clock_us();
	int64_t due_us = now_us + delay_ms * 1000;

	if (reply->is_limit)
		gamut_pace_pause(&engine->pace, now_us + named_ms * 1000,
		                 due_us);
	if (costs_attempt(engine, &request, reply, now_us) &&
	    ++request.attempts > count_granted(engine, reply)) {
		give_up(engine, reply);
		return;
	}
	gamut_pace_delay(&engine->pace, &request, due_us);
	if (reply->is_limit)
		report(engine, reply->message, "all requests pause for",
		       (engine->pace.paused_until_us - now_us) / 1000);
	else
		report(engine, reply->message, "trying again in", delay_ms);
}

static void take_reply(void *ctx, const struct gamut_reply *reply)
{
	struct engine *engine = ctx;

	if (engine->account->in_flight == 0)
		GAMUT_BUG("a reply to no request");
	engine->account->in_flight--;
	/* The first reason to end is the one to tell. */
	if (engine->end && reply->outcome != GAMUT_ANSWERED)
		return;
	switch (reply->outcome) {
	case GAMUT_ANSWERED:
		take_answer(engine, reply);
		break;
	case GAMUT_RETRY:
		retry(engine, reply);
		break;
	case GAMUT_REJECTED:
		give_up(engine, reply);
		break;
	case GAMUT_FATAL:
		fail_run(engine, reply);
		break;
	}
}

/* ---------------------------------------------------------------- requests */

static bool take_delayed(struct engine *engine, struct gamut_request *request,
                         int64_t now_us)
{
	if (!gamut_pace_take_due(&engine->pace, request, now_us))
		return false;
	engine->account->retries++;
	return true;
}

static bool take_new(struct engine *engine, struct gamut_request *request)
{
	struct gamut_span span;

	if (engine->todo.count == 0 ||
	    !gamut_pace_takes_new(&engine->pace, engine->account->in_flight) ||
	    !gamut_outstanding_take(&engine->todo, &span,
	                            engine->options->samples_per_request))
		return false;
	*request = (struct gamut_request){
		.cell = span.cell,
		.index = span.index,
		.count = span.count,
		.attempts = 1,
	};
	return true;
}

static void refill(struct engine *engine, int64_t now_us)
{
	struct gamut_account *account = engine->account;
	struct gamut_request request;

	while (gamut_pace_is_open(&engine->pace, account->in_flight, now_us) &&
	       (take_delayed(engine, &request, now_us) ||
	        take_new(engine, &request))) {
		engine->backend->ops->submit(engine->backend, &request);
		account->in_flight++;
		account->requests++;
	}
}

static int poll_timeout_ms(const struct engine *engine, int64_t now_us)
{
	int64_t until_us = now_us + TURN_US;
	int64_t start_us = gamut_pace_next_us(&engine->pace,
	                                      engine->account->in_flight,
	                                      engine->todo.count > 0);

	if (!engine->stop_us && start_us < until_us)
		until_us = start_us;
	if (engine->stop_us && engine->stop_us < until_us)
		until_us = engine->stop_us;
	/* Rounded up: waking early would be waking in vain. */
	return until_us <= now_us ? 0 : (int)((until_us - now_us + 999) / 1000);
}

/* ---------------------------------------------------------------- the loop */

/* Look at the signal; true where the run ends here. */
static bool is_stopped(struct engine *engine, int64_t now_us)
{
	const struct gamut_engine_options *options = engine->options;
	sig_atomic_t stop = options->stop ? *options->stop : 0;

	if (stop == 0)
		return false;
	if (!engine->stop_us)
		engine->stop_us = now_us + options->grace_ms * 1000;
	return stop > 1 || now_us >= engine->stop_us ||
	       engine->account->in_flight == 0;
}

static bool is_done(const struct engine *engine)
{
	return engine->todo.count == 0 && engine->pace.delayed_count == 0 &&
	       engine->account->in_flight == 0;
}

static void turn(struct engine *engine, int64_t now_us)
{
	enum gamut_status status;

	if (!engine->stop_us)
		refill(engine, now_us);
	engine->backend->ops->poll(engine->backend,
	                           poll_timeout_ms(engine, now_us), take_reply,
	                           engine);
	status = gamut_ledger_settle(&engine->ledger, engine->account,
	                             engine->watch, engine->err);
	if (status)
		engine->end = status;
	if (engine->watch->on_turn)
		engine->watch->on_turn(engine->watch->ctx, engine->account);
}

/* What to return where no sample, endpoint or disk said otherwise. */
static enum gamut_status conclude(struct engine *engine)
{
	const struct gamut_account *account = engine->account;
	uint64_t missing = account->wanted - account->had - account->sampled;
	struct gamut_str reason = gamut_buf_view(&engine->last_reason);
	const char *why = "stopped";

	if (missing == 0)
		return GAMUT_OK;
	if (engine->end)
		why = engine->end_reason;
	else if (!engine->stop_us)
		why = "requests were given up";
	return gamut_error(engine->err, GAMUT_EINCOMPLETE,
	                   "%" PRIu64 " of %" PRIu64
	                   " samples are missing: %s%s%.*s",
	                   missing, account->wanted, why,
	                   reason.len > 0 ? "; the last failure: " : "",
	                   GAMUT_STR_ARG(reason));
}

static enum gamut_status loop(struct engine *engine)
{
	while (!engine->end && !is_done(engine)) {
		int64_t now_us = gamut_clock_us();

		if (is_stopped(engine, now_us))
			break;
		turn(engine, now_us);
	}
	if (engine->end && engine->end != GAMUT_EINCOMPLETE)
		return engine->end;
	return conclude(engine);
}

enum gamut_status gamut_engine_run(struct gamut_account *account,
                                   const struct gamut_run *run,
                                   struct gamut_backend *backend,
                                   struct gamut_shard *shard,
                                   const struct gamut_engine_options *options,
                                   struct gamut_err *err)
{
	static const struct gamut_watch nobody = { 0 };
	struct engine engine = {
		.backend = backend,
		.options = options,
		.watch = options->watch ? options->watch : &nobody,
		.account = account,
		.err = err,
		.ledger = { .manifest = &run->manifest, .shard = shard },
		.rng = { .state = (uint64_t)gamut_clock_us() },
	};
	enum gamut_status status;

	*account = (struct gamut_account){
		.wanted = (uint64_t)run->manifest.n * run->manifest.cell_count,
		.started_us = gamut_clock_us(),
	};
	account->had = account->wanted -
	               gamut_outstanding_init(&engine.todo, run);
	gamut_pace_init(&engine.pace, options->concurrency);
	status = loop(&engine);
	gamut_outstanding_release(&engine.todo);
	gamut_pace_release(&engine.pace);
	gamut_ledger_release(&engine.ledger);
	gamut_buf_release(&engine.last_reason);
	gamut_buf_release(&engine.last_message);
	return status;
}
