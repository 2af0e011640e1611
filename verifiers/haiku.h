#ifndef GAMUT_VERIFIERS_HAIKU_H
#define GAMUT_VERIFIERS_HAIKU_H

#include "verifiers/verifier.h"

/* The most lines of a poem, and syllables of a line. */
#define GAMUT_HAIKU_LINES_MAX 16
#define GAMUT_HAIKU_SYLLABLES_MAX 40

struct gamut_haiku_lines {
	unsigned syllables[GAMUT_HAIKU_LINES_MAX]; /* of each line, 1 to 40 */
	size_t count;                              /* at least 1 */
};

/*
 * Is the answer a poem in English of lines with so many syllables, on one line
 * of text: "an old silent pond / a frog jumps into the pond / splash! silence
 * again"?
 *
 * Syllables are those of verifiers/syllables.h: where a word is said in several
 * ways, any that makes the line come out right will do. Case, marks and
 * punctuation do not matter (verifiers/plain.h); a word with hyphens that the
 * dictionary lacks is counted by part. Not a word: digits and signs, single
 * letters but a, i and o, what has no vowel, and more than `max_unknown` words,
 * in all lines together, that neither the dictionary nor words.tsv has. What
 * the words say is not looked at: a salad of real words that scans is valid.
 *
 * At most 500 bytes. A line without words has no syllables. The first of these
 * that holds is the reason: EMPTY, TOO_LONG, NOT_UTF8, LINE_COUNT, NOT_A_WORD,
 * SYLLABLES.
 *
 * The canonical form is the words in lower case, one space between those of a
 * line and " / " between lines; hyphens are spaces, and apostrophes go but
 * those within a word.
 *
 * Members: not listed.
 */
struct gamut_haiku_rule {
	struct gamut_haiku_lines lines;
	const char *separator; /* between lines: "/"; blanks may surround it */
	uint64_t max_unknown;
};

extern const struct gamut_verifier gamut_verifier_haiku;

#endif
