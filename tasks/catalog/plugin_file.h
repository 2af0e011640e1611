#ifndef GAMUT_TASKS_CATALOG_PLUGIN_FILE_H
#define GAMUT_TASKS_CATALOG_PLUGIN_FILE_H

#include "tasks/plugin.h"

/*
 * The tasks of a shared object
 * ----------------------------
 * It is code, and runs as the user does: so it must be a regular file that
 * belongs to the user or to root and that nobody else may write, in a folder
 * of which the same holds (sticky folders will do), named by a path with a
 * slash. Whatever was built with an older header of the same ABI is read as far
 * as it goes; the rest is zero. What was checked is what is loaded, under
 * the name of an open descriptor (where there is /proc): a run path of $ORIGIN
 * does not lead to the plugin's folder. Not thread-safe.
 */
struct gamut_plugin_file;

/*
 * GAMUT_ENOTFOUND and GAMUT_EIO; GAMUT_EINVAL for a path, owner or mode that is
 * not safe, with the remedy, and for a broken descriptor; GAMUT_EABI for
 * another ABI, or for what is no plugin. On GAMUT_OK the caller frees `*out`,
 * after everything that has the tasks.
 */
GAMUT_MUST_USE
enum gamut_status gamut_plugin_file_load(struct gamut_plugin_file **out,
                                         const char *path,
                                         struct gamut_err *err);

/* As long as `file`. */
size_t gamut_plugin_file_count(const struct gamut_plugin_file *file);
const struct gamut_task *gamut_plugin_file_task(
	const struct gamut_plugin_file *file, size_t i);

void gamut_plugin_file_free(struct gamut_plugin_file *file); /* or NULL */

#endif
