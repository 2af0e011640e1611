#ifndef GAMUT_CLI_SHELL_H
#define GAMUT_CLI_SHELL_H

#include "base/buf.h"

/*
 * Add a blank and `word` to `out`, in quotes where a shell would take it for
 * anything but itself. Where it has controls, which no terminal is given, they
 * are $'...' as POSIX.1-2024 has it, and bash, zsh and ksh had before.
 */
void gamut_shell_add(struct gamut_buf *out, const char *word);

/* Add the option --`name` with its value; nothing where that is NULL. */
void gamut_shell_add_option(struct gamut_buf *out, const char *name,
                            const char *value);

#endif
