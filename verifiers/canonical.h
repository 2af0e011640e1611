#ifndef GAMUT_VERIFIERS_CANONICAL_H
#define GAMUT_VERIFIERS_CANONICAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

/*
 * From a canonical form to a more canonical one
 * ---------------------------------------------
 * Steps, each applied to what the one before it gives, that fold spellings of
 * one thing together. Total, deterministic, linear in the text but for sorting
 * and for REPLACE, which is bounded (see replace.h). A step that would leave
 * nothing leaves the text as it was, so that a form is never empty.
 *
 * White space is Unicode's. LOWER and UPPER change one character for one, so
 * that the sharp s has no other capital than the one that Unicode gives it.
 * NO_ZEROS leaves the zeros of a fraction, "1.05", ".05" or "1,05", and one
 * digit.
 */
enum gamut_canonical_op {
	GAMUT_CANONICAL_LOWER,          /* "Red" -> "red": Unicode lower case */
	GAMUT_CANONICAL_UPPER,          /* the opposite */
	GAMUT_CANONICAL_FOLD_CASE,      /* NFC and full case folding */
	GAMUT_CANONICAL_FOLD_MARKS,     /* the same without marks: "Skoda" */
	GAMUT_CANONICAL_NFC,            /* composed: one code for "e" + acute */
	GAMUT_CANONICAL_TRIM,           /* white space at both ends */
	GAMUT_CANONICAL_ONE_SPACE,      /* runs of white space -> one space */
	GAMUT_CANONICAL_NO_SPACE,       /* all white space dropped */
	GAMUT_CANONICAL_NO_PUNCTUATION, /* of Unicode's categories P and S */
	GAMUT_CANONICAL_NO_ZEROS,   /* leading zeros of digits: "007" -> "7" */
	GAMUT_CANONICAL_SORT_WORDS, /* by bytes, parted by one space */
	GAMUT_CANONICAL_SORT_LETTERS, /* characters by code point */
	GAMUT_CANONICAL_REPLACE,      /* each match of `pattern` by `with` */
	GAMUT_CANONICAL_MAP,          /* the whole text by that of `pairs` */
};

/*
 * Bumped when a step gives another form than before: it goes into the hash of
 * every task that has steps.
 */
#define GAMUT_CANONICAL_REVISION 1

struct gamut_canonical_pair {
	const char *from;
	const char *to;
};

struct gamut_canonical_step {
	enum gamut_canonical_op op;
	/* REPLACE: PCRE2 in UTF mode; `with` knows $1, ${name} and $$. */
	const char *pattern;
	const char *with;
	/* MAP; others stay as they are. */
	const struct gamut_canonical_pair *pairs;
	size_t pair_count;
};

struct gamut_canonical_rule {
	const struct gamut_canonical_step *steps;
	size_t count;
};

struct gamut_canonical;

/* The step's name in task files: "fold-case"; never NULL. */
const char *gamut_canonical_name(enum gamut_canonical_op op);

/* Find a step by its name in task files; false, `*op` untouched, if none. */
bool gamut_canonical_find(enum gamut_canonical_op *op, struct gamut_str name);

/*
 * Make ready; `rule` outlives `*out`, which the caller frees. GAMUT_EINVAL
 * names the step, counted from 1, whose pattern does not compile, with PCRE2's
 * reason and the offset, or whose `pairs` map one text twice.
 */
GAMUT_MUST_USE
enum gamut_status gamut_canonical_open(struct gamut_canonical **out,
                                       const struct gamut_canonical_rule *rule,
                                       struct gamut_err *err);
void gamut_canonical_free(struct gamut_canonical *canonical); /* or NULL */

/* `form`, which is UTF-8 and not empty, after all steps; the same of it. */
struct gamut_str gamut_canonical_apply(const struct gamut_canonical *canonical,
                                       struct gamut_str form,
                                       struct gamut_arena *arena);

#endif
