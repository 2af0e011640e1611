#ifndef GAMUT_BASE_BUF_H
#define GAMUT_BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/compiler.h"
#include "base/str.h"

/*
 * Bytes that grow
 * ---------------
 * `{0}` is an empty buffer without a limit. With `max_bytes` set, an append
 * that would pass it changes nothing and sets `is_over`: what a stranger sends
 * must end in a message, not in a swap storm. Not thread-safe.
 */
struct gamut_buf {
	char *ptr; /* NULL while nothing was ever added */
	size_t len;
	size_t size;      /* bytes allocated */
	size_t max_bytes; /* 0: no limit */
	bool is_over;     /* an append was refused */
};

void gamut_buf_add(struct gamut_buf *buf, struct gamut_str s);
void gamut_buf_add_char(struct gamut_buf *buf, char c);

/*
 * Add `len` bytes for the caller to write, before the next call; NULL where
 * that was refused.
 */
char *gamut_buf_extend(struct gamut_buf *buf, size_t len);

GAMUT_PRINTF(2, 3)
void gamut_buf_addf(struct gamut_buf *buf, const char *fmt, ...);

/* The same for a function that has the arguments already. */
GAMUT_PRINTF(2, 0)
void gamut_buf_vaddf(struct gamut_buf *buf, const char *fmt, va_list ap);

/* What the buffer holds; valid until it is next changed. */
struct gamut_str gamut_buf_view(const struct gamut_buf *buf);

/* The same as a C string: a NUL is kept behind the last byte. */
GAMUT_NONNULL
const char *gamut_buf_cstr(struct gamut_buf *buf);

/* Empty it, keeping the memory and the limit. */
void gamut_buf_clear(struct gamut_buf *buf);

/* Release the memory; the buffer is empty and usable, without a limit. */
void gamut_buf_release(struct gamut_buf *buf);

#endif
