#ifndef GAMUT_BASE_TEXT_H
#define GAMUT_BASE_TEXT_H

#include <stdbool.h>

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
 * `s` with every byte that is not part of well-formed UTF-8 replaced by
 * U+FFFD; `s` itself where there is none.
 */
struct gamut_str gamut_text_repair(struct gamut_str s,
                                   struct gamut_arena *arena);

/*
 * Add `s` to `out` so that a terminal shows it and does nothing else: control
 * characters (line feeds and tabs too), bytes that are not UTF-8, and the
 * characters that reorder or hide text (bidi controls U+200E, U+200F,
 * U+202A-E, U+2066-9, line separators U+2028-9, U+FEFF) appear as \n, \x1b or
 * \u{202e}. Never more than `max_columns` columns wide: longer text is cut and
 * ends in "…". 0: no limit.
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
 * Of `count` `words`, the one nearest to `typed` by edits (Levenshtein), or
 * NULL where none is nearer than a third of its length: for "did you mean".
 */
const char *gamut_text_nearest(const char *typed, const char *const *words,
                               size_t count);

#endif
