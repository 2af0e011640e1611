#ifndef GAMUT_CLI_STAGES_H
#define GAMUT_CLI_STAGES_H

#include "runner/cli/asking.h"

/* A condition that is sampled in stages, with a look after each. */

/*
 * Ask for what the run in the condition's folder lacks up to each look, and
 * decide there what needs no more (stopping.h); `run` is that run as it was
 * read before. Requests that are given up are tried again in later stages.
 * Sets the condition's `is_worse`.
 */
GAMUT_MUST_USE
enum gamut_status gamut_stages_run(struct gamut_asking *asking,
                                   const struct gamut_run *run,
                                   struct gamut_err *err);

#endif
