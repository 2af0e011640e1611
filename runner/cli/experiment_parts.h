#ifndef GAMUT_CLI_EXPERIMENT_PARTS_H
#define GAMUT_CLI_EXPERIMENT_PARTS_H

#include "base/arena.h"
#include "base/yaml.h"
#include "runner/cli/experiment.h"

/*
 * What an experiment is made of: for the experiment*.c, which share the work.
 */

/* The most texts of an option that is repeated, or joined by commas. */
#define GAMUT_EXPERIMENT_TEXTS_MAX 1000

/* One value of an option. */
struct gamut_experiment_value {
	const char **texts; /* to set, one after another */
	size_t count;       /* 0: a flag that stays off */
	const struct gamut_yaml_node *node;
};

/* What a file says of one option. */
struct gamut_experiment_setting {
	const struct gamut_yaml_node *key; /* NULL: nothing */
	/* One, or a grid's; none: as if not given above either. */
	struct gamut_experiment_value *values;
	size_t count;
};

/* The top of a file, or one of its models: a setting for each option. */
struct gamut_experiment_layer {
	const struct gamut_yaml_node *node;
	struct gamut_experiment_setting *settings;
};

/* Options that may have several values, the first varying slowest. */
enum {
	GAMUT_GRID_TEMPLATE,
	GAMUT_GRID_PRESET,
	GAMUT_GRID_TEMPERATURE,
	GAMUT_GRID_TOP_P,
	GAMUT_GRID_TOP_K,
	GAMUT_GRID_MIN_P,
	GAMUT_GRID_COUNT,
};

struct gamut_experiment_condition {
	size_t model; /* index of a layer */
	size_t picks[GAMUT_GRID_COUNT];
	const char *slug;
	const char *title;
	const char *out; /* its run directory */
};

struct gamut_experiment {
	struct gamut_arena arena;
	struct gamut_yaml *doc;
	const struct gamut_option *table;
	size_t option_count;
	const char *folder;
	struct gamut_experiment_layer top;
	struct gamut_experiment_layer *models;
	size_t model_count;
	struct gamut_experiment_condition *conditions;
	size_t count;
};

/* `name` of an option as it is spelled here: with '_', not '-'; in `arena`. */
const char *gamut_experiment_spell(const char *name, struct gamut_arena *arena);

/* Where in the table `key` is, by name or letter; option_count if nowhere. */
size_t gamut_experiment_find(const struct gamut_experiment *experiment,
                             struct gamut_str key);

/* Read the document: its top, and its models or one that says nothing. */
GAMUT_MUST_USE
enum gamut_status gamut_experiment_read_layers(
	struct gamut_experiment *experiment, struct gamut_err *err);

/* The name of the option that is varied as number `grid`. */
const char *gamut_experiment_grid_name(size_t grid);

/* Which one `option` is; GAMUT_GRID_COUNT for none. */
size_t gamut_experiment_grid_of(const struct gamut_option *option);

/* Does `option` belong on the command line only? */
bool gamut_experiment_is_barred(const struct gamut_option *option);

/* Does `option` take a list that is joined by commas? */
bool gamut_experiment_is_joined(const struct gamut_option *option);

/* Is it written KEY=JSON, so that its mapping's values are JSON, not texts? */
bool gamut_experiment_is_json(const struct gamut_option *option);

/* '=' or ':' where `option` takes a mapping, whose pairs this joins; or 0. */
char gamut_experiment_separator(const struct gamut_option *option);

/*
 * Read the one value `node` of `option`, in `arena`, and try it.
 */
GAMUT_MUST_USE
enum gamut_status gamut_experiment_take_value(
	struct gamut_experiment_value *out, const struct gamut_option *option,
	const struct gamut_yaml_node *node, struct gamut_arena *arena,
	struct gamut_err *err);

/* Read the one or several values `node` of `option`; likewise. */
GAMUT_MUST_USE
enum gamut_status gamut_experiment_take_grid(
	struct gamut_experiment_setting *out, const struct gamut_option *option,
	const struct gamut_yaml_node *node, struct gamut_arena *arena,
	struct gamut_err *err);

/*
 * The setting of the option at `index` of the table that holds for `model`;
 * NULL where nothing was said or the model takes it back.
 */
const struct gamut_experiment_setting *gamut_experiment_setting_of(
	const struct gamut_experiment *experiment, size_t model, size_t index);

/*
 * What the option `name` is in `condition`; NULL where it is not given or not
 * in the table.
 */
const struct gamut_experiment_value *gamut_experiment_value_of(
	const struct gamut_experiment *experiment,
	const struct gamut_experiment_condition *condition, const char *name);

/*
 * Two spellings of one value are written alike: numbers in their shortest
 * form. In `arena`.
 */
const char *gamut_experiment_normalize(const struct gamut_option *option,
                                       const char *text,
                                       struct gamut_arena *arena);

/* "sim:base" -> "sim-base": `text` as a part of a file's name, in `out`. */
void gamut_experiment_add_slug(struct gamut_buf *out, const char *text);

/*
 * Name all conditions. GAMUT_EPARSE where two are the same.
 */
GAMUT_MUST_USE
enum gamut_status gamut_experiment_name_conditions(
	struct gamut_experiment *experiment, struct gamut_err *err);

#endif
