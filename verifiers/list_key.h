#ifndef GAMUT_VERIFIERS_LIST_KEY_H
#define GAMUT_VERIFIERS_LIST_KEY_H

#include "base/arena.h"
#include "base/eight.h"
#include "verifiers/list.h"

/*
 * How the spellings of a list are looked up: a part of list.c, apart for its
 * length.
 */

/* The most bytes of an answer that is looked up in any list. */
#define GAMUT_LIST_KEY_MAX 3000

/* A key in the making: what is left of one answer, without the arena. */
struct gamut_list_key {
	char bytes[GAMUT_LIST_KEY_MAX];
	size_t len;
};

/* Has `s` no byte but of ASCII? */
static inline bool gamut_list_is_ascii(struct gamut_str s)
{
	size_t i = 0;

	for (; s.len - i >= 8; i += 8)
		if (gamut_eight_has_high(gamut_eight_load(s.ptr + i)))
			return false;
	for (; i < s.len; i++)
		if ((signed char)s.ptr[i] < 0)
			return false;
	return true;
}

/* What `key` holds, as long as it does. */
struct gamut_str gamut_list_key_view(const struct gamut_list_key *key);

/*
 * The key by which `s`, at most GAMUT_LIST_KEY_MAX bytes, is looked up in any
 * case; `*ascii` becomes the bytes of ASCII in it, counting each U+2019 as one.
 * False where there is none: it is not UTF-8, or too long when folded. `arena`
 * is for what is not ASCII.
 */
bool gamut_list_key_make(struct gamut_list_key *key, size_t *ascii,
                         struct gamut_str s, enum gamut_list_match match,
                         struct gamut_arena *arena);

/*
 * The canonical form of a colour, in `arena`; see GAMUT_LIST_COLORS. Empty
 * where `name`, at most GAMUT_LIST_KEY_MAX bytes, has none.
 */
struct gamut_str gamut_list_color_form(struct gamut_str name,
                                       struct gamut_arena *arena);

#endif
