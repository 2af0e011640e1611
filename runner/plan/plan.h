#ifndef GAMUT_PLAN_PLAN_H
#define GAMUT_PLAN_PLAN_H

#include "runner/plan/sampling.h"
#include "runner/plan/template.h"
#include "runner/store/manifest.h"
#include "tasks/catalog/suite.h"

/*
 * What to ask
 * -----------
 * From what the user wants to the manifest of a run, which holds every prompt
 * as it will be sent.
 */

/* The most samples of one cell. */
#define GAMUT_PLAN_SAMPLES_MAX GAMUT_SAMPLES_MAX

/*
 * The settings in the comma-separated list `names`, or all where that is NULL,
 * without repetitions, in the order of enum gamut_setting.
 */
GAMUT_MUST_USE
enum gamut_status gamut_plan_settings(
	enum gamut_setting settings[GAMUT_SETTING_COUNT], size_t *count,
	const char *names, struct gamut_err *err);

struct gamut_plan_options {
	const char *model; /* "sim:..." for a simulated one */
	const char *template;
	const char *family;                  /* NULL: from the model's name */
	const struct gamut_profile *profile; /* as gamut_profile_load() finds */
	const char *endpoint; /* base URL, or NULL for a simulated model */
	const char *settings; /* as for gamut_plan_settings() */
	struct gamut_sampling sampling;
	/* As in struct gamut_overrides. */
	const char *const *set;
	size_t set_count;
	const char *const *unset;
	size_t unset_count;
	uint32_t max_tokens;     /* of each cell; 0: what its task says */
	int64_t thinking_tokens; /* on top of it; -1: what the profile says */
	uint32_t n;              /* 1 to GAMUT_PLAN_SAMPLES_MAX */
	uint64_t seed;           /* at most GAMUT_SEED_MAX */
};

/*
 * The manifest for asking the tasks of `suite` in this way; its strings live
 * in `arena`. Without run id and time, which the store and the caller add.
 * GAMUT_EINVAL or GAMUT_EPARSE says which option cannot be, and why; reading
 * a template's file may fail as well.
 */
GAMUT_MUST_USE
enum gamut_status gamut_plan_make(struct gamut_manifest *manifest,
                                  const struct gamut_plan_options *options,
                                  const struct gamut_suite *suite,
                                  struct gamut_arena *arena,
                                  struct gamut_err *err);

#endif
