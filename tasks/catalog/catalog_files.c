#include "tasks/catalog/catalog_state.h"

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/file.h"

/* Of the extended suite, from the folder of the word lists. */
#define EXTENDED_FOLDER "../tasks/extended"

const char *gamut_catalog_place(const char *path, struct gamut_arena *arena)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	const char *folder = ".";
	struct stat st;

	if (gamut_file_is_folder(path)) {
		folder = path;
		name = NULL;
	} else if (slash) {
		folder = gamut_arena_strf(arena, "%.*s", (int)(name - path),
		                          path)
		                 .ptr;
	}
	if (stat(folder, &st) != 0)
		return NULL;
	return gamut_arena_strf(arena, "%ju:%ju%s%s", (uintmax_t)st.st_dev,
	                        (uintmax_t)st.st_ino, name ? "/" : "",
	                        name ? name : "")
	        .ptr;
}

static void hold(struct gamut_catalog *catalog, struct gamut_holder holder)
{
	catalog->holders = gamut_grow_array(
		catalog->holders, &catalog->holder_size, catalog->holder_count,
		sizeof(catalog->holders[0]));
	catalog->holders[catalog->holder_count++] = holder;
}

/* The file of the extended suite that has the task `name`, or NULL. */
static const char *shipped_file(struct gamut_catalog *catalog,
                                struct gamut_str name)
{
	const char *lists;
	const char *path;

	if (gamut_lexicon_folder(&lists, catalog->lexicon, NULL))
		return NULL;
	path = gamut_arena_strf(&catalog->arena, "%s/%s/%.*s.yaml", lists,
	                        EXTENDED_FOLDER, GAMUT_STR_ARG(name))
	               .ptr;
	return gamut_file_exists(path) ? path : NULL;
}

/*
 * Add a task that the user brings. Names of the extended suite are taken,
 * whether it was read or not: who scores the run later would judge it by the
 * shipped task.
 */
static enum gamut_status put_added(struct gamut_catalog *catalog,
                                   const struct gamut_entry *entry,
                                   struct gamut_err *err)
{
	const char *shipped = shipped_file(catalog,
	                                   gamut_str_of(entry->task->name));
	const char *place = NULL;

	if (shipped)
		place = gamut_catalog_place(shipped, &catalog->arena);
	if (place && (!entry->place || strcmp(place, entry->place) != 0))
		return gamut_error(err, GAMUT_EINVAL,
		                   "%s: the name '%s' is taken by the extended "
		                   "suite: give the task another",
		                   entry->path, entry->task->name);
	return gamut_catalog_put(catalog, entry, err);
}

static enum gamut_status add_task_file(struct gamut_catalog *catalog,
                                       const char *path,
                                       enum gamut_origin origin,
                                       struct gamut_err *err)
{
	struct gamut_task_file *file;
	struct gamut_entry entry = { .origin = origin };
	enum gamut_status status = gamut_task_file_read(&file, path,
	                                                catalog->lexicon, err);

	if (status)
		return status;
	hold(catalog, (struct gamut_holder){ .file = file });
	entry.task = gamut_task_file_task(file);
	entry.path = gamut_arena_copy(&catalog->arena, gamut_str_of(path)).ptr;
	entry.place = gamut_catalog_place(path, &catalog->arena);
	return origin == GAMUT_ORIGIN_ADDED ?
	               put_added(catalog, &entry, err) :
	               gamut_catalog_put(catalog, &entry, err);
}

static enum gamut_status add_plugin(struct gamut_catalog *catalog,
                                    const char *path, struct gamut_err *err)
{
	struct gamut_plugin_file *plugin;
	enum gamut_status status = gamut_plugin_file_load(&plugin, path, err);

	if (status)
		return status;
	hold(catalog, (struct gamut_holder){ .plugin = plugin });
	for (size_t i = 0; i < gamut_plugin_file_count(plugin) && !status;
	     i++) {
		struct gamut_entry entry = {
			.task = gamut_plugin_file_task(plugin, i),
			.origin = GAMUT_ORIGIN_ADDED,
			.path = gamut_arena_copy(&catalog->arena,
			                         gamut_str_of(path))
			                .ptr,
			.place = gamut_catalog_place(path, &catalog->arena),
		};

		status = put_added(catalog, &entry, err);
	}
	return status;
}

static bool has_end(const char *path, const char *end)
{
	return gamut_str_ends_with(gamut_str_of(path), gamut_str_of(end));
}

bool gamut_catalog_is_task_file(const char *path)
{
	return has_end(path, ".yaml") || has_end(path, ".yml");
}

/* What stands in a folder, but for what is hidden. */
static int is_wanted(const struct dirent *found)
{
	return found->d_name[0] != '.' &&
	       gamut_catalog_is_task_file(found->d_name);
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static enum gamut_status add_folder(struct gamut_catalog *catalog,
                                    const char *folder,
                                    enum gamut_origin origin,
                                    struct gamut_err *err)
{
	struct dirent **found;
	int count = scandir(folder, &found, is_wanted, by_bytes);
	enum gamut_status status = GAMUT_OK;

	if (count < 0)
		return gamut_error_errno(err, errno, "cannot read '%s'",
		                         folder);
	if (count == 0)
		status = gamut_error(err, GAMUT_EINVAL,
		                     "'%s' holds no task file: their names end "
		                     "in .yaml or .yml",
		                     folder);
	for (int i = 0; i < count; i++) {
		if (!status)
			status = add_task_file(
				catalog,
				gamut_arena_strf(&catalog->arena, "%s/%s",
			                         folder, found[i]->d_name)
					.ptr,
				origin, err);
		free(found[i]);
	}
	free(found);
	return status;
}

/* From now on, files are chosen where neither suite nor task is named. */
static void choose_added(struct gamut_catalog *catalog)
{
	catalog->is_chosen[GAMUT_ORIGIN_ADDED] = true;
	if (!catalog->has_suite)
		catalog->is_chosen[GAMUT_ORIGIN_CORE] = false;
}

/* A file or a folder of them; no plugin. */
static enum gamut_status add_data(struct gamut_catalog *catalog,
                                  const char *path, struct gamut_err *err)
{
	if (gamut_file_is_folder(path))
		return add_folder(catalog, path, GAMUT_ORIGIN_ADDED, err);
	if (gamut_catalog_is_task_file(path))
		return add_task_file(catalog, path, GAMUT_ORIGIN_ADDED, err);
	if (has_end(path, ".so"))
		return gamut_error(err, GAMUT_EINVAL,
		                   "'%s' is a program's code, which is loaded "
		                   "from the command line only: --task-file %s",
		                   path, path);
	return gamut_error(err, GAMUT_EINVAL,
	                   "'%s' is no task: a task file ends in .yaml or "
	                   ".yml, a plugin in .so; or a folder of task files",
	                   path);
}

enum gamut_status gamut_catalog_add_file(struct gamut_catalog *catalog,
                                         const char *path,
                                         struct gamut_err *err)
{
	enum gamut_status status = add_data(catalog, path, err);

	if (!status)
		choose_added(catalog);
	return status;
}

enum gamut_status gamut_catalog_add(struct gamut_catalog *catalog,
                                    const char *path, struct gamut_err *err)
{
	enum gamut_status status;

	if (!has_end(path, ".so") || gamut_file_is_folder(path))
		return gamut_catalog_add_file(catalog, path, err);
	status = add_plugin(catalog, path, err);
	if (!status)
		choose_added(catalog);
	return status;
}

/* ------------------------------------------------------- the extended suite */

static enum gamut_status extended_folder(const char **out,
                                         struct gamut_catalog *catalog,
                                         struct gamut_err *err)
{
	const char *lists;
	enum gamut_status status = gamut_lexicon_folder(&lists,
	                                                catalog->lexicon, err);

	if (!status)
		*out = gamut_arena_strf(&catalog->arena, "%s/%s", lists,
		                        EXTENDED_FOLDER)
		               .ptr;
	return status;
}

/* Add what is not there yet of the extended suite. */
static enum gamut_status add_extended(struct gamut_catalog *catalog,
                                      struct gamut_err *err)
{
	struct dirent **found;
	const char *folder;
	enum gamut_status status;
	int count;

	if (catalog->has_extended)
		return GAMUT_OK;
	status = extended_folder(&folder, catalog, err);
	if (status)
		return status;
	count = scandir(folder, &found, is_wanted, by_bytes);
	if (count < 0)
		return gamut_error_errno(err, errno,
		                         "cannot read the extended suite, '%s'",
		                         folder);
	for (int i = 0; i < count; i++) {
		struct gamut_str stem = gamut_str_of(found[i]->d_name);

		stem = gamut_str_head(stem, stem.len - strlen(".yaml"));
		if (!status && !gamut_catalog_entry(catalog, stem))
			status = add_task_file(
				catalog,
				gamut_arena_strf(&catalog->arena, "%s/%s",
			                         folder, found[i]->d_name)
					.ptr,
				GAMUT_ORIGIN_EXTENDED, err);
		free(found[i]);
	}
	free(found);
	catalog->has_extended = !status;
	return status;
}

enum gamut_status gamut_catalog_use_suite(struct gamut_catalog *catalog,
                                          const char *name,
                                          struct gamut_err *err)
{
	bool is_all = strcmp(name, "all") == 0;
	bool is_core = is_all || strcmp(name, "core") == 0;
	bool is_extended = is_all || strcmp(name, "extended") == 0;

	if (!is_core && !is_extended)
		return gamut_error(
			err, GAMUT_EINVAL,
			"unknown suite '%s': there are " GAMUT_SUITES, name);
	catalog->has_suite = true;
	catalog->is_chosen[GAMUT_ORIGIN_CORE] = is_core;
	catalog->is_chosen[GAMUT_ORIGIN_EXTENDED] = is_extended;
	return is_extended ? add_extended(catalog, err) : GAMUT_OK;
}

/* May a name that a stranger gave be that of a file? */
static bool is_plain(struct gamut_str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!gamut_ascii_is_alpha(name.ptr[i]) &&
		    !gamut_ascii_is_digit(name.ptr[i]) && name.ptr[i] != '_')
			return false;
	return name.len > 0 && name.len <= 64;
}

enum gamut_status gamut_catalog_look_up(const struct gamut_task **out,
                                        struct gamut_catalog *catalog,
                                        struct gamut_str name,
                                        struct gamut_err *err)
{
	const struct gamut_entry *entry = gamut_catalog_entry(catalog, name);
	enum gamut_status status = GAMUT_OK;
	const char *path;

	if (!entry && is_plain(name)) {
		path = shipped_file(catalog, name);
		if (path)
			status = add_task_file(catalog, path,
			                       GAMUT_ORIGIN_EXTENDED, err);
		/* It is not the name that cannot be understood. */
		if (status == GAMUT_EPARSE) {
			status = GAMUT_EINVAL;
			if (err)
				err->status = status;
		}
		entry = gamut_catalog_entry(catalog, name);
	}
	*out = entry && !status ? entry->task : NULL;
	return status;
}
