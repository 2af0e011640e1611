#ifndef GAMUT_SAMPLE_BACKEND_H
#define GAMUT_SAMPLE_BACKEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/str.h"

/*
 * Something that completes prompts
 * --------------------------------
 * There are two: `http`, endpoints in one of the forms of wire.h, and `sim`,
 * the simulated models. The engine (engine.h) gives a backend requests and is
 * given replies; it alone retries, stores and counts.
 */

/*
 * Samples [index, index + count) of one cell of the manifest. Of several
 * endpoints that serve the model, `lane` is the one to ask.
 */
struct gamut_request {
	size_t cell;
	size_t lane; /* below the backend's `lanes` */
	uint32_t index;
	uint32_t count;    /* at least 1 */
	uint32_t attempts; /* that count, including this one */
	/* The engine's: when a rate limit first met it, or 0. */
	int64_t limited_us;
	uint32_t prompt_tokens; /* likewise: as estimated when it began */
	bool is_repeat;         /* likewise: it was sent before */
};

enum gamut_outcome {
	GAMUT_ANSWERED, /* choices came, perhaps fewer than asked for */
	GAMUT_RETRY,    /* not now: overload, timeout, a torn connection */
	GAMUT_REJECTED, /* this request never will be: too long, filtered */
	GAMUT_FATAL,    /* none will be: wrong key, wrong model, no money */
};

/* One completion; strings as in struct gamut_sample. */
struct gamut_choice {
	uint32_t offset; /* it is sample request.index + offset */
	struct gamut_str text;
	struct gamut_str reasoning;
	struct gamut_str finish_reason;
	int64_t seed; /* of this choice, or GAMUT_UNKNOWN */
};

/* What became of a request. All strings live during the callback only. */
struct gamut_reply {
	struct gamut_request request;
	enum gamut_outcome outcome;

	/* GAMUT_ANSWERED: */
	/*
	 * By ascending offset, below request.count. Samples of the request
	 * that are not among them did not come.
	 */
	const struct gamut_choice *choices;
	uint32_t choice_count; /* 1 .. request.count */
	struct gamut_str model;
	struct gamut_str response_id;
	struct gamut_str fingerprint;
	int64_t prompt_tokens; /* of the request; these may be GAMUT_UNKNOWN */
	int64_t completion_tokens; /* of all choices together */
	int64_t reasoning_tokens;

	/*
	 * One line: what, status, start of body. With GAMUT_ANSWERED a remark
	 * on the reply, mostly empty.
	 */
	struct gamut_str message;

	/* How often it was sent beyond the once that was asked for. */
	uint32_t resends;

	bool is_cached; /* headers say: not sampled, but seen before */

	/* Otherwise: */
	bool is_limit; /* HTTP 429, also where a router wraps it in another */
	int64_t retry_after_ms; /* as the server asks, or GAMUT_UNKNOWN */

	int64_t http_status; /* or GAMUT_UNKNOWN */
	int64_t latency_ms;
};

typedef void gamut_reply_fn(void *ctx, const struct gamut_reply *reply);

struct gamut_backend;

struct gamut_backend_ops {
	const char *name;

	/* Begin `request`. Never blocks, never calls back. */
	void (*submit)(struct gamut_backend *backend,
	               const struct gamut_request *request);

	/*
	 * Call `on_reply` for each request that has ended, after waiting at
	 * most `timeout_ms` for the first; a signal ends the wait. With
	 * nothing under way it waits all the same: the engine is waiting for
	 * a pause to pass. `on_reply` does not submit.
	 */
	void (*poll)(struct gamut_backend *backend, int timeout_ms,
	             gamut_reply_fn *on_reply, void *ctx);

	/*
	 * End all that is under way at `lane` as attempts that failed: it is
	 * silent, and others answer. Calls `on_reply` for each. NULL where
	 * there is one lane.
	 */
	void (*abandon)(struct gamut_backend *backend, size_t lane,
	                gamut_reply_fn *on_reply, void *ctx);

	/* Abandon what is under way and release the backend. */
	void (*free)(struct gamut_backend *backend);
};

/* First member of every backend. */
struct gamut_backend {
	const struct gamut_backend_ops *ops;
	size_t lanes; /* endpoints that serve the model, at least 1 */
	/* Of lane i, for messages: without what is secret. */
	const char *const *lane_names;
};

#endif
