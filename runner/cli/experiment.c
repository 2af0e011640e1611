#include "runner/cli/experiment.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "runner/cli/experiment_parts.h"

/* --------------------------------------------------------------- conditions */

/* How many values model `model` has for each grid; all of them: the product. */
static size_t measure_grid(const struct gamut_experiment *experiment,
                           size_t model, size_t counts[GAMUT_GRID_COUNT])
{
	size_t total = 1;

	for (size_t grid = 0; grid < GAMUT_GRID_COUNT; grid++)
		counts[grid] = 1;
	for (size_t i = 0; i < experiment->option_count; i++) {
		size_t grid = gamut_experiment_grid_of(&experiment->table[i]);
		const struct gamut_experiment_setting *setting =
			gamut_experiment_setting_of(experiment, model, i);

		if (grid < GAMUT_GRID_COUNT && setting)
			counts[grid] = setting->count;
	}
	/* Each is at most the limit: two of them do not overflow. */
	for (size_t grid = 0; grid < GAMUT_GRID_COUNT; grid++)
		if (total <= GAMUT_EXPERIMENT_CONDITIONS_MAX)
			total *= counts[grid];
	return total;
}

/* Add the conditions of model `model`: each combination, the last fastest. */
static enum gamut_status expand_model(struct gamut_experiment *experiment,
                                      size_t *size, size_t model,
                                      struct gamut_err *err)
{
	size_t counts[GAMUT_GRID_COUNT];
	size_t total = measure_grid(experiment, model, counts);

	if (total > GAMUT_EXPERIMENT_CONDITIONS_MAX - experiment->count)
		return gamut_yaml_error(experiment->models[model].node, err,
		                        "more than %d conditions, up to here",
		                        GAMUT_EXPERIMENT_CONDITIONS_MAX);
	for (size_t i = 0; i < total; i++) {
		struct gamut_experiment_condition condition = { .model =
			                                                model };
		size_t rest = i;

		for (size_t grid = GAMUT_GRID_COUNT; grid-- > 0;) {
			condition.picks[grid] = rest % counts[grid];
			rest /= counts[grid];
		}
		experiment->conditions = gamut_grow_array(
			experiment->conditions, size, experiment->count,
			sizeof(*experiment->conditions));
		experiment->conditions[experiment->count++] = condition;
	}
	return GAMUT_OK;
}

static enum gamut_status expand(struct gamut_experiment *experiment,
                                struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;
	size_t size = 0;

	for (size_t i = 0; !status && i < experiment->model_count; i++)
		status = expand_model(experiment, &size, i, err);
	return status;
}

/* ------------------------------------------------------------------ reading */

/* results/NAME, of the file's name without its folder and ending. */
static const char *default_folder(const char *name, struct gamut_arena *arena)
{
	const char *slash = strrchr(name, '/');
	const char *stem = slash ? slash + 1 : name;
	const char *dot = strrchr(stem, '.');
	struct gamut_buf out = { 0 };
	const char *folder;

	gamut_buf_addf(&out, "results/");
	gamut_experiment_add_slug(
		&out,
		dot && dot > stem ?
			gamut_arena_strf(arena, "%.*s", (int)(dot - stem), stem)
				.ptr :
			stem);
	folder = gamut_arena_copy(arena, gamut_buf_view(&out)).ptr;
	gamut_buf_release(&out);
	return folder;
}

static void set_folder(struct gamut_experiment *experiment, const char *name)
{
	size_t index = gamut_experiment_find(experiment, GAMUT_STR("out"));

	experiment->folder = default_folder(name, &experiment->arena);
	if (index < experiment->option_count &&
	    experiment->top.settings[index].key)
		experiment->folder =
			experiment->top.settings[index].values[0].texts[0];
}

/* Make an experiment of `doc`, which is taken. */
static enum gamut_status build(struct gamut_experiment **out,
                               struct gamut_yaml *doc, const char *name,
                               const struct gamut_option *table,
                               struct gamut_err *err)
{
	struct gamut_experiment *experiment = gamut_alloc(sizeof(*experiment));
	enum gamut_status status;

	experiment->doc = doc;
	experiment->table = table;
	while (table[experiment->option_count].name)
		experiment->option_count++;
	status = gamut_experiment_read_layers(experiment, err);
	if (!status)
		status = expand(experiment, err);
	if (!status) {
		set_folder(experiment, name);
		status = gamut_experiment_name_conditions(experiment, err);
	}
	if (status)
		gamut_experiment_free(experiment);
	else
		*out = experiment;
	return status;
}

enum gamut_status gamut_experiment_read(struct gamut_experiment **out,
                                        const char *path,
                                        const struct gamut_option *table,
                                        struct gamut_err *err)
{
	struct gamut_yaml *doc;
	enum gamut_status status = gamut_yaml_read(&doc, path, err);

	return status ? status : build(out, doc, path, table, err);
}

enum gamut_status gamut_experiment_parse(struct gamut_experiment **out,
                                         const char *name,
                                         struct gamut_str text,
                                         const struct gamut_option *table,
                                         struct gamut_err *err)
{
	struct gamut_yaml *doc;
	enum gamut_status status = gamut_yaml_parse(&doc, name, text, err);

	return status ? status : build(out, doc, name, table, err);
}

void gamut_experiment_free(struct gamut_experiment *experiment)
{
	if (!experiment)
		return;
	free(experiment->conditions);
	gamut_yaml_free(experiment->doc);
	gamut_arena_clear(&experiment->arena);
	free(experiment);
}

/* ------------------------------------------------------------------- asking */

size_t gamut_experiment_count(const struct gamut_experiment *experiment)
{
	return experiment->count;
}

static const struct gamut_experiment_condition *condition_at(
	const struct gamut_experiment *experiment, size_t i)
{
	if (i >= experiment->count)
		GAMUT_BUG("there are %zu conditions", experiment->count);
	return &experiment->conditions[i];
}

const char *gamut_experiment_title(const struct gamut_experiment *experiment,
                                   size_t i)
{
	return condition_at(experiment, i)->title;
}

const char *gamut_experiment_slug(const struct gamut_experiment *experiment,
                                  size_t i)
{
	return condition_at(experiment, i)->slug;
}

const char *gamut_experiment_folder(const struct gamut_experiment *experiment)
{
	return experiment->folder;
}

enum gamut_status gamut_experiment_apply(
	const struct gamut_experiment *experiment, size_t i, void *values,
	struct gamut_err *err)
{
	const struct gamut_experiment_condition *condition =
		condition_at(experiment, i);
	const struct gamut_option *option = experiment->table;

	for (; option->name; option++) {
		const struct gamut_experiment_value *value =
			gamut_experiment_value_of(experiment, condition,
		                                  option->name);
		bool is_out = strcmp(option->name, "out") == 0;

		for (size_t k = 0; !is_out && value && k < value->count; k++)
			if (gamut_options_apply(values, experiment->table,
			                        option->name, value->texts[k],
			                        err))
				return gamut_yaml_error_at(value->node, err);
		if (is_out && gamut_options_apply(values, experiment->table,
		                                  "out", condition->out, err))
			return GAMUT_EPARSE;
	}
	return GAMUT_OK;
}
