#ifndef GAMUT_BASE_LINES_H
#define GAMUT_BASE_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "base/str.h"

/*
 * The lines of a file, read as a stream: memory is that of the longest line.
 */
struct gamut_lines;

struct gamut_line {
	struct gamut_str text; /* without the line feed; until the next call */
	size_t number;         /* from 1 */
	uint64_t at;           /* bytes before it */
	bool is_ended;         /* by a line feed */
	bool is_too_long;      /* `text` is empty then */
};

/*
 * Open `path`, "-" for standard input. Lines of more than `max_bytes` (0: no
 * limit) are passed over and reported as such. On GAMUT_OK the caller owns
 * `*out`; GAMUT_ENOTFOUND or GAMUT_EIO otherwise.
 */
GAMUT_MUST_USE
enum gamut_status gamut_lines_open(struct gamut_lines **out, const char *path,
                                   size_t max_bytes, struct gamut_err *err);
void gamut_lines_close(struct gamut_lines *lines); /* NULL is a no-op */

/* The next line; `*has_more` is false, `*line` untouched, at the end. */
GAMUT_MUST_USE
enum gamut_status gamut_lines_next(struct gamut_lines *lines,
                                   struct gamut_line *line, bool *has_more,
                                   struct gamut_err *err);

#endif
