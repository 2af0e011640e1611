#include "tests/support/script.h"

#include <string.h>

#include <check.h>

#include "base/clock.h"
#include "runner/store/sample.h"

const char *const gamut_script_lanes[2] = { "http://a/v1", "http://b/v1" };

static void submit(struct gamut_backend *backend,
                   const struct gamut_request *request)
{
	struct gamut_script *script = (struct gamut_script *)backend;

	ck_assert_uint_lt(script->queued, GAMUT_SCRIPT_QUEUE);
	script->queue[script->queued++] = *request;
	if (script->queued > script->most_queued)
		script->most_queued = script->queued;
	if (request->attempts > script->most_attempts)
		script->most_attempts = request->attempts;
	if (request->count > script->most_count)
		script->most_count = request->count;
	if (script->submitted < GAMUT_ARRAY_LEN(script->first_cells))
		script->first_cells[script->submitted] = request->cell;
	if (script->submitted < GAMUT_ARRAY_LEN(script->first_us)) {
		script->first_us[script->submitted] = gamut_clock_us();
		script->first_queued[script->submitted] = script->queued;
	}
	ck_assert_uint_lt(request->lane, script->backend.lanes);
	script->submitted_to[request->lane]++;
	script->submitted++;
	if (script->submitted == script->stop_after)
		script->stop = 1;
}

static const struct gamut_step *find_step(struct gamut_script *script,
                                          const struct gamut_request *request)
{
	static const struct gamut_step fine = { .outcome = GAMUT_ANSWERED,
		                                .status = 200 };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(script->steps); i++) {
		struct gamut_step *step = &script->steps[i];

		if (step->status == 0 ||
		    (step->is_first_only && request->attempts > 1) ||
		    (step->before && request->attempts >= step->before) ||
		    (step->has_cell && request->cell != step->cell) ||
		    (step->has_lane && request->lane != step->lane) ||
		    (step->is_group && request->count == 1) ||
		    step->times == UINT32_MAX)
			continue;
		if (step->times > 0 && --step->times == 0)
			step->times = UINT32_MAX;
		return step;
	}
	return &fine;
}

/* Fill `choices`; returns how many there are. */
static uint32_t make_choices(struct gamut_choice *choices,
                             const struct gamut_request *request,
                             const struct gamut_step *step)
{
	uint32_t count = step->choices ? step->choices : request->count;
	uint32_t made = 0;

	if (count > request->count)
		count = request->count;
	for (uint32_t i = 0; i < count; i++) {
		if (step->has_holes && count > 1 && i % 3 == 0)
			continue;
		choices[made++] = (struct gamut_choice){
			.offset = i,
			.text = GAMUT_STR("7"),
			.reasoning = GAMUT_STR_EMPTY,
			.finish_reason = GAMUT_STR("stop"),
			.seed = (int64_t)request->index + i,
		};
	}
	return made;
}

static void reply_to(const struct gamut_request *request,
                     const struct gamut_step *step, gamut_reply_fn *on_reply,
                     void *ctx)
{
	struct gamut_choice choices[64];
	struct gamut_reply reply = {
		.request = *request,
		.outcome = step->outcome,
		.choices = choices,
		.choice_count = make_choices(choices, request, step),
		.model = GAMUT_STR("m"),
		.response_id = GAMUT_STR("id"),
		.fingerprint = GAMUT_STR_EMPTY,
		.prompt_tokens = 3,
		.completion_tokens = 5,
		.reasoning_tokens = GAMUT_UNKNOWN,
		.message = step->outcome == GAMUT_ANSWERED ?
		                   GAMUT_STR_EMPTY :
		                   GAMUT_STR("HTTP 4xx: as scripted"),
		.retry_after_ms = step->retry_after_ms ? step->retry_after_ms :
		                                         GAMUT_UNKNOWN,
		.http_status = step->status,
		.is_limit = step->status == 429,
	};

	on_reply(ctx, &reply);
}

static void poll_script(struct gamut_backend *backend, int timeout_ms,
                        gamut_reply_fn *on_reply, void *ctx)
{
	struct gamut_script *script = (struct gamut_script *)backend;
	struct gamut_request queue[GAMUT_SCRIPT_QUEUE];
	size_t queued = script->queued;
	size_t kept = 0;

	ck_assert_int_ge(timeout_ms, 0);
	ck_assert_int_le(timeout_ms, 250);
	script->polls++;
	memcpy(queue, script->queue, sizeof(queue));
	script->queued = 0;
	for (size_t i = 0; i < queued; i++) {
		const struct gamut_step *step = find_step(script, &queue[i]);

		if (step->is_mute || script->polls < step->from_poll)
			script->queue[kept++] = queue[i];
		else
			reply_to(&queue[i], step, on_reply, ctx);
	}
	script->queued = kept;
}

static void abandon(struct gamut_backend *backend, size_t lane,
                    gamut_reply_fn *on_reply, void *ctx)
{
	static const struct gamut_step silent = { .outcome = GAMUT_RETRY,
		                                  .status = -1 };
	struct gamut_script *script = (struct gamut_script *)backend;
	size_t kept = 0;

	for (size_t i = 0; i < script->queued; i++)
		if (script->queue[i].lane == lane)
			reply_to(&script->queue[i], &silent, on_reply, ctx);
		else
			script->queue[kept++] = script->queue[i];
	script->queued = kept;
}

static void free_script(struct gamut_backend *backend)
{
	(void)backend;
}

const struct gamut_backend_ops gamut_script_ops = {
	.name = "script",
	.submit = submit,
	.poll = poll_script,
	.abandon = abandon,
	.free = free_script,
};
