#ifndef GAMUT_REPORT_WRAP_H
#define GAMUT_REPORT_WRAP_H

#include "base/buf.h"
#include "base/str.h"

/* Columns of a table where nobody says how wide a line is. */
#define GAMUT_COLUMNS_DEFAULT ((size_t)80)

/*
 * Add `text`, a stranger's, as a paragraph for a terminal that behaves as
 * gamut_inert_show() says, no wider than `columns`: `head` before the first
 * line, as many blanks before the others, broken at blanks and, in words that
 * are longer than a line, anywhere. Cut at 8000 columns.
 */
void gamut_wrap(struct gamut_buf *out, const char *head, struct gamut_str text,
                size_t columns);

#endif
