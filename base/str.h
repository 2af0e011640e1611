#ifndef GAMUT_BASE_STR_H
#define GAMUT_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/compiler.h"

/*
 * A borrowed, read-only run of bytes.
 *
 * Passed by value. Not NUL-terminated, may contain NUL, never owns what it
 * points to: it is valid as long as the buffer it was cut from.
 *
 * `{0}` is an empty string, which every function here takes as such. `ptr` is
 * NULL only there: who hands it to memcpy() and its like looks at `len` first.
 */
struct gamut_str {
	const char *ptr;
	size_t len; /* bytes */
};

#define GAMUT_STR(lit) \
	((struct gamut_str){ .ptr = "" lit, .len = sizeof(lit) - 1 })
#define GAMUT_STR_EMPTY GAMUT_STR("")

/* printf("word '%.*s'\n", GAMUT_STR_ARG(word)); */
#define GAMUT_STR_ARG(s) (int)(s).len, (s).len > 0 ? (s).ptr : ""

/* What ends a regular noun behind `count`: printf("%zu run%s", n, GAMUT_S(n))
 */
#define GAMUT_S(count) ((count) == 1 ? "" : "s")

/* View a NUL-terminated string, without its NUL. */
struct gamut_str gamut_str_of(const char *cstr);

bool gamut_str_eq(struct gamut_str a, struct gamut_str b);

/* Byte by byte, a shorter string before a longer: negative, 0 or positive. */
int gamut_str_cmp(struct gamut_str a, struct gamut_str b);

bool gamut_str_starts_with(struct gamut_str s, struct gamut_str prefix);
bool gamut_str_ends_with(struct gamut_str s, struct gamut_str suffix);

/* `s` without its first `n` bytes; `n` at most s.len. */
struct gamut_str gamut_str_skip(struct gamut_str s, size_t n);

/* The first `n` bytes of `s`; `n` at most s.len. */
struct gamut_str gamut_str_head(struct gamut_str s, size_t n);

/* Where `part` first begins in `s`, or s.len where it does not. */
size_t gamut_str_find(struct gamut_str s, struct gamut_str part);

/* These know ASCII only, whatever the locale. */
bool gamut_ascii_is_digit(char c);
bool gamut_ascii_is_alpha(char c);
bool gamut_ascii_is_space(char c); /* space, \t \n \v \f \r */
char gamut_ascii_lower(char c);

/* `s` without ASCII white space at either end. */
struct gamut_str gamut_str_trim(struct gamut_str s);

/*
 * Cut the next line off the front of `*rest`, without its "\n" or "\r\n".
 * Returns false, leaving `*line` alone, once `*rest` is empty.
 */
bool gamut_str_take_line(struct gamut_str *rest, struct gamut_str *line);

/*
 * Cut the text up to the next `separator` off `*rest` into `*field`, and the
 * separator too. Returns false once `*rest` is empty.
 */
bool gamut_str_take_field(struct gamut_str *rest, char separator,
                          struct gamut_str *field);

#endif
