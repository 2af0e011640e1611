#include "runner/sample/http.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "runner/sample/fault.h"
#include "runner/sample/headers.h"
#include "runner/sample/http_events.h"
#include "runner/sample/http_reply.h"
#include "runner/sample/http_slot.h"
#include "runner/sample/http_target.h"
#include "runner/sample/wire.h"
#include "runner/store/sample.h"

/* The slots of a lane that are free: a stack, for what was used last is warm.
 */
struct idle {
	struct gamut_http_slot **slots;
	uint32_t count;
};

struct http {
	struct gamut_backend backend;
	struct gamut_wire wire;
	struct gamut_http_target target;
	CURLM *multi;
	struct gamut_http_events events;
	struct gamut_http_slot *slots;
	size_t slot_count;
	size_t pool_bytes; /* see http_slot.h */
	struct idle *idle; /* of each lane */
	bool is_counted;   /* connections are few, as for HTTP/2 */
};

static void check_multi(CURLMcode code, const char *what)
{
	if (code != CURLM_OK)
		GAMUT_BUG("%s: %s", what, curl_multi_strerror(code));
}

/* ------------------------------------------------------------- a transfer */

static void submit(struct gamut_backend *backend,
                   const struct gamut_request *request)
{
	struct http *http = (struct http *)backend;
	const struct gamut_manifest *manifest = http->wire.manifest;
	const struct gamut_http_lane *lane;
	struct idle *idle;
	struct gamut_http_slot *slot;
	bool is_chat;

	if (request->lane >= http->target.lane_count)
		GAMUT_BUG("lane %zu of %zu", request->lane,
		          http->target.lane_count);
	lane = &http->target.lanes[request->lane];
	idle = &http->idle[request->lane];
	if (idle->count == 0)
		GAMUT_BUG("more than %zu requests under way in lane %zu",
		          http->slot_count / http->target.lane_count,
		          request->lane);
	slot = idle->slots[--idle->count];
	gamut_http_slot_begin(slot, request);
	gamut_wire_encode(&http->wire, &slot->body, request);
	is_chat = gamut_wire_is_chat(&manifest->cells[request->cell]);
	curl_easy_setopt(slot->easy, CURLOPT_CURLU, lane->urls[is_chat]);
	curl_easy_setopt(slot->easy, CURLOPT_POSTFIELDS,
	                 gamut_buf_cstr(&slot->body));
	curl_easy_setopt(slot->easy, CURLOPT_POSTFIELDSIZE_LARGE,
	                 (curl_off_t)slot->body.len);
	check_multi(curl_multi_add_handle(http->multi, slot->easy),
	            "curl_multi_add_handle");
}

/* A transfer that libcurl calls complete, or one that we cut short. */
static void read_reply(struct http *http, struct gamut_http_slot *slot,
                       struct gamut_reply *reply)
{
	struct gamut_wire *wire = &http->wire;
	bool is_success = reply->http_status >= 200 && reply->http_status < 300;

	if (slot->is_squeezed) {
		reply->outcome = GAMUT_RETRY;
		reply->message = GAMUT_STR("too many long replies at once");
		return;
	}
	if (slot->reply.is_over && is_success) {
		reply->outcome = GAMUT_REJECTED;
		reply->message = gamut_arena_strf(
			&wire->arena, "the reply is longer than %zu bytes",
			slot->reply.max_bytes);
		return;
	}
	gamut_wire_decode(wire, reply, gamut_buf_view(&slot->reply));
	if (reply->outcome == GAMUT_ANSWERED) {
		reply->is_cached = gamut_headers_are_cached(gamut_http_header,
		                                            slot->easy);
		return;
	}
	if (reply->http_status >= 300 && reply->http_status < 400)
		reply->message = gamut_http_redirect_message(slot->easy, wire);
	reply->retry_after_ms = gamut_headers_retry_after_ms(
		gamut_http_header, slot->easy, reply->is_limit,
		gamut_clock_wall_ms());
}

/* Ready for the next request. */
static void put_back(struct http *http, struct gamut_http_slot *slot)
{
	struct idle *idle = &http->idle[slot->request.lane];

	gamut_http_slot_end(slot);
	idle->slots[idle->count++] = slot;
}

static void allow_connections(struct http *http, size_t count)
{
	curl_multi_setopt(http->multi, CURLMOPT_MAX_HOST_CONNECTIONS,
	                  (long)count);
}

/* With HTTP/1.1 each request under way has a connection of its own. */
static void learn_version(struct http *http, const struct gamut_http_slot *slot)
{
	long version = 0;

	curl_easy_getinfo(slot->easy, CURLINFO_HTTP_VERSION, &version);
	if (version >= CURL_HTTP_VERSION_2_0)
		return;
	http->is_counted = false;
	allow_connections(http, http->slot_count);
}

static void finish(struct http *http, struct gamut_http_slot *slot,
                   CURLcode result, gamut_reply_fn *on_reply, void *ctx)
{
	struct gamut_reply reply = {
		.request = slot->request,
		.retry_after_ms = GAMUT_UNKNOWN,
		.http_status = GAMUT_UNKNOWN,
		.latency_ms = (gamut_clock_us() - slot->started_us) / 1000,
	};
	long status = 0;

	gamut_wire_reset(&http->wire, &reply);
	curl_easy_getinfo(slot->easy, CURLINFO_RESPONSE_CODE, &status);
	if (status > 0)
		reply.http_status = status;
	if (status > 0 && http->is_counted)
		learn_version(http, slot);
	if (slot->sends > 1)
		reply.resends = slot->sends - 1;
	if (status > 0 &&
	    (result == CURLE_OK || slot->reply.is_over || slot->is_squeezed)) {
		read_reply(http, slot, &reply);
	} else {
		reply.outcome = gamut_http_is_hopeless(result) ? GAMUT_FATAL :
		                                                 GAMUT_RETRY;
		reply.message = gamut_fault_quote(
			"no whole reply",
			gamut_http_reason(slot->error, result),
			http->wire.secrets, &http->wire.arena);
	}
	on_reply(ctx, &reply);
	put_back(http, slot);
}

/* Finish what has ended; returns how many that were. */
static size_t drain(struct http *http, gamut_reply_fn *on_reply, void *ctx)
{
	size_t ended = 0;
	CURLMsg *msg;
	int left;

	while ((msg = curl_multi_info_read(http->multi, &left))) {
		/* `msg` does not outlive the handle's removal. */
		CURLcode result = msg->data.result;
		CURL *easy = msg->easy_handle;
		char *private = NULL;

		if (msg->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(easy, CURLINFO_PRIVATE, &private);
		check_multi(curl_multi_remove_handle(http->multi, easy),
		            "curl_multi_remove_handle");
		finish(http, (struct gamut_http_slot *)(void *)private, result,
		       on_reply, ctx);
		ended++;
	}
	return ended;
}

static void poll_http(struct gamut_backend *backend, int timeout_ms,
                      gamut_reply_fn *on_reply, void *ctx)
{
	struct http *http = (struct http *)backend;
	int64_t until_us = gamut_clock_us() + timeout_ms * INT64_C(1000);

	while (gamut_http_events_wait(&http->events, until_us))
		if (drain(http, on_reply, ctx) > 0 ||
		    gamut_clock_us() >= until_us)
			return;
}

static void abandon(struct gamut_backend *backend, size_t lane,
                    gamut_reply_fn *on_reply, void *ctx)
{
	struct http *http = (struct http *)backend;

	for (size_t i = 0; i < http->slot_count; i++) {
		struct gamut_http_slot *slot = &http->slots[i];

		if (!slot->is_busy || slot->request.lane != lane)
			continue;
		check_multi(curl_multi_remove_handle(http->multi, slot->easy),
		            "curl_multi_remove_handle");
		snprintf(slot->error, sizeof(slot->error),
		         "silent while other endpoints answer");
		finish(http, slot, CURLE_OPERATION_TIMEDOUT, on_reply, ctx);
	}
}

/* ---------------------------------------------------------------- opening */

static void free_http(struct gamut_backend *backend)
{
	struct http *http = (struct http *)backend;

	for (size_t i = 0; i < http->slot_count; i++) {
		struct gamut_http_slot *slot = &http->slots[i];

		if (slot->is_busy)
			curl_multi_remove_handle(http->multi, slot->easy);
		gamut_http_slot_release(slot);
	}
	gamut_http_events_close(&http->events);
	curl_multi_cleanup(http->multi);
	for (size_t i = 0; i < http->target.lane_count; i++)
		free(http->idle[i].slots);
	gamut_http_target_release(&http->target);
	gamut_wire_clear(&http->wire);
	free(http->slots);
	free(http->idle);
	free(http);
	curl_global_cleanup();
}

static const struct gamut_backend_ops ops = {
	.name = "http",
	.submit = submit,
	.poll = poll_http,
	.abandon = abandon,
	.free = free_http,
};

static void open_slot(struct http *http, struct gamut_http_slot *slot,
                      size_t lane, const struct gamut_http_options *options)
{
	slot->request.lane = lane;
	gamut_http_slot_open(
		slot, gamut_http_target_handle(&http->target, lane, options),
		&http->pool_bytes, options->max_reply_bytes);
	put_back(http, slot);
}

static void open_slots(struct http *http,
                       const struct gamut_http_options *options)
{
	size_t lanes = http->target.lane_count;
	size_t each = options->concurrency;

	http->slot_count = lanes * each;
	http->slots = gamut_alloc_array(http->slot_count, sizeof(*http->slots));
	http->idle = gamut_alloc_array(lanes, sizeof(*http->idle));
	for (size_t lane = 0; lane < lanes; lane++) {
		http->idle[lane].slots = gamut_alloc_array(
			each, sizeof(struct gamut_http_slot *));
		/* The first is taken first. */
		for (size_t i = each; i-- > 0;)
			open_slot(http, &http->slots[lane * each + i], lane,
			          options);
	}
}

static bool is_all_https(const struct gamut_http_target *target)
{
	for (size_t i = 0; i < target->lane_count; i++)
		if (!target->lanes[i].is_https)
			return false;
	return true;
}

/*
 * Over HTTP/2 everything would share one connection, and behind some load
 * balancers a connection is one server. With a quarter of a lane's requests on
 * each at most there are four when all are under way; libcurl begins a burst
 * with many more, unless they are counted. For servers that allow few requests
 * on each there is one for each 64, too. Once one speaks HTTP/1.1 there must be
 * a connection for each request.
 */
static enum gamut_status open_multi(struct http *http,
                                    const struct gamut_http_options *options,
                                    struct gamut_err *err)
{
	size_t lanes = http->target.lane_count;
	size_t few = 4 + options->concurrency / 64;

	http->multi = curl_multi_init();
	if (!http->multi)
		GAMUT_BUG("curl_multi_init");
	curl_multi_setopt(http->multi, CURLMOPT_MAXCONNECTS,
	                  (long)http->slot_count);
	curl_multi_setopt(http->multi, CURLMOPT_MAX_CONCURRENT_STREAMS,
	                  ((long)options->concurrency + 3) / 4);
	/* Lanes can be of one host. */
	http->is_counted = is_all_https(&http->target);
	allow_connections(http,
	                  http->is_counted ? few * lanes : http->slot_count);
	if (!gamut_http_events_open(&http->events, http->multi))
		return gamut_error_errno(err, errno, "cannot watch sockets");
	return GAMUT_OK;
}

enum gamut_status gamut_http_open(struct gamut_backend **out,
                                  const struct gamut_http_options *options,
                                  struct gamut_err *err)
{
	struct http *http;
	enum gamut_status status;

	if (options->concurrency == 0)
		GAMUT_BUG("no request may be under way");
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return gamut_error(err, GAMUT_EIO, "cannot set up libcurl");
	http = gamut_alloc(sizeof(*http));
	http->backend.ops = &ops;
	status = gamut_wire_open(&http->wire, options->manifest,
	                         &http->target.secrets, err);
	if (!status)
		status = gamut_http_target_open(&http->target, options,
		                                &http->wire, err);
	if (status) {
		gamut_wire_clear(&http->wire);
		free(http);
		curl_global_cleanup();
		return status;
	}
	http->backend.lanes = http->target.lane_count;
	http->backend.lane_names = http->target.lane_names;
	open_slots(http, options);
	status = open_multi(http, options, err);
	if (status)
		free_http(&http->backend);
	else
		*out = &http->backend;
	return status;
}
