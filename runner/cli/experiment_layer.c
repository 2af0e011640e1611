/* What the keys of an experiment file mean. */
#include <string.h>

#include "base/text.h"
#include "runner/cli/experiment_parts.h"

/* Keys that are no options. */
#define TEMPLATES "templates"
#define SAMPLING "sampling"
#define MODELS "models"

/* ---------------------------------------------------------------------- keys
 */

const char *gamut_experiment_spell(const char *name, struct gamut_arena *arena)
{
	char *text = gamut_arena_alloc(arena, strlen(name) + 1, 1);

	for (size_t i = 0; name[i]; i++)
		text[i] = (char)(name[i] == '-' ? '_' : name[i]);
	return text;
}

static bool is_spelled(struct gamut_str key, const char *name)
{
	size_t i = 0;

	for (; i < key.len && name[i]; i++)
		if (key.ptr[i] != name[i] &&
		    !(key.ptr[i] == '_' && name[i] == '-'))
			return false;
	return i == key.len && !name[i];
}

size_t gamut_experiment_find(const struct gamut_experiment *experiment,
                             struct gamut_str key)
{
	size_t i = 0;

	for (; i < experiment->option_count; i++) {
		const struct gamut_option *option = &experiment->table[i];

		if (is_spelled(key, option->name) ||
		    (key.len == 1 && option->letter == key.ptr[0]))
			break;
	}
	return i;
}

/* What a key could have been: `count` names that are no options, and these. */
static enum gamut_status unknown_key(struct gamut_experiment *experiment,
                                     const struct gamut_yaml_node *key,
                                     const char *const *others, size_t count,
                                     struct gamut_err *err)
{
	struct gamut_arena *arena = &experiment->arena;
	const char **names = gamut_arena_new(arena, const char *,
	                                     count + experiment->option_count);
	const char *typed = gamut_yaml_text(key).ptr;

	for (size_t i = 0; i < count; i++)
		names[i] = others[i];
	for (size_t i = 0; i < experiment->option_count; i++)
		if (!gamut_experiment_is_barred(&experiment->table[i]))
			names[count++] = gamut_experiment_spell(
				experiment->table[i].name, arena);
	return gamut_yaml_error(key, err, "unknown key '%s'%s", typed,
	                        gamut_text_hint(typed, names, count).text);
}

static enum gamut_status unknown_sampling(struct gamut_experiment *experiment,
                                          const struct gamut_yaml_node *key,
                                          struct gamut_err *err)
{
	const char *typed = gamut_yaml_text(key).ptr;
	const char *names[GAMUT_GRID_COUNT];
	size_t count = 0;

	for (size_t i = GAMUT_GRID_TEMPLATE + 1; i < GAMUT_GRID_COUNT; i++)
		names[count++] = gamut_experiment_spell(
			gamut_experiment_grid_name(i), &experiment->arena);
	return gamut_yaml_error(key, err, "unknown key '%s' under 'sampling'%s",
	                        typed,
	                        gamut_text_hint(typed, names, count).text);
}

/* ------------------------------------------------------------------- layers */

/* A key of a file, that names an option. */
struct entry {
	const struct gamut_yaml_node *key;
	const struct gamut_yaml_node *node;
	size_t index; /* of the option */
	bool is_grid; /* may have several values */
};

static enum gamut_status read_entry(struct gamut_experiment *experiment,
                                    struct gamut_experiment_layer *layer,
                                    const struct entry *entry,
                                    struct gamut_err *err)
{
	const struct gamut_option *option = &experiment->table[entry->index];
	bool is_model = layer != &experiment->top;
	struct gamut_experiment_setting *setting =
		&layer->settings[entry->index];

	if (setting->key)
		return gamut_yaml_error(entry->key, err, "'%s' is given twice",
		                        option->name);
	if (gamut_experiment_is_barred(option))
		return gamut_yaml_error(entry->key, err,
		                        "--%s belongs on the command line",
		                        option->name);
	if (is_model && strcmp(option->name, "out") == 0)
		return gamut_yaml_error(entry->key, err,
		                        "'out' belongs above the models: it is "
		                        "the folder of all their runs");
	setting->key = entry->key;
	/* A model may take back what stands above it. */
	if (is_model && gamut_yaml_is_null(entry->node))
		return GAMUT_OK;
	if (entry->is_grid)
		return gamut_experiment_take_grid(setting, option, entry->node,
		                                  &experiment->arena, err);
	setting->values = gamut_arena_new(&experiment->arena,
	                                  struct gamut_experiment_value, 1);
	setting->count = 1;
	return gamut_experiment_take_value(setting->values, option, entry->node,
	                                   &experiment->arena, err);
}

/* The mapping `map` under "sampling". */
static enum gamut_status read_sampling(struct gamut_experiment *experiment,
                                       struct gamut_experiment_layer *layer,
                                       const struct gamut_yaml_node *map,
                                       struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	if (gamut_yaml_kind(map) != GAMUT_YAML_MAP ||
	    gamut_yaml_count(map) == 0)
		return gamut_yaml_error(map, err,
		                        "'sampling' is a mapping of names to "
		                        "values or lists of them");
	for (size_t i = 0; !status && i < gamut_yaml_count(map); i++) {
		struct entry entry = {
			.key = gamut_yaml_key_node(map, i),
			.node = gamut_yaml_value(map, i),
			.index = gamut_experiment_find(experiment,
			                               gamut_yaml_key(map, i)),
			.is_grid = true,
		};
		size_t grid = GAMUT_GRID_COUNT;

		if (entry.index < experiment->option_count)
			grid = gamut_experiment_grid_of(
				&experiment->table[entry.index]);
		if (grid == GAMUT_GRID_TEMPLATE || grid == GAMUT_GRID_COUNT)
			return unknown_sampling(experiment, entry.key, err);
		status = read_entry(experiment, layer, &entry, err);
	}
	return status;
}

/* Whatever stands at the top or in a model, apart from the models. */
static enum gamut_status read_key(struct gamut_experiment *experiment,
                                  struct gamut_experiment_layer *layer,
                                  size_t i, struct gamut_err *err)
{
	static const char *const others[] = { TEMPLATES, SAMPLING, MODELS };
	struct gamut_str text = gamut_yaml_key(layer->node, i);
	struct entry entry = {
		.key = gamut_yaml_key_node(layer->node, i),
		.node = gamut_yaml_value(layer->node, i),
		.is_grid = gamut_str_eq(text, GAMUT_STR(TEMPLATES)),
	};

	if (gamut_str_eq(text, GAMUT_STR(SAMPLING)))
		return read_sampling(experiment, layer, entry.node, err);
	if (gamut_str_eq(text, GAMUT_STR(MODELS)) && layer == &experiment->top)
		return GAMUT_OK;
	if (entry.is_grid)
		text = gamut_str_of(
			gamut_experiment_grid_name(GAMUT_GRID_TEMPLATE));
	entry.index = gamut_experiment_find(experiment, text);
	if (entry.index == experiment->option_count)
		return unknown_key(experiment, entry.key, others,
		                   layer == &experiment->top ? 3 : 2, err);
	return read_entry(experiment, layer, &entry, err);
}

static enum gamut_status read_layer(struct gamut_experiment *experiment,
                                    struct gamut_experiment_layer *layer,
                                    const struct gamut_yaml_node *node,
                                    struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	layer->node = node;
	layer->settings = gamut_arena_new(&experiment->arena,
	                                  struct gamut_experiment_setting,
	                                  experiment->option_count);
	if (gamut_yaml_kind(node) != GAMUT_YAML_MAP)
		return gamut_yaml_error(node, err,
		                        "a mapping ('key: value') is wanted");
	for (size_t i = 0; !status && i < gamut_yaml_count(node); i++)
		status = read_key(experiment, layer, i, err);
	return status;
}

/* What `layer` sets the option `name` to; NULL where it does not. */
static const struct gamut_experiment_setting *find_setting(
	const struct gamut_experiment *experiment,
	const struct gamut_experiment_layer *layer, const char *name)
{
	size_t i = gamut_experiment_find(experiment, gamut_str_of(name));

	if (i == experiment->option_count || layer->settings[i].count == 0)
		return NULL;
	return &layer->settings[i];
}

static enum gamut_status read_models(struct gamut_experiment *experiment,
                                     struct gamut_err *err)
{
	const struct gamut_yaml_node *top = experiment->top.node;
	const struct gamut_yaml_node *list = gamut_yaml_find(top, MODELS);
	size_t count = list ? gamut_yaml_count(list) : 0;
	enum gamut_status status = GAMUT_OK;

	if (list && (gamut_yaml_kind(list) != GAMUT_YAML_LIST || count == 0))
		return gamut_yaml_error(list, err,
		                        "'models' is a list with a mapping for "
		                        "each model");
	if (list && find_setting(experiment, &experiment->top, "model"))
		return gamut_yaml_error(list, err,
		                        "there is 'model' too: give one of "
		                        "both");
	experiment->model_count = list ? count : 1;
	experiment->models = gamut_arena_new(&experiment->arena,
	                                     struct gamut_experiment_layer,
	                                     experiment->model_count);
	if (!list) /* one that says nothing of its own */
		experiment->models[0] = (struct gamut_experiment_layer){
			.node = top,
			.settings =
				gamut_arena_new(&experiment->arena,
			                        struct gamut_experiment_setting,
			                        experiment->option_count),
		};
	for (size_t i = 0; !status && i < count; i++) {
		struct gamut_experiment_layer *layer = &experiment->models[i];

		status = read_layer(experiment, layer, gamut_yaml_item(list, i),
		                    err);
		if (!status && !find_setting(experiment, layer, "model"))
			status = gamut_yaml_error(layer->node, err,
			                          "'model' is missing");
	}
	return status;
}

enum gamut_status gamut_experiment_read_layers(
	struct gamut_experiment *experiment, struct gamut_err *err)
{
	enum gamut_status status = read_layer(experiment, &experiment->top,
	                                      gamut_yaml_root(experiment->doc),
	                                      err);

	return status ? status : read_models(experiment, err);
}

const struct gamut_experiment_setting *gamut_experiment_setting_of(
	const struct gamut_experiment *experiment, size_t model, size_t index)
{
	const struct gamut_experiment_setting *own =
		&experiment->models[model].settings[index];
	const struct gamut_experiment_setting *setting =
		own->key ? own : &experiment->top.settings[index];

	return setting->count > 0 ? setting : NULL;
}

const struct gamut_experiment_value *gamut_experiment_value_of(
	const struct gamut_experiment *experiment,
	const struct gamut_experiment_condition *condition, const char *name)
{
	size_t index = gamut_experiment_find(experiment, gamut_str_of(name));
	const struct gamut_experiment_setting *setting;
	size_t grid;

	if (index == experiment->option_count)
		return NULL;
	setting = gamut_experiment_setting_of(experiment, condition->model,
	                                      index);
	if (!setting)
		return NULL;
	grid = gamut_experiment_grid_of(&experiment->table[index]);
	return &setting->values[grid < GAMUT_GRID_COUNT ?
	                                condition->picks[grid] :
	                                0];
}
