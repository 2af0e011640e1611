#include "runner/sample/probe_send.h"

#include <inttypes.h>

#include "base/clock.h"
#include "runner/sample/retry.h"
#include "runner/store/sample.h"

/* Tries of one request, and the longest pause that a server is granted. */
#define MAX_ATTEMPTS 4
#define MAX_PAUSE_MS 30000

struct waiting {
	struct gamut_probe_reply *into;
	struct gamut_arena *arena;
	bool is_over;
};

static void keep(struct gamut_str *text, struct gamut_arena *arena)
{
	*text = gamut_arena_copy(arena, *text);
}

static void on_reply(void *ctx, const struct gamut_reply *reply)
{
	struct waiting *waiting = ctx;
	struct gamut_arena *arena = waiting->arena;
	struct gamut_reply *kept = &waiting->into->reply;
	struct gamut_choice *choices;

	*kept = *reply;
	keep(&kept->model, arena);
	keep(&kept->response_id, arena);
	keep(&kept->fingerprint, arena);
	keep(&kept->message, arena);
	choices = gamut_arena_new(arena, struct gamut_choice,
	                          reply->choice_count);
	for (uint32_t i = 0; i < reply->choice_count; i++) {
		choices[i] = reply->choices[i];
		keep(&choices[i].text, arena);
		keep(&choices[i].reasoning, arena);
		keep(&choices[i].finish_reason, arena);
	}
	kept->choices = choices;
	waiting->into->is_sent = true;
	waiting->is_over = true;
}

/* Wait on the backend, which has nothing under way. */
static void pause_for(struct gamut_backend *backend, int64_t pause_ms)
{
	int64_t end_us = gamut_clock_us() + pause_ms * INT64_C(1000);

	for (;;) {
		int64_t left_us = end_us - gamut_clock_us();

		if (left_us <= 0)
			return;
		backend->ops->poll(backend, (int)((left_us + 999) / 1000),
		                   on_reply, NULL);
	}
}

/* Say why it is not asked again. */
static void tell_wait(struct gamut_reply *reply, struct gamut_arena *arena)
{
	if (reply->retry_after_ms == GAMUT_UNKNOWN)
		return;
	reply->message = gamut_arena_strf(
		arena, "%.*s; it asks to wait %" PRId64 " s%s",
		GAMUT_STR_ARG(reply->message),
		(reply->retry_after_ms + 999) / 1000,
		reply->retry_after_ms == GAMUT_RETRY_AFTER_MAX_MS ? " or more" :
								    "");
}

void gamut_probe_send(struct gamut_probe_reply *into,
                      struct gamut_backend *backend, uint32_t count,
                      const struct gamut_probe_pace *pace,
                      struct gamut_arena *arena)
{
	struct gamut_request request = { .count = count };
	struct waiting waiting = { .into = into, .arena = arena };
	const struct gamut_reply *reply = &into->reply;

	for (;;) {
		int64_t pause_ms;

		request.attempts++;
		waiting.is_over = false;
		backend->ops->submit(backend, &request);
		while (!waiting.is_over)
			backend->ops->poll(backend, 1000, on_reply, &waiting);
		if (reply->outcome != GAMUT_RETRY ||
		    request.attempts == MAX_ATTEMPTS)
			return;
		pause_ms =
			gamut_retry_delay_ms(request.attempts, pace->pause_ms,
		                             reply->retry_after_ms, pace->rng);
		if (pause_ms > MAX_PAUSE_MS) {
			tell_wait(&into->reply, arena);
			return;
		}
		pause_for(backend, pause_ms);
	}
}
