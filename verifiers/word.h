#ifndef GAMUT_VERIFIERS_WORD_H
#define GAMUT_VERIFIERS_WORD_H

#include "verifiers/verifier.h"

/*
 * Is the answer one English word, of words.tsv, with these properties?
 *
 * Letters of ASCII only: what has others, and what is not in the list, is
 * NOT_A_WORD, over 15 letters TOO_LONG. Then lengths (TOO_SHORT, TOO_LONG),
 * letters (WRONG_LETTERS), the word that an anagram is asked of (EXCLUDED), and
 * NOT_PALINDROME are looked at, in this order. The canonical form is the word
 * in lower case.
 *
 * Texts are lower-case letters a to z, or NULL, but `anagram_of`, where case
 * and anything else than letters do not matter ("Dirty room").
 *
 * Members: all words that fit, in alphabetical order. Opening fails with
 * GAMUT_EINVAL where none does.
 */
struct gamut_word_rule {
	uint64_t letters; /* 0: any number, as in the two below */
	uint64_t min_letters;
	uint64_t max_letters;
	const char *starts_with;
	const char *ends_with;
	const char *contains;
	const char *anagram_of; /* exactly its letters, in another order */
	bool allow_same;        /* or in the same order */
	bool palindrome;
	bool any_case; /* else a capital is WRONG_CASE */
};

extern const struct gamut_verifier gamut_verifier_word;

#endif
