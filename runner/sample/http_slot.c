#include "runner/sample/http_slot.h"

#include "base/clock.h"

/* What is no longer than this needs no room in the pool, and is kept. */
#define SHORT_REPLY_BYTES ((size_t)1 << 20)

static size_t take_bytes(const char *ptr, size_t size, size_t count, void *ctx)
{
	struct gamut_http_slot *slot = ctx;
	struct gamut_str bytes = { .ptr = ptr, .len = size * count };
	size_t len = slot->reply.len + bytes.len;

	if (len > SHORT_REPLY_BYTES &&
	    *slot->pool_bytes + bytes.len > GAMUT_HTTP_POOL_BYTES) {
		slot->is_squeezed = true;
		return 0;
	}
	gamut_buf_add(&slot->reply, bytes);
	if (slot->reply.is_over)
		return 0;
	*slot->pool_bytes += bytes.len;
	return bytes.len;
}

/* NOLINTNEXTLINE(readability-non-const-parameter): libcurl says its type */
static int count_send(void *ctx, char *to, char *from, int to_port,
                      int from_port)
{
	struct gamut_http_slot *slot = ctx;

	(void)to;
	(void)from;
	(void)to_port;
	(void)from_port;
	slot->sends++;
	return CURL_PREREQFUNC_OK;
}

void gamut_http_slot_open(struct gamut_http_slot *slot, CURL *easy,
                          size_t *pool_bytes, size_t max_bytes)
{
	slot->easy = easy;
	slot->pool_bytes = pool_bytes;
	slot->reply.max_bytes = max_bytes;
	curl_easy_setopt(easy, CURLOPT_PRIVATE, slot);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_bytes);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, slot);
	curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, count_send);
	curl_easy_setopt(easy, CURLOPT_PREREQDATA, slot);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, slot->error);
}

void gamut_http_slot_release(struct gamut_http_slot *slot)
{
	curl_easy_cleanup(slot->easy);
	gamut_buf_release(&slot->body);
	gamut_buf_release(&slot->reply);
}

void gamut_http_slot_begin(struct gamut_http_slot *slot,
                           const struct gamut_request *request)
{
	slot->request = *request;
	slot->started_us = gamut_clock_us();
	slot->sends = 0;
	slot->is_busy = true;
	slot->is_squeezed = false;
	slot->error[0] = '\0';
	gamut_buf_clear(&slot->body);
}

void gamut_http_slot_end(struct gamut_http_slot *slot)
{
	size_t max_bytes = slot->reply.max_bytes;

	*slot->pool_bytes -= slot->reply.len;
	if (slot->reply.size > SHORT_REPLY_BYTES)
		gamut_buf_release(&slot->reply);
	gamut_buf_clear(&slot->reply);
	slot->reply.max_bytes = max_bytes;
	slot->is_busy = false;
}
