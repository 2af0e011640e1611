#ifndef GAMUT_REPORT_ANNOTATIONS_H
#define GAMUT_REPORT_ANNOTATIONS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/*
 * Annotations of GitHub's jobs
 * ----------------------------
 * Workflow commands: one a line, `::error title=...::...`. GitHub shows ten of
 * a kind for each step and drops the rest, so that the tenth says how many
 * there are.
 */
#define GAMUT_ANNOTATIONS_MAX ((size_t)10)

/* Commands of one kind. */
struct gamut_annotations {
	struct gamut_buf *out;
	const char *kind;  /* "error", "warning", "notice" */
	const char *title; /* of the one that says how many more there are */
	size_t total;      /* that will be added */
	size_t count;      /* so far, with those that were not said */
	struct gamut_arena *arena;
};

/* The next one of a kind, if it is among those that are shown. */
void gamut_annotations_add(struct gamut_annotations *of, struct gamut_str title,
                           struct gamut_str text);

/* One command; `text` may have lines. */
void gamut_annotations_command(struct gamut_buf *out, const char *kind,
                               struct gamut_str title, struct gamut_str text);

#endif
