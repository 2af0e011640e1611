#ifndef GAMUT_SAMPLE_ENGINE_H
#define GAMUT_SAMPLE_ENGINE_H

#include <signal.h>
#include <stdbool.h>

#include "runner/sample/backend.h"
#include "runner/sample/budget.h"
#include "runner/store/store.h"

/*
 * The sampling engine
 * -------------------
 * Takes a run that lacks samples, asks a backend for just those, and puts them
 * into the store, until each cell has exactly what is wanted of it, the run is
 * stopped, or it cannot go on. One thread.
 *
 * What came is synced to disk in groups, 20 ms apart at most,
 * before it is counted as done. A request that fails is tried again after the
 * time that retry.h says, while others go on. One that is given up is recorded
 * as a failure and its samples stay wanted. Cells take turns, request by
 * request.
 *
 * Several endpoints may serve the model, each a lane of the backend with a pace
 * of its own (lane.h): pauses after HTTP 429, a circuit breaker, rates. What
 * failed at one goes to another where there is one. The run ends when no lane
 * is left to hope for.
 *
 * HTTP 429 costs a request no attempt, for as long as `patience_ms` says. Until
 * an endpoint shows a sign of life, its requests have at most four attempts.
 *
 * A request for several samples that is refused for good, or of which only one
 * comes, twice, has all others ask for one from then on, unless several came
 * before: the server does not heed `n`.
 *
 * Of a sample, `latency_ms` and `prompt_tokens` are those of its request;
 * `completion_tokens` and `reasoning_tokens` are known where the reply had just
 * one choice.
 */

/* Everything that happened, for progress and the closing line. */
struct gamut_account {
	uint64_t wanted;   /* samples of the whole run */
	uint64_t had;      /* of these, there before */
	uint64_t sampled;  /* of these, stored and synced by this process */
	uint64_t failed;   /* of these, given up by this process */
	uint64_t requests; /* sent, retries included */
	uint64_t retries;
	uint64_t limits;     /* replies of HTTP 429 */
	uint64_t cached;     /* replies out of a cache, as their headers say */
	uint64_t shortfalls; /* replies with fewer choices than asked for */
	uint64_t in_flight;  /* requests under way now */
	int64_t prompt_tokens; /* as replies told */
	int64_t completion_tokens;
	struct gamut_tokens spent; /* as the budget counts them */
	int64_t started_us;        /* gamut_clock_us() */
};

/* Whoever watches: called from the engine's own loop; each may be NULL. */
struct gamut_watch {
	void *ctx;
	/* `sample` is on disk. */
	void (*on_sample)(void *ctx, size_t cell,
	                  const struct gamut_sample *sample);
	/* Once a turn of the loop, at least four times a second. */
	void (*on_turn)(void *ctx, const struct gamut_account *account);
	/*
	 * Something to tell the user, one line: a retry, a pause. Not each
	 * time while the reason stays the same.
	 */
	void (*on_message)(void *ctx, struct gamut_str message);
};

struct gamut_engine_options {
	uint32_t concurrency; /* requests under way at each endpoint, >= 1 */
	uint32_t samples_per_request; /* at least 1 */
	uint32_t max_attempts;        /* that count, per request; at least 1 */
	/* Of each endpoint, a minute; 0: no such bound. */
	uint32_t requests_per_minute;
	uint32_t tokens_per_minute;
	struct gamut_budget_limits budget; /* `{0}`: none */
	/*
	 * When this time has passed, no request is begun any more; those under
	 * way have ten seconds. 0: no such bound.
	 */
	int64_t max_time_ms;
	/*
	 * The longest pause before a second attempt; it doubles with each
	 * further one. 0: 1000.
	 */
	int64_t backoff_base_ms;
	/*
	 * How long after its first 429 a request is sent again for each of them
	 * without an attempt being counted. 0: an hour.
	 */
	int64_t patience_ms;
	/*
	 * Of several endpoints, one of which nothing was heard for this long,
	 * and ten times the slowest answer, while others answer, is abandoned:
	 * its requests go elsewhere. 0: 30 s.
	 */
	int64_t silence_ms;
	/* The run ends after this many requests in a row were given up. */
	uint32_t max_failures_in_row;
	/*
	 * It ends too when more than a hundred attempts and this share of the
	 * answers, in percent, had to be repeated, 429s aside. 0: 50.
	 */
	uint32_t repeat_percent;
	/*
	 * When set by a signal handler, no request is begun any more; those
	 * under way have `grace_ms` to end; 2 or more: they have none.
	 */
	const volatile sig_atomic_t *stop;
	int64_t grace_ms;
	const struct gamut_watch *watch; /* NULL: nobody watches */
};

/*
 * Sample what `run` lacks of what it wants of each cell. `run` was read before
 * and is not changed; its `wanted` may have been lowered, to sample in stages.
 *
 * GAMUT_OK: every sample is there. GAMUT_EINCOMPLETE: stopped, a bound of the
 * user's was reached, or samples were given up; `err` says how many are missing
 * and why. GAMUT_EENDPOINT: nothing
 * of the endpoint's will ever work (wrong key, wrong model); `err` has status
 * and the start of the body. GAMUT_EIO: the store cannot be written.
 * `*account` is filled in whatever is returned.
 */
GAMUT_MUST_USE
enum gamut_status gamut_engine_run(struct gamut_account *account,
                                   const struct gamut_run *run,
                                   struct gamut_backend *backend,
                                   struct gamut_shard *shard,
                                   const struct gamut_engine_options *options,
                                   struct gamut_err *err);

#endif
