#ifndef GAMUT_SAMPLE_HTTP_TARGET_H
#define GAMUT_SAMPLE_HTTP_TARGET_H

#include <curl/curl.h>

#include "runner/sample/http.h"
#include "runner/sample/secrets.h"

/*
 * Where the requests of one backend go, and with which headers: all that can
 * be made once. Of http.c and its own file only, which know of libcurl.
 */
struct gamut_http_target {
	CURLU *chat_url;
	CURLU *completion_url;
	struct curl_slist *headers;
	struct gamut_secrets secrets; /* views into `headers` */
	bool is_https;
	bool is_loopback;
};

/*
 * Refuses, with GAMUT_EINVAL, an endpoint that is no http or https URL, has
 * credentials, a query or a fragment in it or ends in "/completions", headers
 * that are none, and sending the key or any header of the user's unencrypted to
 * another machine. No message holds a secret.
 */
GAMUT_MUST_USE
enum gamut_status gamut_http_target_open(
	struct gamut_http_target *target,
	const struct gamut_http_options *options, struct gamut_err *err);
void gamut_http_target_release(struct gamut_http_target *target);

/* A handle with everything set that does not change between requests. */
CURL *gamut_http_target_handle(const struct gamut_http_target *target,
                               const struct gamut_http_options *options);

#endif
