#include "base/status.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *gamut_status_name(enum gamut_status status)
{
	static const char *const names[] = {
#define X(name, text) [GAMUT_##name] = #name,
		GAMUT_STATUS_MAP(X)
#undef X
	};

	if ((size_t)status >= GAMUT_ARRAY_LEN(names))
		GAMUT_BUG("status %d out of range", (int)status);
	return names[status];
}

/* Take a character that was cut off the end of `text`, which is UTF-8. */
static void end_whole(char *text)
{
	size_t len = strlen(text);
	size_t at = len;
	unsigned char lead;
	size_t want = 1;

	while (at > 0 && len - at < 3 && (text[at - 1] & 0xc0) == 0x80)
		at--;
	if (at == 0)
		return;
	lead = (unsigned char)text[--at];
	if (lead >= 0xc0)
		want = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
	if (len - at < want)
		text[at] = '\0';
}

/* As vsnprintf(), for text that may be cut. */
GAMUT_PRINTF(3, 0)
static int print(char *text, size_t size, const char *fmt, va_list ap)
{
	int n = vsnprintf(text, size, fmt, ap);

	if (n >= 0 && (size_t)n >= size)
		end_whole(text);
	return n;
}

void gamut_error_set(struct gamut_err *err, enum gamut_status status,
                     const char *fmt, ...)
{
	va_list ap;

	if (!err)
		return;
	err->status = status;
	va_start(ap, fmt);
	print(err->msg, sizeof(err->msg), fmt, ap);
	va_end(ap);
}

enum gamut_status gamut_error_errno(struct gamut_err *err, int errnum,
                                    const char *fmt, ...)
{
	char why[80];
	char what[sizeof(err->msg) - sizeof(why) - sizeof(": ")];
	enum gamut_status status;
	va_list ap;

	if (strerror_r(errnum, why, sizeof(why)) != 0)
		snprintf(why, sizeof(why), "errno %d", errnum);
	va_start(ap, fmt);
	print(what, sizeof(what), fmt, ap);
	va_end(ap);
	status = errnum == ENOENT ? GAMUT_ENOTFOUND : GAMUT_EIO;
	return gamut_error(err, status, "%s: %s", what, why);
}

enum gamut_status gamut_error_at(struct gamut_err *err, const char *fmt, ...)
{
	char what[sizeof(err->msg)];
	size_t room;
	va_list ap;
	int n;

	if (!err)
		GAMUT_BUG("gamut_error_at() needs the status kept in err");

	memcpy(what, err->msg, sizeof(what));
	va_start(ap, fmt);
	n = print(err->msg, sizeof(err->msg), fmt, ap);
	va_end(ap);

	if (n >= 0 && (size_t)n + sizeof(": ") < sizeof(err->msg)) {
		room = sizeof(err->msg) - (size_t)n;
		snprintf(err->msg + n, room, ": %.*s",
		         (int)(room - sizeof(": ")), what);
		end_whole(err->msg);
	}
	return err->status;
}

void gamut_bug(const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "BUG: %s:%d: ", file, line);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	abort();
}
