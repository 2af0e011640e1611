#include "verifiers/wordbook.h"

static bool is_well_formed(struct gamut_str word, struct gamut_str rest)
{
	for (size_t i = 0; i < word.len; i++)
		if (!(word.ptr[i] >= 'a' && word.ptr[i] <= 'z'))
			return false;
	return word.len >= 2 && word.len <= GAMUT_WORDBOOK_LETTERS &&
	       rest.len == 0;
}

enum gamut_status gamut_wordbook_open(const struct gamut_sorted **out,
                                      struct gamut_lexicon *lexicon,
                                      struct gamut_err *err)
{
	return gamut_sorted_open(out, lexicon, GAMUT_WORDBOOK_LIST,
	                         is_well_formed, err);
}

bool gamut_wordbook_has(const struct gamut_sorted *words, struct gamut_str word)
{
	return gamut_sorted_find(words, word) != GAMUT_SORTED_ABSENT;
}
