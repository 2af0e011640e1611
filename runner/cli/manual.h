#ifndef GAMUT_CLI_MANUAL_H
#define GAMUT_CLI_MANUAL_H

#include "runner/cli/command.h"

/*
 * Add the manual page of `command` to `out`, as man(7) markup: gamut-NAME(1);
 * NULL: gamut(1). It says what `--help` says, and what surrounds the command.
 */
void gamut_manual_write(struct gamut_buf *out,
                        const struct gamut_command *command);

#endif
