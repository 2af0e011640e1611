#ifndef GAMUT_SAMPLE_HTTP_REPLY_H
#define GAMUT_SAMPLE_HTTP_REPLY_H

#include <curl/curl.h>

#include "runner/sample/wire.h"

/* What libcurl says of a transfer that has ended. Of http.c only. */

/*
 * The last header `name` of the handle `easy`: a gamut_header_fn. Of several,
 * that is the one of who is nearest to us, as proxies add theirs behind: its
 * limit is the one that we meet, its cache the one that answered.
 */
struct gamut_str gamut_http_header(void *easy, const char *name);

/*
 * A message for a redirect: the host that it names, and not the rest of it.
 * Lives as long as the wire's reply.
 */
struct gamut_str gamut_http_redirect_message(CURL *easy,
                                             struct gamut_wire *wire);

/* Is this one that trying again cannot mend? */
bool gamut_http_is_hopeless(CURLcode result);

/* Why it failed; `error` is what the handle's error buffer holds. */
struct gamut_str gamut_http_reason(const char *error, CURLcode result);

#endif
