/* From YAML to the texts that options are set to. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/json.h"
#include "base/map.h"
#include "runner/cli/experiment_parts.h"

/* ------------------------------------------------------------------- options
 */

const char *gamut_experiment_grid_name(size_t grid)
{
	static const char *const names[GAMUT_GRID_COUNT] = {
		[GAMUT_GRID_TEMPLATE] = "template",
		[GAMUT_GRID_PRESET] = "preset",
		[GAMUT_GRID_TEMPERATURE] = "temperature",
		[GAMUT_GRID_TOP_P] = "top-p",
		[GAMUT_GRID_TOP_K] = "top-k",
		[GAMUT_GRID_MIN_P] = "min-p",
	};

	return names[grid];
}

size_t gamut_experiment_grid_of(const struct gamut_option *option)
{
	size_t grid = 0;

	while (grid < GAMUT_GRID_COUNT &&
	       strcmp(gamut_experiment_grid_name(grid), option->name) != 0)
		grid++;
	return grid;
}

bool gamut_experiment_is_barred(const struct gamut_option *option)
{
	static const char *const barred[] = { "config",     "dry-run",
		                              "experiment", "format",
		                              "help",       "resume-stopped",
		                              "task-file",  "version" };

	if (option->letter == 'c')
		return true;
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(barred); i++)
		if (strcmp(option->name, barred[i]) == 0)
			return true;
	return false;
}

bool gamut_experiment_is_joined(const struct gamut_option *option)
{
	return option->kind == GAMUT_OPTION_TEXT && option->argument &&
	       gamut_str_ends_with(gamut_str_of(option->argument),
	                           GAMUT_STR(",..."));
}

bool gamut_experiment_is_json(const struct gamut_option *option)
{
	return option->argument &&
	       gamut_str_ends_with(gamut_str_of(option->argument),
	                           GAMUT_STR("=JSON"));
}

char gamut_experiment_separator(const struct gamut_option *option)
{
	if (option->kind != GAMUT_OPTION_TEXTS || !option->argument)
		return '\0';
	if (strchr(option->argument, '='))
		return '=';
	return strstr(option->argument, ": ") ? ':' : '\0';
}

const char *gamut_experiment_normalize(const struct gamut_option *option,
                                       const char *text,
                                       struct gamut_arena *arena)
{
	struct gamut_buf out = { 0 };
	struct gamut_json json = { .out = &out };

	if (option->kind == GAMUT_OPTION_NUMBER) {
		gamut_json_double(&json, strtod(text, NULL));
		text = gamut_arena_copy(arena, gamut_buf_view(&out)).ptr;
		gamut_buf_release(&out);
	} else if (option->kind == GAMUT_OPTION_WHOLE) {
		text = gamut_arena_strf(arena, "%llu", strtoull(text, NULL, 10))
		               .ptr;
	}
	return text;
}

/* -------------------------------------------------------------------- values
 */

/* Would the command line take `text`? What is set is thrown away. */
static enum gamut_status try_value(const struct gamut_option *option,
                                   const char *text,
                                   const struct gamut_yaml_node *node,
                                   struct gamut_err *err)
{
	union {
		uint64_t whole;
		double number;
		const char *text;
	} value = { 0 };
	struct gamut_option table[] = { *option, { .name = NULL } };

	/* Any text will do there. */
	if (option->kind == GAMUT_OPTION_TEXTS ||
	    option->kind == GAMUT_OPTION_FLAG)
		return GAMUT_OK;
	table[0].offset = 0;
	table[0].given_offset = 0;
	if (gamut_options_apply(&value, table, option->name, text, err))
		return gamut_yaml_error_at(node, err);
	return GAMUT_OK;
}

/* The text of `node`, which must be one, that an option can be set to. */
static enum gamut_status take_text(const char **out,
                                   const struct gamut_option *option,
                                   const struct gamut_yaml_node *node,
                                   struct gamut_err *err)
{
	struct gamut_str text;

	if (gamut_yaml_kind(node) != GAMUT_YAML_SCALAR)
		return gamut_yaml_error(node, err,
		                        "'%s' takes a single value here",
		                        option->name);
	text = gamut_yaml_text(node);
	if (gamut_yaml_is_null(node) || text.len == 0)
		return gamut_yaml_error(node, err, "'%s' has no value",
		                        option->name);
	if (strlen(text.ptr) != text.len)
		return gamut_yaml_error(node, err, "a NUL within a value");
	*out = text.ptr;
	return try_value(option, text.ptr, node, err);
}

static enum gamut_status take_flag(struct gamut_experiment_value *out,
                                   const struct gamut_option *option,
                                   const struct gamut_yaml_node *node,
                                   struct gamut_err *err)
{
	if (!gamut_yaml_is_bool(node))
		return gamut_yaml_error(node, err, "'%s' is true or false",
		                        option->name);
	out->texts[0] = "";
	out->count = gamut_ascii_lower(gamut_yaml_text(node).ptr[0]) == 't';
	return GAMUT_OK;
}

/* Pair `i` of a mapping as a text: key=JSON, key=text, or key: text. */
static enum gamut_status take_pair(const char **out,
                                   const struct gamut_option *option,
                                   const struct gamut_yaml_node *map, size_t i,
                                   struct gamut_arena *arena,
                                   struct gamut_err *err)
{
	const struct gamut_yaml_node *node = gamut_yaml_value(map, i);
	char separator = gamut_experiment_separator(option);
	enum gamut_status status;
	const char *key = "";
	const char *text = "";

	status = take_text(&key, option, gamut_yaml_key_node(map, i), err);
	if (status)
		return status;
	if (strchr(key, separator))
		return gamut_yaml_error(gamut_yaml_key_node(map, i), err,
		                        "a key with '%c' in it", separator);
	if (gamut_experiment_is_json(option)) {
		text = gamut_yaml_json(node, arena).ptr;
		*out = gamut_arena_strf(arena, "%s=%s", key, text).ptr;
		return GAMUT_OK;
	}
	status = take_text(&text, option, node, err);
	*out = gamut_arena_strf(arena, "%s%s%s", key,
	                        separator == '=' ? "=" : ": ", text)
	               .ptr;
	return status;
}

static enum gamut_status take_pairs(struct gamut_experiment_value *out,
                                    const struct gamut_option *option,
                                    const struct gamut_yaml_node *map,
                                    struct gamut_arena *arena,
                                    struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; !status && i < gamut_yaml_count(map); i++)
		status = take_pair(&out->texts[out->count++], option, map, i,
		                   arena, err);
	return status;
}

/* `texts` with commas between them. */
static const char *join(const char *const *texts, size_t count,
                        struct gamut_arena *arena)
{
	struct gamut_buf out = { 0 };
	const char *joined;

	for (size_t i = 0; i < count; i++)
		gamut_buf_addf(&out, "%s%s", i ? "," : "", texts[i]);
	joined = gamut_arena_copy(arena, gamut_buf_view(&out)).ptr;
	gamut_buf_release(&out);
	return joined;
}

static enum gamut_status take_list(struct gamut_experiment_value *out,
                                   const struct gamut_option *option,
                                   const struct gamut_yaml_node *list,
                                   struct gamut_arena *arena,
                                   struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; !status && i < gamut_yaml_count(list); i++)
		status = take_text(&out->texts[out->count++], option,
		                   gamut_yaml_item(list, i), err);
	if (!status && gamut_experiment_is_joined(option)) {
		out->texts[0] = join(out->texts, out->count, arena);
		out->count = 1;
	}
	return status;
}

static enum gamut_status no_list(const struct gamut_option *option,
                                 const struct gamut_yaml_node *node,
                                 struct gamut_err *err)
{
	size_t grid = gamut_experiment_grid_of(option);

	if (grid == GAMUT_GRID_COUNT)
		return gamut_yaml_error(node, err,
		                        "'%s' takes one value, not a list",
		                        option->name);
	return gamut_yaml_error(
		node, err, "'%s' takes one value; a list goes %s", option->name,
		grid == GAMUT_GRID_TEMPLATE ? "into 'templates'" :
					      "under 'sampling'");
}

enum gamut_status gamut_experiment_take_value(
	struct gamut_experiment_value *out, const struct gamut_option *option,
	const struct gamut_yaml_node *node, struct gamut_arena *arena,
	struct gamut_err *err)
{
	enum gamut_yaml_kind kind = gamut_yaml_kind(node);
	size_t count = gamut_yaml_count(node);

	*out = (struct gamut_experiment_value){ .node = node };
	if (count > GAMUT_EXPERIMENT_TEXTS_MAX)
		return gamut_yaml_error(node, err,
		                        "'%s' has %zu members, and may have "
		                        "%d",
		                        option->name, count,
		                        GAMUT_EXPERIMENT_TEXTS_MAX);
	out->texts = gamut_arena_new(arena, const char *, count ? count : 1);
	if (kind != GAMUT_YAML_SCALAR && count == 0)
		return gamut_yaml_error(node, err, "nothing stands in it");
	if (option->kind == GAMUT_OPTION_FLAG)
		return take_flag(out, option, node, err);
	if (kind == GAMUT_YAML_MAP && gamut_experiment_separator(option))
		return take_pairs(out, option, node, arena, err);
	if (kind == GAMUT_YAML_MAP)
		return gamut_yaml_error(node, err,
		                        "'%s' takes no mapping; what holds a "
		                        "': ' must be in quotes",
		                        option->name);
	if (kind == GAMUT_YAML_SCALAR) {
		out->count = 1;
		return take_text(&out->texts[0], option, node, err);
	}
	if (option->kind != GAMUT_OPTION_TEXTS &&
	    !gamut_experiment_is_joined(option))
		return no_list(option, node, err);
	return take_list(out, option, node, arena, err);
}

enum gamut_status gamut_experiment_take_grid(
	struct gamut_experiment_setting *out, const struct gamut_option *option,
	const struct gamut_yaml_node *node, struct gamut_arena *arena,
	struct gamut_err *err)
{
	bool is_list = gamut_yaml_kind(node) == GAMUT_YAML_LIST;
	size_t count = is_list ? gamut_yaml_count(node) : 1;
	enum gamut_status status = GAMUT_OK;
	struct gamut_map seen = { 0 };

	if (count == 0)
		return gamut_yaml_error(node, err, "nothing stands in it");
	if (count > GAMUT_EXPERIMENT_CONDITIONS_MAX)
		return gamut_yaml_error(node, err, "more than %d values",
		                        GAMUT_EXPERIMENT_CONDITIONS_MAX);
	out->values = gamut_arena_new(arena, struct gamut_experiment_value,
	                              count);
	for (; !status && out->count < count; out->count++) {
		const struct gamut_yaml_node *item =
			is_list ? gamut_yaml_item(node, out->count) : node;
		struct gamut_experiment_value *value = &out->values[out->count];
		const char *text;

		status = gamut_experiment_take_value(value, option, item, arena,
		                                     err);
		if (status)
			break;
		text = gamut_experiment_normalize(option, value->texts[0],
		                                  arena);
		if (gamut_map_put(&seen, gamut_str_of(text), out->count) !=
		    out->count)
			status = gamut_yaml_error(item, err,
			                          "'%s' is given twice", text);
	}
	gamut_map_clear(&seen);
	return status;
}
