#include "verifiers/unicode.h"

#include <utf8proc.h>

#include "base/normal.h"
#include "base/text.h"

bool gamut_unicode_is_space(int32_t code)
{
	return (code >= 0x09 && code <= 0x0d) || code == 0x20 || code == 0x85 ||
	       code == 0xa0 || code == 0x1680 ||
	       (code >= 0x2000 && code <= 0x200a) || code == 0x2028 ||
	       code == 0x2029 || code == 0x202f || code == 0x205f ||
	       code == 0x3000;
}

bool gamut_unicode_is_punctuation(int32_t code)
{
	utf8proc_category_t category = utf8proc_category(code);

	return category >= UTF8PROC_CATEGORY_PC &&
	       category <= UTF8PROC_CATEGORY_SO;
}

int32_t gamut_unicode_lower(int32_t code)
{
	return utf8proc_tolower(code);
}

int32_t gamut_unicode_upper(int32_t code)
{
	return utf8proc_toupper(code);
}

void gamut_unicode_add(struct gamut_buf *out, int32_t code)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t len = utf8proc_encode_char(code, bytes);

	gamut_buf_add(out, (struct gamut_str){ .ptr = (const char *)bytes,
	                                       .len = (size_t)len });
}

struct gamut_str gamut_unicode_nfc(struct gamut_str s,
                                   struct gamut_arena *arena)
{
	(void)gamut_normal(&s, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE, arena);
	return s;
}

size_t gamut_unicode_count_clusters(struct gamut_str s)
{
	utf8proc_int32_t state = 0;
	int32_t last = 0;
	size_t count = 0;

	while (s.len > 0) {
		int32_t code = gamut_text_take(&s);

		if (count == 0 ||
		    utf8proc_grapheme_break_stateful(last, code, &state))
			count++;
		last = code;
	}
	return count;
}

bool gamut_unicode_take_word(struct gamut_str *rest, struct gamut_str *word)
{
	struct gamut_str at = *rest;
	struct gamut_str begin = at;

	while (at.len > 0 && gamut_unicode_is_space(gamut_text_take(&at)))
		begin = at;
	if (begin.len == 0)
		return false;
	at = begin;
	*rest = at;
	while (at.len > 0 && !gamut_unicode_is_space(gamut_text_take(&at)))
		*rest = at;
	*word = gamut_str_head(begin, begin.len - rest->len);
	return true;
}

struct gamut_str gamut_unicode_trim(struct gamut_str s)
{
	struct gamut_str at = s;
	size_t end = 0; /* behind the last character that is no space */

	while (at.len > 0)
		if (!gamut_unicode_is_space(gamut_text_take(&at)))
			end = s.len - at.len;
	at = s = gamut_str_head(s, end);
	while (at.len > 0 && gamut_unicode_is_space(gamut_text_take(&at)))
		s = at;
	return s;
}
