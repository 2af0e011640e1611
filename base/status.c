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

void gamut_error_set(struct gamut_err *err, enum gamut_status status,
                     const char *fmt, ...)
{
	va_list ap;

	if (!err)
		return;
	err->status = status;
	va_start(ap, fmt);
	vsnprintf(err->msg, sizeof(err->msg), fmt, ap);
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
	vsnprintf(what, sizeof(what), fmt, ap);
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
	n = vsnprintf(err->msg, sizeof(err->msg), fmt, ap);
	va_end(ap);

	if (n >= 0 && (size_t)n + sizeof(": ") < sizeof(err->msg)) {
		room = sizeof(err->msg) - (size_t)n;
		snprintf(err->msg + n, room, ": %.*s",
		         (int)(room - sizeof(": ")), what);
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
