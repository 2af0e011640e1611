#ifndef GAMUT_CLI_CONDITION_H
#define GAMUT_CLI_CONDITION_H

#include "runner/cli/asking.h"
#include "runner/sample/foresight.h"

/*
 * Work out the condition of `condition->values`; the other members are set.
 * Writes and sends nothing. GAMUT_EINVAL for options that do not go together;
 * else as gamut_session_open(). gamut_condition_close() releases it, also after
 * a failure.
 */
GAMUT_MUST_USE
enum gamut_status gamut_condition_open(struct gamut_condition *condition,
                                       struct gamut_err *err);
void gamut_condition_close(struct gamut_condition *condition);

/*
 * Sample until the run is complete, stopped early, or cannot be. Sets
 * `is_worse`, which is no failure. GAMUT_EINCOMPLETE and others as
 * gamut_engine_run().
 */
GAMUT_MUST_USE
enum gamut_status gamut_condition_sample(struct gamut_condition *condition,
                                         struct gamut_err *err);

/* What that will take, if nothing fails. */
GAMUT_MUST_USE
enum gamut_status gamut_condition_foresee(struct gamut_foresight *out,
                                          struct gamut_condition *condition,
                                          struct gamut_err *err);

#endif
