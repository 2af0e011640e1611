#ifndef GAMUT_REPORT_INERT_H
#define GAMUT_REPORT_INERT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/*
 * Strangers' text that stays text
 * -------------------------------
 * Names and answers as terminals, logs of CI jobs and GitHub's renderer show
 * them, in which nothing acts, links or calls anybody. All are total.
 */

/* Columns of an answer, and of a name, that are shown in a sentence. */
#define GAMUT_INERT_ANSWER_COLUMNS ((size_t)40)
#define GAMUT_INERT_NAME_COLUMNS ((size_t)60)

/*
 * As gamut_text_show(), within `columns` (0: no limit), and so that nothing in
 * it is a command to the runner of GitHub's jobs, which looks for "##["
 * anywhere in a line and for "::" where one begins: behind blanks of any kind,
 * and what is not seen.
 */
void gamut_inert_show(struct gamut_buf *out, struct gamut_str raw,
                      size_t columns);

/* The same, in `arena`. */
struct gamut_str gamut_inert_shown(struct gamut_str raw, size_t columns,
                                   struct gamut_arena *arena);

/*
 * As prose of Markdown, in the cell of a table and behind any other prose. What
 * is markup is escaped. What GitHub would make a link, a mention, a reference
 * or a picture of, which it does with escaped text too, stands in a code span:
 * word by word.
 */
void gamut_inert_cell(struct gamut_buf *out, struct gamut_str raw,
                      size_t columns);

/* The same where a line begins, or a heading, or what hangs on a dash. */
void gamut_inert_line(struct gamut_buf *out, struct gamut_str raw,
                      size_t columns);

/*
 * As one code span, outside of tables: fenced by one backtick more than any run
 * of them that it holds. "(empty)" without one where `raw` is.
 */
void gamut_inert_code(struct gamut_buf *out, struct gamut_str raw,
                      size_t columns);

/* As text of HTML, in a <code> element, in which GitHub looks for no names. */
void gamut_inert_html(struct gamut_buf *out, struct gamut_str raw,
                      size_t columns);

/*
 * Turn the text of `out` from byte `from` on, UTF-8 and printable, into ASCII
 * of the same width, for terminals that know no other: our own signs become
 * such that look alike, any other character a question mark.
 */
void gamut_inert_ascii(struct gamut_buf *out, size_t from);

/*
 * Where in `line` the "::" stands that such a runner may obey: the first, if no
 * visible character of ASCII stands before it; else `line.len`. What the runner
 * takes for a blank is its own affair, so all else counts as one.
 */
size_t gamut_inert_command(struct gamut_str line);

#endif
