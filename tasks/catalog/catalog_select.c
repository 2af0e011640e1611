#include "tasks/catalog/catalog_state.h"

#include <fnmatch.h>
#include <string.h>

/* May `entry` be meant by a pattern, or by nothing? */
static bool is_chosen(const struct gamut_catalog *catalog,
                      const struct gamut_entry *entry, bool is_pattern)
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
		const struct gamut_entry *entry = &catalog->entries[i];

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
	return gamut_catalog_is_task_file(name) || strchr(name, '/');
}

/* Mark what was read from `path`, a file or a folder. */
static void mark_file(bool *wanted, const struct gamut_catalog *catalog,
                      const char *path, struct gamut_arena *arena)
{
	const char *place = gamut_catalog_place(path, arena);
	struct gamut_str file = gamut_str_of(place ? place : "");

	for (size_t i = 0; i < catalog->count && place; i++) {
		const char *of = catalog->entries[i].place;
		struct gamut_str from = gamut_str_of(of ? of : "");

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
		                 gamut_catalog_look_up(&ignored, catalog, name,
		                                       err);
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
			mark_file(wanted, catalog, glob, arena);
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
