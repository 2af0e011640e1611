#ifndef GAMUT_VERIFIERS_LIST_H
#define GAMUT_VERIFIERS_LIST_H

#include "verifiers/verifier.h"

/* How an answer is compared with the spellings of a list. */
enum gamut_list_match {
	/* Byte for byte. */
	GAMUT_LIST_EXACT,

	/*
	 * In any case: by NFC and full Unicode case folding, with U+2019 for
	 * an apostrophe. Where folding makes ASCII letters of a character
	 * that is none, as of the Kelvin sign, the list must have the
	 * character too.
	 */
	GAMUT_LIST_ANY_CASE,

	/*
	 * In any case, and a word may begin with "gray" for "grey". The
	 * canonical form is the first field's: folded, its marks and U+2019
	 * dropped, "grey" for "gray", and nothing of ASCII kept but letters
	 * and digits: "Café au Lait" is "cafeaulait".
	 */
	GAMUT_LIST_COLORS,
};

/*
 * Is the answer in a word list?
 *
 * The list is a file of lines of fields, with tabs between them; the first
 * field is the canonical form, and the fields chosen by `columns` are the
 * spellings that are accepted. Nothing is trimmed.
 *
 * An answer that only the case keeps from being in an exact list is
 * WRONG_CASE; one that is longer than any spelling can be is TOO_LONG. A
 * verdict takes time linear in the answer, up to 256 bytes; ASCII answers
 * allocate nothing.
 *
 * Members: one spelling, the first accepted one, of each canonical form, in
 * the order of the file.
 */
struct gamut_list_rule {
	const char *file; /* the word list's name: "colors.tsv" */
	uint32_t columns; /* bit i: field i is an accepted spelling */
	enum gamut_list_match match;
};

/* The columns from `first` to `last`, at most 31, counted from 0. */
#define GAMUT_LIST_COLUMNS(first, last) \
	(UINT32_MAX >> (31 - (last) + (first)) << (first))

extern const struct gamut_verifier gamut_verifier_list;

#endif
