#ifndef GAMUT_VERIFIERS_GERUND_WORDS_H
#define GAMUT_VERIFIERS_GERUND_WORDS_H

#include "base/arena.h"
#include "verifiers/lexicon.h"
#include "verifiers/speller.h"

/*
 * The verbs of wordlists/verbs.tsv with their -ing forms
 * ------------------------------------------------------
 * Forms are the irregular ones of the list, those that a spelling rule gives
 * for certain, and of the uncertain ones those that `speller` knows; where two
 * verbs claim a form, the one that comes first in this order has it (hoping is
 * of hope, singing of sing). What `speller` knows is found out when it is first
 * asked for, and kept. Reading is thread-safe, and takes two looks into hash
 * tables.
 */
struct gamut_gerund_words;

/* The word list that it reads. */
#define GAMUT_GERUND_WORDS_LIST "verbs.tsv"

/*
 * On GAMUT_OK the caller owns `*out`; `lexicon` and `speller` outlive it.
 * GAMUT_EPARSE names the line that is malformed.
 */
GAMUT_MUST_USE
enum gamut_status gamut_gerund_words_open(struct gamut_gerund_words **out,
                                          struct gamut_lexicon *lexicon,
                                          struct gamut_speller *speller,
                                          struct gamut_err *err);
void gamut_gerund_words_free(struct gamut_gerund_words *words);

enum gamut_gerund_entry {
	GAMUT_GERUND_UNKNOWN, /* not in the list: no more is known */
	GAMUT_GERUND_LISTED,
	GAMUT_GERUND_DENIED, /* the list says that it is none */
};

/*
 * Look up `form`, lower case. `*verb` is set to the name of its verb, as long
 * as the lexicon lives, where it is listed: one for all spellings of the verb.
 */
enum gamut_gerund_entry gamut_gerund_words_find(
	const struct gamut_gerund_words *words, struct gamut_str form,
	struct gamut_str *verb);

/* Is `verb`, lower case, in the list? */
bool gamut_gerund_words_has_verb(const struct gamut_gerund_words *words,
                                 struct gamut_str verb);

/*
 * The verbs whose form a rule gives for certain, sorted, no two of which share
 * a name: how many there are, and the form of the i-th, in `arena`.
 */
size_t gamut_gerund_words_count(const struct gamut_gerund_words *words);
struct gamut_str gamut_gerund_words_member(
	const struct gamut_gerund_words *words, size_t i,
	struct gamut_arena *arena);

#endif
