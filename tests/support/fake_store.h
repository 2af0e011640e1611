#ifndef GAMUT_TESTS_FAKE_STORE_H
#define GAMUT_TESTS_FAKE_STORE_H

#include "runner/store/store.h"

/*
 * gamut_shard_append(), _fail() and _sync() and gamut_run_has(), in memory
 * and in place of the store's own, for tests of what uses them.
 */

/* Of a sample just what tests ask for. */
struct gamut_fake_record {
	size_t cell; /* place of (task, setting) in the run's manifest */
	uint32_t index;
	char text[64]; /* the start of it */
	int64_t seed;
	int64_t prompt_tokens;
	int64_t completion_tokens;
	uint32_t request_choices;
	uint32_t request_index;
	int64_t request_completion_tokens;
	bool is_cached;
	bool is_synced;
};

struct gamut_shard {
	const struct gamut_manifest *manifest;
	struct gamut_fake_record records[4096];
	size_t count;
	size_t failure_count;
	uint32_t failed_samples;
	int64_t last_attempts; /* of the last failure */
	char last_reason[256];
	size_t sync_count;
	size_t broken_from; /* syncs from this one on fail; 0: none */
};

/* An empty run of `cell_count` chat cells, each with `n` samples wanted. */
struct gamut_run *gamut_fake_run_new(size_t cell_count, uint32_t n);
void gamut_fake_run_free(struct gamut_run *run);

/* Put sample `index` of `cell` into the run. */
void gamut_fake_run_add(struct gamut_run *run, size_t cell, uint32_t index);

struct gamut_shard *gamut_fake_shard_new(const struct gamut_run *run);

/*
 * Does `shard` hold, synced, each sample that `run` lacks, once, and nothing
 * else?
 */
bool gamut_fake_shard_completes(const struct gamut_shard *shard,
                                const struct gamut_run *run);

#endif
