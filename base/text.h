#ifndef GAMUT_BASE_TEXT_H
#define GAMUT_BASE_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/*
 * Unicode text of strangers
 * -------------------------
 * Models' output may be any bytes. These functions are total: each takes time
 * and memory linear in its input.
 */

/* Is `s` well-formed UTF-8 (no surrogates, nothing above U+10FFFF)? */
bool gamut_text_is_utf8(struct gamut_str s);

/*
 * Cut the character at the front of `*s`, which is not empty, off and return
 * its code point; -1, with one byte cut off, where there is no well-formed one.
 */
int32_t gamut_text_take(struct gamut_str *s);

/*
 * Would this character do more to a terminal or a reader than appear? Controls
 * (C0, DEL, C1), bidi controls, line separators, the byte order mark, tags.
 */
bool gamut_text_is_unsafe(int32_t code);

/*
 * `s` with every byte that is not part of well-formed UTF-8 replaced by
 * U+FFFD; `s` itself where there is none.
 */
struct gamut_str gamut_text_repair(struct gamut_str s,
                                   struct gamut_arena *arena);

/* Room for a letter and the marks that any script puts on one. */
#define GAMUT_TEXT_COLUMN_BYTES ((size_t)16)

/*
 * Add `s` to `out` so that a terminal shows it and does nothing else: bytes
 * that are not UTF-8 and unsafe characters (line feeds and tabs too) appear as
 * \n, \x1b or \u{202e}. Never more than `max_columns` columns wide, nor more
 * than GAMUT_TEXT_COLUMN_BYTES for each of them, as marks stack up without end:
 * longer text is cut and ends in "…". 0: no limit.
 */
void gamut_text_show(struct gamut_buf *out, struct gamut_str s,
                     size_t max_columns);

/* Columns that well-formed, printable `s` takes on a terminal. */
size_t gamut_text_columns(struct gamut_str s);

enum gamut_fold {
	/* NFC, then full case folding: "Škoda" = "škoda", "Straße" = "strasse"
	 */
	GAMUT_FOLD_CASE,
	/* NFKD without marks, case folding: "Škoda" = "skoda" */
	GAMUT_FOLD_MARKS,
};

/*
 * `s` folded, for comparison; false, leaving `*folded` alone, where `s` is not
 * UTF-8.
 */
bool gamut_text_fold(struct gamut_str *folded, struct gamut_str s,
                     enum gamut_fold fold, struct gamut_arena *arena);

/*
 * Of `count` `words`, the one nearest to `typed` by edits (insertions,
 * deletions, substitutions, and swaps of neighbours), or NULL where none is
 * nearer than a third of its length, nor contains it, nor is contained in it.
 */
const char *gamut_text_nearest(const char *typed, const char *const *words,
                               size_t count);

/* What to put behind "unknown task 'x'": ", did you mean 'y'?", or nothing. */
struct gamut_hint {
	char text[96];
};

struct gamut_hint gamut_text_hint(const char *typed, const char *const *words,
                                  size_t count);

#endif
