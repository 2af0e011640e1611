#ifndef GAMUT_SAMPLE_HTTP_H
#define GAMUT_SAMPLE_HTTP_H

#include <stdbool.h>

#include "runner/plan/profile.h"
#include "runner/sample/backend.h"
#include "runner/store/manifest.h"

/*
 * The backend for endpoints that speak OpenAI's protocol, by libcurl's multi
 * interface: chat completions where the cell's prompt is an array of messages,
 * completions where it is a string. Redirects are not followed, replies are
 * bounded, connections are kept.
 */
struct gamut_http_options {
	const struct gamut_manifest *manifest; /* outlives the backend */
	const struct gamut_profile *profile;   /* likewise */
	const char *key; /* API key, or NULL; never logged or stored */
	const char *const *headers; /* extra "Name: value" lines */
	size_t header_count;
	uint32_t concurrency; /* the engine's: for the connection pool */
	int64_t timeout_ms;   /* for a whole request */
	int64_t connect_timeout_ms;
	size_t max_reply_bytes; /* a longer body fails the request */
};

/*
 * On GAMUT_OK the caller owns `*out`. GAMUT_EINVAL for a base URL or a header
 * that cannot be, naming it, and where the key or any of `headers` would go
 * unencrypted to another machine.
 */
GAMUT_MUST_USE
enum gamut_status gamut_http_open(struct gamut_backend **out,
                                  const struct gamut_http_options *options,
                                  struct gamut_err *err);

#endif
