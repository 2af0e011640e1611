#include "tests/support/fake_store.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"

/* Which samples are there, by cell and then index. */
struct gamut_run_index {
	bool *held;
};

struct gamut_run *gamut_fake_run_new(size_t cell_count, uint32_t n)
{
	struct gamut_run *run = gamut_alloc(sizeof(*run));
	struct gamut_manifest *manifest = &run->manifest;

	manifest->model = GAMUT_STR("test-model");
	manifest->sampling = GAMUT_STR("{\"temperature\":1,\"top_p\":1}");
	manifest->n = n;
	manifest->cell_count = cell_count;
	manifest->cells = gamut_alloc_array(cell_count,
	                                    sizeof(*manifest->cells));
	for (size_t i = 0; i < cell_count; i++)
		manifest->cells[i] = (struct gamut_manifest_cell){
			.task = gamut_arena_strf(&run->arena, "task%zu", i),
			.setting = GAMUT_STR("zero-shot"),
			.task_hash = GAMUT_STR_EMPTY,
			.max_tokens = 8,
			.seed_base = (uint32_t)(1000 + i * 10000),
			.prompt = GAMUT_STR("[{\"role\":\"user\","
			                    "\"content\":\"One, please.\"}]"),
		};
	run->prompt_tokens = gamut_alloc_array(cell_count,
	                                       sizeof(*run->prompt_tokens));
	run->index = gamut_alloc(sizeof(*run->index));
	run->index->held = gamut_alloc_array(cell_count * n, sizeof(bool));
	return run;
}

void gamut_fake_run_free(struct gamut_run *run)
{
	gamut_arena_clear(&run->arena);
	free(run->manifest.cells);
	free(run->prompt_tokens);
	free(run->index->held);
	free(run->index);
	free(run);
}

void gamut_fake_run_add(struct gamut_run *run, size_t cell, uint32_t index)
{
	run->index->held[cell * run->manifest.n + index] = true;
	run->count++;
}

bool gamut_run_has(const struct gamut_run *run, size_t cell, uint32_t index)
{
	return run->index->held[cell * run->manifest.n + index];
}

struct gamut_shard *gamut_fake_shard_new(const struct gamut_run *run)
{
	struct gamut_shard *shard = gamut_alloc(sizeof(*shard));

	shard->manifest = &run->manifest;
	return shard;
}

static size_t cell_of(const struct gamut_shard *shard, struct gamut_str task)
{
	for (size_t i = 0; i < shard->manifest->cell_count; i++)
		if (gamut_str_eq(shard->manifest->cells[i].task, task))
			return i;
	GAMUT_BUG("a sample of no cell");
}

void gamut_shard_append(struct gamut_shard *shard,
                        const struct gamut_sample *sample)
{
	struct gamut_fake_record *record;

	if (shard->count == GAMUT_ARRAY_LEN(shard->records))
		GAMUT_BUG("more samples than any test wants");
	record = &shard->records[shard->count++];
	record->cell = cell_of(shard, sample->task);
	record->index = sample->index;
	record->seed = sample->seed;
	record->prompt_tokens = sample->prompt_tokens;
	record->completion_tokens = sample->completion_tokens;
	record->request_choices = sample->request_choices;
	record->request_index = sample->request_index;
	record->request_completion_tokens = sample->request_completion_tokens;
	record->is_cached = sample->is_cached;
	snprintf(record->text, sizeof(record->text), "%.*s",
	         GAMUT_STR_ARG(sample->text));
}

void gamut_shard_fail(struct gamut_shard *shard,
                      const struct gamut_failure *failure)
{
	shard->failure_count++;
	shard->failed_samples += failure->count;
	shard->last_attempts = failure->attempts;
	snprintf(shard->last_reason, sizeof(shard->last_reason), "%.*s",
	         GAMUT_STR_ARG(failure->reason));
}

enum gamut_status gamut_shard_sync(struct gamut_shard *shard,
                                   struct gamut_err *err)
{
	shard->sync_count++;
	if (shard->broken_from && shard->sync_count >= shard->broken_from)
		return gamut_error(err, GAMUT_EIO, "the disk is full");
	for (size_t i = 0; i < shard->count; i++)
		shard->records[i].is_synced = true;
	return GAMUT_OK;
}

static size_t times_stored(const struct gamut_shard *shard, size_t cell,
                           uint32_t index)
{
	size_t times = 0;

	for (size_t i = 0; i < shard->count; i++)
		times += shard->records[i].cell == cell &&
		         shard->records[i].index == index &&
		         shard->records[i].is_synced;
	return times;
}

bool gamut_fake_shard_completes(const struct gamut_shard *shard,
                                const struct gamut_run *run)
{
	size_t wanted = 0;

	for (size_t cell = 0; cell < run->manifest.cell_count; cell++)
		for (uint32_t i = 0; i < run->manifest.n; i++) {
			if (gamut_run_has(run, cell, i))
				continue;
			wanted++;
			if (times_stored(shard, cell, i) != 1)
				return false;
		}
	return wanted == shard->count;
}
