#ifndef GAMUT_TASKS_CATALOG_CATALOG_STATE_H
#define GAMUT_TASKS_CATALOG_CATALOG_STATE_H

#include "tasks/catalog/catalog.h"
#include "tasks/catalog/plugin_file.h"
#include "tasks/catalog/task_file.h"

/*
 * What a catalog is, for the files that make it up: catalog.c, of what there
 * is, catalog_files.c, of where it comes from, and catalog_select.c, of what is
 * meant.
 */

/* Where a task is from. */
enum gamut_origin {
	GAMUT_ORIGIN_CORE,
	GAMUT_ORIGIN_EXTENDED,
	GAMUT_ORIGIN_ADDED, /* a file that the user named */
};

struct gamut_entry {
	const struct gamut_task *task;
	enum gamut_origin origin;
	const char *path;  /* as it was named; NULL: built in */
	const char *place; /* where that is, however it is named, or NULL */
};

/* A file that tasks live in: one of the two. */
struct gamut_holder {
	struct gamut_task_file *file;
	struct gamut_plugin_file *plugin;
};

struct gamut_catalog {
	struct gamut_lexicon *lexicon;
	struct gamut_entry *entries; /* by name */
	size_t count;
	size_t size;
	struct gamut_holder *holders;
	size_t holder_count;
	size_t holder_size;
	/* What is chosen where no task is named. */
	bool is_chosen[GAMUT_ORIGIN_ADDED + 1];
	bool has_suite;    /* it was named */
	bool has_extended; /* all of it was read */
	struct gamut_arena arena;
};

/* Does the name of a file say that it is a task file? */
bool gamut_catalog_is_task_file(const char *path);

/*
 * Where `path` is, however it is named: a text of its folder, with a slash and
 * its own name behind it; of a folder, of itself alone. In `arena`; NULL where
 * there is none.
 */
const char *gamut_catalog_place(const char *path, struct gamut_arena *arena);

/* What is known by now of that name, or NULL; valid until more is put. */
const struct gamut_entry *gamut_catalog_entry(
	const struct gamut_catalog *catalog, struct gamut_str name);

/*
 * Add a task; GAMUT_EINVAL where its name is taken, but by the same file, which
 * may be named again.
 */
GAMUT_MUST_USE
enum gamut_status gamut_catalog_put(struct gamut_catalog *catalog,
                                    const struct gamut_entry *entry,
                                    struct gamut_err *err);

/*
 * Find the task of that name; NULL where there is none, and GAMUT_OK, or why
 * the file that has it cannot be read.
 */
GAMUT_MUST_USE
enum gamut_status gamut_catalog_look_up(const struct gamut_task **out,
                                        struct gamut_catalog *catalog,
                                        struct gamut_str name,
                                        struct gamut_err *err);

#endif
