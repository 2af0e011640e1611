#ifndef GAMUT_SAMPLE_HTTP_SLOT_H
#define GAMUT_SAMPLE_HTTP_SLOT_H

#include <curl/curl.h>

#include "base/buf.h"
#include "runner/sample/backend.h"

/* So much of replies that are longer than usual is held at once. */
#define GAMUT_HTTP_POOL_BYTES ((size_t)64 << 20)

/*
 * One request under way, and what its handle reuses for the next one. Of http.c
 * and its own file only, which know of libcurl.
 */
struct gamut_http_slot {
	struct gamut_request request;
	CURL *easy;
	struct gamut_buf body;
	struct gamut_buf reply;
	/*
	 * Bytes of all replies under way. A server that sends endless ones
	 * would otherwise fill memory as often as requests are under way.
	 */
	size_t *pool_bytes;
	int64_t started_us;
	/*
	 * How often libcurl has sent it: where a connection that was kept turns
	 * out to be closed, it sends again by itself.
	 */
	uint32_t sends;
	bool is_busy;
	bool is_squeezed; /* cut short, for there was no room in the pool */
	char error[CURL_ERROR_SIZE];
};

/*
 * Ready for requests by `easy`, which it owns from now on; replies have
 * `max_bytes` at most. `pool_bytes`, 0 at first, outlives it.
 */
void gamut_http_slot_open(struct gamut_http_slot *slot, CURL *easy,
                          size_t *pool_bytes, size_t max_bytes);
void gamut_http_slot_release(struct gamut_http_slot *slot);

/* Ready for `request`, with nothing sent or come. */
void gamut_http_slot_begin(struct gamut_http_slot *slot,
                           const struct gamut_request *request);

/* What came was looked at; the memory of a long reply is given back. */
void gamut_http_slot_end(struct gamut_http_slot *slot);

#endif
