#include "base/str.h"

#include <string.h>

struct gamut_str gamut_str_of(const char *cstr)
{
	return (struct gamut_str){ .ptr = cstr, .len = strlen(cstr) };
}

/* memcmp(), which must not be given NULL even for no bytes. */
static int compare(const char *a, const char *b, size_t len)
{
	return len > 0 ? memcmp(a, b, len) : 0;
}

bool gamut_str_eq(struct gamut_str a, struct gamut_str b)
{
	return a.len == b.len && compare(a.ptr, b.ptr, a.len) == 0;
}

int gamut_str_cmp(struct gamut_str a, struct gamut_str b)
{
	int order = compare(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool gamut_str_starts_with(struct gamut_str s, struct gamut_str prefix)
{
	return s.len >= prefix.len &&
	       compare(s.ptr, prefix.ptr, prefix.len) == 0;
}

bool gamut_str_ends_with(struct gamut_str s, struct gamut_str suffix)
{
	return s.len >= suffix.len &&
	       gamut_str_eq(gamut_str_skip(s, s.len - suffix.len), suffix);
}

struct gamut_str gamut_str_skip(struct gamut_str s, size_t n)
{
	if (n == 0)
		return s;
	return (struct gamut_str){ .ptr = s.ptr + n, .len = s.len - n };
}

struct gamut_str gamut_str_head(struct gamut_str s, size_t n)
{
	return (struct gamut_str){ .ptr = s.ptr, .len = n };
}

size_t gamut_str_find(struct gamut_str s, struct gamut_str part)
{
	size_t at = 0;

	if (part.len == 0)
		return 0;
	while (s.len - at >= part.len) {
		const char *hit = memchr(s.ptr + at, part.ptr[0],
		                         s.len - at - part.len + 1);

		if (!hit)
			break;
		at = (size_t)(hit - s.ptr);
		if (memcmp(hit, part.ptr, part.len) == 0)
			return at;
		at++;
	}
	return s.len;
}

bool gamut_ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool gamut_ascii_is_alpha(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool gamut_ascii_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

char gamut_ascii_lower(char c)
{
	static const char lower[] = "abcdefghijklmnopqrstuvwxyz";

	return c >= 'A' && c <= 'Z' ? lower[c - 'A'] : c;
}

struct gamut_str gamut_str_trim(struct gamut_str s)
{
	while (s.len > 0 && gamut_ascii_is_space(s.ptr[0]))
		s = gamut_str_skip(s, 1);
	while (s.len > 0 && gamut_ascii_is_space(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

bool gamut_str_take_field(struct gamut_str *rest, char separator,
                          struct gamut_str *field)
{
	const char *end;

	if (rest->len == 0)
		return false;
	end = memchr(rest->ptr, separator, rest->len);
	*field = gamut_str_head(*rest,
	                        end ? (size_t)(end - rest->ptr) : rest->len);
	*rest = gamut_str_skip(*rest, field->len + (end ? 1 : 0));
	return true;
}

bool gamut_str_take_line(struct gamut_str *rest, struct gamut_str *line)
{
	if (!gamut_str_take_field(rest, '\n', line))
		return false;
	if (line->len > 0 && line->ptr[line->len - 1] == '\r')
		line->len--;
	return true;
}
