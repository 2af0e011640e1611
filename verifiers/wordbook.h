#ifndef GAMUT_VERIFIERS_WORDBOOK_H
#define GAMUT_VERIFIERS_WORDBOOK_H

#include "verifiers/sorted.h"

/* English words of 2 to GAMUT_WORDBOOK_LETTERS letters: words.tsv. */
#define GAMUT_WORDBOOK_LIST "words.tsv"
#define GAMUT_WORDBOOK_LETTERS 15

/* gamut_sorted_open() of the list. */
GAMUT_MUST_USE
enum gamut_status gamut_wordbook_open(const struct gamut_sorted **out,
                                      struct gamut_lexicon *lexicon,
                                      struct gamut_err *err);

/* Is `word`, in lower case, there? */
bool gamut_wordbook_has(const struct gamut_sorted *words,
                        struct gamut_str word);

#endif
