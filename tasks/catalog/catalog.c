#include "tasks/catalog/catalog.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/file.h"
#include "tasks/catalog/plugin_file.h"
#include "tasks/catalog/registry.h"
#include "tasks/catalog/task_file.h"

/* Where a task is from. */
enum origin {
	GAMUT_ORIGIN_CORE,
	GAMUT_ORIGIN_EXTENDED,
	GAMUT_ORIGIN_ADDED, /* a file that the user named */
};

struct entry {
	const struct gamut_task *task;
	enum origin origin;
	const char *path; /* NULL: built in */
};

/* A file that tasks live in: one of the two. */
struct holder {
	struct gamut_task_file *file;
	struct gamut_plugin_file *plugin;
};

struct gamut_catalog {
	struct gamut_lexicon *lexicon;
	struct entry *entries; /* by name */
	size_t count;
	size_t size;
	struct holder *holders;
	size_t holder_count;
	size_t holder_size;
	/* What is chosen where no task is named. */
	bool is_chosen[GAMUT_ORIGIN_ADDED + 1];
	bool has_suite; /* it was named */
	struct gamut_arena arena;
};

/* The place of `name`, or where it would be. */
static size_t place_of(const struct gamut_catalog *catalog, const char *name)
{
	size_t i = 0;

	while (i < catalog->count &&
	       strcmp(catalog->entries[i].task->name, name) < 0)
		i++;
	return i;
}

/* Is it the very file that is there already? */
static bool is_same(const struct entry *a, const struct entry *b)
{
	return a->path && b->path && strcmp(a->path, b->path) == 0;
}

/*
 * Add a task; GAMUT_EINVAL where its name is taken, but by the same file, which
 * may be named again.
 */
static enum gamut_status add(struct gamut_catalog *catalog,
                             const struct entry *entry, struct gamut_err *err)
{
	size_t at = place_of(catalog, entry->task->name);
	const struct entry *there = &catalog->entries[at];

	if (at < catalog->count &&
	    strcmp(there->task->name, entry->task->name) == 0 &&
	    is_same(there, entry))
		return GAMUT_OK;
	if (at < catalog->count &&
	    strcmp(there->task->name, entry->task->name) == 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "%s: the name '%s' is taken by %s: give the "
		                   "task another",
		                   entry->path, entry->task->name,
		                   there->path ? there->path :
		                                 "a built-in task");
	catalog->entries = gamut_grow_array(catalog->entries, &catalog->size,
	                                    catalog->count,
	                                    sizeof(catalog->entries[0]));
	memmove(&catalog->entries[at + 1], &catalog->entries[at],
	        (catalog->count - at) * sizeof(catalog->entries[0]));
	catalog->entries[at] = *entry;
	catalog->count++;
	return GAMUT_OK;
}

struct gamut_catalog *gamut_catalog_open(void)
{
	struct gamut_catalog *catalog = gamut_alloc(sizeof(*catalog));

	catalog->lexicon = gamut_lexicon_open();
	catalog->is_chosen[GAMUT_ORIGIN_CORE] = true;
	catalog->size = catalog->count = gamut_task_count();
	catalog->entries = gamut_alloc_array(catalog->count,
	                                     sizeof(catalog->entries[0]));
	for (size_t i = 0; i < catalog->count; i++)
		catalog->entries[i].task = gamut_task_at(i);
	return catalog;
}

void gamut_catalog_free(struct gamut_catalog *catalog)
{
	if (!catalog)
		return;
	for (size_t i = 0; i < catalog->holder_count; i++) {
		gamut_task_file_free(catalog->holders[i].file);
		gamut_plugin_file_free(catalog->holders[i].plugin);
	}
	free(catalog->holders);
	free(catalog->entries);
	gamut_lexicon_free(catalog->lexicon);
	gamut_arena_clear(&catalog->arena);
	free(catalog);
}

struct gamut_lexicon *gamut_catalog_lexicon(struct gamut_catalog *catalog)
{
	return catalog->lexicon;
}

/* -------------------------------------------------------------------- files */

static void hold(struct gamut_catalog *catalog, struct holder holder)
{
	catalog->holders = gamut_grow_array(
		catalog->holders, &catalog->holder_size, catalog->holder_count,
		sizeof(catalog->holders[0]));
	catalog->holders[catalog->holder_count++] = holder;
}

static enum gamut_status add_task_file(struct gamut_catalog *catalog,
                                       const char *path, enum origin origin,
                                       struct gamut_err *err)
{
	struct gamut_task_file *file;
	struct entry entry = { .origin = origin };
	enum gamut_status status = gamut_task_file_read(&file, path,
	                                                catalog->lexicon, err);

	if (status)
		return status;
	hold(catalog, (struct holder){ .file = file });
	entry.task = gamut_task_file_task(file);
	entry.path = gamut_arena_copy(&catalog->arena, gamut_str_of(path)).ptr;
	return add(catalog, &entry, err);
}

static enum gamut_status add_plugin(struct gamut_catalog *catalog,
                                    const char *path, struct gamut_err *err)
{
	struct gamut_plugin_file *plugin;
	enum gamut_status status = gamut_plugin_file_load(&plugin, path, err);

	if (status)
		return status;
	hold(catalog, (struct holder){ .plugin = plugin });
	for (size_t i = 0; i < gamut_plugin_file_count(plugin) && !status;
	     i++) {
		struct entry entry = {
			.task = gamut_plugin_file_task(plugin, i),
			.origin = GAMUT_ORIGIN_ADDED,
			.path = gamut_arena_copy(&catalog->arena,
			                         gamut_str_of(path))
			                .ptr,
		};

		status = add(catalog, &entry, err);
	}
	return status;
}

static bool has_end(const char *path, const char *end)
{
	return gamut_str_ends_with(gamut_str_of(path), gamut_str_of(end));
}

static bool is_task_file(const char *path)
{
	return has_end(path, ".yaml") || has_end(path, ".yml");
}

/* What stands in a folder, but for what is hidden. */
static int is_wanted(const struct dirent *found)
{
	return found->d_name[0] != '.' && is_task_file(found->d_name);
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static enum gamut_status add_folder(struct gamut_catalog *catalog,
                                    const char *folder, enum origin origin,
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

enum gamut_status gamut_catalog_add_file(struct gamut_catalog *catalog,
                                         const char *path,
                                         struct gamut_err *err)
{
	choose_added(catalog);
	if (gamut_file_is_folder(path))
		return add_folder(catalog, path, GAMUT_ORIGIN_ADDED, err);
	if (is_task_file(path))
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

enum gamut_status gamut_catalog_add(struct gamut_catalog *catalog,
                                    const char *path, struct gamut_err *err)
{
	if (!has_end(path, ".so") || gamut_file_is_folder(path))
		return gamut_catalog_add_file(catalog, path, err);
	choose_added(catalog);
	return add_plugin(catalog, path, err);
}

/* ------------------------------------------------------- the extended suite */

/* Its folder stands beside that of the word lists. */
static enum gamut_status extended_folder(const char **out,
                                         struct gamut_catalog *catalog,
                                         struct gamut_err *err)
{
	const char *lists;
	enum gamut_status status = gamut_lexicon_folder(&lists,
	                                                catalog->lexicon, err);

	if (!status)
		*out = gamut_arena_strf(&catalog->arena, "%s/../tasks/extended",
		                        lists)
		               .ptr;
	return status;
}

static const struct entry *find_entry(const struct gamut_catalog *catalog,
                                      struct gamut_str name)
{
	for (size_t i = 0; i < catalog->count; i++)
		if (gamut_str_eq(gamut_str_of(catalog->entries[i].task->name),
		                 name))
			return &catalog->entries[i];
	return NULL;
}

/* Add what is not there yet of the extended suite. */
static enum gamut_status add_extended(struct gamut_catalog *catalog,
                                      struct gamut_err *err)
{
	struct dirent **found;
	const char *folder;
	enum gamut_status status = extended_folder(&folder, catalog, err);
	int count;

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
		if (!status && !find_entry(catalog, stem))
			status = add_task_file(
				catalog,
				gamut_arena_strf(&catalog->arena, "%s/%s",
			                         folder, found[i]->d_name)
					.ptr,
				GAMUT_ORIGIN_EXTENDED, err);
		free(found[i]);
	}
	free(found);
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

/*
 * Find the task of that name; NULL where there is none, and GAMUT_OK, or why
 * the file that has it cannot be read.
 */
static enum gamut_status find(const struct gamut_task **out,
                              struct gamut_catalog *catalog,
                              struct gamut_str name, struct gamut_err *err)
{
	const struct entry *entry = find_entry(catalog, name);
	enum gamut_status status = GAMUT_OK;
	const char *folder;
	const char *path;

	if (!entry && is_plain(name) &&
	    !extended_folder(&folder, catalog, NULL)) {
		path = gamut_arena_strf(&catalog->arena, "%s/%.*s.yaml", folder,
		                        GAMUT_STR_ARG(name))
		               .ptr;
		if (gamut_file_exists(path))
			status = add_task_file(catalog, path,
			                       GAMUT_ORIGIN_EXTENDED, err);
		/* It is not the name that cannot be understood. */
		if (status == GAMUT_EPARSE) {
			status = GAMUT_EINVAL;
			if (err)
				err->status = status;
		}
		entry = find_entry(catalog, name);
	}
	*out = entry && !status ? entry->task : NULL;
	return status;
}

/* ----------------------------------------------------------------- answers */

size_t gamut_catalog_count(const struct gamut_catalog *catalog)
{
	return catalog->count;
}

const struct gamut_task *gamut_catalog_at(const struct gamut_catalog *catalog,
                                          size_t i)
{
	if (i >= catalog->count)
		GAMUT_BUG("task %zu out of range", i);
	return catalog->entries[i].task;
}

const char *gamut_catalog_origin(const struct gamut_catalog *catalog,
                                 const struct gamut_task *task)
{
	for (size_t i = 0; i < catalog->count; i++)
		if (catalog->entries[i].task == task)
			return catalog->entries[i].path;
	return NULL;
}

const struct gamut_task *gamut_catalog_find(struct gamut_catalog *catalog,
                                            struct gamut_str name)
{
	const struct gamut_task *task;

	return find(&task, catalog, name, NULL) ? NULL : task;
}

enum gamut_status gamut_catalog_require(const struct gamut_task **out,
                                        struct gamut_catalog *catalog,
                                        struct gamut_str name,
                                        struct gamut_err *err)
{
	struct gamut_buf shown = { 0 };
	enum gamut_status status = find(out, catalog, name, err);

	if (status || *out)
		return status;
	gamut_text_show(&shown, name, 64);
	gamut_error_set(
		err, GAMUT_EPARSE, "unknown task '%s'%s",
		gamut_buf_cstr(&shown),
		gamut_catalog_hint(catalog, gamut_buf_cstr(&shown)).text);
	gamut_buf_release(&shown);
	return GAMUT_EPARSE;
}

struct gamut_hint gamut_catalog_hint(const struct gamut_catalog *catalog,
                                     const char *name)
{
	const char **names = gamut_alloc_array(catalog->count, sizeof(*names));
	struct gamut_hint hint;

	for (size_t i = 0; i < catalog->count; i++)
		names[i] = catalog->entries[i].task->name;
	hint = gamut_text_hint(name, names, catalog->count);
	free(names);
	if (hint.text[0] == '\0')
		return (struct gamut_hint){
			": 'gamut tasks' lists those there are; your own come "
			"by --task-file"
		};
	return hint;
}

/* May `entry` be meant by a pattern, or by nothing? */
static bool is_chosen(const struct gamut_catalog *catalog,
                      const struct entry *entry, bool is_pattern)
{
	if (is_pattern && !catalog->has_suite)
		return true;
	return catalog->is_chosen[entry->origin];
}

/* Mark the tasks that match `glob`; false where none does. */
static bool mark(bool *wanted, const struct gamut_catalog *catalog,
                 const char *glob)
{
	bool is_any = false;

	for (size_t i = 0; i < catalog->count; i++) {
		const struct entry *entry = &catalog->entries[i];

		if ((is_chosen(catalog, entry, true) &&
		     fnmatch(glob, entry->task->name, 0) == 0) ||
		    strcmp(glob, entry->task->name) == 0)
			is_any = wanted[i] = true;
	}
	return is_any;
}

/* Does it say where a file is, and not what a task is called? */
static bool is_path(const char *name)
{
	return is_task_file(name) || strchr(name, '/');
}

/* Mark what was read from `path`, a file or a folder. */
static void mark_file(bool *wanted, const struct gamut_catalog *catalog,
                      const char *path)
{
	struct gamut_str file = gamut_str_of(path);

	for (size_t i = 0; i < catalog->count; i++) {
		struct gamut_str from = gamut_str_of(
			catalog->entries[i].path ? catalog->entries[i].path :
						   "");

		if (gamut_str_starts_with(from, file) &&
		    (from.len == file.len || from.ptr[file.len] == '/'))
			wanted[i] = true;
	}
}

/*
 * Read the tasks that `globs` has the paths of, and those of the extended suite
 * that it has the names of.
 */
static enum gamut_status meet(struct gamut_catalog *catalog,
                              struct gamut_str globs, struct gamut_arena *arena,
                              struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;
	const struct gamut_task *ignored;
	struct gamut_str name;

	while (!status && gamut_str_take_field(&globs, ',', &name)) {
		const char *text = gamut_arena_copy(arena, name).ptr;

		status = is_path(text) ?
		                 gamut_catalog_add_file(catalog, text, err) :
		                 find(&ignored, catalog, name, err);
	}
	return status;
}

static enum gamut_status mark_all(bool *wanted,
                                  const struct gamut_catalog *catalog,
                                  struct gamut_str globs,
                                  struct gamut_arena *arena,
                                  struct gamut_err *err)
{
	struct gamut_str name;

	while (gamut_str_take_field(&globs, ',', &name)) {
		const char *glob = gamut_arena_copy(arena, name).ptr;

		if (is_path(glob))
			mark_file(wanted, catalog, glob);
		else if (!mark(wanted, catalog, glob))
			return gamut_error(
				err, GAMUT_EINVAL, "unknown task '%s'%s", glob,
				gamut_catalog_hint(catalog, glob).text);
	}
	return GAMUT_OK;
}

enum gamut_status gamut_catalog_select(const struct gamut_task ***tasks,
                                       size_t *count,
                                       struct gamut_catalog *catalog,
                                       const char *globs,
                                       struct gamut_arena *arena,
                                       struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;
	bool *wanted;

	if (globs)
		status = meet(catalog, gamut_str_of(globs), arena, err);
	if (status)
		return status;
	wanted = gamut_arena_new(arena, bool, catalog->count);
	if (globs)
		status = mark_all(wanted, catalog, gamut_str_of(globs), arena,
		                  err);
	for (size_t i = 0; i < catalog->count && !globs; i++)
		wanted[i] = is_chosen(catalog, &catalog->entries[i], false);
	*tasks = gamut_arena_new(arena, const struct gamut_task *,
	                         catalog->count);
	*count = 0;
	for (size_t i = 0; i < catalog->count; i++)
		if (wanted[i])
			(*tasks)[(*count)++] = catalog->entries[i].task;
	if (!status && *count == 0)
		status = gamut_error(err, GAMUT_EINVAL, "no task is chosen");
	return status;
}
