#ifndef GAMUT_SAMPLE_HTTP_H
#define GAMUT_SAMPLE_HTTP_H

#include <stdbool.h>

#include "runner/sample/backend.h"
#include "runner/store/manifest.h"

/*
 * The backend for endpoints that speak HTTP, by libcurl's multi interface, in
 * the form that the manifest names (wire.h). Redirects are not followed,
 * replies are bounded, connections are kept.
 *
 * Several endpoints that serve the model are lanes: a request goes to the one
 * that it names, and each has room for `concurrency` of them.
 */
struct gamut_http_options {
	const struct gamut_manifest *manifest; /* outlives the backend */
	/* Base URLs, one a lane. None: the manifest's endpoint is the lane. */
	const char *const *endpoints;
	size_t endpoint_count;
	const char *key; /* API key, or NULL; never logged or stored */
	const char *const *headers; /* extra "Name: value" lines */
	size_t header_count;
	/* How many of them, the last, have values that are secret as a whole.
	 */
	size_t secret_header_count;
	const char *ca_file;  /* certificates to trust; NULL: the system's */
	bool allows_http;     /* secrets may go unencrypted to other machines */
	uint32_t concurrency; /* requests under way in each lane, at least 1 */
	int64_t timeout_ms;   /* for a whole request */
	int64_t connect_timeout_ms;
	size_t max_reply_bytes; /* a longer body fails the request */
};

/*
 * On GAMUT_OK the caller owns `*out`. GAMUT_EINVAL for a base URL or a header
 * that cannot be, naming it, and where the key or any of `headers` would go
 * unencrypted to another machine. GAMUT_EPARSE where the manifest asks for
 * requests of a form that is not known.
 */
GAMUT_MUST_USE
enum gamut_status gamut_http_open(struct gamut_backend **out,
                                  const struct gamut_http_options *options,
                                  struct gamut_err *err);

#endif
