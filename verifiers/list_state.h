#ifndef GAMUT_VERIFIERS_LIST_STATE_H
#define GAMUT_VERIFIERS_LIST_STATE_H

#include <stdbool.h>

#include "base/map.h"
#include "verifiers/list.h"

/*
 * A list as it is in memory: list_read.c makes it, and list.c looks answers up
 * in it.
 */
struct gamut_list_spelling {
	uint32_t entry;
	uint32_t ascii; /* bytes of ASCII in it, counting each U+2019 as one */
};

struct gamut_list_entry {
	struct gamut_str canonical;
	struct gamut_str member;
};

struct gamut_list {
	struct gamut_list_rule rule;
	struct gamut_arena arena;   /* canonical forms that are made */
	struct gamut_arena scratch; /* of one spelling, while reading */
	struct gamut_map keys;      /* from a key to its spelling */
	struct gamut_map folded;    /* exact lists: the same, in any case */
	struct gamut_map forms;     /* from a canonical form to its entry */
	struct gamut_list_spelling *spellings;
	size_t spelling_count;
	struct gamut_list_entry *entries;
	size_t field_max;
	size_t answer_max;
	size_t line;       /* of the rule's text, while reading */
	size_t line_start; /* the first spelling of that line */
};

/* Is it a list of the rule's own, and not one that is shipped? */
bool gamut_list_is_own(const struct gamut_list *list);

/*
 * Read the list of `rule`, which outlives it. On GAMUT_OK the caller frees
 * `*out`. `*line` is the line of the rule's text that is at fault, from 1, and
 * the message is without that place; 0 where there is none. `lexicon` may be
 * NULL where there is a text.
 */
GAMUT_MUST_USE
enum gamut_status gamut_list_read(struct gamut_list **out,
                                  const struct gamut_list_rule *rule,
                                  struct gamut_lexicon *lexicon, size_t *line,
                                  struct gamut_err *err);
void gamut_list_free(void *object); /* a struct gamut_list */

#endif
