#ifndef GAMUT_CLI_PAGE_H
#define GAMUT_CLI_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "runner/cli/options.h"

/* What `gamut report --html` writes. */
struct gamut_page_wanted {
	const char *file;     /* where it goes; "-" is standard output */
	const char *title;    /* or NULL: made from the models */
	const char *baseline; /* a run's folder, or NULL: the first of them */
	const char *const *folders; /* run directories */
	size_t count;
	struct gamut_texts task_files; /* those of --task-file */
};

/*
 * Score the runs and write the page. Nothing is written unless all can be
 * read. `*is_incomplete` says whether one of them lacks samples. GAMUT_EINVAL
 * where this build has no HTML reports, where a folder is no run, or where two
 * are the same; else fails as gamut_sides_open() and gamut_file_put() do.
 */
GAMUT_MUST_USE
enum gamut_status gamut_page_make(const struct gamut_page_wanted *wanted,
                                  bool *is_incomplete, struct gamut_err *err);

#endif
