/* What follows from a reply. */
#include <inttypes.h>

#include "base/clock.h"
#include "runner/sample/engine_state.h"
#include "runner/sample/retry.h"

#define DEFAULT_PATIENCE_MS 3600000
#define DEFAULT_REPEAT_PERCENT 50

/* So many repeats are granted before their share is looked at. */
#define FREE_REPEATS 100

/* Attempts of a request while nobody answers, 429 and 503 aside. */
#define TRIAL_ATTEMPTS 4

/* So many replies with one choice of several say that `n` is not heeded. */
#define LONE_CHOICES 2

/* --------------------------------------------------------------- reporting */

/* So much of a message says of which kind it is. */
#define KIND_BYTES 80

/*
 * Are two messages of one kind? What a body that is quoted says, and positions
 * in it, differ each time.
 */
static bool is_same_kind(struct gamut_str a, struct gamut_str b)
{
	size_t i = 0;

	while (i < a.len && i < b.len && i < KIND_BYTES && a.ptr[i] != '{' &&
	       a.ptr[i] == b.ptr[i])
		i++;
	if (i == KIND_BYTES || (i == a.len && i == b.len))
		return true;
	if (i == a.len || i == b.len)
		return false;
	return a.ptr[i] == b.ptr[i] ||
	       (i >= sizeof("HTTP 429") - 1 && gamut_ascii_is_digit(a.ptr[i]) &&
	        gamut_ascii_is_digit(b.ptr[i]));
}

/*
 * Tell the watcher that `about` happened and what follows from it; silent
 * where the last report was of the same kind.
 */
static void report(struct gamut_engine *engine, struct gamut_str about,
                   const char *consequence)
{
	struct gamut_buf line = { 0 };

	if (!engine->watch->on_message ||
	    is_same_kind(about, gamut_buf_view(&engine->last_message)))
		return;
	gamut_buf_clear(&engine->last_message);
	gamut_buf_add(&engine->last_message, about);
	gamut_buf_addf(&line, "%.*s%s%s", GAMUT_STR_ARG(about),
	               consequence[0] ? "; " : "", consequence);
	engine->watch->on_message(engine->watch->ctx, gamut_buf_view(&line));
	gamut_buf_release(&line);
}

/* The same, with a time and, where there are several, the endpoint. */
static void report_delay(struct gamut_engine *engine,
                         const struct gamut_reply *reply, const char *what,
                         int64_t delay_ms)
{
	struct gamut_buf line = { 0 };

	gamut_buf_addf(&line, "%s %.1f s", what, (double)delay_ms / 1000);
	if (engine->dispatch.lane_count > 1)
		gamut_buf_addf(
			&line, " (%s)",
			engine->backend->lane_names[reply->request.lane]);
	report(engine, reply->message, gamut_buf_cstr(&line));
	gamut_buf_release(&line);
}

static void end_run(struct gamut_engine *engine, const char *reason)
{
	engine->end = GAMUT_EINCOMPLETE;
	engine->end_reason = reason;
}

/* ----------------------------------------------------------------- answers */

/* Want samples [from, to) of a request, by their offsets, as before it. */
static void put_back(struct gamut_engine *engine,
                     const struct gamut_request *request, uint32_t from,
                     uint32_t to)
{
	if (from < to)
		gamut_outstanding_put(&engine->dispatch.todo,
		                      (struct gamut_span){
					      .cell = request->cell,
					      .index = request->index + from,
					      .count = to - from,
				      });
}

/* What did not come may lie before, between and behind what came. */
static void put_back_holes(struct gamut_engine *engine,
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

/* From now on, one sample a request. */
static void stop_grouping(struct gamut_engine *engine, struct gamut_str about)
{
	engine->dispatch.samples_per_request = 1;
	report(engine, about,
	       "from now on each request asks for one completion");
}

/* Does the server heed `n` at all? Where not, asking for it is a waste. */
static void watch_choices(struct gamut_engine *engine,
                          const struct gamut_reply *reply)
{
	if (reply->request.count == 1 || engine->has_choices)
		return;
	if (reply->choice_count > 1)
		engine->has_choices = true;
	else if (++engine->lone_choices == LONE_CHOICES)
		stop_grouping(engine,
		              GAMUT_STR("the endpoint returns one completion "
		                        "where several are asked for"));
}

/* A number of tokens that was told, 0 for what cannot be one. */
static int64_t believe(int64_t tokens)
{
	return tokens > 0 && tokens <= GAMUT_BUDGET_TOKENS_MAX ? tokens : 0;
}

static void take_answer(struct gamut_engine *engine,
                        const struct gamut_reply *reply)
{
	struct gamut_account *account = engine->account;

	if (reply->choice_count == 0)
		GAMUT_BUG("an answer without choices");
	put_back_holes(engine, reply);
	gamut_lane_answer(&engine->dispatch.lanes[reply->request.lane],
	                  gamut_clock_us());
	gamut_ledger_add(&engine->ledger, reply);
	engine->answers++;
	if (engine->slowest_ms < reply->latency_ms)
		engine->slowest_ms = reply->latency_ms;
	engine->failures_in_row = 0;
	account->prompt_tokens += believe(reply->prompt_tokens);
	account->completion_tokens += believe(reply->completion_tokens);
	if (reply->choice_count < reply->request.count)
		account->shortfalls++;
	account->cached += reply->is_cached;
	if (reply->is_cached && account->cached == 1)
		report(engine, GAMUT_STR("the endpoint answers out of a cache"),
		       "such completions are no samples: have it switched off");
	watch_choices(engine, reply);
	if (reply->message.len > 0)
		report(engine, reply->message, "");
}

/* ---------------------------------------------------------------- failures */

static void give_up(struct gamut_engine *engine,
                    const struct gamut_reply *reply)
{
	gamut_ledger_fail(&engine->ledger, reply);
	engine->account->failed += reply->request.count;
	gamut_buf_clear(&engine->last_reason);
	gamut_buf_add(&engine->last_reason, reply->message);
	engine->failures_in_row++;
	if (engine->failures_in_row >= engine->options->max_failures_in_row)
		end_run(engine, "too many requests in a row failed");
}

/* This request never will be answered; one for fewer samples might. */
static void reject(struct gamut_engine *engine, const struct gamut_reply *reply)
{
	const struct gamut_request *request = &reply->request;

	gamut_lane_greet(&engine->dispatch.lanes[request->lane]);
	if (request->count == 1 || engine->has_choices) {
		give_up(engine, reply);
		return;
	}
	put_back(engine, request, 0, request->count);
	stop_grouping(engine, reply->message);
}

/* Send the request again, at `due_us`. */
static void wait_until(struct gamut_engine *engine,
                       struct gamut_request *request, int64_t due_us)
{
	request->is_repeat = true;
	gamut_waiting_add(&engine->dispatch.waiting, request, due_us);
}

/*
 * The endpoint will not answer any more. Where there are others, they take its
 * part.
 */
static void refuse(struct gamut_engine *engine, const struct gamut_reply *reply)
{
	struct gamut_dispatch *dispatch = &engine->dispatch;
	struct gamut_request request = reply->request;
	struct gamut_buf line = { 0 };

	gamut_lane_refuse(&dispatch->lanes[request.lane]);
	if (gamut_dispatch_is_hopeless(dispatch)) {
		engine->end = gamut_error(engine->err, GAMUT_EENDPOINT,
		                          "the endpoint refuses: %.*s",
		                          GAMUT_STR_ARG(reply->message));
		return;
	}
	wait_until(engine, &request, gamut_clock_us());
	gamut_buf_addf(&line, "%s is not asked any more",
	               engine->backend->lane_names[request.lane]);
	report(engine, reply->message, gamut_buf_cstr(&line));
	gamut_buf_release(&line);
}

/* A rate limit costs a request no attempt, for as long as patience lasts. */
static bool is_patient(const struct gamut_engine *engine,
                       struct gamut_request *request, int64_t now_us)
{
	int64_t patience_ms = engine->options->patience_ms;

	if (!request->limited_us)
		request->limited_us = now_us;
	if (!patience_ms)
		patience_ms = DEFAULT_PATIENCE_MS;
	return now_us - request->limited_us < patience_ms * 1000;
}

static void wait_for_limit(struct gamut_engine *engine,
                           const struct gamut_reply *reply)
{
	struct gamut_lane *lane = &engine->dispatch.lanes[reply->request.lane];
	struct gamut_request request = reply->request;
	int64_t now_us = gamut_clock_us();

	engine->account->limits++;
	gamut_lane_limit(lane, reply->retry_after_ms, now_us, &engine->rng);
	if (!is_patient(engine, &request, now_us) &&
	    ++request.attempts > engine->options->max_attempts) {
		give_up(engine, reply);
		return;
	}
	wait_until(engine, &request, now_us);
	report_delay(engine, reply, "all requests pause for",
	             (lane->paused_until_us - now_us) / 1000);
}

/* Others answer, and this one never did, or does not any more. */
static bool is_lane_at_fault(const struct gamut_engine *engine,
                             const struct gamut_lane *lane)
{
	return engine->dispatch.lane_count > 1 && engine->answers > 0 &&
	       (lane->answers == 0 || lane->probes > 0);
}

/*
 * How many attempts a request has. "Come back later" is a sign of life: models
 * take minutes to load.
 */
static uint32_t count_granted(const struct gamut_engine *engine)
{
	uint32_t granted = engine->options->max_attempts;

	return gamut_dispatch_is_alive(&engine->dispatch) ||
	                       granted < TRIAL_ATTEMPTS ?
	               granted :
	               TRIAL_ATTEMPTS;
}

/* Too many repeats are a sign, and cost as much as answers. */
static bool is_over_repeats(const struct gamut_engine *engine)
{
	uint64_t percent = engine->options->repeat_percent;

	if (!percent)
		percent = DEFAULT_REPEAT_PERCENT;
	return engine->repeats > FREE_REPEATS + engine->answers * percent / 100;
}

/* Is there still hope for the run, after an attempt that failed so? */
static void judge_run(struct gamut_engine *engine,
                      const struct gamut_reply *reply)
{
	if (gamut_dispatch_is_hopeless(&engine->dispatch)) {
		gamut_buf_clear(&engine->last_reason);
		gamut_buf_add(&engine->last_reason, reply->message);
		end_run(engine, engine->answers > 0 ?
		                        "the endpoint stopped answering" :
		                        "the endpoint answered no request");
	} else if (is_over_repeats(engine)) {
		end_run(engine, "too large a share of the requests had to be "
		                "repeated (see --retry-budget)");
	}
}

static void retry(struct gamut_engine *engine, const struct gamut_reply *reply)
{
	struct gamut_lane *lane = &engine->dispatch.lanes[reply->request.lane];
	struct gamut_request request = reply->request;
	uint32_t probes = lane->probes;
	int64_t now_us = gamut_clock_us();
	int64_t delay_ms = gamut_retry_delay_ms(
		request.attempts, lane->options.backoff_base_ms,
		reply->retry_after_ms, &engine->rng);

	engine->repeats++;
	gamut_lane_fail(lane, reply->http_status == 503, now_us, &engine->rng);
	request.attempts += !is_lane_at_fault(engine, lane);
	if (request.attempts > count_granted(engine)) {
		give_up(engine, reply);
	} else {
		wait_until(engine, &request, now_us + delay_ms * 1000);
		report_delay(engine, reply, "trying again in", delay_ms);
	}
	if (!engine->end)
		judge_run(engine, reply);
	/* Also where the reason was told before: what follows is new. */
	if (!engine->end && lane->probes > probes) {
		gamut_buf_clear(&engine->last_message);
		report_delay(engine, reply, "all fail, one is tried in",
		             (lane->paused_until_us - now_us) / 1000);
	}
}

/*
 * Where others were answered, "forbidden" and "not found" may be about this
 * prompt; if they are not, the next ones are refused, too.
 */
static bool is_about_request(const struct gamut_engine *engine,
                             const struct gamut_reply *reply)
{
	int64_t status = reply->http_status;

	return (status == 403 || status == 404 || status == 405) &&
	       engine->dispatch.lanes[reply->request.lane].answers > 0;
}

void gamut_engine_react(void *ctx, const struct gamut_reply *reply)
{
	struct gamut_engine *engine = ctx;

	if (engine->account->in_flight == 0)
		GAMUT_BUG("a reply to no request");
	engine->account->in_flight--;
	engine->account->requests += reply->resends;
	engine->account->retries += reply->resends;
	gamut_dispatch_end(&engine->dispatch, reply);
	/* The first reason to end is the one to tell. */
	if (engine->end && reply->outcome != GAMUT_ANSWERED)
		return;
	switch (reply->outcome) {
	case GAMUT_ANSWERED:
		take_answer(engine, reply);
		break;
	case GAMUT_RETRY:
		if (reply->is_limit)
			wait_for_limit(engine, reply);
		else
			retry(engine, reply);
		break;
	case GAMUT_REJECTED:
		reject(engine, reply);
		break;
	case GAMUT_FATAL:
		if (is_about_request(engine, reply))
			reject(engine, reply);
		else
			refuse(engine, reply);
		break;
	}
}
