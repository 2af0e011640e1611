#ifndef GAMUT_TASKS_CATALOG_CATALOG_H
#define GAMUT_TASKS_CATALOG_CATALOG_H

#include "base/text.h"
#include "tasks/task.h"
#include "verifiers/lexicon.h"

/*
 * All tasks that one command knows
 * --------------------------------
 * The built-in ones (suite "core"), those that are shipped as task files (suite
 * "extended"), and those that the user names: task files, folders of them, and
 * plugins. Names are unique among all of them, and a task of the extended suite
 * is found by its name without further ado, so that runs of it can be scored by
 * anybody; it is read when it is first looked for.
 *
 * Not thread-safe. Tasks live as long as the catalog.
 */
struct gamut_catalog;

/* With the core suite. Never NULL; released by gamut_catalog_free(). */
GAMUT_NONNULL
struct gamut_catalog *gamut_catalog_open(void);
void gamut_catalog_free(struct gamut_catalog *catalog); /* NULL is a no-op */

/* The word lists that its tasks read; lives as long as the catalog. */
struct gamut_lexicon *gamut_catalog_lexicon(struct gamut_catalog *catalog);

/* "core, extended or all". */
#define GAMUT_SUITES "core, extended or all"

/*
 * Let `name`, one of GAMUT_SUITES, be what is chosen where no task is named.
 * GAMUT_EINVAL for another name; GAMUT_ENOTFOUND, GAMUT_EPARSE and the like
 * where the extended suite cannot be read.
 */
GAMUT_MUST_USE
enum gamut_status gamut_catalog_use_suite(struct gamut_catalog *catalog,
                                          const char *name,
                                          struct gamut_err *err);

/*
 * Add the task of the file `path` (.yaml, .yml), all such files of the folder
 * `path`, in the order of their names, or the tasks of the plugin `path` (.so,
 * see plugin_file.h). From then on these are chosen where no task and no suite
 * is named. What task_file.h and plugin_file.h fail with; GAMUT_EINVAL for a
 * name that is taken, with both places, and for a folder without a task.
 */
GAMUT_MUST_USE
enum gamut_status gamut_catalog_add(struct gamut_catalog *catalog,
                                    const char *path, struct gamut_err *err);

/*
 * As gamut_catalog_add(), for a path that comes from a file and not from the
 * command line: GAMUT_EINVAL for a plugin.
 */
GAMUT_MUST_USE
enum gamut_status gamut_catalog_add_file(struct gamut_catalog *catalog,
                                         const char *path,
                                         struct gamut_err *err);

/* The tasks that are known by now: in alphabetical order, from 0. */
size_t gamut_catalog_count(const struct gamut_catalog *catalog);
const struct gamut_task *gamut_catalog_at(const struct gamut_catalog *catalog,
                                          size_t i);

/* The file a task was read from, or NULL: it is built in. */
const char *gamut_catalog_origin(const struct gamut_catalog *catalog,
                                 const struct gamut_task *task);

/*
 * The task of that name, of the extended suite too; NULL where there is none.
 * Where its file is broken, there is none either: gamut_catalog_require() says.
 */
const struct gamut_task *gamut_catalog_find(struct gamut_catalog *catalog,
                                            struct gamut_str name);

/*
 * The same for a name that a stranger gave: GAMUT_EPARSE where there is none,
 * with what gamut_catalog_hint() says; GAMUT_EINVAL and the like, which are no
 * fault of the stranger's, where its file is broken.
 */
GAMUT_MUST_USE
enum gamut_status gamut_catalog_require(const struct gamut_task **out,
                                        struct gamut_catalog *catalog,
                                        struct gamut_str name,
                                        struct gamut_err *err);

/*
 * What to put behind "unknown task 'name'": the nearest, as gamut_text_hint(),
 * or, where none is near, how to find or bring one.
 */
struct gamut_hint gamut_catalog_hint(const struct gamut_catalog *catalog,
                                     const char *name);

/*
 * The tasks whose names match one of the comma-separated shell patterns in
 * `globs` ("weekdays_*,rng_1_10"), or, where that is NULL, the chosen ones: of
 * the suite that was named, else of the files that were added, else the core
 * suite. Patterns are matched against the suite that was named and the files
 * that were added, or, where no suite was named, against all tasks that are
 * known by now; what is no pattern may name any task,
 * and what has a slash or ends as a task file does is a path, added as
 * gamut_catalog_add_file() adds it. In alphabetical order, in
 * `arena`. GAMUT_EINVAL names a pattern that matches none, with the nearest
 * name.
 */
GAMUT_MUST_USE
enum gamut_status gamut_catalog_select(const struct gamut_task ***tasks,
                                       size_t *count,
                                       struct gamut_catalog *catalog,
                                       const char *globs,
                                       struct gamut_arena *arena,
                                       struct gamut_err *err);

#endif
