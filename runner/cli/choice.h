#ifndef GAMUT_CLI_CHOICE_H
#define GAMUT_CLI_CHOICE_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"
#include "tasks/catalog/catalog.h"

/* Which cells of runs are wanted, by --tasks and --settings. */
struct gamut_choice {
	struct gamut_str *tasks; /* NULL: all */
	size_t task_count;
	struct gamut_str *settings;
	size_t setting_count; /* 0: all, and those that were not told */
};

/*
 * The tasks of `catalog` that `globs` and the settings that `settings` names,
 * each separated by commas; NULL: all. Fails as gamut_catalog_select() and
 * gamut_plan_settings() do. Memory is `arena`'s.
 */
GAMUT_MUST_USE
enum gamut_status gamut_choice_make(struct gamut_choice *out,
                                    struct gamut_catalog *catalog,
                                    const char *globs, const char *settings,
                                    struct gamut_arena *arena,
                                    struct gamut_err *err);

/* Is the cell of that task and setting one of them? */
bool gamut_choice_has(const struct gamut_choice *choice, struct gamut_str task,
                      struct gamut_str setting);

#endif
