/* The JSON Schema of experiment files, from the table of options. */
#include <string.h>

#include "base/json.h"
#include "runner/cli/experiment_parts.h"
#include "runner/store/manifest.h"

static void put_text(struct gamut_json *json, const char *key, const char *text)
{
	gamut_json_key(json, key);
	gamut_json_cstr(json, text);
}

static void put_int(struct gamut_json *json, const char *key, int64_t value)
{
	gamut_json_key(json, key);
	gamut_json_int(json, value);
}

/* The object that is the value of `key`, to be closed. */
static void open_object(struct gamut_json *json, const char *key)
{
	gamut_json_key(json, key);
	gamut_json_open(json, '{');
}

static void put_true_or_false(struct gamut_json *json, const char *key,
                              bool value)
{
	gamut_json_key(json, key);
	gamut_json_bool(json, value);
}

/* ------------------------------------------------------------------- values */

/* The members that describe one value of `option`. */
static void put_value(struct gamut_json *json,
                      const struct gamut_option *option)
{
	int64_t max = option->max ? (int64_t)option->max : UINT32_MAX;

	switch (option->kind) {
	case GAMUT_OPTION_FLAG:
		put_text(json, "type", "boolean");
		break;
	case GAMUT_OPTION_TEXT:
	case GAMUT_OPTION_TEXTS:
		put_text(json, "type", "string");
		put_int(json, "minLength", 1);
		break;
	case GAMUT_OPTION_COUNT:
	case GAMUT_OPTION_WHOLE:
		put_text(json, "type", "integer");
		put_int(json, "minimum", option->kind == GAMUT_OPTION_COUNT);
		put_int(json, "maximum", max);
		break;
	case GAMUT_OPTION_LARGE:
		put_text(json, "type", "integer");
		put_int(json, "minimum", 1);
		put_int(json, "maximum", (int64_t)GAMUT_OPTION_LARGE_MAX);
		break;
	case GAMUT_OPTION_SEED:
		put_text(json, "type", "integer");
		put_int(json, "minimum", 0);
		put_int(json, "maximum", (int64_t)GAMUT_SEED_MAX);
		break;
	case GAMUT_OPTION_NUMBER:
		put_text(json, "type", "number");
		break;
	case GAMUT_OPTION_DURATION:
		gamut_json_key(json, "type");
		gamut_json_open(json, '[');
		gamut_json_cstr(json, "integer");
		gamut_json_cstr(json, "string");
		gamut_json_close(json, ']');
		put_int(json, "minimum", 1);
		put_int(json, "maximum", max);
		put_text(json, "pattern", "^[0-9]+[smhd]?$");
		break;
	}
}

/* One value, or a list of them. */
static void put_one_or_list(struct gamut_json *json,
                            const struct gamut_option *option)
{
	gamut_json_open(json, '{');
	put_value(json, option);
	gamut_json_close(json, '}');
	gamut_json_open(json, '{');
	put_text(json, "type", "array");
	put_int(json, "minItems", 1);
	open_object(json, "items");
	put_value(json, option);
	gamut_json_close(json, '}');
	gamut_json_close(json, '}');
}

/* The value of `option`, in all forms; with `is_grid`, or several. */
static void put_forms(struct gamut_json *json,
                      const struct gamut_option *option, bool is_grid)
{
	char separator = gamut_experiment_separator(option);

	gamut_json_open(json, '{');
	put_text(json, "description", option->help);
	if (!is_grid && !gamut_experiment_is_joined(option) &&
	    option->kind != GAMUT_OPTION_TEXTS) {
		put_value(json, option);
		gamut_json_close(json, '}');
		return;
	}
	gamut_json_key(json, "anyOf");
	gamut_json_open(json, '[');
	put_one_or_list(json, option);
	if (separator) {
		gamut_json_open(json, '{');
		put_text(json, "type", "object");
		put_int(json, "minProperties", 1);
		if (!gamut_experiment_is_json(option)) {
			open_object(json, "additionalProperties");
			put_text(json, "type", "string");
			gamut_json_close(json, '}');
		}
		gamut_json_close(json, '}');
	}
	gamut_json_close(json, ']');
	gamut_json_close(json, '}');
}

/* --------------------------------------------------------------------- keys */

/* Where the keys of a mapping are put. */
struct place {
	struct gamut_json *json;
	struct gamut_arena arena;
	bool is_model; /* there null takes back what stands above, but a name */
};

/* The key `key`, whose value is that of the definition `definition`. */
static void put_reference(struct place *place, const char *key,
                          const char *definition)
{
	struct gamut_json *json = place->json;
	const char *path = gamut_arena_strf(&place->arena, "#/definitions/%s",
	                                    definition)
	                           .ptr;

	open_object(json, key);
	if (!place->is_model || strcmp(key, "model") == 0) {
		put_text(json, "$ref", path);
		gamut_json_close(json, '}');
		return;
	}
	gamut_json_key(json, "anyOf");
	gamut_json_open(json, '[');
	gamut_json_open(json, '{');
	put_text(json, "$ref", path);
	gamut_json_close(json, '}');
	gamut_json_open(json, '{');
	put_text(json, "type", "null");
	gamut_json_close(json, '}');
	gamut_json_close(json, ']');
	gamut_json_close(json, '}');
}

/* The options, and `templates` and `sampling`, of the top or of a model. */
static void put_keys(struct place *place, const struct gamut_option *table)
{
	for (const struct gamut_option *option = table; option->name;
	     option++) {
		const char *name = gamut_experiment_spell(option->name,
		                                          &place->arena);
		const char letter[2] = { option->letter, '\0' };

		if (gamut_experiment_is_barred(option) ||
		    (place->is_model && strcmp(name, "out") == 0))
			continue;
		put_reference(place, name, name);
		if (option->letter)
			put_reference(place, letter, name);
	}
	put_reference(place, "templates", "templates");
	/* It has no null: its keys have. */
	open_object(place->json, "sampling");
	put_text(place->json, "$ref",
	         place->is_model ? "#/definitions/model_sampling" :
	                           "#/definitions/sampling");
	gamut_json_close(place->json, '}');
}

/* Under definitions: the mapping of grids. */
static void put_sampling(struct place *place, const struct gamut_option *table)
{
	struct gamut_json *json = place->json;

	open_object(json, place->is_model ? "model_sampling" : "sampling");
	put_text(json, "description",
	         "one value of each, or a list: every combination is sampled");
	put_text(json, "type", "object");
	put_int(json, "minProperties", 1);
	put_true_or_false(json, "additionalProperties", false);
	open_object(json, "properties");
	for (; table->name; table++) {
		size_t grid = gamut_experiment_grid_of(table);
		const char *name = gamut_experiment_spell(table->name,
		                                          &place->arena);

		if (grid == GAMUT_GRID_COUNT || grid == GAMUT_GRID_TEMPLATE)
			continue;
		put_reference(
			place, name,
			gamut_arena_strf(&place->arena, "%s_grid", name).ptr);
	}
	gamut_json_close(json, '}');
	gamut_json_close(json, '}');
}

/* Under definitions: each option's value, and its grid's. */
static void put_options(struct place *place, const struct gamut_option *table)
{
	struct gamut_json *json = place->json;

	for (; table->name; table++) {
		size_t grid = gamut_experiment_grid_of(table);
		const char *name = gamut_experiment_spell(table->name,
		                                          &place->arena);

		if (gamut_experiment_is_barred(table))
			continue;
		gamut_json_key(json, name);
		put_forms(json, table, false);
		if (grid == GAMUT_GRID_COUNT)
			continue;
		gamut_json_key(json, grid == GAMUT_GRID_TEMPLATE ?
		                             "templates" :
		                             gamut_arena_strf(&place->arena,
		                                              "%s_grid", name)
		                                     .ptr);
		put_forms(json, table, true);
	}
}

static void put_models(struct place *place, const struct gamut_option *table)
{
	struct gamut_json *json = place->json;

	open_object(json, "models");
	put_text(json, "description",
	         "one mapping for each model; what it holds replaces what "
	         "stands above, and null takes it back");
	put_text(json, "type", "array");
	put_int(json, "minItems", 1);
	open_object(json, "items");
	put_text(json, "type", "object");
	gamut_json_key(json, "required");
	gamut_json_open(json, '[');
	gamut_json_cstr(json, "model");
	gamut_json_close(json, ']');
	put_true_or_false(json, "additionalProperties", false);
	open_object(json, "properties");
	place->is_model = true;
	put_keys(place, table);
	place->is_model = false;
	for (int i = 0; i < 3; i++)
		gamut_json_close(json, '}');
}

static void put_schema(struct place *place, const struct gamut_option *table)
{
	struct gamut_json *json = place->json;

	gamut_json_open(json, '{');
	put_text(json, "$schema", "http://json-schema.org/draft-07/schema#");
	put_text(json, "title", "Gamut experiment");
	put_text(json, "description", "read by 'gamut run -c FILE'");
	put_text(json, "type", "object");
	put_true_or_false(json, "additionalProperties", false);
	open_object(json, "properties");
	put_keys(place, table);
	put_models(place, table);
	gamut_json_close(json, '}');
	open_object(json, "definitions");
	put_options(place, table);
	put_sampling(place, table);
	place->is_model = true;
	put_sampling(place, table);
	gamut_json_close(json, '}');
	gamut_json_close(json, '}');
}

void gamut_experiment_schema(struct gamut_buf *out,
                             const struct gamut_option *table)
{
	struct gamut_buf text = { 0 };
	struct gamut_json json = { .out = &text };
	struct place place = { .json = &json };

	put_schema(&place, table);
	gamut_json_indent(out, gamut_buf_view(&text));
	gamut_buf_release(&text);
	gamut_arena_clear(&place.arena);
}
