#ifndef GAMUT_SAMPLE_ENGINE_STATE_H
#define GAMUT_SAMPLE_ENGINE_STATE_H

#include "base/buf.h"
#include "base/rng.h"
#include "runner/sample/dispatch.h"
#include "runner/sample/engine.h"
#include "runner/sample/ledger.h"

/*
 * The state of one gamut_engine_run(), shared by its loop (engine.c) and by
 * what follows from a reply (react.c). Private to these two.
 */
struct gamut_engine {
	struct gamut_backend *backend;
	const struct gamut_engine_options *options;
	const struct gamut_watch *watch;
	struct gamut_account *account;
	struct gamut_err *err;

	struct gamut_dispatch dispatch;
	struct gamut_ledger ledger;
	int64_t unsettled_us; /* when the ledger was last empty */
	struct gamut_rng rng;

	uint64_t answers;
	int64_t slowest_ms; /* of the answers */
	uint64_t repeats; /* attempts that failed, 429s aside */
	uint32_t failures_in_row;
	bool has_choices;      /* `n` was honoured */
	uint32_t lone_choices; /* replies of one choice where more were due */
	struct gamut_buf last_reason;  /* why the last request was given up */
	struct gamut_buf last_message; /* what the last report was about */
	int64_t stop_us; /* end of the grace, 0 while not stopped */
	const char *stop_reason;
	enum gamut_status end;  /* what ended the run before its time */
	const char *end_reason; /* of GAMUT_EINCOMPLETE */
};

/* A gamut_reply_fn: `ctx` is the engine. */
void gamut_engine_react(void *ctx, const struct gamut_reply *reply);

#endif
