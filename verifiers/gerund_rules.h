#ifndef GAMUT_VERIFIERS_GERUND_RULES_H
#define GAMUT_VERIFIERS_GERUND_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/*
 * How English verbs spell their -ing form
 * ---------------------------------------
 * Spelling only, without a dictionary: lower-case words in, lower-case words
 * out, in time linear in their length. Of a verb with hyphens the part behind
 * the last of them counts. A rule is certain where spelling alone decides
 * (run, running), and uncertain where the stress does, which is not written
 * (begin, beginning; visit, visiting), or where two spellings are in use (age,
 * aging, ageing): then a dictionary has to know the form.
 *
 * The functions are pure.
 */

/* Longest word, in bytes, that these functions take. */
#define GAMUT_GERUND_WORD_MAX 64

/* The most that gamut_gerund_forms() and gamut_gerund_bases() give. */
#define GAMUT_GERUND_FORMS_MAX 2
#define GAMUT_GERUND_BASES_MAX 8

/* A word of its own, NUL-terminated. */
struct gamut_gerund_word {
	char text[GAMUT_GERUND_WORD_MAX + 8];
	size_t len;
	bool is_certain; /* forms only */
};

/* View `word`, as long as it is neither moved nor changed. */
struct gamut_str gamut_gerund_view(const struct gamut_gerund_word *word);

/*
 * Write the -ing forms that `verb` may have into `forms`, the certain first,
 * and return how many: 0 where `verb` is empty or too long to have one.
 */
size_t gamut_gerund_forms(
	struct gamut_str verb,
	struct gamut_gerund_word forms[GAMUT_GERUND_FORMS_MAX]);

/*
 * Write into `bases` what `word`, which ends in -ing, may have been made from,
 * by the rules or by one of the usual mistakes (runing, makeing, studing), and
 * return how many. Whether the rules lead back to `word`,
 * gamut_gerund_forms() tells.
 */
size_t gamut_gerund_bases(
	struct gamut_str word,
	struct gamut_gerund_word bases[GAMUT_GERUND_BASES_MAX]);

/* The regular past tense of `verb`, one of whose forms is `form`. */
void gamut_gerund_past(struct gamut_gerund_word *past, struct gamut_str verb,
                       struct gamut_str form);

/* Has `word`, which ends in -ing, a vowel before that ("king" has none)? */
bool gamut_gerund_has_stem(struct gamut_str word);

#endif
