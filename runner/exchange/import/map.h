#ifndef GAMUT_EXCHANGE_IMPORT_MAP_H
#define GAMUT_EXCHANGE_IMPORT_MAP_H

#include "base/yaml.h"
#include "tasks/catalog/catalog.h"

/*
 * Whose names mean what
 * ---------------------
 * Their names of tasks and settings, given to ours: by our rules, or by a
 * mapping file, in YAML:
 *
 *	tasks:			their name: our task, "task/setting", or skip
 *	  pick_a_prime: prime_numbers
 *	  mmlu: skip
 *	task: rng_1_10		of all that name none
 *	setting: zero-shot	likewise; or their name: our setting
 *	model: my-model
 *	fields:			where jsonl and csv have them; null: nowhere
 *	  text: choices.0.text
 */
struct gamut_import_map {
	struct gamut_catalog
		*catalog;       /* the tasks that there are, set before */
	struct gamut_yaml *doc; /* NULL: there is no file */
	const struct gamut_yaml_node *root;
};

/* What a name stands for. */
struct gamut_import_place {
	const struct gamut_task *task; /* NULL: none of ours */
	struct gamut_str setting;      /* empty: the name says none */
	bool is_skipped;
};

/*
 * Read the file `path`, NULL for none. GAMUT_EPARSE names file, line and column
 * of what is wrong with it, tasks that there are not among it. Release with
 * gamut_import_map_release().
 */
GAMUT_MUST_USE
enum gamut_status gamut_import_map_read(struct gamut_import_map *map,
                                        const char *path,
                                        struct gamut_err *err);
void gamut_import_map_release(struct gamut_import_map *map);

/* What their task `name`, which may be empty, stands for. */
struct gamut_import_place gamut_import_map_place(
	const struct gamut_import_map *map, struct gamut_str name);

/* Our name of their setting `name`, which may be empty. */
struct gamut_str gamut_import_map_setting(const struct gamut_import_map *map,
                                          struct gamut_str name);

/* The model that the map names; empty: none. */
struct gamut_str gamut_import_map_model(const struct gamut_import_map *map);

/* Does the map say where fields stand? */
bool gamut_import_map_has_fields(const struct gamut_import_map *map);

/*
 * Where the map says that `field` stands: true with an empty `*path` where it
 * says nowhere, false where it says nothing.
 */
bool gamut_import_map_field(const struct gamut_import_map *map,
                            const char *field, struct gamut_str *path);

/*
 * Our own rules, which need no map: names of tasks of `catalog`; with "gamut_",
 * "gamut/" or the like before and a setting behind them
 * ("gamut_rng_1_10_few_shot"); and the paper's names.
 */
struct gamut_import_place gamut_import_name(struct gamut_catalog *catalog,
                                            struct gamut_str name);

/* `name` as settings of ours are spelt: "few_shot" is "few-shot". */
struct gamut_str gamut_import_name_setting(struct gamut_str name);

#endif
