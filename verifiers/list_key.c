#include "verifiers/list_key.h"

#include <string.h>

#include "base/text.h"

/* Copy `s`, at most GAMUT_LIST_KEY_MAX bytes of ASCII, in lower case. */
static void set_lower(struct gamut_list_key *key, struct gamut_str s)
{
	key->len = s.len;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		key->bytes[i] = (char)(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' :
		                                              c);
	}
}

/* Copy `s`, at most GAMUT_LIST_KEY_MAX bytes, with ' for U+2019. */
static void set_apostrophes(struct gamut_list_key *key, struct gamut_str s)
{
	static const char curly[] = "\xe2\x80\x99";

	key->len = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (s.len - i >= 3 && memcmp(s.ptr + i, curly, 3) == 0) {
			key->bytes[key->len++] = '\'';
			i += 2;
		} else {
			key->bytes[key->len++] = s.ptr[i];
		}
	}
}

struct gamut_str gamut_list_key_view(const struct gamut_list_key *key)
{
	return (struct gamut_str){ .ptr = key->bytes, .len = key->len };
}

static size_t count_ascii(const struct gamut_list_key *key)
{
	size_t count = 0;

	for (size_t i = 0; i < key->len; i++)
		count += (signed char)key->bytes[i] >= 0;
	return count;
}

/* "gray" to "grey" wherever a word of `s`, in lower case, begins with it. */
static void fold_gray(char *s, size_t len)
{
	for (size_t i = 0; i + 4 <= len; i++)
		if (s[i] == 'g' && memcmp(s + i, "gray", 4) == 0 &&
		    (i == 0 || ((signed char)s[i - 1] >= 0 &&
		                !gamut_ascii_is_alpha(s[i - 1]))))
			s[i + 2] = 'e';
}

/* Fold the case of `key`; false where it is not UTF-8, or too long then. */
static bool fold_case(struct gamut_list_key *key, struct gamut_arena *arena)
{
	struct gamut_str folded;

	if (!gamut_text_fold(&folded, gamut_list_key_view(key), GAMUT_FOLD_CASE,
	                     arena) ||
	    folded.len > sizeof(key->bytes))
		return false;
	memcpy(key->bytes, folded.ptr, folded.len);
	key->len = folded.len;
	return true;
}

bool gamut_list_key_make(struct gamut_list_key *key, size_t *ascii,
                         struct gamut_str s, enum gamut_list_match match,
                         struct gamut_arena *arena)
{
	if (gamut_list_is_ascii(s)) {
		set_lower(key, s);
		*ascii = s.len;
	} else {
		if (match == GAMUT_LIST_EXACT) {
			memcpy(key->bytes, s.ptr, s.len);
			key->len = s.len;
		} else {
			set_apostrophes(key, s);
		}
		*ascii = count_ascii(key);
		if (!fold_case(key, arena))
			return false;
	}
	if (match == GAMUT_LIST_COLORS)
		fold_gray(key->bytes, key->len);
	return true;
}

static bool is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       (signed char)c < 0;
}

struct gamut_str gamut_list_color_form(struct gamut_str name,
                                       struct gamut_arena *arena)
{
	struct gamut_str folded = GAMUT_STR_EMPTY;
	struct gamut_list_key key;
	size_t len = 0;
	char *form;

	if (gamut_list_is_ascii(name)) {
		set_lower(&key, name);
		folded = gamut_list_key_view(&key);
	} else {
		set_apostrophes(&key, name);
		if (!gamut_text_fold(&folded, gamut_list_key_view(&key),
		                     GAMUT_FOLD_MARKS, arena))
			return GAMUT_STR_EMPTY;
	}
	form = gamut_arena_new(arena, char, folded.len);
	memcpy(form, folded.ptr, folded.len);
	fold_gray(form, folded.len);
	for (size_t i = 0; i < folded.len; i++)
		if (is_letter_or_digit(form[i]))
			form[len++] = form[i];
	return (struct gamut_str){ .ptr = form, .len = len };
}
