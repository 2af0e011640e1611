#ifndef GAMUT_VERIFIERS_PALINDROME_H
#define GAMUT_VERIFIERS_PALINDROME_H

#include "verifiers/verifier.h"

/*
 * Does the answer read the same backwards: "Was it a car or a cat I saw?"
 *
 * Case, marks, spaces and punctuation do not count (verifiers/plain.h); digits
 * and letters that are not Latin are BAD_FORMAT, as are more than 500 bytes
 * TOO_LONG. A letter over and over is WRONG_LETTERS.
 *
 * With `words`, each word must be of words.tsv or syllables.tsv, which has
 * names and contractions ("Madam, I'm Adam"), or one of "a", "i" and "o"; one
 * with hyphens by part. Else NOT_A_WORD. Whether the words make sense together
 * is not looked at.
 *
 * The canonical form is the letters, in lower case. Members: not listed.
 */
struct gamut_palindrome_rule {
	uint64_t min_letters; /* fewer are TOO_SHORT */
	bool words;
};

extern const struct gamut_verifier gamut_verifier_palindrome;

#endif
