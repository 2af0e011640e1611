#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/status.h"

static void grow(struct gamut_buf *buf, size_t more)
{
	size_t size = buf->size ? buf->size : 256;

	while (size - buf->len <= more)
		size *= 2;
	buf->ptr = gamut_realloc_array(buf->ptr, size, 1);
	buf->size = size;
}

/* Make room for `more` bytes and a NUL behind them. */
static bool reserve(struct gamut_buf *buf, size_t more)
{
	if (buf->max_bytes &&
	    (more > buf->max_bytes || buf->len > buf->max_bytes - more)) {
		buf->is_over = true;
		return false;
	}
	if (buf->size - buf->len <= more)
		grow(buf, more);
	return true;
}

void gamut_buf_add(struct gamut_buf *buf, struct gamut_str s)
{
	if (!reserve(buf, s.len))
		return;
	if (s.len > 0)
		memcpy(buf->ptr + buf->len, s.ptr, s.len);
	buf->len += s.len;
}

void gamut_buf_add_char(struct gamut_buf *buf, char c)
{
	if (reserve(buf, 1))
		buf->ptr[buf->len++] = c;
}

char *gamut_buf_extend(struct gamut_buf *buf, size_t len)
{
	if (!reserve(buf, len))
		return NULL;
	buf->len += len;
	return buf->ptr + buf->len - len;
}

void gamut_buf_vaddf(struct gamut_buf *buf, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	if (n < 0)
		GAMUT_BUG("bad format '%s'", fmt);
	if (reserve(buf, (size_t)n)) {
		vsnprintf(buf->ptr + buf->len, (size_t)n + 1, fmt, again);
		buf->len += (size_t)n;
	}
	va_end(again);
}

void gamut_buf_addf(struct gamut_buf *buf, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	gamut_buf_vaddf(buf, fmt, ap);
	va_end(ap);
}

struct gamut_str gamut_buf_view(const struct gamut_buf *buf)
{
	return (struct gamut_str){
		.ptr = buf->ptr ? buf->ptr : "",
		.len = buf->len,
	};
}

const char *gamut_buf_cstr(struct gamut_buf *buf)
{
	if (!buf->ptr)
		return "";
	buf->ptr[buf->len] = '\0';
	return buf->ptr;
}

void gamut_buf_clear(struct gamut_buf *buf)
{
	buf->len = 0;
	buf->is_over = false;
}

void gamut_buf_release(struct gamut_buf *buf)
{
	free(buf->ptr);
	*buf = (struct gamut_buf){ 0 };
}
