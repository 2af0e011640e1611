#ifndef GAMUT_VERIFIERS_UNICODE_H
#define GAMUT_VERIFIERS_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/*
 * Characters and words of UTF-8 text
 * ----------------------------------
 * By utf8proc, whose version decides of which Unicode; all linear in the text.
 */

/* Of Unicode's property White_Space; not the zero-width space. */
bool gamut_unicode_is_space(int32_t code);

/* Of the categories P (punctuation) and S (symbols). */
bool gamut_unicode_is_punctuation(int32_t code);

/* One character for one, as Unicode's data has them; others stay. */
int32_t gamut_unicode_lower(int32_t code);
int32_t gamut_unicode_upper(int32_t code);

/* Add the character `code`, which is valid, as UTF-8. */
void gamut_unicode_add(struct gamut_buf *out, int32_t code);

/* Composed (NFC); `s` itself where it is not UTF-8. */
struct gamut_str gamut_unicode_nfc(struct gamut_str s,
                                   struct gamut_arena *arena);

/* Extended grapheme clusters of UAX #29: what readers call characters. */
size_t gamut_unicode_count_clusters(struct gamut_str s);

/*
 * Cut the next word, a run without white space, and the space before it off
 * the front of `*rest`; false where there is none left.
 */
bool gamut_unicode_take_word(struct gamut_str *rest, struct gamut_str *word);

/* `s` without white space at either end. */
struct gamut_str gamut_unicode_trim(struct gamut_str s);

#endif
