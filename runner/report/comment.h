#ifndef GAMUT_REPORT_COMMENT_H
#define GAMUT_REPORT_COMMENT_H

#include "runner/report/grid.h"

/*
 * Markdown that fits into a comment
 * ---------------------------------
 * GitHub takes 65,536 characters for a comment and 1 MiB for a summary. What
 * would make it longer than GAMUT_COMMENT_BYTES_MAX is left out, which leaves
 * room for saying so.
 */
#define GAMUT_COMMENT_BYTES_MAX ((size_t)54000)

struct gamut_comment {
	struct gamut_buf *out;
	size_t begin; /* of it in `out` */
};

/* Add `part` where there is room for it; false, adding nothing, elsewhere. */
bool gamut_comment_add(const struct gamut_comment *comment,
                       const struct gamut_buf *part);

/*
 * Add a table, and as many of its rows as there is room for; say how many more
 * of `what` there are. Nothing of one that has no more than a header.
 */
void gamut_comment_grid(const struct gamut_comment *comment,
                        const struct gamut_grid *grid, const char *what);

/* "- and 7 more runs", where `count` is above 0. */
void gamut_comment_left_out(const struct gamut_comment *comment, size_t count,
                            const char *what);

#endif
