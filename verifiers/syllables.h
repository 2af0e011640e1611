#ifndef GAMUT_VERIFIERS_SYLLABLES_H
#define GAMUT_VERIFIERS_SYLLABLES_H

#include <stdint.h>

#include "verifiers/verifier.h"

/*
 * How many syllables an English word has
 * --------------------------------------
 * By the CMU Pronouncing Dictionary (syllables.tsv) where that has the word;
 * else, of two English words run together, such as "dewdrop", as those of both;
 * else by its letters (syllable_rule.h). Compounds have a first word of 3
 * letters or more, and a second of 4 or more with a consonant in front. Held
 * against the dictionary's own words of that form, these sums are right for
 * 97.6 % of 7,020, and the rule for 90.2 %. Many words have several counts:
 * "fire" is said with one or two. A set of counts is a number whose bit n says
 * that n is one of them.
 *
 * Words are in lower case, letters of ASCII with apostrophes in them; those
 * that have hyphens are to be asked for by part, if they are not listed.
 */

/* The word list; that of wordbook.h is read as well. */
#define GAMUT_SYLLABLES_LIST "syllables.tsv"

/* The most syllables that a word of the dictionary has or may have. */
#define GAMUT_SYLLABLES_MAX 30

struct gamut_syllables;

/* What verifiers that open this need: see needs() of verifier.h. */
size_t gamut_syllables_needs(const char *names[GAMUT_NEEDS_MAX]);

/*
 * As long as the lexicon lives, which owns it. Fails as gamut_lexicon_read(),
 * and with GAMUT_EPARSE where a list is malformed.
 */
GAMUT_MUST_USE
enum gamut_status gamut_syllables_open(const struct gamut_syllables **out,
                                       struct gamut_lexicon *lexicon,
                                       struct gamut_err *err);

enum gamut_syllables_source {
	GAMUT_SYLLABLES_NONE,    /* no word at all */
	GAMUT_SYLLABLES_LISTED,  /* in the dictionary, or the possessive of
	                            what is: "pond's" */
	GAMUT_SYLLABLES_KNOWN,   /* in words.tsv: the sum or the rule */
	GAMUT_SYLLABLES_UNKNOWN, /* in neither: likewise */
};

/* The counts of `word` and where they are from; 0 where there are none. */
uint32_t gamut_syllables_find(const struct gamut_syllables *syllables,
                              struct gamut_str word,
                              enum gamut_syllables_source *source);

#endif
