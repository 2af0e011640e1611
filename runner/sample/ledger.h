#ifndef GAMUT_SAMPLE_LEDGER_H
#define GAMUT_SAMPLE_LEDGER_H

#include "runner/sample/engine.h"

struct gamut_fresh;

/*
 * What came in one turn of the engine's loop, on its way to disk: queued in
 * the shard, counted and shown only once it is there.
 */
struct gamut_ledger {
	const struct gamut_manifest *manifest;
	struct gamut_shard *shard;
	struct gamut_arena arena; /* of the turn */
	struct gamut_fresh *fresh;
	size_t count;
	size_t size;
	bool has_failures;
};

/* Queue the samples that an answered `reply` brought. */
void gamut_ledger_add(struct gamut_ledger *ledger,
                      const struct gamut_reply *reply);

/* Queue the failure of a request that is given up because of `reply`. */
void gamut_ledger_fail(struct gamut_ledger *ledger,
                       const struct gamut_reply *reply);

/*
 * Put what is queued on disk, if there is anything, then count and show it.
 * Fails as gamut_shard_sync() does.
 */
GAMUT_MUST_USE
enum gamut_status gamut_ledger_settle(struct gamut_ledger *ledger,
                                      struct gamut_account *account,
                                      const struct gamut_watch *watch,
                                      struct gamut_err *err);

/* Is nothing queued? */
bool gamut_ledger_is_empty(const struct gamut_ledger *ledger);

void gamut_ledger_release(struct gamut_ledger *ledger);

#endif
