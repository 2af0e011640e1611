#include "runner/sample/http_lane.h"

#include <string.h>

#include "base/buf.h"
#include "runner/sample/http_check.h"

/* Longer than any version is, and shorter than keys are. */
#define API_VERSION_BYTES 24

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

/* Does it name what is put behind the base? */
static bool is_full_path(struct gamut_str path)
{
	return gamut_str_ends_with(path, GAMUT_STR("/completions")) ||
	       gamut_str_ends_with(path, GAMUT_STR("/v1/messages"));
}

/* Azure wants one parameter, and that is no secret: "2024-10-21-preview". */
static bool is_api_version(struct gamut_str query)
{
	const struct gamut_str name = GAMUT_STR("api-version=");
	struct gamut_str value;

	if (!gamut_str_starts_with(query, name))
		return false;
	value = gamut_str_skip(query, name.len);
	for (size_t i = 0; i < value.len; i++)
		if (!gamut_ascii_is_digit(value.ptr[i]) &&
		    !gamut_ascii_is_alpha(value.ptr[i]) && value.ptr[i] != '-')
			return false;
	return value.len > 0 && value.len <= API_VERSION_BYTES;
}

/* What people paste: the path is to be that of the base, and the end of it. */
static enum gamut_status check_end(const char *base, struct gamut_err *err)
{
	struct gamut_str query = gamut_str_of(base);
	struct gamut_str path = query;

	if (strchr(base, '?')) {
		gamut_str_take_field(&query, '?', &path);
		if (!is_api_version(query))
			return gamut_error(
				err, GAMUT_EINVAL,
				"the endpoint's URL has a query ('?') in it: "
				"only api-version=VERSION may stand there; put "
				"the key into the environment");
	}
	if (strchr(base, '#'))
		return gamut_error(err, GAMUT_EINVAL,
		                   "the endpoint's URL has a fragment ('#') in "
		                   "it: leave it out, and put the key into the "
		                   "environment");
	while (gamut_str_ends_with(path, GAMUT_STR("/")))
		path.len--;
	if (is_full_path(path))
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
 * Is what only the server may see safe on its way to `host`? Sets what `lane`
 * knows of it.
 */
static enum gamut_status judge_host(struct gamut_http_lane *lane,
                                    const char *scheme, const char *host,
                                    const struct gamut_http_options *options,
                                    struct gamut_err *err)
{
	lane->is_https = strcmp(scheme, "https") == 0;
	lane->is_loopback = gamut_http_is_loopback(host);
	if (!lane->is_https && strcmp(scheme, "http") != 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "endpoint: '%s' is neither http nor https",
		                   scheme);
	if (lane->is_https || lane->is_loopback || options->allows_http)
		return GAMUT_OK;
	if (options->key)
		return gamut_error(err, GAMUT_EINVAL,
		                   "endpoint: the API key would go unencrypted "
		                   "to '%s'; use https, unset the key, or "
		                   "insist with --allow-http",
		                   host);
	/* Keys travel under too many names to tell which are theirs. */
	if (options->header_count > 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "endpoint: the headers given would go "
		                   "unencrypted to '%s', and may hold a key; "
		                   "use https, give none, or insist with "
		                   "--allow-http",
		                   host);
	return GAMUT_OK;
}

static enum gamut_status check_host(struct gamut_http_lane *lane, CURLU *url,
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
		status = judge_host(lane, scheme, host, options, err);
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

enum gamut_status gamut_http_lane_open(struct gamut_http_lane *lane,
                                       const char *base,
                                       const struct gamut_http_options *options,
                                       const struct gamut_wire *wire,
                                       struct gamut_err *err)
{
	CURLU *url = curl_url();
	enum gamut_status status;

	if (!url)
		GAMUT_BUG("curl_url");
	*lane = (struct gamut_http_lane){ 0 };
	status = parse_base(url, base, err);
	if (!status)
		status = check_host(lane, url, options, err);
	for (int is_chat = 0; is_chat < 2 && !status; is_chat++) {
		const char *path = gamut_wire_path(wire, is_chat);

		if (path)
			lane->urls[is_chat] = extend(url, path);
	}
	curl_url_cleanup(url);
	return status;
}

void gamut_http_lane_release(struct gamut_http_lane *lane)
{
	curl_url_cleanup(lane->urls[0]);
	curl_url_cleanup(lane->urls[1]);
	*lane = (struct gamut_http_lane){ 0 };
}
