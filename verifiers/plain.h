#ifndef GAMUT_VERIFIERS_PLAIN_H
#define GAMUT_VERIFIERS_PLAIN_H

#include "base/arena.h"
#include "base/str.h"

enum gamut_plain {
	GAMUT_PLAIN_OK,
	GAMUT_PLAIN_NOT_UTF8,
	GAMUT_PLAIN_STRANGE, /* a character that is none of the below */
};

/*
 * English text brought down to its words: the letters a to z, ' and - as they
 * stand, and one space for each run of anything else. Case and marks go
 * ("Café" is "cafe"), typographic apostrophes and hyphens become ' and -, and
 * what parts or surrounds words becomes space: blanks, full stops, commas,
 * brackets, quotation marks, dashes, * and _. No space at the ends.
 *
 * Digits, signs that are read aloud (& % +), line breaks and other controls,
 * letters that are not Latin, and emoji are STRANGE. Linear in the text; `*out`
 * is in the arena and at most as long as the text folded.
 */
enum gamut_plain gamut_plain_words(struct gamut_str *out, struct gamut_str text,
                                   struct gamut_arena *arena);

#endif
