#include "runner/cli/terminal.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/compiler.h"
#include "base/env.h"
#include "base/str.h"

/* More is no width of anything that shows text. */
#define COLUMNS_MAX 10000

/* What COLUMNS says, where that is a number of columns. */
static size_t columns_wanted(void)
{
	const char *text = gamut_env("COLUMNS");
	size_t columns = 0;

	for (; text && *text; text++) {
		if (!gamut_ascii_is_digit(*text))
			return 0;
		columns = 10 * columns + (size_t)(*text - '0');
		if (columns > COLUMNS_MAX)
			return 0;
	}
	return columns;
}

size_t gamut_terminal_columns(int fd)
{
	struct winsize size;
	size_t wanted = columns_wanted();

	if (wanted > 0)
		return wanted;
	if (ioctl(fd, TIOCGWINSZ, &size) != 0)
		return 0;
	return size.ws_col;
}

bool gamut_terminal_has_cursor(int fd)
{
	const char *kind = gamut_env("TERM");

	return isatty(fd) == 1 && kind && strcmp(kind, "dumb") != 0;
}

bool gamut_terminal_has_colour(int fd)
{
	return gamut_terminal_has_cursor(fd) && !gamut_env("NO_COLOR");
}

bool gamut_terminal_is_utf8(const char *locale)
{
	return strstr(locale, "UTF-8") || strstr(locale, "utf8") ||
	       strstr(locale, "utf-8") || strstr(locale, "UTF8");
}

bool gamut_terminal_is_ascii(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(names); i++)
		if (gamut_env(names[i]))
			return !gamut_terminal_is_utf8(gamut_env(names[i]));
	return false;
}
