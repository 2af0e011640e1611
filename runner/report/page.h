#ifndef GAMUT_REPORT_PAGE_H
#define GAMUT_REPORT_PAGE_H

#include "runner/report/grid.h"

/*
 * A page of Markdown that fits into a comment
 * -------------------------------------------
 * GitHub takes 65,536 characters for a comment and 1 MiB for a summary. What
 * would make a page longer than GAMUT_PAGE_BYTES_MAX is left out, which leaves
 * room for saying so.
 */
#define GAMUT_PAGE_BYTES_MAX ((size_t)54000)

struct gamut_page {
	struct gamut_buf *out;
	size_t begin; /* of the page in `out` */
};

/* Add `part` where there is room for it; false, adding nothing, elsewhere. */
bool gamut_page_add(const struct gamut_page *page,
                    const struct gamut_buf *part);

/*
 * Add a table, and as many of its rows as there is room for; say how many more
 * of `what` there are. Nothing of one that has no more than a header.
 */
void gamut_page_grid(const struct gamut_page *page,
                     const struct gamut_grid *grid, const char *what);

/* "- and 7 more runs", where `count` is above 0. */
void gamut_page_left_out(const struct gamut_page *page, size_t count,
                         const char *what);

#endif
