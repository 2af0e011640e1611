#include "runner/sample/engine.h"

#include <inttypes.h>

#include "base/clock.h"
#include "runner/sample/engine_state.h"

#define DEFAULT_BACKOFF_MS 1000

/* A server that is loaded answers late, but not as late as this. */
#define DEFAULT_SILENCE_MS 30000

/* The loop turns at least this often, for whoever watches. */
#define TURN_US INT64_C(250000)

/*
 * What came waits no longer than this for others to be synced with: syncing
 * takes a tenth of a millisecond on an idle disk, several on a busy one or a
 * network's, and holds up the loop meanwhile.
 */
#define SETTLE_US INT64_C(20000)

/*
 * What is under way when the time is up, or the run cannot go on, has this long
 * to end: it is paid for.
 */
#define END_GRACE_MS 10000

/* ---------------------------------------------------------------- requests */

static void refill(struct gamut_engine *engine, int64_t now_us)
{
	struct gamut_account *account = engine->account;
	struct gamut_request request;

	while (gamut_dispatch_next(&engine->dispatch, &request, now_us)) {
		engine->backend->ops->submit(engine->backend, &request);
		account->in_flight++;
		account->requests++;
		account->retries += request.is_repeat;
	}
}

static int poll_timeout_ms(const struct gamut_engine *engine, int64_t now_us)
{
	int64_t until_us = now_us + TURN_US;
	int64_t start_us = gamut_dispatch_next_us(&engine->dispatch);
	int64_t settle_us = engine->unsettled_us + SETTLE_US;

	if (!engine->stop_us && start_us < until_us)
		until_us = start_us;
	if (engine->stop_us && engine->stop_us < until_us)
		until_us = engine->stop_us;
	if (!gamut_ledger_is_empty(&engine->ledger) && settle_us < until_us)
		until_us = settle_us;
	/* Rounded up: waking early would be waking in vain. */
	return until_us <= now_us ? 0 : (int)((until_us - now_us + 999) / 1000);
}

/* ---------------------------------------------------------------- the loop */

/* No request begins any more; those under way have `grace_ms`. */
static void stop(struct gamut_engine *engine, const char *reason,
                 int64_t grace_ms, int64_t now_us)
{
	if (engine->stop_us)
		return;
	engine->stop_us = now_us + grace_ms * 1000;
	engine->stop_reason = reason;
}

/* Look at signal, clock and budget; true where the run ends here. */
static bool is_stopped(struct gamut_engine *engine, int64_t now_us)
{
	const struct gamut_engine_options *options = engine->options;
	sig_atomic_t asked = options->stop ? *options->stop : 0;

	if (asked > 0)
		stop(engine, "stopped", options->grace_ms, now_us);
	if (options->max_time_ms &&
	    now_us - engine->account->started_us >= options->max_time_ms * 1000)
		stop(engine, "--max-time has passed", END_GRACE_MS, now_us);
	if (engine->end)
		stop(engine, engine->end_reason, END_GRACE_MS, now_us);
	if (engine->dispatch.used_up && engine->account->in_flight == 0) {
		engine->stop_us = now_us;
		engine->stop_reason = engine->dispatch.used_up;
	}
	if (!engine->stop_us)
		return false;
	return asked > 1 || now_us >= engine->stop_us ||
	       engine->account->in_flight == 0;
}

static bool is_done(const struct gamut_engine *engine)
{
	return gamut_dispatch_is_done(&engine->dispatch) &&
	       engine->account->in_flight == 0;
}

static void settle(struct gamut_engine *engine)
{
	enum gamut_status status;

	status = gamut_ledger_settle(&engine->ledger, engine->account,
	                             engine->watch, engine->err);
	if (status)
		engine->end = status;
}

/* Was another lane heard of since `lane` was? */
static bool is_outlived(const struct gamut_dispatch *dispatch,
                        const struct gamut_lane *lane)
{
	for (size_t i = 0; i < dispatch->lane_count; i++)
		if (dispatch->lanes[i].answers > 0 &&
		    dispatch->lanes[i].heard_us > lane->heard_us)
			return true;
	return false;
}

/* What waits for an endpoint that hangs would hold the run up to its timeout.
 */
static void leave_silent_lanes(struct gamut_engine *engine, int64_t now_us)
{
	struct gamut_dispatch *dispatch = &engine->dispatch;
	int64_t silence_ms = engine->options->silence_ms;

	if (!silence_ms)
		silence_ms = DEFAULT_SILENCE_MS;
	if (silence_ms < 10 * engine->slowest_ms)
		silence_ms = 10 * engine->slowest_ms;
	for (size_t i = 0; i < dispatch->lane_count; i++) {
		struct gamut_lane *lane = &dispatch->lanes[i];

		if (!gamut_lane_is_silent(lane, silence_ms * 1000, now_us) ||
		    !is_outlived(dispatch, lane))
			continue;
		gamut_lane_abandon(lane);
		engine->backend->ops->abandon(engine->backend, i,
		                              gamut_engine_react, engine);
	}
}

static void turn(struct gamut_engine *engine, int64_t now_us)
{
	if (gamut_ledger_is_empty(&engine->ledger))
		engine->unsettled_us = now_us;
	if (!engine->stop_us)
		refill(engine, now_us);
	engine->backend->ops->poll(engine->backend,
	                           poll_timeout_ms(engine, now_us),
	                           gamut_engine_react, engine);
	if (engine->dispatch.lane_count > 1)
		leave_silent_lanes(engine, gamut_clock_us());
	if (gamut_clock_us() - engine->unsettled_us >= SETTLE_US)
		settle(engine);
	if (engine->watch->on_turn)
		engine->watch->on_turn(engine->watch->ctx, engine->account);
}

/* What to return where no sample, endpoint or disk said otherwise. */
static enum gamut_status conclude(struct gamut_engine *engine)
{
	const struct gamut_account *account = engine->account;
	uint64_t missing = account->wanted - account->had - account->sampled;
	struct gamut_str reason = gamut_buf_view(&engine->last_reason);
	const char *why = "requests were given up";
	const char *what = "";

	if (missing == 0)
		return GAMUT_OK;
	if (engine->end)
		why = engine->end_reason;
	else if (engine->stop_us)
		why = engine->stop_reason;
	if (engine->dispatch.used_up && !engine->end)
		what = " is used up";
	return gamut_error(engine->err, GAMUT_EINCOMPLETE,
	                   "%" PRIu64 " of %" PRIu64
	                   " samples are missing: %s%s%s%.*s",
	                   missing, account->wanted, why, what,
	                   reason.len > 0 ? "; the last failure: " : "",
	                   GAMUT_STR_ARG(reason));
}

static enum gamut_status loop(struct gamut_engine *engine)
{
	while (engine->end != GAMUT_EIO && !is_done(engine)) {
		int64_t now_us = gamut_clock_us();

		if (is_stopped(engine, now_us))
			break;
		turn(engine, now_us);
	}
	if (engine->end != GAMUT_EIO)
		settle(engine);
	if (engine->end && engine->end != GAMUT_EINCOMPLETE)
		return engine->end;
	return conclude(engine);
}

/* Of several endpoints, say what each did. */
static void tell_lanes(const struct gamut_engine *engine)
{
	const struct gamut_dispatch *dispatch = &engine->dispatch;
	struct gamut_buf line = { 0 };

	if (dispatch->lane_count < 2 || !engine->watch->on_message)
		return;
	for (size_t i = 0; i < dispatch->lane_count; i++) {
		const struct gamut_lane *lane = &dispatch->lanes[i];

		gamut_buf_clear(&line);
		gamut_buf_addf(&line,
		               "%s answered %" PRIu64 " of %" PRIu64
		               " requests",
		               engine->backend->lane_names[i], lane->answers,
		               lane->requests);
		engine->watch->on_message(engine->watch->ctx,
		                          gamut_buf_view(&line));
	}
	gamut_buf_release(&line);
}

static uint64_t count_wanted(const struct gamut_run *run)
{
	uint64_t count = 0;

	for (size_t i = 0; i < run->manifest.cell_count; i++)
		count += gamut_run_wanted(run, i);
	return count;
}

static void begin(struct gamut_engine *engine, const struct gamut_run *run)
{
	const struct gamut_engine_options *options = engine->options;
	struct gamut_account *account = engine->account;
	int64_t base_ms = options->backoff_base_ms;
	const struct gamut_lane_options lane = {
		.concurrency = options->concurrency,
		.max_requests = options->requests_per_minute,
		.max_tokens = options->tokens_per_minute,
		.backoff_base_ms = base_ms ? base_ms : DEFAULT_BACKOFF_MS,
	};

	*account = (struct gamut_account){
		.wanted = count_wanted(run),
		.started_us = gamut_clock_us(),
	};
	account->had = account->wanted -
	               gamut_dispatch_init(&engine->dispatch, run,
	                                   &options->budget, &lane,
	                                   engine->backend->lanes);
	engine->dispatch.samples_per_request = options->samples_per_request;
	engine->rng.state = (uint64_t)gamut_clock_us();
}

enum gamut_status gamut_engine_run(struct gamut_account *account,
                                   const struct gamut_run *run,
                                   struct gamut_backend *backend,
                                   struct gamut_shard *shard,
                                   const struct gamut_engine_options *options,
                                   struct gamut_err *err)
{
	static const struct gamut_watch nobody = { 0 };
	struct gamut_engine engine = {
		.backend = backend,
		.options = options,
		.watch = options->watch ? options->watch : &nobody,
		.account = account,
		.err = err,
		.ledger = { .manifest = &run->manifest, .shard = shard },
	};
	enum gamut_status status;

	begin(&engine, run);
	status = loop(&engine);
	tell_lanes(&engine);
	account->spent = gamut_budget_total(&engine.dispatch.budget);
	gamut_dispatch_release(&engine.dispatch);
	gamut_ledger_release(&engine.ledger);
	gamut_buf_release(&engine.last_reason);
	gamut_buf_release(&engine.last_message);
	return status;
}
