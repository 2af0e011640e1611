#include "tasks/builtin.h"
#include "runner/sample/probe.h"

#include <string.h>

#include "base/json.h"
#include "base/rng.h"
#include "runner/plan/plan.h"
#include "runner/sample/probe_send.h"
#include "runner/store/sample.h"

/* Requests in a row without an answer after which no more are sent. */
#define MAX_SILENT 2

#define PLAIN_TOKENS 40
#define LONG_TOKENS 48
#define LIMIT_TOKENS 5

/* Short for any model; the words are for models to be many and various. */
#define CHAT(text) "[{\"role\":\"user\",\"content\":\"" text "\"}]"
#define PLAIN_CHAT CHAT("Name a US state. Reply with its name only.")
#define PLAIN_TEXT "\"Description: US state\\n\\nOutput: Utah\\n\\nOutput:\""
#define WORDS_CHAT                                             \
	CHAT("Write thirty random English words on one line, " \
	     "separated by spaces. Reply with the words only.")
#define WORDS_TEXT                                               \
	"\"A long list of different random words, separated by " \
	"spaces: copper window\""

/* A member that no server knows, as they are to be told. */
#define UNKNOWN_MEMBER "gamut_unknown_field=1"

/* How each request differs from the others. */
static const struct ask {
	bool is_plain;
	bool is_cold;
	uint32_t seed; /* on top of the base */
	uint32_t count;
	uint32_t max_tokens;
} asks[GAMUT_PROBE_ASK_COUNT] = {
	[GAMUT_PROBE_PLAIN] = { true, false, 100, 1, PLAIN_TOKENS },
	[GAMUT_PROBE_COLD] = { false, true, 200, 1, LONG_TOKENS },
	[GAMUT_PROBE_COLDER] = { false, true, 300, 1, LONG_TOKENS },
	[GAMUT_PROBE_HOT] = { false, false, 0, 1, LONG_TOKENS },
	[GAMUT_PROBE_AGAIN] = { false, false, 0, 1, LONG_TOKENS },
	[GAMUT_PROBE_HOT_1] = { false, false, 1, 1, LONG_TOKENS },
	[GAMUT_PROBE_HOT_2] = { false, false, 2, 1, LONG_TOKENS },
	[GAMUT_PROBE_MANY] = { false, false, 0, GAMUT_PROBE_CHOICES,
	                       LONG_TOKENS },
	[GAMUT_PROBE_STOP] = { false, true, 200, 1, LONG_TOKENS },
	[GAMUT_PROBE_LIMIT] = { false, true, 200, 1, LIMIT_TOKENS },
	[GAMUT_PROBE_UNKNOWN] = { true, false, 100, 1, PLAIN_TOKENS },
};

struct prober {
	const struct gamut_probe_options *options;
	struct gamut_suite *suite;
	struct gamut_probe_facts facts;
	struct gamut_rng rng;
	uint32_t silent; /* requests in a row without any answer */
	struct gamut_arena *arena;
};

/* ------------------------------------------------------------ one request */

/*
 * What the request has besides, as for --set; NULL: nothing. Completions have
 * a stop of their own, and gamut_probe_stop_word() has letters only.
 */
static const char *member_of(const struct prober *prober,
                             enum gamut_probe_ask which)
{
	bool is_chat = strcmp(prober->options->template, "chat") == 0;

	if (which == GAMUT_PROBE_UNKNOWN)
		return UNKNOWN_MEMBER;
	if (which == GAMUT_PROBE_STOP && is_chat)
		return gamut_arena_strf(prober->arena, "stop=[\"%.*s\"]",
		                        GAMUT_STR_ARG(prober->facts.stop))
		        .ptr;
	return NULL;
}

/*
 * The manifest of a run with one cell, of which `which` is the only request.
 * What a request looks like beyond its prompt is the profile's matter.
 */
static enum gamut_status make_manifest(struct gamut_manifest *manifest,
                                       const struct prober *prober,
                                       enum gamut_probe_ask which,
                                       struct gamut_err *err)
{
	const struct gamut_probe_options *options = prober->options;
	const struct ask *ask = &asks[which];
	const char *member = member_of(prober, which);
	const char **set = gamut_arena_new(prober->arena, const char *,
	                                   options->set_count + 1);
	struct gamut_plan_options plan = {
		.model = options->model,
		.template = options->template,
		.profile = options->profile,
		.endpoint = options->endpoint,
		.settings = "zero-shot",
		.sampling = gamut_sampling_default(),
		.set = set,
		.set_count = options->set_count + (member ? 1 : 0),
		.unset = options->unset,
		.unset_count = options->unset_count,
		.thinking_tokens = -1,
		.n = ask->count,
	};
	struct gamut_manifest_cell *cell;
	enum gamut_status status;
	bool is_chat;

	for (size_t i = 0; i < options->set_count; i++)
		set[i] = options->set[i];
	/* The check's own goes last, before what the user wants there. */
	set[options->set_count] = member;
	if (ask->is_cold)
		plan.sampling.temperature = 0;
	status = gamut_plan_make(manifest, &plan, prober->suite, prober->arena,
	                         err);
	if (status)
		return status;
	cell = &manifest->cells[0];
	is_chat = cell->prompt.ptr[0] == '[';
	if (ask->is_plain)
		cell->prompt = gamut_str_of(is_chat ? PLAIN_CHAT : PLAIN_TEXT);
	else
		cell->prompt = gamut_str_of(is_chat ? WORDS_CHAT : WORDS_TEXT);
	/* Room for thinking, where the profile leaves any, stays. */
	cell->max_tokens += ask->max_tokens - gamut_task_rng_1_10.max_tokens;
	cell->seed_base = (uint32_t)(options->seed % GAMUT_SAMPLES_MAX) +
	                  ask->seed;
	return GAMUT_OK;
}

/* The one place that knows what the HTTP backend wants to be told. */
static struct gamut_http_options http_options(
	const struct prober *prober, const struct gamut_manifest *manifest)
{
	struct gamut_http_options http = prober->options->http;

	http.manifest = manifest;
	http.concurrency = 1;
	return http;
}

/* ------------------------------------------------------------------ asking */

/* What the profile cannot say is a reason not to ask, and no failure. */
static void skip(struct prober *prober, enum gamut_probe_ask which,
                 struct gamut_str why)
{
	struct gamut_probe_reply *reply = &prober->facts.replies[which];

	*reply = (struct gamut_probe_reply){ 0 };
	reply->reply.message = gamut_arena_copy(prober->arena, why);
}

/* Why `which` cannot be asked at all; NULL: it can. */
static const char *obstacle(const struct prober *prober,
                            enum gamut_probe_ask which)
{
	const struct gamut_profile *profile = prober->options->profile;

	if (prober->silent >= MAX_SILENT)
		return "the endpoint no longer answers";
	if (asks[which].is_cold && !prober->facts.has_cold)
		return "the temperature cannot be set to 0: this profile, or "
		       "--unset, leaves it out";
	if (asks[which].count > 1 &&
	    profile->form == GAMUT_REQUEST_FORM_ANTHROPIC)
		return "form anthropic has no n";
	return NULL;
}

static void ask(struct prober *prober, enum gamut_probe_ask which)
{
	const struct gamut_probe_pace pace = {
		.pause_ms = prober->options->pause_ms,
		.rng = &prober->rng,
	};
	const char *why = obstacle(prober, which);
	struct gamut_http_options http;
	struct gamut_manifest manifest;
	struct gamut_backend *backend;
	struct gamut_err err = { 0 };
	enum gamut_status status;

	if (why) {
		skip(prober, which, gamut_str_of(why));
		return;
	}
	status = make_manifest(&manifest, prober, which, &err);
	http = http_options(prober, &manifest);
	if (!status)
		status = gamut_http_open(&backend, &http, &err);
	if (status) {
		skip(prober, which, gamut_str_of(err.msg));
		return;
	}
	if (which == GAMUT_PROBE_LIMIT)
		prober->facts.limit = manifest.cells[0].max_tokens;
	gamut_probe_send(&prober->facts.replies[which], backend,
	                 asks[which].count, &pace, prober->arena);
	backend->ops->free(backend);
	if (prober->facts.replies[which].reply.outcome == GAMUT_RETRY)
		prober->silent++;
	else
		prober->silent = 0;
}

static void ask_stop(struct prober *prober)
{
	const struct gamut_probe_reply *cold =
		&prober->facts.replies[GAMUT_PROBE_COLD];

	if (!prober->facts.is_chat) {
		skip(prober, GAMUT_PROBE_STOP,
		     GAMUT_STR("completions always stop at a line break"));
		return;
	}
	if (cold->is_sent && cold->reply.outcome == GAMUT_ANSWERED &&
	    cold->reply.choice_count > 0)
		prober->facts.stop =
			gamut_probe_stop_word(cold->reply.choices[0].text);
	/* Without a temperature, ask() says so. */
	if (prober->facts.stop.len > 0 || !prober->facts.has_cold)
		ask(prober, GAMUT_PROBE_STOP);
	else
		skip(prober, GAMUT_PROBE_STOP,
		     GAMUT_STR("there is no answer with a word to stop at"));
}

/* Why the first request, without which there is nothing to find out, failed. */
static enum gamut_status fail(const struct prober *prober,
                              const struct gamut_detection *told,
                              struct gamut_err *err)
{
	const struct gamut_reply *reply =
		&prober->facts.replies[GAMUT_PROBE_PLAIN].reply;
	const char *what = reply->outcome == GAMUT_RETRY ?
	                           "the endpoint does not answer" :
	                           "the endpoint refuses";

	if (told->has_model == GAMUT_TOLD_NO && told->model_count > 0)
		return gamut_error(err, GAMUT_EENDPOINT,
		                   "%s: %.*s; among its models is '%.*s'", what,
		                   GAMUT_STR_ARG(reply->message),
		                   GAMUT_STR_ARG(told->models[0]));
	return gamut_error(err, GAMUT_EENDPOINT, "%s: %.*s", what,
	                   GAMUT_STR_ARG(reply->message));
}

/* What requests like those of `manifest` have in them. */
static void read_facts(struct gamut_probe_facts *facts,
                       const struct gamut_manifest *manifest,
                       const struct gamut_probe_options *options)
{
	cJSON *request = gamut_json_parse(manifest->request, NULL);
	cJSON *sampling = gamut_json_parse(manifest->sampling, NULL);
	struct gamut_str field;

	facts->model = manifest->model;
	facts->is_chat = manifest->cells[0].prompt.ptr[0] == '[';
	facts->has_seed = gamut_json_get_str(request, "seed_field", &field);
	facts->has_heat = gamut_json_get_double(sampling, "temperature",
	                                        &facts->heat);
	/* What --set insists on, it fixes. */
	facts->has_cold = !gamut_profile_omits(options->profile, "temperature");
	for (size_t i = 0; i < options->unset_count; i++)
		if (strcmp(options->unset[i], "temperature") == 0)
			facts->has_cold = false;
	cJSON_Delete(sampling);
	cJSON_Delete(request);
}

/* Have the server tell what it is, with a manifest like those of the asks. */
static enum gamut_status detect(struct gamut_detection *out,
                                struct prober *prober, struct gamut_err *err)
{
	struct gamut_http_options http;
	struct gamut_manifest manifest;
	enum gamut_status status = make_manifest(&manifest, prober,
	                                         GAMUT_PROBE_PLAIN, err);

	if (status)
		return status;
	read_facts(&prober->facts, &manifest, prober->options);
	http = http_options(prober, &manifest);
	return gamut_detect(out, &http, prober->arena, err);
}

enum gamut_status gamut_probe_run(struct gamut_probe *out,
                                  const struct gamut_probe_options *options,
                                  struct gamut_arena *arena,
                                  struct gamut_err *err)
{
	const struct gamut_task *const tasks[] = { &gamut_task_rng_1_10 };
	struct gamut_detection detection = { 0 };
	struct prober prober = {
		.options = options,
		.facts = { .detection = &detection },
		.rng = { .state = options->seed },
		.arena = arena,
	};
	enum gamut_status status;

	status = gamut_suite_open(&prober.suite, tasks, 1, NULL, err);
	if (status)
		return status;
	status = detect(&detection, &prober, err);
	if (!status) {
		ask(&prober, GAMUT_PROBE_PLAIN);
		if (prober.facts.replies[GAMUT_PROBE_PLAIN].reply.outcome !=
		    GAMUT_ANSWERED)
			status = fail(&prober, &detection, err);
	}
	for (size_t i = GAMUT_PROBE_COLD; !status && i < GAMUT_PROBE_ASK_COUNT;
	     i++)
		if (i == GAMUT_PROBE_STOP)
			ask_stop(&prober);
		else
			ask(&prober, (enum gamut_probe_ask)i);
	if (!status)
		gamut_probe_judge(out, &prober.facts, arena);
	gamut_suite_free(prober.suite);
	return status;
}
