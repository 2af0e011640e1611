#ifndef GAMUT_CLI_SESSION_H
#define GAMUT_CLI_SESSION_H

#include "runner/cli/known.h"
#include "runner/plan/plan.h"
#include "runner/plan/profile.h"
#include "runner/store/store.h"

/*
 * From the words of `gamut run` to a run directory that is ready to be
 * sampled: a new one, or one that is there and fits.
 */
struct gamut_session_options {
	/* As given; NULL, NAN, -1 or false where not. */
	struct gamut_texts endpoints; /* several serve one model */
	const char *model;
	const char *template;
	const char *family;
	const char *profile;
	const char *suite;
	const char *tasks;
	struct gamut_texts task_files;
	const char *settings;
	const char *out;
	struct gamut_sampling sampling;
	struct gamut_texts set; /* as in struct gamut_plan_options */
	struct gamut_texts unset;
	uint32_t max_tokens;
	int64_t thinking_tokens;
	uint32_t n;
	bool has_n;
	uint64_t seed;
	bool has_seed;
	/* The run's model is at other endpoints now than when it began. */
	bool is_moved;
};

struct gamut_session {
	const char *folder;
	struct gamut_catalog *catalog;
	struct gamut_suite *suite;
	const struct gamut_profile *profile;
	/* Those to ask, which may have moved; none for a simulated model. */
	const char **endpoints;
	size_t endpoint_count;
	/* They stand in the run that is there, and were not given now. */
	bool has_foreign_endpoint;
	/* As the command line wants it; equals the run's, once opened. */
	struct gamut_manifest manifest;
	bool is_new;
	struct gamut_arena arena;
};

/*
 * Work out what is asked for: tasks, prompts, seeds, and the run directory.
 * What the options leave open is taken from the run that is there already,
 * else from the defaults (a simulated model, template chat, the core suite, all
 * settings, n = 100, a random seed, a folder in results/ named after the
 * condition); see adopt.h for what is not. Writes nothing. GAMUT_EMISMATCH
 * names the difference between the options and the run that is there. Release
 * with gamut_session_close(), also after a failure.
 */
GAMUT_MUST_USE
enum gamut_status gamut_session_open(
	struct gamut_session *session,
	const struct gamut_session_options *options, struct gamut_err *err);

/*
 * Create the run directory, or raise the n of the one that is there.
 * GAMUT_EMISMATCH where another process created one meanwhile: close the
 * session and open it anew.
 */
GAMUT_MUST_USE
enum gamut_status gamut_session_commit(struct gamut_session *session,
                                       struct gamut_err *err);

void gamut_session_close(struct gamut_session *session);

#endif
