#include "runner/sample/http_target.h"

#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "runner/sample/http_check.h"

/* uvicorn, under vLLM and SGLang, closes idle connections after 5 s. */
#define IDLE_CONNECTION_S 4L

/* ------------------------------------------------------------------- URLs */

#define EXAMPLE "http://127.0.0.1:8000/v1"

/* `base` as far as messages may show it: what may hold a secret they do not. */
static const char *shown(const char *base)
{
	return strpbrk(base, "@?#") ? "..." : base;
}

static bool has_scheme(const char *base)
{
	struct gamut_str s = gamut_str_of(base);

	while (s.len > 0 && gamut_ascii_is_alpha(s.ptr[0]))
		s = gamut_str_skip(s, 1);
	return s.ptr != base && gamut_str_starts_with(s, GAMUT_STR("://"));
}

/* What people paste: the path is to be that of the base, and the end of it. */
static enum gamut_status check_end(const char *base, struct gamut_err *err)
{
	struct gamut_str path = gamut_str_of(base);

	if (strchr(base, '?'))
		return gamut_error(err, GAMUT_EINVAL,
		                   "the endpoint's URL has a query ('?') in "
		                   "it: put the key into the environment; "
		                   "other parameters are not supported yet");
	if (strchr(base, '#'))
		return gamut_error(err, GAMUT_EINVAL,
		                   "the endpoint's URL has a fragment ('#') in "
		                   "it: leave it out, and put the key into the "
		                   "environment");
	while (gamut_str_ends_with(path, GAMUT_STR("/")))
		path.len--;
	if (gamut_str_ends_with(path, GAMUT_STR("/completions")))
		return gamut_error(
			err, GAMUT_EINVAL,
			"endpoint '%s': the base URL is wanted, such "
			"as " EXAMPLE ", without the path of its "
			"completions",
			shown(base));
	return GAMUT_OK;
}

static enum gamut_status parse_base(CURLU *url, const char *base,
                                    struct gamut_err *err)
{
	CURLUcode code;

	if (!has_scheme(base))
		return gamut_error(err, GAMUT_EINVAL,
		                   "endpoint '%s': http:// or https:// is "
		                   "missing in front; expected a URL such "
		                   "as " EXAMPLE,
		                   shown(base));
	code = curl_url_set(url, CURLUPART_URL, base,
	                    CURLU_DISALLOW_USER | CURLU_NON_SUPPORT_SCHEME);
	if (code == CURLUE_USER_NOT_ALLOWED)
		return gamut_error(err, GAMUT_EINVAL,
		                   "the endpoint's URL has a user or password "
		                   "in it: put the key into the environment");
	if (code != CURLUE_OK)
		return gamut_error(err, GAMUT_EINVAL,
		                   "endpoint '%s': %s; expected a URL such "
		                   "as " EXAMPLE,
		                   shown(base), curl_url_strerror(code));
	return check_end(base, err);
}

/*
 * Is what only the server may see safe on its way to `host`? Sets what `target`
 * knows of it.
 */
static enum gamut_status judge_host(struct gamut_http_target *target,
                                    const char *scheme, const char *host,
                                    const struct gamut_http_options *options,
                                    struct gamut_err *err)
{
	target->is_https = strcmp(scheme, "https") == 0;
	target->is_loopback = gamut_http_is_loopback(host);
	if (!target->is_https && strcmp(scheme, "http") != 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "endpoint: '%s' is neither http nor https",
		                   scheme);
	if (target->is_https || target->is_loopback)
		return GAMUT_OK;
	if (options->key)
		return gamut_error(err, GAMUT_EINVAL,
		                   "endpoint: the API key would go unencrypted "
		                   "to '%s'; use https, or unset the key",
		                   host);
	/* Keys travel under too many names to tell which are theirs. */
	if (options->header_count > 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "endpoint: the headers given would go "
		                   "unencrypted to '%s', and may hold a key; "
		                   "use https, or give none",
		                   host);
	return GAMUT_OK;
}

static enum gamut_status check_host(struct gamut_http_target *target,
                                    CURLU *url,
                                    const struct gamut_http_options *options,
                                    struct gamut_err *err)
{
	enum gamut_status status;
	char *scheme = NULL;
	char *host = NULL;

	if (curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK ||
	    curl_url_get(url, CURLUPART_HOST, &host, 0) != CURLUE_OK)
		status = gamut_error(err, GAMUT_EINVAL,
		                     "endpoint: the URL names no host");
	else
		status = judge_host(target, scheme, host, options, err);
	curl_free(scheme);
	curl_free(host);
	return status;
}

/* `base` with `tail` behind its path, in place of any slash there. */
static CURLU *extend(CURLU *base, const char *tail)
{
	struct gamut_buf path = { 0 };
	CURLU *url = curl_url_dup(base);
	struct gamut_str start;
	char *had = NULL;

	if (!url || curl_url_get(base, CURLUPART_PATH, &had, 0) != CURLUE_OK)
		GAMUT_BUG("a parsed URL has no path");
	start = gamut_str_of(had);
	while (gamut_str_ends_with(start, GAMUT_STR("/")))
		start.len--;
	gamut_buf_add(&path, start);
	gamut_buf_add(&path, gamut_str_of(tail));
	if (curl_url_set(url, CURLUPART_PATH, gamut_buf_cstr(&path), 0) !=
	    CURLUE_OK)
		GAMUT_BUG("cannot add '%s' to a URL's path", tail);
	curl_free(had);
	gamut_buf_release(&path);
	return url;
}

static enum gamut_status open_urls(struct gamut_http_target *target,
                                   const struct gamut_http_options *options,
                                   struct gamut_err *err)
{
	CURLU *url = curl_url();
	struct gamut_buf base = { 0 };
	enum gamut_status status;

	if (!url)
		GAMUT_BUG("curl_url");
	gamut_buf_add(&base, options->manifest->endpoint);
	status = parse_base(url, gamut_buf_cstr(&base), err);
	if (!status)
		status = check_host(target, url, options, err);
	if (!status) {
		target->chat_url = extend(url, "/chat/completions");
		target->completion_url = extend(url, "/completions");
	}
	gamut_buf_release(&base);
	curl_url_cleanup(url);
	return status;
}

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

static void add_key(struct gamut_http_target *target, const char *key)
{
	static const char scheme[] = "Authorization: Bearer ";
	struct gamut_buf line = { 0 };
	const char *kept;

	gamut_buf_addf(&line, "%s%s", scheme, key);
	kept = add_header(target, gamut_buf_cstr(&line));
	gamut_secrets_add(&target->secrets,
	                  gamut_str_of(kept + sizeof(scheme) - 1));
	gamut_buf_release(&line);
}

static enum gamut_status open_headers(struct gamut_http_target *target,
                                      const struct gamut_http_options *options,
                                      struct gamut_err *err)
{
	enum gamut_status status;
	bool has_own = false;

	add_header(target, "Content-Type: application/json");
	add_header(target, "Accept: application/json");
	add_header(target, "Cache-Control: no-store");
	/* No pause for "100 Continue" before longer bodies. */
	add_header(target, "Expect:");
	for (size_t i = 0; i < options->header_count; i++) {
		const char *line = options->headers[i];

		status = gamut_http_check_header(line, i + 1, err);
		if (status)
			return status;
		gamut_secrets_add_words(
			&target->secrets,
			gamut_http_header_value(add_header(target, line)));
		has_own |= gamut_http_header_is(line, "Authorization");
	}
	if (!options->key)
		return GAMUT_OK;
	status = gamut_http_check_key(options->key, err);
	if (!status && !has_own)
		add_key(target, options->key);
	return status;
}

/* ------------------------------------------------------------------ whole */

enum gamut_status gamut_http_target_open(
	struct gamut_http_target *target,
	const struct gamut_http_options *options, struct gamut_err *err)
{
	enum gamut_status status = open_urls(target, options, err);

	if (!status)
		status = open_headers(target, options, err);
	if (status)
		gamut_http_target_release(target);
	return status;
}

void gamut_http_target_release(struct gamut_http_target *target)
{
	curl_url_cleanup(target->chat_url);
	curl_url_cleanup(target->completion_url);
	curl_slist_free_all(target->headers);
	gamut_secrets_release(&target->secrets);
	*target = (struct gamut_http_target){ 0 };
}

CURL *gamut_http_target_handle(const struct gamut_http_target *target,
                               const struct gamut_http_options *options)
{
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
	curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, IDLE_CONNECTION_S);
	curl_easy_setopt(easy, CURLOPT_PIPEWAIT, target->is_https ? 1L : 0L);
	/* No proxy of the environment stands between us and ourselves. */
	if (target->is_loopback)
		curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
	curl_easy_setopt(easy, CURLOPT_USERAGENT, "gamut/" GAMUT_VERSION);
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, target->headers);
	return easy;
}
