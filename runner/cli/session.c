#include "runner/cli/session.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/rng.h"
#include "base/text.h"
#include "runner/cli/adopt.h"
#include "runner/cli/folder.h"
#include "runner/plan/profile_file.h"
#include "runner/sample/sim.h"
#include "tasks/catalog/selftest.h"

#define DEFAULT_MODEL "sim:base"
#define DEFAULT_N 100

/* --------------------------------------------------------------- options */

static const char *either(const char *first, const char *second)
{
	return first ? first : second;
}

/* Take endpoints, which are the same with slashes at their ends. */
static enum gamut_status take_endpoints(struct gamut_session *session,
                                        const struct gamut_texts *urls,
                                        struct gamut_err *err)
{
	size_t count = urls->count;
	const char **own = gamut_arena_new(&session->arena, const char *,
	                                   count ? count : 1);

	for (size_t i = 0; i < count; i++) {
		struct gamut_str s = gamut_str_of(urls->items[i]);

		while (s.len > 0 && s.ptr[s.len - 1] == '/')
			s.len--;
		own[i] = gamut_arena_copy(&session->arena, s).ptr;
		/* It would be asked twice as fast as the user allows. */
		for (size_t k = 0; k < i; k++)
			if (strcmp(own[k], own[i]) == 0)
				return gamut_error(err, GAMUT_EINVAL,
				                   "--endpoint %s is given "
				                   "twice",
				                   own[i]);
	}
	session->endpoints = own;
	session->endpoint_count = count;
	return GAMUT_OK;
}

/* The list of them as JSON where there are several, else nothing. */
static struct gamut_str list_endpoints(struct gamut_session *session)
{
	struct gamut_buf out = { 0 };
	struct gamut_json json = { .out = &out };
	struct gamut_str result;

	if (session->endpoint_count < 2)
		return GAMUT_STR_EMPTY;
	gamut_json_open(&json, '[');
	for (size_t i = 0; i < session->endpoint_count; i++)
		gamut_json_cstr(&json, session->endpoints[i]);
	gamut_json_close(&json, ']');
	result = gamut_arena_copy(&session->arena, gamut_buf_view(&out));
	gamut_buf_release(&out);
	return result;
}

/* Does any option say how a request looks? */
static bool is_request_given(const struct gamut_session_options *options)
{
	const struct gamut_sampling *sampling = &options->sampling;

	return sampling->preset || !isnan(sampling->temperature) ||
	       !isnan(sampling->top_p) || !isnan(sampling->min_p) ||
	       sampling->top_k >= 0 || options->set.count > 0 ||
	       options->unset.count > 0 || options->max_tokens ||
	       options->thinking_tokens >= 0;
}

/*
 * Ask as `run` was asked: what its options were, and what its profile was at
 * that time, is in the manifest only.
 */
static void adopt_request(struct gamut_session *session,
                          const struct gamut_manifest *run)
{
	struct gamut_manifest *manifest = &session->manifest;

	manifest->sampling = run->sampling;
	manifest->preset = run->preset;
	manifest->request = run->request;
	for (size_t i = 0; i < manifest->cell_count && i < run->cell_count; i++)
		manifest->cells[i].max_tokens = run->cells[i].max_tokens;
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
static enum gamut_status fill_in(const struct gamut_session *session,
                                 struct gamut_session_options *options,
                                 struct gamut_err *err)
{
	bool has_endpoint = session->endpoint_count > 0;

	if (has_endpoint && (!options->model || !options->model[0]))
		return gamut_error(err, GAMUT_EINVAL,
		                   "name the endpoint's model with --model");
	options->model = either(options->model, DEFAULT_MODEL);
	if (!has_endpoint && !gamut_sim_exists(options->model))
		return gamut_error(
			err, GAMUT_EINVAL,
			"model '%s' needs an --endpoint URL, unless it is "
			"simulated: sim:uniform, sim:base or sim:instruct%s",
			options->model, sim_hint(options->model).text);
	if (has_endpoint && gamut_str_starts_with(gamut_str_of(options->model),
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

/* ---------------------------------------------------------------- opening */

/* A task that the program did not bring passes its own tests, or is refused. */
static enum gamut_status test_tasks(const struct gamut_session *session,
                                    struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < gamut_suite_count(session->suite) && !status;
	     i++) {
		const struct gamut_checker *checker =
			gamut_suite_at(session->suite, i);

		if (gamut_catalog_origin(session->catalog,
		                         gamut_checker_task(checker)))
			status = gamut_selftest_require(checker, err);
	}
	return status;
}

static enum gamut_status open_suite(struct gamut_session *session,
                                    const struct gamut_session_options *o,
                                    struct gamut_err *err)
{
	const struct gamut_task **tasks;
	size_t count;
	enum gamut_status status;

	status = gamut_known_open(&session->catalog, &o->task_files, err);
	if (!status && o->suite)
		status = gamut_catalog_use_suite(session->catalog, o->suite,
		                                 err);
	if (!status)
		status = gamut_catalog_select(&tasks, &count, session->catalog,
		                              o->tasks, &session->arena, err);
	if (!status)
		status = gamut_suite_open(
			&session->suite, tasks, count,
			gamut_catalog_lexicon(session->catalog), err);
	return status ? status : test_tasks(session, err);
}

static enum gamut_status make_manifest(struct gamut_session *session,
                                       const struct gamut_session_options *o,
                                       struct gamut_err *err)
{
	struct gamut_plan_options plan = {
		.model = o->model,
		.template = o->template,
		.family = o->family,
		.endpoint = session->endpoint_count ? session->endpoints[0] :
		                                      NULL,
		.settings = o->settings,
		.sampling = o->sampling,
		.set = o->set.items,
		.set_count = o->set.count,
		.unset = o->unset.items,
		.unset_count = o->unset.count,
		.max_tokens = o->max_tokens,
		.thinking_tokens = o->thinking_tokens,
		.n = o->n,
		.seed = o->seed,
	};
	char *created = gamut_arena_new(&session->arena, char,
	                                GAMUT_CLOCK_TEXT_SIZE);
	enum gamut_status status;

	status = gamut_profile_load(&session->profile, o->profile,
	                            &session->arena, err);
	plan.profile = session->profile;
	if (!status)
		status = gamut_plan_make(&session->manifest, &plan,
		                         session->suite, &session->arena, err);
	if (status)
		return status;
	gamut_clock_format(created, gamut_clock_wall_ms());
	session->manifest.endpoints = list_endpoints(session);
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

/* Fit what is asked for to the run `have`, which is there; or refuse. */
static enum gamut_status join(struct gamut_session *session,
                              const struct gamut_session_options *given,
                              const struct gamut_manifest *have,
                              struct gamut_err *err)
{
	if (!is_request_given(given))
		adopt_request(session, have);
	if (given->is_moved) {
		session->manifest.endpoint = have->endpoint;
		session->manifest.endpoints = have->endpoints;
	}
	return match(session, have, err);
}

/* Manifest, suite and profile, with no option left open. */
static enum gamut_status make_all(struct gamut_session *session,
                                  struct gamut_session_options *options,
                                  struct gamut_err *err)
{
	enum gamut_status status = fill_in(session, options, err);

	if (!status && session->is_new && !options->has_seed)
		status = gamut_rng_draw_seed(&options->seed, err);
	options->seed &= GAMUT_SEED_MAX;
	if (!status)
		status = open_suite(session, options, err);
	if (!status)
		status = make_manifest(session, options, err);
	return status;
}

/* Fill what `options` leave open from the run in the session's folder. */
static enum gamut_status adopt_run(struct gamut_session *session,
                                   struct gamut_session_options *options,
                                   struct gamut_manifest *have,
                                   struct gamut_err *err)
{
	enum gamut_status status = gamut_store_read_manifest(
		have, session->folder, &session->arena, err);

	if (!status)
		status = gamut_manifest_require_sampled(have, session->folder,
		                                        err);
	if (status)
		return status;
	status = gamut_adopt(options, have, &session->arena, err);
	if (status)
		return gamut_error_at(err, "'%s'", session->folder);
	if (session->endpoint_count > 0)
		return GAMUT_OK;
	status = take_endpoints(session, &options->endpoints, err);
	session->has_foreign_endpoint = session->endpoint_count > 0;
	return status;
}

/* The folder that is given, or one that is named after what is asked for. */
static enum gamut_status find_folder(struct gamut_session *session,
                                     struct gamut_session_options *options,
                                     struct gamut_err *err)
{
	enum gamut_status status;

	session->folder = options->out;
	if (session->folder)
		return GAMUT_OK;
	status = fill_in(session, options, err);
	if (status)
		return status;
	options->endpoints = (struct gamut_texts){
		.items = session->endpoints,
		.count = session->endpoint_count,
	};
	session->folder = gamut_folder_name(options, &session->arena);
	return GAMUT_OK;
}

enum gamut_status gamut_session_open(struct gamut_session *session,
                                     const struct gamut_session_options *given,
                                     struct gamut_err *err)
{
	struct gamut_session_options options = *given;
	struct gamut_manifest have = { 0 };
	enum gamut_status status;

	*session = (struct gamut_session){ 0 };
	if (given->is_moved && given->endpoints.count == 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "--moved: say where the model is now, by "
		                   "--endpoint");
	status = take_endpoints(session, &given->endpoints, err);
	if (!status)
		status = find_folder(session, &options, err);
	if (status)
		return status;
	session->is_new = !gamut_store_exists(session->folder);
	if (!session->is_new)
		status = adopt_run(session, &options, &have, err);
	if (!status)
		status = make_all(session, &options, err);
	if (status || session->is_new)
		return status;
	return join(session, given, &have, err);
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
	gamut_catalog_free(session->catalog);
	gamut_arena_clear(&session->arena);
}
