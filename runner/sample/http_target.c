#include "runner/sample/http_target.h"

#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "runner/sample/http_check.h"

/*
 * uvicorn, under vLLM and SGLang, closes idle connections after 5 s. Those who
 * speak TLS keep theirs for minutes, and a handshake costs.
 */
#define IDLE_PLAIN_S 4L
#define IDLE_TLS_S 60L

/* ---------------------------------------------------------------- headers */

static const char *add_header(struct gamut_http_target *target,
                              const char *line)
{
	struct curl_slist *list = curl_slist_append(target->headers, line);

	if (!list)
		GAMUT_BUG("curl_slist_append");
	target->headers = list;
	while (list->next)
		list = list->next;
	return list->data;
}

/* Did the user give a header of that name? */
static bool has_own(const struct gamut_http_options *options, const char *name)
{
	for (size_t i = 0; i < options->header_count; i++)
		if (gamut_http_header_is(options->headers[i], name))
			return true;
	return false;
}

/* The key, unless the user's headers have one in its place. */
static void add_key(struct gamut_http_target *target,
                    const struct gamut_http_options *options,
                    enum gamut_auth auth)
{
	static const struct {
		const char *name;
		const char *scheme;
	} rows[] = {
		[GAMUT_AUTH_BEARER] = { "Authorization", "Bearer " },
		[GAMUT_AUTH_API_KEY] = { "api-key", "" },
		[GAMUT_AUTH_X_API_KEY] = { "x-api-key", "" },
	};
	const char *name = rows[auth].name;
	struct gamut_buf line = { 0 };
	const char *kept;
	size_t start;

	if (has_own(options, name))
		return;
	gamut_buf_addf(&line, "%s: %s", name, rows[auth].scheme);
	start = line.len;
	gamut_buf_addf(&line, "%s", options->key);
	kept = add_header(target, gamut_buf_cstr(&line));
	gamut_secrets_add(&target->secrets, gamut_str_of(kept + start));
	gamut_buf_release(&line);
}

/*
 * Those that the manifest wants in each request: no secrets, but words of a
 * file that others may have written.
 */
static enum gamut_status add_fixed(struct gamut_http_target *target,
                                   const struct gamut_http_options *options,
                                   const struct gamut_dialect *dialect,
                                   struct gamut_err *err)
{
	cJSON *headers = gamut_json_parse(dialect->headers, NULL);
	enum gamut_status status = GAMUT_OK;
	struct gamut_buf line = { 0 };
	const cJSON *item;

	cJSON_ArrayForEach(item, headers)
	{
		if (has_own(options, item->string) || status)
			continue;
		gamut_buf_clear(&line);
		gamut_buf_addf(&line, "%s: %s", item->string,
		               item->valuestring);
		status = gamut_http_check_header(gamut_buf_cstr(&line), 1, err);
		if (status)
			gamut_error_at(err, "the run's request");
		else
			add_header(target, gamut_buf_cstr(&line));
	}
	gamut_buf_release(&line);
	cJSON_Delete(headers);
	return status;
}

static enum gamut_status open_headers(struct gamut_http_target *target,
                                      const struct gamut_http_options *options,
                                      const struct gamut_dialect *dialect,
                                      struct gamut_err *err)
{
	enum gamut_status status;

	add_header(target, "Content-Type: application/json");
	add_header(target, "Accept: application/json");
	add_header(target, "Cache-Control: no-store");
	/* No pause for "100 Continue" before longer bodies. */
	add_header(target, "Expect:");
	for (size_t i = 0; i < options->header_count; i++) {
		const char *line = options->headers[i];
		struct gamut_str value;

		status = gamut_http_check_header(line, i + 1, err);
		if (status)
			return status;
		value = gamut_http_header_value(add_header(target, line));
		gamut_secrets_add_words(&target->secrets, value);
		if (i + options->secret_header_count >= options->header_count)
			gamut_secrets_add(&target->secrets, value);
	}
	status = add_fixed(target, options, dialect, err);
	if (status || !options->key)
		return status;
	status = gamut_http_check_key(options->key, err);
	if (!status)
		add_key(target, options, dialect->auth);
	return status;
}

/* ------------------------------------------------------------------ whole */

static enum gamut_status open_lanes(struct gamut_http_target *target,
                                    const struct gamut_http_options *options,
                                    const struct gamut_wire *wire,
                                    struct gamut_err *err)
{
	struct gamut_arena *arena = &target->arena;
	const char *only =
		gamut_arena_copy(arena, options->manifest->endpoint).ptr;
	const char *const *bases = &only;
	size_t count = 1;

	if (options->endpoint_count > 0) {
		bases = options->endpoints;
		count = options->endpoint_count;
	}
	target->lanes = gamut_arena_new(arena, struct gamut_http_lane, count);
	target->lane_names = gamut_arena_new(arena, const char *, count);
	for (size_t i = 0; i < count; i++) {
		enum gamut_status status = gamut_http_lane_open(
			&target->lanes[i], bases[i], options, wire, err);

		if (status)
			return status;
		target->lane_names[i] =
			gamut_arena_copy(arena, gamut_str_of(bases[i])).ptr;
		target->lane_count++;
	}
	return GAMUT_OK;
}

enum gamut_status gamut_http_target_open(
	struct gamut_http_target *target,
	const struct gamut_http_options *options, const struct gamut_wire *wire,
	struct gamut_err *err)
{
	enum gamut_status status = open_lanes(target, options, wire, err);

	if (!status)
		status = open_headers(target, options, &wire->dialect, err);
	if (status)
		gamut_http_target_release(target);
	return status;
}

void gamut_http_target_release(struct gamut_http_target *target)
{
	for (size_t i = 0; i < target->lane_count; i++)
		gamut_http_lane_release(&target->lanes[i]);
	curl_slist_free_all(target->headers);
	gamut_secrets_release(&target->secrets);
	gamut_arena_clear(&target->arena);
	*target = (struct gamut_http_target){ 0 };
}

CURL *gamut_http_target_handle(const struct gamut_http_target *target, size_t i,
                               const struct gamut_http_options *options)
{
	const struct gamut_http_lane *lane = &target->lanes[i];
	CURL *easy = curl_easy_init();
	CURLcode code;

	if (!easy)
		GAMUT_BUG("curl_easy_init");
	code = curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	if (code != CURLE_OK)
		GAMUT_BUG("CURLOPT_PROTOCOLS_STR: %s",
		          curl_easy_strerror(code));
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION,
	                 (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)options->timeout_ms);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
	                 (long)options->connect_timeout_ms);
	curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
	curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN,
	                 lane->is_https ? IDLE_TLS_S : IDLE_PLAIN_S);
	curl_easy_setopt(easy, CURLOPT_PIPEWAIT, lane->is_https ? 1L : 0L);
	if (options->ca_file)
		curl_easy_setopt(easy, CURLOPT_CAINFO, options->ca_file);
	/* No proxy of the environment stands between us and ourselves. */
	if (lane->is_loopback)
		curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "gamut/" GAMUT_VERSION);
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, target->headers);
	return easy;
}
