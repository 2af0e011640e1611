#ifndef GAMUT_TASKS_CATALOG_TASK_FILE_H
#define GAMUT_TASKS_CATALOG_TASK_FILE_H

#include "base/yaml.h"
#include "tasks/task.h"

/*
 * A task as data: a YAML file
 * ---------------------------
 * docs/tasks.md tells what may stand in it, docs/task.schema.json tells
 * editors; both follow from the tables of kind.h. The verifier is put together
 * from those of verifiers/; what it accepts goes into the task's hash through
 * `definition`.
 */
struct gamut_task_file;

/* The most bytes of a word list that a task file names. */
#define GAMUT_TASK_LIST_MAX ((size_t)16 << 20)

/* The keys that a task file may have, with a line of help each. */
struct gamut_task_key {
	const char *name;
	const char *help;
	bool is_required;
};

size_t gamut_task_key_count(void);
const struct gamut_task_key *gamut_task_key_at(size_t i);

/*
 * Read the task of the file `path`, and the files that it names.
 * GAMUT_ENOTFOUND and GAMUT_EIO for what cannot be read; GAMUT_EPARSE, with
 * file, line, column and remedy, for what cannot be understood. Its verifier is
 * opened once, so that what does not compile is told here, and its space
 * counted. On GAMUT_OK the caller frees `*out`.
 */
GAMUT_MUST_USE
enum gamut_status gamut_task_file_read(struct gamut_task_file **out,
                                       const char *path,
                                       struct gamut_lexicon *lexicon,
                                       struct gamut_err *err);

/* The same from text, of a file called `path` (for places and other files). */
GAMUT_MUST_USE
enum gamut_status gamut_task_file_parse(struct gamut_task_file **out,
                                        const char *path, struct gamut_str text,
                                        struct gamut_lexicon *lexicon,
                                        struct gamut_err *err);

/* As long as `file`. */
const struct gamut_task *gamut_task_file_task(
	const struct gamut_task_file *file);

void gamut_task_file_free(struct gamut_task_file *file); /* or NULL */

#endif
