#ifndef GAMUT_CLI_ADVICE_H
#define GAMUT_CLI_ADVICE_H

#include "runner/cli/run_options.h"

/*
 * Tell how to go on with the incomplete run of `session`, which `values` asked
 * for and `sampled` came of: with what the run directory does not know, or may
 * not say. Values of
 * --header may be secret and are not repeated.
 */
void gamut_advise(struct gamut_session *session,
                  const struct gamut_run_values *values,
                  enum gamut_status sampled);

#endif
