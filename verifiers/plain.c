#include "verifiers/plain.h"

#include <string.h>

#include "base/text.h"

/* Beyond ASCII, as they are once folded by GAMUT_FOLD_MARKS. */
static const int32_t apostrophes[] = { 0x2018, 0x2019, 0x201b, 0x2bc,
	                               0x2bb,  0x2b9,  0x2032 };
static const int32_t hyphens[] = { 0x2010, 0x2011 };
static const int32_t breaks[] = {
	0xa1,   0xab,   0xb7,   0xbb,   0xbf,   0x2012, 0x2013,
	0x2014, 0x2015, 0x201a, 0x201c, 0x201d, 0x201e, 0x2022,
	0x2026, 0x2039, 0x203a, 0x3001, 0x3002,
};

static bool has(const int32_t *codes, size_t count, int32_t code)
{
	for (size_t i = 0; i < count; i++)
		if (codes[i] == code)
			return true;
	return false;
}

/* What `code` comes to: a letter, ', - or a space; NUL for what is strange. */
static char plain_of(int32_t code)
{
	static const char parting[] = " \t.,;:!?\"()[]{}*_~`";

	if (code >= 'a' && code <= 'z')
		return (char)code;
	if (code == '\'' || code == '-')
		return (char)code;
	if (code > 0 && code < 0x80)
		return strchr(parting, (char)code) ? ' ' : '\0';
	if (has(apostrophes, GAMUT_ARRAY_LEN(apostrophes), code))
		return '\'';
	if (has(hyphens, GAMUT_ARRAY_LEN(hyphens), code))
		return '-';
	return has(breaks, GAMUT_ARRAY_LEN(breaks), code) ? ' ' : '\0';
}

enum gamut_plain gamut_plain_words(struct gamut_str *out, struct gamut_str text,
                                   struct gamut_arena *arena)
{
	struct gamut_str folded;
	size_t len = 0;
	char *plain;

	if (!gamut_text_fold(&folded, text, GAMUT_FOLD_MARKS, arena))
		return GAMUT_PLAIN_NOT_UTF8;
	plain = gamut_arena_new(arena, char, folded.len + 1);
	while (folded.len > 0) {
		char c = plain_of(gamut_text_take(&folded));

		if (c == '\0')
			return GAMUT_PLAIN_STRANGE;
		if (c != ' ' || (len > 0 && plain[len - 1] != ' '))
			plain[len++] = c;
	}
	if (len > 0 && plain[len - 1] == ' ')
		len--;
	*out = (struct gamut_str){ .ptr = plain, .len = len };
	return GAMUT_PLAIN_OK;
}
