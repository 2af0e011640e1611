#include "runner/sample/http_check.h"

#include <arpa/inet.h>
#include <string.h>

#include "runner/plan/profile_check.h"

bool gamut_http_is_loopback(const char *host)
{
	struct in_addr address;

	if (strcmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0)
		return true;
	/* Not by prefix: 127.0.0.1.example.org is a name like any other. */
	return inet_pton(AF_INET, host, &address) == 1 &&
	       ntohl(address.s_addr) >> 24 == 127;
}

/* RFC 9110's "token". */
static bool is_token_char(char c)
{
	return gamut_ascii_is_digit(c) || gamut_ascii_is_alpha(c) ||
	       (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

static bool has_control(struct gamut_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < 0x20 || s.ptr[i] == 0x7f)
			return true;
	return false;
}

struct gamut_str gamut_http_header_value(const char *line)
{
	const char *colon = strchr(line, ':');

	return gamut_str_trim(gamut_str_of(colon ? colon + 1 : ""));
}

enum gamut_status gamut_http_check_header(const char *line, size_t number,
                                          struct gamut_err *err)
{
	size_t name_len = 0;

	while (is_token_char(line[name_len]))
		name_len++;
	if (name_len == 0 || line[name_len] != ':')
		return gamut_error(err, GAMUT_EINVAL,
		                   "header %zu: expected 'Name: value'",
		                   number);
	if (gamut_header_kind((struct gamut_str){
		    .ptr = line, .len = name_len }) == GAMUT_HEADER_FRAMING)
		return gamut_error(err, GAMUT_EINVAL,
		                   "header '%.*s': each request has one of its "
		                   "own: leave it out",
		                   (int)name_len, line);
	if (gamut_http_header_value(line).len == 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "header '%.*s': its value is empty",
		                   (int)name_len, line);
	if (has_control(gamut_str_of(line)))
		return gamut_error(
			err, GAMUT_EINVAL,
			"header '%.*s': its value has a control character",
			(int)name_len, line);
	return GAMUT_OK;
}

enum gamut_status gamut_http_check_key(const char *key, struct gamut_err *err)
{
	if (*key == '\0' || has_control(gamut_str_of(key)))
		return gamut_error(err, GAMUT_EINVAL,
		                   "the API key is empty or has a control "
		                   "character, such as a line feed, in it");
	return GAMUT_OK;
}

bool gamut_http_header_is(const char *line, const char *name)
{
	size_t i = 0;

	while (name[i] != '\0' &&
	       gamut_ascii_lower(line[i]) == gamut_ascii_lower(name[i]))
		i++;
	return name[i] == '\0' && line[i] == ':';
}
