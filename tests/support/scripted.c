#include "tests/support/scripted.h"

#include <stdlib.h>
#include <string.h>

#include <check.h>

static void on_sample(void *ctx, size_t cell, const struct gamut_sample *sample)
{
	struct gamut_scripted *on = ctx;
	const struct gamut_fake_record *record = &on->shard->records[on->shown];

	on->shown++;
	ck_assert(record->is_synced);
	ck_assert_uint_eq(record->cell, cell);
	ck_assert_uint_eq(record->index, sample->index);
	ck_assert(gamut_str_eq(sample->text, GAMUT_STR("7")));
}

static void on_message(void *ctx, struct gamut_str message)
{
	struct gamut_scripted *on = ctx;

	on->messages++;
	ck_assert_uint_gt(message.len, 0);
	ck_assert_ptr_null(memchr(message.ptr, '\n', message.len));
}

void gamut_scripted_begin(struct gamut_scripted *on, size_t cells, uint32_t n)
{
	*on = (struct gamut_scripted){
		.script = { .backend = { .ops = &gamut_script_ops,
		                         .lanes = 1,
		                         .lane_names = gamut_script_lanes } },
		.run = gamut_fake_run_new(cells, n),
		.options = {
			.concurrency = 4,
			.samples_per_request = 10,
			.max_attempts = 3,
			.backoff_base_ms = 1,
			.max_failures_in_row = 10,
			.stop = &on->script.stop,
		},
	};
	on->shard = gamut_fake_shard_new(on->run);
}

enum gamut_status gamut_scripted_run(struct gamut_scripted *on)
{
	const struct gamut_watch watch = {
		.ctx = on,
		.on_sample = on_sample,
		.on_message = on_message,
	};
	enum gamut_status status;

	on->options.watch = &watch;
	status = gamut_engine_run(&on->account, on->run, &on->script.backend,
	                          on->shard, &on->options, &on->err);
	on->options.watch = NULL;
	ck_assert_uint_eq(on->account.sampled, on->shown);
	ck_assert_uint_eq(on->account.requests, on->script.submitted);
	ck_assert_uint_le(on->script.most_queued,
	                  on->options.concurrency * on->script.backend.lanes);
	return status;
}

void gamut_scripted_end(struct gamut_scripted *on)
{
	gamut_fake_run_free(on->run);
	free(on->shard);
}
