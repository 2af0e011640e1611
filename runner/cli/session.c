#include "runner/cli/session.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/rng.h"
#include "base/text.h"
#include "runner/sample/sim.h"
#include "tasks/registry.h"

#define DEFAULT_MODEL "sim:base"
#define DEFAULT_N 100

/* --------------------------------------------------------------- options */

static const char *either(const char *first, const char *second)
{
	return first ? first : second;
}

/* `s`, NUL-terminated, in the session's arena; NULL where it is empty. */
static const char *text_of(struct gamut_session *session, struct gamut_str s)
{
	return s.len ? gamut_arena_copy(&session->arena, s).ptr : NULL;
}

static struct gamut_str task_of(const struct gamut_manifest_cell *cell)
{
	return cell->task;
}

static struct gamut_str setting_of(const struct gamut_manifest_cell *cell)
{
	return cell->setting;
}

/* What `name_of` gives for each of the run's cells, comma-separated. */
static const char *names_of(
	struct gamut_session *session, const struct gamut_manifest *run,
	struct gamut_str (*name_of)(const struct gamut_manifest_cell *))
{
	struct gamut_buf out = { 0 };
	const char *result;

	for (size_t i = 0; i < run->cell_count; i++)
		gamut_buf_addf(&out, "%s%.*s", i ? "," : "",
		               GAMUT_STR_ARG(name_of(&run->cells[i])));
	result = text_of(session, gamut_buf_view(&out));
	gamut_buf_release(&out);
	return result;
}

/* Fill what `options` leave open from the run that is there. */
static void adopt(struct gamut_session *session,
                  struct gamut_session_options *options,
                  const struct gamut_manifest *run)
{
	options->model = either(options->model, text_of(session, run->model));
	options->template = either(options->template,
	                           text_of(session, run->template));
	if (gamut_str_eq(gamut_str_of(options->template), run->template))
		options->family = either(options->family,
		                         text_of(session, run->family));
	options->profile = either(options->profile,
	                          text_of(session, run->profile));
	options->endpoint = either(options->endpoint,
	                           text_of(session, run->endpoint));
	if (!options->tasks)
		options->tasks = names_of(session, run, task_of);
	if (!options->settings)
		options->settings = names_of(session, run, setting_of);
	if (!options->has_n)
		options->n = run->n;
	if (!options->has_seed)
		options->seed = run->seed;
}

static bool is_sampling_given(const struct gamut_sampling *sampling)
{
	return sampling->preset || !isnan(sampling->temperature) ||
	       !isnan(sampling->top_p) || !isnan(sampling->min_p) ||
	       sampling->top_k >= 0;
}

static struct gamut_hint sim_hint(const char *model)
{
	size_t count = gamut_sim_count();
	const char **names = gamut_alloc_array(count, sizeof(const char *));
	struct gamut_hint hint;

	for (size_t i = 0; i < count; i++)
		names[i] = gamut_sim_at(i);
	hint = gamut_text_hint(model, names, count);
	free(names);
	return hint;
}

/* Fill what is still open. */
static enum gamut_status fill_in(struct gamut_session_options *options,
                                 struct gamut_err *err)
{
	if (!options->model && options->endpoint)
		return gamut_error(err, GAMUT_EINVAL,
		                   "name the endpoint's model with --model");
	options->model = either(options->model, DEFAULT_MODEL);
	if (!options->endpoint && !gamut_sim_exists(options->model))
		return gamut_error(
			err, GAMUT_EINVAL,
			"model '%s' needs an --endpoint URL, unless it is "
			"simulated: sim:uniform, sim:base or sim:instruct%s",
			options->model, sim_hint(options->model).text);
	if (options->endpoint &&
	    gamut_str_starts_with(gamut_str_of(options->model),
	                          GAMUT_STR("sim:")))
		return gamut_error(err, GAMUT_EINVAL,
		                   "model '%s' is simulated and takes no "
		                   "--endpoint",
		                   options->model);
	options->template = either(options->template, "chat");
	if (options->family && strcmp(options->template, "spectrum") != 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "--family belongs to template spectrum, and "
		                   "this is '%s'",
		                   options->template);
	options->profile = either(options->profile, "generic");
	if (!options->n)
		options->n = DEFAULT_N;
	return GAMUT_OK;
}

/* An endpoint is the same with slashes at its end and without. */
static const char *trim_slashes(struct gamut_session *session, const char *url)
{
	struct gamut_str s = gamut_str_of(url);

	while (s.len > 0 && s.ptr[s.len - 1] == '/')
		s.len--;
	return gamut_arena_copy(&session->arena, s).ptr;
}

/* ----------------------------------------------------------------- folder */

/* "sim:base" -> "sim-base": a name that is safe in any folder. */
static void add_slug(struct gamut_buf *out, const char *name)
{
	for (size_t i = 0; name[i] && i < 64; i++) {
		char c = name[i];
		bool is_safe = gamut_ascii_is_alpha(c) ||
		               gamut_ascii_is_digit(c) || (c == '.' && i > 0) ||
		               c == '_';

		gamut_buf_add_char(out, is_safe ? c : '-');
	}
}

/* results/<model>-<template>-<hash of all that was asked for>. */
static const char *default_folder(struct gamut_session *session,
                                  const struct gamut_session_options *options)
{
	const struct gamut_sampling *s = &options->sampling;
	const char *words[] = { options->model,    options->template,
		                options->family,   options->profile,
		                options->endpoint, options->tasks,
		                options->settings, s->preset };
	struct gamut_str numbers = gamut_arena_strf(
		&session->arena, "%g %g %g %lld %d %llu", s->temperature,
		s->top_p, s->min_p, (long long)s->top_k, options->has_seed,
		(unsigned long long)options->seed);
	struct gamut_buf out = { 0 };
	char hex[GAMUT_DIGEST_SIZE];
	struct gamut_digest digest;
	const char *folder;

	gamut_digest_init(&digest);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(words); i++)
		gamut_digest_field(&digest,
		                   gamut_str_of(words[i] ? words[i] : ""));
	gamut_digest_field(&digest, numbers);
	gamut_digest_hex(&digest, hex);
	gamut_buf_addf(&out, "results/");
	add_slug(&out, options->model);
	gamut_buf_add_char(&out, '-');
	add_slug(&out, options->template);
	gamut_buf_addf(&out, "-%.8s", hex);
	folder = gamut_arena_copy(&session->arena, gamut_buf_view(&out)).ptr;
	gamut_buf_release(&out);
	return folder;
}

/* ---------------------------------------------------------------- opening */

static enum gamut_status open_suite(struct gamut_session *session,
                                    const char *globs, struct gamut_err *err)
{
	const struct gamut_task **tasks = gamut_alloc_array(
		gamut_task_count(), sizeof(const struct gamut_task *));
	size_t count;
	enum gamut_status status = gamut_plan_tasks(tasks, &count, globs, err);

	if (!status)
		status = gamut_suite_open(&session->suite, tasks, count, err);
	free(tasks);
	return status;
}

static enum gamut_status make_manifest(struct gamut_session *session,
                                       const struct gamut_session_options *o,
                                       struct gamut_err *err)
{
	const struct gamut_plan_options plan = {
		.model = o->model,
		.template = o->template,
		.family = o->family,
		.profile = o->profile,
		.endpoint = o->endpoint,
		.settings = o->settings,
		.sampling = o->sampling,
		.thinking_tokens = -1,
		.n = o->n,
		.seed = o->seed,
	};
	char *created = gamut_arena_new(&session->arena, char,
	                                GAMUT_CLOCK_TEXT_SIZE);
	enum gamut_status status;

	status = gamut_plan_make(&session->manifest, &plan, session->suite,
	                         &session->arena, err);
	if (status)
		return status;
	gamut_clock_format(created, gamut_clock_wall_ms());
	session->profile = gamut_profile_find(o->profile);
	session->manifest.created = gamut_str_of(created);
	session->manifest.version = GAMUT_STR(GAMUT_VERSION);
	session->manifest.run_id = GAMUT_STR_EMPTY;
	return GAMUT_OK;
}

static bool is_empty_run(const char *folder)
{
	struct gamut_run *run;
	bool is_empty;

	if (gamut_run_read(&run, folder, NULL))
		return false;
	is_empty = run->count == 0;
	gamut_run_free(run);
	return is_empty;
}

/* Does what is asked for fit the run `have`, which is there? */
static enum gamut_status match(const struct gamut_session *session,
                               const struct gamut_manifest *have,
                               struct gamut_err *err)
{
	if (gamut_manifest_match(have, &session->manifest, err))
		return gamut_error_at(err, "'%s' holds another run%s",
		                      session->folder,
		                      is_empty_run(session->folder) ?
		                              " (without a sample yet: it can "
		                              "be deleted)" :
		                              "");
	if (session->manifest.n < have->n)
		return gamut_error(err, GAMUT_EMISMATCH,
		                   "'%s' has n = %u already, which can be "
		                   "raised but not lowered to %u",
		                   session->folder, (unsigned)have->n,
		                   (unsigned)session->manifest.n);
	return GAMUT_OK;
}

enum gamut_status gamut_session_open(struct gamut_session *session,
                                     const struct gamut_session_options *given,
                                     struct gamut_err *err)
{
	struct gamut_session_options options = *given;
	struct gamut_manifest have = { 0 };
	enum gamut_status status;

	*session = (struct gamut_session){ .folder = given->out };
	if (given->endpoint)
		options.endpoint = trim_slashes(session, given->endpoint);
	if (!session->folder) {
		status = fill_in(&options, err);
		if (status)
			return status;
		session->folder = default_folder(session, &options);
	}
	session->is_new = !gamut_store_exists(session->folder);
	if (!session->is_new) {
		status = gamut_store_read_manifest(&have, session->folder,
		                                   &session->arena, err);
		if (status)
			return status;
		adopt(session, &options, &have);
	}
	status = fill_in(&options, err);
	if (!status && session->is_new && !options.has_seed)
		status = gamut_rng_draw_seed(&options.seed, err);
	options.seed &= GAMUT_SEED_MAX;
	if (!status)
		status = open_suite(session, options.tasks, err);
	if (!status)
		status = make_manifest(session, &options, err);
	if (status || session->is_new)
		return status;
	if (!is_sampling_given(&options.sampling)) {
		session->manifest.sampling = have.sampling;
		session->manifest.preset = have.preset;
	}
	return match(session, &have, err);
}

enum gamut_status gamut_session_commit(struct gamut_session *session,
                                       struct gamut_err *err)
{
	if (session->is_new)
		return gamut_store_create(session->folder, &session->manifest,
		                          err);
	return gamut_store_raise(session->folder, session->manifest.n, err);
}

void gamut_session_close(struct gamut_session *session)
{
	gamut_suite_free(session->suite);
	gamut_arena_clear(&session->arena);
}
