#ifndef GAMUT_CLI_ADOPT_H
#define GAMUT_CLI_ADOPT_H

#include "runner/cli/session.h"

/*
 * Fill what `options` leave open from `run`, which is there already and may be
 * a stranger's: no file is opened because a run names it. GAMUT_EINVAL where it
 * was begun with a template or a profile of a file, which only the user can
 * name again. What is filled in lives in `arena`.
 */
GAMUT_MUST_USE
enum gamut_status gamut_adopt(struct gamut_session_options *options,
                              const struct gamut_manifest *run,
                              struct gamut_arena *arena, struct gamut_err *err);

#endif
