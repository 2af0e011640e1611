#ifndef GAMUT_VERIFIERS_LENGTH_H
#define GAMUT_VERIFIERS_LENGTH_H

#include "verifiers/verifier.h"

/*
 * Has the answer so many characters, words and lines?
 *
 * Characters are what readers call so: grapheme clusters, white space too.
 * Words are parted by white space, lines by "\n" or "\r\n"; one at the end
 * begins no further line. Any UTF-8 text will do; the canonical form is the
 * answer. Linear in the answer, which may be of any length.
 *
 * Members: none.
 */
struct gamut_length_span {
	uint64_t min;
	uint64_t max; /* 0: no bound */
};

struct gamut_length_rule {
	struct gamut_length_span characters;
	struct gamut_length_span words;
	struct gamut_length_span lines;
};

extern const struct gamut_verifier gamut_verifier_length;

#endif
