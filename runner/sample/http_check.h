#ifndef GAMUT_SAMPLE_HTTP_CHECK_H
#define GAMUT_SAMPLE_HTTP_CHECK_H

#include <stdbool.h>

#include "base/status.h"
#include "base/str.h"

/* What can be said of hosts, headers and keys without a network. */

/* Does `host`, as in a URL ("[::1]"), name this machine, whatever DNS says? */
bool gamut_http_is_loopback(const char *host);

/*
 * Is `line` a header, "Name: value", that stays one line, and none of those
 * that say where a request goes and where it ends? GAMUT_EINVAL names it by
 * `number` and by its name, never by its value, which may be a secret.
 */
GAMUT_MUST_USE
enum gamut_status gamut_http_check_header(const char *line, size_t number,
                                          struct gamut_err *err);

/* Can `key` stand in a header? GAMUT_EINVAL does not repeat it. */
GAMUT_MUST_USE
enum gamut_status gamut_http_check_key(const char *key, struct gamut_err *err);

/* The value of the header `line`, which passed gamut_http_check_header(). */
struct gamut_str gamut_http_header_value(const char *line);

/* Is `line` the header of that name, in any case? */
bool gamut_http_header_is(const char *line, const char *name);

#endif
