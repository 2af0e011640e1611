#include "runner/exchange/import/map.h"

#include "base/text.h"
#include "runner/exchange/import/fields.h"

static const char *const keys[] = { "tasks", "task", "setting", "model",
	                            "fields" };

static const struct gamut_yaml_node *find(const struct gamut_import_map *map,
                                          const char *key)
{
	return map->root ? gamut_yaml_find(map->root, key) : NULL;
}

static bool is_skip(struct gamut_str text)
{
	return gamut_str_eq(text, GAMUT_STR("skip"));
}

/* ----------------------------------------------------------------- checking */

static enum gamut_status check_text(const struct gamut_yaml_node *node,
                                    const char *what, struct gamut_err *err)
{
	if (gamut_yaml_kind(node) != GAMUT_YAML_SCALAR ||
	    gamut_yaml_is_null(node) || gamut_yaml_text(node).len == 0)
		return gamut_yaml_error(node, err, "%s must be a name", what);
	return GAMUT_OK;
}

static enum gamut_status check_task(const struct gamut_yaml_node *node,
                                    struct gamut_catalog *catalog,
                                    struct gamut_err *err)
{
	enum gamut_status status = check_text(node, "a task", err);
	struct gamut_str name;

	if (status)
		return status;
	name = gamut_yaml_text(node);
	if (is_skip(name) || gamut_import_name(catalog, name).task)
		return GAMUT_OK;
	return gamut_yaml_error(
		node, err,
		"there is no task '%.*s'%s; a value is a task of ours, "
		"TASK/SETTING, or skip",
		GAMUT_STR_ARG(name),
		gamut_catalog_hint(catalog, name.ptr).text);
}

/* All values of the mapping `node`, which may be NULL, by `check`. */
static enum gamut_status check_all(
	const struct gamut_yaml_node *node, const char *what,
	enum gamut_status (*check)(const struct gamut_yaml_node *,
                                   struct gamut_catalog *, struct gamut_err *),
	struct gamut_catalog *catalog, struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	if (!node)
		return GAMUT_OK;
	if (gamut_yaml_kind(node) != GAMUT_YAML_MAP)
		return gamut_yaml_error(node, err,
		                        "'%s' must be a mapping of their names "
		                        "to ours",
		                        what);
	for (size_t i = 0; i < gamut_yaml_count(node) && !status; i++)
		status = check(gamut_yaml_value(node, i), catalog, err);
	return status;
}

static enum gamut_status check_setting(const struct gamut_yaml_node *node,
                                       struct gamut_catalog *catalog,
                                       struct gamut_err *err)
{
	(void)catalog;
	return check_text(node, "a setting", err);
}

static enum gamut_status check_field(const struct gamut_yaml_node *node,
                                     struct gamut_catalog *catalog,
                                     struct gamut_err *err)
{
	(void)catalog;
	return gamut_yaml_is_null(node) ?
	               GAMUT_OK :
	               check_text(node, "the place of a field", err);
}

static enum gamut_status check_fields(const struct gamut_yaml_node *node,
                                      struct gamut_err *err)
{
	enum gamut_status status = check_all(node, "fields", check_field, NULL,
	                                     err);

	if (!status && node)
		status = gamut_yaml_check_keys(node, gamut_import_field_names,
		                               GAMUT_IMPORT_FIELD_COUNT, err);
	return status;
}

static enum gamut_status check(const struct gamut_import_map *map,
                               struct gamut_err *err)
{
	const struct gamut_yaml_node *task = find(map, "task");
	const struct gamut_yaml_node *setting = find(map, "setting");
	const struct gamut_yaml_node *model = find(map, "model");
	enum gamut_status status = gamut_yaml_check_keys(
		map->root, keys, GAMUT_ARRAY_LEN(keys), err);

	if (!status)
		status = check_all(find(map, "tasks"), "tasks", check_task,
		                   map->catalog, err);
	if (!status && task)
		status = check_task(task, map->catalog, err);
	if (!status && setting && gamut_yaml_kind(setting) == GAMUT_YAML_MAP)
		status = check_all(setting, "setting", check_setting, NULL,
		                   err);
	else if (!status && setting)
		status = check_setting(setting, NULL, err);
	if (!status && model)
		status = check_text(model, "the model", err);
	return status ? status : check_fields(find(map, "fields"), err);
}

enum gamut_status gamut_import_map_read(struct gamut_import_map *map,
                                        const char *path, struct gamut_err *err)
{
	enum gamut_status status;

	*map = (struct gamut_import_map){ .catalog = map->catalog };
	if (!path)
		return GAMUT_OK;
	status = gamut_yaml_read(&map->doc, path, err);
	if (status)
		return status;
	map->root = gamut_yaml_root(map->doc);
	if (gamut_yaml_kind(map->root) != GAMUT_YAML_MAP)
		return gamut_yaml_error(map->root, err,
		                        "a mapping file has tasks, task, "
		                        "setting, model and fields");
	return check(map, err);
}

void gamut_import_map_release(struct gamut_import_map *map)
{
	gamut_yaml_free(map->doc);
	*map = (struct gamut_import_map){ 0 };
}

/* ---------------------------------------------------------------- answering */

/* The value of `name` in the mapping `node`, which may be NULL. */
static const struct gamut_yaml_node *look_up(const struct gamut_yaml_node *node,
                                             struct gamut_str name)
{
	if (!node || gamut_yaml_kind(node) != GAMUT_YAML_MAP)
		return NULL;
	for (size_t i = 0; i < gamut_yaml_count(node); i++)
		if (gamut_str_eq(gamut_yaml_key(node, i), name))
			return gamut_yaml_value(node, i);
	return NULL;
}

struct gamut_import_place gamut_import_map_place(
	const struct gamut_import_map *map, struct gamut_str name)
{
	const struct gamut_yaml_node *node = look_up(find(map, "tasks"), name);
	struct gamut_import_place place = { 0 };

	if (!node && name.len == 0)
		node = find(map, "task");
	if (!node)
		return name.len > 0 ? gamut_import_name(map->catalog, name) :
		                      place;
	place.is_skipped = is_skip(gamut_yaml_text(node));
	return place.is_skipped ?
	               place :
	               gamut_import_name(map->catalog, gamut_yaml_text(node));
}

struct gamut_str gamut_import_map_setting(const struct gamut_import_map *map,
                                          struct gamut_str name)
{
	const struct gamut_yaml_node *setting = find(map, "setting");
	const struct gamut_yaml_node *node = look_up(setting, name);

	if (!node && setting && name.len == 0 &&
	    gamut_yaml_kind(setting) == GAMUT_YAML_SCALAR)
		node = setting;
	return gamut_import_name_setting(node ? gamut_yaml_text(node) : name);
}

struct gamut_str gamut_import_map_model(const struct gamut_import_map *map)
{
	const struct gamut_yaml_node *model = find(map, "model");

	return model ? gamut_yaml_text(model) : GAMUT_STR_EMPTY;
}

bool gamut_import_map_has_fields(const struct gamut_import_map *map)
{
	return find(map, "fields") != NULL;
}

bool gamut_import_map_field(const struct gamut_import_map *map,
                            const char *field, struct gamut_str *path)
{
	const struct gamut_yaml_node *node = look_up(find(map, "fields"),
	                                             gamut_str_of(field));

	if (!node)
		return false;
	*path = gamut_yaml_is_null(node) ? GAMUT_STR_EMPTY :
	                                   gamut_yaml_text(node);
	return true;
}
