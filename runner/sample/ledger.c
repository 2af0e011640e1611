#include "runner/sample/ledger.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/clock.h"

/* A sample queued in the shard, with strings of its own. */
struct gamut_fresh {
	struct gamut_sample sample;
	size_t cell;
};

static void push(struct gamut_ledger *ledger, size_t cell,
                 const struct gamut_sample *sample)
{
	ledger->fresh = gamut_grow_array(ledger->fresh, &ledger->size,
	                                 ledger->count, sizeof(*ledger->fresh));
	ledger->fresh[ledger->count++] = (struct gamut_fresh){
		.sample = *sample,
		.cell = cell,
	};
}

void gamut_ledger_add(struct gamut_ledger *ledger,
                      const struct gamut_reply *reply)
{
	struct gamut_arena *arena = &ledger->arena;
	size_t cell = reply->request.cell;
	bool is_single = reply->choice_count == 1;
	struct gamut_sample sample = {
		.task = ledger->manifest->cells[cell].task,
		.setting = ledger->manifest->cells[cell].setting,
		.model = gamut_arena_copy(arena, reply->model),
		.response_id = gamut_arena_copy(arena, reply->response_id),
		.fingerprint = gamut_arena_copy(arena, reply->fingerprint),
		.latency_ms = reply->latency_ms,
		.prompt_tokens = reply->prompt_tokens,
		.completion_tokens = is_single ? reply->completion_tokens :
		                                 GAMUT_UNKNOWN,
		.reasoning_tokens = is_single ? reply->reasoning_tokens :
		                                GAMUT_UNKNOWN,
		.is_cached = reply->is_cached,
		.created_ms = gamut_clock_wall_ms(),
	};

	if (!is_single) {
		sample.request_choices = reply->choice_count;
		/*
		 * Of what came, not of what was asked for: a request for the
		 * rest may begin at the same index.
		 */
		sample.request_index = reply->request.index +
		                       reply->choices[0].offset;
		sample.request_completion_tokens = reply->completion_tokens;
		sample.request_reasoning_tokens = reply->reasoning_tokens;
	}
	for (uint32_t i = 0; i < reply->choice_count; i++) {
		const struct gamut_choice *choice = &reply->choices[i];

		sample.index = reply->request.index + choice->offset;
		sample.text = gamut_arena_copy(arena, choice->text);
		sample.reasoning = gamut_arena_copy(arena, choice->reasoning);
		sample.finish_reason = gamut_arena_copy(arena,
		                                        choice->finish_reason);
		sample.seed = choice->seed;
		gamut_shard_append(ledger->shard, &sample);
		push(ledger, cell, &sample);
	}
}

void gamut_ledger_fail(struct gamut_ledger *ledger,
                       const struct gamut_reply *reply)
{
	const struct gamut_request *request = &reply->request;
	const struct gamut_failure failure = {
		.task = ledger->manifest->cells[request->cell].task,
		.setting = ledger->manifest->cells[request->cell].setting,
		.index = request->index,
		.count = request->count,
		.reason = reply->message,
		.http_status = reply->http_status,
		.attempts = request->attempts,
		.created_ms = gamut_clock_wall_ms(),
	};

	gamut_shard_fail(ledger->shard, &failure);
	ledger->has_failures = true;
}

enum gamut_status gamut_ledger_settle(struct gamut_ledger *ledger,
                                      struct gamut_account *account,
                                      const struct gamut_watch *watch,
                                      struct gamut_err *err)
{
	enum gamut_status status;

	if (gamut_ledger_is_empty(ledger))
		return GAMUT_OK;
	status = gamut_shard_sync(ledger->shard, err);
	if (status)
		return status;
	account->sampled += ledger->count;
	if (watch->on_sample)
		for (size_t i = 0; i < ledger->count; i++)
			watch->on_sample(watch->ctx, ledger->fresh[i].cell,
			                 &ledger->fresh[i].sample);
	ledger->count = 0;
	ledger->has_failures = false;
	gamut_arena_reset(&ledger->arena);
	return GAMUT_OK;
}

bool gamut_ledger_is_empty(const struct gamut_ledger *ledger)
{
	return ledger->count == 0 && !ledger->has_failures;
}

void gamut_ledger_release(struct gamut_ledger *ledger)
{
	free(ledger->fresh);
	gamut_arena_clear(&ledger->arena);
}
