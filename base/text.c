#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/eight.h"
#include "base/normal.h"

/* The longest `typed` or word that gamut_text_nearest() looks at. */
#define NEAREST_MAX 64

/*
 * The length of the character at the front of `s`, which is not empty, and
 * its code point; 0 where there is none.
 */
static size_t decode(struct gamut_str s, utf8proc_int32_t *code)
{
	utf8proc_ssize_t n;

	n = utf8proc_iterate((const utf8proc_uint8_t *)s.ptr,
	                     s.len > 4 ? 4 : (utf8proc_ssize_t)s.len, code);
	return n > 0 ? (size_t)n : 0;
}

int32_t gamut_text_take(struct gamut_str *s)
{
	utf8proc_int32_t code;
	size_t n = decode(*s, &code);

	*s = gamut_str_skip(*s, n ? n : 1);
	return n ? code : -1;
}

/* The length of the ASCII at the front of `s`, in steps of eight bytes. */
static size_t ascii_run(struct gamut_str s)
{
	size_t n = 0;

	while (s.len - n >= 8 &&
	       !gamut_eight_has_high(gamut_eight_load(s.ptr + n)))
		n += 8;
	return n;
}

bool gamut_text_is_utf8(struct gamut_str s)
{
	utf8proc_int32_t code;

	while (s.len > 0) {
		size_t n = ascii_run(s);

		if (n == 0)
			n = (signed char)s.ptr[0] >= 0 ? 1 : decode(s, &code);
		if (n == 0)
			return false;
		s = gamut_str_skip(s, n);
	}
	return true;
}

struct gamut_str gamut_text_repair(struct gamut_str s,
                                   struct gamut_arena *arena)
{
	static const char replacement[] = "\xef\xbf\xbd";
	utf8proc_int32_t code;
	size_t len = 0;
	char *out;

	if (gamut_text_is_utf8(s))
		return s;

	out = gamut_arena_new(arena, char, s.len *(sizeof(replacement) - 1));
	while (s.len > 0) {
		size_t n = decode(s, &code);

		if (n == 0) {
			memcpy(out + len, replacement, sizeof(replacement) - 1);
			len += sizeof(replacement) - 1;
			n = 1;
		} else {
			memcpy(out + len, s.ptr, n);
			len += n;
		}
		s = gamut_str_skip(s, n);
	}
	return (struct gamut_str){ .ptr = out, .len = len };
}

bool gamut_text_is_unsafe(int32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x061c ||
	       code == 0x200e || code == 0x200f || code == 0xfeff ||
	       (code >= 0x2028 && code <= 0x202e) ||
	       (code >= 0x2066 && code <= 0x2069) ||
	       (code >= 0xe0000 && code <= 0xe007f);
}

/* Add `code` in visible form; returns the columns it takes. */
static size_t show_escaped(struct gamut_buf *out, utf8proc_int32_t code)
{
	size_t before = out->len;

	switch (code) {
	case '\n':
		gamut_buf_add(out, GAMUT_STR("\\n"));
		break;
	case '\r':
		gamut_buf_add(out, GAMUT_STR("\\r"));
		break;
	case '\t':
		gamut_buf_add(out, GAMUT_STR("\\t"));
		break;
	default:
		gamut_buf_addf(out, code < 0x100 ? "\\x%02x" : "\\u{%x}",
		               (unsigned)code);
	}
	return out->len - before;
}

/*
 * Add the character at the front of `*s` in visible form and cut it off;
 * returns the columns it takes.
 */
static size_t show_next(struct gamut_buf *out, struct gamut_str *s)
{
	struct gamut_str before = *s;
	int32_t code = gamut_text_take(s);

	if (code < 0)
		return show_escaped(out, (unsigned char)before.ptr[0]);
	if (gamut_text_is_unsafe(code))
		return show_escaped(out, code);
	gamut_buf_add(out, gamut_str_head(before, before.len - s->len));
	return (size_t)utf8proc_charwidth(code);
}

void gamut_text_show(struct gamut_buf *out, struct gamut_str s,
                     size_t max_columns)
{
	static const struct gamut_str dots = { .ptr = "\xe2\x80\xa6",
		                               .len = 3 };
	size_t begin = out->len;
	size_t fits = begin; /* where a cut leaves room for the dots */
	size_t columns = 0;
	size_t max_bytes = max_columns < SIZE_MAX / GAMUT_TEXT_COLUMN_BYTES ?
	                           max_columns * GAMUT_TEXT_COLUMN_BYTES :
	                           SIZE_MAX;

	while (s.len > 0) {
		size_t bytes;

		columns += show_next(out, &s);
		bytes = out->len - begin;
		if (max_columns &&
		    (columns > max_columns || bytes > max_bytes)) {
			out->len = fits;
			gamut_buf_add(out, dots);
			return;
		}
		if (columns < max_columns && bytes <= max_bytes - dots.len)
			fits = out->len;
	}
}

size_t gamut_text_columns(struct gamut_str s)
{
	size_t columns = 0;

	while (s.len > 0) {
		int32_t code = gamut_text_take(&s);

		columns += code < 0 ? 1 : (size_t)utf8proc_charwidth(code);
	}
	return columns;
}

static bool fold_ascii(struct gamut_str *folded, struct gamut_str s,
                       struct gamut_arena *arena)
{
	char *out;

	for (size_t i = 0; i < s.len; i++)
		if ((signed char)s.ptr[i] < 0)
			return false;
	out = gamut_arena_new(arena, char, s.len);
	for (size_t i = 0; i < s.len; i++)
		out[i] = gamut_ascii_lower(s.ptr[i]);
	*folded = (struct gamut_str){ .ptr = out, .len = s.len };
	return true;
}

bool gamut_text_fold(struct gamut_str *folded, struct gamut_str s,
                     enum gamut_fold fold, struct gamut_arena *arena)
{
	utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_CASEFOLD;

	if (fold_ascii(folded, s, arena))
		return true;

	if (fold == GAMUT_FOLD_MARKS)
		options |= UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
		           UTF8PROC_STRIPMARK;
	else
		options |= UTF8PROC_COMPOSE;
	return gamut_normal(folded, s, (int)options, arena);
}

static size_t min3(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

/*
 * Edits from `a` to `b`, both at most NEAREST_MAX bytes, where neighbours may
 * be swapped: the optimal string alignment distance, by rows.
 */
static size_t edits(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t rows[3][NEAREST_MAX + 1];
	size_t *above2 = rows[0];
	size_t *above = rows[1];
	size_t *row = rows[2];

	for (size_t j = 0; j <= b_len; j++)
		above[j] = j;
	for (size_t i = 1; i <= a_len; i++) {
		size_t *spare = above2;

		row[0] = i;
		for (size_t j = 1; j <= b_len; j++) {
			row[j] = min3(above[j] + 1, row[j - 1] + 1,
			              above[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] && above2[j - 2] + 1 < row[j])
				row[j] = above2[j - 2] + 1;
		}
		above2 = above;
		above = row;
		row = spare;
	}
	return above[b_len];
}

/*
 * Could `word` be meant by `typed`, so many edits away? Where few letters are
 * wrong, or where one is a good part of the other.
 */
static bool is_near(const char *typed, const char *word, size_t distance)
{
	size_t typed_len = strlen(typed);
	size_t len = strlen(word);

	if (distance <= (len + 2) / 3)
		return true;
	return (typed_len >= 3 && strstr(word, typed)) ||
	       (len >= 3 && strstr(typed, word));
}

const char *gamut_text_nearest(const char *typed, const char *const *words,
                               size_t count)
{
	size_t typed_len = strlen(typed);
	size_t best = SIZE_MAX;
	const char *nearest = NULL;

	if (typed_len > NEAREST_MAX)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(words[i]);
		size_t distance;

		if (len > NEAREST_MAX)
			continue;
		distance = edits(typed, typed_len, words[i], len);
		if (distance < best && is_near(typed, words[i], distance)) {
			best = distance;
			nearest = words[i];
		}
	}
	return nearest;
}

struct gamut_hint gamut_text_hint(const char *typed, const char *const *words,
                                  size_t count)
{
	const char *nearest = gamut_text_nearest(typed, words, count);
	struct gamut_hint hint = { 0 };

	if (nearest)
		snprintf(hint.text, sizeof(hint.text), ", did you mean '%s'?",
		         nearest);
	return hint;
}
