#ifndef GAMUT_VERIFIERS_SPELLER_H
#define GAMUT_VERIFIERS_SPELLER_H

#include "verifiers/lexicon.h"

/*
 * Hunspell's word on spelling, US or UK
 * -------------------------------------
 * Two dictionaries, en_US and en_GB, each with its .aff beside it. They are
 * loaded with the first question (about 60 ms and 20 MB), as most answers need
 * none; the files must then be those that were there when it was opened, or the
 * program ends (GAMUT_BUG). Thread-safe: Hunspell is not, so that callers take
 * turns. A question takes some 5 us.
 */
struct gamut_speller;

/* Names of the resources that it reads, for a verifier's needs(). */
#define GAMUT_SPELLER_NEEDS 4
extern const char *const gamut_speller_needs[GAMUT_SPELLER_NEEDS];

/*
 * On GAMUT_OK the caller owns `*out`; `lexicon` outlives it. GAMUT_ENOTFOUND
 * when a file is missing, GAMUT_EIO when one cannot be read, GAMUT_EPARSE when
 * one is no dictionary.
 */
GAMUT_MUST_USE
enum gamut_status gamut_speller_open(struct gamut_speller **out,
                                     struct gamut_lexicon *lexicon,
                                     struct gamut_err *err);
void gamut_speller_free(struct gamut_speller *speller); /* NULL is a no-op */

/*
 * Does either dictionary know `word`? NUL-terminated, one word of letters
 * without hyphens: Hunspell takes any two words joined by one.
 */
bool gamut_speller_knows(struct gamut_speller *speller, const char *word);

#endif
