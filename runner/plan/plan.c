#include "runner/plan/plan.h"

#include <string.h>
#include <sys/utsname.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/rng.h"
#include "base/text.h"
#include "runner/plan/dialect.h"
#include "runner/plan/overrides.h"

/* Blocks of seeds, each for the samples of one cell: 2^31 seeds in all. */
#define SEED_BLOCKS (UINT32_C(1) << 11)

/* More is a slip of the finger, for any model. */
#define TOKENS_MAX (UINT32_C(1) << 24)

static enum gamut_status no_such_setting(const char *name,
                                         const char *const *known,
                                         struct gamut_err *err)
{
	return gamut_error(
		err, GAMUT_EINVAL,
		"unknown setting '%s'%s (there are %s, %s and %s)", name,
		gamut_text_hint(name, known, GAMUT_SETTING_COUNT).text,
		known[0], known[1], known[2]);
}

enum gamut_status gamut_plan_settings(
	enum gamut_setting settings[GAMUT_SETTING_COUNT], size_t *count,
	const char *names, struct gamut_err *err)
{
	struct gamut_str rest = gamut_str_of(names ? names : "");
	bool is_wanted[GAMUT_SETTING_COUNT] = { false };
	const char *known[GAMUT_SETTING_COUNT];
	struct gamut_arena arena = { 0 };
	enum gamut_status status = GAMUT_OK;
	struct gamut_str name;

	for (size_t i = 0; i < GAMUT_SETTING_COUNT; i++) {
		known[i] = gamut_setting_name((enum gamut_setting)i);
		is_wanted[i] = !names;
	}
	while (!status && gamut_str_take_field(&rest, ',', &name)) {
		enum gamut_setting setting;

		if (gamut_setting_find(&setting, name))
			is_wanted[setting] = true;
		else
			status = no_such_setting(
				gamut_arena_copy(&arena, name).ptr, known, err);
	}
	*count = 0;
	for (size_t i = 0; i < GAMUT_SETTING_COUNT; i++)
		if (is_wanted[i])
			settings[(*count)++] = (enum gamut_setting)i;
	gamut_arena_clear(&arena);
	if (!status && *count == 0)
		return gamut_error(err, GAMUT_EINVAL, "no setting is chosen");
	return status;
}

/*
 * Give each cell a block of seeds of its own: the one that the run's seed and
 * the cell's name hash to, or the next that is free.
 */
static void assign_seeds(struct gamut_manifest *manifest)
{
	bool is_taken[SEED_BLOCKS] = { false };

	for (size_t i = 0; i < manifest->cell_count; i++) {
		struct gamut_manifest_cell *cell = &manifest->cells[i];
		uint64_t hash = gamut_rng_hash(manifest->seed, cell->task);
		uint32_t block;

		hash = gamut_rng_hash(hash, cell->setting);
		block = (uint32_t)(hash % SEED_BLOCKS);
		while (is_taken[block])
			block = (block + 1) % SEED_BLOCKS;
		is_taken[block] = true;
		cell->seed_base = block * GAMUT_PLAN_SAMPLES_MAX;
	}
}

static struct gamut_str host_facts(struct gamut_arena *arena)
{
	struct gamut_buf out = { 0 };
	struct gamut_json json = { .out = &out };
	struct gamut_str result;
	struct utsname name;

	gamut_json_open(&json, '{');
	if (uname(&name) == 0) {
		gamut_json_key(&json, "system");
		gamut_json_cstr(&json, name.sysname);
		gamut_json_key(&json, "release");
		gamut_json_cstr(&json, name.release);
		gamut_json_key(&json, "machine");
		gamut_json_cstr(&json, name.machine);
	}
	gamut_json_close(&json, '}');
	result = gamut_arena_copy(arena, gamut_buf_view(&out));
	gamut_buf_release(&out);
	return result;
}

static enum gamut_status make_cells(struct gamut_manifest *manifest,
                                    const struct gamut_template *template,
                                    const char *setting_names,
                                    const struct gamut_suite *suite,
                                    struct gamut_arena *arena,
                                    struct gamut_err *err)
{
	enum gamut_setting settings[GAMUT_SETTING_COUNT];
	size_t setting_count;
	size_t task_count = gamut_suite_count(suite);
	enum gamut_status status;

	status = gamut_plan_settings(settings, &setting_count, setting_names,
	                             err);
	if (status)
		return status;
	if (task_count * setting_count > SEED_BLOCKS)
		return gamut_error(err, GAMUT_EINVAL,
		                   "%zu cells are more than the %u that a run "
		                   "can hold",
		                   task_count * setting_count,
		                   (unsigned)SEED_BLOCKS);
	manifest->cells = gamut_arena_new(arena, struct gamut_manifest_cell,
	                                  task_count * setting_count);
	for (size_t i = 0; i < task_count * setting_count; i++) {
		const struct gamut_checker *checker =
			gamut_suite_at(suite, i / setting_count);
		const struct gamut_task *task = gamut_checker_task(checker);
		enum gamut_setting setting = settings[i % setting_count];

		manifest->cells[manifest->cell_count++] =
			(struct gamut_manifest_cell){
				.task = gamut_str_of(task->name),
				.setting = gamut_str_of(
					gamut_setting_name(setting)),
				.task_hash = gamut_arena_copy(
					arena, gamut_str_of(gamut_checker_hash(
						       checker))),
				.max_tokens = task->max_tokens,
				.prompt = gamut_template_render(template, task,
			                                        setting, arena),
			};
	}
	return GAMUT_OK;
}

/*
 * How each request looks, as the profile has it and the user changes it: the
 * sampling members, and all that is not sampling.
 */
static enum gamut_status make_request(struct gamut_manifest *manifest,
                                      const struct gamut_plan_options *options,
                                      const struct gamut_profile *profile,
                                      bool is_chat, struct gamut_arena *arena,
                                      struct gamut_err *err)
{
	const struct gamut_overrides overrides = {
		.set = options->set,
		.set_count = options->set_count,
		.unset = options->unset,
		.unset_count = options->unset_count,
	};
	struct gamut_dialect dialect = gamut_dialect_of(profile, is_chat,
	                                                arena);
	enum gamut_status status;

	if (profile->form == GAMUT_REQUEST_FORM_ANTHROPIC && !is_chat)
		return gamut_error(err, GAMUT_EINVAL,
		                   "profile %s has chats only: use --template "
		                   "chat, or one of messages",
		                   profile->name);
	status = gamut_sampling_encode(&manifest->sampling, &options->sampling,
	                               profile, arena, err);
	if (!status)
		status = gamut_overrides_apply(&manifest->sampling, &dialect,
		                               &overrides, profile, arena, err);
	manifest->request = gamut_dialect_encode(&dialect, arena);
	return status;
}

/* Replace the cells' own token limits, and leave room to think. */
static enum gamut_status set_limits(struct gamut_manifest *manifest,
                                    const struct gamut_plan_options *options,
                                    const struct gamut_profile *profile,
                                    struct gamut_err *err)
{
	int64_t thinking = options->thinking_tokens < 0 ?
	                           profile->thinking_tokens :
	                           options->thinking_tokens;

	for (size_t i = 0; i < manifest->cell_count; i++) {
		uint32_t *limit = &manifest->cells[i].max_tokens;

		if (options->max_tokens > 0)
			*limit = options->max_tokens;
		if (thinking > TOKENS_MAX || *limit > TOKENS_MAX - thinking)
			return gamut_error(err, GAMUT_EINVAL,
			                   "%u tokens an answer and %lld to "
			                   "think are more than %u",
			                   (unsigned)*limit,
			                   (long long)thinking,
			                   (unsigned)TOKENS_MAX);
		*limit += (uint32_t)thinking;
	}
	return GAMUT_OK;
}

enum gamut_status gamut_plan_make(struct gamut_manifest *manifest,
                                  const struct gamut_plan_options *options,
                                  const struct gamut_suite *suite,
                                  struct gamut_arena *arena,
                                  struct gamut_err *err)
{
	const struct gamut_profile *profile = options->profile;
	struct gamut_template template;
	const char *preset = options->sampling.preset;
	enum gamut_status status;

	if (options->n == 0 || options->n > GAMUT_PLAN_SAMPLES_MAX)
		return gamut_error(err, GAMUT_EINVAL,
		                   "%u samples a cell: at least 1 and at most "
		                   "%u are possible",
		                   (unsigned)options->n,
		                   (unsigned)GAMUT_PLAN_SAMPLES_MAX);
	status = gamut_template_find(&template, options->template,
	                             options->family, options->model, arena,
	                             err);
	if (status)
		return status;

	*manifest = (struct gamut_manifest){
		.model = gamut_str_of(options->model),
		.template = template.name,
		.family = gamut_str_of(template.family ? template.family : ""),
		.profile = gamut_str_of(profile->name),
		.preset = gamut_str_of(preset ? preset : "pure"),
		.endpoint = gamut_str_of(options->endpoint ? options->endpoint :
		                                             ""),
		.is_simulated = !options->endpoint,
		.n = options->n,
		.seed = options->seed,
		.host = host_facts(arena),
	};
	status = make_request(manifest, options, profile, template.is_chat,
	                      arena, err);
	if (!status)
		status = make_cells(manifest, &template, options->settings,
		                    suite, arena, err);
	if (!status)
		status = set_limits(manifest, options, profile, err);
	if (!status)
		assign_seeds(manifest);
	return status;
}
