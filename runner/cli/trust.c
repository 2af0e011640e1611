#include "runner/cli/trust.h"

#include <string.h>

#include "base/arena.h"
#include "runner/sample/detect_page.h"
#include "runner/sample/http_check.h"

static bool is_host_char(char c)
{
	return gamut_ascii_is_digit(c) || gamut_ascii_is_alpha(c) || c == '.' ||
	       c == '-';
}

/* Cut the host off the front of `*s`; empty where none of plain form is there.
 */
static struct gamut_str take_host(struct gamut_str *s)
{
	const struct gamut_str own = GAMUT_STR("[::1]");
	size_t len = 0;
	struct gamut_str host;

	if (gamut_str_starts_with(*s, own))
		len = own.len;
	else
		while (len < s->len && is_host_char(s->ptr[len]))
			len++;
	host = gamut_str_head(*s, len);
	*s = gamut_str_skip(*s, len);
	return host;
}

/* Is `s`, what follows a host, a port, a path, both or nothing? */
static bool is_plain_rest(struct gamut_str s)
{
	if (s.len > 0 && s.ptr[0] == ':') {
		s = gamut_str_skip(s, 1);
		while (s.len > 0 && gamut_ascii_is_digit(s.ptr[0]))
			s = gamut_str_skip(s, 1);
	}
	return s.len == 0 || s.ptr[0] == '/';
}

/* Is `profile` the one for the service at `endpoint`, or one like it? */
static bool is_service_of(const char *endpoint, const char *profile)
{
	const char *kind = gamut_detect_hosted(gamut_str_of(endpoint));
	size_t len = kind ? strlen(kind) : 0;

	return kind && strncmp(profile, kind, len) == 0 &&
	       (profile[len] == '\0' || profile[len] == '-');
}

bool gamut_trust_endpoint(const char *endpoint, const char *profile)
{
	struct gamut_str rest = gamut_str_of(endpoint);
	bool is_https = gamut_str_starts_with(rest, GAMUT_STR("https://"));
	struct gamut_arena arena = { 0 };
	struct gamut_str host;
	bool is_own;

	if (!is_https && !gamut_str_starts_with(rest, GAMUT_STR("http://")))
		return false;
	rest = gamut_str_skip(rest, strlen(is_https ? "https://" : "http://"));
	host = take_host(&rest);
	if (host.len == 0 || !is_plain_rest(rest))
		return false;
	is_own = gamut_http_is_loopback(gamut_arena_copy(&arena, host).ptr);
	gamut_arena_clear(&arena);
	return is_own || (is_https && is_service_of(endpoint, profile));
}
