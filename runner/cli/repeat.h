#ifndef GAMUT_CLI_REPEAT_H
#define GAMUT_CLI_REPEAT_H

#include "base/arena.h"
#include "runner/store/manifest.h"

/*
 * The `gamut run` that asks again for what `manifest` says, with the same
 * seeds, for a shell; in `arena`. Defaults are left out. What only the user
 * can give, keys and files, is not in it, and fields set by hand are in the
 * manifest. Strangers' bytes are in quotes, and nothing more. Empty where the
 * run was imported: nobody here asked for it.
 */
struct gamut_str gamut_repeat_command(const struct gamut_manifest *manifest,
                                      struct gamut_arena *arena);

/*
 * The `gamut run` that asks for what the run in `folder` lacks, likewise. A run
 * that wants a key, or files of the user's, wants them again; the command says
 * so itself.
 */
struct gamut_str gamut_repeat_rest(const char *folder,
                                   struct gamut_arena *arena);

#endif
