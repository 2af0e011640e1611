#ifndef GAMUT_SAMPLE_HTTP_TARGET_H
#define GAMUT_SAMPLE_HTTP_TARGET_H

#include <curl/curl.h>

#include "runner/sample/http.h"
#include "runner/sample/http_lane.h"
#include "runner/sample/secrets.h"

/*
 * Where the requests of one backend go, and with which headers: all that can
 * be made once. Of http.c and its own file only, which know of libcurl.
 */
struct gamut_http_target {
	struct gamut_http_lane *lanes;
	const char **lane_names; /* base URLs, which hold no secret */
	size_t lane_count;       /* at least 1 */
	struct curl_slist *headers;
	struct gamut_secrets secrets; /* views into `headers` */
	struct gamut_arena arena;     /* of lanes and names */
};

/*
 * Refuses, with GAMUT_EINVAL, endpoints as gamut_http_lane_open() does, headers
 * that are none, and a key that cannot be. No message holds a secret.
 */
GAMUT_MUST_USE
enum gamut_status gamut_http_target_open(
	struct gamut_http_target *target,
	const struct gamut_http_options *options, const struct gamut_wire *wire,
	struct gamut_err *err);
void gamut_http_target_release(struct gamut_http_target *target);

/* A handle for lane `i` with everything set that all its requests share. */
CURL *gamut_http_target_handle(const struct gamut_http_target *target, size_t i,
                               const struct gamut_http_options *options);

#endif
