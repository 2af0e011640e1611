#ifndef GAMUT_TASKS_CATALOG_SCHEMA_H
#define GAMUT_TASKS_CATALOG_SCHEMA_H

#include "base/buf.h"

/*
 * Add the JSON Schema (2020-12) of task files, for editors: from the tables of
 * task_file.h and kind.h, so that it knows the kinds of check that there are.
 * It is in lines; docs/task.schema.json holds it.
 */
void gamut_task_schema(struct gamut_buf *out);

#endif
