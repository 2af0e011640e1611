#ifndef GAMUT_SAMPLE_HTTP_LANE_H
#define GAMUT_SAMPLE_HTTP_LANE_H

#include <curl/curl.h>

#include "runner/sample/http.h"
#include "runner/sample/wire.h"

/*
 * Where one endpoint is asked. Of http_target.c and http.c only, which know of
 * libcurl.
 */
struct gamut_http_lane {
	CURLU *urls[2]; /* completions, chats; NULL: has none of these */
	bool is_https;
	bool is_loopback;
};

/*
 * Refuses, with GAMUT_EINVAL, a base URL that is no http or https URL, has
 * credentials, a fragment or a query but Azure's api-version in it or ends in
 * "/completions", and sending the key or any header of the user's unencrypted
 * to another machine, unless the options allow it. No message holds a secret.
 * There is nothing to release then.
 */
GAMUT_MUST_USE
enum gamut_status gamut_http_lane_open(struct gamut_http_lane *lane,
                                       const char *base,
                                       const struct gamut_http_options *options,
                                       const struct gamut_wire *wire,
                                       struct gamut_err *err);
void gamut_http_lane_release(struct gamut_http_lane *lane);

#endif
