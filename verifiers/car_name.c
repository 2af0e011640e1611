#include "verifiers/car_name.h"

#include <string.h>

#include "base/text.h"

/* What a character of a folded name does. */
enum action {
	GAMUT_CAR_KEEP,
	GAMUT_CAR_DROP,
	GAMUT_CAR_SPLIT,
	GAMUT_CAR_REJECT,
};

static bool is_ascii(struct gamut_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((signed char)s.ptr[i] < 0)
			return false;
	return true;
}

/* Characters of `s`, well-formed UTF-8 or not: bytes that do not continue. */
static size_t count_characters(struct gamut_str s)
{
	size_t count = 0;

	for (size_t i = 0; i < s.len; i++)
		count += ((unsigned char)s.ptr[i] & 0xc0) != 0x80;
	return count;
}

static bool is_letter_or_digit(char c)
{
	return gamut_ascii_is_alpha(c) || gamut_ascii_is_digit(c) ||
	       (signed char)c < 0;
}

/* Does `s`, not empty and folded, begin and end as a name does? */
static bool has_clean_ends(struct gamut_str s)
{
	char last = s.ptr[s.len - 1];

	return (is_letter_or_digit(s.ptr[0]) || s.ptr[0] == '#') &&
	       (is_letter_or_digit(last) || last == '!' || last == '+');
}

static enum action ascii_action(char c)
{
	switch (c) {
	case ' ':
	case '-':
	case '_':
	case '/':
		return GAMUT_CAR_SPLIT;
	case '\'':
	case '`':
		return GAMUT_CAR_DROP;
	case ',':
	case ';':
	case '?':
	case '"':
	case 0x7f:
		return GAMUT_CAR_REJECT;
	default:
		return c < ' ' ? GAMUT_CAR_REJECT : GAMUT_CAR_KEEP;
	}
}

/* The action for the character at the front of `s`, and its bytes. */
static enum action action_for(struct gamut_str s, size_t *len)
{
	static const struct {
		struct gamut_str text;
		enum action action;
	} specials[] = {
		{ { "\xe2\x80\x90", 3 }, GAMUT_CAR_SPLIT }, /* hyphen */
		{ { "\xe2\x80\x92", 3 }, GAMUT_CAR_SPLIT }, /* figure dash */
		{ { "\xe2\x80\x93", 3 }, GAMUT_CAR_SPLIT }, /* en dash */
		{ { "\xe2\x80\x94", 3 }, GAMUT_CAR_SPLIT }, /* em dash */
		{ { "\xe2\x80\x95", 3 }, GAMUT_CAR_SPLIT }, /* horizontal bar */
		{ { "\xe2\x88\x92", 3 }, GAMUT_CAR_SPLIT }, /* minus */
		{ { "\xe2\x80\x98", 3 },
		  GAMUT_CAR_DROP }, /* left single quote */
		{ { "\xe2\x80\x99", 3 }, GAMUT_CAR_DROP }, /* apostrophe */
		{ { "\xca\xbc", 2 }, GAMUT_CAR_DROP }, /* modifier apostrophe */
	};

	*len = 1;
	if ((signed char)s.ptr[0] >= 0)
		return ascii_action(s.ptr[0]);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(specials); i++) {
		if (gamut_str_starts_with(s, specials[i].text)) {
			*len = specials[i].text.len;
			return specials[i].action;
		}
	}
	return GAMUT_CAR_KEEP;
}

/* Add `c` to the text, "and" for '&'; false where there is no room. */
static bool keep(struct gamut_car_name *name, size_t *used, char c)
{
	static const char and[] = { 'a', 'n', 'd' };
	size_t size = c == '&' ? sizeof(and) : 1;

	if (size > sizeof(name->text) - *used)
		return false;
	if (c == '&')
		memcpy(name->text + *used, and, sizeof(and));
	else
		name->text[*used] =
			(char)(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c);
	*used += size;
	return true;
}

/* The word that ends at `used`, if one does, is over; false: too many. */
static bool end_word(struct gamut_car_name *name, size_t used)
{
	if (used == (name->words ? name->ends[name->words - 1] : 0))
		return true;
	if (name->words == GAMUT_CAR_WORDS_MAX)
		return false;
	name->ends[name->words++] = used;
	return true;
}

static enum gamut_reason split(struct gamut_car_name *name, struct gamut_str s)
{
	size_t used = 0;
	bool fits = true;

	name->words = 0;
	while (s.len > 0 && fits) {
		size_t len;

		switch (action_for(s, &len)) {
		case GAMUT_CAR_KEEP:
			fits = keep(name, &used, s.ptr[0]);
			break;
		case GAMUT_CAR_SPLIT:
			fits = end_word(name, used);
			break;
		case GAMUT_CAR_REJECT:
			return GAMUT_REASON_BAD_FORMAT;
		case GAMUT_CAR_DROP:
			break;
		}
		s.ptr += len;
		s.len -= len;
	}
	return fits && end_word(name, used) ? GAMUT_REASON_VALID :
	                                      GAMUT_REASON_TOO_LONG;
}

enum gamut_reason gamut_car_name_read(struct gamut_car_name *name,
                                      struct gamut_str s,
                                      struct gamut_arena *arena)
{
	if (s.len == 0)
		return GAMUT_REASON_EMPTY;
	if (s.len > (size_t)GAMUT_CAR_CHARACTERS_MAX * 4 ||
	    count_characters(s) > GAMUT_CAR_CHARACTERS_MAX)
		return GAMUT_REASON_TOO_LONG;
	if (!is_ascii(s) && !gamut_text_fold(&s, s, GAMUT_FOLD_MARKS, arena))
		return GAMUT_REASON_NOT_UTF8;
	if (s.len == 0 || !has_clean_ends(s))
		return GAMUT_REASON_BAD_FORMAT;
	return split(name, s);
}

struct gamut_str gamut_car_name_key(const struct gamut_car_name *name,
                                    size_t from, size_t to)
{
	size_t start = from ? name->ends[from - 1] : 0;

	return (struct gamut_str){ .ptr = name->text + start,
		                   .len = name->ends[to - 1] - start };
}
