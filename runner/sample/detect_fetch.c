#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "runner/sample/detect_page.h"
#include "runner/sample/http_target.h"

#define TIMEOUT_MS 2000
#define CONNECT_TIMEOUT_MS 1000

/* Longest page, and the longest headers of one, that are looked at. */
#define MAX_PAGE_BYTES ((size_t)1024 * 1024)
#define MAX_HEADER_BYTES ((size_t)16 * 1024)

static const struct {
	const char *path;
	bool is_at_root;
} places[] = {
#define X(name, at, is_root) { at, is_root },
	GAMUT_DETECT_PAGE_MAP(X)
#undef X
};

struct fetch {
	CURL *easy;
	CURLU *url;
	struct gamut_buf body;
	struct gamut_buf headers;
	bool is_whole;
};

static size_t take_body(const char *ptr, size_t size, size_t count, void *ctx)
{
	struct fetch *fetch = ctx;
	struct gamut_str bytes = { .ptr = ptr, .len = size * count };

	gamut_buf_add(&fetch->body, bytes);
	return fetch->body.is_over ? 0 : bytes.len;
}

/* What is too much is left out: a page with long headers is still a page. */
static size_t take_header(const char *ptr, size_t size, size_t count, void *ctx)
{
	struct fetch *fetch = ctx;
	struct gamut_str bytes = { .ptr = ptr, .len = size * count };

	gamut_buf_add(&fetch->headers, bytes);
	return bytes.len;
}

/* The endpoint's own path, or the server's, and the place's behind it. */
static CURLU *url_of(struct gamut_str endpoint, size_t place)
{
	struct gamut_buf text = { 0 };
	CURLU *url = curl_url();
	struct gamut_str path;
	char *had = NULL;

	gamut_buf_add(&text, endpoint);
	/* The target has been opened, so the endpoint is a URL. */
	if (!url ||
	    curl_url_set(url, CURLUPART_URL, gamut_buf_cstr(&text),
	                 CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK ||
	    curl_url_get(url, CURLUPART_PATH, &had, 0) != CURLUE_OK)
		GAMUT_BUG("the endpoint is no URL");
	path = gamut_str_of(had);
	while (gamut_str_ends_with(path, GAMUT_STR("/")))
		path.len--;
	if (places[place].is_at_root &&
	    gamut_str_ends_with(path, GAMUT_STR("/v1")))
		path.len -= strlen("/v1");
	gamut_buf_clear(&text);
	gamut_buf_add(&text, path);
	gamut_buf_add(&text, gamut_str_of(places[place].path));
	if (curl_url_set(url, CURLUPART_PATH, gamut_buf_cstr(&text), 0) !=
	    CURLUE_OK)
		GAMUT_BUG("cannot add '%s' to a URL", places[place].path);
	curl_free(had);
	gamut_buf_release(&text);
	return url;
}

static void begin(struct fetch *fetch, CURLM *multi, CURL *easy, CURLU *url)
{
	fetch->easy = easy;
	fetch->url = url;
	fetch->body.max_bytes = MAX_PAGE_BYTES;
	fetch->headers.max_bytes = MAX_HEADER_BYTES;
	curl_easy_setopt(easy, CURLOPT_CURLU, url);
	curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
	curl_easy_setopt(easy, CURLOPT_PRIVATE, fetch);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, fetch);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, fetch);
	if (curl_multi_add_handle(multi, easy) != CURLM_OK)
		GAMUT_BUG("curl_multi_add_handle");
}

/* Note which have come whole, with a status of success. */
static void drain(CURLM *multi)
{
	CURLMsg *msg;
	int left;

	while ((msg = curl_multi_info_read(multi, &left))) {
		char *private = NULL;
		long status = 0;

		if (msg->msg != CURLMSG_DONE || msg->data.result != CURLE_OK)
			continue;
		curl_easy_getinfo(msg->easy_handle, CURLINFO_PRIVATE, &private);
		curl_easy_getinfo(msg->easy_handle, CURLINFO_RESPONSE_CODE,
		                  &status);
		((struct fetch *)(void *)private)->is_whole = status >= 200 &&
		                                              status < 300;
	}
}

static void perform(CURLM *multi, int64_t timeout_ms)
{
	int64_t end_us = gamut_clock_us() + timeout_ms * INT64_C(1000);
	int running = 1;

	while (running > 0) {
		int64_t left_us = end_us - gamut_clock_us();

		if (left_us <= 0 ||
		    curl_multi_perform(multi, &running) != CURLM_OK)
			break;
		if (running > 0 &&
		    curl_multi_poll(multi, NULL, 0,
		                    (int)((left_us + 999) / 1000),
		                    NULL) != CURLM_OK)
			break;
	}
	drain(multi);
}

static void end(struct gamut_detect_page *page, struct fetch *fetch,
                CURLM *multi, const struct gamut_secrets *secrets,
                struct gamut_arena *arena)
{
	if (!fetch->easy)
		return;
	if (fetch->is_whole)
		page->body = gamut_arena_copy(
			arena,
			gamut_secrets_hide_distinct(
				secrets, gamut_buf_view(&fetch->body), arena));
	page->headers = gamut_arena_copy(
		arena,
		gamut_secrets_hide_distinct(
			secrets, gamut_buf_view(&fetch->headers), arena));
	curl_multi_remove_handle(multi, fetch->easy);
	curl_easy_cleanup(fetch->easy);
	curl_url_cleanup(fetch->url);
	gamut_buf_release(&fetch->body);
	gamut_buf_release(&fetch->headers);
}

static int64_t at_most(int64_t value, int64_t max)
{
	return value > 0 && value < max ? value : max;
}

/* Fetch the first `count` pages from the target's first lane. */
static void fetch_all(struct gamut_detect_page pages[GAMUT_DETECT_PAGE_COUNT],
                      size_t count, const struct gamut_http_target *target,
                      const struct gamut_http_options *options,
                      struct gamut_arena *arena)
{
	struct fetch fetches[GAMUT_DETECT_PAGE_COUNT] = { 0 };
	CURLM *multi = curl_multi_init();

	if (!multi)
		GAMUT_BUG("curl_multi_init");
	for (size_t i = 0; i < count; i++)
		begin(&fetches[i], multi,
		      gamut_http_target_handle(target, 0, options),
		      url_of(gamut_str_of(target->lane_names[0]), i));
	perform(multi, options->timeout_ms);
	for (size_t i = 0; i < count; i++)
		end(&pages[i], &fetches[i], multi, &target->secrets, arena);
	curl_multi_cleanup(multi);
}

enum gamut_status gamut_detect_pages_fetch(
	struct gamut_detect_page pages[GAMUT_DETECT_PAGE_COUNT],
	const struct gamut_http_options *options, bool is_known,
	struct gamut_arena *arena, struct gamut_err *err)
{
	struct gamut_http_options brief = *options;
	struct gamut_http_target target = { 0 };
	struct gamut_wire wire = { 0 };
	enum gamut_status status;

	brief.timeout_ms = at_most(options->timeout_ms, TIMEOUT_MS);
	brief.connect_timeout_ms = at_most(options->connect_timeout_ms,
	                                   CONNECT_TIMEOUT_MS);
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return gamut_error(err, GAMUT_EIO, "cannot set up libcurl");
	status = gamut_wire_open(&wire, options->manifest, NULL, err);
	if (!status)
		status = gamut_http_target_open(&target, options, &wire, err);
	if (!status)
		fetch_all(pages, is_known ? 1 : GAMUT_DETECT_PAGE_COUNT,
		          &target, &brief, arena);
	gamut_http_target_release(&target);
	gamut_wire_clear(&wire);
	curl_global_cleanup();
	return status;
}
