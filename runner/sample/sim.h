#ifndef GAMUT_SAMPLE_SIM_H
#define GAMUT_SAMPLE_SIM_H

#include "runner/sample/backend.h"
#include "runner/sample/sim_model.h"
#include "runner/store/manifest.h"
#include "tasks/catalog/suite.h"

/*
 * Simulated models
 * ----------------
 * Samplers with known distributions over each task's members (verifier.h), so
 * that validity, uniqueness and yield have closed forms: they calibrate the
 * metrics and give plots their reference points. With M members and the
 * temperature T:
 *
 *	sim:uniform   all M alike, no errors: the ceiling
 *	sim:base      the r-th of min(M, 10,000) members in proportion to
 *	              r^(-0.9/T); errors in proportion 1 : 3 at T = 1
 *	sim:instruct  the r-th of min(M, 64) in proportion to 0.45^(r/T);
 *	              errors in proportion 1 : 49 at T = 1
 *
 * Temperature acts as on a model, by raising probabilities to the power 1/T:
 * odds of an error a : b become a^(1/T) : b^(1/T), and T = 0 is the mode. An
 * error is a near miss: a member with a fault that the task rejects. Which
 * member has which rank is a fixed shuffle, the same in all runs of a task.
 *
 * A completion is a function of the model, the task, the setting, the
 * temperature and the sample's seed; between machines it may differ as far as
 * their exp(), log() and pow() do, which is in the last digit.
 */

/*
 * What the run described by `manifest` would be answered by its simulated
 * model. Both arguments outlive the backend. On GAMUT_OK the caller owns
 * `*out`. GAMUT_EINVAL where the manifest names no simulated model.
 */
GAMUT_MUST_USE
enum gamut_status gamut_sim_open(struct gamut_backend **out,
                                 const struct gamut_manifest *manifest,
                                 const struct gamut_suite *suite,
                                 struct gamut_err *err);

#endif
