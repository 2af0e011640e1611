#ifndef GAMUT_TESTS_SCRIPTED_H
#define GAMUT_TESTS_SCRIPTED_H

#include "runner/sample/engine.h"
#include "tests/support/fake_store.h"
#include "tests/support/script.h"

/*
 * A run through the engine, from a script into a store in memory: what goes in
 * and what came of it. With Check's assertions in it.
 */
struct gamut_scripted {
	struct gamut_script script;
	struct gamut_engine_options options;
	struct gamut_run *run;
	struct gamut_shard *shard;
	struct gamut_account account;
	struct gamut_err err;
	size_t shown;    /* samples that the watcher saw */
	size_t messages; /* that it was told */
};

/* A run of `n` samples of each of `cells` cells, and usual options. */
void gamut_scripted_begin(struct gamut_scripted *on, size_t cells, uint32_t n);

/* Let the engine have it; what holds for every run is checked. */
enum gamut_status gamut_scripted_run(struct gamut_scripted *on);

void gamut_scripted_end(struct gamut_scripted *on);

#endif
