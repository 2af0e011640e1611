#ifndef GAMUT_CLI_STAGES_H
#define GAMUT_CLI_STAGES_H

#include "runner/cli/condition.h"
#include "runner/sample/backend.h"
#include "runner/sample/engine.h"

/*
 * How a condition is sampled: at once, or in stages with a look after each.
 * Private to condition.c and stages.c.
 */

/* Whom to ask, and where the answers go. */
struct gamut_asking {
	struct gamut_condition *condition;
	struct gamut_backend *backend;
	struct gamut_shard *shard;    /* NULL until it is needed */
	struct gamut_account account; /* of the last time */
	bool is_announced;
};

/* Ask for what `run` lacks of what it wants; as gamut_engine_run(). */
GAMUT_MUST_USE
enum gamut_status gamut_condition_ask(struct gamut_asking *asking,
                                      const struct gamut_run *run,
                                      struct gamut_err *err);

/*
 * Ask for what the run in the condition's folder lacks up to each look, and
 * decide there what needs no more (stopping.h); `run` is that run as it was
 * read before. Requests that are given up are tried again in later stages.
 * Sets the condition's `is_worse`.
 */
GAMUT_MUST_USE
enum gamut_status gamut_stages_run(struct gamut_asking *asking,
                                   const struct gamut_run *run,
                                   struct gamut_err *err);

#endif
