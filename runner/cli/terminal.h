#ifndef GAMUT_CLI_TERMINAL_H
#define GAMUT_CLI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

/* Is `fd` a terminal whose cursor can be moved: not a dumb one? */
bool gamut_terminal_has_cursor(int fd);

/*
 * How wide lines may be: what COLUMNS says where it is a number from 1 to
 * 10000, whatever `fd` is, as of ls and git; or the columns of the terminal
 * `fd`; 0 where it is none.
 */
size_t gamut_terminal_columns(int fd);

/* May colour go to `fd`: such a terminal, and NO_COLOR unset? */
bool gamut_terminal_has_colour(int fd);

/*
 * Do LC_ALL, LC_CTYPE and LANG, of which the first that is set counts, name a
 * locale without UTF-8? Where none is set, as in many containers, terminals
 * know it all the same.
 */
bool gamut_terminal_is_ascii(void);

/* Does the name of a locale say UTF-8, in any of the usual spellings? */
bool gamut_terminal_is_utf8(const char *locale);

#endif
