/* What conditions are called, and whether two of them are one. */
#include <string.h>

#include "base/digest.h"
#include "base/map.h"
#include "runner/cli/experiment_parts.h"

/* Longest part of a directory's name that a model or template makes. */
#define PART_MAX 64
#define HASH_DIGITS 8

#define DEFAULT_MODEL "sim:base"
#define DEFAULT_TEMPLATE "chat"

void gamut_experiment_add_slug(struct gamut_buf *out, const char *text)
{
	for (size_t i = 0; text[i] && i < PART_MAX; i++) {
		char c = gamut_ascii_lower(text[i]);
		bool is_safe = gamut_ascii_is_alpha(c) ||
		               gamut_ascii_is_digit(c) || c == '_' ||
		               (c == '.' && i > 0);

		gamut_buf_add_char(out, is_safe ? c : '-');
	}
}

/* What the option `name` is set to; `otherwise` where it is not. */
static const char *text_of(const struct gamut_experiment *experiment,
                           const struct gamut_experiment_condition *condition,
                           const char *name, const char *otherwise)
{
	const struct gamut_experiment_value *value =
		gamut_experiment_value_of(experiment, condition, name);

	return value ? value->texts[0] : otherwise;
}

/* The value of grid `grid` as it is compared; NULL where it changes nothing. */
static const char *sampling_of(
	struct gamut_experiment *experiment,
	const struct gamut_experiment_condition *condition, size_t grid)
{
	static const char *const defaults[GAMUT_GRID_COUNT] = {
		[GAMUT_GRID_PRESET] = "pure",
		[GAMUT_GRID_TOP_P] = "1",
	};
	const char *name = gamut_experiment_grid_name(grid);
	size_t index = gamut_experiment_find(experiment, gamut_str_of(name));
	const char *text = text_of(experiment, condition, name, NULL);

	/* Whoever goes on to vary it must find the runs of before. */
	if (!text)
		return grid == GAMUT_GRID_TEMPERATURE ? "1" : NULL;
	text = gamut_experiment_normalize(&experiment->table[index], text,
	                                  &experiment->arena);
	return defaults[grid] && strcmp(text, defaults[grid]) == 0 ? NULL :
	                                                             text;
}

/* model-template-t1-p0.9 */
static void add_name(struct gamut_buf *out, struct gamut_experiment *experiment,
                     const struct gamut_experiment_condition *condition)
{
	static const char letters[GAMUT_GRID_COUNT] = {
		[GAMUT_GRID_TEMPERATURE] = 't',
		[GAMUT_GRID_TOP_P] = 'p',
		[GAMUT_GRID_TOP_K] = 'k',
		[GAMUT_GRID_MIN_P] = 'm',
	};

	gamut_experiment_add_slug(
		out, text_of(experiment, condition, "model", DEFAULT_MODEL));
	gamut_buf_add_char(out, '-');
	gamut_experiment_add_slug(out, text_of(experiment, condition,
	                                       "template", DEFAULT_TEMPLATE));
	for (size_t i = GAMUT_GRID_TEMPLATE + 1; i < GAMUT_GRID_COUNT; i++) {
		const char *text = sampling_of(experiment, condition, i);

		if (!text)
			continue;
		gamut_buf_add_char(out, '-');
		if (letters[i])
			gamut_buf_add_char(out, letters[i]);
		gamut_experiment_add_slug(out, text);
	}
}

static void add_title(struct gamut_buf *out,
                      struct gamut_experiment *experiment,
                      const struct gamut_experiment_condition *condition)
{
	gamut_buf_addf(
		out, "%.120s, %.120s",
		text_of(experiment, condition, "model", DEFAULT_MODEL),
		text_of(experiment, condition, "template", DEFAULT_TEMPLATE));
	for (size_t i = GAMUT_GRID_TEMPLATE + 1; i < GAMUT_GRID_COUNT; i++) {
		const char *name = gamut_experiment_grid_name(i);

		if (text_of(experiment, condition, name, NULL) &&
		    sampling_of(experiment, condition, i))
			gamut_buf_addf(out, ", %s %.40s",
			               gamut_experiment_spell(
					       name, &experiment->arena),
			               sampling_of(experiment, condition, i));
	}
}

/* Says `name` how to ask, not what? Then it does not make another condition. */
static bool is_about_asking(const char *name)
{
	static const char *const names[] = {
		"allow-http",
		"ca-file",
		"concurrency",
		"connect-timeout",
		"header-env",
		"key-env",
		"max-attempts",
		"max-cost",
		"max-requests",
		"max-time",
		"max-tokens-total",
		"moved",
		"prices",
		"retry-budget",
		"rpm",
		"samples",
		"stop-if-worse-than",
		"timeout",
		"tpm",
		"until-halfwidth",
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(names); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/*
 * What makes `condition` this one and no other: model, template, sampling, and
 * what its model says for itself. What all models share sets none apart.
 */
static void hash_condition(char hex[GAMUT_DIGEST_SIZE],
                           struct gamut_experiment *experiment,
                           const struct gamut_experiment_condition *condition)
{
	const struct gamut_experiment_setting *settings =
		experiment->models[condition->model].settings;
	struct gamut_digest digest;

	gamut_digest_init(&digest);
	gamut_digest_field(&digest,
	                   gamut_str_of(text_of(experiment, condition, "model",
	                                        DEFAULT_MODEL)));
	gamut_digest_field(&digest,
	                   gamut_str_of(text_of(experiment, condition,
	                                        "template", DEFAULT_TEMPLATE)));
	for (size_t i = GAMUT_GRID_TEMPLATE + 1; i < GAMUT_GRID_COUNT; i++) {
		const char *text = sampling_of(experiment, condition, i);

		gamut_digest_field(&digest, gamut_str_of(text ? text : ""));
	}
	for (size_t i = 0; i < experiment->option_count; i++) {
		const struct gamut_option *option = &experiment->table[i];

		if (!settings[i].key || is_about_asking(option->name) ||
		    strcmp(option->name, "model") == 0 ||
		    gamut_experiment_grid_of(option) < GAMUT_GRID_COUNT)
			continue;
		gamut_digest_field(&digest, gamut_str_of(option->name));
		for (size_t k = 0;
		     settings[i].count > 0 && k < settings[i].values[0].count;
		     k++)
			gamut_digest_field(
				&digest,
				gamut_str_of(settings[i].values[0].texts[k]));
	}
	gamut_digest_hex(&digest, hex);
}

/* The conditions that have names. */
struct names {
	struct gamut_map slugs;
	struct gamut_map hashes;
};

/* The text in `buf`, which is released, in the experiment's arena. */
static const char *keep(struct gamut_experiment *experiment,
                        struct gamut_buf *buf)
{
	const char *text =
		gamut_arena_copy(&experiment->arena, gamut_buf_view(buf)).ptr;

	gamut_buf_release(buf);
	return text;
}

static enum gamut_status name_condition(struct gamut_experiment *experiment,
                                        struct names *names, size_t i,
                                        struct gamut_err *err)
{
	struct gamut_experiment_condition *condition =
		&experiment->conditions[i];
	char hex[GAMUT_DIGEST_SIZE];
	struct gamut_buf title = { 0 };
	struct gamut_buf slug = { 0 };

	add_title(&title, experiment, condition);
	condition->title = keep(experiment, &title);
	hash_condition(hex, experiment, condition);
	if (gamut_map_put(&names->hashes, gamut_str_of(hex), i) != i)
		return gamut_yaml_error(
			experiment->models[condition->model].node, err,
			"the condition '%s' is here twice, or was before",
			condition->title);
	add_name(&slug, experiment, condition);
	if (gamut_map_put(&names->slugs, gamut_buf_view(&slug), i) != i) {
		gamut_buf_addf(&slug, "-%.*s", HASH_DIGITS, hex);
		if (gamut_map_put(&names->slugs, gamut_buf_view(&slug), i) != i)
			gamut_buf_addf(&slug, "%s", hex + HASH_DIGITS);
	}
	condition->slug = keep(experiment, &slug);
	condition->out = gamut_arena_strf(&experiment->arena, "%s/%s",
	                                  experiment->folder, condition->slug)
	                         .ptr;
	return GAMUT_OK;
}

enum gamut_status gamut_experiment_name_conditions(
	struct gamut_experiment *experiment, struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;
	struct names names = { 0 };

	for (size_t i = 0; !status && i < experiment->count; i++)
		status = name_condition(experiment, &names, i, err);
	gamut_map_clear(&names.slugs);
	gamut_map_clear(&names.hashes);
	return status;
}
